"""The current face of each public identity, and its search row. Derived: `rebuild_public` makes them anew."""

from django.db import models

from relations import languages
from relations.models.record import PublishedEdition, PublishedRecord
from relations.vocabularies import RecordType, State, WithdrawalReason


class Listing(models.Model):
    """Name, address and state of one public identity: what every link to it shows. Exists for every identity.

    `item` is the ready JSON object of the list API (title, date, sources, hash ...); `detail` is left to the document.
    """

    record = models.OneToOneField(PublishedRecord, models.CASCADE, primary_key=True, related_name="listing")
    public_id = models.CharField(max_length=6, unique=True)
    type = models.CharField(max_length=20, choices=RecordType.choices)
    state = models.CharField(max_length=12, choices=State.choices)
    edition = models.ForeignKey(PublishedEdition, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)  # English; its translation, where it is not older, in its own column
    title_cs = models.TextField(default="", blank=True)
    slug = models.CharField(max_length=80)
    path = models.CharField(max_length=140)
    summary = models.TextField(blank=True)
    sort_title = models.CharField(max_length=300)
    item = models.TextField()
    renderer = models.CharField(max_length=16, default="")  # what made `item`, as with the cards of entries
    first_seq = models.BigIntegerField()
    seq = models.BigIntegerField()
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=WithdrawalReason.choices, blank=True)
    notice = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    replacement = models.ForeignKey(PublishedRecord, models.CASCADE, null=True, related_name="+")
    withdrawn_through = models.PositiveIntegerField(default=0)  # editions up to this number stay 410

    class Meta:
        indexes = [models.Index(fields=["type", "state", "sort_title", "record"], name="listing_by_title")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"

    @property
    def called(self) -> str:
        """Its title in the language of the answer; where it has none there, its own, marked as such."""
        return languages.called(self.title, self.title_cs)


class SearchRow(models.Model):
    """The words of one current record, folded, for the search index of either database (`relations.search`)."""

    record = models.OneToOneField(PublishedRecord, models.CASCADE, primary_key=True, related_name="+")
    sort_key = models.BigIntegerField(unique=True)
    type = models.CharField(max_length=20, choices=RecordType.choices)
    title = models.TextField()
    text = models.TextField()
    renderer = models.CharField(max_length=16, default="")  # what folded them, as with the cards of entries

    def __str__(self) -> str:
        return f"{self.record_id}: {self.title[:40]}"
