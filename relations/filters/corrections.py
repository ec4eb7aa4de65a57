"""The query names of the list of corrections, as a FilterSet: kinds of act on the record, and when they were made."""

import datetime

import django_filters
from django.db.models import QuerySet

from relations import dates
from relations.corrections import Kind, narrowed_to
from relations.filters import fields
from relations.filters.lookups import Column, Control
from relations.filters.reading import Query
from relations.models import Change


class CorrectionFilters(django_filters.FilterSet):
    """Names that the page of corrections, its feeds and its file understand."""

    kind = Column(
        "act", choices=Kind.choices, help_text="Kind of act. Updates and revisions (minor) are listed only if named."
    )
    date_from = Control(fields.EdtfField, help_text="First day of the range, in EDTF: 2026, 2026-11 or 2026-11-22.")
    date_to = Control(fields.EdtfField, help_text="Last day of the range, in EDTF.")
    cursor = Control(fields.CursorField, help_text="Where the list goes on; follow the link to older ones.")
    limit = Control(fields.LimitField, help_text="Acts per page, 1 to 200; 50 is the default.")

    class Meta:
        model = Change
        fields: list[str] = []


class CorrectionListFilters(CorrectionFilters):
    """Names that the list of the API understands."""

    dossier = Control(fields.DossierField, help_text="Id or address word of a dossier; without it, all of them.")
    cursor = Control(fields.CursorField, help_text="Where the list goes on; follow page.next.")

    class Meta(CorrectionFilters.Meta):
        pass


def narrowed(acts: QuerySet[Change], query: Query) -> QuerySet[Change]:
    """The acts of the chosen kinds in the chosen days, which are those of UTC."""
    acts = narrowed_to(acts, query.values.get("kind", ()))
    first, last, _ = dates.query_bounds(query.one("date_from"), query.one("date_to"))
    if first > datetime.date.min:
        acts = acts.filter(at__gte=midnight(first))
    if last < datetime.date.max:
        acts = acts.filter(at__lt=midnight(last + datetime.timedelta(days=1)))
    return acts


def midnight(day: datetime.date) -> datetime.datetime:
    """The first moment of a day."""
    return datetime.datetime.combine(day, datetime.time.min, datetime.UTC)
