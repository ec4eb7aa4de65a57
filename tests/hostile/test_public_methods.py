"""Requests that act, sent to addresses where nobody can act: refused with 405, and no cookie is set by the refusal."""

import pytest
from django.test import Client

from tests import records
from tests.reading import headers_of

PAGES = [
    "/",
    f"/visits/{records.VISIT}/visit-v1s1t1/",
    "/nope/x/",
    "/api/",
    "/api/v1/",
    "/api/v1/visits/",
    "/livez/",
    "/readyz/",
]
METHODS = ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"]


@pytest.fixture
def strict(lawless):
    """A client that Django's forgery check does not spare."""
    records.publish(*records.background(), records.visit())
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", PAGES)
def test_no_method_that_acts_is_served_or_sets_a_cookie(strict, address, method):
    answer = strict.generic(method, address)
    assert answer.status_code == (404 if address == "/nope/x/" else 405)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("address", PAGES)
def test_cookies_that_a_client_makes_up_change_nothing(strict, address):
    plain = strict.get(address)
    strict.cookies.load({"sessionid": "x", "csrftoken": "y", "messages": "z"})
    answer = strict.get(address)
    assert (answer.status_code, answer.content, headers_of(answer)) == (
        plain.status_code,
        plain.content,
        headers_of(plain),
    )
    assert not answer.cookies
