"""A statistic: its observations as the rows of a table, and the drawing beside it where one can be drawn honestly.

Pure: document in, rows and percentages out. The table is the product; the drawing repeats it.
"""

import datetime
from decimal import Decimal
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


class Drawing(NamedTuple):
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
    """A bar per observation; None where a drawing would mislead: several values of one period, few or many of them.

    Bars start at zero, and the time between them is not stretched: the axis names the first and the last period alone.
    """
    parts = in_time(record)
    periods = [part["period"] for part in parts]
    if not FEWEST_DRAWN <= len(parts) <= MOST_DRAWN or len(set(periods)) < len(periods) or differing(parts):
        return None
    values = [Decimal(part["value"]) for part in parts]
    high, low = max(*values, Decimal(0)), min(*values, Decimal(0))
    if high == low:
        return None
    scale, step = 100 / float(high - low), 100 / len(parts)
    return Drawing(
        [
            bar(at, step, part, value, float(high), scale)
            for at, (part, value) in enumerate(zip(parts, values, strict=True))
        ],
        round(float(high) * scale, 2),
        words(periods[0]),
        words(periods[-1]),
        grouped(parts[values.index(max(values))]["value"]),
    )


def differing(parts: list[dict[str, Any]]) -> bool:
    """Whether the values are of different things: then bars side by side would compare what cannot be."""
    return len({part.get("label", "") for part in parts}) > 1


def bar(at: int, step: float, part: dict[str, Any], value: Decimal, high: float, scale: float) -> Bar:
    number = float(value)
    top = (high - max(number, 0)) * scale
    said = f"{words(part['period'])}: {grouped(part['value'])}"
    width = step * 0.72
    return Bar(
        round(at * step + (step - width) / 2, 2),
        round(width, 2),
        round(top, 2),
        round(max(abs(number) * scale, 0.5), 2),
        "qualifier" in part,
        said,
    )


def words(edtf: str) -> str:
    return dates.words(dates.parse(edtf), "en")
