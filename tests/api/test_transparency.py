"""Tests for the chain of hashes over the log: a stranger computes it from the log alone, and no removal breaks a link."""

import datetime
import hashlib
import json

import pytest
from django.core.cache import cache

from relations import chain, publication
from relations.models import Change, Head, PublishedRecord
from tests import records

HEAD = "/api/v1/transparency/head/"
MEMBERS = ("seq", "op", "id", "type", "at", "version", "content_hash", "into")


@pytest.fixture
def site(lawless, client):
    records.publish(*records.background(), *(records.visit(f"V0000{n}") for n in range(4)))
    publication.merge(public_id="V00003", survivor="V00000")
    publication.withdraw(public_id="V00001", reason="privacy")
    return client


def head(client):
    return json.loads(client.get(HEAD).content)["data"]


def computed(client):
    """What a stranger makes of the log, by the recipe in the answer, with a standard library."""
    digest, address = hashlib.sha256(b"chronicle: the log of acts, 1").digest(), "/api/v1/changes/?limit=3"
    while address:
        page = json.loads(client.get(address).content)
        for act in page["data"]:
            kept = {name: act[name] for name in MEMBERS if name in act}
            text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            digest = hashlib.sha256(digest + text.encode()).digest()
        address = page["page"]["next"]
    return f"sha256:{digest.hex()}"


def test_a_stranger_computes_the_same_from_the_log(site):
    found = head(site)
    last = Change.objects.last()
    assert (found["seq"], found["at"], found["signed"]) == (13, last.at.isoformat().replace("+00:00", "Z"), False)
    assert found["hash"] == computed(site)
    assert all(f"{name}" in found["recipe"] for name in (*MEMBERS, "chronicle: the log of acts, 1"))


def test_no_removal_breaks_an_earlier_link(site):
    before = chain.extended(chain.START, 13)
    publication.confirm_withdrawal(public_id="V00001", notice="Secret words.")
    publication.vanish(public_id="V00001")
    publication.vanish(public_id="V00003")  # merged
    assert chain.extended(chain.START, 13) == before
    assert head(site)["hash"] == computed(site)


def test_a_rewritten_log_has_another_hash(site):
    before = head(site)["hash"]
    Change.objects.filter(seq=1).update(at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    cache.clear()
    assert head(site)["hash"] not in (before, "")
    merge = Change.objects.get(op="merge")
    one = chain.extended(chain.START, 13)
    merge.replacement = PublishedRecord.objects.get(public_id="V00002")
    merge.save()
    assert chain.extended(chain.START, 13) != one


def test_it_goes_on_from_what_is_remembered(site, django_assert_num_queries, monkeypatch):
    head(site)
    publication.withdraw(public_id="V00002", reason="error")
    asked = []
    monkeypatch.setattr(
        chain, "members", lambda after, until, real=chain.members: asked.append(after) or real(after, until)
    )
    with django_assert_num_queries(3):
        found = head(site)
    assert (asked, found["hash"]) == ([13], computed(site))


def test_a_restored_backup_begins_anew(site):
    before = head(site)["hash"]
    Head.objects.update(epoch="another")
    Change.objects.filter(seq=13).delete()
    Head.objects.update(seq=12)
    assert head(site)["hash"] == computed(site) != before


def test_before_the_first_act_it_is_the_beginning(db, client):
    assert head(client) | {"recipe": ""} == {
        "seq": 0,
        "hash": f"sha256:{hashlib.sha256(b'chronicle: the log of acts, 1').hexdigest()}",
        "recipe": "",
        "signed": False,
    }
