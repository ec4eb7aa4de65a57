"""What was typed and not saved is never lost: reload, crash, lost session, two tabs, two people, a full store; and it stays private."""

import json

import pytest
from django.conf import settings
from playwright.sync_api import expect

from editorial.models import Claim, Visit
from editorial.services import drafting
from tests import factories
from tests.desk.forms import client_of, row, save

pytestmark = [
    pytest.mark.desk,
    pytest.mark.django_db(transaction=True),
    pytest.mark.once,
    pytest.mark.slow,
]

KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('desk-keep:'))"
SAVED = ".messagelist .success"


@pytest.fixture
def ann():
    return factories.user("Author", username="ann")


@pytest.fixture
def visit(ann):
    return drafting.create(actor=ann, model=Visit, title="A visit", summary="As it was.")


@pytest.fixture
def tab(page, ann):
    log_in(page, "ann")
    return page


def log_in(page, name):
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", "password")
    page.click("[type=submit]")
    expect(page.locator("#logout-form")).to_be_visible()


def form_of(visit):
    return f"/admin/editorial/visit/{visit.pk}/change/"


def typed(page, words="Typed with care.", field="summary"):
    """Type into a field and wait until the browser has kept it."""
    page.fill(f"#id_{field}", words)
    expect(page.locator(".desk-keeping")).to_contain_text("Kept in this browser")


def crashed(page):
    """Close the tab without a word, open another in the same browser."""
    page.close(run_before_unload=False)
    return page.context.new_page()


def offer(page):
    return page.locator(".desk-kept")


def put_back(page):
    offer(page).get_by_role("button", name="Put it back").click()
    expect(offer(page).get_by_role("status")).to_contain_text("Nothing is saved yet")


def test_a_form_that_nobody_touched_keeps_nothing_and_lets_go(tab, visit):
    """Nothing that scripts do on opening counts as typed: neither here nor on a form with every list."""
    made = factories.incident_set(visit.created_by)
    for address in (form_of(visit), f"/admin/editorial/incident/{made['incident'].pk}/change/"):
        tab.goto(address)
        assert tab.evaluate("() => !window.dispatchEvent(new Event('beforeunload', {cancelable: true}))") is False
        assert tab.evaluate(KEPT) == []
        assert offer(tab).count() == 0


def test_after_a_crash_the_text_is_offered_and_put_back_by_a_click(tab, visit):
    tab.goto(form_of(visit))
    typed(tab)
    page = crashed(tab)
    page.goto(form_of(visit))
    expect(offer(page).get_by_role("heading")).to_contain_text("was not saved")
    expect(offer(page).locator("dl")).to_contain_text("Summary")
    expect(offer(page).locator("ins")).to_have_text("Typed with care.")
    expect(page.locator("#id_summary")).to_have_value("As it was.")
    put_back(page)
    expect(page.locator("#id_summary")).to_have_value("Typed with care.")
    page.click("[name=_save]")
    page.wait_for_selector(SAVED)
    visit.refresh_from_db()
    assert visit.summary == "Typed with care."
    assert page.evaluate(KEPT) == []
    page.reload()
    expect(page.locator("#id_summary")).to_have_value("Typed with care.")
    assert offer(page).count() == 0


def test_leaving_is_warned_of_only_while_something_is_unsaved(tab, visit):
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    tab.goto(form_of(visit))
    typed(tab)
    tab.evaluate("location.assign('/admin/')")
    tab.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(tab.locator("#id_summary")).to_have_value("Typed with care.")
    tab.fill("#id_summary", "As it was.")
    expect(tab.locator(".desk-keeping")).to_have_text("")
    tab.goto("/admin/")
    assert asked == ["beforeunload"]
    assert tab.evaluate(KEPT) == []


def test_what_is_thrown_away_is_gone(tab, visit):
    tab.goto(form_of(visit))
    typed(tab)
    page = crashed(tab)
    page.goto(form_of(visit))
    offer(page).get_by_role("button", name="Throw it away").click()
    expect(offer(page)).to_have_count(0)
    assert page.evaluate(KEPT) == []


