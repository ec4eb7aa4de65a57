"""The site of the tests of reports."""

import pytest
from django.core.cache import caches
from django.test import Client

from tests import records


@pytest.fixture
def site(lawless):
    """A visit that somebody can report on, an empty throttle, and a client that Django's forgery check does not spare."""
    caches["counts"].clear()
    records.publish(*records.background(), records.visit())
    yield Client(enforce_csrf_checks=True)
    caches["counts"].clear()
