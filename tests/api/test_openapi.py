"""Tests for the description of the API: a true OpenAPI 3.1, and real answers that satisfy it."""

import json
import re

import jsonschema
import pytest
from drf_spectacular.validation import validate_schema

from relations import publication
from relations.api import urls
from relations.api.root import RESOURCES
from relations.api.search import NAMES
from relations.api.shaping.names import ITEMS as NAMES_OF_ITEMS
from relations.api.shaping.names import LISTS
from tests import records

pytestmark = pytest.mark.one_engine


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
    if "$ref" in declared:
        declared = description["components"]["responses"][declared["$ref"].rpartition("/")[2]]
    schema = declared["content"][response["Content-Type"]]["schema"] | {"components": description["components"]}
    jsonschema.Draft202012Validator(schema).validate(json.loads(response.content))


def test_it_is_a_true_3_1(description):
    validate_schema(description)
    assert description["openapi"] == "3.1.1"
    assert keys(description) & {"nullable", "x-spec-enum-id"} == set()
    assert "\\Z" not in json.dumps(description)


def test_it_describes_every_address(description):
    """All that the table of addresses holds under `/api/v1/`, but for the description itself."""
    found = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/{each.pattern}") for each in urls.urlpatterns[:-1]}
    assert set(description["paths"]) == {path for path in found if path.startswith("/api/v1/")} - {
        "/api/v1/openapi.json"
    }
    assert {f"/api/v1/{word}/" for word in RESOURCES} <= set(description["paths"])
    operations = [path["get"]["operationId"] for path in description["paths"].values()]
    assert len(set(operations)) == len(operations)


def test_it_names_the_parameters_of_each_list(description):
    names = {
        path: {each["name"] for each in description["paths"][f"/api/v1/{path}/"]["get"]["parameters"]}
        for path in ("timeline", "incidents", "visits", "sources", "series", "organisations", "people", "changes")
    }
    assert names["timeline"] == names["incidents"]
    assert names["timeline"] - names["visits"] == {"group", "topic", "case"}
    assert names["sources"] - names["people"] == {"topic", "source_kind"}
    assert names["series"] - names["people"] == {"topic"}
    assert names["organisations"] - names["people"] == {"kind"}
    shaping = {"fields", "include", "lang", "facets", "count"}
    assert names["people"] == {"format", "dossier", "q", "sort", "cursor", "limit"} | shaping
    assert names["changes"] - {"format"} == {"after", "limit"}


def test_a_kind_of_another_list_is_no_value_of_this_one(description):
    kinds = {
        path: set(each["schema"]["items"]["enum"])
        for path in ("timeline", "incidents", "visits")
        for each in description["paths"][f"/api/v1/{path}/"]["get"]["parameters"]
        if each["name"] == "kind"
    }
    assert kinds["timeline"] == kinds["incidents"] | kinds["visits"]
    assert kinds["incidents"] & kinds["visits"] == set()


@pytest.mark.parametrize("word", RESOURCES)
def test_real_lists_satisfy_it(description, client, word):
    records.publish_incident()
    records.publish(records.visit("V00000"), records.visit("V00001"), records.cause("CAVSE2"))
    publication.withdraw(public_id="V00001", reason="duplicate", replacement="V00000")
    publication.merge(public_id="CAVSE2", survivor="CAVSE1")
    for query in ("", "?limit=1"):
        check(description, f"/api/v1/{word}/", client.get(f"/api/v1/{word}/{query}"))
    check(description, f"/api/v1/{word}/", client.get(f"/api/v1/{word}/?nope=1"))


def test_an_entry_of_the_timeline_is_a_visit_or_an_incident(description, client):
    records.publish_incident()
    records.publish(records.visit())
    mapping = description["components"]["schemas"]["TimelineItem"]["discriminator"]["mapping"]
    schemas = {kind: {"$ref": ref, "components": description["components"]} for kind, ref in mapping.items()}
    items = json.loads(client.get("/api/v1/timeline/").content)["data"]
    assert [item["type"] for item in items] == ["visit", "incident", "incident"]
    for item in items:
        fits = {kind for kind, schema in schemas.items() if jsonschema.Draft202012Validator(schema).is_valid(item)}
        assert fits == {item["type"]}


def shaping(names):
    """Every word of every name that shapes an answer."""
    several = [name for name in ("include", "facets") if name in names]
    asked = [f"{name}={','.join(names[name].field.values)}" for name in several]
    return "&".join([*asked, *(["count=exact"] if "count" in names else []), "fields=title,sources", "lang=cs"])


