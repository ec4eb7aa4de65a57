"""Timeline, visits, dossier and home in Chromium: axe, reflow, size of targets, and the same text without scripts."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests import looking, records

TIMELINE = "/first-second/timeline/"
PATHS = [
    "/",
    "/first-second/",
    TIMELINE,
    f"{TIMELINE}?kind=state&bogus=1&date_from=1980&date_to=1995",
    f"{TIMELINE}?kind=transit",
    f"{TIMELINE}?view=table",
    f"{TIMELINE}?view=map",
    f"{TIMELINE}?asof=2000-01-01",
    f"{TIMELINE}?print=1",
    f"{TIMELINE}?date_from=1997&date_to=1998",
    f"{TIMELINE}?date_from=1983&date_to=1990&group=visit",
    "/first-second/visits/",
    "/first-second/visits/?sort=-guest",
]
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (320, "dark")]
DATES = ["1968~", "1975-21", "198X", "1983-01-03/1983-01-05", "[..1990-05-16]", "1993-08", "2006-03-01", "2014/.."]
SMALL = """[...document.querySelectorAll('main :is(a:not([tabindex]), button, select, input, summary)')]
  .filter(each => !each.closest('p, h1, h2, h3, h4, label, td'))
  .filter(each => { const box = each.getBoundingClientRect(); return box.height > 0 && box.height < 23.5 })
  .map(each => each.outerHTML)"""


@pytest.fixture
def tab(browser, live_server, lawless):
    """Opens a tab of one width and colour scheme on a site with every kind of date and standing."""
    cache.clear()
    standings = ["established", "alleged", "disputed", "attributed"]
    visits = [
        records.visit(f"V{n:05d}", edtf, standing=standings[n % 4], kind=["state", "official"][n % 2])
        for n, edtf in enumerate(DATES)
    ]
    records.publish(*records.background(), *visits)
    states = {records.FIRST: "203", records.SECOND: "643"}  # so that the map is drawn
    records.publish(
        *(
            records.document(
                "country", each, {"kind": "update"}, title=f"State {code}", iso_numeric=code, **records.claims()
            )
            for each, code in states.items()
        )
    )
    contexts = []

    def open_tab(width, scheme="light"):
        view = {"width": width, "height": 900}
        contexts.append(browser.new_context(base_url=live_server.url, viewport=view, color_scheme=scheme))
        return contexts[-1].new_page()

    yield open_tab
    for context in contexts:
        context.close()


def visit_all(page):
    """Each page in turn, with everything that can be unfolded open."""
    for path in PATHS:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        yield path


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(tab, width, scheme):
    page = tab(width, scheme)
    found = {path: looking.violations(page) for path in visit_all(page)}
    assert {path: ids for path, ids in found.items() if ids} == {}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(tab, width):
    page = tab(width)
    found = {path: page.evaluate("document.documentElement.scrollWidth") for path in visit_all(page)}
    assert {path: wide for path, wide in found.items() if wide > width} == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_every_target_is_large_enough(tab, width):
    page = tab(width)
    found = {path: page.evaluate(SMALL) for path in visit_all(page)}
    assert {path: small for path, small in found.items() if small} == {}


def test_the_form_narrows_the_list(tab):
    page = tab(1280)
    page.goto(TIMELINE)
    page.get_by_role("textbox", name="From").fill("1980")
    page.get_by_role("textbox", name="to", exact=True).fill("1989")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("article.ev")).to_have_count(3)  # 198X, 1983 and "on or before 1990" could lie in it
    page.get_by_role("link", name="Remove filter: 1980 to 1989").click()
    expect(page.locator("article.ev")).to_have_count(len(DATES))
