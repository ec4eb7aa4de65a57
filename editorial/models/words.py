"""The desk's own index: every text of a working record as folded words, drafts included. Derived; never shown."""

from django.db import models

from editorial.models.records import Record


class Words(models.Model):
    """What is searched of one record. `version` is the `lock_version` whose texts these are, `folding` the code's own."""

    record = models.OneToOneField(Record, models.CASCADE, primary_key=True, related_name="words")
    version = models.PositiveIntegerField()
    folding = models.CharField(max_length=16)
    title = models.TextField()  # titles, names, translated and original titles
    text = models.TextField()  # everything else that somebody typed

    def __str__(self) -> str:
        return f"{self.record_id} at {self.version}"
