"""The review page by keyboard in a browser: keys that decide nothing and can be switched off, words that survive everything."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from editorial.models import Comment
from editorial.services import comments
from tests import factories, looking
from tests.desk.screens import ready_source, url

pytestmark = [pytest.mark.desk, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page):
    found = []
    page.context.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.context.on("weberror", lambda error: found.append(str(error.error)))
    return found


def log_in(page, name):
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", "password")
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


@pytest.fixture
def waiting(page):
    """Two sources that wait for Rea, who is at the first one."""
    author, reviewer = factories.user("Author", username="ada"), factories.user("Reviewer", username="rea")
    rows = [ready_source(author, f"Source {number}") for number in (1, 2)]
    for row in rows:
        factories.submit_all(author, [row])
    comments.add_comment(actor=reviewer, edition=factories.open_of(rows[0]), text="Which year?", anchor="title")
    log_in(page, "rea")
    page.goto(url("review", rows[0]))
    return rows


def test_a_whole_review_by_keyboard(page, waiting, complaints):
    page.keyboard.press("j")
    expect(page.locator(".rv-row:focus")).to_have_attribute("data-place", "title")
    page.keyboard.press("j")
    expect(page.locator(".rv-row:focus")).to_have_attribute("data-place", "source_kind")
    page.keyboard.press("k")
    page.keyboard.press("c")
    box = page.locator("textarea[name^=say-]")
    expect(box).to_be_focused()
    expect(page.locator("select[name^=on-]")).to_have_value("title")
    page.keyboard.type("jkcdnpx? are letters here")
    expect(box).to_have_value("jkcdnpx? are letters here")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#c-*")
    expect(page.locator(".rv-row .rv-thread")).to_have_count(2)
    assert Comment.objects.filter(anchor="title").count() == 2
    page.keyboard.press("d")
    expect(page.locator("#decision")).to_be_focused()
    page.check("#id_read")
    page.click("button[value=approve]")
    expect(page.locator(".rv-section h2")).to_have_text("Source 2")
    expect(page.locator(".messagelist")).to_contain_text("Back to “Source 1”")
    assert complaints == []


def test_keys_are_listed_and_switched_off(page, waiting, complaints):
    page.keyboard.press("?")
    dialog = page.locator("#rv-keys")
    expect(dialog).to_be_visible()
    assert looking.violations(page) == {}
    page.uncheck("#rv-keys-on")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("n")
    page.keyboard.press("j")
    expect(page.locator(".rv-row:focus")).to_have_count(0)
    page.reload()
    expect(page.locator("#rv-keys-on")).not_to_be_checked()
    page.click("#rv-help")
    page.check("#rv-keys-on")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url(f"**{url('review', waiting[1])}")
    page.keyboard.press("p")
    page.wait_for_url(f"**{url('review', waiting[0])}")
    assert complaints == []


def test_half_a_decision_survives_a_lost_session(page, waiting):
    page.fill("#id_comment", "Typed with care, and then the session was gone.")
    page.wait_for_timeout(800)  # what is typed is kept a moment later
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.click("button[value=request_changes]")
    page.fill("#id_username", "rea")
    page.fill("#id_password", "password")
    page.click("[type=submit]")
    page.goto(url("review", waiting[0]))
    page.locator(".desk-kept button").first.click()
    expect(page.locator("#id_comment")).to_have_value("Typed with care, and then the session was gone.")


@pytest.mark.parametrize("view", [(1280, "light"), (390, "dark")], ids=str)
def test_axe_and_reflow_of_a_page_with_comments(page, waiting, complaints, view):
    looking.dress(page, view)
    for verb, query in (("review", "?on=title"), ("comments", "")):
        page.goto(url(verb, waiting[0]) + query)
        assert looking.violations(page) == {}
        assert page.evaluate("document.documentElement.scrollWidth") <= view[0]
        assert looking.faults_of_outline(page) == []
    assert complaints == []
