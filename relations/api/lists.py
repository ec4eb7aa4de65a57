"""Lists of the API: the timeline, incidents, visits and the profiles. Two queries, whatever the length.

What is in a list is decided by its vocabulary; what is sent of it, by `shaping`.
"""

from typing import Any

import django_filters
from django.http import HttpResponse
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from relations import filters, languages, selections
from relations.api import answers, listings, openapi, readable, taking
from relations.api.shaping import lists
from relations.api.shaping.counting import Entries, Profiles
from relations.api.shaping.names import LISTS
from relations.filters import Query

MEANINGS = {
    "timeline": "Incidents and visits in one order.",
    "incidents": "Incidents in one order; the timeline joins them with the visits.",
    "visits": "Visits in one order; the timeline joins them with the incidents.",
}


class List(answers.ApiView):
    """Strict reading of the query first; then the answer in the format that was asked for."""

    path = ""
    record_type: str | None = None
    names: type[django_filters.FilterSet] = filters.NoFilters

    def get(self, request: Request) -> HttpResponse:
        query = answers.strict(request, self.names, scope=filters.Scope(type=self.record_type))
        wanted = request.GET.get("format", "").strip()
        if wanted in ("", "json", readable.FORMAT):
            return self.as_json(request, query)
        query = taking.fitting(wanted, query)
        with translation.override(query.one("lang") or languages.ORIGINAL):
            return self.to_take_along(wanted, request, query)

    def as_json(self, request: Request, query: Query) -> HttpResponse:
        raise NotImplementedError

    def to_take_along(self, wanted: str, request: Request, query: Query) -> HttpResponse:
        raise NotImplementedError


class EntryList(List):
    """Incidents and visits in one order, or those of one type."""

    formats = ("json", readable.FORMAT, *selections.FORMATS)

    def to_take_along(self, wanted: str, request: Request, query: Query) -> HttpResponse:
        return taking.entries(wanted, request, query, self.path)

    def as_json(self, request: Request, query: Query) -> HttpResponse:
        page = query.page("card_json")
        items = (row.fragment for row in page.rows)
        return lists.answer(query, self.path, items, page.next, request.head, Entries(query))


class ListingList(List):
    """Public records of one type, by title."""

    formats = ("json", readable.FORMAT, "csv")

    def to_take_along(self, wanted: str, request: Request, query: Query) -> HttpResponse:
        return taking.profiles(request, query, self.path)

    def as_json(self, request: Request, query: Query) -> HttpResponse:
        page = listings.page(query)
        counted = Profiles(listings.chosen(query))
        return lists.answer(query, self.path, page.items, page.next, request.head, counted)


def entry_list(word: str, record_type: str | None, item: Any) -> Any:
    """A list over timeline entries of one type, or of all, under `word`, described and framed."""
    return published(EntryList, word, record_type, item)


def listing_list(word: str, record_type: str, item: Any) -> Any:
    """A list over listings of one type under `word`, described and framed."""
    return published(ListingList, word, record_type, item)


def published(view: type[List], word: str, record_type: str | None, item: Any) -> Any:
    """The list under `word` with its own vocabulary."""
    own = described(view, word, item)
    return answers.published(own, path=f"{answers.BASE}{word}/", record_type=record_type, names=LISTS[word])


def described(view: type[List], word: str, item: Any) -> type[List]:
    """`view` as a class of its own that OpenAPI can tell from its siblings."""

    @extend_schema(
        operation_id=f"{word}_list",
        parameters=openapi.parameters(LISTS[word]),
        responses={200: openapi.list_of(item, LISTS[word]), 304: None, **openapi.refusals(400, 405)},
        tags=[word],
    )
    def get(self: List, request: Request) -> HttpResponse:
        return view.get(self, request)

    return type(f"{word.title()}List", (view,), {"get": get, "__doc__": MEANINGS.get(word, view.__doc__)})
