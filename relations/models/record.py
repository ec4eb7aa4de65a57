"""The four stored tables: identity, approved bytes, log of acts, head. Written by `relations.publication` alone.

Append-only by database triggers (`editorial.laws`); everything else in this app can be rebuilt from them.
"""

from django.db import models

from relations.vocabularies import Op, RecordType, WithdrawalReason


class PublishedRecord(models.Model):
    """A public identity: exists from the first publication on, is never changed and never deleted."""

    public_id = models.CharField(max_length=6, unique=True)
    type = models.CharField(max_length=20, choices=RecordType.choices)

    def __str__(self) -> str:
        return f"{self.type} {self.public_id}"


class PublishedEdition(models.Model):
    """One approved document, byte for byte as the reviewer saw it. `number` has no gaps."""

    record = models.ForeignKey(PublishedRecord, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    document = models.TextField()
    content_hash = models.CharField(max_length=71)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="one_edition_per_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="edition_number_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} v{self.number}"


class Change(models.Model):
    """One act on the public record. `seq` is given under the lock of `Head`: no gap, in commit order."""

    seq = models.BigIntegerField(primary_key=True)
    op = models.CharField(max_length=20, choices=Op.choices)
    record = models.ForeignKey(PublishedRecord, models.PROTECT, related_name="changes")
    edition = models.ForeignKey(PublishedEdition, models.PROTECT, null=True, related_name="changes")
    at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=WithdrawalReason.choices, blank=True)
    replacement = models.ForeignKey(PublishedRecord, models.PROTECT, null=True, related_name="+")
    notice = models.TextField(blank=True)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["record", "seq"], name="change_of_record")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(op="publish", edition__isnull=False)
                | (~models.Q(op="publish") & models.Q(edition__isnull=True)),
                name="only_publish_names_an_edition",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.op} {self.record_id}"


class Head(models.Model):
    """One row: the last sequence number, and a random epoch that a restore renews. Locked last by every act."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    epoch = models.CharField(max_length=16)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_head")]

    def __str__(self) -> str:
        return f"{self.epoch}:{self.seq}"
