"""The ledger through the API: the same numbers as on the page, strict names, one item per dossier."""

import json

import jsonschema
import pytest

from relations import publication
from tests import records
from tests.records import CAUSE, DOSSIER, FIRST, SECOND, SOURCE

PATH = "/api/v1/ledger/"
THIRD = "C0NTR3"


def expulsion(public_id, edtf, count, *, by=FIRST, to=SECOND, answers=None):
    part = {"n": 1, "kind": "expulsion", "imposing": by, "receiving": to, "count": count}
    link = {"n": 1, "to": answers, "relation": "in_response_to", "basis": "asserted", "asserted_by": SOURCE}
    values = {"measures": [part], "participations": [], "kind": "expulsion"} | (
        {"responses": [link]} if answers else {}
    )
    return records.cause(public_id, edtf, **values)


@pytest.fixture
def ledger(lawless, client):
    """Asks for the ledger of the one dossier; the answer as JSON."""
    third = records.document("country", THIRD, title="Third Country", **records.claims())
    records.publish(*records.background(), *records.incident_background(), third, records.cause())
    records.publish(
        expulsion("STEP01", "2021-04-17", 18, answers=CAUSE),
        expulsion("STEP02", "2021-04-18", 20, by=SECOND, to=FIRST, answers="STEP01"),
        expulsion("STEP03", "2021-05", 7, by=THIRD),
        records.incident(),
    )
    return lambda query="": json.loads(client.get(f"{PATH}{query}").content)


def ids(answer, key="measures"):
    return [each["incident"] for each in answer["data"][0][key]]


def test_a_ledger_has_measures_balance_and_sentences(ledger):
    (found,) = ledger()["data"]
    assert (found["dossier"], found["url"]) == (DOSSIER, "/first-second/ledger/")
    assert found["balance"] == [
        {"label": "First", "countries": [FIRST], "expelled": {"steps": 1, "low": 18, "high": 18, "unstated": 0}, "caps": 0},
        {"label": "Second", "countries": [SECOND], "expelled": {"steps": 1, "low": 20, "high": 20, "unstated": 0}, "caps": 0},
    ]  # fmt: skip
    assert found["sentences"][0].startswith("Expelled by First since 2021, as published here: 18 people, in 1 step.")


def test_a_measure_says_what_it_answers_and_what_answers_it(ledger):
    first = next(each for each in ledger()["data"][0]["measures"] if each["incident"] == "STEP01")
    asserted = {"relation": "in_response_to", "basis": "asserted", "asserted_by": SOURCE}
    assert first["answers"] == [{"id": CAUSE, "days": 2375} | asserted]
    (answered,) = first["answered_by"]
    assert answered.pop("measures")[0]["count"] == 20
    assert answered == {"id": "STEP02", "days": 1} | asserted
    assert (first["side"], first["counted"], [each["low"] for each in first["expelled"]]) == (1, True, [18, 0])


def test_what_is_left_out_says_why_and_third_states_stand_apart(ledger):
    answer = ledger()
    reasons = {each["incident"]: each.get("left_out") for each in answer["data"][0]["measures"]}
    assert reasons == {"STEP01": None, "STEP02": None, "1NC1D1": "standing"}
    assert ids(answer, "apart") == ["STEP03"]


@pytest.mark.parametrize(
    "query, found",
    [
        ("?dossier=first-second", ["1NC1D1", "1NC1D1", "STEP01", "STEP02"]),
        (f"?dossier={DOSSIER}&date_from=2021-04-18", ["STEP02"]),
        ("?kind=staff_cap", ["1NC1D1"]),
        ("?kind=note&kind=staff_cap", ["1NC1D1"]),
    ],
)
def test_filters_narrow_the_measures_and_not_the_balance(ledger, query, found):
    answer = ledger(query)
    assert sorted(ids(answer)) == found
    assert [each["expelled"]["low"] for each in answer["data"][0]["balance"]] == [18, 20]


def test_a_dossier_that_is_none_has_no_ledger(ledger):
    assert ledger("?dossier=nowhere")["data"] == []


@pytest.mark.parametrize(
    "query, suggestion",
    [("?kindd=note", "kind"), ("?kind=expulsoin", "expulsion"), ("?date_from=2014-13", None), ("?cursor=abc", None),
     ("?dossier=a&dossier=b", None), ("?date_from=2021&date_to=2009", None), ("?kind=sabotage", None)],
)  # fmt: skip
def test_what_is_not_understood_is_refused(ledger, client, query, suggestion):
    response = client.get(f"{PATH}{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert json.loads(response.content)["errors"][0].get("suggestion") == suggestion


def test_ledgers_are_paged_by_dossier(ledger, client):
    sides = [{"n": 1, "label": "A", "countries": [FIRST]}, {"n": 2, "label": "B", "countries": [THIRD]}]
    records.publish(records.document("dossier", "D0SSR2", slug="other", sides=sides))
    first = ledger("?limit=1")
    second = json.loads(client.get(first["page"]["next"]).content)
    assert [each["data"][0]["dossier"] for each in (first, second)] == [DOSSIER, "D0SSR2"]
    assert second["page"]["next"] is None


@pytest.mark.parametrize("count", [1, 3])
def test_five_queries_a_dossier_whatever_it_holds(lawless, client, django_assert_num_queries, count):
    records.publish(*records.background(), *(expulsion(f"STEP0{n}", f"200{n}", n) for n in range(1, count + 1)))
    with django_assert_num_queries(5):
        assert len(json.loads(client.get(PATH).content)["data"][0]["measures"]) == count


def test_it_has_a_validator_that_every_act_changes(ledger, client):
    etag = client.get(PATH)["ETag"]
    assert client.get(PATH, headers={"if-none-match": etag}).status_code == 304
    publication.withdraw(public_id="STEP01", reason="error")
    assert "STEP01" not in ids(ledger())
    assert client.get(PATH)["ETag"] != etag


def test_a_full_ledger_satisfies_the_description(ledger, client):
    mission = records.document(
        "organisation", "M1SS01", title="A mission", organisation_kind="embassy", dossiers=[DOSSIER],
        sending_state=SECOND, receiving_state=FIRST, staff_ceilings=[{"n": 1, "count": 32, "category": "staff"}],
    )  # fmt: skip
    records.publish(mission)
    answer = ledger()
    assert answer["data"][0]["ceilings"] == [
        {"mission": "M1SS01", "between_sides": True, "ceiling": {"n": 1, "count": 32, "category": "staff"}}
    ]
    description = json.loads(client.get("/api/v1/openapi.json").content)
    declared = description["paths"][PATH]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator(declared | {"components": description["components"]}).validate(answer)
