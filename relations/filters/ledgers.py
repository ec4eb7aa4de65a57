"""The query names of ledgers, as FilterSets: they choose among steps, which are no rows of a table of their own."""

import datetime

import django_filters
from django.utils.translation import gettext_lazy

from relations import dates
from relations.filters import fields
from relations.filters.lookups import Control
from relations.filters.reading import Query
from relations.ledger import Step
from relations.models import TimelineEntry
from relations.vocabularies import IncidentKind, MeasureKind

ELSEWHERE = dict.fromkeys(set(IncidentKind.values) - set(MeasureKind.values), gettext_lazy("a kind of incident"))


class Chosen(Control):
    """Values of which any may hold; the ledger itself asks for them."""

    many = True


class LedgerFilters(django_filters.FilterSet):
    """Names that the page of a ledger understands."""

    date_from = Control(fields.EdtfField, help_text="First day of the range, in EDTF: 2014, 2014-10 or 2014-10-16.")
    date_to = Control(fields.EdtfField, help_text="Last day of the range, in EDTF.")
    kind = Chosen(fields.ChoiceField, choices=MeasureKind.choices, elsewhere=ELSEWHERE, help_text="Kind of measure.")

    class Meta:
        model = TimelineEntry
        fields: list[str] = []


class LedgersFilters(LedgerFilters):
    """Names that the list of ledgers understands."""

    dossier = Control(fields.DossierField, help_text="Id or address word of a dossier.")
    cursor = Control(fields.CursorField, help_text="Where the list goes on; follow page.next.")
    limit = Control(fields.LimitField, help_text="Ledgers per page, 1 to 200; 50 is the default.")

    class Meta(LedgerFilters.Meta):
        pass


def passes(step: Step, query: Query) -> bool:
    """Whether a step is of a chosen kind and could lie in the chosen range."""
    if query.values.get("kind") and not query.has("kind", step.part["kind"]):
        return False
    first, last = range_of(query)
    earliest, latest = step.span
    return earliest <= last and latest >= first


def range_of(query: Query) -> tuple[datetime.date, datetime.date]:
    """First and last day of the chosen range."""
    first, last, _ = dates.query_bounds(query.one("date_from"), query.one("date_to"))
    return first, last
