"""Documents in an editor's words: fields called as the forms call them, choices as words, ids as titles. Pure.

Two values that differ read differently, so that no difference can hide behind its wording.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from rest_framework import serializers

from editorial.shapes import SHAPES
from relations.documents import label
from relations.documents.fields import Part, PublicId
from relations.documents.lookup import path_of, schema_field
from relations.vocabularies import ChangeKind

# Lists whose `anchor` says which other part they are about.
ABOUT_A_PART = ("citations", "translations")
MEMBERS = (serializers.ChoiceField, PublicId)  # of lists that are not numbered: subjects, dossiers
HASH_SHOWN = 31  # 24 digits: nobody can make two texts that look alike here
# What says by itself what it is; other values of a part are named, so that 30 and 40 do not stand there alone.
SPEAKS_FOR_ITSELF = frozenset(
    {"who", "role", "kind", "stance", "standing", "relation", "status", "text", "label", "heading", "title", "office"}
    | {"value", "unit", "date", "period", "url", "note", "body", "side", "outcome", "capacity"}
)


@cache
def column_name(record_type: str, key: str, name: str) -> str:
    """What the form calls a field: of the record itself (`key` empty), or of a part of the list `key`."""
    shape = SHAPES[record_type]
    model = shape.model if not key else next((part.model for part in shape.parts if part.key == key), None)
    try:
        return str(getattr(model._meta.get_field(name), "verbose_name", "")) if model else ""
    except FieldDoesNotExist:
        return ""


@cache
def list_name(record_type: str, key: str) -> str:
    """What the form calls a list of parts (“measures”); "" for what is no such list."""
    found = next((part.model for part in SHAPES[record_type].parts if part.key == key), None)
    return capitalised(str(found._meta.verbose_name_plural)) if found else ""


def field_words(record_type: str, anchor: str) -> tuple[str, str]:
    """Part and field as the forms name them: ("Measure 2", "imposing side"), ("Date", "date (EDTF)"); "" for none."""
    head, *rest = anchor.split("/")
    field = schema_field(record_type, (head,))
    if isinstance(field, MEMBERS) and rest != ["order"]:
        rest = []  # a member of a plain list says itself
    if rest and rest[0].isdigit() and isinstance(field, Part):
        key, part, rest = head, label(f"{head}/{rest[0]}"), rest[1:]
    else:
        key, part = "", capitalised(column_name(record_type, "", head)) or label(head)
    names = ["_".join(rest), *rest] if key else [f"date_{'_'.join(rest)}"]
    name = next((found for name in names if (found := column_name(record_type, key, name))), "")
    return part, name or " ".join(rest).replace("_", " ")


def value_words(record_type: str, anchor: str, text: str) -> str:
    """One value as a reader of the desk understands it."""
    path = path_of(anchor)
    if anchor == "change/kind":
        return str(dict(ChangeKind.choices).get(text, text))
    field = schema_field(record_type, path)
    if path[0] in ABOUT_A_PART and path[1:] == ("anchor",):
        return label(text)
    if path == ("translations", "of"):
        return f"text {text[:HASH_SHOWN]}…"
    if isinstance(field, serializers.BooleanField):
        return "yes" if text == "true" else "no"
    if isinstance(field, serializers.ChoiceField):
        return str(field.choices.get(text, text))
    return text


def is_text(record_type: str, anchor: str) -> bool:
    """Whether a value is prose, to be compared word by word; ids, choices, dates and numbers change as a whole."""
    if anchor.startswith("change/"):
        return anchor != "change/kind"
    field = schema_field(record_type, path_of(anchor))
    return type(field) is serializers.CharField and path_of(anchor)[-1:] != ("anchor",)


def part_words(record_type: str, key: str, part: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A whole part in one line: its values in words, in the order of the schema, ids as titles."""
    field = schema_field(record_type, (key,))
    order = list(field.fields) if field else list(part)
    given = [name for name in order if name not in ("n", "removed") and name in part]
    return " · ".join(named_value(record_type, f"{key}/{part['n']}/{name}", part[name], names) for name in given)


def named_value(record_type: str, anchor: str, value: Any, names: Mapping[str, str]) -> str:
    """A value of a part, with what it is called where it does not speak for itself."""
    said = words_of(record_type, anchor, value, names)
    if isinstance(value, bool) or anchor.rpartition("/")[2] in SPEAKS_FOR_ITSELF:
        return said
    return f"{field_words(record_type, anchor)[1]}: {said}"


def words_of(record_type: str, anchor: str, value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, dict):
        order = getattr(schema_field(record_type, path_of(anchor)), "fields", value)
        return ", ".join(words_of(record_type, f"{anchor}/{key}", value[key], names) for key in order if key in value)
    if isinstance(value, list):
        return ", ".join(words_of(record_type, anchor, inner, names) for inner in value)
    if isinstance(value, bool):
        return field_words(record_type, anchor)[1]  # a flag that is set says its own name
    text = str(value)
    return names.get(text) or value_words(record_type, anchor, text)


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
