"""Locks and refusals that all services share. Changes no state itself."""

import datetime
from collections.abc import Iterable

from editorial.models import Edition, LogLine, Record, Revision, User
from editorial.readiness import turning_sign
from editorial.rules import newest_revision
from relations.documents import DocumentFault
from relations.documents.canonical import clean_text


class Refused(Exception):
    """A service did not act; `str()` is the reason as one sentence. Nothing was written."""


class Stale(Refused):
    """What the person decided on is not what is there now (409)."""


class NotReady(Refused):
    """The checklist is not empty; `problems` names each field and fix, `by_record` the same per record key."""

    def __init__(self, problems: list, by_record: dict | None = None) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems, self.by_record = problems, by_record or {}


def lock_records(keys: Iterable) -> dict:
    """Lock desk records in the order of their keys; every service locks this way, so none can deadlock another.

    Not against rows that only point at them: who saves a citation holds its record and must not wait for its source.
    """
    rows = Record.objects.select_for_update(no_key=True).filter(pk__in=set(keys))
    return {row.pk: row for row in rows.order_by("pk")}


def lock_edition(edition: Edition) -> Edition:
    """Lock the edition's record, then read the edition as it is now."""
    lock_records([edition.record_id])
    return Edition.objects.select_related("record").get(pk=edition.pk)


def refuse(reason: str | None) -> None:
    """Raise `Refused` when there is a reason."""
    if reason:
        raise Refused(reason)


def require_newest(edition: Edition, revision: Revision | int) -> Revision:
    """The newest revision, if that is the one the person saw; else `Stale`."""
    seen = revision.pk if isinstance(revision, Revision) else revision
    newest = newest_revision(edition)
    if newest is None or newest.pk != seen:
        raise Stale(f"“{edition.record}” changed since you read it: look at the newest revision and decide again.")
    return newest


def plain(text: str, name: str) -> str:
    """A comment, note or notice as a document would hold it; `Refused` where it holds signs that no document may."""
    try:
        cleaned = clean_text(text, name).strip()
    except DocumentFault as fault:
        raise Refused(str(fault)) from fault
    sentence = turning_sign(cleaned)
    refuse(sentence and f"{name}: {sentence}")
    return cleaned


def move(
    edition: Edition,
    state: str,
    *,
    at: datetime.datetime | None = None,
    by: User | None = None,
    refusal: str = "",
) -> None:
    """Put an edition into another state. Its hour (`at`, set `by`), the refusal of it, and whoever claimed its review end
    with every other act.
    """
    edition.state = state
    edition.scheduled_for, edition.scheduled_by, edition.schedule_refusal = at, by, refusal
    edition.save(update_fields=["state", "scheduled_for", "scheduled_by", "schedule_refusal"])
    end_claim(edition)


def end_claim(edition: Edition) -> None:
    """Nobody reads it for a decision any more."""
    if edition.reviewer_id:
        edition.reviewer = edition.claimed_at = None
        edition.save(update_fields=["reviewer", "claimed_at"])


def log(verb: str, *, actor: User, record: Record, edition: Edition | None = None, detail: str = "") -> None:
    """One line in the append-only log."""
    LogLine.objects.create(record=record, edition=edition, actor=actor, verb=verb, detail=detail)
