"""What hangs on one record of the API: finding it under the word of its type, its editions, the addresses between them.

Which edition may be shown is decided by `views.records` for pages and API alike; here its refusals become problems.
"""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from relations import http, profiles
from relations.api import answers, openapi, problems, relating
from relations.api.items import PermanentRedirect, dossier_called
from relations.documents.fields import ID
from relations.models import Listing, PublishedEdition
from relations.profiles import Profile
from relations.views import records
from relations.vocabularies import PATH_WORDS, State


class OfRecord(answers.ApiView):
    """A resource under the address of one record; `answer` is given the record's profile."""

    path = ""  # of the list of the type
    record_type = ""
    ending = ""  # what stands after the record's own address

    def get(self, request: Request, public_id: str, **numbers: int) -> HttpResponse:
        if not ID.match(public_id):
            return self.renamed(request, public_id, **numbers)
        profile = profiles.profile(public_id=public_id)
        if profile is None or profile.listing.type != self.record_type:
            raise problems.not_found()
        return self.answer(request, profile, **numbers)

    def answer(self, request: Request, profile: Profile, **numbers: int) -> HttpResponse:
        raise NotImplementedError

    def renamed(self, request: Request, word: str, **numbers: int) -> HttpResponse:
        """308 from a dossier's slug or from an id in lower case, public or not; else 404."""
        public_id = (self.record_type == "dossier" and dossier_called(word)) or word.upper()
        if not (word.isascii() and ID.match(public_id)):
            raise problems.not_found()
        asked = request.META.get("QUERY_STRING", "")
        target = f"{self.path}{public_id}/{self.ending.format(**numbers)}"
        return PermanentRedirect(target + (f"?{asked}" if asked else ""))


def address_of(listing: Listing) -> str:
    """The record in the API."""
    return f"{answers.BASE}{PATH_WORDS[listing.type]}/{listing.public_id}/"


def version_address(listing: Listing, number: int) -> str:
    """One of its versions in the API."""
    return f"{address_of(listing)}versions/{number}/"


def standing(profile: Profile) -> Profile:
    """The same profile; 410 when the record is withdrawn or was removed."""
    if profile.listing.state in records.GONE:
        raise gone(profile.listing)
    return profile


def edition_of(profile: Profile, number: int) -> PublishedEdition:
    """One edition by number; 410 where a withdrawal covers it, 404 where there never was one."""
    try:
        return records.edition_of(profile, number)
    except http.Gone as error:
        if profile.listing.state in records.GONE:
            raise gone(profile.listing) from error
        told = "This version was withdrawn; a later one is public."
        raise problems.Problem("withdrawn", told, id=profile.listing.public_id, version=number) from error


def gone(listing: Listing) -> problems.Problem:
    """410 of a record that is no longer public, as its own address answers it."""
    row = {name: getattr(listing, name) for name in ("public_id", "state", "reason", "withdrawn_at", "updated_at")}
    other = listing.replacement.public_id if listing.replacement_id else None
    return problems.gone(row | {"notice": listing.notice, "replacement__public_id": other})


def merged_into(listing: Listing) -> dict[str, str]:
    """The record that stands for a merged one, as a member of an answer; {} for any other."""
    return {"merged_into": listing.replacement.public_id} if listing.state == State.MERGED else {}


def shown(profile: Profile) -> list[int]:
    """The numbers that can still be read, oldest first."""
    return [each.number for each in profile.editions if not records.is_withdrawn(profile, each.number)]


def version_links(request: Request, profile: Profile, number: int) -> str:
    """The links of one version, and those to the versions around it that are not withdrawn (RFC 5829)."""
    listing, numbers = profile.listing, shown(profile)
    near = {"latest-version": numbers[-1], "predecessor-version": number - 1, "successor-version": number + 1}
    found = [relating.linked(version_address(listing, at), rel) for rel, at in near.items() if at in numbers]
    word, page = PATH_WORDS[listing.type], records.version_path(profile, number)
    return ", ".join([relating.of_edition(request, word, listing.public_id, number, page), *found])


def published(view: type[OfRecord], word: str, record_type: str, operation: str, **schema: Any) -> Any:
    """The resource of one type under `word`, described and framed."""
    identity = openapi.DOSSIER_ID if record_type == "dossier" else openapi.PUBLIC_ID
    schema["parameters"] = [identity, *schema["parameters"]]
    refused = openapi.refusals(400, 404, 405, 410)
    schema["responses"] = {**schema["responses"], 304: None, 308: openapi.MOVED, **refused}

    @extend_schema(operation_id=f"{word}_{operation}", tags=[word], **schema)
    def get(self: OfRecord, request: Request, public_id: str, **numbers: int) -> HttpResponse:
        return OfRecord.get(self, request, public_id, **numbers)

    own = type(f"{word.title()}{view.__name__}", (view,), {"get": get, "__doc__": view.__doc__})
    return answers.published(own, path=f"{answers.BASE}{word}/", record_type=record_type)
