"""Compares stored and derived rows of the public record; reads only, names every row that was tampered with."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from relations import derivation, publication
from relations.documents import DocumentFault, canonical, content_hash, load, stub, stubs
from relations.models import (
    Change,
    EntryCount,
    Head,
    Listing,
    Path,
    PublishedEdition,
    PublishedFile,
    PublishedLink,
    PublishedRecord,
    PublishedTopic,
    SearchRow,
    TimelineEntry,
)
from relations.search import index
from relations.vocabularies import Op

# What names a row for a person; the surrogate key of a derived row means nothing.
NATURAL = {
    Listing: ("record_id",),
    TimelineEntry: ("record_id", "dossier_id", "seq_from"),
    PublishedLink: ("source_id", "target_id", "anchor"),
    SearchRow: ("record_id",),
    Path: ("word",),
    PublishedTopic: ("record_id", "topic"),
    PublishedFile: ("record_id", "sha256"),
    EntryCount: ("dossier_id", "facet", "value"),
}


def columns(row: models.Model) -> dict[str, Any]:
    """Column -> value without a surrogate key."""
    fields = [field for field in row._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return {field.attname: getattr(row, field.attname) for field in fields}


def expected() -> dict[type[models.Model], list[models.Model]]:
    """Every derived row as the stored tables say it should be."""
    found = publication.histories(PublishedRecord.objects.order_by("pk"))
    context = publication.context_for(found)
    derived = [derivation.derive(history, context) for history in found if history.editions and history.changes]
    return {
        Listing: [rows.listing for rows in derived],
        TimelineEntry: [row for rows in derived for row in rows.entries],
        PublishedLink: [row for rows in derived for row in rows.links],
        SearchRow: [row for rows in derived for row in rows.search],
        Path: [row for rows in derived for row in rows.paths],
        PublishedTopic: [row for rows in derived for row in rows.topics],
        PublishedFile: [row for rows in derived for row in rows.files],
        EntryCount: expected_counts([row for rows in derived for row in rows.entries]),
    }


def expected_counts(entries: list[TimelineEntry]) -> list[EntryCount]:
    """The kept counts, tallied from the entries themselves."""
    found = publication.tally(entries)
    return [EntryCount(dossier_id=key[0], facet=key[1], value=key[2], count=count) for key, count in found.items()]


def differences() -> Iterator[str]:
    """One sentence for each stored or derived row that is not what it should be.

    Derived rows are compared only when the stored ones can be read: nothing can be derived from the others.
    """
    broken = list(stored_differences())
    yield from broken
    try:
        wanted_rows = expected()
    except (DocumentFault, KeyError, IndexError, TypeError, ValueError):
        if not broken:
            raise
        yield "Derived rows were not compared: they cannot be made from these stored rows."
        return
    for model, rows in wanted_rows.items():
        found = list(table_differences(model, rows))
        yield from found
        if model is SearchRow and not found:  # the index is made of these rows
            yield from index.differences()


def table_differences(model: type[models.Model], rows: list[models.Model]) -> Iterator[str]:
    """What is wrong in one derived table, row by row under its natural name; a second row of one name is named too."""
    key = NATURAL[model]
    wanted = {tuple(getattr(row, name) for name in key): columns(row) for row in rows}
    there: dict[tuple, dict[str, Any]] = {}
    for row in model.objects.all():
        name = tuple(getattr(row, part) for part in key)
        if name in there:
            yield f"{model.__name__} {'/'.join(map(str, name))} is there twice."
        there[name] = columns(row)
    for name in sorted(wanted.keys() | there.keys(), key=str):
        yield from row_difference(model.__name__, name, wanted.get(name), there.get(name))


def row_difference(table: str, name: tuple, wanted: dict | None, there: dict | None) -> Iterator[str]:
    """What is wrong with one derived row."""
    label = f"{table} {'/'.join(map(str, name))}"
    if there is None:
        yield f"{label} is missing."
    elif wanted is None:
        yield f"{label} should not exist."
    elif changed := [column for column in wanted if wanted[column] != there[column]]:
        yield f"{label} differs in {', '.join(changed)}."


def stored_differences() -> Iterator[str]:
    """Bytes that are not what their hash, number or record says, acts that do not fit, a head that names another."""
    vanished = set(Change.objects.filter(op=Op.VANISH).values_list("record", flat=True))
    for edition in PublishedEdition.objects.select_related("record").order_by("pk").iterator():
        yield from edition_differences(edition, vanished)
    for change in Change.objects.filter(record__in=vanished).exclude(notice__in=["", stubs.TEXT]).order_by("seq"):
        yield f"Change {change.seq}: its record vanished, and its notice did not."
    for record in PublishedRecord.objects.order_by("pk").prefetch_related("editions", "changes"):
        yield from history_differences(record)
    seqs = list(Change.objects.order_by("seq").values_list("seq", flat=True))
    if seqs != list(range(1, len(seqs) + 1)):
        yield "Change: sequence numbers have a gap."
    head = Head.objects.filter(pk=1).first()
    if (head.seq if head else 0) != len(seqs):
        yield f"Head names {head.seq if head else 0}; the last change is {len(seqs)}."


def edition_differences(edition: PublishedEdition, vanished: set[int]) -> Iterator[str]:
    """A document has its hash, is canonical text, and belongs to the identity that it names. The stub of a record that
    vanished keeps the hash of what stood there.
    """
    label = f"PublishedEdition {edition.record.public_id} v{edition.number}"
    if edition.record_id in vanished:
        if edition.document != stub(edition.record.type, edition.record.public_id):
            yield f"{label}: its record vanished, and its text did not."
        return
    if content_hash(edition.document) != edition.content_hash:
        yield f"{label}: its bytes do not have its hash."
    try:
        document = load(edition.document)
        if canonical(document) != edition.document:
            yield f"{label}: its bytes are not canonical."
        if (document.get("id"), document.get("type")) != (edition.record.public_id, edition.record.type):
            yield f"{label}: its document is of another record."
    except DocumentFault:
        yield f"{label}: its document cannot be read."


def history_differences(record: PublishedRecord) -> Iterator[str]:
    """Edition numbers without a gap, each published once and in order by a change of this record."""
    label = f"PublishedRecord {record.public_id}"
    editions = sorted(record.editions.all(), key=lambda edition: edition.number)
    numbers = [edition.number for edition in editions]
    if numbers != list(range(1, len(numbers) + 1)) or not numbers:
        yield f"{label}: edition numbers {numbers} have a gap."
    published = [change.edition_id for change in sorted(record.changes.all(), key=seq_of) if change.op == Op.PUBLISH]
    if published != [edition.pk for edition in editions]:
        yield f"{label}: its changes do not publish its editions once and in order."


def seq_of(change: Change) -> int:
    return change.seq
