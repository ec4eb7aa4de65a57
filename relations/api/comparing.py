"""`compare/?from=1&to=3`: what one public version of a record says otherwise than another, by anchor. Three queries."""

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from relations import comparing, profiles, vocabularies
from relations.api import answers, editions, openapi, problems, shapes
from relations.api.corrections import CorrectedPlace, place
from relations.cards import transport_json
from relations.documents import load
from relations.documents.fields import PublicId
from relations.filters import Fault, Query
from relations.filters.records import CompareFilters
from relations.models import PublishedEdition
from relations.profiles import Profile
from relations.views import records

ENDS = ("from", "to")
EXAMPLE = "for example from=1&to=2"


class ComparedVersion(serializers.Serializer):
    """One of the two versions."""

    number = serializers.IntegerField(min_value=1)
    published_at = serializers.DateTimeField()
    content_hash = serializers.CharField()


class Comparison(serializers.Serializer):
    """What the version `to` says otherwise than the version `from`, in reading order."""

    id = PublicId()
    type = serializers.ChoiceField(vocabularies.RecordType.choices)
    url = serializers.CharField(help_text="Root-relative address of the page of this comparison, the older one first.")
    to = ComparedVersion(help_text="The version whose words are `after`.")
    changes = serializers.ListField(child=CorrectedPlace())

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python, so this one cannot be declared."""
        return super().get_fields() | {"from": ComparedVersion(help_text="The version whose words are `before`.")}


class ComparisonAnswer(serializers.Serializer):
    data = Comparison()
    meta = shapes.Meta()


class Compare(editions.OfRecord):
    """Two versions compared, in the order in which they are named."""

    ending = "compare/"

    def answer(self, request: Request, profile: Profile) -> HttpResponse:
        query = answers.strict(request, CompareFilters)
        refuse(faults_of(query))
        editions.standing(profile)
        refuse(unknown(query, profile))
        pair = [editions.edition_of(profile, int(query.one(end))) for end in ENDS]
        return answers.item_response(transport_json(described(profile, pair)), request.head)


def refuse(faults: list[Fault]) -> None:
    if faults:
        raise problems.refused(faults)


def faults_of(query: Query) -> list[Fault]:
    """What cannot be right of any record: a version that is not named, one compared with itself."""
    missing = [end for end in ENDS if not query.one(end)]
    told = "{end} is missing: say which two versions to compare; {example}."
    found = [Fault("invalid-parameter", end, told.format(end=end, example=EXAMPLE)) for end in missing]
    if not missing and query.one("from") == query.one("to"):
        same = f"to: version {query.one('to')} is the same as from; name two versions, {EXAMPLE}."
        found.append(Fault("invalid-parameter", "to", same))
    return found


def unknown(query: Query, profile: Profile) -> list[Fault]:
    """Numbers that this record does not have."""
    newest = profile.newest.number
    known = f"it has versions 1 to {newest}" if newest > 1 else "it has version 1 alone, so there is nothing to compare"
    return [
        Fault("invalid-parameter", end, f"{end}: this record has no version {query.one(end)}; {known}.")
        for end in ENDS
        if int(query.one(end)) > newest
    ]


def described(profile: Profile, pair: list[PublishedEdition]) -> dict[str, Any]:
    """The comparison of two editions."""
    old, new = (comparing.values(load(edition.document)) for edition in pair)
    names = profiles.names(comparing.ids_at(comparing.changed(old, new), old, new))
    listing, numbers = profile.listing, sorted(edition.number for edition in pair)
    return {
        "id": listing.public_id,
        "type": listing.type,
        "url": f"{records.base_path(listing)}compare/{numbers[0]}..{numbers[1]}/",
        **{end: version(edition) for end, edition in zip(ENDS, pair, strict=True)},
        "changes": [place(each) for each in comparing.differences(listing.type, old, new, names)],
    }


def version(edition: PublishedEdition) -> dict[str, Any]:
    at = edition.published_at.isoformat().replace("+00:00", "Z")
    return {"number": edition.number, "published_at": at, "content_hash": edition.content_hash}


def compare_view(word: str, record_type: str) -> Any:
    """The comparison of one type."""
    return editions.published(
        Compare, word, record_type, "compare",
        parameters=openapi.parameters(CompareFilters, required=ENDS), responses={200: ComparisonAnswer},
    )  # fmt: skip
