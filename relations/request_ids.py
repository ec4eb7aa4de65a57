"""The id of a request: in its answer, in what is logged meanwhile, in the problem of a fault. Knows no page.

Taken from the own proxy, so that one id leads through both logs, where it looks like one; else made here.
"""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
LIKE_AN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
NONE = "-"

current: ContextVar[str] = ContextVar("request_id", default=NONE)


def id_of(request: HttpRequest) -> str:
    """The proxy's id of this request, or a new one: without a proxy of ours the header is only a client's claim."""
    given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.TRUSTED_PROXIES else ""
    return given if LIKE_AN_ID.fullmatch(given) else secrets.token_hex(8)


class RequestIdMiddleware:
    """Outermost: even the answer of a middleware that gave up carries the id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = id_of(request)
        token = current.set(request.request_id)
        try:
            response = self.get_response(request)
            response[HEADER] = request.request_id
            return response
        finally:
            current.reset(token)


class WithRequestId(logging.Filter):
    """Gives every record of the log the id of the request that it was written in or is about; `-` where there is none."""

    def filter(self, record: logging.LogRecord) -> bool:
        about = getattr(record, "request", None)  # Django tells of a refusal when the middleware is done
        record.request_id = getattr(about, "request_id", "") or current.get()
        return True
