"""Who names whom among current published editions. Derived: `rebuild_public` makes it anew."""

from django.db import models

from relations.models.record import PublishedRecord
from relations.vocabularies import Topic


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


class PublishedTopic(models.Model):
    """One subject of one current record; `sort_key` as in `PublishedLink`."""

    record = models.ForeignKey(PublishedRecord, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=16, choices=Topic.choices)
    sort_key = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "topic"], name="one_row_per_topic")]
        indexes = [models.Index(fields=["topic", "sort_key"], name="topic_in_order")]

    def __str__(self) -> str:
        return f"{self.record_id} about {self.topic}"


class PublishedFile(models.Model):
    """A file that a current document names by its hash: the only files that readers are given."""

    record = models.ForeignKey(PublishedRecord, models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "record"], name="one_row_per_file")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} of {self.record_id}"
