"""What a record should have beside what it must: one source alone, one side alone, texts without Czech. Never a reason to refuse."""

from collections.abc import Iterator
from typing import Any

from editorial.readiness.reading import parts
from relations.documents import Problem, load
from relations.documents.localise import overlays, translatable
from relations.vocabularies import RecordType

CZECH = "cs"
ON_TIMELINES = (RecordType.INCIDENT, RecordType.VISIT)


def advice(document_text: str) -> list[Problem]:
    """What an editor may still do for this document; it can be submitted without. Drafts may lack anything."""
    document = load(document_text)
    return [
        *rests_on_one_source(document),
        *shows_one_side(document),
        *cited_at_large(document),
        *untranslated(document),
        *older_translations(document),
        *without_summary(document),
        *on_no_timeline(document),
    ]


def rests_on_one_source(document: dict[str, Any]) -> Iterator[Problem]:
    """The mark that readers see; a source cited through another was not read."""
    read = {citation.get("through") or citation.get("source") for citation in parts(document, "citations")}
    if document["type"] != RecordType.SOURCE and len(read) == 1:
        yield Problem(
            "citations", "Citations: all rest on one source, and readers see that mark; add a second one if there is."
        )


def shows_one_side(document: dict[str, Any]) -> Iterator[Problem]:
    sides = {part.get("side") for part in parts(document, "positions")}
    if "one_sided_reason" in document["record"]:
        yield Problem(
            "one_sided_reason", "Only one side is shown: look once more for words of the other before you submit."
        )
    elif len(sides) == 1:
        yield Problem("positions", "Positions: one side alone is shown; add what the other says, or when you looked.")


def cited_at_large(document: dict[str, Any]) -> Iterator[Problem]:
    """A citation helps a reader who is led to the page."""
    lacking = [citation["n"] for citation in parts(document, "citations") if "locator" not in citation]
    if lacking:
        more = f", and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        yield Problem(
            f"citations/{lacking[0]}/locator", f"Citation {lacking[0]}{more}: say where in the source, as “page 4”."
        )


def untranslated(document: dict[str, Any]) -> Iterator[Problem]:
    texts, said = translatable(document), {part.get("anchor") for part in parts(document, "translations")}
    missing = [anchor for anchor in texts if anchor not in said]
    if missing:
        what = "no text has" if len(missing) == len(texts) else f"{len(missing)} of {len(texts)} texts have no"
        lacks = f"{what} Czech yet" if what.endswith("no") else f"{what} a Czech translation yet"
        yield Problem("translations", f"Translations: {lacks}; Czech readers get the English words there.")


def older_translations(document: dict[str, Any]) -> Iterator[Problem]:
    older = sorted(overlay.n for overlay in overlays(document, CZECH).values() if overlay.older)
    if older:
        more = f", and {len(older) - 1} more" if len(older) > 1 else ""
        yield Problem(
            f"translations/{older[0]}/text",
            f"Translation {older[0]}{more}: older than its English text; change it or tick “still right”.",
        )


def without_summary(document: dict[str, Any]) -> Iterator[Problem]:
    if "summary" not in document["record"] and document["type"] in ON_TIMELINES:
        yield Problem("summary", "Summary: lists and search show one or two sentences; there are none.")


def on_no_timeline(document: dict[str, Any]) -> Iterator[Problem]:
    if document["type"] in ON_TIMELINES and not document["record"].get("dossiers"):
        yield Problem("dossiers", "Dossiers: the record stands in none, so on no timeline; choose one.")
