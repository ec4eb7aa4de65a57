"""The lists of records: columns and filters. A fixed number of queries, however many rows."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest

from editorial.models import Dossier
from editorial.selectors import finding
from editorial.workflow import OPEN_STATES, EditionState
from relations.vocabularies import IncidentKind, State, Topic

NOT_OFFERED = "-"
LONGEST_SEARCH = 200


class RecordList(ChangeList):
    """A page of records with the state of the open edition and the public version beside each."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        return finding.with_states(super().get_queryset(request, exclude_parameters))


class OfferedFilter(admin.SimpleListFilter):
    """A filter of a list; a value that it does not offer finds nothing and never reaches the database."""

    def value(self) -> str | None:
        value = super().value()
        return value if not value or value in [str(offered) for offered, _ in self.lookup_choices] else NOT_OFFERED


class BoundedAsking:
    """Mixed into an admin: its list is narrowed by the names in `lookups` alone, and searched for a few words.

    Django would hand any lookup of any column to the database: regular expressions, years beyond the calendar.
    """

    lookups: tuple[str, ...] = ()

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return lookup in self.lookups

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, search_term.replace("\x00", " ")[:LONGEST_SEARCH])


class StateFilter(OfferedFilter):
    """By the state of the open edition, or of the public record where nothing is open."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        states = [(state, EditionState(state).label) for state in OPEN_STATES]
        return [*states, (finding.NOTHING_OPEN, "public, nothing open"), (finding.WITHDRAWN, State.WITHDRAWN.label)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return finding.in_state(queryset, self.value() or "")


class DossierFilter(OfferedFilter):
    """By dossier, drafts included."""

    title = "dossier"
    parameter_name = "dossier"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Dossier.objects.annotate(word=F("public_id")).order_by("title").values_list("word", "title"))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return finding.in_dossier(queryset, self.value() or "")


class IncidentKindFilter(OfferedFilter):
    """By what happened."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return IncidentKind.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class TopicFilter(OfferedFilter):
    """By one of a record's topics; they are a list in one column, which SQLite cannot look into."""

    title = "topic"
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return Topic.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        return queryset.alias(topics_text=Cast("topics", TextField())).filter(topics_text__contains=f'"{self.value()}"')
