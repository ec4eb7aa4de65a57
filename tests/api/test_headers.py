"""Headers of every answer of the API: which form is taken, which version of the record it is of, which request it was."""

import json
import logging
import re
from io import StringIO

import pytest
from django.test import Client

from relations import http, publication
from relations.api import admission, answers
from relations.api.answers import ApiView
from relations.request_ids import WithRequestId, current
from tests import records
from tests.reading import headers_of

LIST, ITEM = "/api/v1/visits/", "/api/v1/visits/V00000/"
READABLE = (
    *("ETag", "Link", "Dataset-Version", "X-Request-ID", "RateLimit", "RateLimit-Policy", "Retry-After"),
    *("Deprecation", "Sunset"),
)
# Every kind of answer there is: (method, address, headers) -> status.
KINDS = {
    ("GET", LIST, ()): 200,
    ("HEAD", ITEM, ()): 200,
    ("GET", f"{ITEM}?format=html", ()): 200,
    ("GET", "/api/v1/openapi.json", ()): 200,
    ("GET", "/api/v1/dumps/", ()): 200,
    ("OPTIONS", LIST, ()): 204,
    ("GET", "/api/v1/visits/v00000/", ()): 308,
    ("GET", "/api/v1/visits", ()): 308,
    ("GET", f"{LIST}?nope=1", ()): 400,
    ("GET", "/api/v1/nope/", ()): 404,
    ("GET", "/api/v1/visits/ZZZZZZ/", ()): 404,
    ("POST", LIST, ()): 405,
    ("GET", LIST, (("Accept", "image/png"),)): 406,
    ("GET", "/api/v1/visits/V00001/", ()): 410,
    ("GET", f"{LIST}?q={'x' * 5000}", ()): 414,
}


@pytest.fixture
def site(lawless, client):
    records.publish_visits(3)
    publication.withdraw(public_id="V00001", reason="error")
    return client


# --- Of every answer ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind[0]} {kind[1][:40]}")
def test_every_answer_can_be_read_and_named_from_elsewhere(site, kind):
    method, address, headers = kind
    answer = site.generic(method, address, headers=dict(headers))
    assert answer.status_code == KINDS[kind]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert set(answer["Access-Control-Expose-Headers"].split(", ")) == set(READABLE)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch("[0-9a-f]{16}", answer["X-Request-ID"])
    assert "Vary" not in answer.headers and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "address", ["/", "/nope/x/", "/livez/", "/search/?q=x", "/visits/V00001/", "/static/nothing.css"]
)
def test_every_answer_of_the_process_has_an_id_and_its_type_is_not_guessed(site, address):
    told = [site.get(address) for _ in range(2)]
    assert told[0]["X-Request-ID"] != told[1]["X-Request-ID"]
    assert told[0]["X-Content-Type-Options"] == "nosniff"


