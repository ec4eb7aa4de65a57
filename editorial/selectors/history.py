"""What happened to a record and what its withdrawal would touch. Reads only."""

import datetime
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from django.utils import timezone

from editorial import hours
from editorial.diffs import words
from editorial.models import Checkup, Comment, Decision, Edition, LogLine, Record, Revision, User
from editorial.selectors.facts import grouped
from editorial.workflow import PUBLIC_ACTS, DecisionKind
from relations.models import Listing, PublishedLink
from relations.vocabularies import State

DECIDED = set(DecisionKind.values)  # verbs of the log whose act is also a decision
TOLD = {"save", "submit", "comment", "answer_comment", "check"}  # ... or another row that says more
LONGEST = 200  # rows of each list of an impact
SAID = {
    "publish": "published",
    "recall": "recalled",
    "discard": "discarded",
    "void": "submission ended by an edit",
    "schedule": "scheduled",
    "unschedule": "unscheduled",
    "schedule_refused": "not published when due",
    "revert_to": "went back to an earlier text",
    "keep_apart": "kept apart",
    "resolve_comment": "comment resolved",
    "reopen_comment": "comment reopened",
    "assign": "assigned",
    "set_due": "day of the task changed",
    "claim_review": "review claimed",
    "release_review": "review released",
}
KINDS = {
    "revision": "revisions",
    "decision": "decisions",
    "public": "publications and withdrawals",
    "comment": "comments",
    "checkup": "checks",
    "act": "everything else",
}


class Event(NamedTuple):
    """One line of a record's history: what happened, by whom, and the row that proves it.

    `text` is the revision whose words it left: its own, or the one that it made public. `number` counts from the oldest.
    """

    at: datetime.datetime
    actor: User
    what: str
    detail: str
    edition: Edition | None
    revision: Revision | None = None
    comment: str = ""
    text: Revision | None = None
    kind: str = "act"
    number: int = 0


class Day(NamedTuple):
    """One day of a history; its lines stand in runs of one edition, as they happened."""

    date: datetime.date
    runs: list[tuple[Edition | None, list[Event]]]


def history_of(record: Record) -> list[Event]:
    """Every revision, decision, comment, check and log line of a record, oldest first. Five queries.

    A log line whose act left a revision, a decision or a remark lends it its detail instead of repeating it.
    """
    lines = list(LogLine.objects.filter(record=record).select_related("actor", "edition").order_by("pk"))
    revisions = list(Revision.objects.filter(record=record).select_related("author", "edition").defer("document"))
    decisions = Decision.objects.filter(record=record).select_related("actor", "revision__edition", "survivor")
    told = grouped([line for line in lines if line.verb in DECIDED], lambda line: line.verb)
    events = [revision_event(row) for row in revisions]
    events += [decision_event(row, told.get(row.kind, [])) for row in decisions.defer("revision__document")]
    events += [line_event(line, revisions) for line in lines if line.verb not in DECIDED | TOLD]
    events += [
        Event(line.at, line.actor, line.verb.replace("_", " "), line.detail, line.edition)
        for rest in told.values()
        for line in rest
    ]
    events += [*remarks(record), *checks(record)]
    inorder = sorted(events, key=lambda event: event.at)
    return [event._replace(number=number) for number, event in enumerate(inorder, 1)]


def revision_event(row: Revision) -> Event:
    what = "submitted" if row.submitted else "saved"
    detail = f"revision {row.seq}"
    return Event(row.created_at, row.author, what, detail, row.edition, row, text=row, kind="revision")


def line_event(line: LogLine, revisions: list[Revision]) -> Event:
    """An act that left no other row than its line."""
    text = None
    if line.verb == "publish":  # the newest revision of an edition is the one that went public
        text = next((row for row in reversed(revisions) if row.edition_id == line.edition_id), None)
    what, detail = said(line.verb), line.detail
    if line.verb == "schedule":
        detail = f"for {hours.written(line.detail)}"
    if line.verb == "revert_to":
        detail = next((f"that of revision {row.seq}" for row in revisions if row.sha256 == line.detail), "")
    kind = "public" if line.verb == "publish" else "comment" if line.verb.endswith("_comment") else "act"
    return Event(line.at, line.actor, what, detail, line.edition, text=text, kind=kind)


def said(verb: str) -> str:
    """A verb of the log in words."""
    return SAID.get(verb) or (str(DecisionKind(verb).label) if verb in DECIDED else verb.replace("_", " "))


def decision_event(row: Decision, told: list[LogLine]) -> Event:
    """`told`: log lines of this kind that no decision has used yet."""
    revision = f"revision {row.revision.seq}" if row.revision else ""
    line = next((line for line in told if line.actor_id == row.actor_id and revision in ("", line.detail)), None)
    if line:
        told.remove(line)
    edition = row.revision.edition if row.revision else line.edition if line else None
    detail = line.detail if line else revision
    if row.survivor_id:
        detail = f"into “{row.survivor}”"
    kind = "public" if row.kind in PUBLIC_ACTS else "decision"
    return Event(row.at, row.actor, str(row.get_kind_display()), detail, edition, None, row.comment, kind=kind)


def remarks(record: Record) -> Iterable[Event]:
    """What was said about it; that a remark was resolved stands in the log."""
    for row in Comment.objects.filter(record=record).select_related("author", "edition"):
        where = ": ".join(filter(None, words(row.anchor, record.type))) if row.anchor else "the whole record"
        what = "answered" if row.answers_id else "commented"
        yield Event(row.at, row.author, what, f"on {where}", row.edition, None, row.text, kind="comment")


def checks(record: Record) -> Iterable[Event]:
    for row in Checkup.objects.filter(record=record).select_related("actor"):
        yield Event(row.at, row.actor, "checked", "against its sources", None, None, row.note, kind="checkup")


def by_day(events: Sequence[Event]) -> list[Day]:
    """Lines in the order given, under their day, and there under their edition."""
    return [
        Day(date, [(edition, list(run)) for edition, run in groupby(list(lines), lambda line: line.edition)])
        for date, lines in groupby(events, lambda line: timezone.localdate(line.at))
    ]


class Impact(NamedTuple):
    """Who names a record: public pages, and drafts of the desk. Both lists are cut at `LONGEST`."""

    public: list[Listing]
    drafts: list[Record]


def impact_of(record: Record) -> Impact:
    """What its withdrawal would touch: links stay and are shown as withdrawn. Two queries."""
    naming = PublishedLink.objects.filter(target__public_id=record.public_id).values("source")
    public = Listing.objects.filter(record__in=naming, state=State.PUBLIC).order_by("type", "sort_title")
    drafts = Record.objects.filter(references__target=record).exclude(pk=record.pk).distinct()
    return Impact(list(public[:LONGEST]), list(drafts.order_by("type", "title")[:LONGEST]))


class Withdrawal(NamedTuple):
    """The last withdrawal of a record: who, when, why, and the words for the desk."""

    decision: Decision
    reason: str
    replacement: str


def last_withdrawal_of(record: Record) -> Withdrawal | None:
    """None where the record stands."""
    decision = Decision.objects.filter(record=record, kind=DecisionKind.WITHDRAW).select_related("actor").last()
    listing = Listing.objects.filter(public_id=record.public_id, state=State.WITHDRAWN).first()
    if decision is None or listing is None:
        return None
    replacement = listing.replacement.public_id if listing.replacement_id else ""
    return Withdrawal(decision, listing.get_reason_display(), replacement)
