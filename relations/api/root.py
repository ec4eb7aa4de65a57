"""The root of the API, the refusal of unknown addresses, and the table of what stands under which word."""

from django.http import HttpResponse
from django.urls import Resolver404, resolve
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.request import Request

from relations.api import answers, openapi, problems, readable
from relations.api.items import PermanentRedirect
from relations.cards import transport_json
from relations.filters import NoFilters
from relations.vocabularies import PATH_WORDS

RESOURCES = (
    "timeline", *map(str, PATH_WORDS.values()), "ledger", "corrections", "withdrawals", "changes", "dumps", "topics",
    "vocabularies", "problems", "status",
)  # fmt: skip
# What hangs on one record, as URI templates (RFC 6570): `type` is the word of its list.
OF_RECORD = {
    "versions": "{type}/{id}/versions/",
    "version": "{type}/{id}/versions/{number}/",
    "compare": "{type}/{id}/compare/{?from,to}",
    "citation": "{type}/{id}/citation/{?format,version}",
}
CATALOG = '</.well-known/api-catalog>; rel="api-catalog"'


class Root(answers.ApiView):
    """Every resource and its address."""

    @extend_schema(
        operation_id="root", responses={200: OpenApiTypes.OBJECT, **openapi.refusals(400, 405)}, tags=["root"]
    )
    def get(self, request: Request) -> HttpResponse:
        answers.strict(request, NoFilters)
        resources = {word: f"{answers.BASE}{word}/" for word in RESOURCES}
        resources |= {word: f"{answers.BASE}{template}" for word, template in OF_RECORD.items()}
        resources |= {
            "search": f"{answers.BASE}search/{{?q}}",
            "transparency": f"{answers.BASE}transparency/head/",
            "openapi": f"{answers.BASE}openapi.json",
            "documentation": "/api/",
        }
        answer = answers.item_response(transport_json(resources), request.head)
        answer["Link"] = CATALOG
        return answer


class Unknown(answers.ApiView):
    """404 for what is no resource; 308 where only the slash at the end is missing."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        if is_address(f"{request.path_info}/"):
            query = request.META.get("QUERY_STRING", "")
            return PermanentRedirect(f"{request.path}/" + (f"?{query}" if query else ""))
        raise problems.not_found()


def is_address(path: str) -> bool:
    """Whether a resource answers at `path`."""
    try:
        return resolve(path).url_name != "api-unknown"
    except Resolver404:
        return False


unknown = answers.checked(readable.offered(Unknown.as_view(), answers.stamped))
