"""Search in Chromium: axe, reflow, outline, targets and keyboard on the form, on hits and where nothing is found."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests import looking, open_pages
from tests.search import corpus

PATHS = {
    "form": "/search/",
    "hits": "/search/?q=depot",
    "date": "/search/?q=17+April+2021&bogus=1",
    "foreign": "/search/?q=%D1%81%D0%BA%D0%BB%D0%B0%D0%B4",
    "nothing": "/search/?q=brbetice",
    "another type": "/search/?q=depot&type=source",
}
LONG = "Donaudampfschifffahrtsgesellschaft" * 5
SMALL = """[...document.querySelectorAll('main :is(a, button, input)')]
  .filter(each => !each.closest('h3'))
  .filter(each => { const box = each.getBoundingClientRect(); return box.height > 0 && box.height < 23.5 })
  .map(each => each.outerHTML)"""


@pytest.fixture
def tab(page, lawless):
    """The open tab of a site with the corpus; what the browser wrote to its console is in `tab.said`."""
    cache.clear()
    corpus.publish()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    yield page
    assert page.said == []


@pytest.mark.parametrize("view", open_pages.VIEWS, ids=str)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(tab, view):
    looking.dress(tab, view)
    found = {}
    for name, path in [*PATHS.items(), ("long", f"/search/?q={LONG}")]:
        tab.goto(path)
        found[name] = [
            *looking.violations(tab).items(),
            *looking.sideways(tab, (view[0],)).items(),
            *tab.evaluate(SMALL),
        ]
    assert {name: each for name, each in found.items() if each} == {}


def test_the_outline_is_whole_and_every_stop_is_seen(tab):
    found = {}
    for name, path in PATHS.items():
        looking.dress(tab, (390, "light"))
        tab.goto(path)
        found[name] = [*looking.faults_of_outline(tab), *looking.lost(looking.tab_walk(tab))]
    assert {name: each for name, each in found.items() if each} == {}


def test_the_small_form_of_any_page_asks(tab):
    tab.goto("/first-second/timeline/")
    tab.get_by_label("Search the record").fill("Врбетице")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert tab.locator("h1").inner_text() == "Search"
    assert tab.locator("mark").first.inner_text() == "Vrbětice"
    assert tab.get_by_label("Words, names or a date").input_value() == "Врбетице"
    tab.get_by_role("link", name="Places 1").click()
    expect(tab.locator("li.hit")).to_have_count(1)
    tab.get_by_role("link", name="Depot at Vrbětice").click()
    expect(tab.locator("h1")).to_have_text("Depot at Vrbětice")


def test_without_scripts_it_is_the_same(tab, browser, live_server):
    assert open_pages.in_need_of_scripts(tab, browser, live_server.url, {"hits": PATHS["hits"]}) == {}
