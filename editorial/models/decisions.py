"""Acts of review, by named people. Append-only by law L4."""

from django.db import models
from django.db.models import Q

from editorial.models.records import Record
from editorial.models.revisions import Revision
from editorial.models.users import User
from editorial.workflow import DecisionKind

ON_A_MERGE = [DecisionKind.PROPOSE_MERGE, DecisionKind.MERGE]
ON_A_REVISION = [DecisionKind.APPROVE, DecisionKind.REQUEST_CHANGES]


class Decision(models.Model):
    """One decision: on a revision (approve, request_changes) or on the public record (withdraw, ...)."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="decisions")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="decisions")
    kind = models.CharField(max_length=20, choices=DecisionKind.choices)
    actor = models.ForeignKey(User, models.PROTECT, related_name="decisions")
    comment = models.TextField(blank=True)
    survivor = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")  # of a merge
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ON_A_REVISION, revision__isnull=False) | ~Q(kind__in=ON_A_REVISION),
                name="review_names_a_revision",
            ),
            models.CheckConstraint(
                condition=~Q(kind=DecisionKind.REQUEST_CHANGES) | ~Q(comment=""), name="return_has_a_comment"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ON_A_MERGE, survivor__isnull=False)
                | (~Q(kind__in=ON_A_MERGE) & Q(survivor__isnull=True)),
                name="merge_names_its_survivor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.actor_id}"
