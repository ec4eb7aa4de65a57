"""The pages that explain the API: `/api/` and `/api/<word>/`, from the description and with answers of the real record."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from relations import http
from relations.api import contents, problems, reference, samples
from relations.api.operations import HEADERS, MEDIA_TYPES
from relations.models import Listing
from relations.vocabularies import PATH_WORDS, TIMELINE_TYPES, State

# An id for the first steps, where the record has none yet.
NOBODY = {"word": "visits", "public_id": "K7Q2XD"}


@http.page
def documentation(request: HttpRequest) -> HttpResponse:
    """How to begin, what everything has in common, and the way to the page of each resource."""
    context = {
        "title": "API",
        "description": _(
            "How the public record is read by a program: addresses, parameters, formats, limits, a copy of it all."
        ),
        "groups": [(name, list(group.items())) for name, group in contents.GROUPS],
        "problems": [(code, status, title) for code, (status, title) in problems.CODES.items()],
        "first": first() or NOBODY,
        "rate": settings.API_RATE,
        "search_rate": settings.API_SEARCH_RATE,
        "headers": [(name, told) for name, (_kind, told, _example) in HEADERS.items()],
        "news": contents.NEWS,
        **shared(request),
    }
    return http.render("relations/api/index.html", context)


def first() -> dict[str, Any] | None:
    """The entry that was published last: the first steps lead to it."""
    rows = Listing.objects.filter(type__in=TIMELINE_TYPES, state=State.PUBLIC).order_by("-seq")
    row = rows.values("public_id", "type").first()
    return row and {"word": PATH_WORDS[row["type"]], "public_id": row["public_id"]}


def resource(word: str) -> http.View:
    """The view of `/api/<word>/`."""

    @http.page
    def page(request: HttpRequest) -> HttpResponse:
        context = {
            "title": f"API: /{word}/",
            "description": contents.CONTENTS[word],
            "word": word,
            "lead": contents.CONTENTS[word],
            "sections": [section(each, request) for each in operations(word)],
            "is_of_records": word in contents.OF_ONE,
            "types": list(PATH_WORDS.values()),
            "of_one": list(contents.OF_ONE.items()) if word in PATH_WORDS.values() else [],
            **shared(request),
        }
        return http.render("relations/api/resource.html", context)

    return page


def operations(word: str) -> list[reference.Operation]:
    """The addresses that a page tells of."""
    if word in contents.OF_ONE:
        return [each for each in reference.of_tag(contents.SHOWN) if kind_of(each) == word]
    return [each for each in reference.of_tag(word) if kind_of(each) not in contents.OF_ONE]


def kind_of(operation: reference.Operation) -> str:
    """What hangs on one record under this address; the name of the operation says it."""
    last = operation.id.rpartition("_")[2]
    return "versions" if last == "version" else last


def section(operation: reference.Operation, request: HttpRequest) -> dict[str, Any]:
    """One address: what to ask, what comes back, what it all means."""
    found = samples.sample(operation, request, request.head)
    asked = found.address if found else operation.path
    return {
        "operation": operation,
        "sample": found,
        "asked": asked,
        "tries": [(name, with_format(asked, name)) for name in operation.formats],
        "media": [(name, MEDIA_TYPES.get(name, "")) for name in operation.formats],
        "refusals": [(status, told) for status, told in operation.answers if status != "200"],
    }


def with_format(address: str, name: str) -> str:
    """The address that asks for one of the formats."""
    return f"{address}{'&' if '?' in address else '?'}format={name}"


def shared(request: HttpRequest) -> dict[str, Any]:
    """What each of these pages shows: its own address, that of the site, names that it does not know."""
    return {
        "canonical": request.build_absolute_uri(request.path_info),
        "origin": f"{request.scheme}://{request.get_host()}",
        "ignored": http.ignored(request),
    }
