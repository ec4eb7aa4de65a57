"""Tests for `?format=html`: any answer of the API as a page for people, under the policy of pages."""

import json

import pytest

from tests import records

ANSWERS = ("/api/v1/", "/api/v1/timeline/", "/api/v1/visits/K7Q2XD/", "/api/v1/changes/")
REFUSALS = {"/api/v1/timeline/?nope=1": 400, "/api/v1/visits/ZZZZZZ/": 404, "/api/v1/nope/": 404}


@pytest.fixture
def site(lawless, client):
    records.publish(*records.background(), records.visit("K7Q2XD", title="A <b>visit</b>"))
    return client


def as_page(address):
    return f"{address}{'&' if '?' in address else '?'}format=html"


@pytest.mark.parametrize("address", [*ANSWERS, *REFUSALS])
def test_every_answer_can_be_read_as_a_page(site, address):
    plain, shown = site.get(address), site.get(as_page(address))
    assert (shown.status_code, shown["Content-Type"]) == (REFUSALS.get(address, 200), "text/html; charset=utf-8")
    assert json.loads(plain.content)
    assert "script-src 'self'" in shown["Content-Security-Policy"]
    assert "<b>" not in shown.content.decode()


def test_the_page_is_stored_apart_from_the_answer(site):
    plain = site.get("/api/v1/timeline/")
    assert site.get("/api/v1/timeline/?format=html")["ETag"] != plain["ETag"]
    assert site.get("/api/v1/timeline/?format=json").content == plain.content


@pytest.mark.parametrize(
    ("query", "code"), [("format=xml", "invalid-parameter"), ("format=json&format=html", "repeated-parameter")]
)
def test_a_format_that_is_none_is_refused(site, query, code):
    refused = site.get(f"/api/v1/timeline/?{query}")
    assert (refused.status_code, json.loads(refused.content)["type"]) == (400, f"/api/#{code}")
    assert json.loads(refused.content)["errors"][0]["parameter"] == "format"
