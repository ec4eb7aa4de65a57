"""The versions of a record: which there are, and each as it was approved. The rules are those of its pages.

Two queries, however many versions there are.
"""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.request import Request

from relations import cards, vocabularies
from relations.api import answers, editions, openapi
from relations.api.items import with_document
from relations.cards import transport_json
from relations.documents import load
from relations.documents.fields import PublicId
from relations.filters import NoFilters
from relations.filters.records import VersionFilters
from relations.models import PublishedEdition
from relations.profiles import Profile
from relations.views import records
from relations.vocabularies import ChangeKind

NUMBER = OpenApiParameter(
    "number", {"type": "integer", "minimum": 1}, OpenApiParameter.PATH, description="Number of the version, from 1."
)


class WithdrawnVersion(serializers.Serializer):
    """All that is left of a withdrawn version."""

    number = serializers.IntegerField(min_value=1)
    published_at = serializers.DateTimeField()
    withdrawn = serializers.ChoiceField([(True, "yes")])


class PublicVersion(serializers.Serializer):
    """A version that can be read."""

    number = serializers.IntegerField(min_value=1)
    published_at = serializers.DateTimeField()
    withdrawn = serializers.ChoiceField([(False, "no")])
    change = serializers.ChoiceField(vocabularies.ChangeKind.choices, help_text="Why the version exists.")
    correction = serializers.BooleanField(help_text="True: the version before was wrong.")
    note = serializers.CharField(required=False, help_text="The editors' own words.")
    note_cs = serializers.CharField(required=False, help_text="The same in Czech.")
    content_hash = serializers.RegexField("^sha256:[0-9a-f]{64}$", help_text="Over the canonical text of the document.")
    url = serializers.CharField(help_text="Root-relative address of its page.")
    address = serializers.CharField(help_text="Root-relative address of the version in the API.")
    compare = serializers.CharField(
        required=False, help_text="What it changed. Absent of the first, and where the one before is withdrawn."
    )
    merged_into = PublicId(required=False, help_text="The record that stands for this one now.")


ListedVersion = PolymorphicProxySerializer(
    component_name="ListedVersion",
    serializers=[PublicVersion, WithdrawnVersion],
    resource_type_field_name=None,
)


class Versions(editions.OfRecord):
    """Every version of a record, newest first. Of a withdrawn one nothing but its number and its day."""

    ending = "versions/"

    def answer(self, request: Request, profile: Profile) -> HttpResponse:
        query = answers.strict(request, VersionFilters)
        found = [each for each in reversed(profile.editions) if query.after is None or each.number < query.after]
        shown = found[: query.limit]
        cursor = query.cursor_after(shown[-1].number) if len(found) > query.limit else None
        address = f"{editions.address_of(profile.listing)}{self.ending}"
        fragments = [transport_json(listed(profile, each)) for each in shown]
        return answers.list_response(fragments, answers.next_address(address, query, cursor), query.limit, request.head)


class Version(editions.OfRecord):
    """One version with its document, whose canonical text has the `content_hash` beside it; the titles are its own."""

    ending = "versions/{number}/"

    def answer(self, request: Request, profile: Profile, number: int) -> HttpResponse:
        answers.strict(request, NoFilters)
        edition = editions.edition_of(profile, number)
        item = cards.item(load(edition.document), edition) | {"url": records.version_path(profile, number)}
        response = answers.item_response(with_document(transport_json(item), edition.document), request.head)
        response["Link"] = editions.version_links(request, profile, number)
        return response


def listed(profile: Profile, edition: PublishedEdition) -> dict[str, Any]:
    """One version as the list shows it; what it does not have is left out."""
    number, listing = edition.number, profile.listing
    known = {"number": number, "published_at": edition.published_at.isoformat().replace("+00:00", "Z")}
    if records.is_withdrawn(profile, number):
        return known | {"withdrawn": True}
    change = load(edition.document).get("change") or {"kind": ChangeKind.FIRST}
    compared = records.compare_path(profile, number)
    found = known | {
        "withdrawn": False,
        "change": str(change["kind"]),
        "correction": change["kind"] == ChangeKind.CORRECTION,
        "note": change.get("note"),
        "note_cs": change.get("note_cs"),
        "content_hash": edition.content_hash,
        "url": records.version_path(profile, number),
        "address": editions.version_address(listing, number),
        "compare": compared and f"{editions.address_of(listing)}compare/?from={number - 1}&to={number}",
        **editions.merged_into(listing),
    }
    return {key: value for key, value in found.items() if value not in (None, "")}


def version_list(word: str, record_type: str) -> Any:
    """The list of versions of one type."""
    return editions.published(
        Versions, word, record_type, "versions",
        parameters=openapi.parameters(VersionFilters), responses={200: openapi.list_of(ListedVersion)},
    )  # fmt: skip


def version_view(word: str, record_type: str, shape: type) -> Any:
    """One version of one type."""
    return editions.published(
        Version, word, record_type, "version", parameters=[NUMBER], responses={200: openapi.item_of(shape)}
    )
