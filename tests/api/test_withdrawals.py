"""Tests for the public log of withdrawals: what it says, what it never says, and its feeds and table."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from relations import publication
from relations.models import Change
from tests import records

PATH = "/api/v1/withdrawals/"
SECRET = "Nobody may read this"
FIXED = {"kind": "correction", "note": "The day was wrong."}


@pytest.fixture
def site(lawless, client):
    """Withdrawn: one with a notice, one taken back, one that has a later version, one removed for good, one at first."""
    records.publish(
        *records.background(), *(records.visit(f"V0000{n}", title=SECRET, summary=SECRET) for n in range(5))
    )
    publication.withdraw(public_id="V00000", reason="duplicate", replacement="V00001")
    publication.confirm_withdrawal(public_id="V00000", notice="Both told of <one> visit.")
    publication.withdraw(public_id="V00001", reason="error")
    publication.reinstate(public_id="V00001")
    publication.withdraw(public_id="V00002", reason="error")
    records.publish(records.visit("V00002", change=FIXED))
    publication.withdraw(public_id="V00003", reason="privacy")
    publication.confirm_withdrawal(public_id="V00003", notice="Secret words.")
    publication.vanish(public_id="V00003")
    publication.withdraw(public_id="PERS02", reason="source_retracted")
    return client


def listed(client, query=""):
    response = client.get(f"{PATH}{query}")
    assert response.status_code == 200, response.content
    return json.loads(response.content)["data"]


def test_it_says_of_each_act_what_its_notice_says(site):
    at = {row.seq: row.at.isoformat().replace("+00:00", "Z") for row in Change.objects.all()}
    found = {each["id"]: each for each in listed(site)}
    assert [each["id"] for each in listed(site)] == ["PERS02", "V00003", "V00002", "V00001", "V00000"]
    assert all(at[each["seq"]] == each["at"] for each in found.values())
    told = {
        key: {name: each[name] for name in each if name not in ("seq", "at", "id", "url")}
        for key, each in found.items()
    }
    assert told == {
        "PERS02": {"op": "withdraw", "type": "person", "reason": "source_retracted"},
        "V00003": {"op": "vanish", "type": "visit"},
        "V00002": {"op": "withdraw", "type": "visit", "reason": "error", "superseded_by_version": 2},
        "V00001": {
            "op": "withdraw",
            "type": "visit",
            "reason": "error",
            "reinstated_at": at[Change.objects.get(op="reinstate").seq],
        },
        "V00000": {
            "op": "withdraw",
            "type": "visit",
            "reason": "duplicate",
            "replacement": "V00001",
            "notice": "Both told of <one> visit.",
        },
    }
    assert [site.get(each["url"], follow=True).status_code for each in listed(site)] == [410, 410, 200, 200, 410]


@pytest.mark.parametrize("name", ["json", "html", "csv", "atom", "jsonfeed"])
def test_no_form_of_it_says_anything_of_a_withdrawn_text(site, name):
    # What was taken back is public again, and its feed entry names it.
    publication.withdraw(public_id="V00001", reason="error")
    body = site.get(f"{PATH}?format={name}").content.decode()
    assert "V00000" in body
    assert SECRET not in body
    assert "Secret words" not in body


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("?type=person", ["PERS02"]),
        ("?reason=error", ["V00002", "V00001"]),
        ("?reason=error&reason=duplicate&type=visit", ["V00002", "V00001", "V00000"]),
        ("?dossier=first-second&reason=duplicate", ["V00000"]),
        ("?dossier=no-such-dossier", []),
    ],
)
def test_it_can_be_narrowed(site, query, ids):
    assert [each["id"] for each in listed(site, query)] == ids


def test_it_is_walked_without_a_gap(site):
    address, found = f"{PATH}?limit=2", []
    while address:
        answer = json.loads(site.get(address).content)
        found += answer["data"]
        address = answer["page"]["next"]
    assert found == listed(site)


@pytest.mark.parametrize(
    "query", ["?kind=error", "?reason=eror", "?type=visits", "?cursor=abc", "?format=ics", "?limit=0"]
)
def test_it_refuses_what_it_does_not_know(site, query):
    assert site.get(f"{PATH}{query}").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_five_queries_however_long(lawless, client, django_assert_num_queries, count):
    records.publish_visits(3)
    for number in range(count):
        publication.withdraw(public_id=f"V0000{number}", reason="error")
    for query, queries in (("", 5), ("?format=atom", 4), ("?format=csv", 5)):
        with django_assert_num_queries(queries):
            assert client.get(f"{PATH}{query}").status_code == 200


# --- Feeds and tables -----------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("word", ["withdrawals", "corrections"])
def test_the_feeds_say_the_same_acts(site, word):
    address = f"/api/v1/{word}/"
    acts = json.loads(site.get(address).content)["data"]
    feed = ElementTree.fromstring(site.get(f"{address}?format=atom").content)
    links = [each.find(f"{ATOM}link").get("href") for each in feed.findall(f"{ATOM}entry")]
    other = json.loads(site.get(f"{address}?format=jsonfeed").content)
    assert len(acts) == len(links) == len(other["items"]) > 3
    assert [each["url"] for each in other["items"]] == links
    assert other["feed_url"] == f"http://testserver{address}?format=jsonfeed"
    assert site.get(other["home_page_url"]).status_code == 200
    for each in (*links, *(item["id"] for item in other["items"])):
        assert site.get(each.removeprefix("http://testserver"), follow=True).status_code in (200, 410)


@pytest.mark.parametrize("word", ["withdrawals", "corrections"])
@pytest.mark.parametrize("name", ["atom", "jsonfeed", "csv"])
def test_what_a_feed_leaves_out_is_at_the_next_address(site, word, name):
    response = site.get(f"/api/v1/{word}/?limit=1&format={name}")
    following = response["Link"].partition(">")[0].strip("<")
    assert following.endswith(f"&format={name}")
    assert site.get(following).content != response.content
    assert site.get(following)["Content-Type"] == response["Content-Type"]


def test_the_table_has_a_row_for_each_act(site):
    response = site.get(f"{PATH}?format=csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [{key: value for key, value in row.items() if value} for row in rows] == [
        {key: str(value) for key, value in each.items()} for each in listed(site)
    ]
    assert 'filename="withdrawals.csv"' in response["Content-Disposition"]
    corrections = site.get("/api/v1/corrections/?format=csv").content.decode()
    assert {row["id"] for row in csv.DictReader(io.StringIO(corrections))} >= {"V00000", "V00003"}


def test_a_feed_without_acts_says_since_when_there_are_none(lawless, client):
    records.publish_visits(1)
    feed = ElementTree.fromstring(client.get(f"{PATH}?format=atom").content)
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.find(f"{ATOM}updated").text[:19] == Change.objects.first().at.isoformat()[:19]


def test_a_feed_answers_before_the_first_act(db, client):
    for name in ("atom", "jsonfeed", "csv", "json"):
        assert client.get(f"{PATH}?format={name}").status_code == 200
