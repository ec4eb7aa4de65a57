"""Nothing that a release of the API promised is taken away, and the comparison that says so sees every kind of loss."""

import copy
import json

import pytest

from relations.api.description import description
from tests.api import release
from tests.api.contract import losses

SMALL = {
    "paths": {
        "/visits/": {
            "get": {
                "operationId": "visits_list",
                "parameters": [
                    {
                        "in": "query",
                        "name": "kind",
                        "allowEmptyValue": True,
                        "schema": {"type": "array", "items": {"enum": ["state", "working"]}, "maxItems": 20},
                    },
                    {"in": "query", "name": "limit", "schema": {"type": "integer", "minimum": 1, "maximum": 200}},
                    {"in": "query", "name": "q", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {
                        "headers": {"ETag": {}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/List"}}},
                    },
                    "400": {"$ref": "#/components/responses/Refused"},
                },
            }
        }
    },
    "components": {
        "responses": {"Refused": {"content": {"application/problem+json": {"schema": {"type": "object"}}}}},
        "schemas": {
            "List": {
                "type": "object",
                "properties": {"data": {"type": "array", "items": {"$ref": "#/components/schemas/Entry"}}},
                "required": ["data"],
            },
            "Entry": {"oneOf": [{"$ref": "#/components/schemas/Visit"}, {"$ref": "#/components/schemas/Stub"}]},
            "Visit": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "pattern": "^[A-Z]$"},
                    "kind": {"type": "string", "enum": ["state", "working"]},
                    "part": {"$ref": "#/components/schemas/Visit"},
                    "at": {"type": "string", "format": "date-time"},
                },
                "required": ["id"],
            },
            "Stub": {"type": "object", "properties": {"removed": {"const": True}}},
        },
    },
}
GET = ("paths", "/visits/", "get")
VISIT = ("components", "schemas", "Visit")
ENTRY = "GET /visits/: answer 200 > List: field data[] > Entry"


def changed(path, act):
    """A copy of SMALL in which `act` was done to the value at `path`."""
    new = copy.deepcopy(SMALL)
    found = new
    for step in path:
        found = found[step]
    act(found)
    return new


def without(key):
    return lambda found: found.pop(key)


def having(**values):
    return lambda found: found.update(values)


