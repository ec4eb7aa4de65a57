"""Tests for the refusals of the API: problem details that name the fault, and no value that breaks anything."""

import json
from urllib.parse import quote

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404
from django.test import Client

from relations import filters, http
from relations.api import failures
from relations.api.problems import CODES
from relations.api.root import Root
from tests import records
from tests.test_filters import HOSTILE


def refused(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    return json.loads(response.content)


def test_an_unknown_parameter_is_refused_with_the_nearest_name(db, client):
    assert refused(client, "/api/v1/timeline/?data_from=2014") == {
        "type": "/api/v1/problems/unknown-parameter/",
        "title": "Unknown parameter",
        "status": 400,
        "detail": "“data_from” is not a parameter of this list; did you mean date_from?",
        "errors": [
            {
                "parameter": "data_from",
                "detail": "“data_from” is not a parameter of this list; did you mean date_from?",
                "suggestion": "date_from",
            }
        ],
    }


def test_all_faults_are_named_at_once(db, client):
    problem = refused(client, "/api/v1/visits/?kind=offical&date_from=2014-13&sort=date&sort=-date&limit=9999")
    assert [error["parameter"] for error in problem["errors"]] == ["date_from", "kind", "sort", "limit"]
    assert problem["type"] == "/api/v1/problems/invalid-date/"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("timeline/?date_from=2014-13", "invalid-date"),
        ("timeline/?date_from=2015&date_to=2014", "swapped-dates"),
        ("timeline/?limit=9999", "limit-too-large"),
        ("timeline/?cursor=abc", "cursor-mismatch"),
        ("timeline/?sort=date&sort=-date", "repeated-parameter"),
        ("timeline/?kind=nope", "invalid-parameter"),
        ("timeline/?format=xml", "invalid-parameter"),
        ("visits/?group=visit", "unknown-parameter"),
        ("visits/?topic=energy", "unknown-parameter"),
        ("visits/?case=agent-case", "unknown-parameter"),
        ("visits/?kind=expulsion", "invalid-parameter"),
        ("incidents/?kind=state", "invalid-parameter"),
        ("incidents/?group=visit", "invalid-parameter"),
        ("incidents/?topic=enrgy", "invalid-parameter"),
        ("incidents/?case=Agent Case", "invalid-parameter"),
        ("incidents/?case=a&type=visit", "unknown-parameter"),
        ("incidents/?asof=2026-01-01&topic=energy", "invalid-parameter"),
        ("series/?topic=public", "invalid-parameter"),
        ("series/?kind=index", "unknown-parameter"),
        ("series/?topic=energy&q=a&q=b", "repeated-parameter"),
        ("organisations/?kind=mission", "invalid-parameter"),
        ("people/?topic=energy", "unknown-parameter"),
        ("incidents/1NC1D1/?lang=de", "invalid-parameter"),
        ("incidents/1NC1D1/?facets=kind", "unknown-parameter"),
        ("series/SER1E1/?limit=1", "unknown-parameter"),
        ("people/?kind=official", "unknown-parameter"),
        ("sources/?source_kind=blog", "invalid-parameter"),
        ("people/?sort=date", "invalid-parameter"),
        ("visits/V1S1T1/?limit=1", "unknown-parameter"),
        ("?limit=1", "unknown-parameter"),
        ("openapi.json?x=1", "unknown-parameter"),
    ],
)
def test_a_refusal_has_its_code(db, client, address, code):
    assert refused(client, f"/api/v1/{address}")["type"] == f"/api/v1/problems/{code}/"


@pytest.mark.parametrize(
    ("address", "detail", "suggestion"),
    [
        ("visits/?kind=report", "kind: “report” is a kind of incident and not in this list; it knows state, ", None),
        ("visits/?kind=statement", "kind: “statement” is a kind of incident and not in this list; it knows", "state"),
        (
            "incidents/?kind=state",
            "kind: “state” is a kind of visit and not in this list; it knows treaty, ",
            "statement",
        ),
        ("incidents/?kind=expulsions", "kind: “expulsions” is not one of treaty, ", "expulsion"),
        ("incidents/?topik=energy", "“topik” is not a parameter of this list; did you mean topic?", "topic"),
        ("series/?topic=enrgy", "topic: “enrgy” is not one of culture, ", "energy"),
        ("organisations/?kind=embasy", "kind: “embasy” is not one of government, ", "embassy"),
    ],
)
def test_a_refusal_says_where_the_value_belongs_and_what_is_near(db, client, address, detail, suggestion):
    (error,) = refused(client, f"/api/v1/{address}")["errors"]
    assert error["detail"].startswith(detail)
    assert error.get("suggestion") == suggestion


