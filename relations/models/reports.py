"""Reports of readers: the one table that a public process may insert into. Never shown in public, never read there."""

from django.db import models


class Report(models.Model):
    """What one reader sent. The key is made before the insert, so that the process needs no right to read the table."""

    reference = models.CharField(max_length=9, primary_key=True)
    about = models.CharField(max_length=6, blank=True)  # id of a public record, or "" for the site as a whole
    place = models.CharField(max_length=60, blank=True)  # anchor on its page
    text = models.TextField()
    source = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    seq = models.BigIntegerField()  # the sequence number that the reader's page was made at, or a later one
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at", "reference"]
        indexes = [models.Index(fields=["received_at"], name="report_by_time")]

    def __str__(self) -> str:
        return f"Report {self.reference}"
