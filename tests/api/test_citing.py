"""Tests for citations through the API: the version, its exact day, when it happened as precisely as it is known."""

import datetime
import json
import re

import jsonschema
import pytest
from django.core.cache import cache

from relations import citations, publication
from relations.citations import Cited, own_date
from tests import records
from tests.citing.test_citing import read_bibtex
from tests.citing.test_processor import bibliography
from tests.schema_csl import CSL

pytestmark = pytest.mark.one_engine

CITATION = "/api/v1/visits/V1S1T1/citation/"
DAY = datetime.date(2024, 3, 1)
AT = datetime.datetime(2024, 3, 1, 23, 30, tzinfo=datetime.UTC)
LINK = "http://testserver/r/V1S1T1/v1/"


@pytest.fixture
def site(lawless, client):
    publication.publish(documents=[*records.background(), records.visit(), records.cause()], at=AT)
    records.publish(records.visit(title="Renamed: why?", change={"kind": "minor"}))
    return client


def cited(**values) -> Cited:
    return Cited("V1S1T1", 2, "Title", "Site", "A – B", DAY, DAY, "sha256:ab", "http://x/r/V1S1T1/v2/")._replace(
        **values
    )


def today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def test_the_newest_version_is_cited_as_csl_json_where_nobody_says(site):
    response = site.get(CITATION)
    assert response["Content-Type"] == "application/vnd.citationstyles.csl+json"
    (item,) = json.loads(response.content)
    assert (item["title"], item["version"], item["URL"]) == ("Renamed: why?", "2", "http://testserver/r/V1S1T1/v2/")
    assert item["accessed"] == {"date-parts": [[today().year, today().month, today().day]]}
    assert item["event-date"] == {"literal": "1983-01-03/1983-01-05", "date-parts": [[1983, 1, 3], [1983, 1, 5]]}
    jsonschema.Draft7Validator(CSL).validate(item)


def test_an_earlier_version_keeps_its_own_day(site):
    (item,) = json.loads(site.get(f"{CITATION}?version=1").content)
    assert (item["title"], item["version"], item["issued"]) == ("Visit V1S1T1", "1", {"date-parts": [[2024, 3, 1]]})


@pytest.mark.parametrize("version", ["1", "2"])
def test_every_format_names_the_same_version(site, version):
    for name in ("csl-json", "bibtex", "ris", "iso690", "apa"):
        response = site.get(f"{CITATION}?format={name}&version={version}")
        assert response.status_code == 200
        assert f"http://testserver/r/V1S1T1/v{version}/" in response.content.decode(), name
    page = site.get(f"{CITATION}?format=html&version={version}")
    assert (page.status_code, page["Content-Type"].startswith("text/html")) == (200, True)


def test_the_words_are_those_of_the_two_styles(site):
    iso = site.get(f"{CITATION}?format=iso690&version=1")
    assert iso["Content-Type"] == "text/plain; charset=utf-8"
    name = re.search("In: (.*) \\[online\\]", iso.content.decode())[1]
    accessed = today()
    assert iso.content.decode() == (
        f"Visit V1S1T1. In: {name} [online]. Version 1. 1 March 2024 [viewed {accessed.isoformat()}]. "
        f"Available from: {LINK}\n"
    )
    title, within = name.split(": ")
    assert within == "First – Second"
    assert site.get(f"{CITATION}?format=apa&version=1").content.decode() == (
        f"{title}. (2024, March 1). Visit V1S1T1 (Version 1). In First – Second. "
        f"Retrieved {accessed:%B} {accessed.day}, {accessed.year}, from {LINK}\n"
    )


def test_reference_managers_read_it(site):
    assert (
        read_bibtex(site.get(f"{CITATION}?format=bibtex").content.decode())["url"] == "http://testserver/r/V1S1T1/v2/"
    )
    entry = bibliography(site.get(CITATION).content.decode())
    assert "Renamed: why?" in entry
    assert "http://testserver/r/V1S1T1/v2/" in entry


@pytest.mark.parametrize(
    ("title", "iso", "apa"),
    [
        ("What now?", "What now? In: Site", "What now? (Version 2). In"),
        ("Two\nlines. ", "Two lines. In: Site", "Two lines. (Version 2). In"),
    ],
)
def test_a_title_keeps_the_mark_that_closes_it(title, iso, apa):
    assert citations.iso690(cited(title=title)).startswith(iso)
    assert apa in citations.apa(cited(title=title))


@pytest.mark.parametrize(
    ("edtf", "parts", "circa"),
    [
        ("2014-10-16", [[2014, 10, 16]], False),
        ("2014-10", [[2014, 10]], False),
        ("1968~", [[1968]], True),
        ("1968?", [[1968]], True),
        ("201X", [[2010], [2019]], False),
        ("2014-21", [[2014, 3], [2014, 5]], False),
        ("1983-01-03/1983-01-05", [[1983, 1, 3], [1983, 1, 5]], False),
        ("1983-01/1984", [[1983, 1], [1984]], False),
        ("[1990..1992]", [[1990], [1992]], False),
        ("202X-05-14", [[2020, 5, 14], [2029, 5, 14]], False),
        ("1993/..", None, False),
        ("[..1968]", None, False),
    ],
)
def test_when_it_happened_is_as_exact_as_it_is_known(edtf, parts, circa):
    expected = {"literal": edtf} | ({"date-parts": parts} if parts else {}) | ({"circa": True} if circa else {})
    assert own_date(cited(type="incident", date=edtf)) == {"event-date": expected}
    assert own_date(cited(type="source", date=edtf)) == {"original-date": expected}
    assert own_date(cited(type="organisation", date=edtf)) == {}
    (item,) = json.loads(citations.csl(cited(type="incident", date=edtf)))
    jsonschema.Draft7Validator(CSL).validate(item)
    assert "2024" in bibliography(citations.csl(cited(type="incident", date=edtf)))


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("version=9", "version"),
        ("version=0", "version"),
        ("version=x", "version"),
        ("format=mla", "format"),
        ("v=1", "v"),
    ],
)
def test_what_cannot_be_cited_gets_one_sentence(site, query, parameter):
    response = site.get(f"{CITATION}?{query}")
    assert response.status_code == 400
    assert json.loads(response.content)["errors"][0]["parameter"] == parameter


def test_the_day_of_access_is_part_of_the_validator(site, monkeypatch):
    before = site.get(CITATION)
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)

    class Tomorrow(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return later

    monkeypatch.setattr("relations.http.datetime.datetime", Tomorrow)
    after = site.get(CITATION, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert json.loads(after.content)[0]["accessed"]["date-parts"] == [[later.year, later.month, later.day]]


def test_three_queries_whatever_the_format(site, django_assert_num_queries):
    for query in ("", "?format=apa", "?version=1&format=ris"):
        cache.clear()
        with django_assert_num_queries(3):
            assert site.get(f"{CITATION}{query}").status_code == 200
