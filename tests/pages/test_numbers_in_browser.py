"""Ledger, statistics and a drawn series in Chromium: axe, reflow, outline, keyboard, no need of scripts, weight."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache

from tests import looking, records
from tests.records import DOSSIER, FIRST, SECOND, SERIES

# Address, most kilobytes of page and style sheets together, compressed.
PAGES = {
    "ledger": ("/first-second/ledger/", 40),
    "nothing found": ("/first-second/ledger/?kind=nope&date_to=1900", 40),
    "statistics": ("/first-second/statistics/", 60),
    "series": (f"/series/{SERIES}/series-ser1e1/", 40),
    "comparable": ("/series/SER1E2/series-ser1e2/", 40),
}
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')


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
    return live_server.url


@pytest.fixture
def tab(page, site):
    """The open tab; what the browser writes to its console is a fault."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    yield page
    assert said == []


@pytest.mark.parametrize("view", looking.VIEWS, ids=str)
def test_axe_finds_nothing_at_any_size(tab, view):
    found = {}
    for name, (path, _) in PAGES.items():
        looking.dress(tab, view)
        tab.goto(path)
        found[name] = looking.violations(tab)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_no_page_scrolls_sideways_and_each_has_an_outline(tab):
    found = {}
    for name, (path, _) in PAGES.items():
        tab.goto(path)
        found[name] = [*looking.sideways(tab).items(), *looking.faults_of_outline(tab)]
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("name", ["ledger", "statistics"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_stop_of_the_keyboard_is_seen_and_has_a_name(tab, name, width):
    looking.dress(tab, (width, "light"))
    tab.goto(PAGES[name][0])
    stops = looking.tab_walk(tab)
    assert len(stops) > 20
    assert looking.lost(stops) == []


def test_no_page_needs_scripts(tab, browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    plain, texts = context.new_page(), {}
    for name, (path, _) in PAGES.items():
        for page in (tab, plain):
            page.goto(path)
        texts[name] = [page.locator("body").inner_text() for page in (tab, plain)]
    context.close()
    assert {name for name, (with_scripts, without) in texts.items() if with_scripts != without} == set()


def test_every_page_keeps_its_budget(site, client):
    heavy = {}
    for name, (path, most) in PAGES.items():
        text = client.get(path).content
        sheets = [finders.find(re.sub(r"\.[0-9a-f]{12}\.css$", ".css", each)) for each in SHEET.findall(text.decode())]
        weight = len(gzip.compress(text)) + sum(len(gzip.compress(Path(each).read_bytes())) for each in sheets)
        if weight > most * 1024:
            heavy[name] = weight
    assert heavy == {}
