"""How long an error stood: from the day since which its words were public to the day of its correction, in UTC."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable

from relations import comparing
from relations.comparing import Value
from relations.documents import load
from relations.models import Change, Listing, PublishedEdition
from relations.vocabularies import Op, State

GONE = (State.WITHDRAWN, State.VANISHED)
Editions = dict[int, list[PublishedEdition]]
Pair = tuple[PublishedEdition, PublishedEdition]
Reading = Callable[[PublishedEdition], dict[str, Value]]


def is_withdrawn(listing: Listing, number: int) -> bool:
    """Whether the text of an edition may not be shown."""
    return listing.state in GONE or number <= listing.withdrawn_through


def editions_of(rows: Iterable[Change]) -> Editions:
    """Record -> its editions that are not withdrawn, oldest first, of the records that some acts corrected."""
    corrected = {row.record_id: row.record.listing for row in rows if row.op == Op.PUBLISH}
    found: dict[int, list[PublishedEdition]] = defaultdict(list)
    for edition in PublishedEdition.objects.filter(record__in=corrected).order_by("record_id", "number"):
        if not is_withdrawn(corrected[edition.record_id], edition.number):
            found[edition.record_id].append(edition)
    return found


def pair_of(row: Change, editions: Editions) -> Pair | None:
    """The edition before a correction and the one that it made; None where either is withdrawn."""
    if row.op != Op.PUBLISH:
        return None
    by_number = {each.number: each for each in editions[row.record_id]}
    old, new = by_number.get(row.edition.number - 1), by_number.get(row.edition.number)
    return (old, new) if old and new else None


def reader() -> Reading:
    """Edition -> the values that it shows, each read once."""
    known: dict[int, dict[str, Value]] = {}

    def read(edition: PublishedEdition) -> dict[str, Value]:
        if edition.pk not in known:
            known[edition.pk] = comparing.values(load(edition.document))
        return known[edition.pk]

    return read


def stood(row: Change, pair: Pair, editions: Editions, read: Reading) -> int | None:
    """How many days the words that a correction replaced had been public; None where it changed nothing to be seen."""
    old, new = map(read, pair)
    changed = comparing.changed(old, new)
    wrong = [anchor for anchor in changed if anchor in old] or changed
    if not wrong:
        return None
    before = [each for each in editions[row.record_id] if each.number < row.edition.number]
    return (utc_day(row.at) - first_day(wrong, old, before, read)).days


def first_day(
    anchors: list[str], wrong: dict[str, Value], editions: list[PublishedEdition], read: Reading
) -> datetime.date:
    """The day since which any of some values stood as it did before the correction."""
    standing, since = set(anchors), editions[-1].published_at
    for edition in reversed(editions):
        there = read(edition)
        standing = {each for each in standing if there.get(each) == wrong.get(each)}
        if not standing:
            break
        since = edition.published_at
    return utc_day(since)


def utc_day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(datetime.UTC).date()
