"""Three days at the desk, in a browser, from login to public page: a reader's report becomes a correction, a set waits
behind its embargo, two people type into one record. Nothing is done behind the screens but the background and the clock.
"""

import datetime
import re

import pytest
from playwright.sync_api import expect

from editorial.models import Edition, Triage
from editorial.services import drafting, scheduling
from relations.models import Listing
from tests import factories
from tests.stories.test_first_story import log_in

pytestmark = [pytest.mark.desk, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def faults(page):
    """What the browser complained of, policy violations included; the answers that a story expects left out."""
    found = []
    page.context.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.context.on("weberror", lambda error: found.append(str(error.error)))
    yield found
    assert [fault for fault in found if not re.search(r"status of (404|409)", fault)] == []


def form_of(record):
    return f"/admin/editorial/{record.type}/{record.pk}/change/"


def save(tab):
    tab.get_by_role("button", name=re.compile("^Save ")).first.click()
    expect(tab.locator(".messagelist .success")).to_be_visible()


# --- A correction after a reader's report -----------------------------------------------------------


def test_a_readers_report_becomes_a_correction(page, live_server, faults):
    made = factories.published_visit_set()
    visit = made["visit"]
    public = Listing.objects.get(public_id=visit.public_id)
    reference = a_reader_reports(page, public)
    the_author_takes_the_report(page, made, reference)
    the_author_corrects_the_visit(page, visit)
    the_publisher_reads_and_publishes(page, made, visit)
    the_report_is_closed(page, reference)
    readers_see_what_was_wrong(page, public, visit)


def a_reader_reports(page, public):
    page.goto(public.path)
    page.get_by_role("link", name=re.compile("report", re.IGNORECASE)).first.click()
    page.fill("#id_text", "He was received by the guest, not by the host.")
    page.fill("#id_source", "The archive, page 3")
    page.locator("main form button[type=submit], main form input[type=submit]").first.click()
    reference = re.search(r"[0-9A-Z]{4,}-?[0-9A-Z]*", page.locator("main strong, main code").first.inner_text())[0]
    assert "not by the host" not in page.request.get(public.path).text()
    return reference


def the_author_takes_the_report(page, made, reference):
    log_in(page, made["author"])
    page.get_by_role("link", name=re.compile(reference)).first.click()
    expect(page.locator("blockquote").first).to_contain_text("not by the host")
    page.get_by_role("button", name="Take it").click()
    expect(page.locator(".rv-facts")).to_contain_text("taken by")


def the_author_corrects_the_visit(page, visit):
    page.locator(".rv-facts").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(f"{visit.pk}/change/"))
    page.fill("#id_summary", "Host Person was received by Guest Person.")
    save(page)
    page.get_by_role("link", name="Submit for review").first.click()
    page.get_by_label(re.compile("^Correction")).check()
    page.get_by_label("Public note, in English").fill("The summary had host and guest the wrong way round.")
    page.get_by_label("Public note, in Czech").fill("Souhrn zaměnil hosta a hostitele.")
    page.get_by_role("button", name="Show the notice").click()
    expect(page.frame_locator("#notice iframe").first.locator("body")).to_contain_text("the wrong way round")
    assert not Edition.objects.filter(record=visit.pk, state="in_review").exists()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    assert Edition.objects.filter(record=visit.pk, state="in_review").exists()


