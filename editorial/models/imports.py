"""What `load_dossier` made: which data file key became which record, and which revision it left there."""

from django.db import models

from editorial.models.records import Record
from editorial.models.revisions import Revision


class ImportedRecord(models.Model):
    """A key of a dossier's data files. A record whose newest revision differs was touched by an editor."""

    dossier = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    record = models.OneToOneField(Record, models.CASCADE, related_name="imported")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    file_hash = models.CharField(max_length=71)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="one_record_per_key")]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.key}"
