"""Which texts of a document are searched, each with its anchor, and the row of the index that they make.

Names of other records are no part of a document, so a person is found by her own record and by what texts say of her.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from relations import dates
from relations.documents.prose import PROSE
from relations.models import PublishedRecord, SearchRow
from relations.search.words import indexed
from relations.vocabularies import RecordType

# By list of parts; "" for the record's own texts.
TITLES = {"": ("title", "original_title"), "names": ("text",)}
OWN = ("summary", "lead", "definition", "unit", "author", "publisher_as_stated", "one_sided_reason", "public_note")
TEXTS = {"": OWN, "claims": PROSE["claims"], "citations": ("quote",)} | PROSE
DATED = ("date", "existed")
SOURCES = (
    "documents/prose.py",
    "search/folding.py",
    "search/romanising.py",
    "search/words.py",
    "search/texts.py",
    "dates/*.py",
)


class Text(NamedTuple):
    """One text of a document; `language` "" is the original's."""

    anchor: str
    text: str
    language: str = ""


def titles(document: dict[str, Any]) -> list[Text]:
    """What the record is called: title, original title, names, translated titles."""
    return [*named(document["record"], TITLES), *(text for text in translations(document) if text.anchor == "title")]


def texts(document: dict[str, Any]) -> list[Text]:
    """Everything else that it says, in the order of a page; its dates in the words of both languages."""
    body = document["record"]
    said = [*named(body, TEXTS), *(text for text in translations(document) if text.anchor != "title")]
    return [*said, *(text for name in DATED for text in days(body.get(name, {}), name))]


def named(body: dict[str, Any], names: dict[str, tuple[str, ...]]) -> Iterator[Text]:
    """The texts in these fields that are there."""
    for key, fields in names.items():
        for part in parts(body, key) if key else [body]:
            place = f"{key}/{part['n']}/" if key else ""
            language = part.get("language", "") if key else ""
            yield from (Text(f"{place}{name}", part[name], language) for name in fields if part.get(name))


def parts(body: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The parts of one list that were not removed."""
    return [part for part in body.get(key, []) if not part.get("removed")]


def translations(document: dict[str, Any]) -> Iterator[Text]:
    """Translated texts under the anchor of what they translate; what a correction left behind is not shown, nor found."""
    for part in parts(document["record"], "translations"):
        if not part.get("withheld"):
            yield Text(part["anchor"], part["text"], part["language"])


def days(value: dict[str, Any], anchor: str) -> Iterator[Text]:
    """A date as people write it: in English, in Czech, in EDTF and in the words of the source."""
    if "edtf" not in value:
        return
    edtf = dates.parse(value["edtf"])
    yield from (Text(anchor, dates.words(edtf, language), language) for language in ("en", "cs"))
    yield from (Text(anchor, value[name]) for name in ("edtf", "as_stated") if name in value)


@cache
def fingerprint() -> str:
    """Changes with the code that folds: an index made otherwise would not meet what is asked today."""
    digest = hashlib.sha256()
    here = Path(__file__).parent.parent
    for file in (file for pattern in SOURCES for file in sorted(here.glob(pattern))):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def row(record: PublishedRecord, document: dict[str, Any], key: int) -> SearchRow:
    """The search row of a public record. Profiles stand by their integer key, far below any entry's place."""
    return SearchRow(
        record=record,
        sort_key=key or record.pk,
        type=RecordType(document["type"]).value,
        title=indexed(text.text for text in titles(document)),
        text=indexed(text.text for text in texts(document)),
        renderer=fingerprint(),
    )
