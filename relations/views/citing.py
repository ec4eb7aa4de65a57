"""Item pages as citations: `?format=bibtex|ris|csl` on the live page and on fixed versions."""

import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect

from relations import citations, http, moments, profiles
from relations.citations import Cited
from relations.documents import load
from relations.http import View
from relations.models import PublishedEdition
from relations.profiles import Profile
from relations.views import records
from relations.vocabularies import State

# Format -> how it is written, its media type, the ending of the file.
FORMATS = {
    "bibtex": (citations.bibtex, "application/x-bibtex; charset=utf-8", "bib"),
    "ris": (citations.ris, "application/x-research-info-systems; charset=utf-8", "ris"),
    "csl": (citations.csl, "application/vnd.citationstyles.csl+json; charset=utf-8", "json"),
}


def offered(view: View) -> View:
    """The page with its citations beside it. They name the day of access, so they alone change at midnight (UTC)."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (cite if request.GET.get("format") in FORMATS else view)(request, *args, **kwargs)

    return answer


@http.page(known=("format", "asof"), today=True)
def cite(
    request: HttpRequest,
    word: str = "",
    public_id: str = "",
    slug: str = "",
    dossier: str = "",
    number: int | None = None,
) -> HttpResponse:
    """The citation of the version that the page at this address shows; gone and moved as the page is."""
    profile = records.found(public_id=public_id.upper()) if public_id else records.found(word=dossier)
    wanted = request.GET["format"]
    if number is None and moments.asked(request.GET).day:
        records.standing(profile)
        number = edition_then(profile, moments.asked(request.GET).day).number
        return HttpResponseRedirect(f"{records.version_path(profile, number)}?format={wanted}")
    if number is not None:
        edition, path = records.edition_of(profile, number), records.version_path(profile, number)
    else:
        edition, path = records.standing(profile).newest, profile.listing.path
        if profile.listing.state == State.MERGED:
            path = records.base_path(profile.listing.replacement.listing)
    if request.path_info != path:
        return HttpResponsePermanentRedirect(f"{path}?format={wanted}")
    return sent(cited_from(request, profile, edition), wanted)


def sent(cited: Cited, wanted: str) -> HttpResponse:
    """A citation as a file of one format."""
    write, media_type, ending = FORMATS[wanted]
    response = HttpResponse(write(cited), media_type)
    response["Content-Disposition"] = f'attachment; filename="{cited.key}.{ending}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def edition_then(profile: Profile, day: datetime.date) -> PublishedEdition:
    """What stood in public at the end of a day; 404 where nothing did."""
    edition = moments.standing(profile, day).edition
    if edition is None:
        raise Http404
    return edition


def cited_from(request: HttpRequest, profile: Profile, edition: PublishedEdition) -> Cited:
    """What the citation says of an edition; the dossier by its name of today, as on the page."""
    document = load(edition.document)
    names = profiles.names(document["record"].get("dossiers", []))
    own = [names[each] for each in document["record"].get("dossiers", [])]
    within = records.navigation(names, own)["dossier_title"]
    title = document["record"]["title"]
    return Cited(
        profile.listing.public_id,
        edition.number,
        title,
        settings.SITE_NAME,
        within if within != title else "",
        edition.published_at.astimezone(datetime.UTC).date(),
        datetime.datetime.now(datetime.UTC).date(),
        edition.content_hash,
        request.build_absolute_uri(f"/r/{profile.listing.public_id}/v{edition.number}/"),
        profile.listing.type,
        document["record"].get("date", {}).get("edtf", ""),
    )
