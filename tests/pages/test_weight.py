"""Weight of each page type: bytes with its style sheet, requests, elements. `pytest -s` prints the table."""

import gzip
import random
import re
import sys
from typing import NamedTuple

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache

from tests import records, sites
from tests.records import EMBASSY, FIRST, GUEST, INCIDENT, PLACE, SERIES, SOURCE

pytestmark = pytest.mark.one_engine

VISIT = "V00007"
KB = 1024
MOST_REQUESTS = 2  # the page and its style sheet; the optional script is counted for itself
MOST_ELEMENTS = 1600
MOST_OF_SCRIPT = 4 * KB
# Address and most kilobytes of page and style sheet together, compressed. Timeline and source carry 25 visits.
FULL = {
    "home": ("/", 15),
    "dossier": ("/first-second/", 60),
    "timeline": ("/first-second/timeline/?limit=25", 30),
    "table": ("/first-second/timeline/?view=table&limit=25", 30),
    "map": ("/first-second/timeline/?view=map&limit=25", 30),
    "visits": ("/first-second/visits/", 15),
    "ledger": ("/first-second/ledger/", 15),
    "statistics": ("/first-second/statistics/", 15),
    "corrections": ("/first-second/corrections/", 15),
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
    "nothing found": ("/search/?q=zebra", 25),
    "who runs this": ("/about/", 15),
    "method": ("/about/method/", 15),
    "codebook": ("/about/codebook/", 20),  # every word of every vocabulary, on one page that can be searched
    "accessibility": ("/about/accessibility/", 15),
    "data": ("/data/", 15),
    "report": ("/report/", 15),
    "API": ("/api/", 20),  # every resource and every refusal, on one page
    "API resource": ("/api/incidents/", 25),  # every parameter and field of it
    "frame": (f"/embed/visits/{VISIT}/", 12),
    "not found": ("/visits/ZZZZZZ/x/", 15),
}
# Pages that the full site of the browser tests has and the one above does not.
FURTHER = {
    "comparison": (sites.PAGES["comparison"], 15),
    "corrections made": (sites.PAGES["corrections"], 15),
    "withdrawn": (sites.PAGES["withdrawn"], 15),
    "version of a dossier": (sites.PAGES["version of a dossier"], 60),
}
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')
SCRIPT = re.compile(r'<script src="/static/([^"]+)"')
OTHER = re.compile(r'<(?:img|iframe|object|embed|video|audio|source)\b[^>]*\ssrc="(?!data:)')
ELEMENT = re.compile(r"<[a-z]")
WORDS = [
    f"{first}{last}"
    for first in ("ba", "ko", "mi", "tra", "lu", "se")
    for last in ("den", "ric", "po", "sta", "n", "vel")
]


class Weight(NamedTuple):
    """One page: bytes compressed, what it asks for, how many elements it has."""

    html: int
    css: int
    js: int
    requests: int
    elements: int

    @property
    def bytes(self) -> int:
        """What the budget counts: the script is optional and has one of its own."""
        return self.html + self.css


def packed(names) -> int:
    """Compressed bytes of static files."""
    total = 0
    for name in names:
        with open(finders.find(name), "rb") as file:
            total += len(gzip.compress(file.read()))
    return total


def weigh(client, path) -> Weight:
    text = client.get(path).content.decode()
    sheets, scripts = SHEET.findall(text), SCRIPT.findall(text)
    asked = 1 + len(sheets) + len(OTHER.findall(text))
    return Weight(len(gzip.compress(text.encode())), packed(sheets), packed(scripts), asked, len(ELEMENT.findall(text)))


@pytest.fixture
def full(lawless):
    """25 visits and an incident of every part."""
    cache.clear()
    records.publish_visits(25)
    records.publish(*records.incident_background(), records.cause(), records.incident())


@pytest.fixture
def weights(client, full, language):
    return {name: weigh(client, f"{language}{path}") for name, (path, _) in FULL.items()}


@pytest.fixture(params=["", pytest.param("/cs", id="Czech")])
def language(request):
    """What stands before an address: nothing for English."""
    return request.param


def table(weights, budgets) -> str:
    """Measured kilobytes beside their budget, a line a page."""
    lines = [f"{'page':<22}  HTML   CSS  both  most    JS  requests  elements"]
    for name, each in weights.items():
        sizes = (
            f"{each.html / KB:6.1f}{each.css / KB:6.1f}{each.bytes / KB:6.1f}{budgets[name][1]:>6}{each.js / KB:6.1f}"
        )
        lines.append(f"{name:<22}{sizes}{each.requests:>10}{each.elements:>10}")
    return "\n".join(lines)


def too_much(weights, budgets) -> list[str]:
    """Pages over one of their budgets."""
    return [
        name
        for name, each in weights.items()
        if each.bytes > budgets[name][1] * KB
        or each.js > MOST_OF_SCRIPT
        or each.requests > MOST_REQUESTS
        or each.elements > MOST_ELEMENTS
    ]


def test_every_page_keeps_its_budgets(weights):
    printed = table(weights, FULL)
    sys.stdout.write(f"\n{printed}\n")
    assert too_much(weights, FULL) == [], printed


def test_further_pages_keep_their_budgets(client, lawless, language):
    sites.publish_all()
    weights = {name: weigh(client, f"{language}{path}") for name, (path, _) in FURTHER.items()}
    printed = table(weights, FURTHER)
    sys.stdout.write(f"\n{printed}\n")
    assert too_much(weights, FURTHER) == [], printed


def test_a_dossier_of_many_chapters_keeps_its_budget(client, full, language):
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
    assert 20 * KB < weigh(client, f"{language}/first-second/").bytes <= FULL["dossier"][1] * KB
