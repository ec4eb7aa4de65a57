"""Corrections as Atom, JSON Feed and CSV: well formed, the same acts, no formula, cut with a link."""

import csv
import datetime
import io
import json
from xml.etree import ElementTree

import pytest
from django.core.cache import cache

from relations import publication
from tests import records
from tests.records import VISIT

PATH = "/first-second/corrections/"
ATOM = "{http://www.w3.org/2005/Atom}"
FIRST_DAY = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)
CORRECTION = {"kind": "correction", "note": "=HYPERLINK() was <wrong> & more."}


@pytest.fixture
def public(lawless):
    cache.clear()
    publication.publish(documents=[*records.background(), records.visit(summary="One <i>.")], at=FIRST_DAY)


@pytest.fixture
def corrected(public):
    later = FIRST_DAY + datetime.timedelta(days=3)
    publication.publish(
        documents=[records.visit(change=CORRECTION, summary="@Two\r\nlines ]]> .", title="+Visit")], at=later
    )
    publication.withdraw(public_id=records.GUEST, reason="error", at=later)


def atom(client, query: str = "") -> ElementTree.Element:
    return ElementTree.fromstring(client.get(f"{PATH}?format=atom{query}").content)


def table(client, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"{PATH}?format=csv{query}").content.decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_atom_has_each_act_with_id_date_and_link(corrected, client):
    feed = atom(client)
    assert feed.findtext(f"{ATOM}title") == "First – Second: corrections"
    assert feed.findtext(f"{ATOM}updated") == "2024-03-04T12:00:00+00:00"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        f"Withdrawal: person {records.GUEST}",
        "Correction: +Visit",
    ]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    assert entries[1].find(f"{ATOM}link").get("href").endswith("/compare/1..2/")
    content = entries[1].findtext(f"{ATOM}summary")
    assert "=HYPERLINK() was &lt;wrong&gt; &amp; more." in content
    assert ("&lt;" in content, "<i>" in content) == (True, False)
    assert f'href="http://testserver/visits/{VISIT}/' in content


def test_json_feed_tells_the_same(corrected, client):
    answer = client.get(f"{PATH}?format=jsonfeed")
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["title"] for item in feed["items"]] == [
        entry.findtext(f"{ATOM}title") for entry in atom(client).findall(f"{ATOM}entry")
    ]
    assert all(item["content_html"] and item["date_published"].endswith("Z") for item in feed["items"])
    assert b"<" not in answer.content


def test_ids_lead_to_the_act_in_the_change_log(corrected, client):
    item = json.loads(client.get(f"{PATH}?format=jsonfeed").content)["items"][0]
    (act,) = json.loads(client.get(item["id"]).content)["data"]
    assert (act["op"], act["id"]) == ("withdraw", records.GUEST)


def test_no_cell_is_a_formula_and_every_place_has_a_row(corrected, client):
    rows = table(client)
    assert [(row["kind"], row["place"]) for row in rows] == [
        ("withdrawal", ""),
        ("correction", "Title"),
        ("correction", "Summary"),
    ]
    assert rows[1]["after"] == "'+Visit"
    assert rows[2]["before"] == "One <i>."
    assert rows[2]["after"] == "'@Two\nlines ]]> ."
    assert rows[2]["note"] == "'" + CORRECTION["note"]
    assert (rows[2]["days_stood"], rows[0]["days_stood"], rows[0]["title"]) == ("3", "", "")


def test_a_filter_holds_in_every_format(corrected, client):
    assert len(atom(client, "&kind=correction").findall(f"{ATOM}entry")) == 1
    assert {row["kind"] for row in table(client, "&kind=withdrawal")} == {"withdrawal"}


def test_a_list_that_is_cut_says_where_it_goes_on(corrected, client):
    answer = client.get(f"{PATH}?format=csv&limit=1")
    following = answer["Link"].partition(">")[0].removeprefix("<http://testserver")
    assert "format=csv" in following
    rows = list(csv.DictReader(io.StringIO(client.get(following).content.decode(), newline="")))
    assert {row["kind"] for row in rows} == {"correction"}
    assert "Link" not in client.get(f"{PATH}?format=csv")


def test_empty_feeds_are_the_same_at_every_moment(public, client):
    assert atom(client).findtext(f"{ATOM}updated") == "2024-03-01T12:00:00+00:00"
    assert json.loads(client.get(f"{PATH}?format=jsonfeed").content)["items"] == []
    assert table(client) == []


@pytest.mark.parametrize("name", ["atom", "jsonfeed", "csv"])
def test_headers(corrected, client, name):
    answer = client.get(f"{PATH}?format={name}")
    assert answer.status_code == 200
    assert "charset=utf-8" in answer["Content-Type"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
