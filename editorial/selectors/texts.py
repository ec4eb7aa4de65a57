"""Every text that somebody typed into working records, with the field it stands in: what the desk searches. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from django.db import models

from editorial.models import Record
from editorial.shapes import CITATIONS, SHAPES, PartShape
from relations.documents import label

# What is an address, a code or a hash is no text that somebody looks for.
# The address word repeats the title.
NO_TEXT = {
    "slug",
    "public_id",
    "type",
    "part_numbers",
    "anchor",
    "language",
    "sha256",
    "media_type",
    "content_sha256",
    "of",
    "n",
}
TITLES = {("", "title"), ("", "original_title"), ("names", "text")}


class Said(NamedTuple):
    """One text of a record. `title`: it is what the record is called; `where`: the field in words."""

    where: str
    text: str
    title: bool


def said_in(records: Iterable[Record]) -> dict[Any, list[Said]]:
    """record key -> its texts, held rows and private notes included. A query for each type and each of its lists."""
    found: dict[Any, list[Said]] = defaultdict(list)
    by_type: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        by_type[record.type].append(record.pk)
    parts: dict[PartShape, list[Any]] = defaultdict(list)
    for kind, keys in by_type.items():
        for pk, said in own_texts(kind, keys):
            found[pk].append(said)
        for shape in SHAPES[kind].parts:
            parts[shape] += keys
    for shape, keys in parts.items():
        for pk, said in part_texts(shape, keys):
            found[pk].append(said)
    return found


def own_texts(kind: str, keys: list[Any]) -> Iterator[tuple[Any, Said]]:
    model = SHAPES[kind].model
    names = columns(model)
    for pk, *values in model.objects.filter(pk__in=keys).values_list("pk", *names):
        for name, value in zip(names, values, strict=True):
            if value:
                yield pk, Said(name_of(model, name), value, ("", name) in TITLES)


def part_texts(shape: PartShape, keys: list[Any]) -> Iterator[tuple[Any, Said]]:
    names = columns(shape.model)
    extra = "anchor" if shape is not CITATIONS and "anchor" in field_names(shape.model) else "n"
    rows = shape.model.objects.filter(record__in=keys, removed=False).order_by("position", "n")
    for pk, n, anchor, *values in rows.values_list("record_id", "n", extra, *names):
        for name, value in zip(names, values, strict=True):
            if value:
                title = (shape.key, name) in TITLES or anchor == "title"
                yield pk, Said(f"{label(f'{shape.key}/{n}')}, {name_of(shape.model, name)}", value, title)


@cache
def field_names(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


@cache
def columns(model: type[models.Model]) -> tuple[str, ...]:
    """The columns that hold words: neither choices nor codes."""
    return tuple(
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in NO_TEXT
    )


@cache
def name_of(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)
