"""The query names as FilterSets: one for timeline entries, two for listings. What a name means stands here once.

Repeated values of one name mean OR, different names AND. Values come as tuples of normal forms that `fields` accepted;
no column, lookup or order is ever taken from a client.
"""

import datetime
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from relations import dates, timeline
from relations.documents.fields import ID
from relations.filters import fields
from relations.models import (
    Change,
    Listing,
    Path,
    PublishedLink,
    PublishedRecord,
    PublishedTopic,
    SearchRow,
    TimelineEntry,
)
from relations.search.folding import fold
from relations.vocabularies import Direction, Group, IncidentKind, SourceKind, Standing, Topic, VisitKind

PRECISIONS = [("day", "day"), ("month", "month"), ("coarser", "coarser")]
DATE_MATCHES = [("overlaps", "could lie in the range"), ("within", "surely lies in it"), ("starts", "starts in it")]
ENTRY_SORTS = [(name, name) for name in timeline.ORDERS]
LISTING_SORTS = [(name, name) for name in ("title", "published", "-published", "updated", "-updated")]


class Column(django_filters.Filter):
    """The value of one column."""

    many = True
    field_class = fields.ChoiceField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        if len(value) == 1:
            return qs.filter(**{self.field_name: value[0]})
        return qs.filter(**{f"{self.field_name}__in": value})


class Case(Column):
    """Stages of a legal case."""

    field_class = fields.CaseField


class Named(django_filters.Filter):
    """Records whose current edition names one of some records in the list or field `field_name`."""

    many = True
    field_class = fields.IdField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return self.narrow(qs, PublishedRecord.objects.filter(public_id__in=value).values("pk"))

    def narrow(self, qs: QuerySet, targets: QuerySet) -> QuerySet:
        links = PublishedLink.objects.filter(target__in=targets, relation=self.field_name)
        return qs.filter(record_id__in=links.values("source_id"))


class CitedKind(Named):
    """Records that cite a source of some kind, which stands in the source's ready item alone."""

    field_class = fields.ChoiceField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return self.narrow(qs, Listing.objects.filter(of_source_kind(value)).values("record_id"))


class OwnKind(Column):
    """Sources of some kind."""

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return qs.filter(of_source_kind(value))


class About(django_filters.Filter):
    """Records with a subject."""

    many = True
    field_class = fields.ChoiceField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return qs.filter(record_id__in=PublishedTopic.objects.filter(topic__in=value).values("record_id"))


class InDossier(django_filters.Filter):
    """Entries of one dossier or of any of several."""

    many = True
    field_class = fields.DossierField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return timeline.of_dossiers(qs, dossiers_called(value), single=len(value) == 1)


class MemberOf(Named):
    """Listings whose record says that it belongs to a dossier."""

    field_class = fields.DossierField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return self.narrow(qs, dossiers_called(value).values("pk"))


class Words(django_filters.Filter):
    """All words occur in the folded title or texts."""

    many = False
    field_class = fields.TextField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        rows = SearchRow.objects.all()
        for word in fold(value[0]).split():
            rows = rows.filter(Q(title__contains=word) | Q(text__contains=word))
        return qs.filter(record_id__in=rows.values("record_id"))


class Control(django_filters.Filter):
    """A name that chooses order, page or reading of the dates; by itself it leaves nothing out."""

    many = False

    def __init__(self, field_class: type, **kwargs: Any) -> None:
        self.field_class = field_class
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return qs


def of_source_kind(kinds: tuple[str, ...]) -> Q:
    """Listings of sources of these kinds: in the ready item a quote inside a text is escaped, so this cannot be text."""
    named = Q(*[Q(item__contains=f'"kind":"{kind}"') for kind in kinds], _connector=Q.OR)
    return Q(type="source", state="public") & named


def dossiers_called(names: tuple[str, ...]) -> QuerySet[PublishedRecord]:
    """Dossiers by id or by any slug that they ever had."""
    ids = [name for name in names if ID.match(name)]
    paths = Path.objects.filter(word__in=names).values("record_id")
    return PublishedRecord.objects.filter(Q(public_id__in=ids) | Q(pk__in=paths), type="dossier")


