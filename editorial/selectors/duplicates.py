"""Two public records for one thing, side by side, and what a merge of them would do. Reads only."""

import re
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from editorial import wording
from editorial.diffs import in_reading_order
from editorial.models import Record
from editorial.selectors.history import Impact, impact_of
from relations.documents import load
from relations.models import Listing
from relations.vocabularies import State

LONGEST = 50
FEW = 12
MOST_WORDS = 8
SHORTEST_WORD = 4
NOT_COMPARED = {"slug", "citations", "translations", "attachments"}


class Face(NamedTuple):
    """One of two records as readers see it, and who names it."""

    record: Record
    listing: Listing
    impact: Impact


class Row(NamedTuple):
    """One line of the comparison: what each of the two says there, one text per part."""

    label: str
    first: list[str]
    second: list[str]


def face_of(record: Record) -> Face | None:
    """None where readers cannot see the record."""
    listing = Listing.objects.filter(public_id=record.public_id, state=State.PUBLIC).select_related("edition").first()
    return Face(record, listing, impact_of(record)) if listing else None


def compared(first: Face, second: Face) -> list[Row]:
    """What the two documents say, field by field, in reading order. One query, for the names."""
    documents = [load(face.listing.edition.document) for face in (first, second)]
    ids = {public_id for document in documents for public_id in document.get("refs", [])}
    names = dict(Record.objects.filter(public_id__in=ids).values_list("public_id", "title"))
    said = [says(document, names) for document in documents]
    keys = sorted({*said[0], *said[1]} - NOT_COMPARED, key=in_reading_order)
    return [Row(heading(first.record.type, key), said[0].get(key, []), said[1].get(key, [])) for key in keys]


def heading(record_type: str, key: str) -> str:
    return wording.list_name(record_type, key) or wording.field_words(record_type, key)[0]


def says(document: dict[str, Any], names: dict[str, str]) -> dict[str, list[str]]:
    """field or list -> what stands there, in words, one text per part."""
    kind, found = document["type"], {}
    for key, value in document["record"].items():
        parts = value if isinstance(value, list) and value and isinstance(value[0], dict) else None
        if parts is None:
            found[key] = [wording.words_of(kind, key, value, names)]
        else:
            found[key] = [wording.part_words(kind, key, part, names) for part in parts if not part.get("removed")]
    return {key: texts for key, texts in found.items() if any(texts)}


def candidates(record: Record, asked: str = "") -> list[Listing]:
    """Public records of the same type that `record` could be merged into: those asked for, else similar titles."""
    rows = Listing.objects.filter(type=record.type, state=State.PUBLIC).exclude(public_id=record.public_id)
    wanted = asked.replace("\x00", " ").split()[:MOST_WORDS]
    found = matching(rows, wanted) if wanted else similar(rows, str(record))
    return list(found.order_by("sort_title", "public_id")[:LONGEST])


def replacements(record: Record, asked: str = "") -> list[Listing]:
    """Public records that readers could look at instead: of any type where they were asked for, else alike in title."""
    rows = Listing.objects.filter(state=State.PUBLIC).exclude(public_id=record.public_id)
    wanted = asked.replace("\x00", " ").split()[:MOST_WORDS]
    found = matching(rows, wanted) if wanted else similar(rows.filter(type=record.type), str(record))
    return list(found.order_by("type", "sort_title", "public_id")[:FEW])


def matching(rows: QuerySet, wanted: list[str]) -> QuerySet:
    """Those whose title has every word, or whose id is one of them."""
    titles = Q()
    for word in wanted:
        titles &= Q(title__icontains=word)
    return rows.filter(titles | Q(public_id__in=[word.upper() for word in wanted]))


def similar(rows: QuerySet, title: str) -> QuerySet:
    """Those that share a longer word of their title with this one."""
    words = [word for word in re.findall(r"\w+", title) if len(word) >= SHORTEST_WORD][:MOST_WORDS]
    shared = Q(pk__in=[])
    for word in words:
        shared |= Q(title__icontains=word)
    return rows.filter(shared)
