"""Which entries the overview draws by their own days instead of by kept counts, as part of the statement that finds what
surrounds a list (`dossiers.surroundings`), and what its rows say. Asks nothing itself.

Kept counts know the year under which an entry is listed. So rows are needed of what may belong to several years, of what
may lie in a short selection, of everything in a dossier of few years, and of everything that was public on an earlier day.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection

from relations.tally import Entry

FEW_YEARS = 15  # a longer time is drawn in years or coarser, which kept counts know
LONGEST = datetime.timedelta(days=366 * FEW_YEARS)
SELECT = "UNION ALL SELECT 'span', {words}, '', '', CAST(e.earliest AS TEXT), CAST(e.latest AS TEXT), e.sort_key >> 41, '' FROM {table}"
WORDS = " || ' ' || ".join(
    ('e."group"', "e.precision", "e.kind", "e.direction", "e.standing", "CASE WHEN e.certain THEN '1' ELSE '' END")
)
FROM = "relations_timelineentry e WHERE e.dossier_id = (SELECT record_id FROM relations_path WHERE word = %s)"
# Bits 32 to 37 of the place in the order say how wide a date is, so days are passed over without a look at their rows.
NOW = """e.seq_to IS NULL AND (e.sort_key BETWEEN %s AND %s OR {young} < {few} OR ((e.sort_key >> 32) & 63 > 0 AND (
 substr(CAST(e.earliest AS TEXT), 1, 4) <> substr(CAST(e.latest AS TEXT), 1, 4) OR (e.latest >= %s AND e.earliest <= %s))))"""
YOUNG = """(SELECT CAST(MAX(value) AS INTEGER) - CAST(MIN(value) AS INTEGER) FROM relations_entrycount
 WHERE facet = 'year' AND dossier_id = (SELECT record_id FROM relations_path WHERE word = %s))"""
THEN = "e.seq_from <= {head} AND (e.seq_to IS NULL OR e.seq_to > {head})"
HEAD = "(SELECT MAX(seq) FROM relations_change WHERE at <= %s)"


class Asked(NamedTuple):
    """The chosen days, None where that side is open; `until`: the moment whose public record is asked for, None = now."""

    low: datetime.date | None = None
    high: datetime.date | None = None
    until: datetime.datetime | None = None

    @property
    def window(self) -> tuple[datetime.date, datetime.date] | None:
        """The days whose entries a close view would draw one by one; None where it would be too long for that."""
        low, high = self.low, self.high
        if low is None and high is None:
            return None
        low = low or high - min(LONGEST, high - datetime.date.min)
        high = high or low + min(LONGEST, datetime.date.max - low)
        return (low, high) if high - low <= LONGEST else None


def statement(word: str, asked: Asked) -> tuple[str, list[Any]]:
    """The rows of the dossier at `word` as a further part of a statement of eight columns, with its values."""
    select = SELECT.format(words=WORDS, table=FROM)
    if asked.until:
        end = connection.ops.adapt_datetimefield_value(asked.until)
        return f"{select} AND {THEN.format(head=HEAD)}", [word, end, end]
    low, high = asked.window or (datetime.date.max, datetime.date.min)
    values = [word, *keys(low, high), word, low.isoformat(), high.isoformat()]
    return f"{select} AND {NOW.format(young=YOUNG, few=FEW_YEARS)}", values


def keys(low: datetime.date, high: datetime.date) -> tuple[int, int]:
    """The places in the order of the timeline between which entries of these days are listed."""
    return low.toordinal() << 41, ((high.toordinal() + 1) << 41) - 1


class Row(NamedTuple):
    """An entry as the statement tells it."""

    entry: Entry
    kind: str
    direction: str
    standing: str


def row(words: str, earliest: str, latest: str, start: int) -> Row:
    group, precision, kind, direction, standing, certain = words.split(" ")
    entry = Entry(
        group,
        datetime.date.fromisoformat(earliest),
        datetime.date.fromisoformat(latest),
        datetime.date.fromordinal(start),
        lasted=precision == "interval",
        certain=bool(certain),
    )
    return Row(entry, kind, direction, standing)


def counts(rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    """What `timeline.counts` keeps, of these entries alone: facet -> value -> entries."""
    found: dict[str, Counter[str]] = {}
    for each in rows:
        year, group = f"{each.entry.start.year:04d}", each.entry.group
        facets = {"all": "", "year": year, "year_group": f"{year}/{group}", "group": group}
        facets |= {"kind": each.kind, "direction": each.direction, "standing": each.standing}
        for facet, value in facets.items():
            found.setdefault(facet, Counter())[value] += 1
    return {facet: dict(sorted(values.items())) for facet, values in found.items()}
