"""Ready items cut down to the fields and the language that were asked for. An item of which nothing less is asked leaves
as it is: nobody reads it, nobody writes it anew.
"""

import json
from collections.abc import Iterable
from typing import Any

from relations.api.shaping.names import DOCUMENT
from relations.cards import transport_json
from relations.filters import Query
from relations.languages import ORIGINAL

ALWAYS = ("id", "type")


def shaped(items: Iterable[str], query: Query) -> list[str]:
    """The items of a list as they are sent."""
    names, language = query.values.get("fields"), query.one("lang")
    if not names and not language:
        return list(items)
    return [transport_json(cut(json.loads(item), names, language)) for item in items]


def in_language(items: Iterable[str], query: Query) -> list[str]:
    """Items of other records, which `fields` does not name: whole, in the language that was asked for."""
    language = query.one("lang")
    return [transport_json(told(json.loads(item), language)) for item in items] if language else list(items)


def cut(item: dict[str, Any], names: tuple[str, ...] | None, language: str) -> dict[str, Any]:
    """One item with some of its fields (None: all), its texts in one language ("": all)."""
    kept = {name: value for name, value in item.items() if not names or name in names or name in ALWAYS}
    return told(kept, language) if language else kept


def told(value: Any, language: str) -> Any:
    """A value in which each text by language has that language alone, or the original where it has none of it.

    A document stays what was approved.
    """
    if isinstance(value, list):
        return [told(part, language) for part in value]
    if not isinstance(value, dict):
        return value
    if is_text(value):
        spoken = language if language in value else ORIGINAL
        return {spoken: value[spoken]}
    return {name: part if name == DOCUMENT else told(part, language) for name, part in value.items()}


def is_text(value: dict[str, Any]) -> bool:
    """Whether an object is one text by language: no other has the original's language as a name."""
    return ORIGINAL in value and all(isinstance(text, str) for text in value.values())
