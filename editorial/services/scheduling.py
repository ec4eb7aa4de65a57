"""Publishing at an hour: schedule, unschedule, and the run that publishes what is due. Every guard is asked again then."""

import datetime
import logging
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from editorial import rules
from editorial.models import Edition, Revision, User
from editorial.services import publishing, reviewing, telling
from editorial.services.guarding import Refused, log, move, refuse, require_newest
from editorial.workflow import EditionState

logger = logging.getLogger(__name__)
UNEXPECTED = "An unexpected error; it stays scheduled and the next run tries again. See the server's log."


class Ran(NamedTuple):
    """What became of one due record: `reason` is empty where it was published."""

    title: str
    reason: str


@transaction.atomic
def schedule(*, actor: User, edition: Edition, revision: Revision | int, at: datetime.datetime) -> list[Edition]:
    """Publish the approved revision that was read, with its whole set, at `at` (aware, in the future)."""
    members = locked_members(edition)
    require_newest(edition, revision)
    refuse(None if at > timezone.now() else "The hour has passed; choose one to come, or publish now.")
    for member in members:
        rule = rules.may_schedule if member.pk == edition.pk else rules.may_schedule_member
        refuse(publishing.named(member, rule(actor, member), members))
    for member in members:
        move(member, EditionState.SCHEDULED, at=at, by=actor)
        log("schedule", actor=actor, record=member.record, edition=member, detail=at.isoformat())
    return members


@transaction.atomic
def unschedule(*, actor: User, edition: Edition) -> list[Edition]:
    """Back to approved, the whole set."""
    members = locked_members(edition)
    own = next(member for member in members if member.pk == edition.pk)
    refuse(rules.may_unschedule(actor, own))
    for member in members:
        if member.state == EditionState.SCHEDULED:
            move(member, EditionState.APPROVED)
            log("unschedule", actor=actor, record=member.record, edition=member)
    return members


def locked_members(edition: Edition) -> list[Edition]:
    """The set of an edition as it is now, with every record that it names locked."""
    publishing.lock_with_targets(reviewing.members_of(edition))
    found = reviewing.members_of(edition)
    return [Edition.objects.select_related("record").get(pk=member.pk) for member in found]


def publish_due(*, now: datetime.datetime | None = None) -> list[Ran]:
    """Publish every edition whose hour has come, each set in its own transaction. Safe to run twice, or on two hosts.

    What a guard refuses goes back to approved with the reason, and is not tried again by itself. An unexpected error
    stops nothing else; that edition stays scheduled for the next run.
    """
    now = now or timezone.now()
    due = Edition.objects.filter(state=EditionState.SCHEDULED, scheduled_for__lte=now).select_related("record")
    return [ran for edition in due.order_by("scheduled_for", "pk") for ran in publish_one(edition, now)]


def publish_one(edition: Edition, now: datetime.datetime) -> list[Ran]:
    """One line for each member of its set; none where another run was faster, or where it went out with its set."""
    try:
        return publish_or_give_back(edition, now)
    except Exception:
        logger.exception("publish_due: edition %s stays scheduled", edition.pk)
        return [Ran(str(edition.record), UNEXPECTED)]


def publish_or_give_back(edition: Edition, now: datetime.datetime) -> list[Ran]:
    try:
        return [Ran(str(member.record), "") for member in published(edition, now)]
    except Refused as refusal:
        reason = str(refusal)
        return [Ran(str(member.record), reason) for member in give_back(edition, now, reason)]


@transaction.atomic
def published(edition: Edition, now: datetime.datetime) -> list[Edition]:
    """The whole set, published in the name of whoever scheduled this member; nothing if the hour is not (or no longer) due."""
    members = locked_members(edition)
    own = due_among(members, edition, now)
    if own is None:
        return []
    publishing.publish(actor=own.scheduled_by, edition=own, revision=rules.newest_revision(own))
    telling.published_when_due(members)
    return members


def due_among(members: Sequence[Edition], edition: Edition, now: datetime.datetime) -> Edition | None:
    """The edition as it is now, if its hour has still come."""
    own = next((member for member in members if member.pk == edition.pk), None)
    scheduled = own is not None and own.state == EditionState.SCHEDULED
    return own if scheduled and own.scheduled_for <= now else None


@transaction.atomic
def give_back(edition: Edition, now: datetime.datetime, reason: str) -> list[Edition]:
    """Back to approved, the whole set, with the reason where the next person looks; returns the members that waited."""
    members = locked_members(edition)
    if due_among(members, edition, now) is None:
        return []
    waiting = [member for member in members if member.state == EditionState.SCHEDULED]
    telling.not_published(waiting, reason)
    for member in waiting:
        actor = member.scheduled_by
        move(member, EditionState.APPROVED, refusal=reason)
        log("schedule_refused", actor=actor, record=member.record, edition=member, detail=reason)
    return waiting
