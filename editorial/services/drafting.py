"""Working on drafts: create, freeze what was typed as a revision, number and remove parts, hold rows back.

In the admin, `freeze` closes the bracket around Django's own form saving, after the inlines are saved.
"""

from typing import Any

from django.db import models, transaction

from editorial import rules, shapes
from editorial.accusations import needed_approvals
from editorial.composing import absorb, compose, lists_of
from editorial.models import Citation, Decision, Edition, Record, Reference, Revision, Translation, User
from editorial.services import telling, translating
from editorial.services.guarding import Refused, Stale, lock_edition, lock_records, log, move, refuse
from editorial.workflow import OPEN_STATES, DecisionKind, EditionState
from relations.documents import canonical, content_hash, load
from relations.models import Listing, PublishedEdition


@transaction.atomic
def create(*, actor: User, model: type[Record], **fields: Any) -> Record:
    """A new record of one type with a draft edition; `fields` are its plain columns (`author` is one of a source)."""
    record = model(**fields)
    begin(actor=actor, record=record)
    freeze(record=record, author=actor)
    return record


@transaction.atomic
def begin(*, actor: User, record: Record) -> None:
    """Give a new working record its type and author and save it; `freeze` follows once its parts are there."""
    refuse(rules.may_edit(actor))
    record.type, record.created_by = type_of(type(record)), actor
    record.full_clean(exclude=["type", "created_by"])
    record.save()


def type_of(model: type[Record]) -> str:
    """The record type of a working model (`Visit` -> `visit`)."""
    return next(str(name) for name, shape in shapes.SHAPES.items() if shape.model is model)


def require_version(record: Record, seen: int) -> None:
    """L6: the form carries the version it showed; call with the record's row locked."""
    if record.lock_version != seen:
        raise Stale(
            f"“{record}” was saved by someone else since you opened it (version {seen}, now {record.lock_version})."
        )


@transaction.atomic
def freeze(*, record: Record, author: User, touched: bool = True, typed: bool = True) -> Revision | None:
    """Freeze what the rows say now; None when the document did not change, and then nothing is voided.

    A change opens an edition where none is open, and voids submission and approval of an open one (L3). `typed` says
    that a person wrote what is new there: rows that were put back keep the stamps of their translations.
    """
    refuse(rules.may_edit(author))
    locked = lock_records([record.pk])[record.pk]
    refuse(rules.vanished(locked))
    if typed:
        translating.stamp(locked)
    translating.compare(locked)
    rewrite_references(locked)
    edition = open_edition(locked)
    text = compose_edition(edition) if edition else compose(locked)
    revision = None
    if changed(locked, edition, text):
        edition = edition or new_edition(locked)
        back_to_draft(edition, author)
        revision = add_revision(edition, author, text)
    if touched or revision:
        record.lock_version = locked.lock_version + 1
        Record.objects.filter(pk=record.pk).update(lock_version=record.lock_version)
    return revision


def open_edition(record: Record) -> Edition | None:
    """The one attempt to publish that is under way."""
    return record.editions.filter(state__in=OPEN_STATES).first()


def changed(record: Record, edition: Edition | None, text: str) -> bool:
    """Whether the rows, composed as `text`, say something else than the newest revision, or than what is public."""
    if edition is None:
        listing = Listing.objects.filter(public_id=record.public_id).select_related("edition").first()
        return listing is None or load(listing.edition.document)["record"] != load(text)["record"]
    newest = rules.newest_revision(edition)
    return newest is None or newest.edition_id != edition.pk or newest.document != text


def compose_edition(edition: Edition) -> str:
    """The document of an open edition, with the change as chosen so far."""
    return compose(
        edition.record,
        change_kind=edition.change_kind,
        change_note=edition.change_note,
        change_note_cs=edition.change_note_cs,
    )


def new_edition(record: Record) -> Edition:
    last = record.editions.aggregate(last=models.Max("number"))["last"] or 0
    return Edition.objects.create(record=record, number=last + 1)


