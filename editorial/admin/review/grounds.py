"""What a decision on a document rests on: each part in words with the citations that prove it, and its translations. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from editorial import wording
from editorial.diffs import in_reading_order
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
    """

    proves: str
    source: str
    through: str
    locator: str
    quote: str
    language: str
    stance: str


class Proof(NamedTuple):
    """One part or field, what it says, and what proves it."""

    label: str
    said: str
    citations: list[CitationLine]


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
    )


def citations(document: Document, names: Mapping[str, str]) -> list[CitationLine]:
    return [citation_line(part, names) for part in alive(document, "citations")]


def proofs(document: Document, names: Mapping[str, str]) -> list[Proof]:
    """Every part, and every field that is cited, in reading order, each with its citations."""
    cited: dict[str, list[CitationLine]] = {}
    for part in alive(document, "citations"):
        cited.setdefault(place_of(part.get("anchor", "")), []).append(citation_line(part, names))
    found = [Proof(name, said, cited.pop(place, [])) for place, name, said in places(document, names, set(cited))]
    return [*found, *(Proof(label(place), "", lines) for place, lines in cited.items())]


def place_of(anchor: str) -> str:
    """`claims/3/text` -> `claims/3`, `date/edtf` -> `date`."""
    head, *rest = anchor.split("/")
    return f"{head}/{rest[0]}" if rest and rest[0].isdigit() else head


def places(document: Document, names: Mapping[str, str], cited: set[str]) -> Iterator[tuple[str, str, str]]:
    """(place, its name, what stands there) of all that could be proved, in reading order."""
    kind, record = document["type"], document["record"]
    for key in sorted(record.keys() - NOT_PROVED, key=in_reading_order):
        value = record[key]
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for part in alive(document, key):
                place = f"{key}/{part['n']}"
                yield place, label(place), wording.part_words(kind, key, part, names)
        elif key in cited:
            yield key, wording.field_words(kind, key)[0], wording.words_of(kind, key, value, names)


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
