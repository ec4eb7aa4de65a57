"""Withdrawals of the whole record as acts, and what came after each of them. Reads, never renders."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from relations.corrections.entries import Entry
from relations.models import Change
from relations.vocabularies import Op

LATER = (Op.WITHDRAW, Op.CONFIRM_WITHDRAWAL, Op.REINSTATE, Op.PUBLISH)


class After(NamedTuple):
    """What ended a withdrawal: the day on which it was taken back, or the later version that is public in its place."""

    reinstated_at: datetime.datetime | None = None
    version: int | None = None


def afterwards(entries: Iterable[Entry]) -> dict[int, After]:
    """Number of each of these withdrawals -> what came after it, where anything did. One query."""
    withdrawn = {entry.seq: entry.name.public_id for entry in entries}
    rows = Change.objects.filter(record__public_id__in=set(withdrawn.values()), op__in=LATER).order_by("seq")
    found: dict[int, After] = {}
    last: dict[str, int] = {}
    for seq, op, public_id, at, number in rows.values_list("seq", "op", "record__public_id", "at", "edition__number"):
        if op == Op.WITHDRAW:
            last[public_id] = seq
        elif public_id in last and op == Op.REINSTATE:
            found[last.pop(public_id)] = After(reinstated_at=at)
        elif public_id in last and op == Op.PUBLISH:
            found[last.pop(public_id)] = After(version=number)
    return found
