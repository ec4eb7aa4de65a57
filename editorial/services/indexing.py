"""Keeps the desk's index of words: what changed since it was read last is read again. Derived rows alone, no act, no log."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q, QuerySet

from editorial.models import Record, Words
from editorial.selectors.texts import Said, said_in
from relations.search import texts
from relations.search.words import indexed

AT_ONCE = 500  # records whose texts are in memory together


@cache
def folding() -> str:
    """Changes with the code that folds: words folded otherwise would not meet what is asked today."""
    here = Path(__file__).parent.parent / "selectors" / "texts.py"
    return hashlib.sha256(texts.fingerprint().encode() + here.read_bytes()).hexdigest()[:16]


def behind() -> QuerySet[Record]:
    """Records whose rows were saved since, or that were never read."""
    read = Q(words__version=F("lock_version"), words__folding=folding())
    return Record.objects.exclude(read)


@transaction.atomic
def renew(*, limit: int = AT_ONCE) -> int:
    """Read up to `limit` records again; how many that were."""
    records = list(behind().only("pk", "type", "lock_version").order_by("pk")[:limit])
    if records:
        put(records)
    return len(records)


def renew_all() -> int:
    """Read everything that changed, a part at a time; how many records that were."""
    count = 0
    while done := renew():
        count += done
    return count


def put(records: Iterable[Record]) -> None:
    """A version is noted before its texts are read: who saves meanwhile is read again."""
    records = list(records)
    found = said_in(records)
    rows = [row_of(record, found.get(record.pk, [])) for record in records]
    Words.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["record"], update_fields=["version", "folding", "title", "text"]
    )


def row_of(record: Record, said: list[Said]) -> Words:
    return Words(
        record_id=record.pk,
        version=record.lock_version,
        folding=folding(),
        title=indexed(each.text for each in said if each.title),
        text=indexed(each.text for each in said if not each.title),
    )
