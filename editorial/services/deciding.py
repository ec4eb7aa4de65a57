"""One decision over all that one review screen shows: a single edition, or every member of a set.

Each member still gets its own decision on its own revision, through `reviewing` and `publishing`; here stand only
what the screen showed (`seen`), all or nothing, and the reasons that disable the buttons.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from editorial import rules
from editorial.models import Edition, User
from editorial.rules import Reason
from editorial.services import comments, publishing, reviewing, scheduling
from editorial.services.guarding import Stale, refuse, require_newest
from editorial.workflow import EditionState, RoleName
from relations.models import PublishedEdition

Seen = dict[int, int]  # edition -> the revision that the screen showed


@transaction.atomic
def approve(
    *, actor: User, edition: Edition, seen: Seen, comment: str = "", read: Collection[int] = ()
) -> list[Edition]:
    """Approve every member that this person may approve; returns them. `Refused` when there is none, or where remarks
    are open on one of them that she does not say she `read`.
    """
    members = as_shown(edition, seen)
    refuse(why_not_approve(actor, members))
    approvable = [member for member in members if rules.may_approve(actor, member) is None]
    comments.require_read(approvable, read)
    for member in approvable:
        reviewing.approve(actor=actor, edition=member, revision=seen[member.pk], comment=comment)
    return approvable


@transaction.atomic
def request_changes(
    *, actor: User, edition: Edition, seen: Seen, comment: str, chosen: Collection[int] = ()
) -> list[Edition]:
    """Send members back, all with the same comment; a single edition need not be chosen."""
    members = as_shown(edition, seen)
    returned = [member for member in members if len(members) == 1 or member.pk in chosen]
    refuse(None if returned else "Tick the members of the set that have to change.")
    for member in returned:
        reviewing.request_changes(actor=actor, edition=member, revision=seen[member.pk], comment=comment)
    return returned


@transaction.atomic
def publish(*, actor: User, edition: Edition, seen: Seen) -> list[PublishedEdition]:
    """Publish what the screen showed, the whole set or nothing."""
    refuse(why_not_publish(actor, as_shown(edition, seen)))
    return publishing.publish(actor=actor, edition=edition, revision=seen[edition.pk])


@transaction.atomic
def schedule(*, actor: User, edition: Edition, seen: Seen, at: datetime.datetime) -> list[Edition]:
    """Publish what the screen showed at `at` (aware, to come), the whole set."""
    refuse(why_not_schedule(actor, as_shown(edition, seen)))
    return scheduling.schedule(actor=actor, edition=edition, revision=seen[edition.pk], at=at)


@transaction.atomic
def approve_and_publish(
    *, actor: User, edition: Edition, seen: Seen, comment: str = "", read: Collection[int] = ()
) -> list[PublishedEdition]:
    """Approve what still waits for it, then publish, in one act of someone who wrote none of what she approves."""
    refuse(why_not_approve_and_publish(actor, as_shown(edition, seen)))
    approve(actor=actor, edition=edition, seen=seen, comment=comment, read=read)
    return publish(actor=actor, edition=edition, seen=seen)


def as_shown(edition: Edition, seen: Seen) -> list[Edition]:
    """The members, locked and fresh, if they and their newest revisions are those that the screen showed; else `Stale`."""
    publishing.lock_with_targets(reviewing.members_of(edition))
    members = [fresh(member) for member in reviewing.members_of(edition)]
    if {member.pk for member in members} != set(seen):
        raise Stale("The set has other members now than when you read it: look at it again and decide then.")
    for member in members:
        require_newest(member, seen[member.pk])
    return members


def fresh(edition: Edition) -> Edition:
    return Edition.objects.select_related("record").get(pk=edition.pk)


def why_not_approve(user: User, members: Sequence[Edition]) -> Reason:
    """None as soon as one member can be approved; the others say on their own why not."""
    return unless_one_is_free(rules.may_approve(user, member) for member in in_order(members))


def why_not_request_changes(user: User, members: Sequence[Edition]) -> Reason:
    return unless_one_is_free(rules.may_request_changes(user, member) for member in in_order(members))


def why_not_publish(user: User, members: Sequence[Edition]) -> Reason:
    """The first reason among the members; a set goes out whole or not at all."""
    reasons = (
        publishing.named(member, rules.may_publish_member(user, member), members) for member in in_order(members)
    )
    return rules.lacks_role(user, RoleName.PUBLISHER) or first(reasons)


def why_not_schedule(user: User, members: Sequence[Edition]) -> Reason:
    """As publishing: the first reason among the members."""
    reasons = (
        publishing.named(member, rules.may_schedule_member(user, member), members) for member in in_order(members)
    )
    return rules.lacks_role(user, RoleName.PUBLISHER) or first(reasons)


def why_not_approve_and_publish(user: User, members: Sequence[Edition]) -> Reason:
    """Every member is approved or can be approved for good by this person now, and one at least waits for it."""
    if all(member.state == EditionState.APPROVED for member in members):
        return rules.may_approve_and_publish(user, in_order(members)[0])
    reasons = (publishing.named(member, finishable(user, member), members) for member in in_order(members))
    return rules.lacks_role(user, RoleName.PUBLISHER) or first(reasons)


def finishable(user: User, member: Edition) -> Reason:
    """Why this member would not go out by one more act of this person."""
    approved = member.state == EditionState.APPROVED
    return rules.may_publish_member(user, member) if approved else rules.may_approve_and_publish(user, member)


def in_order(members: Sequence[Edition]) -> list[Edition]:
    """One order for screen and service, so that both give the same first reason."""
    return sorted(members, key=lambda member: member.pk)


def unless_one_is_free(reasons: Iterable[Reason]) -> Reason:
    found = list(reasons)
    return None if None in found else found[0]


def first(reasons: Iterable[Reason]) -> Reason:
    return next((reason for reason in reasons if reason), None)
