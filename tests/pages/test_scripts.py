"""Pages with and without scripts: the text is the same, and what the one script adds works and takes nothing away."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from tests.project_files import ROOT
from tests.sites import INCIDENT_PAGE, PAGES, TIMELINE, VISIT_PAGE

pytestmark = pytest.mark.usefixtures("site")
MOST = 4 * 1024
SCRIPT = ROOT / "static" / "js" / "enhance.js"
TEXT = "document.querySelectorAll('.added').forEach(each => each.remove()), document.body.innerText"
WHOLE = f"""[document.title, ({TEXT}),
  [...document.head.querySelectorAll("link:not([rel=stylesheet]), meta[name=robots]")].map(each => each.outerHTML).sort()]"""
STATUS = "[role=status].added"


@pytest.fixture
def swapped(tab):
    """The page itself must not be loaded again: a mark on its window is still there."""
    tab.goto(TIMELINE)
    tab.evaluate("window.marked = true")
    return tab


def is_same_window(tab):
    return tab.evaluate("window.marked === true")


def break_fetch(route):
    """For `page.route`: only what a script asks for is lost."""
    return route.abort() if route.request.resource_type == "fetch" else route.continue_()


# --- Without ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [("timeline", "visit"), pytest.param(tuple(PAGES), marks=pytest.mark.slow)], ids=len)
def test_no_page_needs_scripts(tab, browser, site, names):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    plain = context.new_page()
    texts = {}
    for name in names:
        tab.goto(PAGES[name])
        plain.goto(PAGES[name])
        texts[name] = [tab.evaluate(TEXT), plain.locator("body").inner_text()]
    context.close()
    assert {
        name: both for name, both in texts.items() if both[0].split() != both[1].split() or len(both[0]) < 100
    } == {}


def test_the_script_is_small_and_alone(tab):
    assert len(gzip.compress(SCRIPT.read_bytes())) <= MOST
    asked = []
    tab.on("request", lambda request: asked.append((request.resource_type, re.sub(r".*/", "", request.url))))
    tab.goto(VISIT_PAGE)
    assert [name for kind, name in asked if kind == "script"] == ["enhance.js"]
    assert {kind for kind, _ in asked} <= {"document", "stylesheet", "script", "image", "other"}


def test_the_script_holds_no_words_for_readers():
    """Texts of the interface come from the page, in its language."""
    written = re.compile(r"""(textContent|innerText|title|placeholder|valuetext|aria-label)["']?\s*[:=,]\s*["'`]""")
    assert written.findall(SCRIPT.read_text(encoding="utf-8")) == []


# --- Filters ----------------------------------------------------------------------------------------


def test_a_filter_is_applied_without_leaving_the_page(swapped):
    swapped.locator("#date_from").fill("2020")
    swapped.locator("#date_from").press("Enter")
    expect(swapped).to_have_url(re.compile(r"\?date_from=2020\b"))
    heading = swapped.locator("#results").inner_text()
    assert heading.startswith("2 entries")
    expect(swapped.locator(STATUS)).to_have_text(heading)
    assert swapped.locator("article.ev").count() == 2
    assert (swapped.evaluate("document.activeElement.id"), is_same_window(swapped)) == ("date_from", True)


def test_a_filter_gives_the_page_that_its_address_gives(swapped):
    """What was fetched and what is loaded are one page: nothing of the old one stays, in the head either."""
    swapped.locator("#date_from").fill("2020")
    swapped.locator("#date_from").press("Enter")
    expect(swapped).to_have_url(re.compile("2020"))
    expect(swapped.locator(STATUS)).not_to_be_empty()
    fetched = swapped.evaluate(WHOLE)
    swapped.reload()
    assert swapped.evaluate(WHOLE) == fetched


def test_back_and_forward_lead_through_the_filters(swapped):
    all_entries = swapped.locator("article.ev").count()
    swapped.locator("#date_from").fill("2020")
    swapped.locator("#date_from").press("Enter")
    expect(swapped.locator("article.ev")).to_have_count(2)
    swapped.go_back()
    expect(swapped.locator("article.ev")).to_have_count(all_entries)
    assert swapped.locator("#date_from").input_value() == ""
    swapped.go_forward()
    expect(swapped.locator("article.ev")).to_have_count(2)
    assert is_same_window(swapped)


def test_a_chip_keeps_the_focus_and_a_removed_one_leads_to_the_results(swapped):
    swapped.locator(".chips a", has_text="Visit").press("Enter")
    expect(swapped).to_have_url(re.compile("group=visit"))
    expect(swapped.locator(".chips a", has_text="Visit")).to_be_focused()
    swapped.locator(".on a").first.press("Enter")
    expect(swapped).not_to_have_url(re.compile("group=visit"))
    expect(swapped.locator("#results")).to_be_focused()
    assert is_same_window(swapped)


def test_open_filters_stay_open(swapped):
    swapped.locator("form.filters summary").click()
    swapped.locator("#who").select_option(index=1)
    swapped.locator(".apply button").click()
    expect(swapped).to_have_url(re.compile("who="))
    assert swapped.locator("form.filters details").get_attribute("open") is not None


def test_an_answer_that_is_another_kind_of_page_is_loaded(swapped):
    """The table has another style sheet; a file is no page; a broken connection is the browser's to tell."""
    swapped.locator(".views a", has_text="Table").click()
    expect(swapped.locator("table.entries")).to_be_visible()
    assert not is_same_window(swapped)


def test_a_failed_request_falls_back_to_the_browser(page):
    page.goto(TIMELINE)
    page.evaluate("window.marked = true")
    page.route(re.compile("date_from=2020"), break_fetch)
    page.locator("#date_from").fill("2020")
    page.locator("#date_from").press("Enter")
    expect(page.locator("article.ev")).to_have_count(2)
    assert not is_same_window(page)


# --- Notes ------------------------------------------------------------------------------------------


def test_a_note_shows_on_hover_stays_and_closes(tab):
    """WCAG 1.4.13: it can be dismissed without moving, the pointer can go to it, and it stays until the reader leaves."""
    tab.goto(VISIT_PAGE)
    number, note = tab.locator(".claims a.ref").first, tab.locator("#note-box")
    number.hover()
    expect(note).to_be_visible()
    assert "A source" in note.inner_text()
    assert "a few words" in note.inner_text()
    note.hover()
    tab.wait_for_timeout(500)
    expect(note).to_be_visible()
    tab.keyboard.press("Escape")
    expect(note).to_be_hidden()
    number.hover()
    tab.locator("h1").hover()
    expect(note).to_be_hidden()


def test_a_note_shows_on_focus_and_is_read_with_its_number(tab):
    tab.goto(VISIT_PAGE)
    number, note = tab.locator(".claims a.ref").first, tab.locator("#note-box")
    number.focus()
    expect(note).to_be_visible()
    assert number.get_attribute("aria-describedby") == "note-box"
    tab.keyboard.press("Escape")
    expect(note).to_be_hidden()
    number.press("Enter")
    tab.wait_for_url("**#s1")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_note_fits_into_the_window(tab, width):
    tab.set_viewport_size({"width": width, "height": 700})
    tab.goto(INCIDENT_PAGE)
    for number in tab.locator("main a.ref").all()[:12]:
        number.focus()
        if tab.locator("#note-box").is_visible():
            box = tab.locator("#note-box").bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


# --- Copying ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "holder"), [("Copy the citation", "#cite pre"), ("Copy the address", "a[rel=bookmark]")]
)
def test_citation_and_address_are_copied(tab, site, label, holder):
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    tab.goto(VISIT_PAGE)
    tab.get_by_role("button", name=label).click()
    expect(tab.locator(STATUS)).to_have_text("Copied")
    element = tab.locator(holder)
    wanted = element.inner_text() if holder.endswith("pre") else element.evaluate("each => each.href")
    assert tab.evaluate("navigator.clipboard.readText()") == wanted


