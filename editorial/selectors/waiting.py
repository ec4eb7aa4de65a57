"""Worklists: what waits for whom, and why somebody cannot do it now. A fixed number of queries however long the lists.

Reasons are those of `rules`, worked out from facts read for all rows at once; a test holds the two together.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from editorial import hours, rules
from editorial.models import Decision, Edition, Record, User
from editorial.selectors.facts import WITHDRAWALS, Facts
from editorial.workflow import CURRENT_STATES, TRANSITIONS, DecisionKind, EditionState, RoleName
from relations.vocabularies import TIMELINE_TYPES

MERGES = [DecisionKind.PROPOSE_MERGE, DecisionKind.MERGE, DecisionKind.DROP_MERGE, DecisionKind.VANISH]
LONGEST = 200  # rows per worklist, oldest first


class WorkItem(NamedTuple):
    """One line of a worklist. A set stands on one line: `edition` leads it, `others` are its further members."""

    edition: Edition
    others: list[Edition]
    reason: str | None  # why this person cannot do it now; None when she can
    since: datetime.datetime
    people: list[User]  # who wrote it
    comment: str = ""  # what the last decision said
    note: str = ""  # what else there is to know: the hour, a refused publication, approvals so far


class Worklists(NamedTuple):
    """What waits for one person, and what waits for others in her sight."""

    returned: list[WorkItem]
    my_drafts: list[WorkItem]
    to_review: list[WorkItem]
    to_publish: list[WorkItem]
    scheduled: list[WorkItem]
    to_confirm: list[WorkItem]
    merges: list[WorkItem]


def read(state: str) -> Facts:
    """The oldest editions in one state, with their records."""
    rows = Edition.objects.filter(state=state).select_related("record", "submitted_by")
    return Facts(rows.order_by("submitted_at", "pk")[:LONGEST])


def worklists(user: User) -> Worklists:
    """All lists of the start page."""
    return Worklists(
        returned=returned(user),
        my_drafts=my_drafts(user),
        to_review=to_review(user),
        to_publish=to_publish(user),
        scheduled=scheduled(user),
        to_confirm=to_confirm(user),
        merges=merges(user),
    )


def returned(user: User) -> list[WorkItem]:
    """What reviewers sent back to this person, with what they said."""
    return of(user, EditionState.CHANGES_REQUESTED)


def my_drafts(user: User) -> list[WorkItem]:
    """Drafts that this person contributed to."""
    return of(user, EditionState.DRAFT)


def of(user: User, state: str) -> list[WorkItem]:
    rows = Edition.objects.filter(state=state, revisions__author=user).distinct().select_related("record")
    facts = Facts(rows.order_by("-pk")[:LONGEST])
    refusal = rules.lacks_role(user, TRANSITIONS["submit"].role)
    reasons = {
        edition: refusal or (rules.UNCONFIRMED if facts.unconfirmed(edition) else None) for edition in facts.editions
    }
    return [line(facts, [edition], reasons[edition]) for edition in facts.editions]


def to_review(user: User) -> list[WorkItem]:
    """What waits for a reviewer, whole sets on one line: open to this person if she may approve any member."""
    facts = read(EditionState.IN_REVIEW)
    return [
        line(facts, members, first_or_none(cannot_approve(user, edition, facts) for edition in members))
        for members in in_sets(facts)
    ]


def to_publish(user: User) -> list[WorkItem]:
    """What is approved, whole sets on one line: open to this person when every member can go out."""
    facts = read(EditionState.APPROVED)
    whole = Facts(with_their_sets(facts))
    return [line(facts, members, cannot_publish(user, members, whole)) for members in in_sets(facts)]


def scheduled(user: User) -> list[WorkItem]:
    """What goes out by itself, whole sets on one line, the next one first; who may, can still stop it."""
    rows = Edition.objects.filter(state=EditionState.SCHEDULED).select_related("record", "submitted_by")
    facts = Facts(rows.order_by("scheduled_for", "pk")[:LONGEST])
    return [
        line(facts, members, rules.may_unschedule(user, members[0]), f"Due {hours.words(members[0].scheduled_for)}.")
        for members in in_sets(facts)
    ]


def merges(user: User) -> list[WorkItem]:
    """Merges that wait for a second publisher."""
    acts = Decision.objects.filter(record=OuterRef("pk"), kind__in=MERGES).order_by("-pk")
    records = Record.objects.annotate(last=Subquery(acts.values("pk")[:1]))
    waiting = Decision.objects.filter(pk__in=records.values("last"), kind=DecisionKind.PROPOSE_MERGE)
    rows = waiting.select_related("actor", "survivor", "record").order_by("pk")[:LONGEST]
    current = Edition.objects.filter(record__in=[row.record_id for row in rows], state__in=CURRENT_STATES)
    editions = {edition.record_id: edition for edition in current.select_related("record")}
    return [merge_line(user, row, editions[row.record_id]) for row in rows if row.record_id in editions]


def merge_line(user: User, act: Decision, edition: Edition) -> WorkItem:
    reason = rules.may("merge", user, edition) or (rules.PROPOSED if act.actor_id == user.pk else None)
    return WorkItem(edition, [], reason, act.at, [act.actor], act.comment, f"Into “{act.survivor}”.")


def to_confirm(user: User) -> list[WorkItem]:
    """Withdrawals that wait for a second publisher."""
    acts = Decision.objects.filter(record=OuterRef("record"), kind__in=WITHDRAWALS).order_by("-pk")
    rows = Edition.objects.filter(state=EditionState.WITHDRAWN).annotate(last=Subquery(acts.values("kind")[:1]))
    facts = Facts(rows.filter(last=DecisionKind.WITHDRAW).select_related("record").order_by("pk")[:LONGEST])
    return [withdrawn_line(user, facts, edition) for edition in facts.editions]


def withdrawn_line(user: User, facts: Facts, edition: Edition) -> WorkItem:
    act = facts.unconfirmed(edition)
    reason = rules.lacks_role(user, RoleName.PUBLISHER) or (rules.WITHDREW if act.actor == user else None)
    return WorkItem(edition, [], reason, act.at, [act.actor], act.comment)


def cannot_approve(user: User, edition: Edition, facts: Facts) -> str | None:
    """As `rules.may_approve`, from facts already read."""
    if reason := rules.may("approve", user, edition):
        return reason
    if facts.wrote(user, edition):
        return rules.CONTRIBUTED
    mine = [row for row in facts.about(edition) if row.actor == user and row.kind == DecisionKind.APPROVE]
    return rules.HAS_DECIDED if mine else None


def cannot_publish(user: User, members: list[Edition], facts: Facts) -> str | None:
    """As `rules.may_publish` of the member that leads, from facts of the whole set."""
    lead = members[0]
    if reason := rules.may("publish", user, lead):
        return reason
    if not facts.approved(lead):
        return rules.LACKS_APPROVAL
    if facts.unconfirmed(lead):
        return rules.UNCONFIRMED
    others = [edition for edition in facts.members(lead) if edition != lead]
    waiting = [
        str(edition.record)
        for edition in others
        if edition.state not in TRANSITIONS["publish"].sources or not facts.approved(edition)
    ]
    return rules.SET_WAITS.format(", ".join(waiting)) if waiting else None


def with_their_sets(facts: Facts) -> list[Edition]:
    """The editions of `facts` and every other member of their open sets."""
    releases = set(facts.sets.values())
    rows = Edition.objects.filter(release_item__release__in=releases).select_related("record").order_by("pk")
    return list(dict.fromkeys([*facts.editions, *rows]))


def in_sets(facts: Facts) -> list[list[Edition]]:
    """The editions of `facts`, members of one set together, the one that a reader would look for first."""
    lines: dict[tuple, list[Edition]] = defaultdict(list)
    for edition in facts.editions:
        release = facts.sets.get(edition.pk)
        lines[("set", release) if release else ("alone", edition.pk)].append(edition)
    return [sorted(members, key=lead_first) for members in lines.values()]


def lead_first(edition: Edition) -> tuple[bool, int]:
    return edition.record.type not in TIMELINE_TYPES, edition.pk


def line(facts: Facts, members: list[Edition], reason: str | None, note: str = "") -> WorkItem:
    lead, decisions = members[0], facts.about(members[0])
    newest = facts.newest(lead)
    since = lead.submitted_at or (newest.created_at if newest else lead.created_at)
    if lead.state in (EditionState.DRAFT, EditionState.CHANGES_REQUESTED) and newest:
        since = decisions[-1].at if decisions else newest.created_at
    comment = decisions[-1].comment if decisions else ""
    note = note or (lead.schedule_refusal and f"Not published when it was due: {lead.schedule_refusal}")
    return WorkItem(
        lead, members[1:], reason, since, facts.people(lead), comment, note or approvals_so_far(facts, lead)
    )


def approvals_so_far(facts: Facts, lead: Edition) -> str:
    """Where one approval is not enough: how many there are."""
    newest = facts.newest(lead)
    if newest is None or newest.needs == 1 or lead.state != EditionState.IN_REVIEW:
        return ""
    return f"{len(facts.approvers(lead))} of {newest.needs} approvals."


def first_or_none(reasons: Iterable[str | None]) -> str | None:
    """None as soon as one member is open to the person, else the first reason."""
    found = list(reasons)
    return None if None in found else found[0]
