"""Lists of editions on their way to the public. Reasons are those of `rules`, from facts read for all rows at once.

A key is a bundle: the number of an open set, or of a single edition with a minus before it.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, Value, When

from editorial import hours, rules, spans
from editorial.models import Edition, Revision
from editorial.selectors.facts import Facts
from editorial.selectors.reasons import cannot_approve, cannot_publish, first_or_none
from editorial.selectors.worklist import Scope, WorkItem, Worklist
from editorial.workflow import OPEN_STATES, TRANSITIONS, EditionState, RoleName
from relations.vocabularies import TIMELINE_TYPES

SOON = 7  # days before its date on which an edition is due
OPEN_SET = Q(release_item__isnull=False, release_item__release__published_at=None)
BUNDLE = Case(When(OPEN_SET, then=F("release_item__release_id")), default=F("pk") * -1)
WRITING = (EditionState.DRAFT, EditionState.CHANGES_REQUESTED)


def bundled(keys: Iterable[int]) -> list[Edition]:
    """Every edition of these bundles, in whatever state: one query."""
    keys = set(keys)
    alone, sets = [-key for key in keys if key < 0], [key for key in keys if key > 0]
    rows = Edition.objects.filter(Q(pk__in=alone) | Q(release_item__release__in=sets))
    return list(rows.select_related("record", "assignee", "reviewer").order_by("pk"))


class EditionList(Worklist):
    """One line for each edition, or for each open set with a member in one of the states."""

    states: ClassVar[Sequence[str]]
    in_sets: ClassVar[bool] = False
    order: ClassVar[str] = "pk"
    quotes: ClassVar[bool] = True  # whether its lines say what the last decision said
    of_editions = True

    def rows(self, scope: Scope) -> QuerySet:
        return scope.inside(Edition.objects.filter(state__in=self.states))

    def keys(self, scope: Scope) -> QuerySet:
        rows = self.rows(scope)
        if not self.in_sets:
            return rows.annotate(bundle=F("pk") * -1).order_by(self.order, "pk").values_list("bundle", flat=True)
        grouped = rows.annotate(bundle=BUNDLE).values("bundle").annotate(**self.placed(scope))
        return grouped.order_by(*self.placed(scope), "bundle").values_list("bundle", flat=True)

    def placed(self, scope: Scope) -> dict:
        """What sets are put in order by."""
        return {"first": Min(self.order)}

    def items(self, scope: Scope, keys: Sequence[int], facts: Facts) -> list[WorkItem]:
        lines = [(key, self.members(key, facts)) for key in keys]
        return [self.item(scope, members, facts) for _, members in lines if members]

    def members(self, key: int, facts: Facts) -> list[Edition]:
        """The editions of one line, the one that a reader would look for first."""
        found = [edition for edition in facts.bundle(key) if edition.state in self.states]
        return sorted(found, key=lead_first)

    def item(self, scope: Scope, members: list[Edition], facts: Facts) -> WorkItem:
        lead, decisions = members[0], facts.about(members[0])
        return WorkItem(
            lead.record,
            str(lead.record),
            self.reason(scope, members, facts),
            since(facts, lead),
            facts.people(lead),
            lead,
            members[1:],
            decisions[-1].comment if decisions and self.quotes else "",
            self.note(scope, lead, facts),
            due=spans.due(lead.due_on, scope.today) if lead.due_on else "",
        )

    def reason(self, scope: Scope, members: list[Edition], facts: Facts) -> str | None:
        """Of a draft: why she could not submit it."""
        lead = members[0]
        return rules.lacks_role(scope.user, TRANSITIONS["submit"].role) or (
            rules.UNCONFIRMED if lead.state in WRITING and facts.unconfirmed(lead) else None
        )

    def note(self, scope: Scope, lead: Edition, facts: Facts) -> str:
        if lead.schedule_refusal:
            return f"Not published when it was due: {lead.schedule_refusal}"
        return ""


class Returned(EditionList):
    name, title = "returned", "Returned to me"
    about = "Reviewers sent these back. Read the comment, change the text, submit it again."
    empty, act, screen, since, mine = "returned to you", "Edit", "change", "returned", True
    states, order = (EditionState.CHANGES_REQUESTED,), "-pk"

    def rows(self, scope: Scope) -> QuerySet:
        return super().rows(scope).filter(by(scope))


class MyDrafts(Returned):
    name, title = "my_drafts", "My drafts"
    about = "Drafts that you wrote in and nobody has submitted yet, the newest first."
    empty, since = "in your drafts", "saved"
    states = (EditionState.DRAFT,)


class Assigned(EditionList):
    name, title = "assigned", "Assigned to me"
    about = "You are asked to see these through. What is due comes first."
    empty, act, screen, mine = "assigned to you", "Edit", "change", True
    states, quotes = OPEN_STATES, False

    def rows(self, scope: Scope) -> QuerySet:
        return super().rows(scope).filter(assignee=scope.user)

    def keys(self, scope: Scope) -> QuerySet:
        return super().keys(scope).order_by(F("due_on").asc(nulls_last=True), "pk")

    def note(self, scope: Scope, lead: Edition, facts: Facts) -> str:
        return super().note(scope, lead, facts) or f"State: {lead.get_state_display()}."


class Due(EditionList):
    name, title = "due", "Due and overdue"
    about = f"Everything open whose date has passed or comes within {SOON} days, whoever does it."
    empty, act, screen = "due", "Edit", "change"
    states, order, quotes = OPEN_STATES, "due_on", False

    def rows(self, scope: Scope) -> QuerySet:
        return super().rows(scope).filter(due_on__lte=scope.today + datetime.timedelta(days=SOON))

    def note(self, scope: Scope, lead: Edition, facts: Facts) -> str:
        whose = f"assigned to {lead.assignee}" if lead.assignee else "assigned to nobody"
        return super().note(scope, lead, facts) or f"State: {lead.get_state_display()}; {whose}."


class ToReview(EditionList):
    """Whole sets on one line: open to this person if she may approve any member. What she wrote herself comes last."""

    name, title = "to_review", "Waiting for review"
    about = "What you may approve comes first, the oldest on top; what you wrote yourself comes last."
    empty, act, screen, since = "in review", "Review", "review", "submitted"
    states, order, in_sets, role = (EditionState.IN_REVIEW,), "submitted_at", True, RoleName.REVIEWER

    def placed(self, scope: Scope) -> dict:
        own = Case(When(by(scope), then=Value(1)), default=Value(0))
        return {"own": Min(own), **super().placed(scope)}

    def reason(self, scope: Scope, members: list[Edition], facts: Facts) -> str | None:
        return first_or_none(cannot_approve(scope.user, edition, facts) for edition in members)

    def note(self, scope: Scope, lead: Edition, facts: Facts) -> str:
        """Where one approval is not enough: how many there are."""
        newest = facts.newest(lead)
        if newest is None or newest.needs == 1:
            return ""
        return f"{len(facts.approvers(lead))} of {newest.needs} approvals."


class ToPublish(EditionList):
    """Whole sets on one line: open to this person when every member can go out."""

    name, title = "to_publish", "Approved, to publish"
    about = "Approved and not out yet, the oldest on top. A set goes out as a whole."
    empty, act, screen, since = "to publish", "Publish", "review", "submitted"
    states, order, in_sets, role = (EditionState.APPROVED,), "submitted_at", True, RoleName.PUBLISHER

    def reason(self, scope: Scope, members: list[Edition], facts: Facts) -> str | None:
        return cannot_publish(scope.user, members, facts)


class Scheduled(EditionList):
    """Whole sets on one line, the next one first; who may, can still stop it."""

    name, title = "scheduled", "Scheduled"
    about = "These go out by themselves at their hour, the next one on top. Until then they can be stopped."
    empty, act, screen, since = "scheduled", "Look or stop", "review", "submitted"
    states, order, in_sets, role = (EditionState.SCHEDULED,), "scheduled_for", True, RoleName.PUBLISHER

    def reason(self, scope: Scope, members: list[Edition], facts: Facts) -> str | None:
        return rules.may_unschedule(scope.user, members[0])

    def note(self, scope: Scope, lead: Edition, facts: Facts) -> str:
        return f"Due {hours.words(lead.scheduled_for)}." if lead.scheduled_for else ""

    def item(self, scope: Scope, members: list[Edition], facts: Facts) -> WorkItem:
        """With the countdown."""
        item, hour = super().item(scope, members, facts), members[0].scheduled_for
        left = spans.relative(hour, scope.now) if hour and hour > scope.now else "with the next run"
        return item._replace(due=f"goes out {left}")


def by(scope: Scope) -> Exists:
    """Whether the person wrote in the edition."""
    return Exists(Revision.objects.filter(edition=OuterRef("pk"), author=scope.user))


def since(facts: Facts, lead: Edition) -> datetime.datetime:
    """When the edition came to where it is."""
    decisions, newest = facts.about(lead), facts.newest(lead)
    if lead.state in WRITING and newest:
        return decisions[-1].at if decisions else newest.created_at
    return lead.submitted_at or (newest.created_at if newest else lead.created_at)


def lead_first(edition: Edition) -> tuple[bool, int]:
    return edition.record.type not in TIMELINE_TYPES, edition.pk


EDITION_LISTS = (Returned(), MyDrafts(), Assigned(), Due(), ToReview(), ToPublish(), Scheduled())
