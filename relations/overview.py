"""Geometry of the overview figure: counted entries -> bars over a row of time. Percentages, no words, no markup."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from relations import bins, tally
from relations.axis import Label, labels
from relations.bins import Row
from relations.tally import Entry, Tally
from relations.vocabularies import Group

TALLEST_ENTRY = 30.0  # per cent: three entries must not look like a skyline
SPARSE = 3
LETTER = 0.8  # per cent of the figure's width that one letter takes
GAP = 0.14  # of a bin's width, on either side of its bar
SEAM = 0.8  # per cent of the height between two blocks
FLATTEST = 0.3  # a lower block cannot be seen
LANES = 4
NARROWEST = 0.6  # of the band of the selection

Days = tuple[datetime.date, datetime.date]


class Block(NamedTuple):
    """One group's part of a bar: top and height in per cent of the figure; `unsure`: it is made of shares."""

    group: str
    y: float
    height: float
    unsure: bool
    dim: bool


class Bin(NamedTuple):
    """One span of time: `x`, `width` in per cent; `known` entries, `unsure` ones that may lie here and their `share`."""

    unit: str
    first: datetime.date
    last: datetime.date
    query: tuple[str, str]
    counts: dict[str, int]
    known: int
    unsure: int
    share: float
    x: float
    width: float
    bar_x: float
    bar_width: float
    blocks: list[Block]
    chosen: bool


class Run(NamedTuple):
    """The line along which something lasted."""

    group: str
    x: float
    width: float
    y: float
    dim: bool


class Band(NamedTuple):
    """One era under the bins, clipped to the figure; `roomy`: its label fits into it."""

    label: str
    x: float
    width: float
    roomy: bool
    target: str


class Overview(NamedTuple):
    """Bins in order, axis labels, the selection as (x, width) or None, lines of what lasted."""

    row: Row
    bins: list[Bin]
    labels: list[Label]
    window: tuple[float, float] | None
    runs: list[Run]

    @property
    def years(self) -> str:
        """The span of the whole figure in years."""
        first, last = self.row.first.year, self.row.last.year
        return str(first) if first == last else f"{first}–{last}"

    @property
    def is_sparse(self) -> bool:
        """So few entries in every bin that the figure needs little height."""
        return max(each.known + each.share for each in self.bins) <= SPARSE

    @property
    def unit(self) -> str:
        return self.row.unit

    @property
    def filled(self) -> list[Bin]:
        """The bins that an entry lies in, or may lie in."""
        return [each for each in self.bins if each.known or each.unsure]

    @property
    def has_unsure(self) -> bool:
        return any(each.unsure for each in self.bins)

    @property
    def groups(self) -> list[str]:
        """The groups with an entry that is known to lie in a bin, in the order of the legend."""
        found = {group for each in self.bins for group, count in each.counts.items() if count}
        return [group for group in Group.values if group in found]


def draw(
    years: dict[str, int], entries: Iterable[Entry] = (), chosen: Days | None = None, groups: Sequence[str] = ()
) -> Overview | None:
    """The whole dossier. `years`: kept counts ("1983/visit" -> entries); `entries`: those of them to be drawn by their
    days. What is not `chosen` or not of `groups` is dimmed. None: no entry.
    """
    entries = list(entries)
    rest = {(int(name[:4]), name[5:]): count for name, count in years.items()}
    for entry in entries:
        key = entry.start.year, entry.group
        rest[key] = rest.get(key, 0) - 1
    rest = {key: count for key, count in rest.items() if count}
    days = [datetime.date(year, 1, 1) for year, _ in rest]
    days += tally.bounds(entries) or ()
    if not days:
        return None
    row = bins.cut(min(days), max(days), finest="year" if rest else "day")
    return figure(row, tally.count(entries, row, rest), chosen, groups)


def closer(around: Overview, entries: Iterable[Entry], chosen: tuple[datetime.date | None, datetime.date | None],
           groups: Sequence[str] = ()) -> Overview | None:  # fmt: skip
    """The selection alone, in a unit finer than years; None where it is too long for that, or one bin."""
    low, high = (chosen[0] or around.row.first), (chosen[1] or around.row.last)
    if low > high or (row := bins.cut(low, high)).unit in bins.YEARS or len(row) < 2:
        return None
    return figure(row, tally.count(entries, row), None, groups)


