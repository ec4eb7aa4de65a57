"""One page of the acts on a dossier's record, each with what it changed. Reads, never renders.

Nothing of a text that is withdrawn now is handed out, neither as before nor as after.
"""

import datetime
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from relations import comparing, profiles
from relations.comparing import Difference
from relations.corrections.acts import Kind
from relations.corrections.days import Editions, Pair, Reading, editions_of, is_withdrawn, pair_of, reader, stood
from relations.documents import load
from relations.models import Change
from relations.profiles import Name
from relations.vocabularies import Op, State

Naming = Callable[[set[str]], profiles.Names]


class Entry(NamedTuple):
    """One act. `version`: the edition that it made, `content_hash` its hash; `differences`: what that says otherwise than
    the one before, None where one of the two is withdrawn; `days`: how long the error stood; `notice`: the editors' own
    words, `notice_cs` the same in Czech; `under`: the record that stands for this one since they were merged; `reason`:
    the class of a withdrawal.
    """

    seq: int
    at: datetime.datetime
    kind: Kind
    name: Name
    version: int = 0
    notice: str = ""
    notice_cs: str = ""
    reason: str = ""
    replacement: Name | None = None
    differences: list[Difference] | None = None
    days: int | None = None
    under: Name | None = None
    content_hash: str = ""


def page(found: QuerySet[Change], *, after: int | None, limit: int) -> tuple[list[Entry], int | None]:
    """Up to `limit` entries older than the key `after`, and the key of the page after. Four queries, however many."""
    older = found if after is None else found.filter(seq__lt=after)
    rows = list(
        older.select_related("record__listing__replacement__listing", "edition", "replacement__listing")[: limit + 1]
    )
    shown = rows[:limit]
    entries = entries_of(shown, notices_of(shown), editions_of(shown))
    return entries, shown[-1].seq if len(rows) > limit else None


def entries_of(
    rows: list[Change], notices: dict[int, str], editions: Editions, naming: Naming = profiles.names
) -> list[Entry]:
    """These acts, each with what it changed. `naming`: ids -> the names that the differences show."""
    read = reader()
    pairs = {row.seq: pair for row in rows if (pair := pair_of(row, editions))}
    names = naming({each for pair in pairs.values() for each in ids_in(pair, read)})
    return [
        entry(row, notices.get(row.seq, ""))._replace(
            **told(row, pairs[row.seq], editions, read, names) if row.seq in pairs else {}
        )
        for row in rows
    ]


def ids_in(pair: Pair, read: Reading) -> set[str]:
    """The records whose names the differences between two editions show."""
    old, new = map(read, pair)
    return comparing.ids_at(comparing.changed(old, new), old, new)


def entry(row: Change, notice: str) -> Entry:
    """One act without its differences. A text that is withdrawn takes the note on it along."""
    listing = row.record.listing
    under = profiles.name_of(listing.replacement.listing) if listing.state == State.MERGED else None
    bare = Entry(row.seq, row.at, Kind(row.act), profiles.name_of(listing), under=under)
    if row.op == Op.PUBLISH:
        made = bare._replace(version=row.edition.number, content_hash=row.edition.content_hash)
        if is_withdrawn(listing, row.edition.number):
            return made
        change = load(row.edition.document)["change"]
        return made._replace(notice=change.get("note", ""), notice_cs=change.get("note_cs", ""))
    other = profiles.name_of(row.replacement.listing) if row.replacement_id else None
    return bare._replace(reason=row.reason, replacement=other, notice=notice)


def notices_of(rows: Iterable[Change]) -> dict[int, str]:
    """Number of each withdrawal -> the words with which it was confirmed. One query."""
    records = {row.record_id for row in rows if row.op == Op.WITHDRAW}
    found: dict[int, str] = {}
    last: dict[int, int] = {}
    for row in Change.objects.filter(op__in=(Op.WITHDRAW, Op.CONFIRM_WITHDRAWAL), record__in=records).order_by("seq"):
        if row.op == Op.WITHDRAW:
            last[row.record_id] = row.seq
        else:
            found[last[row.record_id]] = row.notice
    return found


def told(row: Change, pair: Pair, editions: Editions, read: Reading, names: profiles.Names) -> dict[str, Any]:
    """What an act changed and, of a correction, how many days the error had stood."""
    found = comparing.differences(row.record.type, *map(read, pair), names)
    return {"differences": found, "days": stood(row, pair, editions, read) if row.act == Kind.CORRECTION else None}
