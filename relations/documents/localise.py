"""A document in another language: which texts are translated, and which of those are older than what they translate."""

from typing import Any, NamedTuple

from relations.documents.anchors import flatten
from relations.documents.canonical import content_hash

ORIGINAL = "en"


class Overlay(NamedTuple):
    """A translated text; `older` says that the original has changed since, other than by a correction."""

    n: int
    text: str
    older: bool


def overlays(document: dict[str, Any], language: str) -> dict[str, Overlay]:
    """anchor -> translation into `language`, of those that may be shown: what a correction left behind is not."""
    originals = flatten(document)
    return {
        part["anchor"]: Overlay(part["n"], part["text"], part["of"] != content_hash(originals[part["anchor"]]))
        for part in document["record"].get("translations", [])
        if not part.get("removed")
        and not part.get("withheld")
        and part["language"] == language
        and part["anchor"] in originals
        and not part["anchor"].startswith(("translations/", "citations/"))
    }


def languages(document: dict[str, Any]) -> list[str]:
    """The languages that the record has texts in, the original first."""
    found = {part["language"] for part in document["record"].get("translations", []) if not part.get("removed")}
    return [ORIGINAL, *sorted(found - {ORIGINAL})]


def localise(document: dict[str, Any], language: str) -> tuple[dict[str, Any], dict[str, Overlay]]:
    """The document with its translated texts put in, and the overlays that were used.

    What has no translation stays in the original; the caller marks it by `lang`. The result is for reading only: its
    bytes are not the approved ones.
    """
    used = overlays(document, language)
    record = laid_over(document["record"], "", used)
    return document | {"record": record}, used


def laid_over(value: Any, anchor: str, used: dict[str, Overlay]) -> Any:
    """`value` with the overlays of the anchors at and under `anchor`."""
    if isinstance(value, dict):
        return {key: laid_over(inner, f"{anchor}/{key}".strip("/"), used) for key, inner in value.items()}
    if isinstance(value, list):
        return [
            laid_over(inner, f"{anchor}/{inner.get('n', at) if isinstance(inner, dict) else at}", used)
            for at, inner in enumerate(value, 1)
        ]
    return used[anchor].text if anchor in used else value
