"""Corrections through the API: the acts of the page, strict names, paging by key, nothing withdrawn, true description."""

import datetime
import json

import jsonschema
import pytest
from django.core.cache import cache

from relations import publication
from relations.models import Change
from tests import records
from tests.records import DOSSIER, GUEST, PLACE, VISIT

PATH = "/api/v1/corrections/"
FIRST_DAY = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)


def publish(days: int, *documents: str) -> None:
    publication.publish(documents=list(documents), at=FIRST_DAY + datetime.timedelta(days=days))


def correct(days: int, public_id: str = VISIT, kind: str = "correction", **record) -> None:
    publish(days, records.visit(public_id, change={"kind": kind, "note": f"{kind} of {public_id}."}, **record))


@pytest.fixture
def site(lawless, client):
    cache.clear()
    publish(0, *records.background(), records.visit(summary="One <b>."), records.visit("V00001", summary="Wrong."))
    return client


@pytest.fixture
def corrected(site):
    """A correction, one of a record that was merged since, a withdrawal, an update."""
    correct(3, summary="Two.", standing="disputed")
    correct(4, "V00001", summary="Right.")
    publish(5, records.visit(change={"kind": "update"}, summary="Three."))
    later = FIRST_DAY + datetime.timedelta(days=6)
    publication.withdraw(public_id=GUEST, reason="privacy", at=later)
    publication.merge(public_id="V00001", survivor=VISIT, at=later)
    return site


def ask(client, query=""):
    return json.loads(client.get(f"{PATH}{query}").content)


def kinds(client, query=""):
    return [(each["kind"], each["id"]) for each in ask(client, query)["data"]]


def test_an_act_says_what_it_changed(corrected):
    first = ask(corrected)["data"][-1]
    number = Change.objects.get(edition__number=2, record__public_id=VISIT)
    assert first.pop("content_hash") == number.edition.content_hash
    assert first == {
        "seq": number.seq,
        "at": "2024-03-04T12:00:00Z",
        "kind": "correction",
        "id": VISIT,
        "type": "visit",
        "url": f"/r/{VISIT}/",
        "title": {"en": f"Visit {VISIT}"},
        "version": 2,
        "days_stood": 3,
        "note": f"correction of {VISIT}.",
        "changes": [
            {"anchor": "standing", "place": "Standing", "before": "established", "after": "disputed"},
            {"anchor": "summary", "place": "Summary", "before": "One <b>.", "after": "Two."},
        ],
    }
    assert b"<b>" not in corrected.get(PATH).content


def test_what_was_added_has_no_before(site):
    correct(2, summary="One <b>.", public_note="Nobody answered.")
    (change,) = ask(site)["data"][0]["changes"]
    assert (change["anchor"], "before" in change, change["after"]) == ("public_note", False, "Nobody answered.")


def test_the_list_is_that_of_the_page(corrected):
    right = [("merge", "V00001"), ("withdrawal", GUEST), ("correction", "V00001"), ("correction", VISIT)]
    assert (
        kinds(corrected)
        == kinds(corrected, f"?dossier={DOSSIER}")
        == kinds(corrected, "?dossier=first-second")
        == right
    )
    assert kinds(corrected, "?kind=update") == [("update", VISIT)]
    assert kinds(corrected, "?date_from=2024-03-05&date_to=2024-03-05") == [("correction", "V00001")]
    assert kinds(corrected, "?kind=merge&kind=withdrawal") == right[:2]
    assert kinds(corrected, "?dossier=nowhere") == kinds(corrected, "?dossier=ZZZZZZ") == []


def test_a_merged_record_names_its_survivor(corrected):
    merge, _, correction, _ = ask(corrected)["data"]
    assert (merge["replacement"], merge["merged_into"], "changes" in merge) == (VISIT, VISIT, False)
    assert (correction["merged_into"], correction["changes"][0]["after"]) == (VISIT, "Right.")
    assert corrected.get(correction["url"], follow=True).status_code == 200


def test_nothing_of_a_withdrawn_text_is_told(corrected):
    publication.withdraw(public_id=VISIT, reason="error")
    text = corrected.get(PATH).content.decode()
    assert "One" not in text
    assert f"Visit {VISIT}" not in text
    assert f"correction of {VISIT}" not in text
    (act,) = [each for each in ask(corrected)["data"] if (each["kind"], each["id"]) == ("correction", VISIT)]
    assert act.keys() == {"seq", "at", "kind", "id", "type", "url", "version", "content_hash"}


def test_paging_by_key_walks_all_of_it_once(corrected):
    walked, address = [], f"{PATH}?limit=1"
    while address:
        answer = corrected.get(address)
        page = json.loads(answer.content)
        walked += [(each["kind"], each["id"]) for each in page["data"]]
        address = page["page"]["next"]
        assert (f'<{address}>; rel="next"' in answer["Link"]) is bool(address)
    assert walked == kinds(corrected)


@pytest.mark.parametrize(
    "query, suggestion",
    [("?kindd=merge", "kind"), ("?kind=corection", "correction"), ("?date_from=2014-13", None), ("?cursor=abc", None),
     ("?dossier=a&dossier=b", None), ("?date_from=2021&date_to=2009", None), ("?limit=201", None), ("?format=ics", "csv"),
     ("?dossier=%00", None), ("?kind=%FF", None)],
)  # fmt: skip
def test_what_is_not_understood_is_refused(corrected, query, suggestion):
    response = corrected.get(f"{PATH}{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert json.loads(response.content)["errors"][0].get("suggestion") == suggestion


def test_real_acts_satisfy_the_description(corrected):
    found = json.loads(corrected.get("/api/v1/openapi.json").content)
    declared = found["paths"][PATH]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = jsonschema.Draft202012Validator(declared | {"components": found["components"]})
    for query in ("", "?kind=update", "?limit=1", "?dossier=nowhere"):
        validator.validate(ask(corrected, query))
    known = set(found["components"]["schemas"]["Correction"]["properties"])
    assert {key for each in ask(corrected)["data"] for key in each} <= known


@pytest.mark.parametrize("count", [1, 9])
def test_queries_do_not_grow(site, django_assert_num_queries, count):
    for number in range(count):
        correct(number + 1, summary=f"Lead {number}.")
        publication.withdraw(public_id=GUEST, reason="error")
        publication.reinstate(public_id=GUEST)
    publish(90, records.document("place", "P1ACE2", place_kind="city", dossiers=[DOSSIER], **records.claims()))
    publication.merge(public_id="P1ACE2", survivor=PLACE)
    with django_assert_num_queries(5):
        site.get(PATH)
    with django_assert_num_queries(7):
        site.get(f"{PATH}?dossier=first-second")
