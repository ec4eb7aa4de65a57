"""The public record as it stands at one act, read without a lock: who reads asks afterwards whether it still stood there."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

from django.db.models import F

from relations import changelog
from relations.models import Change, Head, Listing, PublishedEdition
from relations.vocabularies import State

CHUNK = 500


class Moved(Exception):
    """Something was published while the record was read."""


class Snapshot:
    """What is public at `seq`. Each method reads anew and keeps nothing."""

    def __init__(self) -> None:
        head = Head.objects.first() or Head(seq=0, epoch="")
        self.seq, self.epoch = head.seq, head.epoch
        self.at = said(Change.objects.filter(seq=head.seq).values_list("at", flat=True).first())

    def require_still(self) -> None:
        """Raise `Moved` unless the last act is still the one that the snapshot began with."""
        head = Head.objects.first() or Head(seq=0, epoch="")
        if (head.seq, head.epoch) != (self.seq, self.epoch):
            raise Moved(f"The record moved on while act {self.seq} was being read; start again.")

    def records(self) -> Iterator[dict[str, Any]]:
        """Every public record by id: the object of the item API, its document inside."""
        rows = Listing.objects.filter(state=State.PUBLIC).order_by("public_id")
        for item, document in rows.values_list("item", "edition__document").iterator(CHUNK):
            yield json.loads(item) | {"document": json.loads(document)}

    def versions(self) -> Iterator[dict[str, Any]]:
        """Every edition that can still be read, by id and number. What was withdrawn, merged or removed is not there."""
        rows = PublishedEdition.objects.filter(
            record__listing__state=State.PUBLIC, number__gt=F("record__listing__withdrawn_through")
        ).order_by("record__public_id", "number")
        columns = ("record__public_id", "record__type", "number", "published_at", "content_hash", "document")
        for public_id, record_type, number, at, content_hash, document in rows.values_list(*columns).iterator(CHUNK):
            yield {
                "id": public_id,
                "type": record_type,
                "version": number,
                "published_at": said(at),
                "content_hash": content_hash,
                "document": json.loads(document),
            }

    def changes(self) -> Iterator[dict[str, Any]]:
        """Every act from the first on."""
        return changelog.all_acts(self.seq)


def said(at: datetime.datetime | None) -> str | None:
    """A moment as the API words it."""
    return at and at.isoformat().replace("+00:00", "Z")


def line(value: dict[str, Any]) -> str:
    """One object as one line, keys sorted and nothing left out, so that whoever has the same object has the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False) + "\n"
