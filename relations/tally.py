"""Entries counted into the bins of a row of time: known ones, equal shares of imprecise ones, runs of lasting ones. Pure.

An entry counts one, wherever it may lie. What is one day somewhere in a span of k bins gives each of them 1/k; what
lasted counts in its first bin and runs along the others; where an end is open there is no k, and it counts where it
is listed. So the sums stay true.
"""

import datetime
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from relations.bins import Row

NO_DAY = (datetime.date.min, datetime.date.max)


class Entry(NamedTuple):
    """What the drawing needs of an entry. `start`: the day that it is listed under. `certain`: both ends are sure."""

    group: str
    earliest: datetime.date
    latest: datetime.date
    start: datetime.date
    lasted: bool
    certain: bool

    @property
    def bounded(self) -> bool:
        return self.earliest > datetime.date.min and self.latest < datetime.date.max

    @property
    def is_spread(self) -> bool:
        """Whether nobody says on which of several days it was."""
        return not self.lasted and self.earliest != self.latest


class Run(NamedTuple):
    """The bins along which something lasted, as places in the row."""

    group: str
    first: int
    last: int


class Tally(NamedTuple):
    """Per place in the row. `known`: group -> entries; `shares`: group -> hatched parts; `unsure`: how many may lie here."""

    known: dict[str, list[int]]
    shares: dict[str, list[float]]
    unsure: list[int]
    runs: list[Run]

    @property
    def groups(self) -> set[str]:
        """The groups that occur."""
        return {name for part in (self.known, self.shares) for name, counts in part.items() if any(counts)}

    def total(self, place: int) -> float:
        return sum(counts[place] for part in (self.known, self.shares) for counts in part.values())


def bounds(entries: Iterable[Entry]) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day on which the entries can begin; None where there is none."""
    days = [day for entry in entries for day in possible(entry)]
    return (min(days), max(days)) if days else None


def possible(entry: Entry) -> tuple[datetime.date, datetime.date]:
    spread = entry.is_spread and entry.bounded
    return (entry.earliest, entry.latest) if spread else (entry.start, entry.start)


def count(entries: Iterable[Entry], row: Row, years: dict[tuple[int, str], int] | None = None) -> Tally:
    """The entries by bin. `years`: further entries that are only counted, by the year and group under which they stand."""
    size = len(row)
    known: dict[str, list[int]] = {}
    steps: dict[str, list[float]] = {}
    unsure, runs = [0] * (size + 1), []
    for (year, group), number in (years or {}).items():
        if 0 <= (at := row.at(datetime.date(year, 1, 1))) < size:
            known.setdefault(group, [0] * size)[at] += number
    for entry in entries:
        first, last = row.at(entry.earliest), row.at(entry.latest)
        if not entry.is_spread or (entry.bounded and first == last):
            if 0 <= (at := row.at(entry.start)) < size:
                known.setdefault(entry.group, [0] * size)[at] += 1
            runs += run(entry, first, last, size)
            continue
        if not entry.bounded:
            first = last = row.at(entry.start)
        spread(steps.setdefault(entry.group, [0.0] * (size + 1)), unsure, first, last)
    shares = {group: [round(each, 9) for each in accumulate(parts)][:size] for group, parts in steps.items()}
    return Tally(known, shares, list(accumulate(unsure))[:size], runs)


def run(entry: Entry, first: int, last: int, size: int) -> list[Run]:
    """The line of what lasted, within the row; none within one bin, none where an end is not sure."""
    if not (entry.lasted and entry.certain) or first == last or last < 0 or first >= size:
        return []
    return [Run(entry.group, max(first, 0), min(last, size - 1))]


def spread(steps: list[float], unsure: list[int], first: int, last: int) -> None:
    """One entry in equal shares over the bins that it can belong to, also those outside the row."""
    size, share = len(unsure) - 1, 1 / (last - first + 1)
    low, high = max(first, 0), min(last, size - 1)
    if low <= high:
        steps[low] += share
        steps[high + 1] -= share
        unsure[low] += 1
        unsure[high + 1] -= 1
