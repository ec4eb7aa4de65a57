"""What every API answer has in common: allowed methods, formats, headers, the strict reading of a query, the JSON envelope."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

import django_filters
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from relations import filters, http, limits
from relations.api import admission, problems, readable
from relations.cards import transport_json
from relations.filters.faults import misnamed_format
from relations.models import Head

BASE = "/api/v1/"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Link, Dataset-Version, X-Request-ID, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset"
    ),
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
NOTHING: Mapping[str, str] = {}
POLICIES = ("Content-Security-Policy", "Cross-Origin-Resource-Policy")
SERVICE_LINKS = f'<{BASE}openapi.json>; rel="service-desc", </api/>; rel="service-doc"'
PREFLIGHT = {
    "Allow": problems.METHODS,
    "Access-Control-Allow-Methods": problems.METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class JsonOnly(BaseContentNegotiation):
    """One URL has one body: `Accept` is not asked."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return None

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class ApiView(APIView):
    """A read-only resource: no account, problem details for every refusal.

    `formats`: what `?format=` may name. The first is what nobody has to ask for; `html` is made here of any JSON answer.
    """

    content_negotiation_class = JsonOnly
    formats: tuple[str, ...] = ("json", readable.FORMAT)
    allowance = limits.ANYTHING
    names_the_day = False  # True: the answer depends on the UTC day as well

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if faults := misnamed_format(request.GET.getlist("format"), self.formats):
            raise problems.refused(faults)

    def get_exception_handler(self) -> Callable:
        return problems.answer

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer to a browser's question before a request from another origin."""
        return HttpResponse(status=204, headers=PREFLIGHT)


def published(view: type[ApiView], **arguments: Any) -> Callable:
    """The view behind limit, validator and cache, with the headers of the API on every answer, 304 and refusals too."""
    plain = readable.offered(view.as_view(**arguments), stamped)

    def refuse(request: HttpRequest) -> HttpResponse | None:
        problem = admission.counted(request, view.allowance)
        return problem and refused(request, problem)

    framed = http.framed(plain, today=view.names_the_day, refuse=refuse)

    @wraps(plain)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = framed if request.method in http.SAFE_METHODS else plain
        return chosen(request, *args, **kwargs)

    return checked(answer, view.formats)


def checked(view: Callable, formats: tuple[str, ...] = ()) -> Callable:
    """The view behind what needs no look at anything, and with the headers of the API."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        problem = admission.refusal(request, formats) if request.method in http.SAFE_METHODS else None
        return stamped(request, refused(request, problem) if problem else http.rendered(view(request, *args, **kwargs)))

    return answer


def refused(request: HttpRequest, problem: problems.Problem) -> HttpResponse:
    """The answer of a request that was not looked into. It is about who asks and when, so nobody keeps it."""
    response = readable.offered(lambda _: problem.response(), stamped)(request)
    response["Cache-Control"] = "no-store"
    if count := getattr(request, "count", None):
        response["Retry-After"] = str(count.seconds)
    return response


def stamped(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The headers of the API, and those of this one answer, which are in no cache."""
    count, head = getattr(request, "count", None), getattr(request, "head", None)
    for name, value in (count.headers if count else {}).items():
        response[name] = value
    if head:
        response["Dataset-Version"] = str(head.seq)
    return dressed(response, unchanged_page=response.status_code == 304 and readable.is_asked(request))


def dressed(response: HttpResponse, *, unchanged_page: bool = False) -> HttpResponse:
    """The headers of the API; `Link` also keeps what the view put there. A page for reading keeps the policy of pages.

    So does the 304 of one, which does not say what it is: a browser puts its headers in the place of those that it kept.
    """
    page = unchanged_page or readable.is_page(response)
    links = [link for link in (response.get("Link", ""), SERVICE_LINKS) if link]
    for name, value in (HEADERS | {"Link": ", ".join(links)}).items():
        if name not in POLICIES or not page:
            response[name] = value
    return response


def strict(request: Request, names: type[django_filters.FilterSet], **arguments: Any) -> filters.Query:
    """The query of a request. Raises `Problem` (400) when anything in it is not understood."""
    request._request.names = names  # the page of the same answer has a form of them
    query = filters.read(request.GET, names, other=("format",), **arguments)
    if query.faults:
        raise problems.refused(query.faults)
    return query


def meta(head: Head) -> dict[str, Any]:
    """Where the public record stands: `seq` is the last act's number, `epoch` changes when a backup was restored.

    And under which licence its data may be used, where that is decided.
    """
    licence = {"licence": settings.CONTENT_LICENCE, "licence_url": settings.CONTENT_LICENCE_URL}
    return {"seq": head.seq, "epoch": head.epoch} | (licence if settings.CONTENT_LICENCE else {})


def json_response(text: str) -> HttpResponse:
    return HttpResponse(text, "application/json")


def item_response(data: str, head: Head, beside: Mapping[str, str] = NOTHING) -> HttpResponse:
    """`{"data": ..., "meta": ...}` around ready JSON text; `beside`: further members of the answer, ready as well."""
    return json_response(f'{{"data":{data},{joined(beside)}"meta":{transport_json(meta(head))}}}')


def list_response(
    fragments: Iterable[str],
    following: str | None,
    limit: int,
    head: Head,
    beside: Mapping[str, str] = NOTHING,
    **paging: Any,
) -> HttpResponse:
    """`{"data": [...], "page": {"next", "limit"}, "meta": {...}}` joined from ready JSON texts.

    `beside`: further members of the answer, ready as well; `paging`: further members of `page`.
    """
    page = transport_json({"next": following, "limit": limit} | paging)
    data = ",".join(fragments)
    text = f'{{"data":[{data}],{joined(beside)}"page":{page},"meta":{transport_json(meta(head))}}}'
    response = json_response(text)
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def joined(members: Mapping[str, str]) -> str:
    """Members of a JSON object before others."""
    return "".join(f'"{name}":{text},' for name, text in members.items())


def next_address(path: str, query: filters.Query, cursor: str | None) -> str | None:
    """Address of the page after, root-relative; None on the last."""
    return f"{path}?{query.changed(cursor=cursor)}" if cursor else None
