"""What the pages about this site count: where the record of each dossier has entries, and where not yet. Reads, never writes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from relations.documents import load
from relations.models import EntryCount, Listing
from relations.vocabularies import Group, RecordType, State

DECADE = 10
# From how many entries on a year counts as the next denser: the shades of the table.
DENSER = (1, 3, 6)


class Year(NamedTuple):
    """One year of one dossier: its entries, how dense that is, and where the timeline shows them; "" without any."""

    year: str
    count: int
    density: int
    path: str


class Decade(NamedTuple):
    """Ten years, or a stretch of decades without any entry: that one has no years."""

    first: str
    span: str
    years: list[Year]


class Coverage(NamedTuple):
    """One dossier: its decades from the first entry to the last, empty ones too, and how far each group reaches."""

    title: str
    path: str
    entries: int
    decades: list[Decade]
    groups: list["Reach"]


class Reach(NamedTuple):
    """One group of entries: how many, and the decades in which there is none yet."""

    label: str
    path: str
    count: int
    missing: list[str]


class Extent(NamedTuple):
    """What the record as a whole is about: first and last year with an entry, ids of the states of all dossiers."""

    years: tuple[int, int] | None
    countries: list[str]


Counts = Counter[tuple[int, str]]  # (year, group) -> entries


def coverage() -> list[Coverage]:
    """Every public dossier that has entries. Two queries."""
    listings = Listing.objects.filter(type=RecordType.DOSSIER, state=State.PUBLIC).order_by("sort_title")
    found = counted([row.record_id for row in listings])
    return [described(row, found[row.record_id]) for row in listings if found.get(row.record_id)]


def extent() -> Extent:
    """How far the public dossiers reach. Two queries."""
    rows = Listing.objects.filter(type=RecordType.DOSSIER, state=State.PUBLIC).order_by("first_seq")
    documents = list(rows.values_list("record_id", "edition__document"))
    sides = [side for _, text in documents for side in load(text)["record"].get("sides", []) if not side.get("removed")]
    kept = EntryCount.objects.filter(facet="year", count__gt=0, dossier__in=[record for record, _ in documents])
    years = [int(value) for value in kept.values_list("value", flat=True)]
    countries = dict.fromkeys(country for side in sides for country in side["countries"])
    return Extent((min(years), max(years)) if years else None, list(countries))


def counted(dossiers: list[int]) -> dict[int, Counts]:
    """The kept counts of these dossiers."""
    rows = EntryCount.objects.filter(facet="year_group", dossier__in=dossiers).order_by("dossier")
    kept = rows.values_list("dossier", "value", "count")
    return {dossier: by_year(each) for dossier, each in groupby(kept, key=lambda row: row[0])}


def by_year(rows: Iterable[tuple[int, str, int]]) -> Counts:
    found: Counts = Counter()
    for _, value, count in rows:
        year, _, group = value.partition("/")
        found[int(year), group] += count
    return found


def described(row: Listing, counts: Counts) -> Coverage:
    """The counts of one dossier as a reader sees them."""
    years = Counter[int]()
    for (year, _), count in counts.items():
        years[year] += count
    reached = {year // DECADE for year in years}
    groups = [reach(row, group, counts, reached) for group in Group]
    return Coverage(row.called, row.path, years.total(), list(decades(row, years)), groups)


def decades(row: Listing, years: Counter[int]) -> Iterator[Decade]:
    """A long empty stretch is one row, so that no page grows with the centuries."""
    first, last = min(years), max(years)
    before = None
    for decade in sorted({year // DECADE for year in years}):
        if before is not None and decade - before > 1:
            yield Decade(f"{(before + 1) * DECADE:04d}", span(before + 1, decade - 1), [])
        ten = range(decade * DECADE, (decade + 1) * DECADE)
        cells = [cell(row, year, years[year], inside=first <= year <= last) for year in ten]
        yield Decade(f"{decade * DECADE:04d}", span(decade, decade), cells)
        before = decade


def cell(row: Listing, year: int, count: int, *, inside: bool) -> Year:
    """`inside`: between the first entry and the last. Outside of it nothing is told, not even that nothing is there."""
    name = f"{year:04d}" if inside else ""
    density = sum(count >= least for least in DENSER)
    return Year(name, count, density, listed(row, f"date_from={year:04d}&date_to={year:04d}") if count else "")


def reach(row: Listing, group: Group, counts: Counts, reached: set[int]) -> Reach:
    """How far one group reaches within the decades from the dossier's first entry to its last."""
    own = {year // DECADE for (year, of), count in counts.items() if of == group and count}
    count = sum(number for (_, of), number in counts.items() if of == group)
    missing = [decade for decade in range(min(reached), max(reached) + 1) if decade not in own]
    return Reach(group.label, f"{row.path}timeline/?group={group}", count, list(spans(missing)))


def spans(decades: list[int]) -> Iterator[str]:
    """Decades that follow one another as one span."""
    for _, run in groupby(enumerate(decades), key=lambda pair: pair[1] - pair[0]):
        members = [decade for _, decade in run]
        yield span(members[0], members[-1])


def span(first: int, last: int) -> str:
    """From the first year of one decade to the last year of another."""
    return f"{first * DECADE:04d}–{last * DECADE + DECADE - 1:04d}"


def listed(row: Listing, query: str) -> str:
    return f"{row.path}timeline/?{query}&date_match=starts"
