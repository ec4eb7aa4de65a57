"""Tests for the explanation of refusals: every code has one, and each example is what the API really answers."""

import json

import pytest

from relations.api.explaining import EXPLAINED
from relations.api.problems import CODES
from tests import records

pytestmark = pytest.mark.one_engine

ASKED = [code for code, told in EXPLAINED.items() if told.request]


def test_every_code_is_explained_at_the_address_that_a_problem_names(db, client):
    listed = json.loads(client.get("/api/v1/problems/").content)["data"]
    assert [each["code"] for each in listed] == list(CODES) == list(EXPLAINED)
    for each in listed:
        assert json.loads(client.get(each["type"]).content)["data"] == each
        assert (each["status"], each["title"]) == CODES[each["code"]]
        assert len(each["meaning"]) > 30
        assert len(each["remedy"]) > 20


@pytest.mark.parametrize("code", ASKED)
def test_an_example_is_what_is_answered(lawless, client, code):
    records.publish_visits(1)
    told = json.loads(client.get(f"/api/v1/problems/{code}/").content)["data"]
    response = client.get(told["request"])
    problem = json.loads(response.content)
    assert (response.status_code, problem["type"]) == (told["status"], told["type"])
    assert {key: problem[key] for key in told["example"]} == told["example"]


@pytest.mark.parametrize("code", ["nope", "x" * 500, "not%20found", "Not-Found"])
def test_what_is_no_code_is_not_found(db, client, code):
    response = client.get(f"/api/v1/problems/{code}/")
    assert (response.status_code, response.content) == (404, client.get("/api/v1/nope/").content)


def test_an_explanation_costs_one_query(db, client, django_assert_num_queries):
    for address in ("/api/v1/problems/", "/api/v1/problems/withdrawn/"):
        with django_assert_num_queries(1):
            assert client.get(address).status_code == 200
