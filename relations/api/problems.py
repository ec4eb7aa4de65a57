"""Refusals as problem details (RFC 9457, `application/problem+json`): one code, one title, one address each.

The same refusal has the same bytes wherever it happens: a draft and a record that never was are not told apart.
"""

import datetime
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from rest_framework.exceptions import MethodNotAllowed

from relations.cards import transport_json
from relations.filters import Fault
from relations.models import Listing
from relations.vocabularies import State

CONTENT_TYPE = "application/problem+json"
METHODS = "GET, HEAD, OPTIONS"

# Code -> (status, title). `explaining` says of each what to do; on the documentation page the code is an anchor.
CODES = {
    "unknown-parameter": (400, "Unknown parameter"),
    "repeated-parameter": (400, "Repeated parameter"),
    "invalid-parameter": (400, "Invalid parameter"),
    "invalid-date": (400, "Invalid date"),
    "swapped-dates": (400, "Start later than end"),
    "limit-too-large": (400, "Limit out of range"),
    "cursor-mismatch": (400, "Cursor of another list"),
    "malformed-request": (400, "Malformed request"),
    "not-found": (404, "Not found"),
    "method-not-allowed": (405, "Method not allowed"),
    "not-acceptable": (406, "Not acceptable"),
    "withdrawn": (410, "Withdrawn"),
    "vanished": (410, "Removed"),
    "uri-too-long": (414, "Address too long"),
    "too-many-requests": (429, "Too many requests"),
    "internal": (500, "Internal error"),
    "overloaded": (503, "Overloaded"),
}


def type_of(code: str) -> str:
    """The address that explains a problem, which is also its name."""
    return f"/api/v1/problems/{code}/"


class Problem(Exception):
    """Raised by an API view; `members` join the problem object."""

    def __init__(self, code: str, detail: str, **members: Any) -> None:
        super().__init__(code)
        self.code, self.detail, self.members = code, detail, members

    def response(self) -> HttpResponse:
        status, title = CODES[self.code]
        body = {"type": type_of(self.code), "title": title, "status": status, "detail": self.detail} | self.members
        return HttpResponse(transport_json(body), CONTENT_TYPE, HTTPStatus(status))


def not_found() -> Problem:
    return Problem("not-found", "Nothing public has this address. /api/v1/ lists the resources.")


def refused(faults: Iterable[Fault]) -> Problem:
    """400 that names every parameter at fault; its code is that of the first."""
    faults = list(faults)
    errors = [
        {key: value for key, value in fault._asdict().items() if value is not None and key != "code"}
        for fault in faults
    ]
    return Problem(faults[0].code, faults[0].detail, errors=errors)


def gone(row: dict[str, Any]) -> Problem:
    """410 of a listing that is no longer public."""
    return vanished(row) if row["state"] == State.VANISHED else withdrawn(row)


def vanished(row: dict[str, Any]) -> Problem:
    """410 with all that is left of a vanished record: its id and the date."""
    at = row["updated_at"].date().isoformat()
    return Problem("vanished", "The record was removed for good.", id=row["public_id"], vanished_on=at)


def withdrawn(row: dict[str, Any]) -> Problem:
    """410: date, reason class and replacement at once, the notice's own words only after a second person confirmed."""
    members = {
        "id": row["public_id"],
        "state": row["state"],
        "withdrawn_at": row["withdrawn_at"] and instant(row["withdrawn_at"]),
        "reason": row["reason"],
        "replacement": row["replacement__public_id"],
        "notice": row["notice"],
    }
    wording = str(dict(Listing._meta.get_field("reason").choices).get(row["reason"], "The record is no longer public."))
    return Problem("withdrawn", wording, **{key: value for key, value in members.items() if value})


def instant(at: datetime.datetime) -> str:
    """A moment of UTC as the API writes it."""
    return at.isoformat().replace("+00:00", "Z")


def answer(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's exception handler: ours and Django's refusals as problem details, anything else is a real error."""
    if isinstance(error, Http404):
        error = not_found()
    if isinstance(error, MethodNotAllowed):
        error = Problem("method-not-allowed", f"The API is read-only; it answers {METHODS}.")
    if not isinstance(error, Problem):
        return None
    response = error.response()
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response["Allow"] = METHODS
    return response
