"""Tests for the frame of the API: root, headers, validators, methods, redirects of addresses, the page for people."""

import json
import re

import pytest
from django.test import Client

from relations import publication
from relations.api.problems import METHODS
from relations.models import Head
from tests import records

RESOURCES = (
    "timeline", "incidents", "visits", "sources", "people", "organisations", "countries", "places", "series", "dossiers",
    "ledger", "corrections", "withdrawals", "changes", "dumps", "topics", "vocabularies", "problems", "status",
)  # fmt: skip
FRESH = ("dumps", "status")  # what lies on disk is not part of the sequence: see their own tests
OF_RECORD = {
    "versions": "/api/v1/{type}/{id}/versions/",
    "version": "/api/v1/{type}/{id}/versions/{number}/",
    "compare": "/api/v1/{type}/{id}/compare/{?from,to}",
    "citation": "/api/v1/{type}/{id}/citation/{?format,version}",
}
ADDRESSES = (
    "/api/v1/", "/api/v1/openapi.json", *(f"/api/v1/{word}/" for word in RESOURCES if word not in FRESH), "/api/v1/visits/V00000/",
    "/api/v1/people/PERS01/", "/api/v1/incidents/CAVSE1/", "/api/v1/series/SER1E1/", "/api/v1/visits/V00000/versions/",
    "/api/v1/visits/V00000/versions/1/", "/api/v1/topics/energy/", "/api/v1/vocabularies/topic/",
    "/api/v1/problems/withdrawn/", "/api/v1/transparency/head/",
)  # fmt: skip
NO_JSON = ("/api/v1/visits/V00000/citation/", "/.well-known/api-catalog")  # without the usual envelope
REFUSALS = (
    "/api/v1/nope/", "/api/v1/visits/ZZZZZZ/", "/api/v1/timeline/?x=1", "/api/v1/timeline", "/api/v1/visits/ZZZZZZ/versions/",
    "/api/v1/visits/V00000/compare/", "/api/v1/problems/nope/",
)  # fmt: skip


@pytest.fixture
def site(lawless, client):
    records.publish_visits(3)
    records.publish(records.series(), records.cause())
    return client


def test_the_root_names_every_resource(site):
    head = Head.objects.get()
    assert json.loads(site.get("/api/v1/").content) == {
        "data": {word: f"/api/v1/{word}/" for word in RESOURCES}
        | OF_RECORD
        | {
            "transparency": "/api/v1/transparency/head/",
            "search": "/api/v1/search/{?q}",
            "openapi": "/api/v1/openapi.json",
            "documentation": "/api/",
        },
        "meta": {"seq": 12, "epoch": head.epoch},
    }


def test_every_answer_names_the_licence_once_it_is_decided(site, settings):
    undecided = site.get("/api/v1/ledger/")
    licence = {"licence": "CC BY 4.0", "licence_url": "https://creativecommons.org/licenses/by/4.0/"}
    settings.CONTENT_LICENCE, settings.CONTENT_LICENCE_URL = licence.values()
    for address in ADDRESSES:
        answer = site.get(address)
        if address.endswith("openapi.json"):
            described = json.loads(answer.content)["components"]["schemas"]["Meta"]
            assert licence.keys() <= described["properties"].keys() - set(described["required"])
        else:
            assert licence.items() <= json.loads(answer.content)["meta"].items()
    assert "licence" not in json.loads(undecided.content)["meta"]
    assert site.get("/api/v1/ledger/")["ETag"] != undecided["ETag"]


def test_everything_that_the_root_names_answers(site):
    found = json.loads(site.get("/api/v1/").content)["data"]
    assert site.get(found.pop("search").replace("{?q}", "?q=visit")).status_code == 200
    for template in [found.pop(name) for name in OF_RECORD]:
        filled = template.format(
            **{"type": "visits", "id": "V00000", "number": 1, "?from,to": "", "?format,version": ""}
        )
        assert site.get(filled).status_code == (400 if "compare" in filled else 200)
    assert {name: site.get(url).status_code for name, url in found.items()} == dict.fromkeys(found, 200)


def test_the_api_answers_before_the_first_publication(db, client):
    assert json.loads(client.get("/api/v1/").content)["meta"] == {"seq": 0, "epoch": ""}
    assert json.loads(client.get("/api/v1/timeline/").content)["data"] == []
    assert json.loads(client.get("/api/v1/changes/").content)["data"] == []


