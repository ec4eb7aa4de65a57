"""The desk in a real browser under the strict policy: pickers, the plus, rows typed with their citations, no complaint."""

import pytest

from editorial.models import Citation, Claim, Participation, Place, Record, Visit
from editorial.services import drafting
from tests import factories

pytestmark = [pytest.mark.desk, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page):
    """What the browser wrote to its console, policy violations included; the tab's pop-ups as well."""
    found = []
    page.context.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.context.on("weberror", lambda error: found.append(str(error.error)))
    return found


@pytest.fixture
def author(page):
    user = factories.user("Author", username="ann")
    page.goto("/admin/login/")
    page.fill("#id_username", "ann")
    page.fill("#id_password", "password")
    page.click("[type=submit]")
    return user


def pick(page, field, words):
    """Type into a picker and take the first record that it finds. One request at a time: the test's database is one."""
    with page.expect_response("**/autocomplete/**"):
        page.click(f"#id_{field} + .select2-container")
    with page.expect_response("**/autocomplete/**"):
        page.fill(".select2-search__field", words)
    page.click(f".select2-results__option:has-text('{words}')")


def test_a_visit_is_written_with_pickers_a_popup_and_new_rows(page, author, complaints):
    source = drafting.create(actor=author, model=factories.Source, title="The archive")
    visit = drafting.create(actor=author, model=Visit, title="A visit")
    page.goto(f"/admin/editorial/visit/{visit.pk}/change/")

    with page.expect_popup() as opening:
        page.click("#add_id_place")
    popup = opening.value
    popup.fill("#id_title", "Praha")
    with popup.expect_event("close"):
        popup.click("[name=_save]")
    assert page.input_value("#id_place") == str(Place.objects.get().pk)

    with page.expect_popup() as opening:
        page.click("#add_id_participations-0-who")
    popup = opening.value
    popup.click("text=Person")
    popup.fill("#id_title", "Gustáv Husák")
    with popup.expect_event("close"):
        popup.click("[name=_save]")
    page.select_option("#id_participations-0-role", "host")

    page.fill("#id_claims-0-text", "He was received.")
    page.click("#claims-group .add-row a")
    page.fill("#id_claims-1-text", "He left.")
    page.select_option("#id_citations-0-anchor", label="Statement 2 (new)")
    pick(page, "citations-0-source", "The archive")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")

    assert Participation.objects.get().who == Record.objects.get(title="Gustáv Husák")
    assert list(Claim.objects.order_by("n").values_list("n", "text")) == [(1, "He was received."), (2, "He left.")]
    assert list(Citation.objects.values_list("anchor", "source")) == [("claims/2/text", source.pk)]
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_the_desk_is_wider_than_the_window(page, author, complaints, width):
    made = factories.visit_set(author)
    page.set_viewport_size({"width": width, "height": 900})
    form = f"/admin/editorial/visit/{made['visit'].pk}/change/"
    addresses = ["/admin/", "/admin/editorial/visit/", form, "/admin/editorial/person/add/"]
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert complaints == []
