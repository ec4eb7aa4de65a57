"""The query names as FilterSets: some for timeline entries, some for listings. What a name means stands here once.

Repeated values of one name mean OR, different names AND. A list of one type knows only what its records can have.
"""

import datetime

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from relations import dates, timeline
from relations.filters import fields
from relations.filters.lookups import (
    About,
    CitedKind,
    Column,
    Control,
    InDossier,
    LegalCase,
    MemberOf,
    Named,
    OwnKind,
    Words,
)
from relations.models import Change, Listing, TimelineEntry
from relations.vocabularies import (
    Direction,
    Group,
    IncidentKind,
    OrganisationKind,
    SourceKind,
    Standing,
    Topic,
    VisitKind,
)

PRECISIONS = [("day", "day"), ("month", "month"), ("coarser", "coarser")]
DATE_MATCHES = [("overlaps", "could lie in the range"), ("within", "surely lies in it"), ("starts", "starts in it")]
VIEWS = [("list", "list"), ("table", "table"), ("map", "map")]
ENTRY_SORTS = [(name, name) for name in timeline.ORDERS]
INCIDENT_GROUPS = [(value, label) for value, label in Group.choices if value != Group.VISIT]
LISTING_SORTS = [(name, name) for name in ("title", "published", "-published", "updated", "-updated")]


class EntryFilters(django_filters.FilterSet):
    """Names that the timeline and the lists of incidents and visits understand."""

    date_from = Control(fields.EdtfField, help_text="First day of the range, in EDTF: 2014, 2014-10 or 2014-10-16.")
    date_to = Control(fields.EdtfField, help_text="Last day of the range, in EDTF.")
    date_match = Control(fields.ChoiceField, choices=DATE_MATCHES, help_text="How an imprecise date meets the range.")
    group = Column(choices=Group.choices, help_text="Drawn class.")
    kind = Column(choices=VisitKind.choices + IncidentKind.choices, help_text="Kind of visit or incident.")
    topic = About(choices=Topic.choices, help_text="Subject.")
    case = LegalCase(help_text="Key of a legal case: all its stages.")
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


class PageFilters(EntryFilters):
    """Names that the page of a timeline understands. It is for reading, so it is shorter than a list of the API."""

    page_size = 25
    view = Control(fields.ChoiceField, choices=VIEWS, help_text="How the page shows its entries.")

    class Meta(EntryFilters.Meta):
        pass


class IncidentFilters(EntryFilters):
    """Names that the list of incidents understands."""

    group = Column(choices=INCIDENT_GROUPS, help_text="Drawn class.")
    kind = Column(
        choices=IncidentKind.choices,
        elsewhere=dict.fromkeys(VisitKind.values, gettext_lazy("a kind of visit")),
        help_text="Kind of incident.",
    )

    class Meta(EntryFilters.Meta):
        pass


class VisitFilters(EntryFilters):
    """Names that the list of visits understands: a visit has one drawn class, no subject and no case."""

    kind = Column(
        choices=VisitKind.choices,
        elsewhere=dict.fromkeys(IncidentKind.values, gettext_lazy("a kind of incident")),
        help_text="Kind of visit.",
    )
    group = topic = case = None

    class Meta(EntryFilters.Meta):
        pass


class ListingFilters(django_filters.FilterSet):
    """Names that the lists of profiles understand: people, countries, places, dossiers."""

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
    source_kind = OwnKind("source", choices=SourceKind.choices, help_text="Kind of source.")

    class Meta(ListingFilters.Meta):
        pass


class SeriesFilters(ListingFilters):
    """Names that the list of series understands."""

    topic = About(choices=Topic.choices, help_text="Subject.")

    class Meta(ListingFilters.Meta):
        pass


class OrganisationFilters(ListingFilters):
    """Names that the list of organisations understands."""

    kind = OwnKind(
        "organisation",
        choices=OrganisationKind.choices,
        help_text="Kind of organisation; missions are embassy, consulate and permanent_mission.",
    )

    class Meta(ListingFilters.Meta):
        pass


class ChangeFilters(django_filters.FilterSet):
    """Names that the change log understands; its order is always that of the acts."""

    after = Control(fields.SeqField, help_text="The last sequence number that is already known; 0 for all.")
    limit = Control(fields.LimitField, help_text="Items per page, 1 to 200; 50 is the default.")

    class Meta:
        model = Change
        fields: list[str] = []


class ItemFilters(django_filters.FilterSet):
    """Names that one record understands."""

    asof = Control(fields.DayField, help_text="The record as it was public at the end of that UTC day.")

    class Meta:
        model = Listing
        fields: list[str] = []


class ProfileFilters(django_filters.FilterSet):
    """Names that the page of a person, organisation or country understands beside those of every record."""

    on = Control(fields.DayField, help_text="What was true on that day, as it is known now.")

    class Meta:
        model = Listing
        fields: list[str] = []


class NoFilters(django_filters.FilterSet):
    """What understands no name at all: the root, the description."""

    class Meta:
        model = Listing
        fields: list[str] = []


def narrowed(entries: QuerySet[TimelineEntry], values: dict[str, tuple[str, ...]]) -> QuerySet[TimelineEntry]:
    """Entries that pass every named value of a vocabulary of entries; the three date names are read together."""
    if "date_from" in values or "date_to" in values:
        first, last, match = (values.get(name, ("",))[0] for name in ("date_from", "date_to", "date_match"))
        entries = in_range(entries, first, last, match)
    return passed(
        EntryFilters, entries, {name: value for name, value in values.items() if name in EntryFilters.base_filters}
    )


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
