"""Weight of each page with its style sheets, compressed, against the budgets. Run with -s to read the table."""

import gzip
import random
import re
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache

from tests import records
from tests.records import EMBASSY, FIRST, GUEST, INCIDENT, PLACE, SERIES, SOURCE

VISIT = "V00007"
KB = 1024
# Address, most bytes of page and style sheets together. The timeline and the source carry 25 visits.
BUDGETS = {
    "home": ("/", 15),
    "dossier": ("/first-second/", 60),
    "timeline": ("/first-second/timeline/?limit=25", 30),
    "table": ("/first-second/timeline/?view=table&limit=25", 30),
    "visits": ("/first-second/visits/", 15),
    "visit": (f"/visits/{VISIT}/visit-v00007/", 20),
    "version": (f"/visits/{VISIT}/visit-v00007/v1/", 20),
    "versions": (f"/visits/{VISIT}/visit-v00007/versions/", 15),
    "source": (f"/sources/{SOURCE}/source-s0rce1/", 40),
    "person": (f"/people/{GUEST}/person-pers01/", 40),
    "country": (f"/countries/{FIRST}/country-c0ntr1/", 40),
    "place": (f"/places/{PLACE}/place-p1ace1/", 40),
    "incident": (f"/incidents/{INCIDENT}/incident-1nc1d1/", 20),
    "series": (f"/series/{SERIES}/series-ser1e1/", 40),
    "embassy": (f"/organisations/{EMBASSY}/organisation-embasy/", 40),
    "search": ("/search/?q=visit", 25),
    "not found": ("/visits/ZZZZZZ/x/", 15),
    "API": ("/api/", 15),
}
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')
NODE = re.compile(r"<[a-z]")
MOST_NODES_OF_TIMELINE = 1600
WORDS = [
    f"{first}{last}"
    for first in ("ba", "ko", "mi", "tra", "lu", "se")
    for last in ("den", "ric", "po", "sta", "n", "vel")
]


def weigh(client, path) -> tuple[int, int, int, int]:
    """Bytes of the page, bytes of its style sheets (both gzip), requests, elements."""
    text = client.get(path).content.decode()
    sheets = [Path(finders.find(re.sub(r"\.[0-9a-f]{12}\.css$", ".css", name))) for name in SHEET.findall(text)]
    styles = sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets)
    return len(gzip.compress(text.encode())), styles, 1 + len(sheets), len(NODE.findall(text))


@pytest.fixture
def weights(client, lawless):
    cache.clear()
    records.publish_visits(25)
    records.publish(*records.incident_background(), records.cause(), records.incident())
    return {name: weigh(client, path) for name, (path, _) in BUDGETS.items()}


def table(weights) -> str:
    """Measured kilobytes beside their budget, a line a page."""
    lines = ["page          HTML   CSS  both  most  requests  elements"]
    for name, (html, css, requests, nodes) in weights.items():
        sizes = f"{html / KB:6.1f}{css / KB:6.1f}{(html + css) / KB:6.1f}{BUDGETS[name][1]:>6}"
        lines.append(f"{name:<12}{sizes}{requests:>10}{nodes:>10}")
    return "\n".join(lines)


def test_every_page_keeps_its_budget(weights):
    sys.stdout.write(f"\n{table(weights)}\n")
    heavy = {name: html + css for name, (html, css, *_) in weights.items() if html + css > BUDGETS[name][1] * KB}
    assert heavy == {}, table(weights)


def test_a_dossier_of_many_chapters_keeps_its_budget(client, weights):
    """Fifteen sections with seven statements, each with two passages and with words of its own."""
    words = random.Random(4).choices
    claims = [
        {"n": n, "text": " ".join(words(WORDS, k=22)), "standing": "attributed", "holder": FIRST, "section": 1 + n % 15}
        for n in range(1, 106)
    ]
    citations = [
        records.cited(f"claims/{n}/text", 2 * n + again) | {"quote": " ".join(words(WORDS, k=8))}
        for n in range(1, 106)
        for again in (0, 1)
    ]
    sides = [{"n": n, "label": f"Side {n}", "countries": [each]} for n, each in enumerate((FIRST, records.SECOND), 1)]
    codes = ((FIRST, "203"), (records.SECOND, "643"))
    records.publish(
        *(records.document("country", each, {"kind": "update"}, iso_numeric=code, **records.claims()) for each, code in codes),
        records.document(
            "dossier", records.DOSSIER, {"kind": "update"}, title="First – Second", slug="first-second", sides=sides,
            sections=[{"n": n, "heading": f"Chapter {n}"} for n in range(1, 16)], claims=claims, citations=citations,
        ),
    )  # fmt: skip
    cache.clear()
    html, css, *_ = weigh(client, "/first-second/")
    assert 20 * KB < html + css <= BUDGETS["dossier"][1] * KB


def test_the_timeline_is_not_a_thicket(weights):
    assert weights["timeline"][3] <= MOST_NODES_OF_TIMELINE
