"""What a data file says, in the shape of a document whose records are still named by keys. Judges and writes nothing."""

from collections.abc import Iterator
from typing import Any

from editorial.composing import normal_edtf, slug_of, text_of
from editorial.importers.toml_files import DataFile, Place
from editorial.readiness.general import LINKED_TYPES
from editorial.shapes import SHAPES, PartShape
from relations.documents import SCHEMAS, DocumentFault, content_hash, flatten
from relations.documents.canonical import clean
from relations.documents.fields import Edtf

Types = tuple[str, ...]
DESK_ONLY = ("desk_note", "change")
# What an editor gets on the desk without choosing need not be typed here: statements are established, citations support.
RESTING_CHOICES = {"claims": {"standing": "established"}, "citations": {"stance": "supports"}}


def content_of(file: DataFile, record_type: str) -> dict[str, Any]:
    """The record as the file gives it, in normal form and with the defaults of the format; unknown keys left out."""
    own = {key: value for key, value in file.value.items() if key not in DESK_ONLY}
    content = known(SCHEMAS[record_type](), own)
    for key, resting in RESTING_CHOICES.items():
        if isinstance(content.get(key), list):
            content[key] = [resting | part if isinstance(part, dict) else part for part in content[key]]
    return stamped(with_slug(content, record_type))


def stamped(content: dict[str, Any]) -> dict[str, Any]:
    """Each translation with the hash of the text that this file itself gives at its anchor; nobody types hashes."""
    if not isinstance(content.get("translations"), list):
        return content
    try:
        texts = flatten({"record": clean(content)})
    except DocumentFault:  # reported with its file before anything is written
        texts = {}
    parts = [
        {"of": content_hash(texts.get(str(part.get("anchor")), ""))} | part if isinstance(part, dict) else part
        for part in content["translations"]
    ]
    return content | {"translations": parts}


def with_slug(content: dict[str, Any], record_type: str) -> dict[str, Any]:
    """The address word that the desk would make from the title, where the file gives none."""
    if "slug" in content:
        return content
    title = content.get("title")
    record = SHAPES[record_type].model(type=record_type, title=title if isinstance(title, str) else "")
    return content | {"slug": slug_of(record)}


def known(field: Any, value: Any) -> Any:
    """`value` without keys that the schema does not have; texts trimmed and dates in normal form, as a saved record."""
    fields = getattr(field, "fields", None)
    if fields is not None and isinstance(value, dict):
        return {key: known(fields[key], item) for key, item in value.items() if key in fields}
    if isinstance(value, list):
        return [known(getattr(field, "child", None), item) for item in value]
    value = text_of(value)
    return normal_edtf(value) if isinstance(field, Edtf) and isinstance(value, str) else value


def mentions(content: dict[str, Any], record_type: str) -> Iterator[tuple[Place, Types]]:
    """(place, types that the record there may have, empty for any) of each name of another record."""
    shape = SHAPES[record_type]
    yield from (((name,), wanted_types(shape.model, (name, ""))) for name in shape.links if name in content)
    yield from ((("dossiers", index), ("dossier",)) for index in indexes(content.get("dossiers")))
    for part_shape in shape.parts:
        for index in indexes(content.get(part_shape.key)):
            part = content[part_shape.key][index]
            if isinstance(part, dict):
                yield from (((part_shape.key, index, *place), wanted) for place, wanted in in_part(part, part_shape))


def in_part(part: dict[str, Any], shape: PartShape) -> Iterator[tuple[Place, Types]]:
    yield from (((name,), wanted_types(shape.model, (shape.key, name))) for name in shape.links if name in part)
    for name in shape.many:
        wanted = wanted_types(shape.model, (shape.key, name))
        yield from (((name, index), wanted) for index in indexes(part.get(name)))


def indexes(value: Any) -> range:
    return range(len(value)) if isinstance(value, list) else range(0)


def wanted_types(model: type, link: tuple[str, str]) -> Types:
    """The record types that a link of the desk's tables may lead to: (list, field), or (field, "") of the record."""
    target = model._meta.get_field(link[1] or link[0]).related_model
    return tuple(str(name) for name, shape in SHAPES.items() if shape.model is target) or LINKED_TYPES.get(link, ())


def at(content: Any, place: Place) -> Any:
    """The value at `place` in nested dicts and lists."""
    for step in place:
        content = content[step]
    return content


def put(content: Any, place: Place, value: Any) -> None:
    """Set the value at `place`."""
    at(content, place[:-1])[place[-1]] = value
