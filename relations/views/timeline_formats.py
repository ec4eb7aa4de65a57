"""The timeline in the formats to take along: JSON, CSV, Atom, JSON Feed, calendar. Four queries at most."""

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from relations import calendars, exports, feeds, languages, timeline
from relations.api import answers
from relations.dossiers import Surroundings
from relations.exports import Item
from relations.feeds import Feed
from relations.filters import Query
from relations.filters.reading import Page
from relations.models import PublishedEdition

FORMATS = {"csv": "CSV", "json": "JSON", "atom": "Atom", "jsonfeed": "JSON Feed", "ics": "iCalendar"}
FEEDS = ("atom", "jsonfeed")  # of what was published or changed last, whatever the order of the page
FILES = ("csv", "ics")
MEDIA_TYPES = feeds.MEDIA_TYPES | {"json": "application/json", "ics": "text/calendar; charset=utf-8"}
OTHER = ("format", "ics", "print")
MOST_AT_ONCE = 1000


def understood(params: QueryDict) -> QueryDict:
    """The query string as the wanted format reads it."""
    if params.get("format") not in FEEDS:
        return params
    fixed = params.copy()
    fixed["sort"] = "-updated"
    return fixed


def problems(params: QueryDict) -> list[str]:
    """A sentence for each value of the names that are no filters and that is not used."""
    known = {"format": tuple(FORMATS), "ics": ("all",), "print": ("1",)}
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


def cut(query: Query, fragment: str, limit: int) -> Page:
    """One page that may be longer than the pages for reading."""
    found = timeline.page(query.entries(), order=query.sort, after=query.after, limit=limit, fragment=fragment)
    return Page(found.rows, None if found.after is None else query.cursor_after(found.after))


def length(query: Query, params: QueryDict) -> int:
    """How many entries an answer holds: files and print are long unless told otherwise."""
    whole = params.get("format") in FILES or (params.get("format") not in FORMATS and params.get("print") == "1")
    return MOST_AT_ONCE if whole and "limit" not in query.values else query.limit


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
    here = f"{path}?{joined(query.canonical, pairs)}"
    following = f"{path}?{joined(query.changed(cursor=found.next), pairs)}" if found.next else None
    page = query.changed(cursor=query.one("cursor"), view=None)
    feed = Feed(
        title=_("%(dossier)s: timeline") % {"dossier": around.dossier.title},
        page=f"{base}{path}" + (f"?{page}" if page else ""),
        address=f"{base}{here}",
        since=since(around) if wanted in FEEDS and not items else None,
        base=base,
    )
    response = HttpResponse(body(request, query, feed, around, found, items, following), MEDIA_TYPES[wanted])
    response["X-Robots-Tag"] = "noindex"
    links = [f'<{base}{here}>; rel="canonical"', *([f'<{base}{following}>; rel="next"'] if following else [])]
    response["Link"] = ", ".join(links)
    if wanted in FILES:
        name = f"{around.dossier.path.strip('/')}-timeline.{wanted}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def body(
    request: HttpRequest, query: Query, feed: Feed, around: Surroundings, found: Page, items: list[Item], following: Any
) -> str | bytes:
    """The bytes of one format."""
    wanted, names = request.GET["format"], around.names
    if wanted == "json":
        rows = (row.fragment for row in found.rows)
        return answers.list_response(rows, following, query.limit, request.head).content
    if wanted == "csv":
        return exports.table(items, names, feed.base)
    if wanted == "ics":
        return calendars.calendar(feed, items, names, vague=request.GET.get("ics") == "all")
    write = exports.atom if wanted == "atom" else exports.json_feed
    return write(feed, items, names, first_published(items))


def first_published(items: list[Item]) -> dict[str, Any]:
    """Id -> when the record was first published. One query."""
    editions = PublishedEdition.objects.filter(record__public_id__in=[item["id"] for item in items], number=1)
    return dict(editions.values_list("record__public_id", "published_at"))


def since(around: Surroundings) -> Any:
    """When the dossier was first published: the time of a feed without entries. One query."""
    return PublishedEdition.objects.get(record=around.pk, number=1).published_at


def items_of(found: Page) -> list[Item]:
    """The ready items of a page."""
    return [json.loads(row.fragment) for row in found.rows]
