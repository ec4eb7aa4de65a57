"""A filtered list of entries in every format to take along: which there are, how long each is, and its bytes.

Used by the page of a timeline and by the lists of the API, so that both give the same. Which rows are in the list is
decided by the query; how one format is written stands in the module of that format.
"""

import json
from typing import Any

from django.http import HttpResponse

from relations import calendars, exports, feeds, geojson, timeline, timelinejs, whereabouts
from relations.exports import Item
from relations.feeds import Feed
from relations.filters import Query
from relations.filters.reading import Page
from relations.models import Listing, PublishedEdition
from relations.profiles import Name, Names

FEEDS = ("atom", "jsonfeed")  # of what was published or changed last, whatever the order of the list
FILES = {
    "csv": "csv",
    "ics": "ics",
    "geojson": "geojson",
    "timelinejs": "timelinejs.json",
}  # name -> how a file of it ends
FORMATS = ("csv", *FEEDS, "ics", "geojson", "timelinejs")
MEDIA_TYPES = feeds.MEDIA_TYPES | {
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
    "geojson": "application/geo+json",
    "timelinejs": "application/vnd.timelinejs+json",
}
MOST_AT_ONCE = 1000
NEWEST = "-updated"


def length(wanted: str, query: Query) -> int:
    """How many entries an answer holds: files are long unless told otherwise."""
    return MOST_AT_ONCE if wanted in FILES and "limit" not in query.values else query.limit


def cut(query: Query, fragment: str, limit: int) -> Page:
    """One page that may be longer than the pages for reading."""
    found = timeline.page(query.entries(), order=query.sort, after=query.after, limit=limit, fragment=fragment)
    return Page(found.rows, None if found.after is None else query.cursor_after(found.after))


def items_of(found: Page) -> list[Item]:
    """The ready items of a page."""
    return [json.loads(row.fragment) for row in found.rows]


def body(wanted: str, feed: Feed, items: list[Item], names: exports.Names, *, vague: bool = False) -> str | bytes:
    """The bytes of one format. `vague`: the calendar with dates that are not known to the day. Feeds and GeoJSON ask once."""
    if wanted == "csv":
        return exports.table(items, names, feed.base)
    if wanted == "ics":
        return calendars.calendar(feed, items, names, vague=vague)
    if wanted == "geojson":
        return geojson.collection(feed, items, whereabouts.places(item["place"] for item in items if "place" in item))
    if wanted == "timelinejs":
        return timelinejs.story(feed, items, names)
    write = exports.atom if wanted == "atom" else exports.json_feed
    return write(feed, items, names, first_published(items))


def answer(wanted: str, text: str | bytes, feed: Feed, following: str | None, file: str) -> HttpResponse:
    """The bytes as an answer; `Link` says what was really answered and where it goes on. `file`: a name without its end."""
    response = HttpResponse(text, MEDIA_TYPES[wanted])
    links = [f'<{feed.address}>; rel="canonical"', *([f'<{feed.base}{following}>; rel="next"'] if following else [])]
    response["Link"] = ", ".join(links)
    response["X-Robots-Tag"] = "noindex"
    if wanted in FILES:
        response["Content-Disposition"] = f'attachment; filename="{file}.{FILES[wanted]}"'
    return response


def first_published(items: list[Item]) -> dict[str, Any]:
    """Id -> when the record was first published. One query."""
    editions = PublishedEdition.objects.filter(record__public_id__in=[item["id"] for item in items], number=1)
    return dict(editions.values_list("record__public_id", "published_at"))


def named(ids: set[str]) -> Names:
    """The names of records, and nothing more of them. One query."""
    rows = Listing.objects.filter(public_id__in=ids).only("public_id", "title", "title_cs", "path", "state")
    return Names({row.public_id: Name(row.public_id, row.called, row.path, row.state) for row in rows})
