"""From draft to approval: submit (alone or as a set), recall, request changes, approve."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from editorial import readiness, rules
from editorial.models import Decision, Edition, Record, Release, Revision, User
from editorial.services import drafting, holding, sets, telling, translating
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
from editorial.services.sets import members_of
from editorial.workflow import DecisionKind, EditionState
from relations.documents import Problem
from relations.models import Listing
from relations.vocabularies import ChangeKind


class Submission(NamedTuple):
    """One member of a submission and the change that it makes."""

    edition: Edition
    change_kind: str = ChangeKind.FIRST
    change_note: str = ""
    change_note_cs: str = ""


@transaction.atomic
def submit(
    *,
    actor: User,
    submissions: Sequence[Submission],
    seen: dict | None = None,
    held: Iterable[Record] = (),
    join: Release | None = None,
) -> Release | None:
    """Submit one edition, or several as a set that is reviewed on one screen and published as a whole.

    `seen` maps record keys to the `lock_version` that the form showed. `held`: records that are left out, so that every
    row which names them is held back; `join`: the open set that these go into. Raises `NotReady` with every problem,
    `Stale`, or `Refused`; then nothing is written.
    """
    records = lock_records(submission.edition.record_id for submission in submissions)
    refuse(miscounted(submissions, records))
    for key, version in (seen or {}).items():
        if key in records:
            drafting.require_version(records[key], version)
    editions = [prepare(actor, submission, records[submission.edition.record_id]) for submission in submissions]
    beside = sets.require_joinable(actor, join, editions) if join else []
    holding.hold_outside([edition.record for edition in editions], {record.pk for record in held})
    holding.lift_inside([edition.record for edition in editions], keys(beside))
    texts = {edition.pk: drafting.compose_edition(edition) for edition in editions}
    require_ready(editions, texts, beside)
    revisions = [drafting.add_revision(edition, actor, texts[edition.pk], submitted=True) for edition in editions]
    for edition in editions:
        edition.submitted_at, edition.submitted_by = timezone.now(), actor
        edition.save()
        move(edition, EditionState.IN_REVIEW)
    telling.submitted(actor, editions)
    return sets.bind(actor, revisions, join)


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


def require_ready(editions: Sequence[Edition], texts: dict[int, str], beside: Sequence[Edition] = ()) -> None:
    """Raise `NotReady` with the whole checklist of the whole set (`texts`: edition key -> document), each problem under
    its record's title. `beside`: what the set that they join holds already.
    """
    known = [member for edition in editions for member in [edition, *members_of(edition)]]
    together = {member.record.public_id for member in [*known, *beside]}
    found = {edition.record_id: readiness.checklist(texts[edition.pk], together=together) for edition in editions}
    if any(found.values()):
        raise NotReady(
            [in_set(problem, edition, editions) for edition in editions for problem in found[edition.record_id]], found
        )


def in_set(problem: Problem, edition: Edition, editions: Sequence[Edition]) -> Problem:
    """In a set a problem says which member it is about."""
    return problem._replace(message=f"{edition.record}: {problem.message}") if len(editions) > 1 else problem


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


def keys(editions: Iterable[Edition]) -> list:
    return [edition.record_id for edition in editions]
