"""Tests for the change log of the API: a copy kept by it equals the lists."""

import json

import pytest

from relations import publication
from relations.models import Change, Head, PublishedEdition
from relations.vocabularies import PATH_WORDS
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


# --- A copy of everything ---------------------------------------------------------------------------


class Copy:
    """A stranger's copy: what is public in which version, and what was merged into what. Knows the log alone."""

    def __init__(self):
        self.after, self.held, self.public, self.merged = 0, {}, set(), {}

    def catch_up(self, client, limit):
        for act in walk(client, f"/api/v1/changes/?after={self.after}&limit={limit}"):
            getattr(self, act["op"], self.go)(act)
            self.after = act["seq"]

    def publish(self, act):
        self.held[act["id"]] = (act["type"], act["version"], act["content_hash"])
        self.public.add(act["id"])

    def reinstate(self, act):
        self.public.add(act["id"])

    def confirm_withdrawal(self, act):
        assert act["id"] not in self.public

    def merge(self, act):
        self.go(act)
        self.merged[act["id"]] = act["into"]

    def go(self, act):
        """Withdrawn, merged or vanished."""
        self.public.discard(act["id"])

    def lists(self):
        return {(public_id, *self.held[public_id]) for public_id in self.public}

    def survivor(self, public_id):
        while public_id in self.merged:
            public_id = self.merged[public_id]
        return public_id


def listed(client):
    """Every record of every list, as (id, type, version, hash)."""
    return {
        (item["id"], item["type"], item["version"], item["content_hash"])
        for word in PATH_WORDS.values()
        for item in walk(client, f"/api/v1/{word}/?limit=3")
    }


CORRECTION = {"kind": "correction", "note": "The day was wrong."}
ACTS = (
    lambda: records.publish_incident(),
    lambda: records.publish(
        *(records.cause(f"CAVSE{n}") for n in (2, 3, 4)), records.visit(), records.series("SER1E2")
    ),
    lambda: records.publish(records.cause("CAVSE2", "2014-10-17", CORRECTION), records.series(change=CORRECTION)),
    lambda: publication.withdraw(public_id="1NC1D1", reason="error"),
    lambda: publication.reinstate(public_id="1NC1D1"),
    lambda: publication.withdraw(public_id="SER1E2", reason="source_retracted", replacement="SER1E1"),
    lambda: publication.confirm_withdrawal(public_id="SER1E2", notice="It counted twice."),
    lambda: publication.merge(public_id="CAVSE3", survivor="CAVSE2"),
    lambda: publication.merge(public_id="CAVSE2", survivor="CAVSE1"),
    lambda: publication.merge(public_id="PERS01", survivor="AGENT1"),
    lambda: records.publish(records.series("SER1E2", CORRECTION), records.cause(change=CORRECTION)),
    lambda: publication.vanish(public_id="CAVSE4"),
)


@pytest.mark.parametrize("limit", [1, 200])
def test_a_copy_equals_the_lists_after_every_act(lawless, client, limit):
    copy = Copy()
    for act in ACTS:
        act()
        copy.catch_up(client, limit)
        assert copy.lists() == listed(client)
    assert copy.after == Head.objects.get().seq
    assert copy.public.isdisjoint({"CAVSE2", "CAVSE3", "CAVSE4", "PERS01"})
    for public_id, word in (("CAVSE2", "incidents"), ("CAVSE3", "incidents"), ("PERS01", "people")):
        answer = json.loads(client.get(f"/api/v1/{word}/{public_id}/").content)
        assert answer["merged_into"] == copy.survivor(public_id)


def test_a_merge_names_the_survivor_of_that_act(lawless, client):
    for act in ACTS[:9]:
        act()
    merges = [act for act in walk(client, "/api/v1/changes/") if act["op"] == "merge"]
    assert [(act["id"], act["type"], act["into"]) for act in merges] == [
        ("CAVSE3", "incident", "CAVSE2"),
        ("CAVSE2", "incident", "CAVSE1"),
    ]
    assert [key for act in merges for key in act if key in ("replacement", "version", "content_hash", "change")] == []


def test_a_vanished_record_leaves_no_words_in_the_log(lawless, client):
    records.publish(*records.background(), records.cause(title="Secret"))
    publication.withdraw(public_id="CAVSE1", reason="privacy")
    publication.confirm_withdrawal(public_id="CAVSE1", notice="Secret words.")
    publication.vanish(public_id="CAVSE1")
    body = client.get("/api/v1/changes/").content.decode()
    assert "Secret" not in body
    acts = [act for act in json.loads(body)["data"] if act["id"] == "CAVSE1"]
    assert [act["op"] for act in acts] == ["publish", "withdraw", "confirm_withdrawal", "vanish"]
    assert set(acts[-1]) == {"seq", "op", "id", "type", "at"}
