"""Who links here on the desk, drafts included: rewritten from the record's own rows at each save."""

from django.db import models

from editorial.models.records import Record


class Reference(models.Model):
    """One mention of `target` by `source`. Held ones are not part of the document."""

    source = models.ForeignKey(Record, models.CASCADE, related_name="references")
    target = models.ForeignKey(Record, models.PROTECT, related_name="referenced_by")
    relation = models.CharField(max_length=20)
    anchor = models.CharField(max_length=60)
    held = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "anchor"], name="one_reference_per_anchor")]
        indexes = [models.Index(fields=["source"], condition=models.Q(held=True), name="references_held")]

    def __str__(self) -> str:
        return f"{self.source_id} -{self.relation}-> {self.target_id}"
