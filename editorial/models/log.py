"""The desk's log: one line per act, written by services in the same transaction. Append-only by law L4."""

from django.db import models

from editorial.models.records import Record
from editorial.models.revisions import Edition
from editorial.models.users import User


class LogLine(models.Model):
    """Who did what to which record. `verb` is the service's name."""

    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="log")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=30)
    detail = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verb} by {self.actor_id}"
