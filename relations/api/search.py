"""Search of the API: public records of every type that hold what was asked for, each with the passage that does.

Items are the ready ones of the lists; beside them stands where the words were found, as plain text and offsets.
"""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from relations import languages, limits, vocabularies
from relations.api import answers, openapi, problems, shapes
from relations.api.shaping import lists
from relations.api.shaping.counting import Hits
from relations.api.shaping.names import EVERY_INCLUDE, EVERY_PART
from relations.cards import transport_json
from relations.documents import load
from relations.filters import Fault, Query
from relations.filters.searching import SearchFilters
from relations.filters.shaping import shaped
from relations.models import Listing
from relations.search import hits, snippets
from relations.search.questions import Term, terms

PATH = f"{answers.BASE}search/"
MISSING = Fault("invalid-parameter", "q", "q is missing: say what to look for; for example q=vrbetice.")
WORDLESS = Fault("invalid-parameter", "q", "q: there is no letter or digit in it; for example q=vrbetice.")


MARKS_HELP = "Start and end of each word that was asked for, counted in characters (code points) from 0."


class Marks(serializers.ListField):
    """Pairs of offsets."""

    child = serializers.ListField(child=serializers.IntegerField(min_value=0), min_length=2, max_length=2)


class Passage(serializers.Serializer):
    """A piece of one text of the record, the one with most of the words; cut ends show as dots."""

    anchor = serializers.CharField(help_text="The part of the document that the text is of, for example claims/3/text.")
    text = serializers.CharField()
    language = serializers.CharField(required=False, help_text="Where it is not the original.")
    marks = Marks(help_text=MARKS_HELP)


class Match(serializers.Serializer):
    """Where the words were found. Never markup."""

    title = Marks(help_text=f"In the title as `title.en` has it, or as `lang` leaves it. {MARKS_HELP}")
    passage = Passage(required=False)


class Hit(shapes.Item):
    """A record of any type, as its own list shows it, and where the words were found."""

    type = serializers.ChoiceField(vocabularies.RecordType.choices)
    match = Match()


NAMES = shaped(SearchFilters, "search", parts=(*EVERY_PART, "match"), include=EVERY_INCLUDE, facets=("type",))


class Search(answers.ApiView):
    """Titles first, then the rest; the newest entries first."""

    allowance = limits.SEARCH

    @extend_schema(
        operation_id="search",
        parameters=openapi.parameters(NAMES, required=("q",)),
        responses={200: openapi.list_of(Hit, NAMES), 304: None, **openapi.refusals(400, 405)},
        tags=["search"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = answers.strict(request, NAMES)
        asked = terms(query.one("q"))
        if not asked:
            raise problems.refused([WORDLESS if query.one("q") else MISSING])
        prepared, types = hits.prepared(asked), query.values.get("type", ())
        page = hits.page(prepared, types=types, after=query.after, limit=query.limit)
        listings = hits.listings(page.places)
        items = [fragment(listings[place], asked, query) for place in page.places if place in listings]
        cursor = None if page.after is None else query.cursor_after(page.after)
        return lists.answer(query, PATH, items, cursor, request.head, Hits(prepared, types))


def fragment(listing: Listing, asked: tuple[Term, ...], query: Query) -> str:
    """The ready item of a record with its passage, an object that ends later; as it is where `fields` leaves `match` out."""
    if "fields" in query.values and not query.has("fields", "match"):
        return listing.item
    found = transport_json(match(listing, asked, query.one("lang")))
    return f'{listing.item.removesuffix("}")},"match":{found}}}'


def match(listing: Listing, asked: tuple[Term, ...], language: str) -> dict[str, Any]:
    """Where the words stand: in the title as the item has it, and in one passage. Offsets count characters.

    `language`: the one in which the title is sent; "" where it is sent in all, and the original is meant.
    """
    title = getattr(listing, languages.column("title", language)) if language else ""
    found: dict[str, Any] = {"title": snippets.marks(title or listing.title, asked)}
    passage = snippets.best(load(listing.edition.document), asked)
    if passage is None:
        return found
    told = {"anchor": passage.anchor, "text": passage.text, "language": passage.language, "marks": passage.marks}
    return found | {"passage": {name: value for name, value in told.items() if value != ""}}
