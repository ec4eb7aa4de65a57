"""Geometry of the overview figure: kept counts -> bars of years, decades or centuries. Percentages, no words, no markup."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from relations.vocabularies import Group

MOST_BINS = 60
UNITS = {1: "year", 10: "decade", 100: "century"}
STEPS = tuple(UNITS)
LABEL_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
MOST_LABELS = 8
TALLEST_ENTRY = 30.0  # per cent: three entries must not look like a skyline
SPARSE = 3
LETTER = 0.8  # per cent of the figure's width that one letter takes
GAP = 0.14  # of a bin's width, on either side of its bar


class Block(NamedTuple):
    """One group's part of a bar: top and height in per cent of the figure."""

    group: str
    count: int
    y: float
    height: float


class Bin(NamedTuple):
    """One span of years: `x` and `width` in per cent, `first` and `last` as years; `chosen`: inside the selection."""

    first: int
    last: int
    count: int
    x: float
    width: float
    bar_x: float
    bar_width: float
    blocks: list[Block]
    chosen: bool

    def of(self, group: str) -> int:
        """How many entries of one group."""
        return sum(block.count for block in self.blocks if block.group == group)

    @property
    def name(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


class Label(NamedTuple):
    """A year on the axis; `minor` ones leave first when space is short."""

    year: int
    x: float
    minor: bool


class Band(NamedTuple):
    """One era under the bins, clipped to the figure; `roomy`: its label fits into it."""

    label: str
    x: float
    width: float
    roomy: bool
    target: str


class Overview(NamedTuple):
    """Bins in order, axis labels, the selection as (x, width) or None."""

    bins: list[Bin]
    labels: list[Label]
    window: tuple[float, float] | None

    @property
    def first(self) -> int:
        return self.bins[0].first

    @property
    def last(self) -> int:
        return self.bins[-1].last

    @property
    def years(self) -> str:
        """The span of the whole figure in words."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def is_sparse(self) -> bool:
        """So few entries in every bin that the figure needs little height."""
        return max(each.count for each in self.bins) <= SPARSE

    @property
    def unit(self) -> str:
        return UNITS[self.bins[0].last - self.bins[0].first + 1]

    @property
    def filled(self) -> list[Bin]:
        return [each for each in self.bins if each.count]

    @property
    def groups(self) -> list[str]:
        """The groups that occur, in the order of the legend."""
        found = {block.group for each in self.bins for block in each.blocks}
        return [group for group in Group.values if group in found]


def draw(counts: dict[str, int], chosen: tuple[int, int] | None = None) -> Overview | None:
    """The figure of `counts` ("1983/visit" -> entries); `chosen` are the first and last selected year. None: no entry."""
    tally: dict[int, dict[str, int]] = {}
    for name, count in counts.items():
        year, _, group = name.partition("/")
        tally.setdefault(int(year), {})[group] = count
    if not tally:
        return None
    step = next((step for step in STEPS if (max(tally) - min(tally)) // step < MOST_BINS), STEPS[-1])
    start, end = min(tally) // step * step, max(tally) // step * step
    starts = range(start, end + 1, step)
    binned = [sum_of(tally, first, step) for first in starts]
    unit = min(96 / max(sum(groups.values()) for groups in binned), TALLEST_ENTRY)
    width = 100 / len(starts)
    bins = [
        bin_at(index * width, width, first, step, groups, unit, chosen)
        for index, (first, groups) in enumerate(zip(starts, binned, strict=True))
    ]
    return Overview(bins, labels(starts, step, width), window(bins, chosen))


def sum_of(tally: dict[int, dict[str, int]], first: int, step: int) -> dict[str, int]:
    """Entries per group in the years of one bin."""
    found: dict[str, int] = {}
    for year in range(first, first + step):
        for group, count in tally.get(year, {}).items():
            found[group] = found.get(group, 0) + count
    return found


def bin_at(
    x: float, width: float, first: int, step: int, groups: dict[str, int], unit: float, chosen: tuple[int, int] | None
) -> Bin:
    """One bin with its blocks, stacked from the ground in the order of the legend."""
    blocks, ground, last = [], 100.0, first + step - 1
    for group in Group.values:
        if count := groups.get(group):
            ground -= count * unit
            blocks.append(Block(group, count, round(ground, 2), round(count * unit - 0.8, 2)))
    bar = max(width * (1 - 2 * GAP), 0.5)
    inside = chosen is None or (last >= chosen[0] and first <= chosen[1])
    total = sum(groups.values())
    return Bin(
        first, last, total, round(x, 2), round(width, 2), round(x + (width - bar) / 2, 2), round(bar, 2), blocks, inside
    )


def labels(starts: range, step: int, width: float) -> list[Label]:
    """Round years under their bins, few enough to be read."""
    every = next((each for each in LABEL_STEPS if each >= step and (starts[-1] - starts[0]) / each < MOST_LABELS), 1000)
    named = [(index, year) for index, year in enumerate(starts) if year % every == 0] or [(0, starts[0])]
    return [Label(year, round((index + 0.5) * width, 2), place % 2 == 1) for place, (index, year) in enumerate(named)]


def window(bins: list[Bin], chosen: tuple[int, int] | None) -> tuple[float, float] | None:
    """The band behind the selected bins."""
    inside: list[Any] = [each for each in bins if each.chosen] if chosen else []
    if not inside:
        return None
    return inside[0].x, round(inside[-1].x + inside[-1].width - inside[0].x, 2)


def bands(figure: Overview, eras: Iterable[tuple[str, int | None, int | None, str]]) -> list[Band]:
    """The eras (label, first and last year, address) that the figure reaches; an open end runs to its edge."""
    start, span = figure.first, figure.last - figure.first + 1
    found = []
    for label, first, last, target in eras:
        low = max((first or start) - start, 0) / span * 100
        high = min((last or figure.last) + 1 - start, span) / span * 100
        if high > low:
            found.append(Band(label, round(low, 2), round(high - low, 2), high - low > len(label) * LETTER, target))
    return found
