"""What people of the desk say to each other about a record, and what the desk tells each of them. Never part of a document."""

from django.db import models
from django.db.models import Q

from editorial.models.records import Record
from editorial.models.revisions import Edition, Revision
from editorial.models.users import User


class Comment(models.Model):
    """A remark pinned to one field by its anchor ("" for the whole record). Its text never changes; it is resolved."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="comments")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="comments")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")  # the one that was read
    answers = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    anchor = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="resolved_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.anchor} by {self.author_id}"


class Notice(models.Model):
    """Something that one person should know, written in the transaction of the act. The mail goes out afterwards."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notices")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    record = models.ForeignKey(Record, models.CASCADE, null=True, related_name="+")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="+")
    verb = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mail_due = models.BooleanField(default=False)  # still to be sent
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notices_unread"),
            models.Index(fields=["id"], condition=Q(mail_due=True), name="notices_to_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} for {self.recipient_id}"
