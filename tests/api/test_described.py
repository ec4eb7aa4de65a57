"""Tests that real answers of what hangs on a record, and of what is about the whole of it, satisfy their description."""

import json

import pytest
from jsonschema import ValidationError

from relations import publication
from relations.api.description import description
from tests import records
from tests.api.test_openapi import check

FIXED = {"kind": "correction", "note": "The title was wrong.", "note_cs": "Název byl špatně."}
# (path of the description, address)
ANSWERS = (
    ("visits/{public_id}/versions/", "visits/V1S1T1/versions/"),
    ("visits/{public_id}/versions/", "visits/V1S1T1/versions/?limit=1"),
    ("visits/{public_id}/versions/", "visits/V00001/versions/"),
    ("visits/{public_id}/versions/", "visits/ZZZZZZ/versions/"),
    ("visits/{public_id}/versions/", "visits/V1S1T1/versions/?nope=1"),
    ("visits/{public_id}/versions/{number}/", "visits/V1S1T1/versions/1/"),
    ("visits/{public_id}/versions/{number}/", "visits/V00001/versions/1/"),
    ("visits/{public_id}/versions/{number}/", "visits/V00002/versions/1/"),
    ("incidents/{public_id}/versions/{number}/", "incidents/1NC1D1/versions/1/"),
    ("dossiers/{public_id}/versions/", "dossiers/first-second/versions/"),
    ("visits/{public_id}/compare/", "visits/V1S1T1/compare/?from=1&to=2"),
    ("visits/{public_id}/compare/", "visits/V1S1T1/compare/"),
    ("visits/{public_id}/citation/", "visits/V1S1T1/citation/"),
    ("sources/{public_id}/citation/", "sources/S0RCE1/citation/"),
    ("people/{public_id}/citation/", "people/PERS02/citation/"),
    ("withdrawals/", "withdrawals/"),
    ("withdrawals/", "withdrawals/?reason=nope"),
    ("corrections/", "corrections/"),
    ("problems/", "problems/"),
    ("problems/{code}/", "problems/withdrawn/"),
    ("problems/{code}/", "problems/nope/"),
    ("topics/", "topics/"),
    ("topics/{topic}/", "topics/espionage/"),
    ("vocabularies/", "vocabularies/"),
    ("vocabularies/{name}/", "vocabularies/incident_kind/"),
    ("transparency/head/", "transparency/head/"),
    ("status/", "status/"),
)


@pytest.fixture
def site(lawless, client):
    records.publish_incident()
    records.publish(records.visit(), records.visit("V00001"), records.visit("V00002"))
    records.publish(records.visit(title="Second", change=FIXED))
    publication.withdraw(public_id="V00001", reason="duplicate", replacement="V1S1T1")
    publication.confirm_withdrawal(public_id="V00001", notice="One visit.")
    publication.withdraw(public_id="V00002", reason="error")
    publication.reinstate(public_id="V00002")
    publication.vanish(public_id="V00002")
    publication.merge(public_id="PERS02", survivor="PERS01")
    return client


@pytest.mark.once
def test_every_answer_satisfies_its_description(site):
    told, wrong = json.loads(description()), []
    for path, address in ANSWERS:
        try:
            check(told, f"/api/v1/{path}", site.get(f"/api/v1/{address}"))
        except (KeyError, ValidationError) as error:
            wrong.append((address, str(error)[:300]))
    assert wrong == []


@pytest.mark.once
def test_every_type_has_what_hangs_on_a_record(db):
    paths = json.loads(description())["paths"]
    for ending in ("versions/", "versions/{number}/", "compare/", "citation/"):
        assert len([path for path in paths if path.endswith(f"{{public_id}}/{ending}")]) == 9
    named = {each["name"]: each for each in paths["/api/v1/visits/{public_id}/compare/"]["get"]["parameters"]}
    assert (named["from"]["required"], named["to"]["schema"]["type"]) == (True, "integer")
    citation = paths["/api/v1/visits/{public_id}/citation/"]["get"]["responses"]["200"]["content"]
    assert {"application/vnd.citationstyles.csl+json", "application/x-bibtex", "text/plain"} <= citation.keys()
