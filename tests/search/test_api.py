"""Search through the API: items with the place of the words, strict parameters, problems, paging, cost."""

import json

import jsonschema
import pytest

from relations import publication
from tests import records
from tests.search import corpus


def get(client, query):
    return client.get(f"/api/v1/search/?{query}")


def ids(client, query):
    return [item["id"] for item in json.loads(get(client, query).content)["data"]]


def test_a_hit_is_the_item_of_its_list_and_where_the_words_stand(site):
    hit = json.loads(get(site, "q=VRBETICE&type=incident").content)["data"][0]
    match = hit.pop("match")
    assert hit == next(
        each for each in json.loads(site.get("/api/v1/incidents/").content)["data"] if each["id"] == corpus.EXPLOSION
    )
    passage = match["passage"]
    assert match["title"] == []
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["Vrbětice"]
    assert (passage["anchor"], "language" in passage) == ("summary", False)


def test_the_title_is_marked_by_offsets(site):
    hit = json.loads(get(site, "q=depot").content)["data"][0]
    assert hit["title"]["en"] == "Depot at Vrbětice"
    assert hit["match"]["title"] == [[0, 5]]


def test_titles_come_first_and_types_narrow(site):
    assert ids(site, "q=depot") == [corpus.DEPOT, "V00001"]
    assert ids(site, "q=depot&type=visit&type=source") == ["V00001"]


def test_pages_follow_each_other(site):
    walked, address = [], "/api/v1/search/?q=the&limit=2"
    while address:
        answer = json.loads(site.get(address).content)
        walked += [item["id"] for item in answer["data"]]
        address = answer["page"]["next"]
    assert walked == ids(site, "q=the&limit=200")
    assert len(walked) > 4


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ("", "invalid-parameter", "q"),
        ("q=", "invalid-parameter", "q"),
        ("q=%2B%2B", "invalid-parameter", "q"),
        ("q=%00", "invalid-parameter", "q"),
        (f"q={'a' * 201}", "invalid-parameter", "q"),
        (f"q={'a+' * 30}", "invalid-parameter", "q"),
        ("q=a&q=b", "repeated-parameter", "q"),
        ("q=a&type=visits", "invalid-parameter", "type"),
        ("q=a&tpye=visit", "unknown-parameter", "tpye"),
        ("q=a&limit=0", "limit-too-large", "limit"),
        ("q=a&cursor=abc", "cursor-mismatch", "cursor"),
        ("q=a&date_from=2014", "unknown-parameter", "date_from"),
    ],
)
def test_what_is_not_understood_is_refused(site, query, code, parameter):
    answer = get(site, query)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    problem = json.loads(answer.content)
    assert (problem["type"], problem["errors"][0]["parameter"]) == (f"/api/v1/problems/{code}/", parameter)


def test_it_satisfies_its_description(site):
    described = json.loads(site.get("/api/v1/openapi.json").content)
    declared = described["paths"]["/api/v1/search/"]["get"]
    needed = {each["name"] for each in declared["parameters"] if each.get("required")}
    assert needed == {"q"}
    for query in ("q=the&limit=200", "q=host", "q=xylophone", ""):
        answer = get(site, query)
        told = declared["responses"][str(answer.status_code)]
        if "$ref" in told:
            told = described["components"]["responses"][told["$ref"].rpartition("/")[2]]
        schema = told["content"][answer["Content-Type"]]["schema"]
        validator = jsonschema.Draft202012Validator(schema | {"components": described["components"]})
        validator.validate(json.loads(answer.content))


def test_a_withdrawn_record_is_not_found(site):
    publication.withdraw(public_id=corpus.EXPLOSION, reason="error")
    assert ids(site, "q=vrbetice") == [corpus.DEPOT]


def test_nothing_in_an_answer_is_markup(site):
    assert b"<" not in get(site, "q=crates").content


@pytest.mark.parametrize("count", [1, 3])
def test_three_queries(site, django_assert_num_queries, count):
    records.publish(*(records.visit(f"W{n:05d}", records.day(n), title="Zebra") for n in range(count)))
    with django_assert_num_queries(3):
        get(site, "q=%22zebra%22")
