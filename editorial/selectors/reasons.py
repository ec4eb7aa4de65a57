"""Why somebody cannot decide on an edition now: as `rules` says it, worked out from facts that were read for many at once.

Tests hold the two together.
"""

from collections.abc import Iterable, Sequence

from editorial import rules
from editorial.models import Edition, User
from editorial.selectors.facts import Facts
from editorial.workflow import TRANSITIONS, DecisionKind


def cannot_approve(user: User, edition: Edition, facts: Facts) -> str | None:
    """As `rules.may_approve`."""
    if reason := rules.may("approve", user, edition):
        return reason
    if facts.wrote(user, edition):
        return rules.CONTRIBUTED
    mine = [row for row in facts.about(edition) if row.actor == user and row.kind == DecisionKind.APPROVE]
    return rules.HAS_DECIDED if mine else None


def cannot_publish(user: User, members: Sequence[Edition], facts: Facts) -> str | None:
    """As `rules.may_publish` of the member that leads; `facts` know the whole set."""
    lead = members[0]
    if reason := rules.may("publish", user, lead):
        return reason
    if not facts.approved(lead):
        return rules.LACKS_APPROVAL
    if facts.unconfirmed(lead):
        return rules.UNCONFIRMED
    waiting = [str(edition.record) for edition in facts.members(lead) if edition != lead and waits(edition, facts)]
    return rules.SET_WAITS.format(", ".join(waiting)) if waiting else None


def waits(edition: Edition, facts: Facts) -> bool:
    return edition.state not in TRANSITIONS["publish"].sources or not facts.approved(edition)


def first_or_none(reasons: Iterable[str | None]) -> str | None:
    """None as soon as one member is open to the person, else the first reason."""
    found = list(reasons)
    return None if None in found else found[0]
