"""From draft to approval: submit (alone or as a set), recall, request changes, approve."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from editorial import readiness, rules
from editorial.models import Decision, Edition, Record, Release, ReleaseItem, Revision, User
from editorial.services import drafting, telling, translating
from editorial.services.guarding import (
    NotReady,
    end_claim,
    lock_edition,
    lock_records,
    log,
    move,
    plain,
    refuse,
    require_newest,
)
from editorial.shapes import SHAPES, PartShape, typed
from editorial.workflow import DecisionKind, EditionState
from relations.documents import Problem
from relations.models import Listing
from relations.vocabularies import ChangeKind, State


class Submission(NamedTuple):
    """One member of a submission and the change that it makes."""

    edition: Edition
    change_kind: str = ChangeKind.FIRST
    change_note: str = ""
    change_note_cs: str = ""


@transaction.atomic
def submit(*, actor: User, submissions: Sequence[Submission], seen: dict | None = None) -> Release | None:
    """Submit one edition, or several as a set that is reviewed on one screen and published as a whole.

    `seen` maps record keys to the `lock_version` that the form showed. Raises `NotReady` with every problem,
    `Stale`, or `Refused`; then nothing is written.
    """
    records = lock_records(submission.edition.record_id for submission in submissions)
    refuse(miscounted(submissions, records))
    for key, version in (seen or {}).items():
        if key in records:
            drafting.require_version(records[key], version)
    editions = [prepare(actor, submission, records[submission.edition.record_id]) for submission in submissions]
    lift_inside([edition.record for edition in editions])
    texts = {edition.pk: drafting.compose_edition(edition) for edition in editions}
    require_ready(editions, texts)
    revisions = [drafting.add_revision(edition, actor, texts[edition.pk], submitted=True) for edition in editions]
    for edition in editions:
        edition.submitted_at, edition.submitted_by = timezone.now(), actor
        edition.save()
        move(edition, EditionState.IN_REVIEW)
    telling.submitted(actor, editions)
    return bind(actor, revisions)


def miscounted(submissions: Sequence[Submission], records: dict) -> str | None:
    """A set has at least one member, and each once."""
    if not submissions:
        return "Nothing was chosen; choose at least one record to submit."
    if len(records) != len(submissions):
        return "A record was chosen twice; choose each one once."
    return None


def prepare(actor: User, submission: Submission, record: Record) -> Edition:
    """The edition as it is now, with the chosen change; refused where rules or the kind of change say so."""
    edition = Edition.objects.select_related("record").get(pk=submission.edition.pk)
    refuse(rules.may_submit(actor, edition))
    published = Listing.objects.filter(public_id=record.public_id).exists()
    kind, note = submission.change_kind, plain(submission.change_note, "Public note")
    note_cs = plain(submission.change_note_cs, "Public note in Czech")
    if problems := readiness.change_problems(kind=kind, note=note, note_cs=note_cs, published_before=published):
        raise NotReady(problems, {record.pk: problems})
    edition.change_kind, edition.change_note, edition.change_note_cs = kind, note, note_cs
    translating.settle(record, kind)
    return edition


def lift_inside(records: Sequence[Record]) -> None:
    """Choosing a set lifts the rows that were held back only because their target was not ready."""
    keys, touched = [record.pk for record in records], set()
    for record in records:
        row = typed(record)
        lifted = [
            name
            for name in SHAPES[record.type].links
            if getattr(row, f"{name}_held") and getattr(row, f"{name}_id") in keys
        ]
        for name in lifted:
            setattr(row, f"{name}_held", False)
        if lifted:
            row.save(update_fields=[f"{name}_held" for name in lifted])
            touched.add(record.pk)
    for shape in {shape for record in records for shape in SHAPES[record.type].parts if shape.links}:
        for row in shape.model.objects.filter(record__in=keys, held=True):
            if waits_only_for(row, shape, keys):
                shape.model.objects.filter(pk=row.pk).update(held=False)
                touched.add(row.record_id)
    for record in records:
        if record.in_dossiers.filter(held=True, dossier__in=keys).update(held=False) or record.pk in touched:
            drafting.rewrite_references(record)


def waits_only_for(row: Model, shape: PartShape, keys: Sequence) -> bool:
    """Whether a held row names a member of the set other than its own record, and otherwise only what is public."""
    named = {key for name in shape.links if (key := getattr(row, f"{name}_id"))} - {row.record_id}
    others = Record.objects.filter(pk__in=named.difference(keys)).values_list("public_id", flat=True)
    public = Listing.objects.filter(public_id__in=others, state=State.PUBLIC)
    return bool(named.intersection(keys)) and public.count() == len(others)


def require_ready(editions: Sequence[Edition], texts: dict[int, str]) -> None:
    """Raise `NotReady` with the whole checklist of the whole set (`texts`: edition key -> document), each problem under
    its record's title.
    """
    together = {member.record.public_id for edition in editions for member in [edition, *members_of(edition)]}
    found = {edition.record_id: readiness.checklist(texts[edition.pk], together=together) for edition in editions}
    if any(found.values()):
        raise NotReady(
            [in_set(problem, edition, editions) for edition in editions for problem in found[edition.record_id]], found
        )


def in_set(problem: Problem, edition: Edition, editions: Sequence[Edition]) -> Problem:
    """In a set a problem says which member it is about."""
    return problem._replace(message=f"{edition.record}: {problem.message}") if len(editions) > 1 else problem


def bind(actor: User, revisions: Sequence[Revision]) -> Release | None:
    """Bind a set into a release. What is submitted again goes back into its set, and what is new joins that one."""
    for revision in revisions:
        leave_broken_set(revision)
    place = ReleaseItem.objects.filter(edition__revisions__in=revisions, release__published_at=None).order_by("release")
    release = place[0].release if place else None
    if release is None and len(revisions) == 1:
        return None
    release = release or Release.objects.create(created_by=actor)
    for revision in revisions:
        ReleaseItem.objects.update_or_create(
            edition=revision.edition, defaults={"release": release, "revision": revision}
        )
    return release


def leave_broken_set(revision: Revision) -> None:
    """One edition submitted again: its open set waits for it; a set that lost a member can never be whole again."""
    lost = Q(release__items__edition__state=EditionState.DISCARDED)
    ReleaseItem.objects.filter(lost, edition=revision.edition, release__published_at=None).delete()


@transaction.atomic
def recall(*, actor: User, edition: Edition) -> None:
    """Take a submission back to work on it; approvals given so far end."""
    edition = lock_edition(edition)
    refuse(rules.may_recall(actor, edition))
    drafting.end_approvals(actor, edition, "The submission was recalled.")
    telling.ends_review(actor, edition, "The submission was taken back")
    move(edition, EditionState.DRAFT)
    log("recall", actor=actor, record=edition.record, edition=edition)


@transaction.atomic
def request_changes(*, actor: User, edition: Edition, revision: Revision | int, comment: str) -> Decision:
    """Send the revision that was read back to its authors; the comment is what they work from."""
    edition = lock_edition(edition)
    newest = require_newest(edition, revision)
    refuse(rules.may_request_changes(actor, edition))
    refuse(
        None
        if comment.strip()
        else "Say in the comment what should change, for example: “Statement 2 needs the page number.”"
    )
    decision = decide(actor, newest, DecisionKind.REQUEST_CHANGES, comment)
    telling.returned(actor, edition, decision.comment)
    move(edition, EditionState.CHANGES_REQUESTED)
    return decision


@transaction.atomic
def approve(*, actor: User, edition: Edition, revision: Revision | int, comment: str = "") -> Decision:
    """Approve exactly the revision that was read; the last approval needed makes the edition approved."""
    edition = lock_edition(edition)
    newest = require_newest(edition, revision)
    refuse(rules.may_approve(actor, edition))
    decision = decide(actor, newest, DecisionKind.APPROVE, comment)
    if rules.approvals(newest) >= newest.needs:
        telling.approved(actor, edition, members_of(edition))
        move(edition, EditionState.APPROVED)
    elif edition.reviewer_id == actor.pk:
        end_claim(edition)
    return decision


def decide(actor: User, revision: Revision, kind: str, comment: str) -> Decision:
    """Write and log one decision on a revision."""
    log(kind, actor=actor, record=revision.record, edition=revision.edition, detail=f"revision {revision.seq}")
    return Decision.objects.create(
        record=revision.record, revision=revision, kind=kind, actor=actor, comment=plain(comment, "Comment")
    )


def release_of(edition: Edition) -> Release | None:
    """The open set that an edition belongs to."""
    item = ReleaseItem.objects.filter(edition=edition, release__published_at=None).select_related("release").first()
    return item.release if item else None


def members_of(edition: Edition) -> list[Edition]:
    """The editions published together with this one, itself included, in key order of their records."""
    release = release_of(edition)
    if release is None:
        return [edition]
    return list(Edition.objects.filter(release_item__release=release).select_related("record").order_by("record_id"))


def keys(editions: Iterable[Edition]) -> list:
    return [edition.record_id for edition in editions]
