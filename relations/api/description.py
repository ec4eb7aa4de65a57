"""The API described: `openapi.json` (OpenAPI 3.1, from the serializers that documents are validated with) and `/api/`."""

import re
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request

from relations import http
from relations.api import answers, problems, shapes
from relations.cards import transport_json
from relations.filters import EntryFilters, ListingFilters, NoFilters, SourceFilters
from relations.filters.sets import ChangeFilters

VOCABULARIES = (
    ("timeline, visits", EntryFilters), ("sources", SourceFilters),
    ("people, countries, organisations, places, dossiers", ListingFilters), ("changes", ChangeFilters),
)  # fmt: skip
REMOVED = {
    "type": "object",
    "properties": {"n": {"type": "integer", "minimum": 1}, "removed": {"const": True}},
    "required": ["n", "removed"],
    "additionalProperties": False,
    "description": "A published part that was removed; its number is never used again.",
}


class OpenApi(answers.ApiView):
    """The description itself."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        answers.strict(request, NoFilters)
        return answers.json_response(description())


@cache
def description() -> str:
    """OpenAPI as JSON text. Made once per process: it depends on code alone."""
    found = plain(SchemaGenerator().get_schema(request=None, public=True))
    components = found["components"]["schemas"]
    parts = [name for name, schema in components.items() if "removed" in schema.get("properties", {})]
    for name in parts:
        components[name] = or_removed(components[name])
    components["RemovedPart"] = REMOVED
    return transport_json(found)


def or_removed(part: dict[str, Any]) -> dict[str, Any]:
    """A numbered part, or the stub that is left of it."""
    own = part | {"properties": {key: value for key, value in part["properties"].items() if key != "removed"}}
    return {"oneOf": [own, {"$ref": "#/components/schemas/RemovedPart"}]}


def plain(value: Any) -> Any:
    """The same schema in the dialect of JSON Schema, which has no `\\Z`, and without the generator's own marks."""
    if isinstance(value, list):
        return [plain(part) for part in value]
    if not isinstance(value, dict):
        return value
    kept = {key: plain(part) for key, part in value.items() if key != "x-spec-enum-id"}
    if isinstance(kept.get("pattern"), str):
        kept["pattern"] = re.sub(r"\\[Zz]\Z", "$", kept["pattern"])
    return kept


@http.page
def documentation(request: HttpRequest) -> HttpResponse:
    """The page for people: resources, parameters, problems, commands that work."""
    context = {
        "title": "API",
        "vocabularies": [(words, list(shapes.described_names(names))) for words, names in VOCABULARIES],
        "problems": [(code, status, title) for code, (status, title) in problems.CODES.items()],
    }
    return http.render("relations/api.html", context)
