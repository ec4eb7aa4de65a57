"""One address asked of the real views, through the whole handler and without the network. Keeps nothing, writes nothing."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.cache.backends.dummy import DummyCache
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.utils.translation import override

from relations import http, languages
from relations.models import Head
from relations.static_copy.addresses import API, Address
from relations.static_copy.tracing import Trace


class Failed(Exception):
    """A page that should be there answered with an error."""


class Asking(WSGIRequest):
    """A request that notices when an answer says or uses where the record stands."""

    looked = 0

    @property
    def head(self) -> Head:
        self.looked += 1
        return self._head

    @head.setter
    def head(self, value: Head) -> None:
        self._head = value


class Answer(NamedTuple):
    """What an address answered. `location`: where it leads. `dated`: says today's date. `standing`: says the last act."""

    status: int
    content: bytes
    headers: dict[str, str]
    location: str
    dated: bool
    standing: bool
    trace: Trace

    @property
    def media_type(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0]


class Site:
    """The site under one origin, such as `https://chronicle.example`. Make it inside `as_the_copy`."""

    def __init__(self, origin: str) -> None:
        self.origin = urlsplit(origin)
        self.head = http.read_head()
        self.handler = BaseHandler()
        self.handler.load_middleware()

    def request(self, address: Address, path: str = "") -> Asking:
        """A request for GET; `path`: the address without its language, as views find it."""
        request = Asking(self.environ(address))
        request.path_info = path or request.path_info
        return request

    def ask(self, address: Address) -> Answer:
        """The answer to GET, with the queries that it took."""
        request, trace = self.request(address), Trace()
        with connection.execute_wrapper(trace):
            response = self.handler.get_response(request)
            content = b"".join(response) if response.streaming else response.content
        if opened := getattr(response, "file_to_stream", None):
            opened.close()  # to close the answer would end the request, and with it the connection
        if response.status_code >= 500:
            raise Failed(f"{address} answered {response.status_code}; the log says why. The copy is not finished.")
        validator = response.get("ETag", "")
        with override(languages.split(address.path)[0]):
            plain, today = (http.etag_of(request, self.head, today=dated) for dated in (False, True))
        dated = validator not in ("", plain)
        # A third validator names something besides record and day. The frame looks once at the head, for its own.
        besides = validator not in ("", plain, today)
        standing = besides or request.looked > 1 or address.path.startswith(API)
        headers = {name: value for name, value in response.items() if name != "ETag"}
        return Answer(response.status_code, content, headers, response.get("Location", ""), dated, standing, trace)

    def environ(self, address: Address) -> dict[str, Any]:
        port = self.origin.port or (443 if self.origin.scheme == "https" else 80)
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address.path.encode().decode("latin-1"),
            "QUERY_STRING": urlencode(address.query, quote_via=quote),
            "HTTP_HOST": self.origin.netloc,
            "SERVER_NAME": self.origin.hostname,
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": self.origin.scheme,
            "wsgi.input": io.BytesIO(),
        }


@contextmanager
def as_the_copy(origin: str, dumps: Path) -> Iterator[None]:
    """The settings of a process that answers for the copy alone: its host, its dumps, and a cache that keeps nothing,
    so that thousands of pages do not push those of the live site out of theirs.
    """
    ours = {
        "ALLOWED_HOSTS": [urlsplit(origin).hostname],
        "BUILD": http.build(),
        "DEBUG": False,
        "DUMPS_DIR": dumps,
        "SECURE_SSL_REDIRECT": False,
    }
    theirs = {name: getattr(settings, name) for name in ours}
    cache, log = caches[DEFAULT_CACHE_ALIAS], logging.getLogger("django.request")
    level = log.level
    try:
        put(ours)
        caches[DEFAULT_CACHE_ALIAS] = DummyCache("copy", {})
        log.setLevel(logging.ERROR)  # that something is withdrawn or leads on is no news
        yield
    finally:
        put(theirs)
        caches[DEFAULT_CACHE_ALIAS] = cache
        log.setLevel(level)


def put(values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(settings, name, value)
