"""What tests of search share: a client of a site that has the corpus."""

import pytest
from django.core.cache import cache

from tests.search import corpus


@pytest.fixture
def site(lawless, client):
    cache.clear()
    corpus.publish()
    return client
