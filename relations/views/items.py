"""Item pages: the live page of a record, the page as it was on a day, its fixed versions, its short permalink."""

import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect

from relations import http, languages, moments, on_day, profiles
from relations.profiles import Profile
from relations.views import charts, clocks, records
from relations.vocabularies import RecordType, State


@clocks.page(known=("merged", "asof", "on", "format"))
def record(request: HttpRequest, word: str, public_id: str, slug: str = "") -> HttpResponse:
    """`/visits/K7Q2XD/slug/`: any other spelling of it leads to the current one, a merged record to what stands for it."""
    profile = records.standing(records.found(public_id=public_id.upper()))
    if profile.listing.type not in on_day.TYPES and "on" in request.GET:
        request.ignored.append("on")
    answer = then(request, profile) or charts.of_series(request, profile) or records.elsewhere(request, profile)
    return answer or live(request, profile)


def live(request: HttpRequest, profile: Profile) -> HttpResponse:
    """The page of the newest edition."""
    return records.show(request, profile, profile.newest, {})


@clocks.page(known=("asof",))
def short(request: HttpRequest, public_id: str, number: int | None = None) -> HttpResponse:
    """`/r/K7Q2XD/` and `/r/K7Q2XD/v3/`: the permanent short address of a record and of one version of it; `asof` goes on."""
    profile = records.found(public_id=public_id.upper())
    if number is not None:
        records.edition_of(profile, number)
        return HttpResponseRedirect(records.version_path(profile, number))
    if day := moments.asked(request.GET).day:
        return HttpResponseRedirect(f"{records.standing(profile).listing.path}?{urlencode({'asof': day})}")
    if profile.listing.state == State.MERGED:
        return HttpResponsePermanentRedirect(records.survivor_path(profile.listing))
    return HttpResponseRedirect(records.standing(profile).listing.path)


# --- The first clock ------------------------------------------------------------------------------


def then(request: HttpRequest, profile: Profile) -> HttpResponse | None:
    """`?asof=`: the record as it was public at the end of that day; None where no day that is over was asked for.

    Nothing withdrawn comes back: the notice stands in its place, as on the version itself.
    """
    day = moments.asked(request.GET).day
    if day is None:
        return None
    listing, was = profile.listing, moments.standing(profile, day)
    if was.state == State.MERGED:
        return HttpResponseRedirect(f"{records.base_path(listing.replacement.listing)}?{urlencode({'asof': day})}")
    if request.path_info != listing.path:
        return HttpResponsePermanentRedirect(f"{listing.path}?{urlencode({'asof': day})}")
    if was.edition is None:
        return not_then(profile, day, was.state)
    edition = records.edition_of(profile, was.edition.number)
    extra = {"robots": "noindex", "asof": day, "fixed_path": records.version_path(profile, edition.number)}
    return remembered(request, profile, records.show(request, profile, edition, extra), day)


def not_then(profile: Profile, day: datetime.date, state: str) -> HttpResponse:
    """The page of a day on which nothing of the record was public: 404, with the way to the present one."""
    context = {
        "record": profile.listing,
        "day": day,
        "first": moments.day_of(profile.listing.first_published_at),
        "stood_withdrawn": state == State.WITHDRAWN,
        "versions_path": f"{records.base_path(profile.listing)}versions/",
        "robots": "noindex",
    }
    menu = records.navigation(profiles.names([]), [])
    return http.render("relations/not_then.html", context | menu, status=404)


# --- Versions -------------------------------------------------------------------------------------


@http.page
def version(
    request: HttpRequest, number: int, word: str = "", public_id: str = "", slug: str = "", dossier: str = ""
) -> HttpResponse:
    """`…/v3/`: one approved document as it was; the names of other records are today's."""
    profile = records.found(public_id=public_id.upper()) if public_id else records.found(word=dossier)
    edition = records.edition_of(profile, number)
    path = records.version_path(profile, number)
    if request.path_info != path:
        return HttpResponsePermanentRedirect(path)
    response = records.show(request, profile, edition, {"robots": "noindex", "fixed": True, "fixed_path": path})
    return remembered(request, profile, response, edition.published_at)


@http.page(known=("format",))
def versions(
    request: HttpRequest, word: str = "", public_id: str = "", slug: str = "", dossier: str = ""
) -> HttpResponse:
    """`…/versions/`: number, date, kind of change and note of every edition; of withdrawn ones number and date.

    `?format=link`: what is still public of it as a time map of RFC 7089.
    """
    profile = records.found(public_id=public_id.upper()) if public_id else records.found(word=dossier)
    listing, wanted = profile.listing, request.GET.get("format") == "link"
    path = f"{records.base_path(listing)}versions/"
    if request.path_info != path:
        return HttpResponsePermanentRedirect(path + ("?format=link" if wanted else ""))
    if wanted:
        return timemap(request, profile)
    context = {
        "record": None if listing.state in records.GONE else listing,
        "survivor": records.survivor_of(listing),
        "gone_word": records.gone_word(listing),
        "public_id": listing.public_id,
        "type_label": RecordType(listing.type).label,
        "history": records.history(profile),
        "first_day": moments.day_of(listing.first_published_at).isoformat(),
        "robots": "noindex",
        "ignored": http.ignored(request),
    }
    return http.render("relations/versions.html", context | records.navigation(profiles.names([]), []))


def timemap(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Every version that is still public, with its moment."""
    base = records.base_path(profile.listing)
    mementos = [
        (full(request, records.version_path(profile, edition.number)), edition.published_at)
        for edition in profile.editions
        if not records.is_withdrawn(profile, edition.number)
    ]
    text = moments.timemap(mementos, original=full(request, base), own=full(request, f"{base}versions/?format=link"))
    return HttpResponse(text, moments.LINK_FORMAT)


def remembered(
    request: HttpRequest, profile: Profile, response: HttpResponse, at: datetime.datetime | datetime.date
) -> HttpResponse:
    """The same answer with the headers that say of which moment it is, and where the present and the other ones are."""
    base = records.base_path(profile.listing)
    found = moments.headers(at, original=full(request, base), timemap=full(request, f"{base}versions/?format=link"))
    for name, value in found.items():
        response[name] = value
    return response


def full(request: HttpRequest, path: str) -> str:
    """The whole address of a page in the language of this answer."""
    return request.build_absolute_uri(languages.in_language(path, languages.current()))
