"""Tests for one record through the API: its bytes, its hash, and what a withdrawn or unknown one answers."""

import hashlib
import json

import pytest

from relations import publication
from relations.models import Change, PublishedEdition
from tests import records

ITEMS = ("visits/V1S1T1", "sources/S0RCE1", "people/PERS01", "countries/C0NTR1", "places/P1ACE1", "dossiers/D0SSR1")


@pytest.fixture
def site(lawless, client):
    records.publish(*records.background(), records.visit(title='Návštěva "<b>&amp;</b>" \\ № 5 🙂'))
    return client


def hash_of(document):
    """What a stranger computes with a standard library."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest(), text


@pytest.mark.parametrize("address", ITEMS)
def test_a_stranger_can_hash_the_document(site, address):
    item = json.loads(site.get(f"/api/v1/{address}/").content)["data"]
    found, text = hash_of(item["document"])
    stored = PublishedEdition.objects.get(record__public_id=item["id"])
    assert (found, text) == (item["content_hash"], stored.document)


def test_an_item_is_the_object_of_the_list_with_its_document(site):
    item = json.loads(site.get("/api/v1/visits/V1S1T1/").content)["data"]
    (listed,) = json.loads(site.get("/api/v1/visits/").content)["data"]
    assert {key: value for key, value in item.items() if key != "document"} == listed
    assert item["document"]["record"]["title"] == listed["title"]["en"]


def test_an_item_is_the_newest_edition(site):
    records.publish(records.visit(title="Renamed", change={"kind": "correction", "note": "The name was wrong."}))
    item = json.loads(site.get("/api/v1/visits/V1S1T1/").content)["data"]
    assert (item["version"], item["title"], item["document"]["change"]["kind"]) == (2, {"en": "Renamed"}, "correction")


def test_an_item_costs_two_queries(site, django_assert_num_queries):
    with django_assert_num_queries(2):
        site.get("/api/v1/visits/V1S1T1/")
    with django_assert_num_queries(1):
        site.get("/api/v1/visits/V1S1T1/")  # found in the cache


@pytest.mark.parametrize(
    "address", ["visits/ZZZZZZ", "visits/PERS01", "people/V1S1T1", "dossiers/no-such", "visits/nope", "x"]
)
def test_what_is_not_public_has_one_answer(site, address):
    response = site.get(f"/api/v1/{address}/")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.content == site.get("/api/v1/visits/ABCDEF/").content


@pytest.mark.desk
def test_a_draft_answers_as_what_never_was(db, client):
    from editorial.models import Visit  # noqa: PLC0415 - needs the desk
    from editorial.services import drafting  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    draft = drafting.create(actor=factories.user(), model=Visit, title="Secret", date_edtf="1983")
    answers = [client.get(f"/api/v1/visits/{public_id}/") for public_id in (draft.public_id, "ZZZZZZ")]
    assert answers[0].status_code == 404
    assert (answers[0].content, dict(answers[0].headers)) == (answers[1].content, dict(answers[1].headers))


def test_a_withdrawn_record_says_when_why_and_what_instead(site):
    publication.withdraw(public_id="V1S1T1", reason="duplicate", replacement="PERS01")
    response = site.get("/api/v1/visits/V1S1T1/")
    at = Change.objects.get(op="withdraw").at.isoformat().replace("+00:00", "Z")
    expected = {
        "type": "/api/#withdrawn",
        "title": "Withdrawn",
        "status": 410,
        "detail": "The record repeats another one.",
        "id": "V1S1T1",
        "state": "withdrawn",
        "withdrawn_at": at,
        "reason": "duplicate",
        "replacement": "PERS01",
    }
    assert (response.status_code, json.loads(response.content)) == (410, expected)
    publication.confirm_withdrawal(public_id="V1S1T1", notice="Both pages told of <one> visit.")
    confirmed = json.loads(site.get("/api/v1/visits/V1S1T1/").content)
    assert confirmed == expected | {"notice": "Both pages told of <one> visit."}


def test_a_reinstated_record_answers_its_old_bytes(site):
    before = json.loads(site.get("/api/v1/visits/V1S1T1/").content)["data"]
    publication.withdraw(public_id="V1S1T1", reason="error")
    publication.reinstate(public_id="V1S1T1")
    assert json.loads(site.get("/api/v1/visits/V1S1T1/").content)["data"] == before


def test_a_withdrawn_record_is_gone_under_its_type_only(site):
    publication.withdraw(public_id="V1S1T1", reason="error")
    assert site.get("/api/v1/people/V1S1T1/").status_code == 404
