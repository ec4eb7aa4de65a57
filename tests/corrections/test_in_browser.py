"""Corrections and comparison in Chromium: axe, reflow, outline, keyboard, no need of scripts, weight."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache

from relations import publication
from tests import looking, records
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
MOST = 15 * 1024
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')


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


@pytest.mark.parametrize("view", looking.VIEWS, ids=str)
def test_axe_finds_nothing_at_any_size(tab, view):
    found = {}
    for name, path in PAGES.items():
        looking.dress(tab, view)
        tab.goto(path)
        found[name] = looking.violations(tab)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_no_page_scrolls_sideways_and_each_has_an_outline(tab):
    found = {}
    for name, path in PAGES.items():
        tab.goto(path)
        found[name] = [*looking.sideways(tab).items(), *looking.faults_of_outline(tab)]
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("name", ["corrections", "compare"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_stop_of_the_keyboard_is_seen_and_has_a_name(tab, name, width):
    looking.dress(tab, (width, "light"))
    tab.goto(PAGES[name])
    stops = looking.tab_walk(tab)
    assert len(stops) > 20
    assert looking.lost(stops) == []


def test_no_page_needs_scripts(tab, browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    plain, texts = context.new_page(), {}
    for name, path in PAGES.items():
        for page in (tab, plain):
            page.goto(path)
        texts[name] = [page.locator("body").inner_text() for page in (tab, plain)]
    context.close()
    assert {name for name, (with_scripts, without) in texts.items() if with_scripts != without} == set()


def test_every_page_keeps_its_budget(site, client):
    heavy = {}
    for name, path in PAGES.items():
        text = client.get(path).content
        sheets = [finders.find(re.sub(r"\.[0-9a-f]{12}\.css$", ".css", each)) for each in SHEET.findall(text.decode())]
        weight = len(gzip.compress(text)) + sum(len(gzip.compress(Path(each).read_bytes())) for each in sheets)
        if weight > MOST:
            heavy[name] = weight
    assert heavy == {}
