"""Which records a document names, where and in which function; `refs` is the sorted set of their ids."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from rest_framework import serializers

from relations.documents.fields import Part, PublicId
from relations.documents.schema import SCHEMAS

# Where a part says in which function it names a record; elsewhere the function is the field's own name.
ROLE_OF = {
    ("participations", "who"): "role",
    ("citations", "source"): "stance",
    ("responses", "to"): "relation",
    ("memberships", "body"): "status",
    ("positions", "side"): "stance",
}


class Link(NamedTuple):
    """One mention: `relation` is the field or list (`place`, `participations`), `role` its function there."""

    relation: str
    role: str
    target: str
    anchor: str


@cache
def id_fields(schema: type[serializers.Serializer]) -> tuple[str, ...]:
    """Names of the fields of `schema` that hold one id."""
    return tuple(name for name, field in schema().fields.items() if isinstance(field, PublicId))


@cache
def lists(schema: type[serializers.Serializer]) -> tuple[tuple[str, type | None], ...]:
    """(name, part class) of the list fields that name records; class None for a plain list of ids."""
    found = []
    for name, field in schema().fields.items():
        child = getattr(field, "child", None)
        if isinstance(child, PublicId):
            found.append((name, None))
        elif isinstance(child, Part) and (id_fields(type(child)) or lists(type(child))):
            found.append((name, type(child)))
    return tuple(found)


def links(document: dict[str, Any]) -> Iterator[Link]:
    """Every mention of another record, in a fixed order. A removed part names nobody."""
    record, schema = document["record"], SCHEMAS[document["type"]]
    for name in id_fields(schema):
        if record.get(name):
            yield Link(name, "", record[name], name)
    for name, part_class in lists(schema):
        for index, part in enumerate(record.get(name, []), 1):
            if part_class is None:
                yield Link(name, "", part, f"{name}/{index}")
            elif not part.get("removed"):
                yield from part_links(name, part, part_class)


def part_links(name: str, part: dict[str, Any], part_class: type[Part]) -> Iterator[Link]:
    """The mentions of one numbered part."""
    for field in id_fields(part_class):
        if part.get(field):
            role = part.get(ROLE_OF.get((name, field), ""), field)
            yield Link(name, role, part[field], f"{name}/{part['n']}/{field}")
    for field, _ in lists(part_class):
        for index, target in enumerate(part.get(field, []), 1):
            yield Link(name, field, target, f"{name}/{part['n']}/{field}/{index}")


def refs(document: dict[str, Any]) -> list[str]:
    """The ids that `document` names, sorted, without its own."""
    return sorted({link.target for link in links(document)} - {document["id"]})