def test_a_redirect_to_https_has_an_id_too(db, client, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get(LIST)
    assert (answer.status_code, len(answer["X-Request-ID"])) == (301, 16)


def test_the_version_of_the_record_is_told_on_304_too_and_moves_with_every_act(site):
    for address in (LIST, ITEM, "/api/v1/", "/api/v1/dumps/", "/api/v1/visits/V00001/", f"{LIST}?nope=1"):
        answer = site.get(address)
        assert answer["Dataset-Version"] == str(http.read_head().seq), address
    answer = site.get(LIST)
    unchanged = site.get(LIST, headers={"If-None-Match": answer["ETag"]})
    assert (unchanged.status_code, unchanged["Dataset-Version"]) == (304, answer["Dataset-Version"])
    assert answer["Dataset-Version"] == str(answer.json()["meta"]["seq"])
    publication.withdraw(public_id="V00002", reason="error")
    assert int(site.get(LIST)["Dataset-Version"]) == int(answer["Dataset-Version"]) + 1


def test_a_ready_answer_has_the_headers_of_a_fresh_one(site):
    for address in (LIST, ITEM, f"{ITEM}?format=html"):
        fresh, ready = site.get(address), site.get(address)
        assert (fresh.content, headers_of(fresh)) == (ready.content, headers_of(ready))
        kept = http.kept(fresh["ETag"]).headers
        assert not {"X-Request-ID", "RateLimit", "RateLimit-Policy", "Dataset-Version"} & set(kept)


def test_a_date_is_no_validator(site):
    """Within one second there can be two acts; whoever sends a date gets the answer."""
    answer = site.get(LIST, headers={"If-Modified-Since": "Fri, 31 Dec 2100 00:00:00 GMT"})
    assert answer.status_code == 200
    assert "Last-Modified" not in answer.headers


def test_the_description_names_the_headers_of_each_answer(site):
    described = site.get("/api/v1/openapi.json").json()
    problems = described["components"]["responses"]
    listed = described["paths"][LIST]["get"]["responses"]
    assert {"Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-ID"} == problems["Problem429"]["headers"].keys()
    assert {"Retry-After", "X-Request-ID"} == problems["Problem503"]["headers"].keys()
    assert {"406", "414", "429", "500", "503"} <= listed.keys()
    assert listed["200"]["headers"].keys() <= set(site.get(LIST).headers)
    item = described["paths"]["/api/v1/visits/{public_id}/"]["get"]["responses"]
    assert item["308"]["headers"].keys() <= set(site.get("/api/v1/visits/v00000/").headers)


# --- Ids of requests ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given", ["short", "a" * 65, "semi;colon-1234", "new\nline12345", "<script>alert(1)", "", "-" * 20, "ž" * 10]
)
def test_what_does_not_look_like_an_id_is_replaced(db, client, settings, given):
    settings.TRUSTED_PROXIES = 1
    told = client.get("/livez/", HTTP_X_REQUEST_ID=given)["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{16}", told)


@pytest.mark.parametrize("given", ["01J9ZK3V8Q", "4bf92f3577b34da6a3ce929d0e0e4736", "edge-fra1.0007_2", "a" * 64])
def test_the_id_of_the_own_proxy_is_kept_and_a_claim_is_not(db, client, settings, given):
    settings.TRUSTED_PROXIES = 1
    assert client.get("/livez/", headers={"X-Request-ID": given})["X-Request-ID"] == given
    settings.TRUSTED_PROXIES = 0
    assert client.get("/livez/", headers={"X-Request-ID": given})["X-Request-ID"] != given


