"""Working record -> document, and document -> working record. A function of the record's own rows alone."""

import datetime
from typing import Any

from django.db import models
from django.utils.text import slugify

from editorial.models import DossierMembership, Record
from editorial.shapes import COMMON, DATE_FIELDS, RESTING, SHAPES, PartShape, resting, typed
from relations import dates
from relations.documents import canonical, load, refs
from relations.documents.canonical import clean
from relations.documents.schema import SCHEMA_VERSION


def text_of(value: Any) -> Any:
    """A column's value as the document writes it: dates as ISO text, tabs as spaces, edges trimmed."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.replace("\t", " ").strip() if isinstance(value, str) else value


def scalars(row: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    """The plain columns of a row, without those at their resting value."""
    values = {name: text_of(getattr(row, name)) for name in names}
    return {name: value for name, value in values.items() if RESTING.get(name, ...) != value}


def date_value(row: models.Model) -> dict[str, Any]:
    """The date columns of a row as a document date; EDTF in normal form where it can be read."""
    value = {name: text_of(getattr(row, f"date_{name}")) for name in DATE_FIELDS}
    return {
        name: normal_edtf(text) if name in ("edtf", "not_before", "not_after") else text for name, text in value.items()
    }


def normal_edtf(text: str) -> str:
    """A draft may hold a date that cannot be read; readiness names it at submit."""
    try:
        return str(dates.parse(text)) if text else ""
    except dates.DateFault:
        return text


def part_document(part: models.Model, shape: PartShape) -> dict[str, Any]:
    """One part with its number, or the stub of a removed one."""
    if part.removed:
        return {"n": part.n, "removed": True}
    value = {"n": part.n} | scalars(part, shape.scalars)
    value |= {name: normal_edtf(value[name]) for name in shape.edtf if name in value}
    value |= {name: getattr(part, name).public_id for name in shape.links if getattr(part, f"{name}_id")}
    value |= {name: [target.public_id for target in in_order(part, name)] for name in shape.many}
    return value | ({"date": date_value(part)} if shape.dated else {})


def in_order(part: models.Model, name: str) -> list[Record]:
    """The records of a many-to-many in the order in which they were put there."""
    manager = getattr(part, name)
    rows = manager.through.objects.filter(**{manager.source_field_name: part}).order_by("pk")
    return [getattr(row, manager.target_field_name) for row in rows.select_related(manager.target_field_name)]


def parts_of(record: Record, shape: PartShape) -> list[models.Model]:
    """The rows of one list, in order; held rows included."""
    rows = shape.model.objects.filter(record_id=record.pk).select_related(*shape.links)
    return list(rows.order_by("position", "n"))


def lists_of(record: Record) -> list[PartShape]:
    """The lists that ever had a part, in order: the numbers say so, and no other has rows to ask for."""
    numbers = Record.objects.values_list("part_numbers", flat=True).get(pk=record.pk)
    return [shape for shape in SHAPES[record.type].parts if numbers.get(shape.key)]


def slug_of(record: Record) -> str:
    """The address word that was typed, else one made from the title; never empty."""
    return record.slug or slugify(record.title)[:80].strip("-") or record.type


def body(record: Record) -> dict[str, Any]:
    """Everything that a reader can see of `record`, as its rows stand now."""
    record = typed(record)
    shape = SHAPES[record.type]
    value = scalars(record, COMMON + shape.scalars) | {"slug": slug_of(record)}
    for name in shape.links:
        if getattr(record, f"{name}_id") and not getattr(record, f"{name}_held"):
            value[name] = getattr(record, name).public_id
    if shape.date_key:
        value[shape.date_key] = date_value(record)
    for part_shape in lists_of(record):
        rows = [row for row in parts_of(record, part_shape) if not getattr(row, "held", False)]
        value[part_shape.key] = [part_document(row, part_shape) for row in rows]
    members = record.in_dossiers.filter(held=False).select_related("dossier")
    return value | {"dossiers": [member.dossier.public_id for member in members]}


def compose(record: Record, *, change_kind: str = "", change_note: str = "", change_note_cs: str = "") -> str:
    """Canonical document text of `record` and of the change it makes. Raises `DocumentFault` on control characters."""
    document = {
        "schema": SCHEMA_VERSION,
        "type": str(record.type),
        "id": record.public_id,
        "record": clean(body(record)),
        "change": {"kind": change_kind, "note": text_of(change_note), "note_cs": text_of(change_note_cs)},
    }
    return canonical(document | {"refs": refs(document)})


def absorb(document_text: str, record: Record) -> None:
    """Write a document's content back into the working rows of `record`. Desk-only fields stay, and so do held rows
    that the document does not have; one that it has is no longer held, for then it is part of it.

    Call inside a transaction that holds the record's lock (services do). Raises `Record.DoesNotExist`
    when the document names a record that the desk does not have.
    """
    document = load(document_text)
    content, record = document["record"], typed(record)
    shape = SHAPES[record.type]
    named = [record.public_id, *document.get("refs", [])]  # a person may hold a statement about themself
    targets = {row.public_id: row for row in Record.objects.filter(public_id__in=named)}
    for name in COMMON + shape.scalars:
        setattr(record, name, content[name] if name in content else resting(name))
    for name in shape.links:
        if name in content or not getattr(record, f"{name}_held"):
            setattr(record, f"{name}_id", target_pk(targets, content.get(name)))
            setattr(record, f"{name}_held", False)
    if shape.date_key:
        absorb_date(record, content.get(shape.date_key, {}))
    record.save()
    for part_shape in shape.parts:
        absorb_parts(record, part_shape, content.get(part_shape.key, []), targets)
    absorb_memberships(record, content.get("dossiers", []), targets)


def target_pk(targets: dict[str, Record], public_id: str | None) -> Any:
    """Primary key of a named record; None for no name."""
    if public_id is None:
        return None
    if public_id not in targets:
        raise Record.DoesNotExist(f"The document names {public_id}, which is not on this desk.")
    return targets[public_id].pk


def absorb_date(row: models.Model, value: dict[str, str]) -> None:
    for name in DATE_FIELDS:
        setattr(row, f"date_{name}", value.get(name, ""))


def absorb_parts(record: Record, shape: PartShape, values: list[dict[str, Any]], targets: dict[str, Record]) -> None:
    """Make the unheld rows of one list equal to `values`, number by number."""
    if not values and not record.part_numbers.get(shape.key):
        return  # never a part, then or now
    rows = {row.n: row for row in parts_of(record, shape)}
    kept = {value["n"] for value in values}
    for n, row in rows.items():
        if n not in kept and not getattr(row, "held", False):
            row.delete()
    for position, value in enumerate(values, 1):
        row = rows.get(value["n"]) or shape.model(record_id=record.pk, n=value["n"])
        absorb_part(row, shape, value, targets, position)
    record.part_numbers[shape.key] = max([record.part_numbers.get(shape.key, 0), *kept])
    Record.objects.filter(pk=record.pk).update(part_numbers=record.part_numbers)


def absorb_part(
    row: models.Model, shape: PartShape, value: dict[str, Any], targets: dict[str, Record], position: int
) -> None:
    row.removed, row.position = value.get("removed", False), position
    if hasattr(row, "held"):
        row.held = False
    if not row.removed:
        for name in shape.scalars:
            setattr(row, name, value[name] if name in value else resting(name))
        for name in shape.links:
            setattr(row, f"{name}_id", target_pk(targets, value.get(name)))
        if shape.dated:
            absorb_date(row, value.get("date", {}))
    row.save()
    for name in () if row.removed else shape.many:
        put_in_order(row, name, [target_pk(targets, target) for target in value.get(name, [])])


def put_in_order(part: models.Model, name: str, keys: list[Any]) -> None:
    """Make a many-to-many exactly `keys`, in that order; `set` would add new ones in any order."""
    if [target.pk for target in in_order(part, name)] != keys:
        getattr(part, name).clear()
        for key in keys:
            getattr(part, name).add(key)


def absorb_memberships(record: Record, ids: list[str], targets: dict[str, Record]) -> None:
    wanted = [target_pk(targets, public_id) for public_id in ids]
    record.in_dossiers.filter(held=False).exclude(dossier_id__in=wanted).delete()
    for position, dossier_id in enumerate(wanted, 1):
        DossierMembership.objects.update_or_create(
            record_id=record.pk, dossier_id=dossier_id, defaults={"position": position, "held": False}
        )
