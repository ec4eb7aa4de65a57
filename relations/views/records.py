"""What stands on the page of one edition of a record, and what may be shown of it. The addresses are in `items`."""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import register_converter
from django.urls.converters import StringConverter

from relations import chains, http, mentions, moments, on_day, profiles, rendering, responses, structured
from relations.documents import load
from relations.models import Listing, PublishedEdition
from relations.profiles import Profile
from relations.responses import Around
from relations.vocabularies import PATH_WORDS, TIMELINE_TYPES, RecordType, State, WithdrawalReason


class World(NamedTuple):
    """Where a page finds what others say about its record: today's public record, or that of a moment not yet come."""

    names: Callable[..., profiles.Names]
    mentions: Callable[[Listing], list[profiles.Mention]]
    citing: Callable[[Listing], list[Listing]]
    around: Callable[[Profile, dict[str, Any]], Around | None]


# The address words of item pages; dossiers live at their own first word.
WORDS = {word: record_type for record_type, word in PATH_WORDS.items() if record_type != RecordType.DOSSIER}
GONE = (State.WITHDRAWN, State.VANISHED)


class PublicId(StringConverter):
    """Six characters; lower case leads to the upper case address."""

    regex = "[0-9A-Za-z]{6}"


class TypeWord(StringConverter):
    """`visits`, `people` and so on."""

    regex = "|".join(WORDS)


register_converter(PublicId, "public_id")
register_converter(TypeWord, "type_word")


def found(**which: str) -> Profile:
    """The profile, 404 when nothing was ever published under this id or word."""
    profile = profiles.profile(**which)
    if profile is None:
        raise Http404
    return profile


def elsewhere(request: HttpRequest, profile: Profile) -> HttpResponse | None:
    """Where another address of a record leads: to the record that it was merged into, or to its own current address."""
    if profile.listing.state == State.MERGED:
        return HttpResponsePermanentRedirect(survivor_path(profile.listing))
    if request.path_info != profile.listing.path:
        return HttpResponsePermanentRedirect(profile.listing.path)
    return None


def survivor_path(listing: Listing) -> str:
    """The address of what stands for a merged record; its page says why the reader is there."""
    return f"{base_path(listing.replacement.listing)}?{urlencode({'merged': listing.public_id})}"


def show(request: HttpRequest, profile: Profile, edition: PublishedEdition, extra: dict[str, Any]) -> HttpResponse:
    """The page of one edition."""
    return http.render(rendering.TEMPLATE, described(request, profile, edition) | extra)


def described(
    request: HttpRequest, profile: Profile, edition: PublishedEdition, world: World | None = None
) -> dict[str, Any]:
    """The context of one edition of a record, with what others say about it today (or in another `world`)."""
    world = world or World(profiles.names, profiles.mentions, profiles.citing, around_of)
    document = load(edition.document)
    listing = profile.listing
    around = world.around(profile, document)
    naming = world.mentions(listing) if around is None and listing.type != RecordType.SOURCE else []
    citing = world.citing(listing) if listing.type == RecordType.SOURCE else []
    ids = rendering.ids_named(document) | mentions.ids_in(naming) | (around.ids() if around else set())
    names = world.names(ids | mentions.ids_cited_through(citing), listing)
    shown = rendering.Version(edition.number, edition.published_at, listing.number)
    context = rendering.page(document, version=shown, names=names, around=around) | addresses(request, listing, edition)
    context |= {
        "sections": mentions.sections(naming, listing.public_id, names),
        "people": mentions.people_of(naming, names) if listing.type == RecordType.COUNTRY else [],
        "more_mentions": len(naming) >= profiles.MENTIONS_SHOWN,
        "history": history(profile),
        "merged": merged_into(request, names),
        "survivor": survivor_of(listing),
        "ignored": http.ignored(request),
        "problems": [] if "asof" in request.ignored else moments.asked(request.GET).problems,
        "first_day": moments.day_of(listing.first_published_at).isoformat(),
    }
    if listing.type == RecordType.SOURCE:
        ids_of_source = {listing.public_id, *(name.public_id for name in names.merged)}
        context["cited_by"] = mentions.reverse_citations(citing[: profiles.CITING_SHOWN], ids_of_source, names)
        context["cited_briefly"] = len(citing) > mentions.BRIEF
        context["more_citing"] = len(citing) > profiles.CITING_SHOWN
        context["read_through"] = [] if context["access_points"] else mentions.read_through(context["cited_by"])
    here = structured.site(f"{request.scheme}://{request.get_host()}")
    context["structured"] = structured.block(structured.record(document, context, names, here))
    context |= second_clock(request, listing, context)
    return with_timeline(context | navigation(names, context["dossiers"]), listing)


def second_clock(request: HttpRequest, listing: Listing, context: dict[str, Any]) -> dict[str, Any]:
    """What of a profile was true on the day that `on` names; nothing where the page does not know that clock."""
    if listing.type not in on_day.TYPES or "on" in request.ignored:
        return {}
    asked = moments.true_on(request.GET)
    shown = {"asks_on": on_day.has_any(context), "problems": [*context["problems"], *asked.problems]}
    if asked.day is None:
        return shown
    return shown | on_day.marked(context, asked.day) | {"on": asked.day, "robots": "noindex"}


