"""What a translation must be: of a text that is there, into another language, once."""

from collections.abc import Iterator
from typing import Any

from editorial.readiness.reading import parts
from relations.documents import Problem, translatable
from relations.languages import ORIGINAL


def checklist(document: dict[str, Any]) -> list[Problem]:
    """Every reason why the translations of a document cannot be submitted."""
    return [*of_no_text(document), *into_the_original(document), *translated_twice(document)]


def of_no_text(document: dict[str, Any]) -> Iterator[Problem]:
    """Only free text is translated: dates, numbers and names of records are worded by the pages themselves."""
    texts = translatable(document)
    for part in parts(document, "translations"):
        if part["anchor"] not in texts:
            message = (
                f"Translation {part['n']}: it translates “{part['anchor']}”, which is no text of this record; choose one "
                f"that is there, for example {next(reversed(texts))}."
            )
            yield Problem(f"translations/{part['n']}", message)


def into_the_original(document: dict[str, Any]) -> Iterator[Problem]:
    for part in parts(document, "translations"):
        if part["language"].split("-")[0] == ORIGINAL:
            message = (
                f"Translation {part['n']}: records are written in English; choose another language, for example cs."
            )
            yield Problem(f"translations/{part['n']}/language", message)


def translated_twice(document: dict[str, Any]) -> Iterator[Problem]:
    """One text has one translation into one language."""
    seen: set[tuple[str, str]] = set()
    for part in parts(document, "translations"):
        what = (part["anchor"], part["language"])
        if what in seen:
            message = f"Translation {part['n']}: “{part['anchor']}” has another one in {part['language']}; remove one."
            yield Problem(f"translations/{part['n']}", message)
        seen.add(what)