def test_a_cursor_belongs_to_its_list(lawless, client):
    records.publish_visits(3)
    cursor = (
        json.loads(client.get("/api/v1/timeline/?limit=1").content)["page"]["next"]
        .partition("cursor=")[2]
        .split("&")[0]
    )
    assert client.get(f"/api/v1/timeline/?cursor={cursor}").status_code == 200
    for other in ("visits/?", "people/?", "timeline/?kind=official&", "timeline/?sort=-date&"):
        assert refused(client, f"/api/v1/{other}cursor={cursor}")["type"] == "/api/v1/problems/cursor-mismatch/"


def test_every_code_is_an_anchor_of_the_page_for_people(db, client):
    page = client.get("/api/").content.decode()
    assert [code for code in CODES if f'id="{code}"' not in page] == []


LISTS = {
    "timeline": filters.EntryFilters, "incidents": filters.IncidentFilters, "visits": filters.VisitFilters,
    "sources": filters.SourceFilters, "series": filters.SeriesFilters, "organisations": filters.OrganisationFilters,
    "people": filters.ListingFilters, "changes": filters.ChangeFilters,
}  # fmt: skip
WRONG = [
    "0 OR 1=1", "1;DROP TABLE relations_listing", "x' UNION SELECT 1--", "a\x00b", "a\x07b", "a\r\nX-Injected: 1", "a" * 3000,
    "9" * 400, "-9223372036854775809", "[]", "{}", "NULL", "../../etc/passwd", "٣", "\udcff", "🙂" * 60,
]  # fmt: skip
FREE = {"q"}  # any words may be looked for


@pytest.mark.parametrize("word", LISTS)
def test_every_parameter_refuses_what_it_cannot_mean(lawless, client, word):
    records.publish_incident()
    for name in LISTS[word].base_filters.keys() - FREE:
        for value in WRONG:
            text = quote(value, safe="", errors="surrogatepass")
            problem = refused(client, f"/api/v1/{word}/?{name}={text}")
            assert [error["parameter"] for error in problem["errors"]] == [name], (name, value)
        repeated = "&".join(f"{name}={n}" for n in range(30))
        assert refused(client, f"/api/v1/{word}/?{repeated}")["errors"]


@pytest.mark.parametrize("word", sorted(LISTS.keys() - {"changes"}))
@pytest.mark.parametrize("value", WRONG)
def test_words_are_looked_for_or_refused(lawless, client, word, value):
    text = quote(value, safe="", errors="surrogatepass")
    response = client.get(f"/api/v1/{word}/?q={text}")
    assert (response.status_code, response["Content-Type"]) in (
        (200, "application/json"),
        (400, "application/problem+json"),
    )


@pytest.mark.parametrize("word", ["incidents", "series", "organisations"])
@pytest.mark.parametrize("value", HOSTILE)
def test_no_id_breaks_an_item(db, client, word, value):
    response = client.get(f"/api/v1/{word}/{quote(value, safe='')}/")
    assert response.status_code in (404, 400)
    assert "problem+json" in response["Content-Type"]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_breaks_an_answer(lawless, client, value):
    records.publish_visits(1)
    text = quote(value, safe="")
    names = ("q", "date_from", "cursor", "who", "asof", "limit", "sort", "dossier", "kind", text)
    addresses = [f"/api/v1/timeline/?{name}={text}" for name in names]
    addresses += [f"/api/v1/people/?cursor={text}", f"/api/v1/changes/?after={text}"]
    addresses += [f"/api/v1/visits/{text}/", f"/api/v1/dossiers/{text}/", f"/api/v1/{text}", f"/api/{text}/"]
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 308, 400, 404) or (response.status_code == 414) == (len(address) > 4096)
        assert b"<script>" not in response.content


# --- Faults ---------------------------------------------------------------------------------------

ADDRESSES = ("/api/v1/", "/api/v1/visits/", "/api/v1/visits/V00000/", "/api/v1/search/?q=x", "/api/v1/dumps/")
OUTSIDE = Client(raise_request_exception=False)


def fault(monkeypatch, error):
    """Every resource fails with `error`, before or inside its view."""

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(http, "read_head", fail)


