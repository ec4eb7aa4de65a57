"""Serializers that describe the API's answers in OpenAPI; documents are described by their own schema, unchanged.

They describe and are tested against real answers; nothing is serialised with them, because fragments are ready.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import django_filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from relations import vocabularies
from relations.api import problems
from relations.dates import PRECISIONS
from relations.documents import parts, schema
from relations.documents.fields import PublicId
from relations.filters import fields

PUBLIC_ID = OpenApiParameter(
    "public_id", OpenApiTypes.STR, OpenApiParameter.PATH, description="Public id: 6 characters, for example K7Q2XD."
)
NUMBERS = {
    fields.LimitField: {"type": "integer", "minimum": 1, "maximum": fields.LARGEST_LIMIT},
    fields.SeqField: {"type": "integer", "minimum": 0},
}
REFUSED = {
    400: "A parameter is unknown, repeated or malformed.",
    404: "Nothing public has this address.",
    405: "The API is read-only.",
    410: "The record was withdrawn.",
}


class Text(serializers.Serializer):
    """A text by language."""

    en = serializers.CharField()


class ItemDate(serializers.Serializer):
    """An imprecise date. A bound is absent where the value is open."""

    edtf = serializers.CharField()
    earliest = serializers.DateField(required=False)
    latest = serializers.DateField(required=False)
    precision = serializers.ChoiceField([(name, name) for name in PRECISIONS])
    approximate = serializers.BooleanField()
    uncertain = serializers.BooleanField()
    lasted = serializers.BooleanField()
    as_stated = serializers.CharField(required=False)


class Item(serializers.Serializer):
    """What lists say of every record."""

    id = PublicId()
    type = serializers.ChoiceField(vocabularies.RecordType.choices)
    version = serializers.IntegerField(min_value=1, help_text="Number of the published edition.")
    url = serializers.CharField(help_text="Root-relative address of the page.")
    title = Text()
    summary = Text(required=False)
    dossiers = serializers.ListField(child=PublicId(), required=False)
    sources = serializers.ListField(child=PublicId(), help_text="Ids of the cited sources.")
    content_hash = serializers.RegexField("^sha256:[0-9a-f]{64}$", help_text="Over the canonical text of the document.")
    published_at = serializers.DateTimeField()


class VisitItem(Item):
    kind = serializers.ChoiceField(vocabularies.VisitKind.choices)
    group = serializers.ChoiceField(vocabularies.Group.choices)
    standing = serializers.ChoiceField(vocabularies.Standing.choices)
    date = ItemDate()
    place = PublicId(required=False)
    participations = serializers.ListField(child=parts.Participation(), required=False)


class SourceItem(Item):
    kind = serializers.ChoiceField(vocabularies.SourceKind.choices)
    date = ItemDate(required=False)
    language = serializers.CharField(required=False)
    publisher = PublicId(required=False)


class PersonItem(Item):
    names = serializers.ListField(child=parts.Name(), required=False)


class CountryItem(PersonItem):
    historical = serializers.BooleanField(required=False)
    date = ItemDate(required=False, help_text="When the state existed.")


class OrganisationItem(PersonItem):
    kind = serializers.ChoiceField(vocabularies.OrganisationKind.choices)
    country = PublicId(required=False)


class PlaceItem(PersonItem):
    kind = serializers.ChoiceField(vocabularies.PlaceKind.choices)
    country = PublicId(required=False)


class DossierItem(Item):
    sides = serializers.ListField(child=parts.Side())


class Change(serializers.Serializer):
    """One act on the public record."""

    seq = serializers.IntegerField(min_value=1)
    op = serializers.ChoiceField(vocabularies.Op.choices)
    id = PublicId()
    type = serializers.ChoiceField(vocabularies.RecordType.choices)
    version = serializers.IntegerField(required=False, min_value=1)
    change = serializers.ChoiceField(
        vocabularies.ChangeKind.choices, required=False, help_text="Why the edition exists."
    )
    content_hash = serializers.CharField(required=False)
    at = serializers.DateTimeField()
    reason = serializers.ChoiceField(vocabularies.WithdrawalReason.choices, required=False)
    replacement = PublicId(required=False)
    notice = serializers.CharField(required=False)


class Meta(serializers.Serializer):
    """Where the public record stands."""

    seq = serializers.IntegerField(min_value=0, help_text="Number of the last act.")
    epoch = serializers.CharField(allow_blank=True, help_text="Changes when a backup was restored: start a copy anew.")


class ListPage(serializers.Serializer):
    next = serializers.CharField(
        allow_null=True, help_text="Root-relative address of the page after; null on the last."
    )
    limit = serializers.IntegerField(min_value=1, max_value=fields.LARGEST_LIMIT)


class ProblemError(serializers.Serializer):
    parameter = serializers.CharField()
    detail = serializers.CharField()
    suggestion = serializers.CharField(required=False)


class ProblemDetails(serializers.Serializer):
    """RFC 9457. A withdrawn record adds id, date, reason class, replacement and, once confirmed, the notice."""

    type = serializers.CharField(help_text="Root-relative address that explains the problem.")
    title = serializers.ChoiceField([(title, title) for _, title in problems.CODES.values()])
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.ListField(child=ProblemError(), required=False)
    id = PublicId(required=False)
    state = serializers.ChoiceField(vocabularies.State.choices, required=False)
    withdrawn_at = serializers.DateTimeField(required=False)
    reason = serializers.ChoiceField(vocabularies.WithdrawalReason.choices, required=False)
    replacement = PublicId(required=False)
    notice = serializers.CharField(required=False)


@cache
def document_of(record_type: str) -> type[serializers.Serializer]:
    """The whole document of one type, with its record described."""
    record = schema.SCHEMAS[record_type]
    return type(
        f"{record.__name__}Document", (schema.Document,), {"record": record(), "__doc__": "Canonical document."}
    )


@cache
def list_of(item: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The envelope of a list."""
    members = {"data": serializers.ListField(child=item()), "page": ListPage(), "meta": Meta()}
    return type(f"{item.__name__}List", (serializers.Serializer,), members)


@cache
def item_of(item: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The envelope of one record with its document."""
    word = item.__name__.removesuffix("Item")
    full = type(f"{word}WithDocument", (item,), {"document": document_of(word.lower())(), "__doc__": item.__doc__})
    return type(f"{word}Answer", (serializers.Serializer,), {"data": full(), "meta": Meta()})


def refusals(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    """The problem details that a resource may answer with."""
    return {
        (status, problems.CONTENT_TYPE): OpenApiResponse(ProblemDetails, description=REFUSED[status])
        for status in statuses
    }


def parameters(names: type[django_filters.FilterSet], without: Iterable[str] = ()) -> list[OpenApiParameter]:
    """The query names of a list as OpenAPI parameters; a name that takes several values is repeated."""
    left_out = set(without)
    return [parameter(name, each) for name, each in names.base_filters.items() if name not in left_out]


def parameter(name: str, each: Any) -> OpenApiParameter:
    return OpenApiParameter(
        name,
        NUMBERS.get(type(each.field), OpenApiTypes.STR),
        OpenApiParameter.QUERY,
        description=each.field.help_text,
        enum=getattr(each.field, "values", None),
        many=each.many,
        explode=True if each.many else None,
    )


def described_names(names: type[django_filters.FilterSet]) -> Iterable[tuple[str, str, list[str], bool]]:
    """(name, what it means, its closed values, whether it may be repeated) of every query name."""
    for name, each in names.base_filters.items():
        yield name, str(each.field.help_text), getattr(each.field, "values", []), each.many