# --- Handles on the overview --------------------------------------------------------------------------


def test_the_handles_narrow_the_years(swapped):
    first, last = swapped.get_by_role("slider").all()
    assert (first.get_attribute("aria-valuetext"), last.get_attribute("aria-valuetext")) == ("1983", "2021")
    first.focus()
    for _ in range(11):
        swapped.keyboard.press("ArrowRight")
    assert first.get_attribute("aria-valuetext") == "1994"
    expect(swapped).to_have_url(re.compile("date_from=1994"))
    expect(swapped.locator("#range-date_from")).to_be_focused()
    expect(swapped.locator("#range-date_from")).to_have_attribute("aria-valuetext", "1994")
    assert swapped.locator("#date_from").input_value() == "1994"
    assert is_same_window(swapped)


def test_the_handles_have_names_and_can_be_dragged(swapped):
    assert swapped.get_by_role("slider", name="From").count() == 1
    assert swapped.get_by_role("slider", name="to").count() == 1
    box = swapped.locator(".handles").bounding_box()
    middle = box["y"] + box["height"] / 2
    swapped.mouse.move(box["x"] + box["width"] - 10, middle)
    swapped.mouse.down()
    swapped.mouse.move(box["x"] + box["width"] / 2, middle, steps=4)
    swapped.mouse.up()
    expect(swapped).to_have_url(re.compile(r"date_to=200\d"))


# --- Colours ----------------------------------------------------------------------------------------

GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(250, 249, 246)", "rgb(21, 23, 25)"


@pytest.mark.parametrize(("system", "before", "after"), [("light", LIGHT, DARK), ("dark", DARK, LIGHT)])
def test_a_choice_of_colours_is_remembered_until_it_is_undone(tab, system, before, after):
    tab.emulate_media(color_scheme=system)
    tab.goto(VISIT_PAGE)
    toggle = tab.get_by_role("button", name="Dark colours")
    assert (tab.evaluate(GROUND), toggle.get_attribute("aria-pressed")) == (before, str(before == DARK).lower())
    toggle.click()
    assert (tab.evaluate(GROUND), toggle.get_attribute("aria-pressed")) == (after, str(after == DARK).lower())
    tab.goto(TIMELINE)
    assert tab.evaluate(GROUND) == after
    tab.emulate_media(media="print")
    assert tab.evaluate(GROUND) == "rgb(255, 255, 255)"
    tab.emulate_media(media="screen")
    toggle.click()
    assert (tab.evaluate(GROUND), tab.evaluate("localStorage.length")) == (before, 0)


def test_nothing_is_kept_but_the_choice_of_colours(tab):
    tab.goto(TIMELINE)
    tab.get_by_role("button", name="Dark colours").click()
    assert tab.evaluate("Object.entries(localStorage)") == [["theme", "dark"]]
    assert tab.context.cookies() == []
