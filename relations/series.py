"""A statistic: its observations as the rows of a table, and the drawing beside it where one can be drawn honestly.

Pure: document in, rows and percentages out. The table is the product; the drawing repeats it.
"""

import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from relations import dates
from relations.measures import alive
from relations.notes import Notes
from relations.quantities import WORDS, grouped
from relations.vocabularies import Qualifier

FEWEST_DRAWN = 3
MOST_DRAWN = 40


class Bar(NamedTuple):
    """One value of the drawing, all in per cent of it: `y` and `height` from the zero line, `unsure`: not exact."""

    x: float
    width: float
    y: float
    height: float
    unsure: bool
    words: str


class Frame(NamedTuple):
    """First day and days of the whole, days of one bar, the highest value (at least 0), per cent of one unit."""

    start: int
    span: int
    step: int
    high: float
    scale: float


class Drawing(NamedTuple):
    """`zero`: where zero lies, in per cent from the top."""

    bars: list[Bar]
    zero: float
    first: str
    last: str
    highest: str


def rows(record: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    """The observations in order of time."""
    return [
        {
            "n": part["n"],
            "period": part["period"],
            "label": part.get("label", ""),
            "qualifier": WORDS[Qualifier(part["qualifier"])] if "qualifier" in part else "",
            "value": grouped(part["value"]),
            "note": part.get("note", ""),
            "notes": notes.at(f"observations/{part['n']}"),
        }
        for part in in_time(record)
    ]


def in_time(record: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(alive(record, "observations"), key=lambda part: started(part["period"]))


def started(edtf: str) -> datetime.date:
    return dates.sort_start(dates.parse(edtf))


def drawing(record: dict[str, Any]) -> Drawing | None:
    """A bar per observation at its place in time, from zero; None where a drawing would mislead: values of different
    things or of one period, too few of them or too many.
    """
    parts = in_time(record)
    periods = [part["period"] for part in parts]
    starts = [started(period).toordinal() for period in periods]
    if not FEWEST_DRAWN <= len(parts) <= MOST_DRAWN or len(set(starts)) < len(starts) or differing(parts):
        return None
    values = [Decimal(part["value"]) for part in parts]
    high, low = max(*values, Decimal(0)), min(*values, Decimal(0))
    if high == low:
        return None
    step = max(min(after - before for before, after in pairwise(starts)), (starts[-1] - starts[0]) // MOST_DRAWN)
    frame = Frame(starts[0], starts[-1] - starts[0] + step, step, float(high), 100 / float(high - low))
    return Drawing(
        [bar(frame, start, part) for start, part in zip(starts, parts, strict=True)],
        round(frame.high * frame.scale, 2),
        words(periods[0]),
        words(periods[-1]),
        grouped(parts[values.index(max(values))]["value"]),
    )


def differing(parts: list[dict[str, Any]]) -> bool:
    """Whether the values are of different things: then bars side by side would compare what cannot be."""
    return len({part.get("label", "") for part in parts}) > 1


def bar(frame: Frame, start: int, part: dict[str, Any]) -> Bar:
    value = float(part["value"])
    width = 72 * frame.step / frame.span
    return Bar(
        round(100 * (start - frame.start + 0.14 * frame.step) / frame.span, 2),
        round(width, 2),
        round((frame.high - max(value, 0)) * frame.scale, 2),
        round(max(abs(value) * frame.scale, 0.5), 2),
        "qualifier" in part,
        f"{words(part['period'])}: {grouped(part['value'])}",
    )


def words(edtf: str) -> str:
    return dates.words(dates.parse(edtf), "en")