def add_revision(edition: Edition, author: User, text: str, *, submitted: bool = False) -> Revision:
    """Freeze `text`, the composed document, as the next revision of its record."""
    last = Revision.objects.filter(record=edition.record_id).aggregate(last=models.Max("seq"))["last"] or 0
    revision = Revision.objects.create(
        edition=edition,
        record_id=edition.record_id,
        seq=last + 1,
        document=text,
        sha256=content_hash(text),
        author=author,
        needs=needed_approvals(text) if submitted else 1,
        submitted=submitted,
    )
    verb = "submit" if submitted else "save"
    log(verb, actor=author, record=edition.record, edition=edition, detail=f"revision {revision.seq}")
    return revision


def back_to_draft(edition: Edition, actor: User) -> None:
    """An edit voids submission, approval and schedule; in a set it blocks the release, others keep their approvals."""
    if edition.state in (EditionState.IN_REVIEW, EditionState.APPROVED, EditionState.SCHEDULED):
        log("void", actor=actor, record=edition.record, edition=edition, detail=f"was {edition.state}")
        telling.ends_review(actor, edition, "It was edited, which ended the submission,")
        move(edition, EditionState.DRAFT)


def end_approvals(actor: User, edition: Edition, comment: str) -> None:
    """Send an approved revision back, so that the database too refuses what is no longer meant to go public."""
    newest = rules.newest_revision(edition)
    if newest and newest.edition_id == edition.pk and rules.approvals(newest):
        Decision.objects.create(
            record=edition.record, revision=newest, kind=DecisionKind.REQUEST_CHANGES, actor=actor, comment=comment
        )


def rewrite_references(record: Record) -> None:
    """Who this record names, drafts and held rows included, from its own rows."""
    record.references.all().delete()
    Reference.objects.bulk_create(references_of(shapes.typed(record)))


def references_of(record: Record) -> list[Reference]:
    shape = shapes.SHAPES[record.type]
    found = [(getattr(record, f"{name}_id"), name, name, getattr(record, f"{name}_held")) for name in shape.links]
    found += [(row.dossier_id, "dossiers", f"dossiers/{row.pk}", row.held) for row in record.in_dossiers.all()]
    for part_shape in lists_of(record):
        rows = part_shape.model.objects.filter(record_id=record.pk, removed=False)
        for row in rows:
            held, anchor = getattr(row, "held", False), f"{part_shape.key}/{row.n}"
            found += [
                (getattr(row, f"{name}_id"), part_shape.key, f"{anchor}/{name}", held) for name in part_shape.links
            ]
            found += [
                (target, part_shape.key, f"{anchor}/{name}", held)
                for name in part_shape.many
                for target in getattr(row, name).values_list("pk", flat=True)
            ]
    return [
        Reference(source_id=record.pk, target_id=target, relation=relation, anchor=anchor, held=held)
        for target, relation, anchor, held in found
        if target
    ]


def next_numbers(record: Record, key: str, count: int) -> list[int]:
    """The numbers that the next parts of one list will get; what a form may offer before it is saved."""
    last = record.part_numbers.get(key, 0)
    return list(range(last + 1, last + 1 + count))


@transaction.atomic
def number_part(*, record: Record, part: models.Model, key: str) -> None:
    """Give a new part its number for life; numbers are never used again, and never taken from the caller."""
    locked = lock_records([record.pk])[record.pk]
    part.n = next_numbers(locked, key, 1)[0]
    part.position = part.position or part.n
    locked.part_numbers[key] = part.n
    record.part_numbers = locked.part_numbers
    Record.objects.filter(pk=record.pk).update(part_numbers=locked.part_numbers)


