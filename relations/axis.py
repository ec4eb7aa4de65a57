"""Which dates stand under a row of time, and where. Percentages, no words, no markup."""

import datetime
from typing import NamedTuple

from relations import bins
from relations.bins import Row

LABEL_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
MOST_LABELS = 8
MOST_DATES = 5  # a month or a day takes more room than a year
MONTHS_NAMED = 24  # a longer row of months names its years
EDGE, WIDE_EDGE = 5.0, 15.0  # per cent: nearer to an edge a year, or a longer date, begins or ends under its bin


class Label(NamedTuple):
    """A date (EDTF) on the axis; `minor` ones leave first when space is short."""

    edtf: str
    x: float
    anchor: str
    minor: bool


def labels(row: Row) -> list[Label]:
    """Dates under their bins, few enough to be read."""
    days = row.unit in ("week", "day") or (row.unit == "month" and len(row) <= MONTHS_NAMED)
    named, edge = (dated(row), WIDE_EDGE) if days else (by_year(row), EDGE)
    return [Label(edtf, round(x, 2), anchor(x, edge), place % 2 == 1) for place, (edtf, x) in enumerate(named)]


def by_year(row: Row) -> list[tuple[str, float]]:
    """Round years, each in the middle of its bins."""
    step, first, last = bins.YEARS.get(row.unit, 1), row.first.year, row.last.year
    every = next((each for each in LABEL_STEPS if each >= step and (last - first) / each < MOST_LABELS), 1000)
    years = [year for year in range(first, last + 1, step) if year % every == 0] or [first]
    return [(f"{year:04d}", middle(row, year)) for year in years]


def middle(row: Row, year: int) -> float:
    """Per cent at which the middle of a year's bins lies."""
    first = max(row.at(datetime.date(max(year, 1), 1, 1)), 0)
    last = first if row.unit in bins.YEARS else min(row.at(datetime.date(year, 12, 31)), len(row) - 1)
    return (first + last + 1) / 2 * 100 / len(row)


def dated(row: Row) -> list[tuple[str, float]]:
    """Every so many bins the month or day in which one begins."""
    every = -(-len(row) // MOST_DATES)
    length = 7 if row.unit == "month" else 10
    return [
        (row.span(place)[0].isoformat()[:length], (place + 0.5) * 100 / len(row))
        for place in range(every // 2, len(row), every)
    ]


def anchor(x: float, edge: float) -> str:
    """How a label hangs at its place, so that it stays inside the figure."""
    return "start" if x < edge else "end" if x > 100 - edge else "middle"
