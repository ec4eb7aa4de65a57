"""The description of the API as pages show it: what each resource answers, parameter by parameter and field by field.

Read from the description itself, so that page and description cannot say different things. Asks no database.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from relations.api.description import description

JSON = "application/json"
DEEPEST = 2  # names of fields that a table tells under one another
ENVELOPE = ("page", "meta")  # the same in every answer; the first page tells them
Schema = dict[str, Any]


class Parameter(NamedTuple):
    """One name of an address. `values`: its closed list; `limits`: what else is asked of a value."""

    name: str
    told: str
    values: list[str]
    limits: str
    example: str
    is_required: bool
    is_repeatable: bool


class Field(NamedTuple):
    """One field of an answer, its name with those that it stands in."""

    name: str
    kind: str
    told: str
    values: list[str]
    is_always: bool


class Operation(NamedTuple):
    """One address with what may be asked of it and what it answers."""

    id: str
    path: str
    told: str
    tag: str
    parameters: list[Parameter]
    fields: list[Field]
    formats: list[str]
    answers: list[tuple[str, str]]


@cache
def described() -> Schema:
    return json.loads(description())


@cache
def operations() -> list[Operation]:
    """Every address in the order of the description."""
    found = described()["paths"]
    return [operation(path, asked["get"]) for path, asked in found.items() if "get" in asked]


def of_tag(tag: str) -> list[Operation]:
    return [each for each in operations() if each.tag == tag]


def operation(path: str, told: Schema) -> Operation:
    names = [parameter(each) for each in told.get("parameters", ())]
    formats = next((each.values for each in names if each.name == "format"), ["json"])
    answers = [(status, target(answer)["description"]) for status, answer in told["responses"].items()]
    content = target(told["responses"].get("200", {})).get("content", {})
    shape = content.get(JSON, {}).get("schema", {})
    fields = [each for each in members(shape, "", 0) if each.name not in ENVELOPE]
    return Operation(
        told["operationId"], path, told.get("description", ""), told["tags"][0], names, fields, formats, answers
    )  # fmt: skip


def target(schema: Schema) -> Schema:
    """What a reference leads to."""
    while "$ref" in schema:
        found: Any = described()
        for word in schema["$ref"].removeprefix("#/").split("/"):
            found = found[word]
        schema = found
    return schema


# --- Parameters -----------------------------------------------------------------------------------


def parameter(each: Schema) -> Parameter:
    schema = each["schema"]
    one = schema.get("items", schema)
    examples = [shown["value"] for shown in each.get("examples", {}).values()]
    example = examples[0] if examples else ""
    return Parameter(
        each["name"],
        each.get("description", ""),
        [str(value) for value in one.get("enum", [])],
        limits(one),
        str(example[0] if isinstance(example, list) else example),
        each.get("required", False),
        schema.get("type") == "array",
    )


def limits(one: Schema) -> str:
    """What a value has to be, in a few words."""
    told = []
    if one.get("type") == "integer":
        least, most = one.get("minimum", 0), one.get("maximum")
        told.append(f"whole number from {least}" + (f" to {most}" if most and most < 10**6 else ""))
    if "default" in one:
        told.append(f"{one['default']} where it is not given")
    if one.get("format") == "edtf":
        told.append("date in EDTF")
    if one.get("format") == "date":
        told.append("day")
    if one.get("maxLength") and "enum" not in one and one.get("format") not in ("edtf", "cursor"):
        told.append(f"at most {one['maxLength']} characters")
    return ", ".join(told)


# --- Fields ---------------------------------------------------------------------------------------


def members(schema: Schema, before: str, depth: int) -> Iterator[Field]:
    """The fields of an object, those of the objects in it under them."""
    found = single(schema)
    for name, each in found.get("properties", {}).items():
        if each.get("const") is False:
            continue  # of a part that is there
        called = f"{before}{name}"
        inner = single(each)
        yield Field(called, kind(each), meaning(each), closed(each), name in found.get("required", ()))
        if called == "data":
            yield from (part._replace(name=part.name) for part in members(listed(inner), "", depth))
        elif depth < DEEPEST and called not in ENVELOPE and name != "document":
            separator = "[]." if inner.get("type") == "array" else "."
            yield from members(listed(inner), f"{called}{separator}", depth + 1)


def listed(schema: Schema) -> Schema:
    """What a list holds; anything else is itself."""
    return single(schema["items"]) if schema.get("type") == "array" and "items" in schema else schema


def single(schema: Schema) -> Schema:
    """The first shape of several, behind every reference; the fields of all together where they are told apart by type."""
    schema = target(schema)
    several = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if not several:
        return schema
    if "discriminator" in schema:
        shapes = [single(each) for each in several]
        names = {name: each for shape in shapes for name, each in shape.get("properties", {}).items()}
        always = [name for name in names if all(name in shape.get("required", ()) for shape in shapes)]
        return {"type": "object", "properties": names, "required": always}
    return single(several[0])


def kind(schema: Schema) -> str:
    """The type of a value in a word or two."""
    inner = single(schema)
    types = inner.get("type", "")
    word = " or ".join(types) if isinstance(types, list) else types or ("string" if "enum" in inner else "any")
    if word == "array":
        return f"list of {kind(inner.get('items', {}))}"
    return {"date": "date", "date-time": "moment"}.get(inner.get("format", ""), word)


def meaning(schema: Schema) -> str:
    """What a field says of itself, or what its shape does."""
    told = schema.get("description") or single(listed(single(schema))).get("description", "")
    return told.partition("* `")[0].strip()


def closed(schema: Schema) -> list[str]:
    found = single(listed(single(schema)))
    values = [found["const"]] if "const" in found else found.get("enum", [])
    return [str(value) for value in values if value is not None]