@pytest.mark.parametrize("word", LISTS)
def test_real_lists_of_any_shape_satisfy_it(description, client, word):
    records.publish_incident()
    records.publish(records.visit("V00000"), records.visit("V00001"))
    publication.merge(public_id="PERS01", survivor="AGENT1")
    query = shaping(LISTS[word].base_filters)
    for each in (query, query.replace("fields=title,sources&", ""), f"{query}&limit=1", "fields=id"):
        check(description, f"/api/v1/{word}/", client.get(f"/api/v1/{word}/?{each}"))
    schema = description["paths"][f"/api/v1/{word}/"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    envelope = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    assert {"included", "facets"} <= envelope["properties"].keys()
    assert {"included", "facets"} & set(envelope["required"]) == set()


def test_real_hits_and_items_of_any_shape_satisfy_it(description, client):
    records.publish_incident()
    check(description, "/api/v1/search/", client.get(f"/api/v1/search/?q=first&{shaping(NAMES.base_filters)}"))
    check(description, "/api/v1/search/", client.get("/api/v1/search/?q=vyhosteni&fields=match&lang=cs&facets=type"))
    for address in ITEMS_OF_INCIDENTS:
        word, path = address.partition("/")[0], f"/api/v1/{address.partition('/')[0]}/{{public_id}}/"
        for query in (shaping(NAMES_OF_ITEMS[word].base_filters), "lang=cs", "fields=document"):
            check(description, path, client.get(f"/api/v1/{address}/?{query}"))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("included", {"AAAAAA": {"id": "AAAAAA"}}),
        ("included", []),
        ("facets", {"kind": {"state": 1}}),
        ("facets", {"year": [{"value": 1990, "count": 1}]}),
        ("page", {"next": None, "limit": 50, "count": "9"}),
        ("page", {"next": None, "limit": 50, "facets_complete": None}),
        ("data", [{"title": {"en": "a"}}]),
        ("data", [{"id": "AAAAAA", "type": "person"}]),
        ("data", [{"id": "AAAAAA", "type": "visit", "title": {}}]),
    ],
)
def test_an_answer_of_another_shape_breaks_it(description, client, name, wrong):
    records.publish_visits(1)
    answer = json.loads(client.get("/api/v1/visits/?fields=title&include=who&facets=year,kind&count=exact").content)
    schema = description["components"]["schemas"]["VisitItemList"] | {"components": description["components"]}
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(answer)
    assert not validator.is_valid(answer | {name: wrong})


ITEMS = (
    "incidents/1NC1D1",
    "incidents/CAVSE1",
    "visits/V1S1T1",
    "sources/S0RCE1",
    "people/PERS01",
    "organisations/EMBASY",
    "countries/C0NTR1",
    "places/P1ACE1",
    "series/SER1E1",
    "dossiers/D0SSR1",
)


ITEMS_OF_INCIDENTS = [address for address in ITEMS if "V1S1T1" not in address]


def test_real_items_satisfy_it(description, client):
    parts = [{"n": 1, "removed": True}, {"n": 2, "who": records.HOST, "role": "host"}]
    records.publish_incident()
    records.publish(records.visit(participations=parts))
    for address in ITEMS:
        path = f"/api/v1/{address.partition('/')[0]}/{{public_id}}/"
        response = client.get(f"/api/v1/{address}/")
        assert response.status_code == 200
        check(description, path, response)
    publication.withdraw(public_id="V1S1T1", reason="error")
    path = "/api/v1/visits/{public_id}/"
    for public_id in ("V1S1T1", "ZZZZZZ"):
        check(description, path, client.get(f"/api/v1/visits/{public_id}/"))


def test_the_address_of_a_merged_record_satisfies_it(description, client):
    records.publish(*records.background(), records.visit(), records.visit("V00001"))
    publication.merge(public_id="V00001", survivor="V1S1T1")
    for word, name in (("visits", "V00001"), ("visits", "v00001"), ("dossiers", "first-second")):
        response = client.get(f"/api/v1/{word}/{name}/")
        assert response.status_code == 308
        check(description, f"/api/v1/{word}/{{public_id}}/", response)


def test_what_is_left_of_a_vanished_record_satisfies_it(description, client):
    records.publish(*records.background(), records.cause())
    publication.vanish(public_id="CAVSE1")
    response = client.get("/api/v1/incidents/CAVSE1/")
    assert response.status_code == 410
    check(description, "/api/v1/incidents/{public_id}/", response)
    check(description, "/api/v1/changes/", client.get("/api/v1/changes/"))


# A part as short as can be, and the stub of a removed one.
STUBS = [{"n": 1, "removed": True}, {"n": 2, "note": "Read on paper."}]


def test_the_stub_of_a_part_is_told_from_a_short_part(description, client):
    records.publish(records.document("source", "S0RCE1", source_kind="news", access_points=STUBS))
    check(description, "/api/v1/sources/{public_id}/", client.get("/api/v1/sources/S0RCE1/"))


def test_a_document_that_breaks_the_schema_breaks_the_description(description):
    schema = description["components"]["schemas"]["Visit"] | {"components": description["components"]}
    validator = jsonschema.Draft202012Validator(schema)
    record = json.loads(records.visit())["record"]
    assert list(validator.iter_errors(record)) == []
    assert list(validator.iter_errors(record | {"kind": "holiday"})) != []
    assert list(validator.iter_errors(record | {"place": "../../etc/K7Q2XD"})) != []
