"""A statistic: its observations as the rows of a table, and the drawing beside it where one can be drawn honestly.

Pure: document in, rows and percentages out. The table is the product; the drawing repeats it, and stands only where two
or more values share unit, measure and population.
"""

import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from relations import dates
from relations.measures import alive
from relations.notes import Notes
from relations.quantities import SIGNS, grouped, qualified
from relations.series_words import finding, gap_sentence, legend, signs, told, words

FEWEST_DRAWN = 2
MOST_DRAWN = 40
MOST_NUMBERED = 8  # more numbers than these would stand on each other
NARROWEST = 0.6
INSET = 0.12  # of a span's width, on either side of its bar
EDGE = 8.0
ROOMY = 20.0  # per cent of the drawing that the words of a gap need
TIME, LABELS = "time", "labels"


class Span(NamedTuple):
    """First and last day that a value is about, as ordinals."""

    first: int
    last: int


class Bar(NamedTuple):
    """One value, all in per cent of the drawing: `y` and `height` from the zero line, `unsure`: not exact.

    `name`: what stands beside or under it; `number`: its value with a sign for what is not exact; `words`: both in full.
    """

    x: float
    width: float
    y: float
    height: float
    unsure: bool
    name: str
    number: str
    words: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def anchor(self) -> str:
        """Which end of a text stands at `at`: none runs out of the drawing."""
        return "start" if self.middle < EDGE else "end" if self.middle > 100 - EDGE else "middle"

    @property
    def at(self) -> float:
        """Where a text about the bar stands: at its middle, near an edge at its outer side."""
        return {"start": self.x, "end": round(self.x + self.width, 2)}.get(self.anchor, self.middle)


class Gap(NamedTuple):
    """A time without any value; `roomy`: the drawing has room to say so."""

    x: float
    width: float
    words: str
    roomy: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


class Drawing(NamedTuple):
    """`kind`: bars along time, or one bar per label. `zero`: where zero lies, in per cent from the top (or the start).

    `finding`: highest and lowest value given; `signs`: what the signs before numbers mean.
    """

    kind: str
    bars: list[Bar]
    gaps: list[Gap]
    zero: float
    finding: str
    signs: str

    @property
    def gap_sentence(self) -> str:
        return gap_sentence(gap.words for gap in self.gaps)

    def legend(self, unit: str) -> str:
        """How to read the drawing of values in this unit."""
        return legend(unit, self.signs, has_unsure=self.has_unsure)

    @property
    def has_unsure(self) -> bool:
        return any(bar.unsure for bar in self.bars)

    @property
    def is_numbered(self) -> bool:
        return len(self.bars) <= MOST_NUMBERED

    @property
    def named(self) -> list[Bar]:
        """The bars whose time is written under them: all of a few, else the first and the last."""
        return self.bars if self.is_few else [self.bars[0], self.bars[-1]]

    @property
    def is_few(self) -> bool:
        """Whether numbers find room on a phone too."""
        return len(self.bars) <= MOST_NUMBERED // 2


class Scale(NamedTuple):
    """The highest and lowest value with zero between them, and the per cent of one unit."""

    high: float
    low: float
    unit: float


