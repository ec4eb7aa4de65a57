"""How the record is kept up: who looked at it again, which links answer, which records are not the same thing."""

from django.db import models
from django.db.models import F, Q

from editorial.models.records import Record
from editorial.models.users import User


class Checkup(models.Model):
    """Somebody read a public record against its sources again and found it right."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="checkups")
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.record_id} checked by {self.actor_id}"


class KeptApart(models.Model):
    """Two records that look alike and are not the same thing, with the reason; the smaller key stands first."""

    first = models.ForeignKey(Record, models.CASCADE, related_name="+")
    second = models.ForeignKey(Record, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="kept_apart_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="kept_apart_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"


class LinkCheck(models.Model):
    """What an address of a source last answered. One row per address, renewed at each check."""

    url = models.CharField(max_length=2000, unique=True)
    checked_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)  # HTTP status; None when nothing answered
    fault = models.CharField(max_length=200, blank=True)  # one sentence; "" when the address works
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fault="", failing_since__isnull=True, failures=0)
                | (~Q(fault="") & Q(failing_since__isnull=False, failures__gte=1)),
                name="failing_says_since_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.url}: {self.fault or 'works'}"
