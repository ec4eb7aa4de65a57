"""Tests for the comparison of two versions through the API: the words of the page, in the order that was asked for."""

import json

import pytest
from django.utils.html import strip_tags

from relations import publication
from tests import records

pytestmark = pytest.mark.one_engine

COMPARE = "/api/v1/visits/V1S1T1/compare/"


@pytest.fixture
def site(lawless, client):
    records.publish(*records.background(), records.visit())
    for title, note in (("Second", "The title was wrong."), ("Third", "Again.")):
        records.publish(records.visit(title=title, place="PERS01", change={"kind": "correction", "note": note}))
    return client


def compared(client, query):
    response = client.get(f"{COMPARE}?{query}")
    assert response.status_code == 200, response.content
    return json.loads(response.content)["data"]


def test_it_says_before_and_after_at_each_anchor(site):
    found = compared(site, "from=1&to=3")
    assert (found["id"], found["type"]) == ("V1S1T1", "visit")
    assert (found["from"]["number"], found["to"]["number"]) == (1, 3)
    assert found["changes"] == [
        {"anchor": "title", "place": "Title", "before": "Visit V1S1T1", "after": "Third"},
        {"anchor": "place", "place": "Place", "before": "A Town", "after": "Guest Person"},
    ]


def test_it_says_what_the_page_says(site):
    found = compared(site, "from=1&to=3")
    page = strip_tags(site.get(found["url"]).content.decode())
    for change in found["changes"]:
        assert change["place"] in page
        assert change["after"] in page


def test_the_order_is_that_of_the_question(site):
    there, back = compared(site, "from=1&to=2"), compared(site, "from=2&to=1")
    assert there["url"] == back["url"]
    assert there["from"] == back["to"]
    swapped = [{**each, "before": each["after"], "after": each["before"]} for each in back["changes"]]
    assert there["changes"] == swapped


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("", "from", "from is missing: say which two versions to compare; for example from=1&to=2."),
        ("from=1", "to", "to is missing: say which two versions to compare; for example from=1&to=2."),
        ("from=2&to=2", "to", "to: version 2 is the same as from; name two versions, for example from=1&to=2."),
        ("from=1&to=9", "to", "to: this record has no version 9; it has versions 1 to 3."),
        ("from=0&to=1", "from", "from: “0” is not the number of a version; for example 1."),
        ("from=x&to=1", "from", "from: “x” is not the number of a version; for example 1."),
        ("from=1&to=2&from=3", "from", "from takes one value and was given 2; keep one of them."),
        ("form=1&to=2", "form", "“form” is not a parameter of this list; did you mean from?"),
    ],
)
def test_a_question_that_cannot_be_answered_gets_one_sentence(site, query, parameter, detail):
    response = site.get(f"{COMPARE}?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    error = json.loads(response.content)["errors"][0]
    assert (error["parameter"], error["detail"]) == (parameter, detail)


def test_a_record_with_one_version_has_nothing_to_compare(site):
    errors = json.loads(site.get("/api/v1/people/PERS01/compare/?from=1&to=2").content)["errors"]
    assert errors[0]["detail"].endswith("it has version 1 alone, so there is nothing to compare.")


def test_nothing_of_a_withdrawn_version_is_compared(site):
    publication.withdraw(public_id="V1S1T1", reason="error")
    for query in ("from=1&to=2", "from=1&to=9"):
        response = site.get(f"{COMPARE}?{query}")
        assert (response.status_code, b"Second" in response.content) == (410, False)


def test_three_queries_however_many_places_differ(site, django_assert_num_queries):
    for query in ("from=1&to=3", "from=2&to=3"):
        with django_assert_num_queries(3):
            assert site.get(f"{COMPARE}?{query}").status_code == 200