class EntryFilters(django_filters.FilterSet):
    """Names that the timeline and the lists of incidents and visits understand."""

    date_from = Control(fields.EdtfField, help_text="First day of the range, in EDTF: 2014, 2014-10 or 2014-10-16.")
    date_to = Control(fields.EdtfField, help_text="Last day of the range, in EDTF.")
    date_match = Control(fields.ChoiceField, choices=DATE_MATCHES, help_text="How an imprecise date meets the range.")
    group = Column(choices=Group.choices, help_text="Drawn class; on the timeline only.")
    kind = Column(choices=VisitKind.choices + IncidentKind.choices, help_text="Kind of visit or incident.")
    topic = About(choices=Topic.choices, help_text="Subject.")
    case = Case(help_text="Key of a legal case: all its stages.")
    who = Named("participations", help_text="Id of a person, organisation or state that takes part.")
    place = Named("place", help_text="Id of the place.")
    direction = Column(choices=Direction.choices, help_text="Who acts towards whom, seen from the dossier's sides.")
    standing = Column(choices=Standing.choices, help_text="How sure the record is.")
    precision = Column("known_to", choices=PRECISIONS, help_text="How precisely the date is known.")
    source = Named("citations", help_text="Id of a cited source.")
    source_kind = CitedKind("citations", choices=SourceKind.choices, help_text="Kind of a cited source.")
    dossier = InDossier(help_text="Id or address word of a dossier.")
    q = Words(help_text="Words that must all occur in title or texts; case and accents do not matter.")
    sort = Control(fields.ChoiceField, choices=ENTRY_SORTS, help_text="Order; date is the default.")
    asof = Control(fields.DayField, help_text="The list as it was public at the end of that UTC day.")
    cursor = Control(fields.CursorField, help_text="Where the list goes on; follow page.next.")
    limit = Control(fields.LimitField, help_text="Items per page, 1 to 200; 50 is the default.")

    class Meta:
        model = TimelineEntry
        fields: list[str] = []


class ListingFilters(django_filters.FilterSet):
    """Names that the lists of profiles understand: people, countries, organisations, places, dossiers."""

    dossier = MemberOf("dossiers", help_text="Id or address word of a dossier.")
    q = Words(help_text="Words that must all occur in title or texts; case and accents do not matter.")
    sort = Control(fields.ChoiceField, choices=LISTING_SORTS, help_text="Order; title is the default.")
    cursor = Control(fields.CursorField, help_text="Where the list goes on; follow page.next.")
    limit = Control(fields.LimitField, help_text="Items per page, 1 to 200; 50 is the default.")

    class Meta:
        model = Listing
        fields: list[str] = []


class SourceFilters(ListingFilters):
    """Names that the list of sources understands."""

    topic = About(choices=Topic.choices, help_text="Subject.")
    source_kind = OwnKind(choices=SourceKind.choices, help_text="Kind of source.")

    class Meta(ListingFilters.Meta):
        pass


class ChangeFilters(django_filters.FilterSet):
    """Names that the change log understands; its order is always that of the acts."""

    after = Control(fields.SeqField, help_text="The last sequence number that is already known; 0 for all.")
    limit = Control(fields.LimitField, help_text="Items per page, 1 to 200; 50 is the default.")

    class Meta:
        model = Change
        fields: list[str] = []


class NoFilters(django_filters.FilterSet):
    """What understands no name at all: items, the root, the description."""

    class Meta:
        model = Listing
        fields: list[str] = []


def narrowed(entries: QuerySet[TimelineEntry], values: dict[str, tuple[str, ...]]) -> QuerySet[TimelineEntry]:
    """Entries that pass every named value of `EntryFilters`; the three date names are read together."""
    if "date_from" in values or "date_to" in values:
        first, last, match = (values.get(name, ("",))[0] for name in ("date_from", "date_to", "date_match"))
        entries = in_range(entries, first, last, match)
    return passed(EntryFilters, entries, values)


def passed(names: type[django_filters.FilterSet], rows: QuerySet, values: dict[str, tuple[str, ...]]) -> QuerySet:
    """Rows that pass the filter of every name."""
    for name, value in values.items():
        rows = names.base_filters[name].filter(rows, value)
    return rows


def in_range(entries: QuerySet, date_from: str, date_to: str, match: str) -> QuerySet:
    """Entries whose date could lie in the range, surely lies in it, or starts in it (both ends EDTF)."""
    first, last, _ = dates.query_bounds(date_from, date_to)
    if match == "within":
        return entries.filter(certain=True, earliest__gte=first, latest__lte=last)
    if match == "starts":
        return entries.filter(earliest__gt=datetime.date.min, earliest__gte=first, earliest__lte=last)
    return entries.filter(earliest__lte=last, latest__gte=first)
