"""What the tests of dumps and of the client share: the client as a module, a folder of dumps, the test client as a network."""

import importlib.util

import pytest
from django.conf import settings as project

CLIENT = project.BASE_DIR / "static" / "client" / "chronicle.py"
SITE = "https://chronicle.example"


@pytest.fixture(scope="session")
def chronicle():
    """The client's file as a module."""
    spec = importlib.util.spec_from_file_location("chronicle_client", CLIENT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def dumps(settings, tmp_path):
    """The folder of dumps, empty."""
    settings.DUMPS_DIR = tmp_path / "dumps"
    return settings.DUMPS_DIR


@pytest.fixture
def fetch(client, dumps, settings):
    """What the client asks the network with, answered by this process."""
    settings.API_RATE = 0

    def over_the_test_client(address, etag=None):
        answer = client.get(address.removeprefix(SITE), headers={"If-None-Match": etag} if etag else {})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer.status_code, body, answer.get("ETag")

    return over_the_test_client
