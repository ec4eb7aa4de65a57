"""`citation/`: one version of a record as a citation, by the formats of reference managers or in words.

It names the UTC day of access, so it alone changes at midnight. Three queries.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from relations import citations
from relations.api import answers, editions, openapi, problems
from relations.api.items import PermanentRedirect
from relations.api.readable import FORMAT as PAGE
from relations.citations import Cited
from relations.filters import Fault, Query
from relations.filters.records import CitationFilters
from relations.models import PublishedEdition
from relations.profiles import Profile
from relations.views.citing import cited_from
from relations.vocabularies import State

TEXT = "text/plain; charset=utf-8"
# Format -> how it is written, its media type.
FORMATS: dict[str, tuple[Callable[[Cited], str], str]] = {
    "csl-json": (citations.csl, "application/vnd.citationstyles.csl+json"),
    "bibtex": (citations.bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (citations.ris, "application/x-research-info-systems; charset=utf-8"),
    "iso690": (citations.iso690, TEXT),
    "apa": (citations.apa, TEXT),
}


class CslDate(serializers.Serializer):
    """A date of CSL-JSON. `literal`: the exact text in EDTF, of dates that need not be days."""

    literal = serializers.CharField(required=False)
    circa = serializers.BooleanField(required=False)

    def get_fields(self) -> dict[str, Any]:
        """The names of CSL have hyphens, so this one cannot be declared."""
        part = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=3)
        parts = serializers.ListField(child=part, min_length=1, max_length=2, required=False)
        return super().get_fields() | {"date-parts": parts}


class CslItem(serializers.Serializer):
    """The one item of the list: its version was `issued` on an exact day; what it tells of happened on `event-date`, or
    appeared on `original-date`.
    """

    id = serializers.CharField()
    type = serializers.ChoiceField([("webpage", "web page")])
    title = serializers.CharField()
    version = serializers.CharField()
    issued = CslDate()
    accessed = CslDate()
    language = serializers.CharField()
    URL = serializers.URLField()
    note = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """The names of CSL have hyphens, so these cannot be declared."""
        titles = {"container-title": serializers.CharField(), "collection-title": serializers.CharField(required=False)}
        dated = {name: CslDate(required=False) for name in sorted(set(citations.DATE_NAMES.values()))}
        return super().get_fields() | titles | dated


class Citation(editions.OfRecord):
    """The citation of the newest version, or of the one that `version` names, with the day of access (UTC)."""

    ending = "citation/"
    formats = (*FORMATS, PAGE)
    names_the_day = True

    def answer(self, request: Request, profile: Profile) -> HttpResponse:
        query = answers.strict(request, CitationFilters)
        if not query.one("version"):
            if profile.listing.state == State.MERGED:
                return survivors(request, profile)
            edition = editions.standing(profile).newest
        else:
            edition = chosen(query, profile)
        name = request.GET.get("format", "").strip()
        write, media_type = FORMATS.get(name, FORMATS["csl-json"])
        return HttpResponse(write(cited_from(request, profile, edition)), media_type)


def chosen(query: Query, profile: Profile) -> PublishedEdition:
    """The version that was asked for; 400 where the record never had it."""
    number, newest = int(query.one("version")), editions.standing(profile).newest.number
    if number > newest:
        told = f"version: this record has no version {number}; its newest is {newest}."
        raise problems.refused([Fault("invalid-parameter", "version", told)])
    return editions.edition_of(profile, number)


def survivors(request: Request, profile: Profile) -> HttpResponse:
    """308 to the citation of the record that stands for a merged one."""
    asked = request.META.get("QUERY_STRING", "")
    target = f"{editions.address_of(profile.listing.replacement.listing)}citation/"
    return PermanentRedirect(
        target + (f"?{asked}" if asked else ""), id=profile.listing.public_id, **editions.merged_into(profile.listing)
    )


def citation_view(word: str, record_type: str) -> Any:
    """The citation of one type."""
    return editions.published(
        Citation, word, record_type, "citation",
        parameters=openapi.parameters(CitationFilters),
        responses={(200, "application/vnd.citationstyles.csl+json"): CslItem(many=True)},
    )  # fmt: skip