def the_publisher_reads_and_publishes(page, made, visit):
    log_in(page, made["publisher"])
    page.get_by_role("link", name=re.compile(re.escape(visit.title))).first.click()
    expect(page.locator("ins", has_text="Guest").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Approve and publish")).click()
    expect(page.locator(".messagelist .success").first).to_be_visible()


def the_report_is_closed(page, reference):
    page.goto("/admin/")
    page.get_by_role("link", name="Reports of readers", exact=True).last.click()
    page.get_by_role("link", name=re.compile("^taken", re.IGNORECASE)).click()
    page.get_by_role("link", name=reference).click()
    page.get_by_role("button", name="Take it over").click()
    page.select_option("#id_outcome", "corrected")
    page.fill("#id_note", "Checked against the archive, page 3; the summary was corrected.")
    page.get_by_role("button", name="Close the report").click()
    expect(page.locator(".rv-facts")).to_contain_text("we were wrong: corrected")
    assert Triage.objects.get().outcome == "corrected"


def readers_see_what_was_wrong(page, public, visit):
    page.context.clear_cookies()
    page.goto(public.path)
    expect(page.locator("main")).to_contain_text("Host Person was received by Guest Person.")
    page.goto("/first-second/corrections/")
    expect(page.locator("main")).to_contain_text("The summary had host and guest the wrong way round.")
    page.goto("/cs/first-second/corrections/")
    expect(page.locator("main")).to_contain_text("Souhrn zaměnil hosta a hostitele.")


# --- An embargoed set ---------------------------------------------------------------------------------


def test_an_embargoed_set_goes_out_together(page, live_server, faults):
    made = factories.published_visit_set()
    author, publisher = made["author"], made["publisher"]
    person = drafting.create(actor=author, model=factories.Person, title="Third Person")
    factories.prove(person, made["source"])
    factories.add_part(made["visit"], factories.Participation, "participations", who=person, role="delegation")
    factories.freeze(person, author)
    factories.freeze(made["visit"], author)
    addresses = [f"/r/{person.public_id}/", f"/api/v1/people/{person.public_id}/"]
    the_author_submits_both(page, author, made["visit"])
    the_publisher_schedules_both(page, publisher, made["visit"])
    watched = ["/", "/first-second/timeline/", "/search/?q=Third", "/api/v1/changes/?after=8", "/api/v1/people/"]
    before = {address: page.request.get(address).text() for address in watched}
    assert all("Third Person" not in text for text in before.values())
    assert [page.request.get(address).status for address in addresses] == [404, 404]
    scheduling.publish_due(now=datetime.datetime(2090, 3, 31, 9, 29, tzinfo=datetime.UTC))
    assert {address: page.request.get(address).text() for address in watched} == before
    scheduling.publish_due(now=datetime.datetime(2090, 3, 31, 9, 31, tzinfo=datetime.UTC))
    page.context.clear_cookies()
    page.goto(Listing.objects.get(public_id=made["visit"].public_id).path)
    page.get_by_role("link", name="Third Person").first.click()
    expect(page.locator("h1")).to_have_text("Third Person")


def the_author_submits_both(page, author, visit):
    log_in(page, author)
    page.goto(f"/admin/editorial/submit/{visit.pk}/")
    expect(page.locator("#set")).to_be_visible()
    expect(page.locator("main, #content").first).to_contain_text("Third Person")
    page.get_by_label(re.compile("^Update")).first.check()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()


def the_publisher_schedules_both(page, publisher, visit):
    log_in(page, publisher)
    page.goto(f"/admin/editorial/review/{visit.pk}/")
    page.get_by_role("button", name=re.compile("^Approve the set")).click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    page.goto(f"/admin/editorial/schedule/{visit.pk}/")
    page.fill("#id_day", "2090-03-31")
    page.fill("#id_hour", "09:30")
    page.locator("#content form button[type=submit]").last.click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    page.goto("/admin/")
    expect(page.locator("#list-scheduled")).to_contain_text("1")


# --- Two people, one record --------------------------------------------------------------------------


def test_two_people_type_into_one_record_and_lose_nothing(page, browser, live_server, faults):
    author, second = factories.user("Author", username="ann"), factories.user("Author", username="bob")
    visit = drafting.create(actor=author, model=factories.Visit, title="A visit", summary="As it was.")
    log_in(page, author)
    page.goto(form_of(visit))
    other = browser.new_context(base_url=live_server.url).new_page()
    log_in(other, second)
    other.goto(form_of(visit))
    other.fill("#id_summary", "What Bob wrote.")
    other.fill("#id_claims-0-text", "Bob's statement.")
    save(other)

    page.fill("#id_summary", "What Ann wrote.")
    page.fill("#id_desk_note", "Ann's note.") if page.locator("#id_desk_note").is_visible() else None
    page.fill("#id_claims-0-text", "Ann's statement.")
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.locator("body")).to_contain_text("Bob")
    expect(page.locator("#id_summary")).to_have_value("What Ann wrote.")
    expect(page.locator("body")).to_contain_text("What Bob wrote.")
    save(page)
    visit.refresh_from_db()
    assert visit.summary == "What Ann wrote."
    texts = set(visit.claims.values_list("text", flat=True))
    assert texts == {"Bob's statement.", "Ann's statement."}
    the_tab_crashes_and_the_text_comes_back(other, visit)


def the_tab_crashes_and_the_text_comes_back(tab, visit):
    """Bob types on in a page that is older than Ann's save; his tab dies before he saves."""
    tab.goto(form_of(visit))
    tab.fill("#id_summary", "What Bob typed before the lights went out.")
    expect(tab.locator(".desk-keeping")).to_contain_text("Kept")
    context = tab.context
    tab.close(run_before_unload=False)
    again = context.new_page()
    again.goto(form_of(visit))
    expect(again.locator("#id_summary")).to_have_value("What Ann wrote.")
    again.get_by_role("button", name=re.compile("Put it back", re.IGNORECASE)).click()
    expect(again.locator("#id_summary")).to_have_value("What Bob typed before the lights went out.")