def around_of(profile: Profile, document: dict[str, Any]) -> Around | None:
    """The chain and the case of an incident or visit, asked for only where there is one; None for what is no event."""
    if profile.listing.type not in TIMELINE_TYPES:
        return None
    answered = [answer["to"] for answer in responses.own_answers(document)]
    case = document["record"].get("case", "")
    if not (answered or case or profile.is_answered):
        return Around([], [])
    return chains.around(profile.listing.record_id, answered=answered, case=case)


def addresses(request: HttpRequest, listing: Listing, edition: PublishedEdition) -> dict[str, str]:
    """Every address of the record that its page shows."""
    return {
        "live_path": listing.path,
        "versions_path": f"{listing.path}versions/",
        "short_path": f"/r/{listing.public_id}/",
        "permalink": request.build_absolute_uri(f"/r/{listing.public_id}/v{edition.number}/"),
        "canonical": request.build_absolute_uri(listing.path),
        "json_path": f"/api/v1/{PATH_WORDS[listing.type]}/{listing.public_id}/",
    }


def merged_into(request: HttpRequest, names: profiles.Names) -> profiles.Name | None:
    """The merged record whose address led here (`?merged=`); one that did not is said to be ignored."""
    asked = request.GET.get("merged", "")
    name = next((name for name in names.merged if name.public_id == asked), None)
    if asked and name is None:
        request.ignored.append("merged")
    return name


def with_timeline(context: dict[str, Any], listing: Listing) -> dict[str, Any]:
    """The context with the address of the timeline filtered to this record, where dated entries name it."""
    if context["dossier_path"] and any(section["dated"] for section in context["sections"]):
        asked = "place" if listing.type == RecordType.PLACE else "who"
        context["timeline_path"] = f"{context['dossier_path']}timeline/?{asked}={listing.public_id}"
    return context


def navigation(names: profiles.Names, own: list[profiles.Name]) -> dict[str, Any]:
    """Which dossier the menu leads to: the record's own first one that is public, else the first of all."""
    dossiers = [name for name in own if name.path and name.state == State.PUBLIC] or names.dossiers
    return {
        "dossier_path": dossiers[0].path if dossiers else "",
        "dossier_title": dossiers[0].title if dossiers else "",
    }


# --- Versions, withdrawal and merging -------------------------------------------------------------


def standing(profile: Profile) -> Profile:
    """The same profile; raises `Gone` when the record is withdrawn or has vanished."""
    if profile.listing.state in GONE:
        raise http.Gone({"gone": withdrawal(profile)})
    return profile


def survivor_of(listing: Listing) -> profiles.Name | None:
    """The record that stands for a merged one; None for any other. Its versions were public, and stay so."""
    if listing.state != State.MERGED:
        return None
    other = listing.replacement.listing
    return profiles.Name(other.public_id, other.called, base_path(other), other.state, other.type)


def edition_of(profile: Profile, number: int) -> PublishedEdition:
    """One edition by number; `Gone` when a withdrawal covers it, 404 when there never was such a number."""
    edition = next((edition for edition in profile.editions if edition.number == number), None)
    if edition is None:
        raise Http404
    if is_withdrawn(profile, number):
        raise http.Gone({"gone": withdrawal(profile) | {"version": number}})
    return edition


def is_withdrawn(profile: Profile, number: int) -> bool:
    return profile.listing.state in GONE or number <= profile.listing.withdrawn_through


def withdrawal(profile: Profile) -> dict[str, Any]:
    """What the 410 page shows: nothing of the withdrawn text, not even its title."""
    listing = profile.listing
    removed = "This version was withdrawn." if listing.state == State.PUBLIC else "The record was removed."
    other = listing.replacement.listing if listing.replacement_id else None
    return {
        "public_id": listing.public_id,
        "type_label": RecordType(listing.type).label,
        "word": gone_word(listing),
        "reason": WithdrawalReason(listing.reason).label if listing.reason else removed,
        "at": listing.withdrawn_at,
        "notice": listing.notice,
        "replacement": profiles.name_of(other) if other else None,
        "present": profiles.name_of(listing) if listing.state == State.PUBLIC else None,
        "versions_path": f"{base_path(listing)}versions/",
    }


def gone_word(listing: Listing) -> str:
    """How the notice calls what happened to a record."""
    return "removed" if listing.state == State.VANISHED else "withdrawn"


def base_path(listing: Listing) -> str:
    """The address in front of `v3/` and `versions/`; that of a withdrawn record does not repeat its slug."""
    if listing.state not in GONE or listing.type == RecordType.DOSSIER:
        return listing.path
    return f"/{PATH_WORDS[listing.type]}/{listing.public_id}/withdrawn/"


def version_path(profile: Profile, number: int) -> str:
    return f"{base_path(profile.listing)}v{number}/"


def history(profile: Profile) -> list[dict[str, Any]]:
    """Every edition, newest first; the note of a withdrawn one is part of what was withdrawn."""
    return [
        {"number": edition.number, "at": edition.published_at, "withdrawn": True}
        if is_withdrawn(profile, edition.number)
        else {
            "number": edition.number,
            "at": edition.published_at,
            "path": version_path(profile, edition.number),
            "change": rendering.change(load(edition.document)),
            "compare": compare_path(profile, edition.number),
        }
        for edition in reversed(profile.editions)
    ]


def compare_path(profile: Profile, number: int) -> str:
    """The page of what a version changed; "" for the first one, and where the one before is withdrawn."""
    if number == 1 or is_withdrawn(profile, number - 1):
        return ""
    return f"{base_path(profile.listing)}compare/{number - 1}..{number}/"
