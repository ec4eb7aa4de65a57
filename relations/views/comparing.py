"""`…/compare/2..3/`: what one public version of a record says otherwise than another, word by word."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from relations import comparing, http, profiles
from relations.documents import load
from relations.profiles import Profile
from relations.views import records


@http.page
def compare(
    request: HttpRequest,
    first: int,
    second: int,
    word: str = "",
    public_id: str = "",
    slug: str = "",
    dossier: str = "",
) -> HttpResponse:
    """Two versions, the older one first whichever way they are named; gone as soon as one of them is withdrawn."""
    profile = records.found(public_id=public_id.upper()) if public_id else records.found(word=dossier)
    first, second = sorted((first, second))
    pair = [records.edition_of(profile, number) for number in (first, second)]
    path = f"{records.base_path(profile.listing)}compare/{first}..{second}/"
    if request.path_info != path:
        return HttpResponsePermanentRedirect(path)
    documents = [load(edition.document) for edition in pair]
    old, new = (comparing.values(document) for document in documents)
    names = profiles.names({*comparing.ids_at(comparing.changed(old, new), old, new), *own_dossiers(documents[1])})
    found = comparing.differences(profile.listing.type, old, new, names)
    own = [names[each] for each in own_dossiers(documents[1])]
    return http.render(
        "relations/compare.html",
        context_of(request, profile, pair) | {"differences": found} | records.navigation(names, own),
    )


def own_dossiers(document: dict[str, Any]) -> list[str]:
    """The dossiers that a record belongs to."""
    return document["record"].get("dossiers", [])


def context_of(request: HttpRequest, profile: Profile, pair: list[Any]) -> dict[str, Any]:
    """Everything on the page but the differences."""
    listing = profile.listing
    base = records.base_path(listing)
    first, second = (edition.number for edition in pair)
    between = [each | {"compare": ""} for each in records.history(profile) if first < each["number"] <= second]
    return {
        "title": _("%(title)s: version %(first)s and version %(second)s compared")
        % {"title": listing.called, "first": first, "second": second},
        "record": listing,
        "canonical": request.build_absolute_uri(listing.path),
        "robots": "noindex",
        "first": pair[0],
        "second": pair[1],
        "first_path": f"{base}v{first}/",
        "second_path": f"{base}v{second}/",
        "live_path": listing.path,
        "versions_path": f"{base}versions/",
        "is_live": second == listing.number,
        "between": between,
        "survivor": records.survivor_of(listing),
        "earlier": records.compare_path(profile, second - 1) if first > 1 else "",
        "later": records.compare_path(profile, second + 1) if second < profile.newest.number else "",
        "ignored": http.ignored(request),
    }
