"""`/embed/…`: one record in a few lines for a frame on somebody else's page, newest or of one fixed version; and oEmbed.

The only answers that may be framed. They hold no script, set no cookie, and name their source inside the frame.
"""

import re
from inspect import unwrap
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt

from relations import http, languages, profiles, rendering
from relations.cards import transport_json
from relations.documents import as_read, load
from relations.models import Listing, PublishedEdition
from relations.profiles import Profile
from relations.views import items, records
from relations.vocabularies import PATH_WORDS, ChangeKind, RecordType, State

ANYBODY = {"frame-ancestors": ["*"]}
WIDTH, HEIGHT, NARROWEST, LOWEST = 640, 320, 240, 200
CLAIM = re.compile("[1-9][0-9]{0,4}")
SIZE = re.compile("[1-9][0-9]{0,4}")


def framable(view: http.View) -> http.View:
    """May stand in a frame of any page. Outside the page cache, which keeps headers but not what middleware adds."""
    opened = xframe_options_exempt(csp_replace(ANYBODY)(view))

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = opened(request, *args, **kwargs)
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    answer.csrf_exempt = True
    return answer


@framable
@http.page(known=("claim",))
def embed(request: HttpRequest, word: str, public_id: str, number: int | None = None) -> HttpResponse:
    """`/embed/visits/K7Q2XD/` and `…/v3/`; `?claim=2` shows that statement instead of the summary."""
    profile = records.found(public_id=public_id.upper())
    path = path_of(profile.listing, number)
    if profile.listing.state == State.MERGED and number is None:
        return HttpResponsePermanentRedirect(path_of(profile.listing.replacement.listing, None))
    if request.path_info != path:
        return HttpResponsePermanentRedirect(path)
    try:
        edition = records.edition_of(profile, number) if number else records.standing(profile).newest
    except http.Gone as gone:
        return http.render(
            "relations/embed_gone.html", gone.context | {"permalink": permalink(request, profile)}, status=410
        )
    return http.render("relations/embed.html", context(request, profile, edition, fixed=number is not None))


def path_of(listing: Listing, number: int | None) -> str:
    """The one address of an embed; a dossier has none."""
    if listing.type == RecordType.DOSSIER:
        raise Http404
    return f"/embed/{PATH_WORDS[listing.type]}/{listing.public_id}/" + (f"v{number}/" if number else "")


def permalink(request: HttpRequest, profile: Profile) -> str:
    return request.build_absolute_uri(f"/r/{profile.listing.public_id}/")


def context(request: HttpRequest, profile: Profile, edition: PublishedEdition, *, fixed: bool) -> dict[str, Any]:
    """The page of the record, of which the frame shows a few lines."""
    listing, document = profile.listing, load(edition.document)
    names = profiles.names(rendering.ids_named(document), listing)
    shown = rendering.Version(edition.number, edition.published_at, listing.number)
    whole = rendering.page(document, version=shown, names=names)
    corrected = [
        each for each in profile.editions
        if each.number <= edition.number and change_of(each) == ChangeKind.CORRECTION and not records.is_withdrawn(profile, each.number)
    ]  # fmt: skip
    return whole | {
        "fixed": fixed,
        "claim": claim_of(request, whole["claims"]),
        "corrected": corrected[-1].published_at if corrected else None,
        "permalink": permalink(request, profile),
        "version_path": request.build_absolute_uri(f"/r/{listing.public_id}/v{edition.number}/"),
        "canonical": request.build_absolute_uri(listing.path),
        "robots": "noindex",
    }


def change_of(edition: PublishedEdition) -> str:
    return (load(edition.document).get("change") or {}).get("kind", "")


def claim_of(request: HttpRequest, claims: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The statement that is asked for, where this version has it."""
    asked = request.GET.get("claim", "")
    if not CLAIM.fullmatch(asked):
        return None
    return next((each for each in claims if each["n"] == int(asked) and not each.get("removed")), None)


# --- oEmbed ---------------------------------------------------------------------------------------


@http.page(known=("url", "maxwidth", "maxheight", "format"))
def oembed(request: HttpRequest) -> HttpResponse:
    """`/embed/oembed/?url=`: the frame for one of our addresses, as oembed.com describes it. JSON alone."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only format=json is served.", "text/plain; charset=utf-8", status=501)
    profile, number, language = asked_for(request)
    edition = records.edition_of(profile, number) if number else records.standing(profile).newest
    path = languages.in_language(path_of(profile.listing, number), language)
    title = str(as_read(load(edition.document), language)["record"]["title"])
    width, height = size(request, "maxwidth", WIDTH, NARROWEST), size(request, "maxheight", HEIGHT, LOWEST)
    frame = '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>'
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": settings.SITE_NAME,
        "provider_url": request.build_absolute_uri("/"),
        "html": format_html(frame, request.build_absolute_uri(path), width, height, title),
        "width": width,
        "height": height,
    }
    return HttpResponse(transport_json(answer), "application/json", headers={"Access-Control-Allow-Origin": "*"})


def asked_for(request: HttpRequest) -> tuple[Profile, int | None, str]:
    """The record, version and language at the address in `url`, else the language of this one; 404 for what is none of ours."""
    try:
        parts = urlsplit(request.GET.get("url", ""))
        language, path = languages.split(parts.path)
        found = resolve(path) if parts.netloc == request.get_host() else None
    except (Resolver404, ValueError) as fault:
        raise Http404 from fault
    if found is None or unwrap(found.func) not in map(unwrap, (items.record, items.version, items.short, embed)):
        raise Http404
    if "public_id" not in found.kwargs:
        raise Http404
    spoken = languages.current() if language == languages.ORIGINAL else language
    return records.found(public_id=found.kwargs["public_id"].upper()), found.kwargs.get("number"), spoken


def size(request: HttpRequest, name: str, usual: int, least: int) -> int:
    """What the asking page allows, but no less than can be read."""
    asked = request.GET.get(name, "")
    return max(least, min(usual, int(asked))) if SIZE.fullmatch(asked) else usual