def test_the_log_names_the_request_that_failed(lawless, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    lines = StringIO()
    handler = next(
        each for each in logging.getLogger().handlers if any(isinstance(one, WithRequestId) for one in each.filters)
    )
    monkeypatch.setattr(handler, "stream", lines)
    monkeypatch.setattr(http, "read_head", fail)
    answer = Client(raise_request_exception=False).get(LIST)
    assert f"ERROR django.request [{answer['X-Request-ID']}] Internal Server Error: {LIST}" in lines.getvalue()
    assert answer.json()["request_id"] == answer["X-Request-ID"]
    assert current.get() == "-"
    refused = Client().get("/api/v1/nope/")
    assert f"WARNING django.request [{refused['X-Request-ID']}] Not Found: /api/v1/nope/" in lines.getvalue()


# --- Accept ---------------------------------------------------------------------------------------

JSON, PAGE, CALENDAR = "application/json", "text/html", "text/calendar"
TAKEN = {
    JSON: (
        *(
            "",
            "*/*",
            "text/html,*/*;q=0.8",
            "application/*",
            JSON,
            "application/json; charset=utf-8",
            "APPLICATION/JSON",
        ),
        *("text/html, application/json;q=0.1", "image/png, application/problem+json", "nonsense", ";;,,;q=", "json"),
        *("text/html;q=0, */*", "*/*;q=0, application/json", "application/json;q=nine", "image/png," * 500),
    ),
    PAGE: ("text/html", "text/*", "text/html;level=1", "image/avif,image/webp,*/*;q=0.8", "application/*"),
    "application/geo+json": (JSON, "application/geo+json", "application/*"),
    CALENDAR: ("text/calendar", "text/*;q=0.1"),
}
EXCLUDED = {
    JSON: (
        *("text/html", "image/png", "text/*", "image/*, text/*", "text/html;q=0.9, image/png;q=0"),
        *("application/json;q=0, */*", "*/*;q=0", "application/json;q=0.000", "text/html, nonsense"),
        *("application/json;q=0, application/problem+json", "application/*;q=0, */*;q=0.5"),
    ),
    PAGE: (JSON, "image/*", "text/csv", "text/html;q=0, text/*"),
    "application/geo+json": ("text/csv", "application/geo+json;q=0, application/json"),
    CALENDAR: (JSON, "text/html"),
}  # fmt: skip


@pytest.mark.parametrize(("media_type", "accept"), [(kind, each) for kind, all_ in TAKEN.items() for each in all_])
def test_whoever_can_read_the_answer_gets_it(rf, media_type, accept):
    assert refusal(rf, media_type, accept) is None


@pytest.mark.parametrize(("media_type", "accept"), [(kind, each) for kind, all_ in EXCLUDED.items() for each in all_])
def test_whoever_excludes_the_form_is_told_so(rf, media_type, accept):
    assert refusal(rf, media_type, accept).code == "not-acceptable"


def refusal(rf, media_type, accept):
    name = next(name for name, each in admission.MEDIA_TYPES.items() if each == media_type)
    return admission.not_acceptable(rf.get(f"/x/?format={name}", headers={"Accept": accept}), ("json", name))


def test_a_request_without_accept_gets_the_answer(site):
    assert "HTTP_ACCEPT" not in site.get(LIST).wsgi_request.META
    assert site.get(LIST).status_code == 200


def test_the_refusal_names_the_forms_and_asks_nothing(site, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = site.get(LIST, headers={"Accept": "image/png"})
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        406,
        "application/problem+json",
        "no-store",
    )
    problem = json.loads(answer.content)
    assert problem["type"] == "/api/v1/problems/not-acceptable/"
    assert problem["detail"].startswith("This address answers application/json, which Accept excludes; ")
    assert "?format=json, ?format=html" in problem["detail"]


def test_the_form_that_the_address_asks_for_is_the_one_that_counts(site):
    as_page, as_json = f"{LIST}?format=html", f"{LIST}?format=json"
    assert site.get(as_page, headers={"Accept": "text/html"}).status_code == 200
    assert site.get(as_page, headers={"Accept": "application/json"}).status_code == 406
    assert site.get(as_json, headers={"Accept": "text/html"}).status_code == 406


@pytest.mark.parametrize("query", ["format=nope", "format=json&format=html", "format=nope&nope=1"])
def test_a_form_that_is_none_is_a_bad_request_whatever_is_accepted(site, query):
    assert site.get(f"{LIST}?{query}", headers={"Accept": "image/png"}).status_code == 400


def test_every_form_of_every_resource_has_a_media_type():
    resources, known = [ApiView], set()
    while resources:
        resource = resources.pop()
        resources += resource.__subclasses__()
        known |= set(resource.formats)
    assert known - admission.MEDIA_TYPES.keys() <= {"linkset"}  # the catalogue, which refuses no `Accept`


# --- Length ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("spare", "status"), [(0, 400), (1, 414)])
def test_an_address_has_4096_characters(site, spare, status):
    start = f"{LIST}?nope="
    answer = site.get(start + "x" * (admission.LONGEST_ADDRESS - len(start) + spare))
    assert answer.status_code == status
    if status == 414:
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/problem+json", "no-store")
        assert answer.json()["detail"] == "The address has 4097 characters and may have 4096; ask for less at once."


def test_a_path_that_is_too_long_is_refused_as_well(site):
    assert site.get(f"/api/v1/{'x' * 5000}/").status_code == 414
    assert site.get(f"/api/v1/{'%C5%BE' * 700}/").status_code == 414
    assert site.get(f"/api/v1/dumps/1/{'x' * 5000}").status_code == 414


def test_the_cursor_of_a_list_does_not_make_its_next_address_too_long(site):
    start = f"{LIST}?nope="
    full = start + "x" * (admission.LONGEST_ADDRESS - len(start))
    assert site.get(f"{full}&cursor={'y' * 1000}").status_code == 414  # the name of the parameter still counts
    assert site.get(f"{full[:-8]}&cursor={'y' * 2000}").status_code == 400
    assert site.get(f"{full[:-8]}&cursor={'y' * 9000}").status_code == 414


def test_the_frame_of_the_answers_is_the_same_for_every_resource():
    """What a script of another origin may read is what the headers are named here."""
    assert answers.HEADERS["Access-Control-Expose-Headers"].split(", ") == list(READABLE)
