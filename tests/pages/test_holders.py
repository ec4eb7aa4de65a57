"""Whose statement it is, as pages of records say it."""

import pytest
from django.core.cache import cache

from tests import records
from tests.reading import section
from tests.records import INCIDENT

PAGE = f"/incidents/{INCIDENT}/incident-1nc1d1/"


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish_incident()


def test_a_source_that_holds_a_statement_is_named_by_its_number(public, client):
    """Titles of articles are long, and the list of sources stands on the same page."""
    claims = [{"n": 1, "text": "It was a first.", "standing": "attributed", "holder": records.SOURCE}]
    change = {"kind": "update"}
    records.publish(records.incident(change=change, claims=claims, citations=[records.cited()], translations=[]))
    said = section(client.get(PAGE).content.decode(), "said")
    assert 'Stated by <a href="#s1">source 1</a>' in said