def is_of_the_moment(answer):
    """A problem that nobody keeps, with the headers of the API and an id."""
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer["Cache-Control"], answer["Access-Control-Allow-Origin"]) == ("no-store", "*")
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "ETag" not in answer.headers and answer["X-Request-ID"]
    return answer.json()


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/visits/?format=html"])
def test_a_fault_tells_its_id_and_nothing_else(lawless, monkeypatch, address):
    fault(monkeypatch, RuntimeError("CANARY"))
    answer = OUTSIDE.get(address)
    assert is_of_the_moment(answer) == {
        "type": "/api/v1/problems/internal/",
        "title": "Internal error",
        "status": 500,
        "detail": "The answer could not be made, and it is not your fault; report it with this request_id.",
        "request_id": answer["X-Request-ID"],
    }


def test_a_fault_inside_a_view_is_told_alike(lawless, monkeypatch):
    monkeypatch.setattr(Root, "get", lambda *args: 1 / 0)
    answer = OUTSIDE.get("/api/v1/")
    assert (answer.status_code, is_of_the_moment(answer)["type"]) == (500, "/api/v1/problems/internal/")


@pytest.mark.parametrize(
    "error", [OperationalError("canceling statement: CANARY"), InterfaceError("connection: CANARY")]
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_database_that_does_not_answer_asks_to_come_again(lawless, monkeypatch, address, error):
    fault(monkeypatch, error)
    answer = OUTSIDE.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert is_of_the_moment(answer) == {
        "type": "/api/v1/problems/overloaded/",
        "title": "Overloaded",
        "status": 503,
        "detail": "The database did not answer in time; ask again in 60 s.",
    }


@pytest.mark.postgres
def test_a_question_that_takes_too_long_is_given_up(lawless, monkeypatch):
    """PostgreSQL cancels it, as it does in a public process after two seconds."""

    def slow():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 20")
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr(http, "read_head", slow)
    answer = OUTSIDE.get("/api/v1/visits/")
    assert (answer.status_code, is_of_the_moment(answer)["type"]) == (503, "/api/v1/problems/overloaded/")


def test_the_page_about_the_api_fails_as_a_page(lawless, monkeypatch):
    fault(monkeypatch, OperationalError("CANARY"))
    answer = OUTSIDE.get("/api/")
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/html; charset=utf-8")


@pytest.mark.parametrize("address", ["/api", "/api/v1/", "/api/v1/visits/", "/api/nope", "/cs/api/v1"])
def test_an_unknown_host_is_told_so_in_the_form_of_the_address(db, address):
    answer = OUTSIDE.get(address, headers={"Host": "CANARY.example"})
    assert answer.status_code == 400 and b"CANARY" not in answer.content
    if address.startswith("/api"):
        assert is_of_the_moment(answer)["type"] == "/api/v1/problems/malformed-request/"


def test_a_malformed_host_is_no_fault_of_ours(db):
    for host in ("a b", "[::1", "x" * 300, "evil.example:99999999", "@"):
        assert OUTSIDE.get("/api/v1/", headers={"Host": host}).status_code == 400


def test_a_process_without_an_api_says_so_below_its_address(rf):
    answer = failures.not_found(rf.get("/api/v1/visits/"), Http404())
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert failures.not_found(rf.get("/nope/"), Http404())["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"' + "x" * 9000}, {"If-None-Match": "\x00"}, {"Accept": "\x00/\x00;q=\x00"},
        {"Accept": "," * 5000}, {"X-Request-ID": "\x00"}, {"X-Forwarded-For": "\x00"}, {"Cookie": "\x00=;;=\xff"},
        {"Content-Type": "\x00"}, {"Content-Length": "-1"}, {"Content-Length": "x"}, {"Range": "bytes=9-1"},
        {"Transfer-Encoding": "x"}, {"Authorization": "Basic \xff"}, {"If-Modified-Since": "never"},
        {"X-HTTP-Method-Override": "DELETE"}, {"Accept-Language": "\x00"}, {"Origin": "null"},
    ],
    ids=str,
)  # fmt: skip
def test_no_header_breaks_an_answer(db, settings, headers):
    settings.TRUSTED_PROXIES = 1
    for method in ("GET", "HEAD", "OPTIONS", "POST"):
        answer = Client().generic(method, "/api/v1/visits/", headers=headers)
        assert answer.status_code in (200, 204, 405), (method, headers)
