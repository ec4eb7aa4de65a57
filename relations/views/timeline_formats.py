"""The page of a timeline in the formats to take along: its addresses, and what is wrong with them. Four queries at most.

What the formats hold stands in `relations.selections`; JSON is the answer of the API.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from relations import languages, selections
from relations.api import answers
from relations.dossiers import Surroundings
from relations.exports import Item
from relations.feeds import Feed
from relations.filters import Query
from relations.filters.reading import Page
from relations.models import PublishedEdition
from relations.selections import FEEDS, cut, items_of

__all__ = ["FORMATS", "OTHER", "cut", "items_of"]

FORMATS = ("csv", "json", "atom", "jsonfeed", "ics", "geojson", "timelinejs")
OTHER = ("format", "ics", "print")


def understood(params: QueryDict) -> QueryDict:
    """The query string as the wanted format reads it."""
    if params.get("format") not in FEEDS:
        return params
    fixed = params.copy()
    fixed["sort"] = selections.NEWEST
    return fixed


def problems(params: QueryDict) -> list[str]:
    """A sentence for each value of the names that are no filters and that is not used."""
    known = {"format": FORMATS, "ics": ("all",), "print": ("1",)}
    given = [(name, params.get(name, "")) for name in known]
    return [
        _("%(name)s: “%(value)s” is not one of %(known)s.")
        % {"name": name, "value": value[:40], "known": ", ".join(known[name])}
        for name, value in given
        if value and value not in known[name]
    ]


def extra(params: QueryDict) -> list[tuple[str, str]]:
    """What an address has to keep beside the filters."""
    found = [("format", params.get("format"))] if params.get("format") in FORMATS else []
    found += [("ics", "all")] if params.get("format") == "ics" and params.get("ics") == "all" else []
    return found or ([("print", "1")] if params.get("print") == "1" else [])


def joined(query: str, pairs: list[tuple[str, str]]) -> str:
    """A canonical query string and further pairs."""
    return "&".join(filter(None, [query, urlencode(pairs)]))


def length(query: Query, params: QueryDict) -> int:
    """How many entries an answer holds; what is printed is as long as a file."""
    wanted = params.get("format") if params.get("format") in FORMATS else ""
    printed = not wanted and params.get("print") == "1"
    return selections.length("csv" if printed else wanted, query)


def addresses(query: Query, path: str) -> dict[str, str]:
    """Format -> the same selection in it, from its first page on; `all`: the calendar with vague dates, `print`."""
    found = {}
    for name in FORMATS:
        order = {"sort": None} if name in FEEDS else {}
        found[name] = f"{path}?{joined(query.changed(limit=None, view=None, **order), [('format', name)])}"
    found["all"] = f"{found['ics']}&ics=all"
    return found | {"print": f"{path}?{joined(query.changed(limit=None), [('print', '1')])}"}


def answer(request: HttpRequest, query: Query, around: Surroundings, found: Page, items: list[Item]) -> HttpResponse:
    """The selection in the wanted format; `Link` says where it goes on, and what was really answered."""
    params, base = request.GET, request.build_absolute_uri("/").rstrip("/")
    wanted, path = params["format"], languages.in_language(f"{around.dossier.path}timeline/", languages.current())
    pairs = extra(params)
    following = f"{path}?{joined(query.changed(cursor=found.next), pairs)}" if found.next else None
    page = query.changed(cursor=query.one("cursor"), view=None)
    feed = Feed(
        title=_("%(dossier)s: timeline") % {"dossier": around.dossier.title},
        page=f"{base}{path}" + (f"?{page}" if page else ""),
        address=f"{base}{path}?{joined(query.canonical, pairs)}",
        since=since(around) if wanted in FEEDS and not items else None,
        base=base,
    )
    if wanted == "json":
        rows = (row.fragment for row in found.rows)
        text = answers.list_response(rows, following, query.limit, request.head).content
    else:
        text = selections.body(wanted, feed, items, around.names, vague=params.get("ics") == "all")
    return selections.answer(wanted, text, feed, following, f"{around.dossier.path.strip('/')}-timeline")


def since(around: Surroundings) -> Any:
    """When the dossier was first published: the time of a feed without entries. One query."""
    return PublishedEdition.objects.get(record=around.pk, number=1).published_at
