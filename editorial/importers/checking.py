"""Every fault of one data file against the format: unknown keys, wrong types, what the public schema refuses."""

import difflib
from collections.abc import Iterator
from typing import Any

from rest_framework import serializers

from editorial.importers.content import DESK_ONLY
from editorial.importers.toml_files import DataFile, Fault, Place
from relations.documents import SCHEMAS, problems
from relations.documents.fields import Decimal, Topics
from relations.documents.schema import SCHEMA_VERSION, ChangeNote

PLACEHOLDER = "000000"  # a well-formed id that no record has
# Per kind of field: what Python's reader of TOML must have made of it, and how to write it right.
WRITTEN = [
    (serializers.BooleanField, bool, "write true or false, without quotes."),
    (serializers.IntegerField, int, "write a whole number, without quotes, for example 1."),
    (serializers.Serializer, dict, "write a table: its name in brackets on a line of its own, its keys below."),
    (Topics, list, 'write a list, for example ["diplomacy", "espionage"].'),
    (serializers.ListField, list, 'write a list, for example ["countries/first", "countries/second"].'),
    (Decimal, str, 'write the number in quotes, for example "26" or "3.5".'),
    (serializers.Field, str, "write text, in quotes."),
]
# Lists that a data file cannot fill: what they need besides text is put there on the desk.
ON_THE_DESK = {"attachments": "files are attached on the desk; leave this key out."}
Finding = tuple[Place, str]


class FileSchema(serializers.Serializer):
    """What a data file may hold beside its document."""

    desk_note = serializers.CharField()
    change = ChangeNote()


def faults(file: DataFile, record_type: str, content: dict[str, Any]) -> list[Fault]:
    """All faults of a file; `content` is what it says, with ids for names."""
    schema = SCHEMAS[record_type]()
    top = {**schema.fields, **{name: FileSchema().fields[name] for name in DESK_ONLY}}
    found = dict(unknown(top, file.value)) | dict(wrong_types(top, file.value))
    found |= {(key,): f"{key}: {message}" for key, message in ON_THE_DESK.items() if key in file.value}
    for place, message in refused_by_schema(record_type, content):
        if not any(place[: len(have)] == have for have in found):
            found[place] = message
    return [file.fault(place, message) for place, message in found.items()]


def inside(field: Any, value: Any) -> Iterator[tuple[str | int, Any, Any]]:
    """(step, field, value) of what a table or a list holds; a table of fields is given as a plain dict of them."""
    fields = field if isinstance(field, dict) else getattr(field, "fields", {})
    if isinstance(value, dict):
        yield from ((key, fields[key], item) for key, item in value.items() if key in fields)
    elif isinstance(value, list) and getattr(field, "child", None) is not None:
        yield from ((index, field.child, item) for index, item in enumerate(value))


def unknown(field: Any, value: Any, around: Place = ()) -> Iterator[Finding]:
    """Every key that the format does not have, with the nearest one that it has."""
    fields = field if isinstance(field, dict) else getattr(field, "fields", {})
    if isinstance(value, dict) and fields:
        for key in value.keys() - fields.keys():
            yield (*around, key), unknown_message((*around, key), sorted(fields))
    for step, inner, item in inside(field, value):
        yield from unknown(inner, item, (*around, step))


def unknown_message(place: Place, have: list[str]) -> str:
    nearest = difflib.get_close_matches(str(place[-1]), have, 1)
    hint = f"did you mean “{nearest[0]}”?" if nearest else f"known here: {', '.join(have)}."
    return f"“{words(place)}” is not a key of this format; {hint}"


def wrong_types(field: Any, value: Any, around: Place = ()) -> Iterator[Finding]:
    """Every value of another kind than its key takes: numbers in quotes, a text where a list belongs."""
    for step, inner, item in inside(field, value):
        place = (*around, step)
        kind, how = next((kind, how) for field_class, kind, how in WRITTEN if isinstance(inner, field_class))
        if type(item) is kind:
            yield from wrong_types(inner, item, place)
        else:
            yield place, f"{words(place)}: {how}"


def field_at(record_type: str, place: Place) -> Any:
    """The field of the public schema behind a place in a file; None where it has none."""
    field: Any = SCHEMAS[record_type]()
    for step in place:
        field = getattr(field, "child", None) if isinstance(step, int) else getattr(field, "fields", {}).get(step)
    return field


def refused_by_schema(record_type: str, content: dict[str, Any]) -> Iterator[Finding]:
    """What the public schema refuses."""
    document = {"schema": SCHEMA_VERSION, "type": record_type, "id": PLACEHOLDER, "record": content}
    for problem in problems(document):
        place = place_of(content, problem.anchor)
        yield place, schema_message(place, problem.message, record_type)


def place_of(content: Any, anchor: str) -> Place:
    """An anchor, which calls a part by its `n` and anything else by its position from 1, as a place in the file."""
    place: list[str | int] = []
    for step in filter(None, anchor.split("/")):
        if isinstance(content, list) and step.isdigit():
            numbers = [part.get("n") if isinstance(part, dict) else None for part in content]
            index = numbers.index(int(step)) if int(step) in numbers else int(step) - 1
            content = content[index] if 0 <= index < len(content) else None
            place.append(index)
        else:
            content = content.get(step) if isinstance(content, dict) else None
            place.append(step)
    return tuple(place)


def schema_message(place: Place, message: str, record_type: str) -> str:
    """The schema's message as one sentence that names the key, and the choices where there are some."""
    if message == "This field is required.":
        return f"“{words(place)}” is missing."
    field = field_at(record_type, place)
    if isinstance(field, serializers.ChoiceField):
        message = f"{message.rstrip('.')}; choose one of {', '.join(map(str, field.choices))}."
    return f"{words(place)}: {message}"


def words(place: Place) -> str:
    """("claims", 1, "text") as a person counts it: claims 2, text."""
    steps: list[str] = []
    for step in place:
        if isinstance(step, int) and steps:
            steps[-1] += f" {step + 1}"
        else:
            steps.append(str(step))
    return ", ".join(steps)
