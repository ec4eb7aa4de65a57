"""Selector of profile lists: people, countries, sources ... One page by key, one query; item text as it was derived."""

from typing import NamedTuple

from django.db.models import Q, QuerySet

from relations import filters
from relations.filters.sets import passed
from relations.models import Listing
from relations.vocabularies import State

# Sort -> (column, descending); one act names one record, so its number is unique among listings.
BY_ACT = {
    "published": ("first_seq", False),
    "-published": ("first_seq", True),
    "updated": ("seq", False),
    "-updated": ("seq", True),
}


class ListingPage(NamedTuple):
    """Ready items in order and the cursor of the page after; None on the last one."""

    items: list[str]
    next: str | None


def page(query: filters.Query) -> ListingPage:
    """The page of public listings that a query asks for; its scope names the type."""
    rows = chosen(query)
    keyed = by_act(rows, query) if query.sort in BY_ACT else by_title(rows, query)
    found = list(keyed[: query.limit + 1])
    shown = found[: query.limit]
    following = query.cursor_after(key_of(shown[-1])) if len(found) > query.limit else None
    return ListingPage([row[-1] for row in shown], following)


def chosen(query: filters.Query) -> QuerySet[Listing]:
    """The public listings that a query leaves, on all pages."""
    rows = Listing.objects.filter(type=query.scope.type, state=State.PUBLIC)
    return passed(query.names, rows, query.values)


def by_act(rows: QuerySet[Listing], query: filters.Query) -> QuerySet:
    """(act number, item) after the cursor."""
    column, descending = BY_ACT[query.sort]
    if query.after is not None:
        rows = rows.filter(**{f"{column}__{'lt' if descending else 'gt'}": query.after})
    return rows.order_by(f"{'-' if descending else ''}{column}").values_list(column, "item")


def by_title(rows: QuerySet[Listing], query: filters.Query) -> QuerySet:
    """(folded title, integer key, item) after the cursor, in the order of the index."""
    if query.after is not None:
        title, key = query.after
        rows = rows.filter(Q(sort_title__gt=title) | Q(record__gt=key), sort_title__gte=title)
    return rows.order_by("sort_title", "record_id").values_list("sort_title", "record_id", "item")


def key_of(row: tuple) -> filters.cursors.Key:
    """What the cursor keeps of a row: everything but the item."""
    return list(row[:-1]) if len(row) > 2 else row[0]
