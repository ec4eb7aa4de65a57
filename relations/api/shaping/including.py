"""The records that items name, each once: `included`. One query beside that of the items, however many there are.

An id is sent as the items have it: that of a merged record gives the item of its survivor. What is not public is absent.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from relations.api.shaping import parts
from relations.filters import Query
from relations.models import Listing
from relations.vocabularies import State

MOST_AT_ONCE = 10_000  # values that one statement of any database takes
Item = dict[str, Any]

# Where items name parties: list of parts -> the members that hold an id.
PARTIES = {
    "participations": ("who", "state"),
    "measures": ("imposing", "receiving"),
    "attributions": ("by", "to", "reply_by"),
    "responses": ("asserted_by",),
}
# The other lists whose parts hold ids.
NAMED_BY = {"responses": "to", "memberships": "body", "sides": "countries"}


def beside(items: Iterable[str], query: Query) -> dict[str, str]:
    """The member `included` of an answer as ready JSON, where it was asked for: id -> item, in the order of the ids."""
    names = query.values.get("include")
    if not names:
        return {}
    asked = {each for item in map(json.loads, items) for name in names for each in ids_under(name, item)}
    found = standing(sorted(asked))
    texts = zip(found, parts.in_language(found.values(), query), strict=True)
    return {"included": "{" + ",".join(f'"{public_id}":{text}' for public_id, text in texts) + "}"}


def ids_under(name: str, item: Item) -> Iterator[str]:
    """The ids that an item has under one name of `include`."""
    if name == "who":
        yield from (
            part[key] for field, keys in PARTIES.items() for part in item.get(field, []) for key in keys if key in part
        )
    elif name in NAMED_BY:
        yield from (each for part in item.get(name, []) for each in listed(part[NAMED_BY[name]]))
    else:
        yield from listed(item.get(name, []))


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def standing(ids: list[str]) -> dict[str, str]:
    """id -> ready item of what answers for it in public now."""
    columns = ("public_id", "state", "item", "replacement__listing__state", "replacement__listing__item")
    found = {}
    for start in range(0, len(ids), MOST_AT_ONCE):
        rows = Listing.objects.filter(public_id__in=ids[start : start + MOST_AT_ONCE]).order_by("public_id")
        for public_id, state, item, survivor_state, survivor in rows.values_list(*columns):
            if state == State.MERGED:
                state, item = survivor_state, survivor
            if state == State.PUBLIC:
                found[public_id] = item
    return found
