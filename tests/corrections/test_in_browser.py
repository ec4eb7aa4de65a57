"""Corrections and comparison in Chromium: axe, reflow, outline, keyboard, no need of scripts, weight."""

import pytest
from django.core.cache import cache

from relations import publication
from tests import looking, open_pages, records
from tests.records import GUEST, INCIDENT, VISIT

PATH = "/first-second/corrections/"
COMPARE = f"/incidents/{INCIDENT}/incident-1nc1d1/compare/1..2/"
VERSIONS = f"/incidents/{INCIDENT}/incident-1nc1d1/versions/"
PAGES = {
    "corrections": PATH,
    "nothing found": f"{PATH}?kind=nope&date_to=1900",
    "next page": f"{PATH}?limit=2",
    "compare": COMPARE,
    "versions": VERSIONS,
}
MOST = 15


@pytest.fixture
def site(live_server, lawless):
    """Acts of several kinds, long words among them."""
    cache.clear()
    records.publish_incident()
    records.publish(records.visit())
    long = "Un" + "believably" * 12
    records.publish(
        records.incident(
            change={"kind": "correction", "note": f"{long}: the day was wrong."},
            edtf="2021-04-18",
            summary=f"{long} and more.",
            standing="established",
            participations=[{"n": 1, "removed": True}, {"n": 2, "removed": True}, {"n": 3, "removed": True}],
        )
    )
    for number in range(6):
        records.publish(records.visit(change={"kind": "clarification", "note": "Made clearer."}, summary=f"{number}."))
    publication.withdraw(public_id=VISIT, reason="error", replacement=INCIDENT)
    publication.withdraw(public_id=GUEST, reason="privacy")
    publication.reinstate(public_id=GUEST)
    return live_server.url


@pytest.fixture
def tab(page, site):
    """The open tab; what the browser writes to its console is a fault."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    yield page
    assert said == []


@pytest.mark.parametrize("view", open_pages.VIEWS, ids=str)
def test_axe_finds_nothing_at_any_size(tab, view):
    assert open_pages.violations(tab, PAGES, view) == {}


def test_no_page_scrolls_sideways_and_each_has_an_outline(tab):
    assert open_pages.badly_laid(tab, PAGES) == {}


@pytest.mark.parametrize("name", ["corrections", "compare"])
@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.slow), 390])
def test_every_stop_of_the_keyboard_is_seen_and_has_a_name(tab, name, width):
    looking.dress(tab, (width, "light"))
    tab.goto(PAGES[name])
    stops = looking.tab_walk(tab)
    assert len(stops) > 20
    assert looking.lost(stops) == []


def test_no_page_needs_scripts(tab, browser, site):
    assert open_pages.in_need_of_scripts(tab, browser, site, PAGES) == {}


def test_every_page_keeps_its_budget(site, client):
    assert open_pages.too_heavy(client, {name: (path, MOST) for name, path in PAGES.items()}) == {}
