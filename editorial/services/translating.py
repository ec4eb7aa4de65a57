"""What a translation is a translation of: stamped when its words are typed, withheld when a correction leaves it behind.

Called by `drafting` and `reviewing` with the record's row locked; the words themselves are typed like any other part.
"""

from typing import Any

from editorial import rules
from editorial.composing import compose
from editorial.models import Record, Translation
from editorial.workflow import OPEN_STATES
from relations.documents import content_hash, load, translatable
from relations.models import Listing
from relations.vocabularies import ChangeKind

# The stamp of a translation whose anchor is not there (yet): it translates nothing.
NOTHING = content_hash("")


def stamp(record: Record) -> None:
    """A translation that is new, was typed anew or has no stamp is a translation of what its anchor says now."""
    if not Translation.objects.filter(record=record, removed=False).exists():
        return
    document = load(compose(record))
    texts, before = translatable(document), parts(last_frozen(record))
    for n, part in parts(document).items():
        typed_anew = said(part) != said(before.get(n, {}))
        if typed_anew or part.get("of", NOTHING) == NOTHING:
            of = text_hash(part, texts)
            Translation.objects.filter(record=record, n=n).update(of=of, withheld=False)


def compare(record: Record) -> None:
    """Say of each translation whether its text is another one by now, for the worklist; no document has that."""
    rows = dict(Translation.objects.filter(record=record, removed=False).values_list("n", "behind"))
    if not rows:
        return
    document = load(compose(record))
    texts = translatable(document)
    for n, part in parts(document).items():
        behind = part.get("of", NOTHING) != text_hash(part, texts)
        if rows.get(n) != behind:
            Translation.objects.filter(record=record, n=n).update(behind=behind)


def text_hash(part: dict[str, Any], texts: dict[str, str]) -> str:
    """Of what the anchor of a translation says."""
    return content_hash(texts[part["anchor"]]) if part.get("anchor") in texts else NOTHING


def settle(record: Record, change_kind: str) -> None:
    """A correction leaves the translations of the texts that it changes behind: readers see them no more.

    What an earlier correction left behind stays so until it is typed anew, or its original says again what it said.
    """
    if not Translation.objects.filter(record=record, removed=False).exists():
        return
    if (public := public_document(record)) is None:
        return  # what was never public has left nothing behind
    document = load(compose(record))
    texts, texts_before, before = translatable(document), translatable(public), parts(public)
    for n, part in parts(document).items():
        text, last = texts.get(part.get("anchor")), before.get(n, {})
        older = text is not None and part.get("of") != content_hash(text)
        corrected = change_kind == ChangeKind.CORRECTION and texts_before.get(part["anchor"]) != text
        left_behind = corrected or (last.get("withheld", False) and said(last) == said(part))
        Translation.objects.filter(record=record, n=n).update(withheld=older and left_behind)


def parts(document: dict[str, Any] | None) -> dict[int, dict[str, Any]]:
    """The translations of a document that were not removed, by number."""
    listed = document["record"].get("translations", []) if document else []
    return {part["n"]: part for part in listed if not part.get("removed")}


def said(part: dict[str, Any]) -> tuple[str | None, str | None]:
    """What a person types: the anchor, and the words in canonical form."""
    return part.get("anchor"), part.get("text")


def last_frozen(record: Record) -> dict[str, Any] | None:
    """What the rows said when they were last frozen: the draft under way, else what is public; None for a new record."""
    edition = record.editions.filter(state__in=OPEN_STATES).first()
    revision = rules.newest_revision(edition) if edition else None
    return load(revision.document) if revision else public_document(record)


def public_document(record: Record) -> dict[str, Any] | None:
    """The newest edition that was ever public."""
    listing = Listing.objects.filter(public_id=record.public_id).select_related("edition").first()
    return load(listing.edition.document) if listing else None
