"""What the desk did with a reader's report. A report without a row here is new; the report itself is never edited."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models.users import User
from relations.models import Report


class TriageState(models.TextChoices):
    TAKEN = "taken", _("taken")
    CLOSED = "closed", _("closed")


class Outcome(models.TextChoices):
    """What became of a report."""

    CORRECTED = "corrected", _("we were wrong: corrected")
    CLARIFIED = "clarified", _("could be misread: clarified")
    UPDATED = "updated", _("something new: updated")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RIGHT = "right", _("checked: the record is right")
    OPEN = "open", _("cannot be settled from the sources")
    DUPLICATE = "duplicate", _("reported before")
    ELSEWHERE = "elsewhere", _("not about the record")
    ABUSE = "abuse", _("advertising or abuse")


class Triage(models.Model):
    """Who took one report, who closed it and how. Each act stands in the log too."""

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="triage")
    state = models.CharField(max_length=10, choices=TriageState.choices)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    note = models.TextField(blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_by__isnull=False, closed_at__isnull=False) & ~Q(outcome="")
                | Q(state="taken", closed_by__isnull=True, closed_at__isnull=True, outcome=""),
                name="closed_says_who_when_and_how",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.state}"
