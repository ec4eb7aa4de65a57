"""A process that may only read answers every kind of search. On PostgreSQL: tests/hostile/test_public_role.py."""

import pytest
from django.core.cache import cache
from django.db import connection

from tests.search import corpus

pytestmark = pytest.mark.sqlite
QUESTIONS = ("vrbetice", '"persona non grata"', "17 April 2021", "brbetice", "depot zebra", "the*")


@pytest.fixture
def reading(lawless):
    """The corpus is there; from here on nothing can be written."""
    cache.clear()
    corpus.publish()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
        yield
        cursor.execute("PRAGMA query_only=OFF")


def test_every_question_is_answered(reading, client):
    addresses = [f"/search/?q={text}" for text in QUESTIONS] + [f"/api/v1/search/?q={text}" for text in QUESTIONS]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
