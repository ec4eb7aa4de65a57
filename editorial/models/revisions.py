"""Attempts to publish, frozen contents and sets. Revisions are immutable; states move through services alone."""

from django.db import models
from django.db.models import Q

from editorial.models.records import Record
from editorial.models.users import User
from editorial.workflow import CURRENT_STATES, OPEN_STATES, EditionState
from relations.vocabularies import ChangeKind


class Edition(models.Model):
    """One attempt to publish a record. State changes go through `editorial.services`."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=EditionState.choices, default=EditionState.DRAFT)
    change_kind = models.CharField(max_length=16, choices=ChangeKind.choices, blank=True)
    change_note = models.TextField(blank=True)
    change_note_cs = models.TextField(blank=True)
    published_number = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    scheduled_for = models.DateTimeField(null=True)
    scheduled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(User, models.PROTECT, null=True, related_name="assigned")  # who is to write it
    due_on = models.DateField(null=True)
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, related_name="claimed")  # who reads it now
    claimed_at = models.DateTimeField(null=True)
    schedule_refusal = models.TextField(blank=True)  # why a due publication did not happen; until the next act

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="desk_edition_number"),
            models.UniqueConstraint(fields=["record"], condition=Q(state__in=OPEN_STATES), name="one_open_edition"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(state__in=CURRENT_STATES), name="one_current_edition"
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.SCHEDULED, scheduled_for__isnull=False, scheduled_by__isnull=False)
                | (~Q(state=EditionState.SCHEDULED) & Q(scheduled_for__isnull=True, scheduled_by__isnull=True)),
                name="scheduled_has_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True, claimed_at__isnull=True)
                | Q(reviewer__isnull=False, claimed_at__isnull=False),
                name="claimed_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="editions_by_state"),
            models.Index(fields=["due_on"], condition=Q(state__in=OPEN_STATES), name="editions_due"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} edition {self.number} ({self.state})"


class Revision(models.Model):
    """A frozen document with its author. Append-only by law L4; `needs` approvals are fixed at submit."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisions")
    record = models.ForeignKey(Record, models.PROTECT, related_name="revisions")
    seq = models.PositiveIntegerField()
    document = models.TextField()
    sha256 = models.CharField(max_length=71)
    author = models.ForeignKey(User, models.PROTECT, related_name="revisions")
    needs = models.PositiveSmallIntegerField(default=1)
    submitted = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["record", "seq"], name="revision_number"),
            models.CheckConstraint(condition=Q(needs__gte=1), name="revision_needs_at_least_one_approval"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} r{self.seq}"


class Release(models.Model):
    """A set of revisions submitted together; it is published as a whole or not at all."""

    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"set {self.pk}"


class ReleaseItem(models.Model):
    """One member: its edition, and the revision that was submitted (renewed when the member is submitted again)."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="items")
    edition = models.OneToOneField(Edition, models.CASCADE, related_name="release_item")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.release_id}: {self.edition_id}"
