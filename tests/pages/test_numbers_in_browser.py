"""Ledger, statistics, a drawn series and both sides on a day in Chromium: axe, reflow, outline, keyboard, no need of scripts, weight."""

import pytest
from django.core.cache import cache

from tests import looking, open_pages, records
from tests.records import DOSSIER, EMBASSY, FIRST, SECOND, SERIES

# Address, most kilobytes of page and style sheets together, compressed.
PAGES = {
    "ledger": ("/first-second/ledger/", 40),
    "nothing found": ("/first-second/ledger/?kind=nope&date_to=1900", 40),
    "statistics": ("/first-second/statistics/", 60),
    "series": (f"/series/{SERIES}/series-ser1e1/", 40),
    "comparable": ("/series/SER1E2/series-ser1e2/", 40),
    "on a day": ("/first-second/?on=2021-06-01", 60),
    "on a day, Czech": ("/cs/first-second/?on=2021-06-01", 60),
    "ledger, Czech": ("/cs/first-second/ledger/", 40),
    "statistics, Czech": ("/cs/first-second/statistics/", 60),
}
PATHS = {name: path for name, (path, _) in PAGES.items()}


def expulsion(number):
    """One of an exchange of twenty: each answers the one before."""
    by, to = (FIRST, SECOND) if number % 2 else (SECOND, FIRST)
    part = {"n": 1, "kind": "expulsion", "imposing": by, "receiving": to, "count_min": number, "category": "diplomats"}
    before = {
        "n": 1,
        "to": f"STEP{number - 1:02d}",
        "relation": "reciprocates",
        "basis": "inferred",
        "note": "A reason.",
    }
    values = {"measures": [part], "participations": [], "kind": "expulsion"} | (
        {"responses": [before]} if number else {}
    )
    return records.cause(f"STEP{number:02d}", f"2021-04-{number + 1:02d}", **values)


@pytest.fixture
def site(live_server, lawless):
    """A long ledger with everything that a row can have, a series along time with a gap, one by label."""
    cache.clear()
    records.publish(*records.background(), *records.incident_background(), records.cause(), records.incident())
    records.publish(*map(expulsion, range(20)))
    years = [
        {"n": n, "period": str(year), "value": f"{n}000", "qualifier": "min"}
        for n, year in enumerate((2009, 2010, 2016), 1)
    ]
    labels = [
        {"n": n, "period": "2016", "label": f"A country of a long name {n}", "value": f"{n - 2}"} for n in range(1, 5)
    ]
    records.publish(
        records.series(change={"kind": "update"}, slug="series-ser1e1", observations=years, dossiers=[DOSSIER]),
        records.series("SER1E2", slug="series-ser1e2", observations=labels, comparable=True, dossiers=[DOSSIER]),
    )
    records.publish(
        records.document(
            "organisation", EMBASSY, {"kind": "update"}, title="Embassy of Second Country", organisation_kind="embassy",
            sending_state=SECOND, receiving_state=FIRST, dossiers=[DOSSIER], existed={"edtf": "1993/.."},
            staff_ceilings=[{"n": 1, "count": 32, "category": "staff", "date": {"edtf": "2021-05-31"}}],
        )
    )  # fmt: skip
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
    assert open_pages.violations(tab, PATHS, view) == {}


def test_no_page_scrolls_sideways_and_each_has_an_outline(tab):
    assert open_pages.badly_laid(tab, PATHS) == {}


@pytest.mark.parametrize("name", ["ledger", "statistics", "on a day"])
@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.slow), 390])
def test_every_stop_of_the_keyboard_is_seen_and_has_a_name(tab, name, width):
    looking.dress(tab, (width, "light"))
    tab.goto(PAGES[name][0])
    stops = looking.tab_walk(tab)
    assert len(stops) > 20
    assert looking.lost(stops) == []


def test_no_page_needs_scripts(tab, browser, site):
    assert open_pages.in_need_of_scripts(tab, browser, site, PATHS) == {}


def test_every_page_keeps_its_budget(site, client):
    assert open_pages.too_heavy(client, PAGES) == {}
