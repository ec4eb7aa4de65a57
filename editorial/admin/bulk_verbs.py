"""What can be done to many records at once, as data: the sentence, the form, why not for one record, and the service.

Every act is one service call for one record in a transaction of its own. Approving is not among them: nobody approves
what she has not read.
"""

import datetime
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.db import transaction

from editorial import desk_rules, readiness, rules
from editorial.admin.assigning import offered
from editorial.forms.assigning import AssignForm
from editorial.forms.bulk import ChangeForm, DossierChoice, DueForm, NoteForm, TopicChoice
from editorial.forms.scheduling import ScheduleForm
from editorial.models import Edition, Record, Revision, User
from editorial.services import assignment, drafting, grouping, publishing, reviewing, scheduling, upkeep
from editorial.services.guarding import Refused, Stale, lock_records
from editorial.services.reviewing import Submission
from editorial.workflow import EditionState
from relations.documents import DocumentFault
from relations.models import Listing
from relations.vocabularies import ChangeKind, State

VOIDED = (EditionState.IN_REVIEW, EditionState.APPROVED, EditionState.SCHEDULED)
NOTHING_OPEN = "Nothing is open for it; edit it first."


class Row:
    """One chosen record as it is now."""

    def __init__(self, record: Record, user: User) -> None:
        self.record, self.user = record, user

    @cached_property
    def edition(self) -> Edition | None:
        return drafting.open_edition(self.record)

    @cached_property
    def newest(self) -> Revision | None:
        return rules.newest_revision(self.edition) if self.edition else None

    @cached_property
    def listing(self) -> Listing | None:
        return Listing.objects.filter(public_id=self.record.public_id).first()

    @property
    def was_public(self) -> bool:
        return self.listing is not None

    @cached_property
    def together(self) -> list[Edition]:
        """The other members of its open set."""
        members = reviewing.members_of(self.edition) if self.edition else []
        return [member for member in members if member.record_id != self.record.pk]


class Seen(NamedTuple):
    """What the page showed of one record; -1 is what nobody could have seen."""

    version: int
    revision: int


class Verb(NamedTuple):
    """`will` says what happens to one record; `why_not` gives the reason that stands against it, or None."""

    label: str
    what: str
    will: Callable[[Row], str]
    why_not: Callable[[Row], str | None]
    act: Callable[[Row, Seen, dict[str, Any]], Any]
    form: Callable[..., forms.Form] | None = None
    edits: bool = False  # it is an edit: submission and approval of an open edition end


def on_open(may: Callable[[User, Edition], str | None]) -> Callable[[Row], str | None]:
    """The rule of a verb, for a record that may have nothing open."""
    return lambda row: may(row.user, row.edition) if row.edition else rules.may_edit(row.user) or NOTHING_OPEN


def sentence(text: str) -> Callable[[Row], str]:
    return lambda row: text


def may_edit(row: Row) -> str | None:
    return rules.may_edit(row.user, row.record)


# --- Submit, recall, discard ------------------------------------------------------------------------


def why_not_submit(row: Row) -> str | None:
    if reason := on_open(rules.may_submit)(row):
        return reason
    try:
        together = [row.record.public_id, *(member.record.public_id for member in row.together)]
        problems = readiness.checklist(drafting.compose_edition(row.edition), together=together)
    except DocumentFault as fault:
        return str(fault)
    return " ".join(problem.message for problem in problems) or None


def submit(row: Row, seen: Seen, typed: dict[str, Any]) -> None:
    change = (typed["kind"], typed["note"], typed["note_cs"]) if row.was_public else (ChangeKind.FIRST, "", "")
    submission = Submission(row.edition, *change)
    reviewing.submit(actor=row.user, submissions=[submission], seen={row.record.pk: seen.version})


@transaction.atomic
def recall(row: Row, seen: Seen, typed: dict[str, Any]) -> None:
    require(row, seen)
    reviewing.recall(actor=row.user, edition=row.edition)


@transaction.atomic
def discard(row: Row, seen: Seen, typed: dict[str, Any]) -> None:
    require(row, seen)
    drafting.discard(actor=row.user, edition=row.edition)


def require(row: Row, seen: Seen) -> None:
    """The text is the one that the page spoke of."""
    drafting.require_version(lock_records([row.record.pk])[row.record.pk], seen.version)


# --- Publish, schedule ------------------------------------------------------------------------------


def publish(row: Row, seen: Seen, typed: dict[str, Any]) -> None:
    publishing.publish(actor=row.user, edition=row.edition, revision=seen.revision)


def schedule(row: Row, seen: Seen, typed: dict[str, datetime.datetime]) -> None:
    scheduling.schedule(actor=row.user, edition=row.edition, revision=seen.revision, at=typed["at"])


def goes_public(row: Row) -> str:
    others = f" with {len(row.together)} more of its set" if row.together else ""
    return f"Revision {row.newest.seq if row.newest else 0} becomes public{others}."


