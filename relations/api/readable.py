"""`?format=html`: any answer of the API as a page for people, refusals too. Made of the JSON answer; asks no database."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from relations import http

FORMAT = "html"


def is_page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")


def offered(view: Callable) -> Callable:
    """The view, and the same answer as a page where `format=html` asks for it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = http.rendered(view(request, *args, **kwargs))
        return page(request, response) if request.GET.getlist("format") == [FORMAT] and is_json(response) else response

    return answer


def is_json(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").partition(";")[0].endswith("json") and not response.streaming


def page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer set out to be read, with the status that it has."""
    context = {
        "title": "API",
        "robots": "noindex",
        "address": request.get_full_path(),
        "text": json.dumps(json.loads(response.content), ensure_ascii=False, indent=2),
    }
    shown = http.render("relations/api/answer.html", context, status=response.status_code)
    for name in ("Link", "Allow", "Location"):
        if response.has_header(name):
            shown[name] = response[name]
    return shown
