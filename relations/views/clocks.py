"""The frame of pages that two clocks may turn back: only an answer to `asof` or `on` depends on today's date."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from relations import http
from relations.http import View

CLOCKS = ("asof", "on")


def page(*, known: tuple[str, ...]) -> Callable[[View], View]:
    """`http.page`, with the UTC day in the validator where a day is asked: tomorrow it may be over."""

    def dated(view: View) -> View:
        plain, clocked = http.page(known=known)(view), http.page(known=known, today=True)(view)

        @wraps(plain)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            chosen = clocked if any(name in request.GET for name in CLOCKS) else plain
            return chosen(request, *args, **kwargs)

        return answer

    return dated
