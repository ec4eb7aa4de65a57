"""Reports of readers on the desk: take one, close it with an outcome, open it again. Nothing here changes a record.

The reader's e-mail address serves for an answer alone: closing a report deletes it.
"""

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from editorial import rules
from editorial.models import LogLine, Outcome, Triage, TriageState, User
from editorial.services.guarding import Refused, Stale, plain, refuse
from editorial.workflow import RoleName
from relations.models import Report

NEW = "new"
# What the list can be narrowed to, and how.
LISTS = {
    NEW: Q(triage=None),
    TriageState.TAKEN.value: Q(triage__state=TriageState.TAKEN),
    TriageState.CLOSED.value: Q(triage__state=TriageState.CLOSED),
}
PER_PAGE = 50


def may_triage(user: User) -> rules.Reason:
    """Whoever may write may deal with what readers say."""
    return rules.lacks_role(user, RoleName.AUTHOR)


@transaction.atomic
def take(*, actor: User, reference: str) -> Triage:
    """Make a new report somebody's own, or take it over."""
    refuse(may_triage(actor))
    report = locked(reference)
    triage = Triage.objects.filter(report=report).first()
    if triage and triage.state == TriageState.CLOSED:
        raise Stale(f"Report {reference} was closed by {triage.closed_by}; open it again first.")
    if triage and triage.taken_by_id == actor.pk:
        raise Refused("You have taken this report already.")
    triage = triage or Triage(report=report, state=TriageState.TAKEN)
    triage.taken_by, triage.taken_at = actor, timezone.now()
    triage.save()
    log("take_report", actor, reference)
    return triage


@transaction.atomic
def close(*, actor: User, reference: str, outcome: str, note: str) -> Triage:
    """Say what became of a report that somebody took."""
    refuse(may_triage(actor))
    triage = taken(reference)
    if outcome not in Outcome.values:
        raise Refused("Choose what became of the report.")
    note = plain(note, "The note")
    if not note:
        raise Refused("Say in one sentence what was checked or changed; the desk alone reads it.")
    triage.state, triage.outcome, triage.note = TriageState.CLOSED, outcome, note
    triage.closed_by, triage.closed_at = actor, timezone.now()
    triage.save()
    Report.objects.filter(pk=reference).update(email="")
    log("close_report", actor, f"{reference}: {Outcome(outcome).label}")
    return triage


@transaction.atomic
def reopen(*, actor: User, reference: str) -> Triage:
    """Back to a report that is taken; the note of before stays to be changed."""
    refuse(may_triage(actor))
    locked(reference)
    triage = Triage.objects.filter(report=reference, state=TriageState.CLOSED).first()
    if triage is None:
        raise Stale(f"Report {reference} is not closed.")
    triage.state, triage.outcome, triage.closed_by, triage.closed_at = TriageState.TAKEN, "", None, None
    triage.taken_by, triage.taken_at = actor, timezone.now()
    triage.save()
    log("reopen_report", actor, reference)
    return triage


def forget(*, about: str) -> None:
    """Delete what readers said about a record that vanishes, and what the desk noted on it. Called by that act alone."""
    Triage.objects.filter(report__about=about).delete()
    Report.objects.filter(about=about).delete()


def locked(reference: str) -> Report:
    """The report, held against a second click of somebody else."""
    report = Report.objects.select_for_update().filter(pk=reference).first()
    if report is None:
        raise Refused(f"There is no report {reference}.")
    return report


def taken(reference: str) -> Triage:
    """The row of a report that somebody took and nobody closed."""
    locked(reference)
    triage = Triage.objects.filter(report=reference, state=TriageState.TAKEN).first()
    if triage is None:
        raise Stale(f"Report {reference} is not taken, or was closed since you looked.")
    return triage


def log(verb: str, actor: User, detail: str) -> None:
    """A line without a word of the reader: the log is kept for good."""
    LogLine.objects.create(actor=actor, verb=verb, detail=detail)


# --- Lists ----------------------------------------------------------------------------------------


def reports() -> QuerySet[Report]:
    """Reports with what was done about them."""
    return Report.objects.select_related("triage__taken_by", "triage__closed_by")


def listed(which: str, page: str) -> Page:
    """One page of the list; the oldest new ones first, since they wait, and the newest of the others."""
    order = ("received_at", "reference") if which == NEW else ("-received_at", "reference")
    return Paginator(reports().filter(LISTS[which]).order_by(*order), PER_PAGE).get_page(page)


def counts() -> dict[str, int]:
    """How many reports each list holds. One query."""
    return Report.objects.aggregate(**{name: Count("pk", filter=which) for name, which in LISTS.items()})
