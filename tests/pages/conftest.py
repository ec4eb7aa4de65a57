"""What several tests of pages stand on. The site itself is in `tests.sites`."""

import pytest

from tests import sites


@pytest.fixture
def site(live_server, lawless):
    """Address of a server that has a page of every type."""
    sites.publish_all()
    return live_server.url
