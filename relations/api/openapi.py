"""How a resource is described in OpenAPI: its parameters, the envelopes of its answers, its refusals. Answers nothing."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import django_filters
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, PolymorphicProxySerializer
from rest_framework import serializers

from relations.api import problems, shapes, values
from relations.documents import schema

PUBLIC_ID = OpenApiParameter(
    "public_id",
    {"type": "string", "pattern": values.EITHER_CASE},
    OpenApiParameter.PATH,
    description="Public id of the record: 6 characters. In lower case it answers 308.",
)
DOSSIER_ID = OpenApiParameter(
    "public_id",
    {"type": "string", "pattern": "^[0-9A-Za-z-]+$", "maxLength": 80},
    OpenApiParameter.PATH,
    description="Public id of the dossier: 6 characters. In lower case, and by its address word, it answers 308.",
)
REFUSED = {
    400: "A parameter is unknown, repeated or malformed.",
    404: "Nothing public has this address.",
    405: "The API is read-only.",
    410: "The record was withdrawn, or removed for good.",
}
MOVED = OpenApiResponse(
    shapes.Moved, description="The record was merged into another, or the id or slug has another form: see `Location`."
)


@cache
def document_of(record_type: str) -> type[serializers.Serializer]:
    """The whole document of one type, with its record described."""
    record = schema.SCHEMAS[record_type]
    return type(
        f"{record.__name__}Document", (schema.Document,), {"record": record(), "__doc__": "Canonical document."}
    )


@cache
def list_of(
    item: type[serializers.Serializer] | PolymorphicProxySerializer,
    names: type[django_filters.FilterSet] | None = None,
) -> type[serializers.Serializer]:
    """The envelope of a list of one shape, or of a union of shapes; with what else `names` can ask for."""
    union = isinstance(item, PolymorphicProxySerializer)
    name, child = (item.component_name, item) if union else (item.__name__, item())
    paging = shapes.ShapedListPage() if names else shapes.ListPage()
    members = {"data": serializers.ListField(child=child), "page": paging, "meta": shapes.Meta()}
    return type(f"{name}List", (serializers.Serializer,), members | (beside(name, names) if names else {}))


@cache
def item_of(
    item: type[serializers.Serializer], names: type[django_filters.FilterSet] | None = None
) -> type[serializers.Serializer]:
    """The envelope of one record with its document, as it is now and with what `names` can ask for; or of one version."""
    word = item.__name__.removesuffix("Item")
    members = {"data": with_document(item)(), "meta": shapes.Meta()} | (beside(word, names) if names else {})
    return type(f"{word}{'' if names else 'Version'}Answer", (serializers.Serializer,), members)


@cache
def with_document(item: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The shape of a record with its document."""
    word = item.__name__.removesuffix("Item")
    return type(f"{word}WithDocument", (item,), {"document": document_of(word.lower())(), "__doc__": item.__doc__})


def beside(name: str, names: type[django_filters.FilterSet]) -> dict[str, serializers.Field]:
    """The members of an envelope that are there where they are asked for."""
    included = serializers.DictField(child=shapes.included_item(), required=False, help_text=shapes.INCLUDED_HELP)
    facets = names.base_filters.get("facets")
    if facets is None:
        return {"included": included}
    counts = {each: serializers.ListField(child=shapes.FacetValue(), required=False) for each in facets.field.values}
    told = "Where `facets` asks for it: the whole list by value, whatever the page. A value that no item has is absent."
    members = type(f"{name}Facets", (serializers.Serializer,), counts | {"__doc__": "Values and how often they occur."})
    return {"included": included, "facets": members(required=False, help_text=told)}


def refusals(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    """The problem details that a resource may answer with."""
    return {
        (status, problems.CONTENT_TYPE): OpenApiResponse(shapes.ProblemDetails, description=REFUSED[status])
        for status in statuses
    }


def parameters(names: type[django_filters.FilterSet], *, required: tuple[str, ...] = ()) -> list[OpenApiParameter]:
    """The query names of a list as OpenAPI parameters; a name that takes several values is repeated."""
    return [parameter(name, each, required=name in required) for name, each in names.base_filters.items()]


def parameter(name: str, each: Any, *, required: bool = False) -> OpenApiParameter:
    """One query name: what it means, what its values are, one that works."""
    example = values.example_of(name, each)
    return OpenApiParameter(
        name,
        values.schema_of(each),
        OpenApiParameter.QUERY,
        description=each.field.help_text,
        explode=True if each.many else None,
        required=required,
        examples=[] if example is None else [OpenApiExample(name, value=example)],
    )


def described_names(filters: Mapping[str, Any]) -> list[tuple[str, str, list[str], bool]]:
    """(name, what it means, its closed values, whether it may be repeated) of some query names."""
    return [
        (name, str(each.field.help_text), getattr(each.field, "values", []), each.many)
        for name, each in filters.items()
    ]
