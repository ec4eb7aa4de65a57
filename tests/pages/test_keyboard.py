"""With the keyboard alone: every stop is seen when it has the focus, has a name, and follows the order of the page."""

import pytest

from tests import looking
from tests.sites import PAGES, VISIT_PAGE

pytestmark = pytest.mark.usefixtures("site")
QUICK = ("timeline", "incident")


def walks(*quick):
    """Each page, those that are not `quick` as slow tests."""
    return [name if name in quick else pytest.param(name, marks=pytest.mark.slow) for name in PAGES]


def walk(tab, name, width):
    looking.dress(tab, (width, "light"))
    tab.goto(PAGES[name])
    return looking.tab_walk(tab)


@pytest.mark.parametrize("name", walks(*QUICK))
def test_every_stop_is_seen_named_and_in_order(tab, name):
    stops = walk(tab, name, 1280)
    assert len(stops) > 15
    assert (looking.lost(stops), looking.out_of_order(stops)) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize(
    "name", ["timeline", "timeline as a table", "visit", "incident", "dossier", "ledger", "codebook"]
)
def test_every_stop_is_seen_on_a_phone(tab, name, width):
    assert looking.lost(walk(tab, name, width)) == []


def test_the_walk_leads_back_the_same_way(tab):
    """Shift and Tab from the end: no stop holds the focus."""
    stops = walk(tab, "visit", 1280)
    back = []
    for _ in stops:
        tab.keyboard.press("Shift+Tab")
        back.append(tab.evaluate(looking.STOP)["html"])
    assert back[::-1] == [stop["html"] for stop in stops]


def test_the_first_stop_leads_past_the_menu(tab):
    tab.goto(VISIT_PAGE)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#main")  # a step inside the page is told to us a moment later
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_passage_opens_and_closes_with_the_keyboard(tab):
    tab.goto(VISIT_PAGE)
    passage = tab.locator("details.evi").first
    passage.locator("summary").focus()
    for key, is_open in (("Enter", True), ("Space", False), ("Space", True)):
        tab.keyboard.press(key)
        assert passage.locator("q").first.is_visible() is is_open
