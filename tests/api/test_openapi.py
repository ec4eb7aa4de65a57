"""Tests for the description of the API: a true OpenAPI 3.1, and real answers that satisfy it."""

import json

import jsonschema
import pytest
from drf_spectacular.validation import validate_schema

from relations import publication
from relations.api.root import RESOURCES
from tests import records


@pytest.fixture
def description(lawless, client):
    return json.loads(client.get("/api/v1/openapi.json").content)


def keys(value):
    """Every key anywhere in a JSON value."""
    if isinstance(value, dict):
        return set(value) | {key for part in value.values() for key in keys(part)}
    return {key for part in value for key in keys(part)} if isinstance(value, list) else set()


def check(description, path, response):
    """The answer satisfies what the description says of its path and status."""
    declared = description["paths"][path]["get"]["responses"][str(response.status_code)]
    schema = declared["content"][response["Content-Type"]]["schema"] | {"components": description["components"]}
    jsonschema.Draft202012Validator(schema).validate(json.loads(response.content))


def test_it_is_a_true_3_1(description):
    validate_schema(description)
    assert description["openapi"] == "3.1.1"
    assert keys(description) & {"nullable", "x-spec-enum-id"} == set()
    assert "\\Z" not in json.dumps(description)


def test_it_describes_every_resource(description):
    items = {f"/api/v1/{word}/{{public_id}}/" for word in RESOURCES if word not in ("timeline", "changes")}
    assert set(description["paths"]) == {"/api/v1/", *(f"/api/v1/{word}/" for word in RESOURCES), *items}
    operations = [path["get"]["operationId"] for path in description["paths"].values()]
    assert len(set(operations)) == len(operations)


def test_it_names_the_parameters_of_each_list(description):
    names = {
        path: {each["name"] for each in description["paths"][f"/api/v1/{path}/"]["get"]["parameters"]}
        for path in ("timeline", "visits", "sources", "people", "changes")
    }
    assert names["timeline"] - names["visits"] == {"group"}
    assert names["sources"] - names["people"] == {"source_kind"}
    assert names["people"] == {"dossier", "q", "sort", "cursor", "limit"}
    assert names["changes"] == {"after", "limit"}


@pytest.mark.parametrize("word", RESOURCES)
def test_real_lists_satisfy_it(description, client, word):
    records.publish_visits(2)
    publication.withdraw(public_id="V00001", reason="duplicate", replacement="V00000")
    for query in ("", "?limit=1"):
        check(description, f"/api/v1/{word}/", client.get(f"/api/v1/{word}/{query}"))
    check(description, f"/api/v1/{word}/", client.get(f"/api/v1/{word}/?nope=1"))


def test_real_items_satisfy_it(description, client):
    parts = [{"n": 1, "removed": True}, {"n": 2, "who": records.HOST, "role": "host"}]
    records.publish(*records.background(), records.visit(participations=parts))
    for address in (
        "visits/V1S1T1",
        "sources/S0RCE1",
        "people/PERS01",
        "countries/C0NTR1",
        "places/P1ACE1",
        "dossiers/D0SSR1",
    ):
        path = f"/api/v1/{address.partition('/')[0]}/{{public_id}}/"
        check(description, path, client.get(f"/api/v1/{address}/"))
    publication.withdraw(public_id="V1S1T1", reason="error")
    path = "/api/v1/visits/{public_id}/"
    for public_id in ("V1S1T1", "ZZZZZZ"):
        check(description, path, client.get(f"/api/v1/visits/{public_id}/"))


def test_a_document_that_breaks_the_schema_breaks_the_description(description):
    schema = description["components"]["schemas"]["Visit"] | {"components": description["components"]}
    validator = jsonschema.Draft202012Validator(schema)
    record = json.loads(records.visit())["record"]
    assert list(validator.iter_errors(record)) == []
    assert list(validator.iter_errors(record | {"kind": "holiday"})) != []
    assert list(validator.iter_errors(record | {"place": "../../etc/K7Q2XD"})) != []
