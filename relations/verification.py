"""Compares stored and derived rows of the public record; reads only, names every row that was tampered with."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from relations import derivation, publication
from relations.documents import content_hash
from relations.models import (
    Change,
    EntryCount,
    Head,
    Listing,
    Path,
    PublishedEdition,
    PublishedLink,
    PublishedRecord,
    SearchRow,
    TimelineEntry,
)

# What names a row for a person; the surrogate key of a derived row means nothing.
NATURAL = {
    Listing: ("record_id",),
    TimelineEntry: ("record_id", "dossier_id", "seq_from"),
    PublishedLink: ("source_id", "target_id", "anchor"),
    SearchRow: ("record_id",),
    Path: ("word",),
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
        EntryCount: expected_counts([row for rows in derived for row in rows.entries]),
    }


def expected_counts(entries: list[TimelineEntry]) -> list[EntryCount]:
    """The kept counts, tallied from the entries themselves."""
    found = publication.tally(entries)
    return [EntryCount(dossier_id=key[0], facet=key[1], value=key[2], count=count) for key, count in found.items()]


def differences() -> Iterator[str]:
    """One sentence for each stored or derived row that is not what it should be."""
    yield from stored_differences()
    for model, rows in expected().items():
        key = NATURAL[model]
        wanted = {tuple(getattr(row, name) for name in key): columns(row) for row in rows}
        there = {tuple(getattr(row, name) for name in key): columns(row) for row in model.objects.all()}
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
    """Hashes that do not recompute, numbers with gaps, a head that does not name the last change."""
    for edition in PublishedEdition.objects.select_related("record").iterator():
        if content_hash(edition.document) != edition.content_hash:
            yield f"PublishedEdition {edition.record.public_id} v{edition.number}: its bytes do not have its hash."
    for record in PublishedRecord.objects.all():
        numbers = list(record.editions.order_by("number").values_list("number", flat=True))
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"PublishedRecord {record.public_id}: edition numbers {numbers} have a gap."
    seqs = list(Change.objects.order_by("seq").values_list("seq", flat=True))
    if seqs != list(range(1, len(seqs) + 1)):
        yield "Change: sequence numbers have a gap."
    head = Head.objects.filter(pk=1).first()
    if (head.seq if head else 0) != len(seqs):
        yield f"Head names {head.seq if head else 0}; the last change is {len(seqs)}."