def rows(record: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    """The observations in order of time."""
    return [
        {
            "n": part["n"],
            "period": part["period"],
            "label": part.get("label", ""),
            "qualifier": qualified(part.get("qualifier", "")),
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


# --- What can be drawn ----------------------------------------------------------------------------


def drawing(record: dict[str, Any]) -> Drawing | None:
    """Bars along time where all values are of one thing; bars by label where the record says that they are comparable
    and all are of one period; None where a drawing would compare what cannot be compared.
    """
    parts = in_time(record)
    if not FEWEST_DRAWN <= len(parts) <= MOST_DRAWN or not any(Decimal(part["value"]) for part in parts):
        return None
    if len({part.get("label", "") for part in parts}) == 1:
        return along_time(parts)
    return by_label(parts) if record.get("comparable") else None


def scale_of(parts: list[dict[str, Any]]) -> Scale:
    values = [Decimal(part["value"]) for part in parts]
    high, low = max(*values, Decimal(0)), min(*values, Decimal(0))
    return Scale(float(high), float(low), float(100 / (high - low)))


def along_time(parts: list[dict[str, Any]]) -> Drawing | None:
    """A bar as wide as the time that it is about; None where times overlap, are open, or have no year."""
    spans = [span_of(part["period"]) for part in parts]
    if None in spans or any(after.first <= before.last for before, after in pairwise(spans)):
        return None
    scale, first, days = scale_of(parts), spans[0].first, spans[-1].last - spans[0].first + 1
    bars = [column(part, span, first, days, scale) for part, span in zip(parts, spans, strict=True)]
    gaps = [gap(before, after, first, days) for before, after in pairwise(spans) if after.first > before.last + 1]
    return Drawing(TIME, bars, gaps, round(scale.high * scale.unit, 2), finding(parts), signs(parts))


def by_label(parts: list[dict[str, Any]]) -> Drawing | None:
    """A bar per label, the highest first; None where they are of several periods or a label comes twice."""
    labels = [part.get("label", "") for part in parts]
    if len({part["period"] for part in parts}) > 1 or len(set(labels)) < len(labels):
        return None
    scale = scale_of(parts)
    ordered = sorted(parts, key=lambda part: -Decimal(part["value"]))
    bars = [across(part, scale) for part in ordered]
    return Drawing(LABELS, bars, [], round(-scale.low * scale.unit, 2), finding(parts), signs(parts))


def span_of(edtf: str) -> Span | None:
    """The days that a period covers; None where it has no place of its own in time."""
    value = dates.parse(edtf)
    points = [point for point in (value.start, value.end) if point]
    if not value.bounded or any(point.unit.endswith("-without-year") for point in points):
        return None
    return Span(value.earliest.toordinal(), value.latest.toordinal())


# --- Shapes ---------------------------------------------------------------------------------------


def column(part: dict[str, Any], span: Span, first: int, days: int, scale: Scale) -> Bar:
    """A bar that stands on the zero line (or hangs from it) at its place in time."""
    value, whole = float(part["value"]), 100 * (span.last - span.first + 1) / days
    width = max(whole * (1 - 2 * INSET), NARROWEST)
    x = min(max(100 * (span.first - first) / days + (whole - width) / 2, 0.0), 100 - width)
    y, height = (scale.high - max(value, 0)) * scale.unit, abs(value) * scale.unit
    return shaped(part, (x, width, y, height), words(part["period"]))


def across(part: dict[str, Any], scale: Scale) -> Bar:
    """A bar that lies from the zero line to its value."""
    value = float(part["value"])
    x, width = (min(value, 0) - scale.low) * scale.unit, abs(value) * scale.unit
    return shaped(part, (x, width, 0, 100), part.get("label", ""))


def shaped(part: dict[str, Any], box: tuple[float, float, float, float], name: str) -> Bar:
    x, width, y, height = (round(number, 2) for number in box)
    unsure = "qualifier" in part or dates.parse(part["period"]).qualified
    number = SIGNS.get(part.get("qualifier", ""), "") + grouped(part["value"])
    return Bar(x, width, y, height, unsure, name, number, f"{name}: {told(part)}")


def gap(before: Span, after: Span, first: int, days: int) -> Gap:
    """The time between two values: a space in the drawing, nothing filled in."""
    x, width = 100 * (before.last + 1 - first) / days, 100 * (after.first - before.last - 1) / days
    return Gap(round(x, 2), round(width, 2), gap_words(before, after), width >= ROOMY)


def gap_words(before: Span, after: Span) -> str:
    """ "2010–2015" of whole years; else the days between."""
    low, high = (datetime.date.fromordinal(day) for day in (before.last + 1, after.first - 1))
    if (low.month, low.day, high.month, high.day) == (1, 1, 12, 31):
        return str(low.year) if low.year == high.year else f"{low.year}–{high.year}"
    return words(low.isoformat() if low == high else f"{low}/{high}")
