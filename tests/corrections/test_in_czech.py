"""Corrections under /cs/: words and dates in Czech, the record's own words marked, addresses that stay in the language."""

import csv
import datetime
import io
import json
import re

import pytest
from django.core.cache import cache

from relations import publication
from tests import records
from tests.reading import text_of
from tests.records import GUEST, VISIT

PATH = "/cs/first-second/corrections/"
FIRST_DAY = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def site(lawless, client):
    cache.clear()
    publication.publish(documents=[*records.background(), records.visit(summary="One.")], at=FIRST_DAY)
    correction = {"kind": "correction", "note": "The lead was wrong."}
    for days, summary in ((2, "Two."), (3, "Three.")):
        later = FIRST_DAY + datetime.timedelta(days=days)
        publication.publish(documents=[records.visit(change=correction, summary=summary)], at=later)
    publication.withdraw(public_id=GUEST, reason="privacy", at=FIRST_DAY + datetime.timedelta(days=4))
    return client


def test_the_page_speaks_czech(site):
    answer = site.get(PATH)
    words = text_of(answer).replace("\xa0", " ")
    for told in (
        "Co bylo po zveřejnění opraveno", "Vede se od 1. března 2024", "Opravy 2", "Chyba trvala 2 dny.", "Chyba trvala 1 den.",
        "medián 1,5", "Stažení",
    ):  # fmt: skip
        assert told in words
    english = re.findall(r"\b(?:The error|Newest|By year|Show all|withdrawn|removed:|Older)\b", words)
    assert english == []


def test_the_words_of_the_record_say_their_language(site):
    html = site.get(PATH).content.decode()
    assert '<p lang="en">The lead was wrong.</p>' in html
    assert '<div class="words" lang="en"><del>' in html
    assert 'lang="en"' not in site.get(PATH.removeprefix("/cs")).content.decode().partition("<main")[2]


def test_every_address_stays_in_the_language(site):
    main = site.get(PATH).content.decode().partition("<main")[2].partition("</main")[0]
    links = [
        each
        for each in re.findall(r'(?:href|action)="(/[^"]*)"', main)
        if not each.startswith(("/static/", "/api/v1/"))
    ]
    assert links
    assert [each for each in links if not each.startswith("/cs/")] == []


@pytest.mark.parametrize("name", ["atom", "jsonfeed"])
def test_feeds_speak_it_too(site, name):
    text = site.get(f"{PATH}?format={name}").content.decode()
    assert "Oprava: " in text
    assert '"language":"cs"' in text if name == "jsonfeed" else 'xml:lang="cs"' in text
    addresses = re.findall(r"http://testserver(/[^\"&<?# \\]*)", text)
    assert {each for each in addresses if not each.startswith(("/cs/", "/api/v1/"))} == set()


def test_the_file_keeps_its_columns(site):
    rows = [list(csv.DictReader(io.StringIO(site.get(f"{path}?format=csv").content.decode()))) for path in
            (PATH, PATH.removeprefix("/cs"))]  # fmt: skip
    assert [row.keys() for row in rows[0]] == [row.keys() for row in rows[1]]
    assert [row["kind"] for row in rows[0]] == [row["kind"] for row in rows[1]]
    assert rows[0][1]["url"] == f"http://testserver/cs/r/{VISIT}/"


def test_both_languages_tell_the_same_acts(site):
    seen = [
        re.findall(r'<li id="(a[0-9]+)">', site.get(path).content.decode()) for path in (PATH, PATH.removeprefix("/cs"))
    ]
    assert len(seen[0]) == 3
    assert seen[0] == seen[1]
    assert json.loads(site.get("/api/v1/corrections/").content)["data"][1]["changes"][0]["place"] == "Summary"


def test_what_is_not_understood_is_said_in_czech(site):
    assert "není jedním z" in text_of(site.get(f"{PATH}?format=xls"))
