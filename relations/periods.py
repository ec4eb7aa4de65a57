"""Ways on from a chosen period: the one before, the one after, the next larger one. Pure; ranges in EDTF.

A period is moved by its own length in its own unit: three years by three years, a month by a month.
"""

import datetime
from typing import NamedTuple

from relations import bins

WHOLE = ("century", "decade", "year", "month", "week", "day")  # a period is counted in the coarsest that it fills
LARGER = ("month", "year", "decade", "century")

Range = tuple[str, str]


class Ways(NamedTuple):
    """Each as first and last EDTF of a range; None where there is nothing."""

    before: Range | None
    wider: Range | None
    after: Range | None


def around(low: datetime.date, high: datetime.date, first: datetime.date, last: datetime.date) -> Ways:
    """From the period `low` to `high` in a time that reaches from `first` to `last`."""
    unit = next(unit for unit in WHOLE if low == bins.first_day(unit, bins.index(unit, low)) and is_end(unit, high))
    start, end = bins.index(unit, low), bins.index(unit, high)
    length = end - start + 1
    return Ways(
        ranged(unit, start - length, start - 1) if low > first else None,
        wider(low, high),
        ranged(unit, end + 1, end + length) if high < last else None,
    )


def is_end(unit: str, day: datetime.date) -> bool:
    return day == bins.last_day(unit, bins.index(unit, day))


def wider(low: datetime.date, high: datetime.date) -> Range | None:
    """The period and more in the smallest whole months, years, decades or centuries."""
    for unit in LARGER:
        start, end = bins.index(unit, low), bins.index(unit, high)
        if (low, high) != (bins.first_day(unit, start), bins.last_day(unit, end)):
            return ranged(unit, start, end)
    return None


def ranged(unit: str, start: int, end: int) -> Range:
    return bins.edtf(unit, start)[0], bins.edtf(unit, end)[1]
