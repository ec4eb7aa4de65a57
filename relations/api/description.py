"""The API described: `openapi.json` (OpenAPI 3.1), from the serializers that documents are validated with."""

import re
from functools import cache
from typing import Any

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request

from relations.api import answers, contents, examples, operations
from relations.cards import transport_json
from relations.filters import NoFilters

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
    found = operations.completed(plain(SchemaGenerator().get_schema(request=None, public=True)))
    found = examples.attach(contents.told(found))
    components = found["components"]["schemas"]
    parts = [name for name, schema in components.items() if "removed" in schema.get("properties", {})]
    for name in parts:
        components[name] = or_removed(components[name])
    components["RemovedPart"] = REMOVED
    return transport_json(found)


def or_removed(part: dict[str, Any]) -> dict[str, Any]:
    """A numbered part, or the stub that is left of it: no value is both."""
    own = part | {"properties": part["properties"] | {"removed": {"const": False}}}
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
