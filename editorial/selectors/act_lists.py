"""Lists of acts on the public record that wait for a second publisher: withdrawals and merges."""

from collections.abc import Sequence
from typing import ClassVar

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from editorial import rules
from editorial.models import Decision, Edition
from editorial.selectors.edition_lists import EditionList
from editorial.selectors.facts import WITHDRAWALS, Facts
from editorial.selectors.worklist import Scope, WorkItem, Worklist
from editorial.workflow import CURRENT_STATES, DecisionKind, EditionState, RoleName

MERGES = [DecisionKind.PROPOSE_MERGE, DecisionKind.MERGE, DecisionKind.DROP_MERGE, DecisionKind.VANISH]


class ToConfirm(EditionList):
    name, title = "to_confirm", "Withdrawals to confirm"
    about = "Readers see date and reason class already; a second publisher confirms the notice, or reverses the act."
    empty, act, screen, since = "withdrawals to confirm", "Confirm or reverse", "confirm_withdrawal", "withdrawn"
    states, role = (EditionState.WITHDRAWN,), RoleName.PUBLISHER

    def rows(self, scope: Scope) -> QuerySet:
        acts = Decision.objects.filter(record=OuterRef("record"), kind__in=WITHDRAWALS).order_by("-pk")
        return super().rows(scope).annotate(last=Subquery(acts.values("kind")[:1])).filter(last=DecisionKind.WITHDRAW)

    def item(self, scope: Scope, members: list[Edition], facts: Facts) -> WorkItem:
        edition, act = members[0], facts.unconfirmed(members[0])
        reason = self.refusal(scope) or (rules.WITHDREW if act.actor == scope.user else None)
        return WorkItem(edition.record, str(edition.record), reason, act.at, [act.actor], edition, comment=act.comment)


class Merges(Worklist):
    """A key is the proposal's own."""

    name, title = "merges", "Merges to confirm"
    about = "Two records that are said to be one. A second publisher looks at both and confirms, or drops it."
    empty, act, screen, since = "merges to confirm", "Compare and decide", "merge", "proposed"
    role: ClassVar[RoleName] = RoleName.PUBLISHER

    def keys(self, scope: Scope) -> QuerySet:
        later = Decision.objects.filter(record=OuterRef("record"), kind__in=MERGES, pk__gt=OuterRef("pk"))
        standing = Edition.objects.filter(record=OuterRef("record"), state__in=CURRENT_STATES)
        rows = Decision.objects.filter(~Exists(later), Exists(standing), kind=DecisionKind.PROPOSE_MERGE)
        return scope.inside(rows).order_by("pk").values_list("pk", flat=True)

    def items(self, scope: Scope, keys: Sequence[int], facts: Facts) -> list[WorkItem]:
        rows = Decision.objects.filter(pk__in=list(keys)).select_related("actor", "survivor", "record")
        acts = list(rows.order_by("pk"))
        current = Edition.objects.filter(record__in=[act.record_id for act in acts], state__in=CURRENT_STATES)
        editions = {edition.record_id: edition for edition in current}
        return [merge_line(scope, act, editions[act.record_id]) for act in acts if act.record_id in editions]


def merge_line(scope: Scope, act: Decision, edition: Edition) -> WorkItem:
    user, edition.record = scope.user, act.record
    reason = rules.may("merge", user, edition) or (rules.PROPOSED if act.actor_id == user.pk else None)
    record, note = act.record, f"Into “{act.survivor}”."
    return WorkItem(record, str(record), reason, act.at, [act.actor], edition, comment=act.comment, note=note)


ACT_LISTS = (ToConfirm(), Merges())
