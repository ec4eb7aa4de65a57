"""Cursors: where a list goes on, bound to the filters that made it. Opaque to clients, harmless when forged."""

import base64
import hashlib
import json
from typing import Any

VERSION = 1
LONGEST = 2500
LARGEST_KEY = 2**63 - 1

Key = int | list[Any]


class CursorFault(ValueError):
    """A cursor that this list did not give out."""


def filter_hash(*parts: str) -> str:
    """Short name of a list: its resource, scope, filters and order."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def encode(key: Key, bound_to: str) -> str:
    """The cursor after `key` in the list named `bound_to`."""
    text = json.dumps({"f": bound_to, "k": key, "v": VERSION}, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, bound_to: str) -> Key:
    """The key inside. Raises `CursorFault` for anything that `encode` did not make for this very list."""
    if len(cursor) > LONGEST or not cursor.isascii():
        raise CursorFault
    try:
        value = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, RecursionError) as error:
        raise CursorFault from error
    if not isinstance(value, dict) or value.get("f") != bound_to or value.get("v") != VERSION:
        raise CursorFault
    return value.get("k")


def whole(key: Any) -> int:
    """A key of one integer that a database column can hold."""
    if type(key) is not int or not -LARGEST_KEY <= key <= LARGEST_KEY:
        raise CursorFault
    return key


def titled(key: Any) -> tuple[str, int]:
    """A key of a sort title and an integer."""
    if not isinstance(key, list) or len(key) != 2 or not isinstance(key[0], str) or not key[0].isprintable():
        raise CursorFault
    return key[0], whole(key[1])
