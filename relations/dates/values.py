"""The shapes of an imprecise date: a point, a whole value, a fault. No reading of text, no wording."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

PRECISIONS = (
    "day",  # 2014-10-16
    "month",  # 2014-10 (also written 2014-10-XX)
    "season",  # 2014-21 spring .. 2014-24 winter
    "year",  # 2014 (also written 2014-XX)
    "decade",  # 201X
    "century",  # 18XX
    "day-without-year",  # 202X-05-14: day and month stated, year not
    "month-without-year",  # 202X-05, 20XX-06: month stated, year not
    "interval",  # A/B, A/.., ../B, A/, /B: it lasted
    "between",  # [A..B]: one day from A to B
    "on-or-before",  # [..A]: one day, A at the latest
    "on-or-after",  # [A..]: one day, A at the earliest
)


class DateFault(ValueError):
    """A date that cannot be accepted. `str(fault)` is one sentence: what is wrong, where, and an example that works."""

    def __init__(self, what: str, example: str = "2014-10-16"):
        super().__init__(what, example)
        self.what, self.example = what, example

    def __str__(self) -> str:
        told = gettext("{fault}; write, for example, “{example}”.")
        return told.format(fault=self.what, example=self.example)


@dataclass(frozen=True, slots=True)
class Point:
    """One unqualified calendar unit with its qualifier beside it: a day, a month, a decade ...

    `unit` is one of the first eight `PRECISIONS`; `first_year` and `last_year` differ only where digits are X.
    """

    text: str
    unit: str
    first_year: int
    last_year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    qualifier: str = ""

    @property
    def approximate(self) -> bool:
        return self.qualifier in ("~", "%")

    @property
    def uncertain(self) -> bool:
        return self.qualifier in ("?", "%")

    def spans(self) -> list[tuple[date, date]]:
        """Every span the unit can mean, in order: one, or one per possible year where the year is not stated."""
        if self.season:
            return [_season(self.first_year, self.season)]
        if self.month is None:
            return [(date(self.first_year, 1, 1), date(self.last_year, 12, 31))]
        years = range(self.first_year, self.last_year + 1)
        return [span for year in years if (span := _span(year, self.month, self.day))]

    @property
    def earliest(self) -> date:
        return self.spans()[0][0]

    @property
    def latest(self) -> date:
        return self.spans()[-1][1]


@dataclass(frozen=True)
class EDTF:
    """One recorded date. Make it with `parse`; `str(value)` is its EDTF text, ready to store.

    `earliest`, `latest`: first and last civil day the value allows, both inclusive; None where that side is open or
    unknown. `lasted`: True for intervals (it went on from A to B), False for one day somewhere in the span.
    `approximate`, `uncertain`: so at either end. `start`, `end`: the points written; the same one for a single value.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: str
    approximate: bool
    uncertain: bool
    lasted: bool
    start: Point | None
    end: Point | None
    open_start: bool = False
    open_end: bool = False
    unknown_start: bool = False
    unknown_end: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def bounded(self) -> bool:
        return self.start is not None and self.end is not None

    @property
    def qualified(self) -> bool:
        return self.approximate or self.uncertain

    @property
    def known_to(self) -> str:
        """The word of the reader's precision filter: "day", "month" or "coarser"; a lasting value by its vaguer end."""
        single = self.start is self.end
        if self.qualified or not self.bounded or not (single or self.lasted):
            return "coarser"
        units = {self.start.unit, self.end.unit}
        if units == {"day"}:
            return "day"
        return "month" if units <= {"day", "month"} else "coarser"


def _season(year: int, season: int) -> tuple[date, date]:
    """Northern, whole months: spring March-May. Winter starts in December of its year and ends in the next."""
    if season == 24:
        # The calendar ends with 9999, so its last winter is cut there.
        last = date(year + 1, 2, monthrange(year + 1, 2)[1]) if year < 9999 else date.max
        return date(year, 12, 1), last
    first_month = 3 * (season - 20)
    return date(year, first_month, 1), date(year, first_month + 2, monthrange(year, first_month + 2)[1])


def _span(year: int, month: int, day: int | None) -> tuple[date, date] | None:
    last = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, day),) * 2 if 1 <= day <= last else None
