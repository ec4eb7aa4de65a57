"""Lists of the API in the formats to take along: entries as `selections` has them for the page too, profiles as tables.

A list in these formats is the same list: the same filters, the same order, the same cursor. What shapes JSON alone is refused.
"""

import datetime
import json
from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from relations import exports, selections, tables
from relations.api import answers, listings, problems, readable
from relations.feeds import Feed
from relations.filters import Fault, Query
from relations.models import Change
from relations.vocabularies import PATH_WORDS

OF_JSON = ("fields", "include", "facets", "count")
BEGINNING = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
WORDS = {word: str(record_type) for record_type, word in PATH_WORDS.items()}


def fitting(wanted: str, query: Query) -> Query:
    """The query as the format reads it: feeds begin with what changed last. 400 for what the format has no place for."""
    faults = [
        Fault("invalid-parameter", name, f"{name} shapes JSON alone; leave it out with format={wanted}.")
        for name in OF_JSON
        if name in query.values
    ]
    if wanted in selections.FEEDS and query.values.get("sort", (selections.NEWEST,)) != (selections.NEWEST,):
        told = f"sort: a feed begins with what changed last; leave sort out with format={wanted}."
        faults.append(Fault("invalid-parameter", "sort", told))
    if faults:
        raise problems.refused(faults)
    if wanted in selections.FEEDS:
        return replace(query, values=query.values | {"sort": (selections.NEWEST,)})
    return query


def entries(wanted: str, request: HttpRequest, query: Query, path: str) -> HttpResponse:
    """A list of entries. Three queries with that of the head, four for a feed."""
    found = selections.cut(query, "card_json", selections.length(wanted, query))
    items = selections.items_of(found)
    following = address(path, query.changed(cursor=found.next), wanted) if found.next else None
    feed = told(request, query, path, wanted)
    if wanted in selections.FEEDS and not items:
        feed = feed._replace(since=beginning())
    # GeoJSON asks for the places itself, with their states.
    ids = set() if wanted == "geojson" else {each for item in items for each in exports.ids_in(item)}
    names = selections.named(ids) if ids else {}
    return selections.answer(wanted, selections.body(wanted, feed, items, names), feed, following, word_of(path))


def profiles(request: HttpRequest, query: Query, path: str) -> HttpResponse:
    """A list of profiles as a table. Three queries with that of the head."""
    whole = query if "limit" in query.values else replace(query, values=query.values | {"limit": (MOST,)})
    page = listings.page(whole)
    items = [json.loads(item) for item in page.items]
    following = address(path, query.changed(cursor=page.next), "csv") if page.next else None
    feed = told(request, query, path, "csv")
    columns = tables.COLUMNS[WORDS[word_of(path)]]
    names = selections.named({each for item in items for each in tables.ids_in(item)})
    text = tables.table(columns, items, names, feed.base)
    return selections.answer("csv", text, feed, following, word_of(path))


MOST = str(selections.MOST_AT_ONCE)


def told(request: HttpRequest, query: Query, path: str, wanted: str) -> Feed:
    """Whose selection it is: the list with its filters, which people read as a page."""
    base = request.build_absolute_uri("/").rstrip("/")
    return Feed(
        title=f"{settings.SITE_NAME}: {word_of(path)}",
        page=f"{base}{address(path, query.changed(cursor=query.one('cursor')), readable.FORMAT)}",
        address=f"{base}{address(path, query.canonical, wanted)}",
        since=BEGINNING,
        base=base,
    )


def address(path: str, query: str, wanted: str) -> str:
    return f"{path}?{'&'.join(filter(None, [query, urlencode({'format': wanted})]))}"


def word_of(path: str) -> str:
    """The resource that answers there."""
    return path.removeprefix(answers.BASE).strip("/")


def beginning() -> datetime.datetime:
    """The first act on the public record: the time of a feed without entries. One query."""
    return Change.objects.order_by("seq").values_list("at", flat=True).first() or BEGINNING
