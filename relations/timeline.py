"""Selectors over the timeline's index rows: scope, one page by key, kept counts. Never writes, never reads a document.

A page is one range scan: no OFFSET, no COUNT. Which rows belong to it is the caller's queryset; how they are cut into
pages is decided here alone.
"""

import datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from relations import languages
from relations.models import Change, EntryCount, PublishedRecord, TimelineEntry
from relations.models.timeline import CURRENT

COUNT_CAP = 1000


class Order(NamedTuple):
    """A sort by one unique integer column, which is the paging key too."""

    column: str
    descending: bool


# One act names one record, so a sequence number is as unique within a list as the sort key is.
ORDERS = {
    f"{sign}{name}": Order(column, bool(sign))
    for name, column in (("date", "sort_key"), ("published", "seq_first"), ("updated", "seq_from"))
    for sign in ("", "-")
}


class Row(NamedTuple):
    """One entry of a list: `key` continues the list after it, `fragment` is the ready HTML or JSON."""

    key: int
    sort_key: int
    record_id: int
    fragment: str

    @property
    def year(self) -> int:
        """The year under which the entry is listed."""
        return datetime.date.fromordinal(self.sort_key >> 41).year


class Page(NamedTuple):
    """Rows in order, and the key of the last one where more follow (else None)."""

    rows: list[Row]
    after: int | None


def current() -> QuerySet[TimelineEntry]:
    """Entries as they are public now."""
    return TimelineEntry.objects.filter(CURRENT)


def as_of(day: datetime.date) -> QuerySet[TimelineEntry]:
    """Entries as they were public at the end of that UTC day."""
    end = datetime.datetime.combine(day, datetime.time.max, datetime.UTC)
    seq = Change.objects.filter(at__lte=end).order_by("-seq").values("seq")[:1]
    return TimelineEntry.objects.alias(head=seq).filter(
        Q(seq_to__isnull=True) | Q(seq_to__gt=F("head")), seq_from__lte=F("head")
    )


def of_dossiers(entries: QuerySet[TimelineEntry], records: QuerySet[PublishedRecord], *, single: bool) -> QuerySet:
    """Entries in one dossier, or in any of several: then each record once, under its first dossier."""
    if single:
        return entries.filter(dossier_id=records.values("pk")[:1])
    members = TimelineEntry.objects.filter(dossier__in=records).values("record_id")
    return entries.filter(main=True, record_id__in=members)


def page(
    entries: QuerySet[TimelineEntry], *, order: str = "date", after: int | None = None, limit: int, fragment: str
) -> Page:
    """`limit` rows that follow the key `after`. `fragment`: `card`, in the language of the answer, or `card_json`.

    One query.
    """
    text = languages.column(fragment, languages.current()) if fragment == "card" else fragment
    column, descending = ORDERS[order]
    if after is not None:
        entries = entries.filter(**{f"{column}__{'lt' if descending else 'gt'}": after})
    ordered = entries.order_by(f"{'-' if descending else ''}{column}")
    found = ordered.values_list(column, "sort_key", "record_id", text)[: limit + 1]
    rows = [Row(*values) for values in found]
    return Page(rows[:limit], rows[limit - 1].key if len(rows) > limit else None)


def counts(dossier: int) -> dict[str, dict[str, int]]:
    """Kept counts of one dossier (its integer key): facet -> value -> current entries, years in order. One query.

    Facets: `all` (its only value is ""), `year` ("1983"), `year_group` ("1983/visit"), `group`, `kind`, `direction`, `standing`.
    """
    found: dict[str, dict[str, int]] = {}
    rows = EntryCount.objects.filter(dossier_id=dossier).order_by("facet", "value")
    for facet, value, count in rows.values_list("facet", "value", "count"):
        found.setdefault(facet, {})[value] = count
    return found


def capped_count(rows: QuerySet[Any], cap: int = COUNT_CAP) -> int:
    """How many rows a filtered list has, counted no further than `cap` + 1: that value means "more than `cap`"."""
    return rows.order_by().values("pk")[: cap + 1].count()


def first_published(dossier: int) -> datetime.datetime | None:
    """When the first of the entries of a dossier (its integer key) that may be shown became public. One query."""
    first = TimelineEntry.objects.filter(dossier_id=dossier).order_by("seq_from").values("seq_from")[:1]
    return Change.objects.filter(seq=first).values_list("at", flat=True).first()
