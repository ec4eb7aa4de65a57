"""A document in another language: which texts are translated, and which of those are older than what they translate."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from rest_framework import serializers

from relations.documents.anchors import flatten
from relations.documents.canonical import content_hash
from relations.documents.schema import SCHEMAS
from relations.languages import ORIGINAL, Older, Original, set_in

# Evidence is shown in its own words, and a translation is not translated again.
UNTRANSLATED = frozenset({"citations", "translations", "names"})


class Overlay(NamedTuple):
    """A translated text; `older` says that the original has changed since, other than by a correction."""

    n: int
    text: str
    older: bool


@cache
def text_fields(schema: type[serializers.Serializer]) -> frozenset[str]:
    """Anchors of the free texts of `schema`, with `*` for the number of a part: `claims/*/text`.

    A date, a number, an id or a word of a vocabulary is nobody's to translate: put in, it would break the page.
    """
    found = set()
    for name, field in schema().fields.items():
        if type(field) is serializers.CharField:
            found.add(name)
        elif isinstance(field, serializers.Serializer):
            found |= {f"{name}/{inner}" for inner in text_fields(type(field))}
        elif name not in UNTRANSLATED and isinstance(child := getattr(field, "child", None), serializers.Serializer):
            found |= {f"{name}/*/{inner}" for inner in text_fields(type(child))}
    return frozenset(found)


def translatable(document: dict[str, Any]) -> dict[str, str]:
    """anchor -> text of everything in `document` that can be said in another language."""
    known = text_fields(SCHEMAS[document["type"]])
    return {anchor: text for anchor, text in flatten(document).items() if pattern(anchor) in known}


def pattern(anchor: str) -> str:
    """`claims/3/text` -> `claims/*/text`."""
    return "/".join("*" if step.isdigit() else step for step in anchor.split("/"))


def overlays(document: dict[str, Any], language: str) -> dict[str, Overlay]:
    """anchor -> translation into `language`, of those that may be shown: what a correction left behind is not."""
    parts = [] if language == ORIGINAL else document["record"].get("translations", [])
    shown = [part for part in parts if part.get("language") == language and not part.get("withheld")]
    originals = translatable(document) if shown else {}
    return {
        part["anchor"]: Overlay(part["n"], part["text"], part["of"] != content_hash(originals[part["anchor"]]))
        for part in shown
        if part["anchor"] in originals
    }


def languages(document: dict[str, Any]) -> list[str]:
    """The languages that the record has texts in, the original first."""
    parts = document["record"].get("translations", [])
    found = {part["language"] for part in parts if not part.get("removed")} - {ORIGINAL}
    return [ORIGINAL, *sorted(language for language in found if overlays(document, language))]


def localise(document: dict[str, Any], language: str) -> tuple[dict[str, Any], dict[str, Overlay]]:
    """The document with its translated texts put in, and the overlays that were used.

    What has no translation stays in the original; the caller marks it by `lang`. The result is for reading only: its
    bytes are not the approved ones.
    """
    used = overlays(document, language)
    texts = {anchor: overlay.text for anchor, overlay in used.items()}
    return document | {"record": laid_over(document["record"], "", texts)} if used else document, used


def as_read(document: dict[str, Any], language: str) -> dict[str, Any]:
    """The document as a reader of `language` gets it: each text translated (set by that language's typography, and
    marked where the original has changed since), or marked as the original. For pages only.
    """
    if language == ORIGINAL:
        return document
    used = overlays(document, language)
    texts = {anchor: read(text, used.get(anchor), language) for anchor, text in translatable(document).items()}
    return document | {"record": laid_over(document["record"], "", texts)}


def read(text: str, overlay: Overlay | None, language: str) -> str:
    """One text as `as_read` gives it."""
    if overlay is None:
        return Original(text)
    put = set_in(overlay.text, language)
    return Older(put) if overlay.older else put


def laid_over(value: Any, anchor: str, texts: Mapping[str, str]) -> Any:
    """`value` with the texts of the anchors at and under `anchor`."""
    if isinstance(value, dict):
        return {key: laid_over(inner, f"{anchor}/{key}".strip("/"), texts) for key, inner in value.items()}
    if isinstance(value, list):
        return [
            laid_over(inner, f"{anchor}/{inner.get('n', at) if isinstance(inner, dict) else at}", texts)
            for at, inner in enumerate(value, 1)
        ]
    return texts.get(anchor, value)