@pytest.mark.parametrize("address", [*ADDRESSES, *NO_JSON, *REFUSALS, *(f"/api/v1/{word}/" for word in FRESH)])
def test_every_answer_has_the_headers_of_the_api(site, address):
    response = site.get(address)
    assert {name: response.headers.get(name) for name in (
        "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Cache-Control", "Content-Security-Policy",
        "X-Content-Type-Options", "Referrer-Policy", "Vary", "Set-Cookie",
    )} == {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Credentials": None,
        "Cache-Control": "public, max-age=0, s-maxage=5, must-revalidate",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Vary": None,
        "Set-Cookie": None,
    }  # fmt: skip
    assert '</api/v1/openapi.json>; rel="service-desc"' in response["Link"]
    assert response.cookies == {}


@pytest.mark.parametrize("address", [*ADDRESSES, *NO_JSON])
def test_a_validator_answers_304_by_one_query_until_something_is_published(site, address, django_assert_num_queries):
    etag = site.get(address)["ETag"]
    with django_assert_num_queries(1):
        unchanged = site.get(address, headers={"If-None-Match": f"W/{etag}"})
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", etag)
    assert unchanged["Access-Control-Allow-Origin"] == "*"
    publication.withdraw(public_id="V00001", reason="error")
    assert site.get(address, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/timeline/", "/api/v1/visits/V00000/", "/api/v1/"])
def test_a_refusal_has_no_validator_and_head_has_the_same_headers(site, address):
    assert "ETag" not in site.get(f"{address}?nope=1").headers
    got, head = site.get(address), site.head(address)
    assert (head.status_code, head["ETag"], head["Content-Length"]) == (200, got["ETag"], got["Content-Length"])


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/timeline/", "/api/v1/visits/V00000/", "/api/v1/nope/"])
def test_nothing_can_be_written(site, method, address):
    response = Client(enforce_csrf_checks=True).generic(method, address, b"{}", "application/json")
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == METHODS
    assert json.loads(response.content)["type"] == "/api/v1/problems/method-not-allowed/"


def test_a_browser_may_ask_from_another_origin_without_credentials(site):
    response = site.options("/api/v1/timeline/", headers={"Origin": "https://elsewhere.example"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == METHODS
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_one_address_has_one_body_whatever_is_accepted(site):
    """The form is never chosen by `Accept`: who takes any gets the one, who takes it not at all is told so."""
    accepted = ("*/*", "application/json", "text/html,*/*;q=0.8", "application/problem+json", "nonsense", "")
    answers = [site.get("/api/v1/visits/", headers={"Accept": accept}) for accept in accepted]
    assert len({(answer.status_code, answer.content, answer["ETag"]) for answer in answers}) == 1
    for accept in ("text/html", "image/png"):
        refused = site.get("/api/v1/visits/", headers={"Accept": accept})
        assert (refused.status_code, refused["Content-Type"]) == (406, "application/problem+json")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/api/v1/timeline", "/api/v1/timeline/"),
        ("/api/v1/timeline?limit=2&kind=state", "/api/v1/timeline/?limit=2&kind=state"),
        ("/api/v1/visits/V00000", "/api/v1/visits/V00000/"),
        ("/api/v1/visits/v00000/", "/api/v1/visits/V00000/"),
        ("/api/v1/visits/zzzzzz/", "/api/v1/visits/ZZZZZZ/"),
        ("/api/v1/dossiers/first-second/", "/api/v1/dossiers/D0SSR1/"),
        ("/api/v1", "/api/v1/"),
        ("/api", "/api/"),
    ],
)
def test_an_address_in_another_form_leads_on_by_308(site, address, target):
    response = site.get(address)
    assert (response.status_code, response["Location"]) == (308, target)


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/api/", ("withdrawn", "cursor-mismatch", "too-many-requests")),
        ("/api/timeline/", ("date_from", "direction", "asof", "cursor")),
        ("/api/changes/", ("after", "limit")),
        ("/api/withdrawals/", ("reason", "dossier")),
        ("/api/compare/", ("from", "to")),
    ],
)
def test_the_pages_for_people_name_parameters_and_problems(site, address, names):
    response = site.get(address)
    page = response.content.decode()
    assert [name for name in names if not re.search(rf">{name}\b", page)] == []
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert page.count("<h1") == 1
