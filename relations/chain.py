"""One hash over the whole log of acts, that anybody who kept the log can compute again.

    h(0) = SHA-256 of the text "chronicle: the log of acts, 1"
    h(n) = SHA-256 of h(n-1), as 32 bytes, followed by act n as canonical JSON in UTF-8

Of an act only those members go in that nothing ever changes: `seq`, `op`, `id`, `type`, `at`, and where they are there
`version`, `content_hash` and `into`. They stand in `/api/v1/changes/` under these names and with these values; canonical is
JSON with sorted keys, without spaces, unescaped. So a removal takes words away and breaks no link. The hash is not signed:
it shows that a log was rewritten to whoever kept an earlier hash, not who wrote it.

Selector: one query, over the acts that came after a hash that is known.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from relations.models import Change
from relations.vocabularies import Op

BEGINNING = hashlib.sha256(b"chronicle: the log of acts, 1").digest()
COLUMNS = ("seq", "op", "record__public_id", "record__type", "edition__number", "edition__content_hash", "at")
CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
BATCH = 2000


class Link(NamedTuple):
    """The hash over the acts up to one number."""

    seq: int
    digest: bytes


START = Link(0, BEGINNING)


def extended(link: Link, until: int) -> Link:
    """The hash over the acts up to a number, from an earlier one on."""
    for seq, text in members(link.seq, until):
        link = Link(seq, hashlib.sha256(link.digest + text.encode()).digest())
    return link


def members(after: int, until: int) -> Iterator[tuple[int, str]]:
    """Number and canonical text of each act after one number up to another, in order."""
    rows = Change.objects.filter(seq__gt=after, seq__lte=until).order_by("seq")
    for row in rows.values_list(*COLUMNS, "replacement__public_id").iterator(BATCH):
        yield row[0], canonical(*row)


def canonical(*row: Any) -> str:
    """One act as it goes into the hash."""
    seq, op, public_id, record_type, version, content_hash, at, other = row
    value = {"seq": seq, "op": op, "id": public_id, "type": record_type, "version": version}
    value |= {"content_hash": content_hash, "at": at.isoformat().replace("+00:00", "Z")}
    value |= {"into": other} if op == Op.MERGE else {}
    kept = {name: part for name, part in value.items() if part is not None}
    return CANONICAL.encode(kept)
