"""The whole story in a browser: an author drafts, another person reviews and publishes, readers read, one withdraws."""

import json
import re

from playwright.sync_api import Page, expect

from editorial.models import Person, Visit
from relations.models import Change, Listing
from tests import factories


def log_in(page: Page, user) -> None:
    """As `user`, in the same tab; whoever was there before is forgotten."""
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", "password")
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(re.compile("/admin/$"))


def choose(page: Page, field: str, text: str) -> None:
    """Type into an autocomplete field and take the hit."""
    page.locator(f"#id_{field}").locator("xpath=following-sibling::span[1]").click()
    page.locator(".select2-search__field").last.fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()


def draft_a_person(popup: Page, name: str, source: str) -> None:
    """In the popup: a participant may be of several types; here a person with one cited statement."""
    popup.get_by_role("link", name="person", exact=False).click()
    popup.fill("#id_title", name)
    popup.fill("#id_claims-0-text", f"{name} travelled with the guest.")
    popup.select_option("#id_citations-0-anchor", "claims/1/text")
    choose(popup, "citations-0-source", source)
    popup.fill("#id_citations-0-locator", "Table, row 1")


def change_the_visit(page: Page, made: dict) -> None:
    """New summary, and a companion who is drafted in place."""
    page.goto(f"/admin/editorial/visit/{made['visit'].pk}/change/")
    page.fill("#id_summary", "Guest Person came with a companion and was received by Host Person.")
    page.get_by_text("Add a row: participant").click()
    page.select_option("#id_participations-2-role", "delegation")
    with page.expect_popup() as opened:
        page.locator("#add_id_participations-2-who").click()
    popup = opened.value
    draft_a_person(popup, "Companion Person", made["source"].title)
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Save").first.click()
    expect(page.locator("#id_participations-2-who option:checked")).to_contain_text("Companion Person")
    page.get_by_role("button", name="Save draft").first.click()


def submit(page: Page, made: dict) -> None:
    """The set that the desk proposes: the visit and its new person."""
    page.goto(f"/admin/editorial/submit/{made['visit'].pk}/")
    expect(page.locator("body")).to_contain_text("Companion Person")
    page.get_by_label(re.compile("^update", re.IGNORECASE)).first.check()
    page.get_by_role("button", name="Submit for review").click()


def test_from_draft_to_public_page_to_withdrawal(page, live_server, transactional_db):
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    made = factories.published_visit_set()
    visit = Listing.objects.get(public_id=made["visit"].public_id)
    log_in(page, made["author"])
    change_the_visit(page, made)
    companion = Person.objects.get(title="Companion Person")
    assert page.request.get(f"/r/{companion.public_id}/").status == 404
    submit(page, made)
    assert [row.editions.get(state="in_review").record_id for row in (made["visit"], companion)] == [
        made["visit"].pk,
        companion.pk,
    ]

    page.goto(f"/admin/editorial/review/{made['visit'].pk}/")
    expect(page.get_by_role("button", name="Approve", exact=False).first).to_be_disabled()
    assert page.request.get(visit.path).text().count("companion") == 0

    log_in(page, made["publisher"])
    page.goto(f"/admin/editorial/review/{made['visit'].pk}/")
    expect(page.locator("ins", has_text="companion").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Approve and publish")).click()
    assert Listing.objects.get(public_id=companion.public_id).state == "public"
    assert Visit.objects.get(pk=made["visit"].pk).editions.get(state="published").published_number == 2

    page.goto(visit.path)
    expect(page.locator("h1")).to_have_text(visit.title)
    expect(page.locator("main")).to_contain_text("came with a companion")
    page.get_by_role("link", name="Companion Person").first.click()
    expect(page.locator("h1")).to_have_text("Companion Person")
    item = json.loads(page.request.get(f"/api/v1/visits/{visit.public_id}/").text())["data"]
    assert (item["version"], item["document"]["change"]["kind"]) == (2, "update")
    changes = json.loads(page.request.get("/api/v1/changes/?after=8").text())["data"]
    assert {(row["id"], row["op"]) for row in changes} == {
        (visit.public_id, "publish"),
        (companion.public_id, "publish"),
    }

    page.goto(f"/admin/editorial/withdraw/{made['visit'].pk}/")
    page.get_by_label(re.compile("central statement")).check()
    page.get_by_role("button", name=re.compile("^Withdraw")).click()
    gone = page.goto(visit.path)
    assert gone.status == 410
    expect(page.locator("main")).to_contain_text("A central statement turned out to be wrong.")
    assert page.request.get(f"/api/v1/visits/{visit.public_id}/").status == 410
    assert Change.objects.order_by("seq").last().op == "withdraw"
    assert [fault for fault in faults if "410" not in fault] == []
