"""How many acts of each kind there were in each year, and how long an error stood: half of them no longer than the median."""

import datetime
import statistics
from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from relations.corrections.acts import APART, Kind
from relations.corrections.days import editions_of, pair_of, reader, stood
from relations.models import Change


class Year(NamedTuple):
    """One UTC year (0: all of them). `kinds`: kind -> acts; `all`: how many put something right; `median`: days, None
    where there is no correction whose words may be shown; of `measured` corrections.
    """

    year: int
    all: int
    kinds: dict[str, int]
    median: float | None
    measured: int


class Years(NamedTuple):
    """Newest first, and their sum."""

    rows: list[Year]
    total: Year


def years(found: QuerySet[Change]) -> Years:
    """The table of some acts. Three queries; reads every edition of the records that were corrected."""
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    rows = found.order_by().annotate(year=ExtractYear("at", tzinfo=datetime.UTC)).values("year", "act")
    for row in rows.annotate(number=Count("seq")):
        counted[row["year"]][row["act"]] = row["number"]
    days = days_by_year(found.filter(act=Kind.CORRECTION))
    table = [year(each, counted[each], days.get(each, [])) for each in sorted(counted, reverse=True)]
    sums = {kind: sum(row.kinds.get(kind, 0) for row in table) for kind in Kind.values}
    return Years(table, year(0, sums, [each for found in days.values() for each in found]))


def year(number: int, kinds: dict[str, int], days: list[int]) -> Year:
    right = sum(count for kind, count in kinds.items() if kind not in APART)
    return Year(number, right, kinds, statistics.median(days) if days else None, len(days))


def days_by_year(corrections: QuerySet[Change]) -> dict[int, list[int]]:
    """UTC year -> how many days each error stood that was put right in it."""
    rows = list(corrections.select_related("record__listing", "edition").defer("edition__document"))
    editions, read = editions_of(rows), reader()
    found: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        pair = pair_of(row, editions)
        days = stood(row, pair, editions, read) if pair else None
        if days is not None:
            found[row.at.astimezone(datetime.UTC).year].append(days)
    return found
