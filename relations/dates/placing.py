"""Where a recorded date stands in time: bounds, one sort key, the three filters. No wording, no drawing, no database.

Context bounds (`not_before`, `not_after`: a date, or EDTF of a day, month or year) narrow a value that is too wide to
place. They serve order and filters only and are never shown as a date.
"""

from dataclasses import dataclass
from datetime import date

from relations.dates.parsing import parse
from relations.dates.refusals import shown
from relations.dates.values import EDTF, DateFault

LARGEST_ORDER = 7
LARGEST_PK = 2**32 - 1

Bound = date | str | None
Query = tuple[date, date] | tuple[date, date, bool]


@dataclass(frozen=True, slots=True)
class Placed:
    """A value with its context bounds applied; take it where the same value is asked more than one thing.

    `earliest`, `latest`: the widest days it can touch (`date.min`, `date.max` where unlimited): for filters.
    `start`: the day it is sorted under: the earliest, or the known end where the value's own start is open or unknown,
    whatever bound an editor gives: “by the end of 2025, not before 2022” is news of 2025.
    """

    edtf: EDTF
    earliest: date
    latest: date
    start: date


def place(edtf: EDTF, not_before: Bound = None, not_after: Bound = None) -> Placed:
    """Apply context bounds. Raises `DateFault` if one is malformed, or if no day of the value lies within them."""
    low = _bound(not_before, "not before")
    high = _bound(not_after, "not after")
    if low > high:
        raise DateFault(f"The bound “not before” {low} is later than “not after” {high}", f"not before {high}")
    spans = [
        (max(first, low), min(last, high)) for first, last in _possible(edtf) if first <= high and last >= low
    ]  # fmt: skip
    if not spans:
        raise DateFault(f"No day of {edtf} lies within its bounds, {_limits(low, high)}", _example(edtf, low))
    earliest, latest = spans[0][0], spans[-1][1]
    from_its_end = edtf.earliest is None and (latest < date.max or low == date.min)
    return Placed(edtf, earliest, latest, latest if from_its_end else earliest)


def bounds(edtf: EDTF, not_before: Bound = None, not_after: Bound = None) -> tuple[date, date]:
    """(first day for sorting, latest): the start is the known end where the beginning is open; open end = date.max."""
    placed = place(edtf, not_before, not_after)
    return placed.start, placed.latest


def filter_bounds(edtf: EDTF, not_before: Bound = None, not_after: Bound = None) -> tuple[date, date]:
    """(earliest, latest) for filtering: date.min and date.max where nothing limits the value."""
    placed = place(edtf, not_before, not_after)
    return placed.earliest, placed.latest


def sort_start(edtf: EDTF, not_before: Bound = None, not_after: Bound = None) -> date:
    """The day a value is listed under."""
    return place(edtf, not_before, not_after).start


def sort_key(
    edtf: EDTF, *, not_before: Bound = None, not_after: Bound = None, order_in_day: int = 0, pk: int
) -> int:  # fmt: skip
    """The 63-bit order of the timeline: start day, `order_in_day` 0-7 (an editor puts a vague cause before its
    sure answer), narrower span first, then `pk` (below 2**32).

    Raises ValueError for an order or key out of range, `DateFault` for bounds that contradict the value.
    """
    if not 0 <= order_in_day <= LARGEST_ORDER:
        raise ValueError(f"order_in_day is {order_in_day}; it must be 0 to {LARGEST_ORDER}, for example 0.")
    if not 0 <= pk <= LARGEST_PK:
        raise ValueError(f"pk is {pk}; it must be 0 to {LARGEST_PK}, for example 1.")
    placed = place(edtf, not_before, not_after)
    # The span counts from the filter's earliest: "on or before 16 May" is listed after what surely was on 16 May.
    span_days = (placed.latest - placed.earliest).days
    return placed.start.toordinal() << 41 | order_in_day << 38 | span_days.bit_length() << 32 | pk


def query_bounds(date_from: str | None, date_to: str | None) -> tuple[date, date, bool]:
    """(first day, last day, swapped) of a filter: earliest of `date_from`, latest of `date_to`, both any EDTF.

    Empty or None leaves that side open. Reversed values are swapped and the third value is True. Raises `DateFault`.
    """
    low = filter_bounds(parse(date_from)) if date_from else (date.min, date.min)
    high = filter_bounds(parse(date_to)) if date_to else (date.max, date.max)
    if low[0] > high[1]:
        return high[0], low[1], True
    return low[0], high[1], False


def overlaps(value: EDTF | Placed, query: Query) -> bool:
    """Could lie in the range. Compares outer bounds, as the columns in the database do."""
    placed = _placed(value)
    return placed.earliest <= query[1] and placed.latest >= query[0]


def within(value: EDTF | Placed, query: Query) -> bool:
    """Surely lies in the range: never for approximate, uncertain, open or unknown."""
    placed = _placed(value)
    sure = placed.edtf.bounded and not placed.edtf.qualified
    return sure and query[0] <= placed.earliest and placed.latest <= query[1]


def starts(value: EDTF | Placed, query: Query) -> bool:
    """Its earliest possible day lies in the range; never where the start is open or unknown and has no bound."""
    placed = _placed(value)
    known = placed.edtf.start is not None or placed.earliest > date.min
    return known and query[0] <= placed.earliest <= query[1]


def _placed(value: EDTF | Placed) -> Placed:
    return value if isinstance(value, Placed) else place(value)


def _possible(edtf: EDTF) -> list[tuple[date, date]]:
    """A single value by its own spans, so that "May" with bounds around one year means that May; else one span."""
    if edtf.start is edtf.end:
        return edtf.start.spans()
    return [(edtf.earliest or date.min, edtf.latest or date.max)]


def _bound(bound: Bound, name: str) -> date:
    """The outermost day of a context bound: the first of `not_before`, the last of `not_after`."""
    lower = name == "not before"
    if bound is None or bound == "":
        return date.min if lower else date.max
    if isinstance(bound, date):
        # A datetime is a date too; only its day counts.
        return date(bound.year, bound.month, bound.day)
    try:
        value = parse(bound)
    except DateFault as fault:
        raise DateFault(f"In the bound “{name}”, {fault.what[0].lower()}{fault.what[1:]}", "2014-10-16") from fault
    if value.precision not in ("day", "month", "year") or value.qualified:
        raise DateFault(f"In the bound “{name}”, {shown(bound)} is not a plain day, month or year", "2014-10")
    return value.earliest if lower else value.latest


def _limits(low: date, high: date) -> str:
    if high == date.max:
        return f"not before {low}"
    return f"not after {high}" if low == date.min else f"{low} to {high}"


def _example(edtf: EDTF, low: date) -> str:
    """A bound that would fit: the fault may lie at either end."""
    if edtf.earliest and low > date.min:
        return f"not before {edtf.earliest}"
    return f"not after {edtf.latest}" if edtf.latest else f"not after {edtf.earliest}"
