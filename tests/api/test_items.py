"""Tests for one record through the API: its bytes, its hash, and what a withdrawn or unknown one answers."""

import hashlib
import json

import pytest

from relations import publication
from relations.models import Change, PublishedEdition
from tests import records
from tests.reading import headers_of

ITEMS = (
    "incidents/1NC1D1", "visits/V1S1T1", "sources/S0RCE1", "people/PERS01", "organisations/EMBASY", "countries/C0NTR1",
    "places/P1ACE1", "series/SER1E1", "dossiers/D0SSR1",
)  # fmt: skip


@pytest.fixture
def site(lawless, client):
    records.publish_incident()
    records.publish(records.visit(title='Návštěva "<b>&amp;</b>" \\ № 5 🙂'))
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
    assert (answers[0].content, headers_of(answers[0])) == (answers[1].content, headers_of(answers[1]))


def test_a_withdrawn_record_says_when_why_and_what_instead(site):
    publication.withdraw(public_id="V1S1T1", reason="duplicate", replacement="PERS01")
    response = site.get("/api/v1/visits/V1S1T1/")
    at = Change.objects.get(op="withdraw").at.isoformat().replace("+00:00", "Z")
    expected = {
        "type": "/api/v1/problems/withdrawn/",
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


def test_an_incident_says_everything_that_was_approved(site):
    item = json.loads(site.get("/api/v1/incidents/1NC1D1/").content)["data"]
    record = item["document"]["record"]
    assert {key: record[key] for key in records.incident_parts()} == records.incident_parts()
    assert {key: item[key] for key in ("type", "kind", "group", "topics", "standing", "place", "case", "stage")} == {
        "type": "incident",
        "kind": "expulsion",
        "group": "measure",
        "topics": ["espionage", "diplomacy"],
        "standing": "attributed",
        "place": "P1ACE1",
        "case": "agent-case",
        "stage": "wanted",
    }
    listed = ("participations", "measures", "attributions", "responses")
    assert {key: item[key] for key in listed} == {key: records.incident_parts()[key] for key in listed}


def test_title_and_summary_stand_in_every_language_that_is_up_to_date(site):
    translated = json.loads(records.incident())["record"]["translations"]
    summary = {"n": 3, "anchor": "summary", "language": "cs", "text": "Personál odešel.", "of": translated[0]["of"]}
    withheld = {
        "n": 4,
        "anchor": "title",
        "language": "de",
        "text": "Ausweisung",
        "of": translated[0]["of"],
        "withheld": True,
    }
    records.publish(records.incident(change={"kind": "minor"}, translations=[*translated, summary, withheld]))
    item = json.loads(site.get("/api/v1/incidents/1NC1D1/").content)["data"]
    assert item["title"] == {"en": "First Country expels embassy staff", "cs": "Vyhoštění"}
    assert item["summary"] == {"en": "Staff of the embassy had to leave."}  # the translation is of other words


def test_a_series_says_what_it_measures(site):
    item = json.loads(site.get("/api/v1/series/SER1E1/").content)["data"]
    assert (item["topics"], item["unit"], item["country"]) == (["public_opinion"], "percent of adults", "C0NTR1")
    assert [each["value"] for each in item["document"]["record"]["observations"]] == ["31", "24.5", "12"]


def test_a_mission_says_whose_it_is_and_where(site):
    item = json.loads(site.get("/api/v1/organisations/EMBASY/").content)["data"]
    assert {key: item[key] for key in ("kind", "sending_state", "receiving_state", "seat")} == {
        "kind": "embassy",
        "sending_state": "C0NTR2",
        "receiving_state": "C0NTR1",
        "seat": "P1ACE1",
    }
    assert item["date"]["edtf"] == "1993/.."


@pytest.mark.parametrize("address", ["incidents/1NC1D1", "series/SER1E1", "organisations/EMBASY"])
def test_an_item_of_any_type_costs_two_queries(site, address, django_assert_num_queries):
    with django_assert_num_queries(2):
        site.get(f"/api/v1/{address}/")


@pytest.mark.parametrize("address", ["visits/1NC1D1", "incidents/V1S1T1", "series/1NC1D1", "organisations/PERS01"])
def test_a_record_has_one_address(site, address):
    assert site.get(f"/api/v1/{address}/").status_code == 404


# --- Merged and vanished ----------------------------------------------------------------------------


def moved(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (308, "application/json")
    assert "ETag" not in response.headers
    return response["Location"], json.loads(response.content)


def test_a_merged_record_leads_to_the_one_that_answers_for_it(site, django_assert_num_queries):
    publication.merge(public_id="PERS02", survivor="PERS01")
    with django_assert_num_queries(2):
        found = moved(site, "/api/v1/people/PERS02/")
    assert found == ("/api/v1/people/PERS01/", {"status": 308, "id": "PERS02", "merged_into": "PERS01"})
    assert site.get("/api/v1/people/PERS02/", follow=True).status_code == 200
    assert site.get("/api/v1/incidents/PERS02/").status_code == 404


def test_a_chain_of_merges_leads_to_its_end(site):
    publication.merge(public_id="PERS02", survivor="PERS01")
    publication.merge(public_id="PERS01", survivor="AGENT1")
    for public_id in ("PERS01", "PERS02"):
        expected = {"status": 308, "id": public_id, "merged_into": "AGENT1"}
        assert moved(site, f"/api/v1/people/{public_id}/") == ("/api/v1/people/AGENT1/", expected)


def test_a_merge_rewrites_no_document(site):
    before = json.loads(site.get("/api/v1/visits/V1S1T1/").content)["data"]
    publication.merge(public_id="PERS02", survivor="PERS01")
    assert json.loads(site.get("/api/v1/visits/V1S1T1/").content)["data"] == before
    assert [part["who"] for part in before["participations"]] == ["PERS01", "PERS02"]


def test_a_merged_record_leads_on_when_its_survivor_is_withdrawn(site):
    publication.merge(public_id="PERS02", survivor="PERS01")
    publication.withdraw(public_id="PERS01", reason="privacy")
    assert moved(site, "/api/v1/people/PERS02/")[0] == "/api/v1/people/PERS01/"
    assert site.get("/api/v1/people/PERS02/", follow=True).status_code == 410


def test_of_a_vanished_record_only_id_and_date_remain(site):
    publication.withdraw(public_id="V1S1T1", reason="privacy", replacement="1NC1D1")
    publication.confirm_withdrawal(public_id="V1S1T1", notice="Secret words.")
    publication.vanish(public_id="V1S1T1")
    response = site.get("/api/v1/visits/V1S1T1/")
    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert json.loads(response.content) == {
        "type": "/api/v1/problems/vanished/",
        "title": "Removed",
        "status": 410,
        "detail": "The record was removed for good.",
        "id": "V1S1T1",
        "vanished_on": Change.objects.get(op="vanish").at.date().isoformat(),
    }
