"""What a decision on a document rests on: its citations in words, its translations beside their originals. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from editorial.diffs import Difference
from relations.documents import content_hash, flatten, label
from relations.vocabularies import Stance

Document = Mapping[str, Any]
# They are shown in ways of their own, or say nothing that could be proved.
NOT_PROVED = {"citations", "translations", "attachments", "access_points", "dossiers", "slug", "public_note"}
MADE_FROM_NOW, MADE_BEFORE, WITHHELD = (
    "of the text as it stands",
    "of an older text: readers see it marked as older",
    "withheld: the text was corrected since, so readers do not see it",
)


class CitationLine(NamedTuple):
    """What a citation proves, by which source, where in it, in which words.

    `through`: the source that was read, where that one reports what `source` says; "" where it was read itself.
    `kind`: its stance as a word of the schema; `url`: of the source; `mark`: new, changed or removed against what is public.
    """

    proves: str
    source: str
    through: str
    locator: str
    quote: str
    language: str
    stance: str
    kind: str = ""
    url: str = ""
    mark: str = ""
    changes: Sequence[Difference] = ()


class TranslatedText(NamedTuple):
    """A text beside its translation; `stale` says that they no longer belong together."""

    label: str
    language: str
    original: str
    text: str
    status: str
    stale: bool


def alive(document: Document, key: str) -> list[Mapping[str, Any]]:
    return [part for part in document["record"].get(key, []) if not part.get("removed")]


def citation_line(part: Mapping[str, Any], names: Mapping[str, str]) -> CitationLine:
    return CitationLine(
        proves=label(part.get("anchor", "")),
        source=names.get(part.get("source", ""), part.get("source", "")),
        through=names.get(part.get("through", ""), part.get("through", "")),
        locator=part.get("locator", ""),
        quote=part.get("quote", ""),
        language=part.get("language", ""),
        stance=str(Stance(part.get("stance", Stance.SUPPORTS)).label),
        kind=part.get("stance", Stance.SUPPORTS),
    )


def translations(document: Document) -> list[TranslatedText]:
    """Each text beside its translation, with what readers will see of it."""
    originals = flatten(document)
    return [translated(part, originals) for part in alive(document, "translations")]


def translated(part: Mapping[str, Any], originals: Mapping[str, str]) -> TranslatedText:
    anchor = part.get("anchor", "")
    original = originals.get(anchor, "")
    stale = part.get("of") != content_hash(original)
    status = WITHHELD if part.get("withheld") else MADE_BEFORE if stale else MADE_FROM_NOW
    said = label(anchor)
    return TranslatedText(
        said, part.get("language", ""), original, part.get("text", ""), status, status != MADE_FROM_NOW
    )