def figure(row: Row, counted: Tally, chosen: Days | None, groups: Sequence[str]) -> Overview:
    """The row with its counts as shapes."""
    tallest = max(counted.total(place) for place in range(len(row)))
    unit = min(96 / tallest, TALLEST_ENTRY) if tallest else TALLEST_ENTRY
    drawn = [bin_at(row, place, counted, unit, chosen, groups) for place in range(len(row))]
    return Overview(row, drawn, labels(row), window(row, chosen), runs(row, counted, groups))


def bin_at(row: Row, place: int, counted: Tally, unit: float, chosen: Days | None, groups: Sequence[str]) -> Bin:
    """One bin with its blocks, stacked from the ground in the order of the legend: known ones, then shares, per group."""
    first, last = row.span(place)
    inside = chosen is None or (last >= chosen[0] and first <= chosen[1])
    counts = {group: numbers[place] for group, numbers in counted.known.items() if numbers[place]}
    width = 100 / len(row)
    bar = max(width * (1 - 2 * GAP), 0.5)
    return Bin(
        unit=row.unit,
        first=first,
        last=last,
        query=bins.edtf(row.unit, row.start + place),
        counts=counts,
        known=sum(counts.values()),
        unsure=counted.unsure[place],
        share=round(sum(parts[place] for parts in counted.shares.values()), 6),
        x=round(place * width, 2),
        width=round(width, 2),
        bar_x=round(place * width + (width - bar) / 2, 2),
        bar_width=round(bar, 2),
        blocks=blocks(counted, place, unit, inside, groups),
        chosen=inside,
    )


def blocks(counted: Tally, place: int, unit: float, inside: bool, groups: Sequence[str]) -> list[Block]:
    ground, found = 100.0, []
    for group in Group.values:
        for parts, unsure in ((counted.known, False), (counted.shares, True)):
            height = parts[group][place] * unit if group in parts else 0
            if height < FLATTEST:
                continue
            ground -= height
            seam = min(SEAM, height / 4)
            dim = not inside or bool(groups and group not in groups)
            found.append(Block(group, round(ground, 2), round(height - seam, 2), unsure, dim))
    return found


def runs(row: Row, counted: Tally, groups: Sequence[str]) -> list[Run]:
    """The lines in lanes, so that few cross; in the last lane the rest lies over each other."""
    free, found, width = [-1] * LANES, [], 100 / len(row)
    for each in sorted(counted.runs, key=lambda run: (run.first, -run.last)):
        lane = next((lane for lane, end in enumerate(free) if end < each.first), LANES - 1)
        free[lane] = max(free[lane], each.last)
        x, length = round(each.first * width, 2), round((each.last - each.first + 1) * width, 2)
        dim = bool(groups and each.group not in groups)
        found.append(Run(each.group, x, length, round(lane * 100 / LANES, 2), dim))
    return found


def window(row: Row, chosen: Days | None) -> tuple[float, float] | None:
    """The band behind the selected days, as exact as they are."""
    if chosen is None or chosen[0] > row.last or chosen[1] < row.first:
        return None
    x = place_of(row, max(chosen[0], row.first))
    end = place_of(row, min(chosen[1], row.last), after=1)
    width = max(end - x, NARROWEST)
    return round(min(x, 100 - width), 2), round(width, 2)


def place_of(row: Row, day: datetime.date, after: int = 0) -> float:
    """Per cent of the row at which a day begins, or (`after` 1) ends."""
    first, last = row.span(row.at(day))
    inside = (day.toordinal() - first.toordinal() + after) / (last.toordinal() - first.toordinal() + 1)
    return (row.at(day) + inside) * 100 / len(row)


def bands(figure: Overview, eras: Iterable[tuple[str, int | None, int | None, str]]) -> list[Band]:
    """The eras (label, first and last year, address) that the figure reaches; an open end runs to its edge."""
    start, span = figure.row.first.year, figure.row.last.year - figure.row.first.year + 1
    found = []
    for label, first, last, target in eras:
        low = max((first or start) - start, 0) / span * 100
        high = min((last or start + span - 1) + 1 - start, span) / span * 100
        if high > low:
            found.append(Band(label, round(low, 2), round(high - low, 2), high - low > len(label) * LETTER, target))
    return found
