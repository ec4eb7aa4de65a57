"""Answers of last resort: what never reaches a view, and what a view could not finish. Below `/api/` as problem details.

They ask no database and tell nothing of the fault: `request_id` leads whoever runs the site to it in the log. While
developing Django shows its own page instead (DEBUG).
"""

import sys

from django.http import HttpRequest, HttpResponse

from relations import request_ids
from relations.api import answers, problems
from relations.views import system

DOCUMENTATION = "/api/"  # a page like any other


def is_api(request: HttpRequest) -> bool:
    path = request.path_info
    return path == "/api" or (path.startswith("/api/") and path != DOCUMENTATION)


def sent(request: HttpRequest, problem: problems.Problem) -> HttpResponse:
    """Always JSON, as `format=html` may be what failed. Of this one request, so nobody keeps it."""
    response = answers.stamped(request, problem.response())
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an unknown host, a malformed header."""
    if not is_api(request):
        return system.bad_request(request, exception)
    detail = "This request cannot be read: its host, its address or a header is malformed."
    return sent(request, problems.Problem("malformed-request", detail))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in a process that has no API."""
    if not is_api(request):
        return system.not_found(request, exception)
    return answers.stamped(request, problems.not_found().response())


def server_error(request: HttpRequest) -> HttpResponse:
    """503 where the database does not answer in time, else 500."""
    if not is_api(request):
        return system.server_error(request)
    if isinstance(sys.exc_info()[1], system.UNANSWERED):
        detail = f"The database did not answer in time; ask again in {system.RETRY_SECONDS} s."
        response = sent(request, problems.Problem("overloaded", detail))
        response["Retry-After"] = system.RETRY_SECONDS
        return response
    detail = "The answer could not be made, and it is not your fault; report it with this request_id."
    return sent(request, problems.Problem("internal", detail, request_id=request_ids.current.get()))