def test_new_rows_their_pickers_and_citations_come_back(tab, visit, ann):
    source = drafting.create(actor=ann, model=factories.Source, title="The archive")
    tab.goto(form_of(visit))
    tab.fill("#id_claims-0-text", "The first.")
    tab.click("#claims-group .add-row a")
    tab.fill("#id_claims-1-text", "The second.")
    tab.select_option("#id_citations-0-anchor", "claims/2/text")
    tab.evaluate(
        """([key]) => { const $ = django.jQuery, select = $('#id_citations-0-source');
        select.append(new Option('The archive', key, true, true)).trigger('change'); }""",
        [str(source.pk)],
    )
    typed(tab, "page 4", "citations-0-locator")
    page = crashed(tab)
    page.goto(form_of(visit))
    put_back(page)
    expect(page.locator("#citations-0 .select2-selection__rendered").first).to_contain_text("The archive")
    page.click("[name=_save]")
    page.wait_for_selector(SAVED)
    assert list(Claim.objects.order_by("n").values_list("n", "text")) == [(1, "The first."), (2, "The second.")]
    citation = visit.citations.get()
    assert (citation.anchor, citation.source_id, citation.locator) == ("claims/2/text", source.pk, "page 4")


def test_a_save_by_somebody_else_is_named_and_new_numbers_move(tab, visit):
    """Her second statement was the first new one; meanwhile another person took that number."""
    tab.goto(form_of(visit))
    tab.fill("#id_claims-0-text", "Mine.")
    tab.select_option("#id_citations-0-anchor", "claims/1/text")
    tab.fill("#id_summary", "My summary.")
    typed(tab, "page 4", "citations-0-locator")
    page = crashed(tab)
    other = client_of(factories.user("Author"))
    assert save(other, visit, summary="Theirs.", **row("claims", 0, text="Theirs.")).status_code == 302
    page.goto(form_of(visit))
    expect(offer(page)).to_contain_text("The record was saved since")
    expect(offer(page).locator("q")).to_have_text("Theirs.")
    expect(page.locator("#id_summary")).to_have_value("Theirs.")
    put_back(page)
    expect(page.locator("#id_claims-0-text")).to_have_value("Theirs.")
    page.click("[name=_save]")
    page.wait_for_selector(SAVED)
    assert list(Claim.objects.order_by("n").values_list("n", "text")) == [(1, "Theirs."), (2, "Mine.")]
    assert visit.citations.get().anchor == "claims/2/text"


def test_a_refused_form_keeps_its_copy_and_still_warns(tab, visit):
    tab.goto(form_of(visit))
    tab.fill("#id_summary", "Typed with care.")
    typed(tab, "nonsense", "date_edtf")
    tab.click("[name=_save]")
    expect(tab.locator(".errornote")).to_be_visible()
    expect(tab.locator("#id_summary")).to_have_value("Typed with care.")
    assert len(tab.evaluate(KEPT)) == 1
    page = crashed(tab)
    page.goto(form_of(visit))
    put_back(page)
    expect(page.locator("#id_summary")).to_have_value("Typed with care.")
    page.fill("#id_date_edtf", "1990")
    page.click("[name=_save]")
    page.wait_for_selector(SAVED)
    assert page.evaluate(KEPT) == []


def test_a_conflict_keeps_its_copy_too(tab, visit):
    tab.goto(form_of(visit))
    typed(tab)
    save(client_of(factories.user("Author")), visit, title="Their title")
    tab.click("[name=_save]")
    expect(tab.locator(".desk-three")).to_be_visible()
    page = crashed(tab)
    page.goto(form_of(visit))
    expect(offer(page).locator("ins")).to_have_text("Typed with care.")


