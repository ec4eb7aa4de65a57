"""Canonical text and its hash: one value, one sequence of bytes. Knows nothing of record types."""

import hashlib
import json
import unicodedata
from typing import Any

LINE_BREAKS = "\n"


class DocumentFault(ValueError):
    """A document that cannot be written or read; `str()` is one sentence for a person."""


def clean_text(text: str, where: str = "text") -> str:
    """NFC, CRLF and CR become LF; other control characters and lone surrogates are refused."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for position, char in enumerate(text):
        if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t":
            raise DocumentFault(
                f"{where} holds the control character U+{ord(char):04X} at position {position + 1}; remove it and type plain text."
            )
    return text


def is_empty(value: Any) -> bool:
    """Empty text, list, object and null are left out; `false` and 0 are values."""
    return value is None or value in ("", [], {})


def clean(value: Any, where: str = "document") -> Any:
    """The same value in canonical form: texts cleaned, empties left out, floats refused."""
    if isinstance(value, str):
        return clean_text(value, where)
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        raise DocumentFault(f'{where} is the float {value}; write decimals as text, for example "1.10".')
    if isinstance(value, (list, tuple)):
        return [clean(item, f"{where}/{index}") for index, item in enumerate(value, 1)]
    if isinstance(value, dict):
        cleaned = {str(key): clean(item, f"{where}/{key}") for key, item in value.items()}
        return {key: item for key, item in cleaned.items() if not is_empty(item)}
    raise DocumentFault(f"{where} is a {type(value).__name__}, which a document cannot hold; write it as text.")


def canonical(value: Any) -> str:
    """Canonical JSON text of `value` (str, UTF-8 when encoded): equal values give equal text."""
    return json.dumps(clean(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_hash(text: str) -> str:
    """`sha256:` and 64 hexadecimal digits over the UTF-8 bytes of `text`."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def load(text: str) -> dict[str, Any]:
    """The object that a stored document holds. Raises `DocumentFault` for anything but one JSON object."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentFault(f"The document is not JSON: {error.msg} at character {error.pos + 1}.") from error
    except RecursionError as error:
        raise DocumentFault("The document is nested too deeply; a document has a few levels only.") from error
    if not isinstance(value, dict):
        raise DocumentFault(
            "The document is not a JSON object; it starts with { and holds schema, type, id and record."
        )
    return value
