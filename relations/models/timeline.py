"""Index rows of the timeline and their kept counts. Derived: `rebuild_public` makes them anew."""

from django.db import models

from relations.models.record import PublishedEdition, PublishedRecord
from relations.vocabularies import Direction, Group, Standing

CURRENT = models.Q(seq_to__isnull=True)
VISITS = models.Q(group=Group.VISIT)  # all visits and nothing else are drawn as visits


class TimelineEntry(models.Model):
    """One published edition in one dossier. `seq_to` NULL = current; `sort_key` is order, cursor and search row id.

    `earliest` / `latest` are the days for filtering: 0001-01-01 and 9999-12-31 where the value is open.
    `certain` is false for approximate, uncertain and open values, which never lie surely *within* a range.
    """

    record = models.ForeignKey(PublishedRecord, models.CASCADE, related_name="+")
    edition = models.ForeignKey(PublishedEdition, models.CASCADE, related_name="+")
    dossier = models.ForeignKey(PublishedRecord, models.CASCADE, null=True, related_name="+")
    main = models.BooleanField()  # the record's first dossier: lists over all dossiers show it once
    sort_key = models.BigIntegerField()
    earliest = models.DateField()
    latest = models.DateField()
    precision = models.CharField(max_length=20)
    known_to = models.CharField(max_length=8)  # day, month or coarser: the filter that readers use
    certain = models.BooleanField()
    group = models.CharField(max_length=12, choices=Group.choices)
    kind = models.CharField(max_length=30)
    direction = models.CharField(max_length=16, choices=Direction.choices)
    standing = models.CharField(max_length=12, choices=Standing.choices)
    case = models.CharField(max_length=80, blank=True)  # key of the legal matter that the entry is a stage of
    seq_first = models.BigIntegerField()
    seq_from = models.BigIntegerField()
    seq_to = models.BigIntegerField(null=True)
    card = models.TextField()  # English; the same in each further language of `languages.LANGUAGES` has its own column
    card_cs = models.TextField(default="")
    card_json = models.TextField()
    renderer = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "dossier"], condition=CURRENT, name="one_current_entry"),
            models.UniqueConstraint(fields=["dossier", "sort_key"], condition=CURRENT, name="one_entry_per_place"),
        ]
        indexes = [
            models.Index(fields=["dossier", "sort_key"], condition=CURRENT, name="entry_hot"),
            models.Index(fields=["sort_key"], condition=CURRENT & models.Q(main=True), name="entry_hot_main"),
            models.Index(fields=["dossier", "kind", "sort_key"], condition=CURRENT, name="entry_hot_kind"),
            models.Index(fields=["dossier", "group", "sort_key"], condition=CURRENT, name="entry_hot_group"),
            # Lists of one type: the conditions are word for word those of `filters.lookups.of_type`.
            models.Index(
                fields=["sort_key"], condition=CURRENT & models.Q(main=True) & VISITS, name="entry_hot_visits"
            ),
            models.Index(
                fields=["sort_key"], condition=CURRENT & models.Q(main=True) & ~VISITS, name="entry_hot_incidents"
            ),
            models.Index(
                fields=["dossier", "sort_key"], condition=CURRENT & ~VISITS, name="entry_hot_dossier_incidents"
            ),
            models.Index(fields=["dossier", "seq_from"], condition=CURRENT, name="entry_hot_updated"),
            models.Index(fields=["dossier", "sort_key", "seq_from", "seq_to"], name="entry_cold"),
            models.Index(fields=["case", "sort_key"], condition=CURRENT & ~models.Q(case=""), name="entry_hot_case"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} in {self.dossier_id} at {self.sort_key}"


class EntryCount(models.Model):
    """How many current entries of one dossier share one value of one facet (`group`, `kind`, `year`, ...)."""

    dossier = models.ForeignKey(PublishedRecord, models.CASCADE, related_name="+")
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=30)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "facet", "value"], name="one_count_per_value")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.facet}={self.value}: {self.count}"
