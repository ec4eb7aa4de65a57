"""The form of a record in Chromium: dates read aloud, links of the checklist, citations in place, by keyboard too."""

import pytest
from playwright.sync_api import expect

from editorial.models import Citation, Claim, Source, Visit
from editorial.services import drafting
from tests import factories, looking

pytestmark = [
    pytest.mark.desk,
    pytest.mark.django_db(transaction=True),
    pytest.mark.once,
    pytest.mark.slow,
]


@pytest.fixture
def ann(page):
    user = factories.user("Author", username="ann")
    page.goto("/admin/login/")
    page.fill("#id_username", "ann")
    page.fill("#id_password", "password")
    page.click("[type=submit]")
    expect(page.locator("#logout-form")).to_be_visible()
    return user


@pytest.fixture
def desk(tab, ann):
    """The tab of somebody who is logged in, whose console stays silent."""
    return tab


@pytest.fixture
def made(ann):
    return factories.incident_set(ann)


def form_of(record):
    return f"/admin/editorial/{record.type}/{record.pk}/change/"


def understood(page, field):
    return page.locator(f"#id_{field}_understood")


def test_a_date_is_read_while_it_is_typed_and_words_are_turned_by_a_button(desk, ann):
    visit = drafting.create(actor=ann, model=Visit, title="A visit")
    desk.goto(form_of(visit))
    desk.fill("#id_date_edtf", "1993-08")
    expect(understood(desk, "date_edtf")).to_contain_text("one day between 1 and 31 August 1993")
    expect(understood(desk, "date_edtf")).to_contain_text("„srpen 1993“")
    desk.fill("#id_date_edtf", "17. dubna 2021")
    offered = understood(desk, "date_edtf").get_by_role("button")
    expect(offered).to_contain_text("2021-04-17")
    desk.focus("#id_date_edtf")
    desk.keyboard.press("Tab")
    expect(offered).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#id_date_edtf")).to_have_value("2021-04-17")
    expect(understood(desk, "date_edtf")).to_contain_text("Saturday 17 April 2021")
    desk.fill("#id_date_edtf", "soon")
    expect(understood(desk, "date_edtf")).to_contain_text("has letters in it")
    desk.fill("#id_date_edtf", "")
    expect(understood(desk, "date_edtf")).to_have_text("")


def test_dates_of_new_rows_are_read_too(desk, made):
    desk.goto(form_of(made["incident"]))
    desk.click("#measures-group .desk-blank summary")
    desk.click("#measures-group .add-row a")
    desk.fill("#id_measures-3-announced", "duben 2021")
    expect(understood(desk, "measures-3-announced").get_by_role("button")).to_contain_text("2021-04")


def test_a_link_of_the_checklist_opens_the_row_and_puts_the_cursor_there(desk, made):
    incident = made["incident"]
    for n in range(8):
        claim = factories.add_part(incident, Claim, "claims", text=f"Statement number {n}", standing="alleged")
        factories.prove(incident, made["source"], f"claims/{claim.n}/text")
    factories.freeze(incident, incident.created_by)
    desk.goto(form_of(incident))
    wanting = desk.locator(".desk-checklist a[href$=-holder]").last
    index = int(wanting.get_attribute("href").split("-")[1])
    expect(desk.locator(f"#claims-{index} details").first).not_to_have_attribute("open", "")
    wanting.click()
    expect(desk.locator(f"#claims-{index} .field-holder [role=combobox]")).to_be_focused()
    expect(desk.locator(f"#id_claims-{index}-text")).to_be_in_viewport()


def test_the_way_from_another_page_ends_in_the_field(desk, made):
    claim = factories.add_part(made["incident"], Claim, "claims", text="Uncited")
    desk.goto(f"/admin/-/at/{made['incident'].pk}/?anchor=claims/{claim.n}/text")
    expect(desk.locator("#id_claims-2-text")).to_be_focused()


def test_cite_adds_a_row_that_knows_what_it_proves_and_leads_back(desk, made):
    incident = made["incident"]
    source = drafting.create(actor=incident.created_by, model=Source, title="Zlín archive", language="cs")
    before = Citation.objects.filter(record=incident.pk).count()
    desk.goto(form_of(incident))
    cite = desk.get_by_role("button", name="Cite Statement 2:")
    cite.focus()
    desk.keyboard.press("Enter")
    row = desk.locator(f"#citations-{before}")
    expect(row.locator("[name$=-anchor]")).to_have_value("claims/2/text")
    expect(row.get_by_role("button", name="Again:")).to_be_focused()
    with desk.expect_response("**/autocomplete/**"):
        row.locator(".field-source .select2-container").click()
    with desk.expect_response("**/autocomplete/**"):
        desk.fill(".select2-search__field", "Zlín")
    desk.click(".select2-results__option:has-text('Zlín archive')")
    expect(row.locator("[name$=-language]")).to_have_value("cs")
    row.get_by_role("button", name="Back to Statement 2").click()
    expect(cite).to_be_focused()
    desk.get_by_role("button", name="Cite Measure 1:").click()
    second = desk.locator(f"#citations-{before + 1}")
    expect(second.locator("[name$=-anchor]")).to_have_value("measures/1")
    second.get_by_role("button", name="Again: Zlín archive").click()
    expect(second.locator("[name$=-locator]")).to_be_focused()
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist .success")
    added = Citation.objects.filter(record=incident.pk, source=source).order_by("n")
    assert list(added.values_list("anchor", "language")) == [("claims/2/text", "cs"), ("measures/1", "cs")]


def test_a_statement_typed_now_and_the_date_are_cited_too(desk, ann):
    visit = drafting.create(actor=ann, model=Visit, title="A visit", date_edtf="1990")
    source = drafting.create(actor=ann, model=Source, title="The archive")
    desk.goto(form_of(visit))
    desk.fill("#id_claims-0-text", "It happened.")
    desk.get_by_role("button", name="Cite Statement 1").click()
    expect(desk.locator("#id_citations-0-anchor")).to_have_value("claims/1/text")
    with desk.expect_response("**/autocomplete/**"):
        desk.locator("#citations-0 .field-source .select2-container").click()
    desk.click(".select2-results__option:has-text('The archive')")
    desk.get_by_role("button", name="Cite Date").click()
    desk.locator("#citations-1").get_by_role("button", name="Again: The archive").click()
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist .success")
    found = Citation.objects.filter(record=visit.pk).order_by("n")
    assert list(found.values_list("anchor", "source")) == [("claims/1/text", source.pk), ("date", source.pk)]


@pytest.mark.parametrize("view", [(1280, "light"), (390, "dark")], ids=str)
def test_the_form_in_use_has_no_fault_that_axe_finds(desk, made, view):
    """With a suggestion, an opened help, a citation begun and an offer of unsaved text on the page."""
    looking.dress(desk, view)
    desk.goto(form_of(made["incident"]))
    desk.fill("#id_summary", "Typed and not saved.")
    expect(desk.locator(".desk-keeping")).to_contain_text("Kept")
    page = desk.context.new_page()
    desk.close(run_before_unload=False)
    looking.dress(page, view)
    page.goto(form_of(made["incident"]))
    expect(page.locator(".desk-kept")).to_be_visible()
    page.fill("#id_date_edtf", "17 April 2021")
    expect(understood(page, "date_edtf").get_by_role("button")).to_be_visible()
    page.click(".desk-dates summary")
    page.get_by_role("button", name="Cite Statement 1:").click()
    assert looking.violations(page) == {}
    assert looking.sideways(page) == {}
