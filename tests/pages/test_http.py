"""The frame of public answers: validators, cache, headers, methods, and that no address breaks it."""

import itertools
from urllib.parse import quote

import pytest
import redis
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory

from relations import http, publication
from relations.models import Head
from tests import records
from tests.reading import headers_of

PAGE = f"/visits/{records.VISIT}/visit-v1s1t1/"
HEADERS = {
    "Cache-Control": "public, max-age=0, s-maxage=5, must-revalidate",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SEGMENTS = [
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "a" * 3000,
    "..",
    "%2e%2e",
    "%0d%0aX:1",
    "v" + "9" * 5000,
    "v0",
    "%F0%9F%98%80",
    "'",
]


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish(*records.background(), records.visit())


@http.page(known=("a",))
def counted(request):
    """A page that shows what it ignored."""
    return HttpResponse(http.ignored(request) or "nothing")


def ask(address, **headers):
    return counted(RequestFactory().get(address, headers=headers))


# --- Validators and cache -------------------------------------------------------------------------


def test_an_unchanged_page_is_answered_with_one_query(public, client, django_assert_num_queries):
    etag = client.get(PAGE)["ETag"]
    with django_assert_num_queries(1):
        answer = client.get(PAGE, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)


def test_a_validator_that_a_proxy_weakened_still_counts(public, client):
    etag = client.get(PAGE)["ETag"]
    assert client.get(PAGE, headers={"If-None-Match": f'"other", W/{etag}'}).status_code == 304


@pytest.mark.parametrize("held", ["", "*", '"0"', "no quotes", "\x00"])
def test_another_validator_gets_the_page(public, client, held):
    assert client.get(PAGE, headers={"If-None-Match": held}).status_code == 200


def test_a_page_from_the_cache_costs_one_query_and_is_the_same(public, client, django_assert_num_queries):
    first = client.get(PAGE)
    with django_assert_num_queries(1):
        second = client.get(PAGE)
    assert (second.content, headers_of(second)) == (first.content, headers_of(first))


def test_an_act_changes_every_validator(public, client):
    before = client.get(PAGE)["ETag"]
    publication.withdraw(public_id=records.SOURCE, reason="error")
    answer = client.get(PAGE, headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert answer["ETag"] != before


def test_a_restore_changes_every_validator(public, client):
    before = client.get(PAGE)["ETag"]
    Head.objects.update(epoch="another")
    assert client.get(PAGE)["ETag"] != before


def test_a_build_changes_every_validator(public, client, settings):
    before = client.get(PAGE)["ETag"]
    settings.BUILD = "b2"
    assert client.get(PAGE)["ETag"] != before


def test_equal_questions_have_one_validator(db):
    assert ask("/x/?b=2&a=1&c=")["ETag"] == ask("/x/?a=1&b=2")["ETag"]


@pytest.mark.parametrize("other", ["/x/?a=2", "/x/?a=1&a=2", "/y/?a=1", "/x/"])
def test_other_questions_have_other_validators(db, other):
    assert ask("/x/?a=1")["ETag"] != ask(other)["ETag"]


def test_a_text_that_needs_today_has_a_validator_per_day(db, monkeypatch):
    head, request = http.read_head(), RequestFactory().get("/x/")
    assert http.etag_of(request, head, today=True) != http.etag_of(request, head)


def test_answers_to_unknown_names_are_not_kept(db):
    cache.clear()
    etag = ask("/x/?zzz=1")["ETag"]
    assert http.kept(etag) is None
    assert http.kept(ask("/x/?a=1")["ETag"]).content == b"nothing"


def test_a_page_names_what_it_ignored(db):
    assert ask("/x/?zzz=1&a=2&yyy").content.decode() == "Ignored, because this page does not know it: yyy, zzz."


@pytest.mark.parametrize("error", [redis.ConnectionError("down"), OSError("down")])
def test_a_dead_cache_costs_no_page(public, client, monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(http.page_cache, "get", fail)
    monkeypatch.setattr(http.page_cache, "set", fail)
    assert client.get(PAGE).status_code == 200


def test_missing_pages_have_no_validator_and_are_not_kept(public, client, django_assert_num_queries):
    assert "ETag" not in client.get("/visits/ZZZZZZ/x/")
    with django_assert_num_queries(2):
        client.get("/visits/ZZZZZZ/x/")


# --- Refusals -------------------------------------------------------------------------------------


def test_a_page_may_refuse_whoever_does_not_hold_its_answer(db):
    """What it answers instead is sent as it is, and kept nowhere."""
    asked = []

    @http.page(refuse=lambda request: asked.append(request) or HttpResponse("wait", status=429))
    def never(request):
        pytest.fail("asked in vain")

    request = RequestFactory().get("/x/")
    answer = never(request)
    assert (answer.status_code, answer.content, "ETag" in answer.headers) == (429, b"wait", False)
    etag = http.etag_of(request, http.read_head())
    assert http.kept(etag) is None
    assert never(RequestFactory().get("/x/", headers={"If-None-Match": etag})).status_code == 304
    assert asked == [request]


# --- Headers and methods --------------------------------------------------------------------------


@pytest.mark.parametrize("address", [PAGE, "/visits/ZZZZZZ/x/", f"/r/{records.VISIT}/", "/nowhere/"])
def test_every_public_answer_carries_the_headers(public, client, address):
    answer = client.get(address)
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "Vary" not in answer
    assert answer.cookies == {}


def test_cookies_and_credentials_change_no_byte(public, client):
    plain = client.get(PAGE)
    cache.clear()
    client.cookies["sessionid"] = "x"
    loaded = client.get(
        PAGE, headers={"Authorization": "Bearer x", "Accept-Language": "cs", "Accept": "application/json"}
    )
    assert (loaded.content, loaded["ETag"]) == (plain.content, plain["ETag"])


@pytest.mark.desk
@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/nowhere/"])
def test_the_desk_is_never_stored(db, client, address):
    assert client.get(address)["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_public_page_refuses_to_be_written_to(public, client, method):
    answer = getattr(client, method)(PAGE)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_head_is_get_without_the_text(public, client):
    answer = client.head(PAGE)
    assert (answer.status_code, answer.content, answer["ETag"]) == (200, b"", client.get(PAGE)["ETag"])


# --- Nothing in an address breaks a page ----------------------------------------------------------


@pytest.mark.parametrize("segment", SEGMENTS)
def test_no_path_breaks_a_page(public, client, segment):
    shapes = [
        "/{0}/",
        "/visits/{0}/x/",
        f"/visits/{records.VISIT}/{{0}}/",
        PAGE + "{0}/",
        "/r/{0}/",
        "/{0}/versions/",
        "/{0}/v1/",
    ]
    statuses = {client.get(shape.format(segment)).status_code for shape in shapes}
    assert statuses <= {301, 302, 404}


@pytest.mark.parametrize(
    "value", [*map(quote, ["\x00", "\ud800".encode("utf-8", "surrogatepass"), "9" * 9000, "<b>"]), "%ff"]
)
def test_no_query_breaks_a_page(public, client, value):
    for name, address in itertools.product(
        ["format", "asof", "on", "nope", value], [PAGE, PAGE + "v1/", PAGE + "versions/"]
    ):
        answer = client.get(f"{address}?{name}={value}")
        assert answer.status_code == 200
        assert b"<b>" not in answer.content
