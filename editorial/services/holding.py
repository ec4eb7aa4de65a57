"""Rows whose target is not ready: what choosing a set lifts, and what leaving a record out of it holds back.

Called by `reviewing` with the records locked; a row that is held is not part of the document.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Model, Q

from editorial.models import Record
from editorial.services import drafting
from editorial.shapes import SHAPES, PartShape, typed
from relations.models import Listing
from relations.vocabularies import State


def lift_inside(records: Sequence[Record], beside: Collection = ()) -> None:
    """Choosing a set lifts the rows that were held back only because their target was not ready. `beside`: keys of the
    records that the set holds already.
    """
    own = [record.pk for record in records]
    keys = {*own, *beside}
    touched = {record.pk for record in records if lift_links(record, keys)}
    for shape in part_shapes(records):
        for row in shape.model.objects.filter(record__in=own, held=True):
            if waits_only_for(row, shape, keys):
                shape.model.objects.filter(pk=row.pk).update(held=False)
                touched.add(row.record_id)
    for record in records:
        if record.in_dossiers.filter(held=True, dossier__in=keys).update(held=False) or record.pk in touched:
            drafting.rewrite_references(record)


def lift_links(record: Record, keys: Collection) -> list[str]:
    """Lift the links of the record itself; which ones those were."""
    return mark_links(record, False, lambda row, name: getattr(row, f"{name}_id") in keys)


def hold_outside(records: Sequence[Record], targets: Collection) -> None:
    """Hold back every row of `records` that names one of `targets` (keys): they are left out of the set."""
    for record in records if targets else ():
        touched = bool(mark_links(record, True, lambda row, name: getattr(row, f"{name}_id") in targets))
        for shape in part_shapes([record]):
            naming = Q(*(Q(**{f"{name}__in": targets}) for name in shape.links), _connector=Q.OR)
            rows = shape.model.objects.filter(naming, record=record.pk, removed=False, held=False)
            touched |= bool(rows.update(held=True))
        touched |= bool(record.in_dossiers.filter(held=False, dossier__in=targets).update(held=True))
        if touched:
            drafting.rewrite_references(record)


def mark_links(record: Record, held: bool, fits: Any) -> list[str]:
    """Hold or lift those links of the record itself that stand otherwise and fit."""
    row = typed(record)
    names = [name for name in SHAPES[record.type].links if getattr(row, f"{name}_held") != held and fits(row, name)]
    for name in names:
        setattr(row, f"{name}_held", held)
    if names:
        row.save(update_fields=[f"{name}_held" for name in names])
    return names


def part_shapes(records: Iterable[Record]) -> set[PartShape]:
    """Every list whose parts name a record by themselves."""
    return {shape for record in records for shape in SHAPES[record.type].parts if shape.links}


def waits_only_for(row: Model, shape: PartShape, keys: Collection) -> bool:
    """Whether a held row names a member of the set other than its own record, and otherwise only what is public."""
    named = {key for name in shape.links if (key := getattr(row, f"{name}_id"))} - {row.record_id}
    others = Record.objects.filter(pk__in=named.difference(keys)).values_list("public_id", flat=True)
    public = Listing.objects.filter(public_id__in=others, state=State.PUBLIC)
    return bool(named.intersection(keys)) and public.count() == len(others)
