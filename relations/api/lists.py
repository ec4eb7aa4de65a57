"""Lists of the API: the timeline, visits and the profiles. Three queries at most, whatever the length."""

from typing import Any

import django_filters
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from relations import filters
from relations.api import answers, listings, shapes


class EntryList(answers.ApiView):
    """Incidents and visits in one order, or one drawn class of them."""

    path = ""
    group: str | None = None

    def get(self, request: Request) -> HttpResponse:
        query = answers.strict(request, filters.EntryFilters, scope=filters.Scope(group=self.group))
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


def entry_list(word: str, group: str | None, item: type) -> Any:
    """A list over timeline entries under `word`, described and framed."""
    scope = filters.Scope(group=group)
    view = described(EntryList, word, filters.EntryFilters, scope, item)
    return answers.published(view, path=f"{answers.BASE}{word}/", group=group)


def listing_list(word: str, record_type: str, item: type) -> Any:
    """A list over listings of one type under `word`, described and framed."""
    names = filters.SourceFilters if record_type == "source" else filters.ListingFilters
    view = described(ListingList, word, names, filters.Scope(type=record_type), item)
    return answers.published(view, path=f"{answers.BASE}{word}/", record_type=record_type, names=names)


def described(view: type, word: str, names: type, scope: filters.Scope, item: type) -> type:
    """`view` as a class of its own that OpenAPI can tell from its siblings."""

    @extend_schema(
        operation_id=f"{word}_list",
        parameters=shapes.parameters(names, without=scope.names()),
        responses={200: shapes.list_of(item), 304: None, **shapes.refusals(400, 405)},
        tags=[word],
    )
    def get(self: answers.ApiView, request: Request) -> HttpResponse:
        return view.get(self, request)

    return type(f"{word.title()}List", (view,), {"get": get, "__doc__": view.__doc__})
