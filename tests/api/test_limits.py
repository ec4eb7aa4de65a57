"""Limits: who counts as one, what is counted and what is free, what the answer says, and that no race gets past."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
import redis
from django.core.cache import caches

from relations import http, limits
from tests import records
from tests.reading import headers_of
from tests.redis_caches import hang_up, in_redis

pytestmark = pytest.mark.one_engine

LIST, SEARCH = "/api/v1/visits/", "/api/v1/search/?q=visit"
FIRST, SECOND = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def site(lawless, client, settings):
    """Three requests a minute, two of them searches, and a clock that stands still."""
    settings.API_RATE, settings.API_SEARCH_RATE = 3, 2
    records.publish_visits(3)
    return client


@pytest.fixture
def clock(monkeypatch):
    """A clock that only the test moves."""

    class Clock:
        now = 1_800_000_000.0

    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: Clock.now))
    return Clock


def statuses(client, address, times, **arguments):
    return [client.get(address, **arguments).status_code for _ in range(times)]


# --- Who asks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        *((each, "unknown") for each in ("", "unix:", "unknown", "192.0.2", "999.1.1.1:80", "[", "[]", "a" * 5000, "\x00", "١٢٣.1.1.1")),
    ],
)  # fmt: skip
def test_an_address_belongs_to_one_network(address, network):
    assert limits.network(address) == network


@pytest.mark.parametrize(
    ("proxies", "claimed", "network"),
    [
        (0, "6.6.6.6, 203.0.113.2", "192.0.2.7"),
        (1, None, "192.0.2.7"),
        (1, "203.0.113.2", "203.0.113.2"),
        (1, "6.6.6.6, 203.0.113.2", "203.0.113.2"),
        (2, "6.6.6.6, 203.0.113.2, 10.0.0.1", "203.0.113.2"),
        (2, "203.0.113.2, 10.0.0.1", "203.0.113.2"),
        (2, "203.0.113.2", "203.0.113.2"),
        (1, "<script>, 203.0.113.2", "203.0.113.2"),
        (1, "203.0.113.2, <script>", "unknown"),
        (1, ",,,,", "unknown"),
        (1, "203.0.113.2,", "unknown"),
    ],
)
def test_only_what_own_proxies_wrote_is_believed(rf, settings, proxies, claimed, network):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if claimed is None else {"X-Forwarded-For": claimed}
    assert limits.network_of(rf.get("/", headers=headers, REMOTE_ADDR="192.0.2.7")) == network


def test_a_process_behind_a_socket_without_addresses_counts_all_as_one(rf):
    request = rf.get("/")
    for address in ("", None):
        request.META["REMOTE_ADDR"] = address
        assert limits.network_of(request) == limits.UNKNOWN
    del request.META["REMOTE_ADDR"]
    assert limits.network_of(request) == limits.UNKNOWN


@pytest.mark.parametrize(("proxies", "own"), [(0, ""), (1, ", 192.0.2.9"), (2, ", 192.0.2.9, 10.0.0.1")])
def test_another_claim_with_every_request_gets_nobody_past_the_limit(site, clock, settings, proxies, own):
    settings.TRUSTED_PROXIES = proxies
    claims = ["1.1.1.1", "2.2.2.2, 3.3.3.3", "", "garbage", "\x00", "9" * 3000]
    answers = [site.get(LIST, headers={"X-Forwarded-For": f"{claim}{own}"}).status_code for claim in claims]
    assert answers == [200] * 3 + [429] * 3


def test_a_network_is_counted_as_one_and_others_are_not_hindered(site, clock):
    own = [site.get(LIST, REMOTE_ADDR=f"2001:db8:1:2::{number}").status_code for number in range(1, 5)]
    assert own == [200, 200, 200, 429]
    assert site.get(LIST, REMOTE_ADDR="2001:db8:1:3::1").status_code == 200
    assert statuses(site, LIST, 4, REMOTE_ADDR=FIRST) == [200, 200, 200, 429]
    assert site.get(LIST, REMOTE_ADDR=SECOND).status_code == 200


# --- What is counted ------------------------------------------------------------------------------


def test_the_answer_says_where_a_network_stands(site, clock):
    told = [site.get(LIST) for _ in range(3)]
    ends = told[0]["RateLimit"].rpartition("t=")[2]
    assert {each["RateLimit-Policy"] for each in told} == {'"anon";q=3;w=60'}
    assert [each["RateLimit"] for each in told] == [f'"anon";r={left};t={ends}' for left in (2, 1, 0)]
    assert 1 <= int(ends) <= 60


def test_beyond_the_limit_the_answer_says_when_to_go_on(site, clock):
    statuses(site, LIST, 3)
    refused = site.get(LIST)
    wait = refused["Retry-After"]
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert refused.json() == {
        "type": "/api/v1/problems/too-many-requests/",
        "title": "Too many requests",
        "status": 429,
        "detail": f"Your network made its 3 requests of this minute; ask again in {wait} s. "
        "Answers 304 and dumps are not counted.",
    }
    assert refused["RateLimit"] == f'"anon";r=0;t={wait}'
    assert (refused["Cache-Control"], refused["Access-Control-Allow-Origin"]) == ("no-store", "*")
    assert "ETag" not in refused and refused["Dataset-Version"]
    clock.now += int(wait) - 1
    assert site.get(LIST).status_code == 429
    clock.now += 1
    assert statuses(site, LIST, 4) == [200, 200, 200, 429]


def test_a_refusal_is_a_page_where_a_page_was_asked_for(site, clock):
    statuses(site, LIST, 3)
    page = site.get(f"{LIST}?format=html")
    assert (page.status_code, page["Cache-Control"]) == (429, "no-store")
    assert page["Content-Type"].startswith("text/html") and "ask again in" in page.content.decode()
    assert page["Retry-After"]


@pytest.mark.parametrize("address", [SEARCH, "/api/v1/visits/?q=visit", "/api/v1/timeline/?kind=state&q=x"])
def test_searches_are_counted_apart(site, clock, address):
    assert statuses(site, LIST, 4) == [200, 200, 200, 429]
    first = site.get(address)
    assert (first.status_code, first["RateLimit-Policy"]) == (200, '"search";q=2;w=60')
    assert statuses(site, address, 2) == [200, 429]
    assert "2 searches" in site.get(SEARCH).json()["detail"]


def test_an_empty_question_to_a_list_is_no_search(site, clock):
    assert site.get(f"{LIST}?q=")["RateLimit-Policy"] == '"anon";q=3;w=60'


def test_unchanged_answers_are_free(site, clock):
    etag = site.get(LIST)["ETag"]
    unchanged = [site.get(LIST, headers={"If-None-Match": etag}) for _ in range(5)]
    assert {each.status_code for each in unchanged} == {304}
    assert "RateLimit" not in unchanged[0].headers
    assert statuses(site, LIST, 3) == [200, 200, 429]
    assert site.get(LIST, headers={"If-None-Match": etag}).status_code == 304


def test_what_is_refused_before_anything_is_asked_is_free(site, clock):
    for _ in range(3):
        assert site.options(LIST).status_code == 204
        assert site.post(LIST).status_code == 405
        assert site.get(LIST, headers={"Accept": "image/png"}).status_code == 406
        assert site.get(f"{LIST}?q={'x' * 5000}").status_code == 414
        assert site.get("/api/v1/nope/").status_code == 404
    assert statuses(site, LIST, 4) == [200, 200, 200, 429]


def test_head_refusals_and_ready_answers_count_like_any_other(site, clock):
    assert site.head(LIST).status_code == 200
    assert site.get(f"{LIST}?nope=1").status_code == 400
    assert site.get("/api/v1/visits/ZZZZZZ/").status_code == 404
    assert (site.get(LIST).status_code, site.head(LIST).status_code) == (429, 429)


def test_dumps_and_the_pages_of_the_site_are_free(site, clock):
    assert statuses(site, "/api/v1/dumps/", 5) == [200] * 5
    assert statuses(site, "/api/v1/dumps/9/records.jsonl", 5) == [404] * 5
    assert statuses(site, "/api/", 5) == [200] * 5
    assert "RateLimit" not in site.get("/api/v1/dumps/").headers
    assert site.get(LIST)["RateLimit"].startswith('"anon";r=2;')


def test_without_a_limit_nothing_is_counted_or_told(site, settings, monkeypatch):
    settings.API_RATE = 0
    monkeypatch.setattr(limits, "one_more", lambda *args: pytest.fail("counted"))
    assert "RateLimit" not in site.get(LIST).headers and "RateLimit-Policy" not in site.get(LIST).headers


def test_the_limit_asks_no_database(site, clock, django_assert_num_queries):
    site.get(LIST)
    with django_assert_num_queries(1):
        assert site.get(LIST).status_code == 200
    statuses(site, LIST, 2)
    with django_assert_num_queries(1):
        assert site.get(LIST).status_code == 429


def test_what_the_limit_says_is_in_no_kept_answer(site, clock):
    first, second = site.get(LIST), site.get(LIST)
    assert (first.content, headers_of(first)) == (second.content, headers_of(second))
    assert first["RateLimit"] != second["RateLimit"]
    assert "RateLimit" not in http.kept(first["ETag"]).headers


# --- The page of searches -------------------------------------------------------------------------


def test_the_search_page_has_a_limit_of_its_own_in_both_languages(lawless, client, settings, clock):
    settings.SEARCH_RATE, settings.API_RATE = 2, 1
    assert statuses(client, "/search/", 4) == [200] * 4
    assert statuses(client, "/search/?q=visit", 3) == [200, 200, 429]
    page, czech = client.get("/search/?q=a%22b&type=visit"), client.get("/cs/search/?q=visit")
    assert page["Retry-After"] and page["Cache-Control"] == "no-store" and "ETag" not in page.headers
    assert "Too many searches" in page.content.decode() and "Příliš mnoho" in czech.content.decode()
    assert 'href="/search/?q=a%22b&amp;type=visit"' in page.content.decode()
    assert 'href="/cs/search/?q=visit"' in czech.content.decode()
    assert client.get("/search/?q=visit", REMOTE_ADDR=SECOND).status_code == 200


# --- The counters ---------------------------------------------------------------------------------


def test_minutes_of_networks_begin_at_different_seconds():
    beginnings = {limits.minute_of(f"{number:04x}", 1_800_000_000)[1] for number in range(60)}
    assert beginnings == set(range(1, 61))
    number, left = limits.minute_of("0000", 1_800_000_000)
    assert limits.minute_of("0000", 1_800_000_000 + left) == (number + 1, 60)


def test_a_counter_names_nobody_and_is_forgotten_after_two_minutes(rf, monkeypatch):
    asked = []
    monkeypatch.setattr(limits, "one_more", lambda *args: asked.append(args) or 1)
    for address in (FIRST, "2001:db8:1:2::1"):
        limits.count(rf.get("/", REMOTE_ADDR=address), limits.ANYTHING)
    assert len({key for key, _ in asked}) == 2
    assert {seconds for _, seconds in asked} == {120}
    assert not any(part in key for key, _ in asked for part in (FIRST, "2001", "db8"))


def test_another_secret_makes_other_names(rf, settings, monkeypatch, clock):
    asked = []
    monkeypatch.setattr(limits, "one_more", lambda key, seconds: asked.append(key) or 1)
    limits.count(rf.get("/"), limits.ANYTHING)
    settings.SECRET_KEY = "another"
    limits.count(rf.get("/"), limits.ANYTHING)
    assert len(set(asked)) == 2


@pytest.mark.parametrize("error", [redis.ConnectionError("down"), OSError("down"), redis.TimeoutError("slow")])
def test_a_cache_that_does_not_answer_costs_the_limit_and_no_answer(site, monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(limits, "in_other", fail)
    monkeypatch.setattr(limits, "in_redis", fail)
    answers = [site.get(LIST) for _ in range(5)]
    assert {each.status_code for each in answers} == {200}
    assert answers[-1]["RateLimit-Policy"] == '"anon";q=3;w=60'
    assert "RateLimit" not in answers[-1].headers


def at_once(threads, each):
    """How many of all counts were within the limit, asked from several threads at the same time."""
    start = threading.Barrier(threads)

    def ask():
        start.wait()
        try:
            return sum(1 <= limits.one_more("limit:race", 60) <= 100 for _ in range(each))
        finally:
            hang_up()

    with ThreadPoolExecutor(threads) as pool:
        return sum(made.result() for made in [pool.submit(ask) for _ in range(threads)])


def test_eight_threads_at_once_get_exactly_what_is_allowed():
    assert at_once(8, 50) == 100


def test_the_later_of_two_that_begin_a_counter_is_the_second(monkeypatch):
    counters = caches["counts"]
    honest = counters.incr

    def late(key):
        """Another request begins the counter right after this one saw that there is none."""
        monkeypatch.setattr(counters, "incr", honest)
        assert limits.one_more(key, 60) == 1
        raise ValueError

    monkeypatch.setattr(counters, "incr", late)
    assert limits.one_more("limit:late", 60) == 2


@pytest.mark.redis
def test_eight_threads_at_once_get_exactly_what_is_allowed_by_redis(redis_url):
    with in_redis(redis_url), redis.Redis.from_url(redis_url) as client:
        assert at_once(8, 50) == 100
        (key,) = client.keys("*limit:race*")
        assert (int(client.get(key)), 0 < client.ttl(key) <= 60) == (400, True)


@pytest.mark.redis
def test_the_limit_holds_with_redis(site, clock, redis_url):
    with in_redis(redis_url):
        assert statuses(site, LIST, 4, REMOTE_ADDR=FIRST) == [200, 200, 200, 429]
        assert site.get(LIST, REMOTE_ADDR=SECOND)["RateLimit"].startswith('"anon";r=2;')


@pytest.mark.parametrize("listens", [False, True])
def test_a_redis_that_is_gone_or_hangs_delays_nobody_for_long(listens):
    with socket.create_server(("127.0.0.1", 0)) as server:
        location = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        if not listens:
            server.close()
        with in_redis(location, socket_timeout=0.2, socket_connect_timeout=0.2):
            before = time.monotonic()
            assert limits.one_more("limit:x", 60) == 0
            assert time.monotonic() - before < 2