def test_a_lost_session_gives_the_text_back_after_the_login(tab, visit):
    tab.goto(form_of(visit))
    typed(tab)
    tab.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    tab.click("[name=_save]")
    tab.wait_for_url("**/login/**")
    tab.fill("#id_username", "ann")
    tab.fill("#id_password", "password")
    tab.click("[type=submit]")
    tab.wait_for_url(f"**{form_of(visit)}")
    expect(offer(tab).locator("ins")).to_have_text("Typed with care.")
    put_back(tab)
    tab.click("[name=_save]")
    tab.wait_for_selector(SAVED)
    visit.refresh_from_db()
    assert visit.summary == "Typed with care."


def test_two_tabs_do_not_take_each_others_text(tab, visit):
    tab.goto(form_of(visit))
    typed(tab, "Of the first tab.")
    second = tab.context.new_page()
    second.goto(form_of(visit))
    assert offer(second).count() == 0
    typed(second, "Of the second tab.")
    assert len(second.evaluate(KEPT)) == 2
    second.click("[name=_save]")
    second.wait_for_selector(SAVED)
    kept = second.evaluate("(keys) => keys.map((key) => localStorage[key])", second.evaluate(KEPT))
    assert next(entry["fields"] for entry in map(json.loads, kept)).popitem()[1]["value"] == "Of the first tab."
    tab.click("[name=_save]")
    expect(tab.locator(".desk-three")).to_be_visible()


def test_nobody_sees_what_another_person_typed_and_a_logout_clears_it(tab, visit):
    factories.user("Author", username="bob")
    tab.goto(form_of(visit))
    typed(tab)
    page = crashed(tab)
    page.context.clear_cookies()
    log_in(page, "bob")
    page.goto(form_of(visit))
    page.wait_for_load_state()
    assert offer(page).count() == 0
    assert len(page.evaluate(KEPT)) == 1
    page.context.clear_cookies()
    log_in(page, "ann")
    page.click("#logout-form button")
    page.wait_for_load_state()
    assert page.evaluate(KEPT) == []


def test_old_text_goes_after_a_week(tab, visit):
    tab.goto(form_of(visit))
    entry = json.dumps({"at": 0, "version": "0", "first": {}, "fields": {}})
    tab.evaluate("(entry) => localStorage.setItem('desk-keep:1:/admin/x/:y', entry)", entry)
    tab.evaluate("() => localStorage.setItem('desk-keep:1:/admin/broken/:y', '{')")
    tab.reload()
    assert tab.evaluate(KEPT) == []


def test_a_full_store_says_so_and_stops_nobody(tab, visit):
    tab.goto(form_of(visit))
    tab.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    tab.fill("#id_summary", "Typed all the same.")
    expect(tab.locator(".desk-keeping")).to_have_text("This browser keeps no copy of what you type: save often.")
    tab.click("[name=_save]")
    tab.wait_for_selector(SAVED)
    visit.refresh_from_db()
    assert visit.summary == "Typed all the same."


def test_secrets_and_files_are_never_kept(tab, visit, ann):
    source = drafting.create(actor=ann, model=factories.Source, title="The archive")
    tab.goto(f"/admin/editorial/source/{source.pk}/change/")
    tab.set_input_files("#id_attachments-0-file", {"name": "a.png", "mimeType": "image/png", "buffer": b"x"})
    typed(tab)
    entry = json.loads(tab.evaluate("(key) => localStorage[key]", tab.evaluate(KEPT)[0]))
    assert [name.split(" ")[-1] for name in entry["fields"]] == ["summary"]


def test_a_comment_on_a_screen_is_kept_like_a_form(tab, ann):
    """Any text area of the desk, without a word in its template."""
    made = factories.visit_set(ann)
    factories.submit_all(ann, list(made.values()))
    factories.user("Reviewer", username="rita")
    tab.context.clear_cookies()
    log_in(tab, "rita")
    address = f"/admin/editorial/review/{made['visit'].pk}/"
    tab.goto(address)
    area = tab.locator("#id_comment")
    area.fill("Say where this stands.")
    tab.wait_for_timeout(700)
    page = crashed(tab)
    page.goto(address)
    put_back(page)
    expect(page.locator("#id_comment")).to_have_value("Say where this stands.")
