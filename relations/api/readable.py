"""`?format=html`: any answer of the API as a page for people, refusals too. Made of the JSON answer and of one query.

The page says what was asked and how to ask it from a program, what was answered with its status and headers, and has a
form of the parameters. It is in English, as the answers are: an address of the API has no language.
"""

import copy
import json
import shlex
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from relations import http
from relations.api import asking, linked
from relations.documents.fields import ID
from relations.models import Listing
from relations.vocabularies import PATH_WORDS

FORMAT = "html"
ROOT = "/api/v1/"
REDIRECTS = (301, 302, 307, 308)
KEPT_HEADERS = ("Link", "Allow")
# What a client of this answer reads beside its body. Others are the same on every answer, or of the moment: this is kept.
TOLD_HEADERS = (*("Content-Type", "ETag", "Link", "Dataset-Version"),)
FORMAT_NAMES = {
    "json": "JSON", "csv": "CSV", "atom": "Atom", "jsonfeed": "JSON Feed", "ics": "iCalendar", "geojson": "GeoJSON",
    "timelinejs": "TimelineJS",
}  # fmt: skip

Dress = Callable[[HttpRequest, HttpResponse], HttpResponse]


class Step(NamedTuple):
    """One step of the way to the resource; without an address where nothing answers there, or it is this very page."""

    word: str
    address: str


def is_page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")


def is_asked(request: HttpRequest) -> bool:
    """Whether the answer is wanted as a page."""
    return request.GET.getlist("format") == [FORMAT]


def offered(view: Callable, dress: Dress) -> Callable:
    """The view, and the same answer as a page where `format=html` asks for it. `dress` gives it the headers of the API."""
    resource = getattr(view, "cls", None)
    formats, today = getattr(resource, "formats", ("json", FORMAT)), getattr(resource, "names_the_day", False)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = http.rendered(view(request, *args, **kwargs))
        if not is_asked(request):
            return response
        if response.status_code in REDIRECTS:
            response["Location"] = as_page(response["Location"])
            return response
        if not is_json(response):
            return response
        headers = told(request, response, dress, today=today)
        return page(request, response, formats, headers)

    return answer


def is_json(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").partition(";")[0].endswith("json") and not response.streaming


def as_page(address: str) -> str:
    """The same address of the API for people; every other one as it is."""
    path, _, query = address.partition("?")
    if not path.startswith(ROOT) or f"format={FORMAT}" in query.split("&"):
        return address
    return f"{path}?{query}&format={FORMAT}" if query else f"{path}?format={FORMAT}"


# --- The page -------------------------------------------------------------------------------------


def page(
    request: HttpRequest, response: HttpResponse, formats: tuple[str, ...], headers: list[tuple[str, str]]
) -> HttpResponse:
    """The answer set out to be read, with the status that it has."""
    kept = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
    value = json.loads(response.content)
    query = asking.without_format(request.GET)
    address = request.path + (f"?{query}" if query else "")
    absolute = request.build_absolute_uri(address)
    context = {
        "title": title(request.path),
        "robots": "noindex",
        "path": request.path,
        "steps": list(steps(request.path)),
        "absolute": absolute,
        "curl": f"curl {shlex.quote(absolute)}",
        "status": f"{response.status_code} {HTTPStatus(response.status_code).phrase}",
        "blocks": linked.blocks(value, resolver(value)),
        "next": as_page(following(value)),
        "formats": others(request, formats) if response.status_code in (200, 400) else [],
        "readers": readers(value),
        **refusal(request, value),
        "headers": headers,
    }
    shown = http.render("relations/api/answer.html", context, status=response.status_code)
    for name, text in kept.items():
        shown[name] = text
    return shown


def title(path: str) -> str:
    """What the page is called: the resource and the record, or the whole API."""
    return " ".join(["API:", *path.removeprefix(ROOT).strip("/").split("/")]) if path != ROOT else "API, version 1"


def steps(path: str) -> Iterator[Step]:
    """The way from the root of the API to this page, which is the last."""
    words = path.removeprefix(ROOT).strip("/").split("/") if path.startswith(ROOT) and path != ROOT else []
    yield Step("v1", as_page(ROOT) if words else "")
    for index, word in enumerate(words, 1):
        address = f"{ROOT}{'/'.join(words[:index])}/"
        yield Step(word, as_page(address) if index < len(words) and answers_at(address) else "")


def answers_at(path: str) -> bool:
    """Whether a resource answers there."""
    try:
        return resolve(path).url_name != "api-unknown"
    except Resolver404:
        return False


def told(request: HttpRequest, response: HttpResponse, dress: Dress, *, today: bool) -> list[tuple[str, str]]:
    """The headers of the JSON answer, which is validated apart from this page. `today`: its validator names the day."""
    plain = copy.copy(request)
    plain.GET = request.GET.copy()
    del plain.GET["format"]
    head = getattr(request, "head", None)
    etag = response.get("ETag") or (http.etag_of(plain, head, today=today) if head else "")
    answer = HttpResponse(status=response.status_code, headers=dict(response.items()))
    dressed = dress(plain, http.dressed(answer, etag))
    return [(name, dressed[name]) for name in TOLD_HEADERS if dressed.has_header(name)]


def following(value: Any) -> str:
    """The address of the page after, "" where the answer is no list or ends here."""
    found = value.get("page") if isinstance(value, dict) else None
    return (found.get("next") if isinstance(found, dict) else None) or ""


def readers(value: Any) -> str:
    """The page of the one record that is answered; "" where it is none."""
    data = value.get("data") if isinstance(value, dict) else None
    address = data.get("url") if isinstance(data, dict) else None
    return address if isinstance(address, str) else ""


def others(request: HttpRequest, formats: tuple[str, ...]) -> list[tuple[str, str]]:
    """(name, address) of the same answer in every other format."""
    found = []
    for name in formats:
        changes = {"format": [name]} if name != formats[0] else {}
        query = asking.without_format(request.GET)
        query = "&".join(filter(None, [query, *(f"format={value[0]}" for value in changes.values())]))
        if name != FORMAT:
            found.append((FORMAT_NAMES.get(name, name), request.path + (f"?{query}" if query else "")))
    return found


def refusal(request: HttpRequest, value: Any) -> dict[str, Any]:
    """The sentences of a problem with what would mend it, and the form where the resource has parameters."""
    names = getattr(request, "names", None)
    problem = value if isinstance(value, dict) and "detail" in value and "status" in value else {}
    faults = problem.get("errors", [])
    known = names.base_filters if names else ()
    problems = []
    for each in faults or ([problem] if problem else []):
        query, words = asking.mended(request.GET, each, known) if faults else ("", "")
        address = as_page(request.path + (f"?{query}" if query else ""))
        problems.append({"detail": each["detail"], "words": words, "address": address})
    return {
        "problem": problem,
        "explained": as_page(problem.get("type", "")),
        "problems": problems,
        "controls": asking.controls(names, request.GET, faults) if names else [],
        "given": bool(faults),
    }


# --- Links ----------------------------------------------------------------------------------------


def resolver(value: Any) -> linked.Resolve:
    """Where an address or an id in the answer leads. One query: only ids of records are taken for ids."""
    rows = Listing.objects.filter(public_id__in=linked.ids_in(value)).values_list("public_id", "type")
    known = {public_id: as_page(f"{ROOT}{PATH_WORDS[record_type]}/{public_id}/") for public_id, record_type in rows}

    def target(text: str) -> str | None:
        return known.get(text) if ID.match(text) else as_page(text)

    return target