# --- Edits, work and checks -------------------------------------------------------------------------


def grouped(service: Callable[..., Any]) -> Callable[[Row, Seen, dict[str, Any]], Any]:
    return lambda row, seen, typed: service(actor=row.user, record=row.record, seen=seen.version, **typed)


def assign(row: Row, seen: Seen, typed: dict[str, Any]) -> None:
    assignment.assign(actor=row.user, record=row.record, **typed)


def assigned_now(row: Row) -> str:
    now = assignment.holder(row.edition)
    return f"Now with {now}." if now else "Nobody has it now."


def set_due(row: Row, seen: Seen, typed: dict[str, Any]) -> None:
    assignment.set_due(actor=row.user, record=row.record, **typed)


def why_not_due(row: Row) -> str | None:
    return desk_rules.may_assign(row.user, row.record, row.edition) or (None if row.edition else NOTHING_OPEN)


def due_now(row: Row) -> str:
    return f"{assigned_now(row)} {assignment.due_words(row.edition)}"


def why_not_topic(row: Row) -> str | None:
    if grouping.takes_topics(row.record):
        return may_edit(row)
    return f"A {row.record.get_type_display()} has no topics."


def why_not_dossier(row: Row) -> str | None:
    return may_edit(row) if row.record.type != "dossier" else "A dossier is not part of a dossier."


def check(row: Row, seen: Seen, typed: dict[str, Any]) -> None:
    if row.listing is None or row.listing.number != seen.revision:
        raise Stale("Another version is public since you opened the page; read that one, then check it.")
    upkeep.check(actor=row.user, record=row.record, **typed)


def checked(row: Row) -> str:
    shown = row.listing is not None and row.listing.state == State.PUBLIC
    return f"Version {row.listing.number} counts as checked today." if shown else ""


VERBS: dict[str, Verb] = {
    "assign": Verb(
        "Assign", "Each goes to one person, with the day on which it is to be ready.",
        assigned_now, lambda row: desk_rules.may_assign(row.user, row.record, row.edition), assign,
        lambda data, user, **_: AssignForm(data, offered=offered(user, None)),
    ),
    "set_due": Verb(
        "Set the day", "Whoever has it keeps it; only the day changes on which it is to be ready.",
        due_now, why_not_due, set_due, lambda data, **_: DueForm(data),
    ),
    "join_dossier": Verb(
        "Add to a dossier", "Each is put into one dossier, behind those it is in.",
        sentence("A draft in the dossier."), why_not_dossier, grouped(grouping.join_dossier),
        lambda data, **_: DossierChoice(data), edits=True,
    ),
    "leave_dossier": Verb(
        "Take out of a dossier", "Each leaves one dossier; readers see it there until the change is published.",
        sentence("A draft outside the dossier."), why_not_dossier, grouped(grouping.leave_dossier),
        lambda data, **_: DossierChoice(data), edits=True,
    ),
    "add_topic": Verb(
        "Add a topic", "Each gets one topic more.",
        sentence("A draft with the topic."), why_not_topic, grouped(grouping.add_topic),
        lambda data, **_: TopicChoice(data), edits=True,
    ),
    "submit": Verb(
        "Submit for review", "Each is submitted by itself. What has to be public together is submitted from its own page.",
        lambda row: "A change of what is public, as chosen here." if row.was_public else "First publication.",
        why_not_submit, submit,
        lambda data, rows, **_: ChangeForm(data, changes=any(row.was_public for row in rows)),
    ),
    "recall": Verb(
        "Recall", "Submissions go back to draft; approvals given so far end.",
        sentence("Back to draft."), on_open(rules.may_recall), recall,
    ),
    "discard": Verb(
        "Discard drafts", "The open edition is closed and the form says again what is public. Revisions stay in the history.",
        sentence("The form says again what is public."), on_open(rules.may_discard), discard,
    ),
    "schedule": Verb(
        "Schedule", "What is approved is published at one hour, each with its set.",
        goes_public, on_open(rules.may_schedule), schedule, lambda data, **_: ScheduleForm(data),
    ),
    "publish": Verb(
        "Publish", "What is approved becomes public now, each with its set.",
        goes_public, on_open(rules.may_publish), publish,
    ),
    "check": Verb(
        "Mark as checked", "You read what is public against its sources again and found it right.",
        checked, lambda row: desk_rules.may_check(row.user, row.record), check, lambda data, **_: NoteForm(data),
    ),
}  # fmt: skip


def done_to(verb: Verb, row: Row, seen: Seen, typed: dict[str, Any]) -> str | None:
    """Do it to one record; why it was not done, or None."""
    if row.edition is None and verb.why_not(row) == NOTHING_OPEN:
        return NOTHING_OPEN
    try:
        verb.act(row, seen, typed)
    except Refused as refusal:
        return str(refusal)
    return None
