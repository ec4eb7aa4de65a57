"""Tests for the change log of the API: a copy kept by it equals the lists."""

import json

import pytest

from relations import publication
from relations.models import Change, PublishedEdition
from tests import records


def walk(client, address):
    """Acts of the whole log from `address` on."""
    found = []
    while address:
        answer = json.loads(client.get(address).content)
        found += answer["data"]
        address = answer["page"]["next"]
    return found


@pytest.fixture
def story(lawless, client):
    """Ten publications, a correction, a withdrawal with its confirmation, another one taken back."""
    records.publish_visits(3)
    records.publish(records.visit("V00001", "1990-02-02", {"kind": "correction", "note": "The day was wrong."}))
    publication.withdraw(public_id="V00000", reason="duplicate", replacement="V00001")
    publication.confirm_withdrawal(public_id="V00000", notice="The same visit.")
    publication.withdraw(public_id="V00002", reason="error")
    publication.reinstate(public_id="V00002")
    return client


def test_the_log_has_every_act_without_a_gap(story):
    log = walk(story, "/api/v1/changes/")
    assert [act["seq"] for act in log] == list(range(1, 16))
    assert [act["op"] for act in log[10:]] == ["publish", "withdraw", "confirm_withdrawal", "withdraw", "reinstate"]
    assert log == walk(story, "/api/v1/changes/?after=0&limit=4")


def test_an_act_says_what_it_did(story):
    acts = {act["seq"]: act for act in walk(story, "/api/v1/changes/?after=10")}
    at = {row.seq: row.at.isoformat().replace("+00:00", "Z") for row in Change.objects.all()}
    content_hash = PublishedEdition.objects.get(record__public_id="V00001", number=2).content_hash
    withdrawn = {"id": "V00000", "type": "visit"}
    assert acts == {
        11: {"seq": 11, "op": "publish", "id": "V00001", "type": "visit", "version": 2, "change": "correction",
             "content_hash": content_hash, "at": at[11]},
        12: {"seq": 12, "op": "withdraw", **withdrawn, "at": at[12], "reason": "duplicate", "replacement": "V00001"},
        13: {"seq": 13, "op": "confirm_withdrawal", **withdrawn, "at": at[13], "notice": "The same visit."},
        14: {"seq": 14, "op": "withdraw", "id": "V00002", "type": "visit", "at": at[14], "reason": "error"},
        15: {"seq": 15, "op": "reinstate", "id": "V00002", "type": "visit", "at": at[15]},
    }  # fmt: skip


def test_the_log_goes_on_after_a_number(story):
    assert [act["seq"] for act in walk(story, "/api/v1/changes/?after=13")] == [14, 15]
    assert walk(story, "/api/v1/changes/?after=15") == []
    assert walk(story, f"/api/v1/changes/?after={10**17}") == []


def test_a_copy_kept_by_the_log_equals_the_lists(story):
    copy = {}
    for act in walk(story, "/api/v1/changes/?limit=2"):
        if act["op"] == "publish":
            copy[act["id"]] = [act["content_hash"], True]
        elif act["op"] != "confirm_withdrawal":
            copy[act["id"]][1] = act["op"] == "reinstate"
    listed = {item["id"]: item["content_hash"] for item in walk(story, "/api/v1/timeline/")}
    assert listed == {key: value for key, (value, is_public) in copy.items() if is_public and key in listed}
    assert listed.keys() == {key for key, (_, is_public) in copy.items() if is_public and key.startswith("V")}


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=1e3", f"after={10**30}", "sort=date", "limit=0", "after=1&after=2"]
)
def test_the_log_refuses_what_it_does_not_know(story, query):
    assert story.get(f"/api/v1/changes/?{query}").status_code == 400
