"""Selectors of search: one page of hits by key, counts by type, what to offer where nothing is found. Never writes.

Order: profiles that are called so, then entries that are, newest first; after them entries and profiles that only say
so. No hit is ranked against another, so a page costs the same among a hundred hits and among a million.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from relations.models import Listing, SearchRow
from relations.search.asking import Match, Part
from relations.search.matching import backend
from relations.search.questions import Term
from relations.vocabularies import RecordType, State

COUNT_CAP = 1000
FIRST_ENTRY = 1 << 41  # sort keys below are integer keys of profiles
LAST_PLACE = 2**63 - 1


class Stretch(NamedTuple):
    """One run of the order: hits in a part of the record, whose places lie in a range (its end not included)."""

    part: Part
    low: int
    high: int


ORDER = (
    Stretch(Part.TITLE, 0, FIRST_ENTRY),
    Stretch(Part.TITLE, FIRST_ENTRY, LAST_PLACE),
    Stretch(Part.REST, FIRST_ENTRY, LAST_PLACE),
    Stretch(Part.REST, 0, FIRST_ENTRY),
)


# Oldest first. What a page leads to besides its hits; a dossier is a profile, so its place is its key.
DOSSIERS = """SELECT 'dossier at', record_id FROM (SELECT record_id FROM relations_listing
 WHERE type = 'dossier' AND state = 'public' ORDER BY first_seq LIMIT 3) AS dossiers"""


class Found(NamedTuple):
    """Places in order; the key after which the next page starts (None on the last); type -> hits, capped; dossiers."""

    places: list[int]
    after: int | None
    counts: dict[str, int]
    dossiers: list[int]


def page(
    terms: tuple[Term, ...], *, types: tuple[str, ...] = (), after: int | None = None, limit: int, counted: bool = False
) -> Found:
    """`limit` hits that follow the key `after`; `counted`: and how many there are of each type, and the dossiers. One query.

    A key is the place of a hit, negative where the title is not the reason: so it says in which stretch it lies.
    Terms may be `prepared`.
    """
    matches = {part: Match(terms, types, part) for part in Part}
    pieces = [piece(str(number), matches[each.part], each, limit + 1) for number, each in remaining(after)]
    if counted:
        pieces += [*(counting(kind, Match(terms, (kind,))) for kind in RecordType.values), (DOSSIERS, [])]
    rows = fetched(pieces)
    ordered = sorted((row for row in rows if row[0].isdigit()), key=position)
    shown = ordered[:limit]
    following = key_of(*shown[-1]) if len(ordered) > limit else None
    counts = {kind: number for kind, number in rows if kind in RecordType.values and number}
    return Found([place for _, place in shown], following, counts, [key for name, key in rows if name == "dossier at"])


def prepared(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms in the form in which this database pages through them quickest. One query at most."""
    return backend().prepared(terms)


def remaining(after: int | None) -> list[tuple[int, Stretch]]:
    """The stretches that lie behind a key, the one that it lies in cut short."""
    stretches = list(enumerate(ORDER))
    if after is None:
        return stretches
    place, is_title = abs(after), after > 0
    first = next(
        (n for n, each in stretches if (each.part == Part.TITLE) == is_title and each.low <= place < each.high), 0
    )
    return [(first, ORDER[first]._replace(high=place)), *stretches[first + 1 :]]


def piece(name: str, match: Match, stretch: Stretch, limit: int) -> tuple[str, list[Any]]:
    """SQL for the first places of one stretch, newest first."""
    sql, parameters = backend().select(match)
    key = backend().KEY
    inner = f"{sql} AND {key} >= %s AND {key} < %s ORDER BY {key} DESC LIMIT %s"
    return f"SELECT '{name}', place FROM ({inner}) AS part_{name}", [*parameters, stretch.low, stretch.high, limit]


def counting(name: str, match: Match, most: int = COUNT_CAP + 1) -> tuple[str, list[Any]]:
    """SQL for how many hits there are, counted no further than `most`."""
    sql, parameters = backend().select(match)
    return f"SELECT '{name}', count(*) FROM ({sql} LIMIT %s) AS part_{name}", [*parameters, most]


def by_type(terms: tuple[Term, ...], types: tuple[str, ...], most: int) -> dict[str, int]:
    """Type -> how many hits there are, counted no further than `most`; types without one are left out. One query."""
    found = fetched([counting(kind, Match(terms, (kind,)), most) for kind in types or RecordType.values])
    return {kind: number for kind, number in found if number}


def in_all(terms: tuple[Term, ...], types: tuple[str, ...]) -> int:
    """How many hits there are. One query."""
    return fetched([counting("all", Match(terms, types), LAST_PLACE)])[0][1]


def fetched(pieces: list[tuple[str, list[Any]]]) -> list[tuple[str, int]]:
    """The rows of several statements of two columns, asked as one."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _ in pieces), [each for _, values in pieces for each in values])
        return cursor.fetchall()


def position(row: tuple[str, int]) -> tuple[int, int]:
    return int(row[0]), -row[1]


def key_of(number: str, place: int) -> int:
    return place if ORDER[int(number)].part == Part.TITLE else -place


def listings(places: list[int]) -> dict[int, Listing]:
    """Place -> listing and edition of the record there. One query."""
    found = SearchRow.objects.filter(sort_key__in=places).select_related("record__listing__edition")
    return {row.sort_key: row.record.listing for row in found.defer("title", "text")}


def public_dossiers() -> QuerySet[Listing]:
    """The dossiers that a page without a question leads to, oldest first."""
    return Listing.objects.filter(type=RecordType.DOSSIER, state=State.PUBLIC).order_by("first_seq")


def alone(terms: Iterable[Term]) -> list[tuple[Term, int]]:
    """How many records each term finds by itself, capped; those that find none are left out. One query."""
    asked = list(terms)
    found = dict(fetched([counting(f"t{number}", Match((term,))) for number, term in enumerate(asked)]))
    return [(term, found[f"t{number}"]) for number, term in enumerate(asked) if found[f"t{number}"]]
