"""What the pages about this site count: how many entries of each dossier lie in each decade. Reads, never writes."""

from itertools import groupby
from typing import NamedTuple

from relations.models import EntryCount, Listing
from relations.vocabularies import RecordType, State

DECADE = 10


class Decade(NamedTuple):
    """Ten years of one dossier: how many entries begin in them, and where the timeline shows them."""

    name: str
    count: int
    path: str


class Coverage(NamedTuple):
    """One dossier and all its decades from the first entry to the last, empty ones too."""

    title: str
    path: str
    decades: list[Decade]


def coverage() -> list[Coverage]:
    """Every public dossier that has entries. Two queries."""
    listings = {
        row.record_id: row
        for row in Listing.objects.filter(type=RecordType.DOSSIER, state=State.PUBLIC).order_by("sort_title")
    }
    rows = EntryCount.objects.filter(facet="year", dossier__in=listings).order_by("dossier")
    counted = rows.values_list("dossier", "value", "count")
    found = {pk: by_decade(list(each)) for pk, each in groupby(counted, key=lambda row: row[0])}
    return [described(row, found[pk]) for pk, row in listings.items() if found.get(pk)]


def by_decade(rows: list[tuple[int, str, int]]) -> dict[int, int]:
    """First year of a decade -> its entries."""
    found: dict[int, int] = {}
    for _, year, count in rows:
        first = int(year) // DECADE * DECADE
        found[first] = found.get(first, 0) + count
    return found


def described(row: Listing, counts: dict[int, int]) -> Coverage:
    """The decades as a reader sees them; a long empty stretch is one row, so that no page grows with the centuries."""
    decades: list[Decade] = []
    known = sorted(counts)
    for before, first in zip([None, *known], known, strict=False):
        if before is not None and first - before > DECADE:
            decades.append(Decade(span(before + DECADE, first - 1), 0, ""))
        decades.append(Decade(span(first, first + DECADE - 1), counts[first], path_of(row, first)))
    return Coverage(row.title, row.path, decades)


def span(first: int, last: int) -> str:
    return f"{first}–{last}"


def path_of(row: Listing, first: int) -> str:
    return f"{row.path}timeline/?date_from={first}&date_to={first + DECADE - 1}&date_match=starts"
