"""Why this person cannot press a button of the review screen: as the services say it, from what was read for all members.

A test holds the two together. What is rare, or asked of one member alone, is left to the rules themselves.
"""

from editorial import rules
from editorial.admin.review.gathered import Gathered
from editorial.models import Edition
from editorial.rules import Reason
from editorial.services import deciding, publishing
from editorial.workflow import DecisionKind, EditionState, RoleName


def cannot_approve(gathered: Gathered, member: Edition) -> Reason:
    """As `rules.may_approve`."""
    user = gathered.user
    if reason := rules.may("approve", user, member):
        return reason
    if user.pk in gathered.writers(member):
        return rules.CONTRIBUTED
    given = [row.actor_id for row in gathered.about(member) if row.kind == DecisionKind.APPROVE]
    return rules.HAS_DECIDED if user.pk in given else None


def why_not_approve(gathered: Gathered) -> Reason:
    """As `deciding.why_not_approve`."""
    return deciding.unless_one_is_free(cannot_approve(gathered, each) for each in deciding.in_order(gathered.members))


def why_not_approve_and_publish(gathered: Gathered) -> Reason:
    """As `deciding.why_not_approve_and_publish`."""
    user, members = gathered.user, gathered.members
    if all(member.state == EditionState.APPROVED for member in members):
        return deciding.why_not_approve_and_publish(user, members)
    found = (
        publishing.named(member, cannot_finish(gathered, member), members) for member in deciding.in_order(members)
    )
    return rules.lacks_role(user, RoleName.PUBLISHER) or deciding.first(found)


def cannot_finish(gathered: Gathered, member: Edition) -> Reason:
    """As `deciding.finishable`."""
    usual = member.state == EditionState.IN_REVIEW and gathered.newest(member).needs == 1
    if not usual:
        return deciding.finishable(gathered.user, member)
    unsettled = rules.UNCONFIRMED if member.record_id in gathered.unconfirmed else None
    return cannot_approve(gathered, member) or unsettled