PARAMETER = (*GET, "parameters")
LOSSES = [
    (("paths",), without("/visits/"), "/visits/ is gone."),
    (("paths", "/visits/"), without("get"), "GET /visits/ is gone."),
    (GET, having(operationId="visits"), "GET /visits/ was called visits_list and is called visits."),
    (PARAMETER, without(1), "GET /visits/: parameter limit is gone."),
    ((*PARAMETER, 1), having(required=True), "GET /visits/: parameter limit was optional and is required."),
    (
        PARAMETER,
        lambda found: found.append({"in": "query", "name": "key", "required": True, "schema": {}}),
        "GET /visits/: parameter key is new and required.",
    ),
    ((*PARAMETER, 0), without("allowEmptyValue"), "GET /visits/: parameter kind may no longer be empty."),
    (
        (*PARAMETER, 0, "schema", "items", "enum"),
        without(0),
        "GET /visits/: parameter kind: the value 'state' is no longer understood.",
    ),
    (
        (*PARAMETER, 2, "schema"),
        having(enum=["a"]),
        "GET /visits/: parameter q: the value 'any' is no longer understood.",
    ),
    ((*PARAMETER, 1, "schema"), having(maximum=100), "GET /visits/: parameter limit: its maximum was 200 and is 100."),
    ((*PARAMETER, 1, "schema"), having(minimum=2), "GET /visits/: parameter limit: its minimum was 1 and is 2."),
    ((*PARAMETER, 0, "schema"), having(maxItems=5), "GET /visits/: parameter kind: its maxItems was 20 and is 5."),
    ((*PARAMETER, 2, "schema"), having(maxLength=9), "GET /visits/: parameter q: its maxLength was none and is 9."),
    ((*PARAMETER, 2, "schema"), having(pattern="^a$"), "GET /visits/: parameter q: its pattern was none and is ^a$."),
    (
        (*PARAMETER, 0, "schema"),
        having(type="string"),
        "GET /visits/: parameter kind was of type array and is of type string.",
    ),
    ((*GET, "responses"), without("400"), "GET /visits/: answer 400 is gone."),
    ((*GET, "responses", "200", "headers"), without("ETag"), "GET /visits/: answer 200: header ETag is gone."),
    (
        (*GET, "responses", "200", "content"),
        without("application/json"),
        "GET /visits/: answer 200 is no longer sent as application/json.",
    ),
    (
        ("components", "responses", "Refused", "content"),
        without("application/problem+json"),
        "GET /visits/: answer 400 is no longer sent as application/problem+json.",
    ),
    ((*VISIT, "properties"), without("kind"), f"{ENTRY} > Visit: field kind is gone."),
    (VISIT, having(required=[]), f"{ENTRY} > Visit: field id was always there and may now be absent."),
    (
        (*VISIT, "properties", "id"),
        having(type="integer"),
        f"{ENTRY} > Visit: field id was of type string and is of type integer.",
    ),
    (
        (*VISIT, "properties", "id"),
        having(type=["string", "null"]),
        f"{ENTRY} > Visit: field id was of type string and is of type null or string.",
    ),
    (
        (*VISIT, "properties", "id"),
        without("type"),
        f"{ENTRY} > Visit: field id was of type string and is of type any.",
    ),
    ((*VISIT, "properties", "kind", "enum"), without(0), f"{ENTRY} > Visit: field kind: the value 'state' is gone."),
    (
        (*VISIT, "properties", "id"),
        having(pattern="^.$"),
        f"{ENTRY} > Visit: field id: its pattern was ^[A-Z]$ and is ^.$.",
    ),
    (
        (*VISIT, "properties", "at"),
        without("format"),
        f"{ENTRY} > Visit: field at: its format was date-time and is none.",
    ),
    (("components", "schemas", "Entry", "oneOf"), without(1), f"{ENTRY}: the shape Stub is gone."),
]
ADDITIONS = [
    (("paths",), having(**{"/people/": {"get": {"responses": {}}}})),
    (PARAMETER, lambda found: found.append({"in": "query", "name": "more", "schema": {"type": "string"}})),
    ((*PARAMETER, 0, "schema", "items", "enum"), lambda found: found.append("transit")),
    ((*PARAMETER, 1, "schema"), having(maximum=500, minimum=0)),
    ((*PARAMETER, 0, "schema"), without("maxItems")),
    ((*GET, "responses"), having(**{"429": {"description": "Too many."}})),
    ((*VISIT, "properties"), having(more={"type": "string"})),
    (VISIT, having(required=["id", "kind"])),
    ((*VISIT, "properties", "kind", "enum"), lambda found: found.append("transit")),
    (("components", "schemas", "Entry", "oneOf"), lambda found: found.append({"type": "null"})),
]


@pytest.mark.parametrize(("path", "act", "sentence"), LOSSES, ids=[sentence for *_, sentence in LOSSES])
def test_a_loss_is_named(path, act, sentence):
    assert losses(SMALL, changed(path, act)) == [sentence]


@pytest.mark.parametrize(("path", "act"), ADDITIONS)
def test_an_addition_is_no_loss(path, act):
    assert losses(SMALL, changed(path, act)) == []


def test_a_description_takes_nothing_from_itself():
    assert losses(SMALL, copy.deepcopy(SMALL)) == []


def test_a_release_is_stored_once_and_without_examples(tmp_path):
    path = release.store("1.0", '{"b":{"examples":[1],"example":2,"kept":[{"example":3}]}}', tmp_path)
    assert json.loads(path.read_text(encoding="utf-8")) == {"b": {"kept": [{}]}}
    with pytest.raises(FileExistsError, match="what was promised is not changed"):
        release.store("1.0", "{}", tmp_path)


@pytest.mark.parametrize("arguments", [[], ["1.0", "1.1"], ["latest"], ["../1"]])
def test_a_release_has_a_number(arguments, capsys):
    assert release.main(arguments) == 2
    assert capsys.readouterr().err.strip() == release.USAGE


def test_there_is_a_release():
    assert "openapi-1.0.json" in [path.name for path in release.stored()]


@pytest.mark.parametrize("path", release.stored(), ids=lambda path: path.stem)
def test_nothing_that_a_release_promised_is_taken_away(path):
    assert losses(json.loads(path.read_text(encoding="utf-8")), json.loads(description())) == []
