"""Calendar units of the overview figure, and a row of time cut into equal ones. Pure: no counts, no words, no drawing.

A bin is known by one whole number, the index of its unit since the year 1; weeks begin on Monday.
"""

import datetime
from typing import NamedTuple

MOST_BINS = 60
UNITS = ("century", "decade", "year", "quarter", "month", "week", "day")
YEARS = {"century": 100, "decade": 10, "year": 1}
MONTHS = {"quarter": 3, "month": 1}
DAYS = {"week": 7, "day": 1}
DAY = datetime.timedelta(days=1)


def index(unit: str, day: datetime.date) -> int:
    """The number of the unit that holds a day."""
    if unit in YEARS:
        return day.year // YEARS[unit]
    if unit in MONTHS:
        return (day.year * 12 + day.month - 1) // MONTHS[unit]
    return (day.toordinal() - 1) // DAYS[unit]


def first_day(unit: str, number: int) -> datetime.date:
    """Its first day, within the calendar."""
    if unit in YEARS:
        year = number * YEARS[unit]
        return datetime.date(year, 1, 1) if 1 <= year <= datetime.MAXYEAR else limit(year)
    if unit in MONTHS:
        year, month = divmod(number * MONTHS[unit], 12)
        return datetime.date(year, month + 1, 1) if 1 <= year <= datetime.MAXYEAR else limit(year)
    ordinal = number * DAYS[unit] + 1
    return datetime.date.fromordinal(min(max(ordinal, 1), datetime.date.max.toordinal()))


def limit(year: int) -> datetime.date:
    return datetime.date.min if year < 1 else datetime.date.max


def last_day(unit: str, number: int) -> datetime.date:
    after = first_day(unit, number + 1)
    return after if after == datetime.date.max else after - DAY


class Row(NamedTuple):
    """Bins of one unit from `start` to `end`, both included."""

    unit: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start + 1

    @property
    def first(self) -> datetime.date:
        return first_day(self.unit, self.start)

    @property
    def last(self) -> datetime.date:
        return last_day(self.unit, self.end)

    def at(self, day: datetime.date) -> int:
        """The place of a day in the row; below 0 or beyond the end where it lies outside."""
        return index(self.unit, day) - self.start

    def span(self, place: int) -> tuple[datetime.date, datetime.date]:
        """First and last day of the bin at a place."""
        return first_day(self.unit, self.start + place), last_day(self.unit, self.start + place)

    @property
    def spans(self) -> list[tuple[datetime.date, datetime.date]]:
        return [self.span(place) for place in range(len(self))]


def cut(first: datetime.date, last: datetime.date, finest: str = "day") -> Row:
    """The row from the first to the last day in the finest unit that needs at most `MOST_BINS`, none finer than `finest`."""
    for unit in reversed(UNITS[: UNITS.index(finest) + 1]):
        row = Row(unit, index(unit, first), index(unit, last))
        if len(row) <= MOST_BINS:
            return row
    return row


def edtf(unit: str, number: int) -> tuple[str, str]:
    """The bin as the range of a query: its first and last year, month or day in EDTF."""
    first, last = first_day(unit, number), last_day(unit, number)
    length = 4 if unit in YEARS else 7 if unit in MONTHS else 10
    return first.isoformat()[:length], last.isoformat()[:length]
