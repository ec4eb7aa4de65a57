"""How the values of one query name narrow a queryset: by a column, by who is named, by subject, by words.

Values come as tuples of normal forms that `fields` accepted; no column, lookup or order is ever taken from a client.
"""

from typing import Any

import django_filters
from django.db.models import Case, F, Q, QuerySet, When

from relations import timeline
from relations.documents.fields import ID
from relations.filters import fields
from relations.models import Listing, Path, PublishedLink, PublishedRecord, PublishedTopic, TimelineEntry
from relations.models.timeline import VISITS
from relations.search import matching
from relations.vocabularies import RecordType, State


class Column(django_filters.Filter):
    """The value of one column."""

    many = True
    field_class = fields.ChoiceField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        if len(value) == 1:
            return qs.filter(**{self.field_name: value[0]})
        return qs.filter(**{f"{self.field_name}__in": value})


class LegalCase(Column):
    """Stages of a legal case."""

    field_class = fields.CaseField


class Named(django_filters.Filter):
    """Records whose current edition names one of some records in the list or field `field_name`."""

    many = True
    field_class = fields.IdField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return self.narrow(qs, answering_for(value))

    def narrow(self, qs: QuerySet, targets: QuerySet) -> QuerySet:
        links = PublishedLink.objects.filter(target__in=targets, relation=self.field_name)
        return qs.filter(record_id__in=links.values("source_id"))


class CitedKind(Named):
    """Records that cite a source of some kind, which stands in the source's ready item alone."""

    field_class = fields.ChoiceField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return self.narrow(qs, Listing.objects.filter(of_kind("source", value)).values("record_id"))


class OwnKind(django_filters.Filter):
    """Profiles of one type, `field_name`, and of some kind."""

    many = True
    field_class = fields.ChoiceField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return qs.filter(of_kind(self.field_name, value))


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
    """All words occur in the title or the texts, as the search page finds them."""

    many = False
    field_class = fields.TextField

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return qs.filter(record_id__in=matching.records(value[0]))


class Control(django_filters.Filter):
    """A name that chooses order, page or reading of the dates; by itself it leaves nothing out."""

    many = False

    def __init__(self, field_class: type, **kwargs: Any) -> None:
        self.field_class = field_class
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value: tuple[str, ...]) -> QuerySet:
        return qs


def of_type(rows: QuerySet[TimelineEntry], record_type: str) -> QuerySet[TimelineEntry]:
    """Visits, or incidents: all visits and nothing else are drawn as visits, so the row itself says which it is."""
    return rows.filter(VISITS if record_type == RecordType.VISIT else ~VISITS)


def answering_for(ids: tuple[str, ...]) -> QuerySet:
    """Keys of the identities that answer for some ids now: of a merged one, its survivor, as links name it too."""
    survivor = Case(When(state=State.MERGED, then=F("replacement_id")), default=F("record_id"))
    return Listing.objects.filter(public_id__in=ids).values(answering=survivor)


def of_kind(record_type: str, kinds: tuple[str, ...]) -> Q:
    """Public listings of these kinds: in the ready item a quote inside a text is escaped, so this cannot be text."""
    named = Q(*[Q(item__contains=f'"kind":"{kind}"') for kind in kinds], _connector=Q.OR)
    return Q(type=record_type, state=State.PUBLIC) & named


def dossiers_called(names: tuple[str, ...]) -> QuerySet[PublishedRecord]:
    """Dossiers by id or by any slug that they ever had."""
    ids = [name for name in names if ID.match(name)]
    paths = Path.objects.filter(word__in=names).values("record_id")
    return PublishedRecord.objects.filter(Q(public_id__in=ids) | Q(pk__in=paths), type="dossier")
