"""Who names whom among current published editions. Derived: `rebuild_public` makes it anew."""

from django.db import models

from relations.models.record import PublishedRecord


class PublishedLink(models.Model):
    """One mention of one record by another: `relation` says in which part, `role` in which function.

    `sort_key` repeats the timeline place of the naming record (0 for profiles), so that one range scan
    answers "all entries that name this person, in order".
    """

    source = models.ForeignKey(PublishedRecord, models.CASCADE, related_name="+")
    target = models.ForeignKey(PublishedRecord, models.CASCADE, related_name="+")
    relation = models.CharField(max_length=20)
    role = models.CharField(max_length=20, blank=True)
    anchor = models.CharField(max_length=60)
    sort_key = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "anchor"], name="one_link_per_anchor")]
        indexes = [models.Index(fields=["target", "relation", "sort_key"], name="links_to_target")]

    def __str__(self) -> str:
        return f"{self.source_id} -{self.relation}-> {self.target_id}"
