"""Vanishing: the one exception to append-only. One publisher proposes it, another confirms; then nothing of what was
written about a record is left, on the desk or in public. Ids, numbers, dates, hashes and names of people who acted stay.

Other records keep their texts, and with them their own words about this one: each of them is edited, or vanishes, by itself.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from editorial import rules
from editorial.models import (
    Attachment,
    Checkup,
    Comment,
    Decision,
    Edition,
    ImportedRecord,
    KeptApart,
    LogLine,
    Notice,
    Record,
    Revision,
    User,
    Words,
)
from editorial.models.parts import Part
from editorial.services import publishing, reports, telling
from editorial.services.guarding import Stale, lock_records, log, move, plain, refuse
from editorial.services.publishing import lawful, send_back
from editorial.shapes import typed
from editorial.workflow import CURRENT_STATES, OPEN_STATES, DecisionKind, EditionState
from relations import evidence, publication
from relations.documents import load, stub, stubs
from relations.dumps import shelf

# What the acts of vanishing themselves say stays: why, and by whom.
OWN = [DecisionKind.PROPOSE_VANISH, DecisionKind.VANISH, DecisionKind.DROP_VANISH]
STAYS = {"id", "public_id", "type", "lock_version", "part_numbers", "created_at", "created_by"}


@transaction.atomic
def propose_vanish(*, actor: User, record: Record, reason: str) -> Decision:
    """Propose that nothing of `record` is left. Nothing changes yet. `reason` is for the desk, and stays there."""
    lock_records([record.pk])
    refuse(rules.may_propose_vanish(actor, record))
    reason = plain(reason, "Reason")
    refuse(None if reason else "Say why, for example: “Order of the court of 3 May, file 12/2026”.")
    log("propose_vanish", actor=actor, record=record)
    telling.second_needed(actor, record, "propose_vanish")
    return Decision.objects.create(record=record, kind=DecisionKind.PROPOSE_VANISH, actor=actor, comment=reason)


@transaction.atomic
def drop_vanish(*, actor: User, record: Record) -> None:
    """Let the proposal fall; who made it may do so too."""
    lock_records([record.pk])
    refuse(rules.may_drop_vanish(actor, record))
    Decision.objects.create(record=record, kind=DecisionKind.DROP_VANISH, actor=actor)
    log("drop_vanish", actor=actor, record=record)


@transaction.atomic
def vanish(*, actor: User, record: Record, proposal: Decision | int) -> None:
    """A second publisher confirms the proposal that was read; then it is done and cannot be undone.

    Files go last, after the commit: one that cannot be deleted is named by an `OSError`, and the rest stands.
    """
    lock_records([record.pk])
    refuse(rules.may_vanish(actor, record))
    if rules.vanish_proposal(record).pk != (proposal.pk if isinstance(proposal, Decision) else proposal):
        raise Stale("The proposal is not the one that you read: read it again, then confirm it or drop it.")
    publishing.require_laws()
    files = files_of_nobody_else(record)
    Decision.objects.create(record=record, kind=DecisionKind.VANISH, actor=actor)
    send_back(actor, record, "The record vanished.")
    lawful(publication.vanish, public_id=record.public_id)
    lawful(replace_texts, record=record)
    empty_rows(record)
    reports.forget(about=record.public_id)
    close_editions(record)
    log("vanish", actor=actor, record=record)
    transaction.on_commit(lambda: delete_files(files))


def replace_texts(*, record: Record) -> None:
    """The stub in every row of the desk's append-only tables that says something about the record."""
    Revision.objects.filter(record=record).update(document=stub(record.type, record.public_id))
    Decision.objects.filter(record=record).exclude(kind__in=OWN).exclude(comment="").update(comment=stubs.TEXT)
    LogLine.objects.filter(record=record).exclude(verb__in=OWN).exclude(detail="").update(detail=stubs.TEXT)
    Comment.objects.filter(record=record).update(text=stubs.TEXT, anchor="")
    Notice.objects.filter(record=record).update(text="", mail_due=False)
    Checkup.objects.filter(record=record).update(note="")
    KeptApart.objects.filter(Q(first=record) | Q(second=record)).delete()
    Words.objects.filter(record=record).delete()
    for row in ImportedRecord.objects.filter(record=record):
        ImportedRecord.objects.filter(pk=row.pk).update(key=hidden_key(row.key))


def hidden_key(key: str) -> str:
    """What stands for the key of a data file, so that loading the file again does not bring the record back."""
    return f"vanished {hashlib.sha256(key.encode()).hexdigest()}"


def empty_rows(record: Record) -> None:
    """No part, no mention, and a working record whose columns are as if nobody had typed anything; lists need a title."""
    for model in part_models():
        model.objects.filter(record=record.pk).delete()
    record.in_dossiers.all().delete()
    record.references.all().delete()
    row = typed(record)
    for name, value in blanks(type(row)):
        setattr(row, name, value)
    row.title = stubs.TITLE
    row.lock_version += 1
    row.save()


def part_models() -> list[type[Part]]:
    """Every list of parts that any record may have."""
    return [model for model in apps.get_app_config("editorial").get_models() if issubclass(model, Part)]


def blanks(model: type[Record]) -> Iterable[tuple[str, Any]]:
    """Each column of a working record that somebody fills in, with its value while nobody has."""
    for field in model._meta.concrete_fields:
        if field.name not in STAYS and not isinstance(field, models.OneToOneField):
            yield field.attname, field.get_default()


def close_editions(record: Record) -> None:
    """No edition stands or is under way; their notes and reasons are texts too."""
    for edition in Edition.objects.filter(record=record, state__in=[*OPEN_STATES, *CURRENT_STATES]):
        move(edition, EditionState.DISCARDED if edition.state in OPEN_STATES else EditionState.SUPERSEDED)
    Edition.objects.filter(record=record).update(change_note="", change_note_cs="", schedule_refusal="")


def files_of_nobody_else(record: Record) -> set[str]:
    """The hashes of files that some text of this record named, and no text or row of another does."""
    documents = Revision.objects.filter(record=record).values_list("document", flat=True)
    named = {
        part["sha256"]
        for text in documents
        for part in load(text)["record"].get("attachments", [])
        if "sha256" in part  # a removed one is a bare number
    } | set(Attachment.objects.filter(record=record).values_list("sha256", flat=True))
    others = Revision.objects.exclude(record=record)
    attached = Attachment.objects.filter(sha256__in=named).exclude(record=record)
    shared = set(attached.values_list("sha256", flat=True))
    return {sha256 for sha256 in named - shared if not others.filter(document__contains=sha256).exists()}


def delete_files(files: Iterable[str]) -> None:
    """What is no row: its evidence, and the dumps that hold its texts."""
    shelf.withhold()
    for sha256 in sorted(files):
        evidence.path_of(sha256).unlink(missing_ok=True)
