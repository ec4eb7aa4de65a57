"""The desk in a real browser under the strict policy: pickers, the plus, rows typed with their citations, no complaint."""

import pytest
from PIL import Image

from editorial.models import Attachment, Citation, Claim, Participation, Place, Record, Translation, Visit
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


def test_new_rows_are_offered_and_the_english_text_stands_beside_its_translation(page, author, complaints):
    made = factories.incident_set(author)
    incident = made["incident"]
    page.goto(f"/admin/editorial/incident/{incident.pk}/change/")
    page.click("#claims-group .desk-blank summary")
    page.fill("#id_claims-2-text", "A third statement.")
    page.click("#claims-group .add-row a")
    page.fill("#id_claims-3-text", "A fourth statement.")
    page.click("#measures-group .desk-blank summary")
    page.click("#citations-group .desk-blank summary")
    page.select_option("#id_citations-9-anchor", label="Measure 3 (new)")
    page.select_option("#id_citations-9-anchor", label="Statement 4 (new)")
    page.click("#translations-group .desk-blank summary")
    page.select_option("#id_translations-2-anchor", label="Statement 4: text (new)")
    assert page.text_content("#translations-2 .desk-original") == "A fourth statement."
    page.fill("#id_translations-2-text", "Čtvrtá věta.")
    page.select_option("#id_measures-2-kind", "note")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")

    assert Citation.objects.get(record=incident.pk, n=10).anchor == "claims/4/text"
    assert Translation.objects.get(record=incident.pk, n=3).anchor == "claims/4/text"
    assert list(Claim.objects.filter(record=incident.pk, n__gt=2).values_list("text", flat=True)) == [
        "A third statement.",
        "A fourth statement.",
    ]
    assert complaints == []


def test_sections_that_are_typed_can_be_chosen_by_statements(page, author, complaints):
    dossier = factories.incident_set(author)["dossier"]
    page.goto(f"/admin/editorial/dossier/{dossier.pk}/change/")
    page.click("#sections-group .desk-blank summary")
    page.fill("#id_sections-1-heading", "Trade")
    page.select_option("#id_claims-0-section", label="Section 2 (new)")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    assert Claim.objects.get(record=dossier.pk).section == 2
    assert complaints == []


def test_a_file_is_chosen_and_saved(page, author, complaints, settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    scan = tmp_path / "scan.png"
    Image.new("RGB", (4, 4)).save(scan)
    source = drafting.create(actor=author, model=factories.Source, title="The archive")
    page.goto(f"/admin/editorial/source/{source.pk}/change/")
    page.click("#attachments-group .desk-blank summary")
    page.fill("#id_attachments-0-title", "A scan")
    page.set_input_files("#id_attachments-0-file", scan)
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    with page.expect_download() as download:
        page.click(".desk-file")
    assert download.value.suggested_filename.endswith(".png")
    assert Attachment.objects.get().media_type == "image/png"
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