@transaction.atomic
def remove_part(*, record: Record, part: models.Model, key: str) -> None:
    """Remove a part with its citations and translations. One that was public stays as a stub, so that its number keeps
    its meaning.
    """
    anchor = f"{key}/{part.n}"
    for model, of_part in ((Citation, "citations"), (Translation, "translations")):
        for row in model.objects.filter(record_id=record.pk, removed=False):
            if row.anchor == anchor or row.anchor.startswith(f"{anchor}/"):
                remove_part(record=record, part=row, key=of_part)
    if part.n in public_numbers(record, key):
        part.removed = True
        if hasattr(part, "held"):
            part.held = False  # a stub names nobody, so it waits for nobody
        part.save()
    else:
        part.delete()


def public_numbers(record: Record, key: str) -> set[int]:
    """Numbers of the parts in any public edition, stubs included: a held part may be missing from the newest."""
    texts = PublishedEdition.objects.filter(record__public_id=record.public_id).values_list("document", flat=True)
    return {part["n"] for text in texts for part in load(text)["record"].get(key, [])}


def with_stubs(record: Record, content: dict[str, Any]) -> dict[str, Any]:
    """`content` of a document with a stub for each part that was public and that it does not have.

    A part that is held back has none: it is no longer in the document, and stays on the desk.
    """
    content = dict(content)
    for shape in shapes.SHAPES[record.type].parts:
        parts = content.get(shape.key, [])
        gone = public_numbers(record, shape.key) - {part["n"] for part in parts} - held_numbers(record, shape)
        content[shape.key] = [*parts, *({"n": n, "removed": True} for n in sorted(gone))]
    return content


def held_numbers(record: Record, shape: shapes.PartShape) -> set[int]:
    """Numbers of the parts of one list that are held back."""
    if not hasattr(shape.model, "held"):
        return set()
    return set(shape.model.objects.filter(record_id=record.pk, held=True).values_list("n", flat=True))


@transaction.atomic
def revert_to(*, actor: User, record: Record, document_text: str, seen: int) -> Revision | None:
    """Put the rows back to an earlier revision or version of the record, as a new draft that is reviewed like any other.

    `seen` is the `lock_version` that was shown. Raises `Refused` where the text is no earlier one of this record, or
    names what this desk no longer has. Nothing is lost: what the draft said stands in its revisions.
    """
    locked = lock_records([record.pk])[record.pk]
    refuse(rules.may_revert_to(actor, locked))
    require_version(locked, seen)
    refuse(
        None
        if own_text(locked, document_text)
        else "This is no earlier version of the record; choose one of its history."
    )
    document = load(document_text)
    content = with_stubs(locked, document["record"])
    put_back(locked, canonical(document | {"record": content}))
    log("revert_to", actor=actor, record=locked, detail=content_hash(document_text))
    return freeze(record=locked, author=actor, typed=False)


def put_back(record: Record, document_text: str) -> None:
    """Write an earlier text back into the rows; refused where it names a record that has left this desk since."""
    try:
        absorb(document_text, record)
    except Record.DoesNotExist as gone:
        raise Refused(f"This version cannot be put back. {gone}") from gone
    record.refresh_from_db()


def own_text(record: Record, document_text: str) -> bool:
    """Whether the text is a revision of the record, byte for byte (every public edition is one)."""
    return record.revisions.filter(sha256=content_hash(document_text), document=document_text).exists()


@transaction.atomic
def discard(*, actor: User, edition: Edition) -> None:
    """Close an attempt and put the rows back to what is public. As a member of a set it blocks the release."""
    edition = lock_edition(edition)
    refuse(rules.may_discard(actor, edition))
    end_approvals(actor, edition, "The edition was discarded.")
    listing = Listing.objects.select_related("edition").get(public_id=edition.record.public_id)
    put_back(edition.record, listing.edition.document)
    telling.ends_review(actor, edition, "It was discarded")
    move(edition, EditionState.DISCARDED)
    rewrite_references(edition.record)
    Record.objects.filter(pk=edition.record_id).update(lock_version=models.F("lock_version") + 1)
    log("discard", actor=actor, record=edition.record, edition=edition)
