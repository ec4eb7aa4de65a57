"""The log of acts on the public record as JSON texts, in commit order and without a gap. The API and the dumps say it alike."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models.functions import Substr

from relations.cards import transport_json
from relations.models import Change
from relations.vocabularies import Op

# Canonical text sorts its keys, so the change stands first: no document has to be parsed to say its kind.
CHANGE_KIND = re.compile(r'\{"change":\{"kind":"([a-z_]+)"')
COLUMNS = (
    "seq", "op", "record__public_id", "record__type", "edition__number", "edition__content_hash", "at", "reason",
    "replacement__public_id", "notice",
)  # fmt: skip
BATCH = 2000


def acts(after: int, until: int, limit: int | None = None) -> list[dict[str, Any]]:
    """The rows of at most `limit` acts after one number, up to another, in order."""
    rows = Change.objects.filter(seq__gt=after, seq__lte=until).order_by("seq")
    opening = Substr("edition__document", 1, 60)
    return list(rows.annotate(opening=opening).values(*COLUMNS, "opening")[:limit])


def all_acts(until: int) -> Iterator[dict[str, Any]]:
    """Every act up to one number, read in batches."""
    after = 0
    while found := acts(after, until, BATCH):
        yield from map(act, found)
        after = found[-1]["seq"]


def act(row: dict[str, Any]) -> dict[str, Any]:
    """One act as an object; what an act does not have is left out. A merge says into which record, as named then."""
    kind = CHANGE_KIND.match(row["opening"] or "")
    value = {
        "seq": row["seq"],
        "op": row["op"],
        "id": row["record__public_id"],
        "type": row["record__type"],
        "version": row["edition__number"],
        "change": kind and kind[1],
        "content_hash": row["edition__content_hash"],
        "at": row["at"].isoformat().replace("+00:00", "Z"),
        "reason": row["reason"],
        "into" if row["op"] == Op.MERGE else "replacement": row["replacement__public_id"],
        "notice": row["notice"],
    }
    return {key: part for key, part in value.items() if part}


def fragment(row: dict[str, Any]) -> str:
    """One act as JSON text."""
    return transport_json(act(row))
