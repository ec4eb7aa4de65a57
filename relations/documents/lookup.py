"""Which field of the schema an anchor means. Pure; knows no value and no wording."""

from functools import cache
from typing import Any

from rest_framework import serializers

from relations.documents.schema import SCHEMAS


@cache
def schema_field(record_type: str, path: tuple[str, ...]) -> serializers.Field | None:
    """The field of the schema at a path without numbers: ("measures", "kind"), ("topics",), ("date", "edtf")."""
    found: Any = SCHEMAS[record_type]()
    for name in path:
        found = getattr(found, "child", found) if isinstance(found, serializers.ListField) else found
        found = getattr(found, "fields", {}).get(name)
        if found is None:
            return None
    return found.child if isinstance(found, serializers.ListField) else found


def path_of(anchor: str) -> tuple[str, ...]:
    """The anchor without the numbers of parts and positions."""
    return tuple(step for step in anchor.split("/") if not step.isdigit())
