"""What an uncached timeline page costs in CPU beside a usual page of the same content, measured in one run.

Both run in this process behind the same middleware on the same database; requests alternate, so load on the machine
meets both alike. Only the ratio means something.
"""

import html
import io
import re
import statistics
import time

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from relations.models import TimelineEntry
from tests.bench import chronicle
from tests.bench.plain.filling import fill

ENTRIES = 10_000
PAGES = 4
ROUNDS = 12
AT_LEAST = 10.0
SETTINGS = {
    "ROOT_URLCONF": "tests.bench.plain.urls",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
    "ALLOWED_HOSTS": ["bench"],
}


@pytest.fixture
def sites(transactional_db, lawless):
    """The handler, with a chronicle published and copied, and nothing cached."""
    from django.conf import settings  # noqa: PLC0415 - read inside the fixture

    chronicle.publish_all(ENTRIES)
    with override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, "tests.bench.plain"], **SETTINGS):
        fill()
        yield WSGIHandler()


def get(handler, address):
    """(CPU seconds, body) of one request through the whole stack."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "bench", "SERVER_PORT": "80",
        "HTTP_HOST": "bench", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http", "SERVER_PROTOCOL": "HTTP/1.1",
    }  # fmt: skip
    status = []
    before = time.process_time()
    response = handler(environ, lambda line, headers: status.append(line))
    body = b"".join(response)
    spent = time.process_time() - before
    response.close()
    assert status == ["200 OK"]
    return spent, body.decode()


def addresses(handler):
    """The same pages on both sides: the first and the ones after it."""
    ours, found = "/bench/timeline/", []
    for number in range(1, PAGES + 1):
        found.append((ours, f"/plain/bench/?page={number}"))
        following = re.search(r'href="\?([^"]+)" rel="next"', get(handler, ours)[1])
        ours = f"/bench/timeline/?{html.unescape(following[1])}"
    return found


def entries(body):
    """The list of entries as text, white space folded."""
    cards = re.findall(r'<article class="ev".*?</article>', body, re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", card)).split()) for card in cards]


def test_an_uncached_page_costs_a_tenth_of_a_plain_one(sites):
    pages = addresses(sites)
    for ours, plain in pages:
        assert entries(get(sites, ours)[1]) == entries(get(sites, plain)[1])
    spent = {"ready": [], "plain": []}
    for _ in range(ROUNDS):
        for ours, plain in pages:
            spent["ready"].append(get(sites, ours)[0])
            spent["plain"].append(get(sites, plain)[0])
    medians = {name: statistics.median(times) * 1000 for name, times in spent.items()}
    ratio = medians["plain"] / medians["ready"]
    count = TimelineEntry.objects.count()
    print(
        f"\n{count:,} entries, 25 a page: ready {medians['ready']:.2f} ms, plain {medians['plain']:.2f} ms CPU; ratio {ratio:.1f}"
    )
    assert ratio >= AT_LEAST
