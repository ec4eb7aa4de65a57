"""Lists of the API: the timeline, incidents, visits and the profiles. Two queries, whatever the length."""

from typing import Any

import django_filters
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from relations import filters
from relations.api import answers, listings, openapi

# The vocabulary of a list that is not the usual one of its kind.
ENTRY_NAMES = {"incident": filters.IncidentFilters, "visit": filters.VisitFilters}
LISTING_NAMES = {
    "organisation": filters.OrganisationFilters,
    "series": filters.SeriesFilters,
    "source": filters.SourceFilters,
}


class EntryList(answers.ApiView):
    """Incidents and visits in one order, or those of one type."""

    path = ""
    record_type: str | None = None
    names: type[django_filters.FilterSet] = filters.EntryFilters

    def get(self, request: Request) -> HttpResponse:
        query = answers.strict(request, self.names, scope=filters.Scope(type=self.record_type))
        page = query.page("card_json")
        following = answers.next_address(self.path, query, page.next)
        return answers.list_response((row.fragment for row in page.rows), following, query.limit, request.head)


class ListingList(answers.ApiView):
    """Public records of one type, by title."""

    path = ""
    record_type = ""
    names: type[django_filters.FilterSet] = filters.ListingFilters

    def get(self, request: Request) -> HttpResponse:
        query = answers.strict(request, self.names, scope=filters.Scope(type=self.record_type))
        page = listings.page(query)
        following = answers.next_address(self.path, query, page.next)
        return answers.list_response(page.items, following, query.limit, request.head)


def entry_list(word: str, record_type: str | None, item: Any) -> Any:
    """A list over timeline entries of one type, or of all, under `word`, described and framed."""
    names = ENTRY_NAMES.get(record_type, filters.EntryFilters)
    view = described(EntryList, word, names, item)
    return answers.published(view, path=f"{answers.BASE}{word}/", record_type=record_type, names=names)


def listing_list(word: str, record_type: str, item: Any) -> Any:
    """A list over listings of one type under `word`, described and framed."""
    names = LISTING_NAMES.get(record_type, filters.ListingFilters)
    view = described(ListingList, word, names, item)
    return answers.published(view, path=f"{answers.BASE}{word}/", record_type=record_type, names=names)


def described(view: type, word: str, names: type, item: Any) -> type:
    """`view` as a class of its own that OpenAPI can tell from its siblings."""

    @extend_schema(
        operation_id=f"{word}_list",
        parameters=openapi.parameters(names),
        responses={200: openapi.list_of(item), 304: None, **openapi.refusals(400, 405)},
        tags=[word],
    )
    def get(self: answers.ApiView, request: Request) -> HttpResponse:
        return view.get(self, request)

    return type(f"{word.title()}List", (view,), {"get": get, "__doc__": view.__doc__})
