"""Selector of the table of visits: one page in the order of a column, by key. Never writes, never reads a document."""

import json
from typing import Any, NamedTuple

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from relations import timeline
from relations.dossiers import Called
from relations.models import PublishedLink
from relations.vocabularies import Group, Role

COLUMNS = ("guest", "host", "place", "date")
SORTS = tuple(f"{sign}{name}" for name in COLUMNS for sign in ("", "-"))
NAMED_BY = {
    "guest": {"relation": "participations", "role": Role.GUEST},
    "host": {"relation": "participations", "role": Role.HOST},
    "place": {"relation": "place"},
}


class Page(NamedTuple):
    """Items of the list API in order, and the key of the last where more follow (else None)."""

    items: list[dict[str, Any]]
    after: tuple[str, int] | None


def page(word: str, *, sort: str = "date", after: tuple[str, int] | None = None, limit: int) -> Page:
    """`limit` visits of the dossier at `word`, after the key (folded name, sort key). One query.

    Several guests of one visit sort by the first of them; visits without the named party come first.
    """
    column, descending = sort.removeprefix("-"), sort.startswith("-")
    rows = timeline.current().filter(dossier_id=Called(word), group=Group.VISIT)
    rows = rows.annotate(named=name_of(column)) if column in NAMED_BY else rows.annotate(named=Value(""))
    if after is not None:
        rows = rows.filter(beyond(after, "lt" if descending else "gt", named=column in NAMED_BY))
    order = [F(name).desc() if descending else F(name).asc() for name in ordered_by(column)]
    found = list(rows.order_by(*order).values_list("named", "sort_key", "card_json")[: limit + 1])
    items = [json.loads(text) for _, _, text in found[:limit]]
    return Page(items, (found[limit - 1][0], found[limit - 1][1]) if len(found) > limit else None)


def ordered_by(column: str) -> list[str]:
    return ["named", "sort_key"] if column in NAMED_BY else ["sort_key"]


def name_of(column: str) -> Coalesce:
    """The folded title of the first record that a visit names in this column; "" without one."""
    links = PublishedLink.objects.filter(source=OuterRef("record"), **NAMED_BY[column]).order_by("anchor")
    return Coalesce(Subquery(links.values("target__listing__sort_title")[:1]), Value(""), output_field=CharField())


def beyond(after: tuple[str, int], side: str, *, named: bool) -> Q:
    """The rows on the far side of a key."""
    name, key = after
    if not named:
        return Q(**{f"sort_key__{side}": key})
    return Q(**{f"named__{side}": name}) | Q(named=name, **{f"sort_key__{side}": key})
