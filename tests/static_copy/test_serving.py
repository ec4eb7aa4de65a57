"""What servers are told of a copy: headers as on the live site, redirects, withdrawn addresses."""

import json
import re

import pytest

from relations.static_copy import serving
from relations.static_copy.asking import Site, as_the_copy
from relations.static_copy.remembered import Page
from tests.static_copy.checking import ORIGIN

SERVER = "https://live.example"
PAGES = {
    "/": Page("index.html", 200),
    "/cs/": Page("cs/index.html", 200),
    "/about/method/": Page("about/method/index.html", 200),
    "/cs/embed/visits/V1S1T1/": Page("cs/embed/visits/V1S1T1/index.html", 200),
    "/api/v1/visits/": Page("api/v1/visits/index.json", 200),
    "/api/v1/visits/?format=html": Page("api/v1/visits/index.html", 200),
    "/r/V1S1T1/": Page("r/V1S1T1/index.html", 302, "/visits/V1S1T1/visit/"),
    "/visits/G0NE01/": Page("visits/G0NE01/index.html", 410),
    "/visits/NEVER1/": Page("", 404),
}


@pytest.fixture
def told(db, tmp_path):
    with as_the_copy(ORIGIN, tmp_path):
        return {file: text.decode() for file, text in serving.files(PAGES, Site(ORIGIN), SERVER)}


def rules(text):
    """Beginning -> headers of a `_headers` file."""
    found = {}
    for rule in re.split(r"\n(?=/)", text.strip()):
        begins, *lines = rule.splitlines()
        found[begins] = dict(line.strip().split(": ", 1) for line in lines)
    return found


def test_no_address_falls_under_two_rules(told):
    found = rules(told["_headers"])
    assert set(found) == {"/", "/cs/", "/about/*", "/cs/embed/*", "/api/*", "/r/*", "/visits/*"}


def test_the_headers_are_those_of_the_live_site(told, client):
    live = client.get("/about/", secure=True).headers
    policy = rules(told["_headers"])["/about/*"].pop("Content-Security-Policy")
    said = {
        name: value for name, value in rules(told["_headers"])["/about/*"].items() if name != "Content-Security-Policy"
    }
    assert said == {name: live[name] for name in said}
    assert set(policy.split("; ")) == {
        each.replace("form-action 'self'", f"form-action 'self' {SERVER}")
        for each in live["Content-Security-Policy"].split("; ")
    }


def test_frames_may_be_framed_and_data_read_from_anywhere(told):
    found = rules(told["_headers"])
    assert "frame-ancestors *" in found["/cs/embed/*"]["Content-Security-Policy"]
    assert "X-Frame-Options" not in found["/cs/embed/*"]
    assert found["/api/*"]["Access-Control-Allow-Origin"] == "*"
    assert found["/visits/*"]["X-Frame-Options"] == "DENY"


def test_redirects_and_withdrawn_addresses(told):
    assert told["_redirects"].splitlines() == [
        "/r/V1S1T1/ /visits/V1S1T1/visit/ 302",
        "/visits/G0NE01/ /visits/G0NE01/index.html 410",
    ]
    assert json.loads(told["redirects.json"]) == {
        "redirects": [{"from": "/r/V1S1T1/", "to": "/visits/V1S1T1/visit/", "status": 302}],
        "gone": [{"from": "/visits/G0NE01/", "file": "visits/G0NE01/index.html", "status": 410}],
    }


def test_nginx_is_told_the_same(told):
    text = told["nginx.conf"]
    assert 'location = "/r/V1S1T1/" { return 302 "/visits/V1S1T1/visit/"; }' in text
    assert 'location = "/visits/G0NE01/" { error_page 410 "/visits/G0NE01/index.html"; return 410; }' in text
    assert f"if ($args) {{ return 307 {SERVER}$request_uri; }}" in text
    assert text.count("{") == text.count("}")
    assert "location ^~ /.chronicle-copy/ { return 404; }" in text


def test_without_a_live_site_a_filter_of_the_api_is_not_answered_with_everything(db, tmp_path):
    with as_the_copy(ORIGIN, tmp_path):
        text = dict(serving.files(PAGES, Site(ORIGIN), ""))["nginx.conf"].decode()
    assert text.count("if ($args) { return 404; }") == 1
    assert "307" not in text
