"""The vocabularies of lists and items as the API has them: the names of the pages, and those that shape an answer.

Every word is on a list here or is a field of a described shape; nothing a client sends reaches a query by another way.
"""

from typing import Any

import django_filters
from drf_spectacular.utils import PolymorphicProxySerializer

from relations import filters
from relations.api import shapes
from relations.filters.shaping import shaped

DOCUMENT = "document"

# What the items of each type can name: their own fields that hold ids, and `who`, the parties of their parts.
PROFILE = ("sources", "dossiers")
VISIT = (*PROFILE, "who", "place")
INCIDENT = (*VISIT, "responses")
INCLUDES = {
    "timeline": INCIDENT,
    "incidents": INCIDENT,
    "visits": VISIT,
    "sources": (*PROFILE, "publisher"),
    "people": PROFILE,
    "countries": (*PROFILE, "memberships"),
    "organisations": (*PROFILE, "country", "parent", "sending_state", "receiving_state", "seat"),
    "places": (*PROFILE, "country", "inside"),
    "series": (*PROFILE, "country"),
    "dossiers": (*PROFILE, "sides"),
}
# By what each list is counted: the names of its filters, so that a value can be asked for, and the year it stands under.
VISIT_FACETS = (
    *("year", "kind", "who", "place", "direction", "standing", "precision"),
    *("source", "source_kind", "dossier"),
)
ENTRY_FACETS = (*VISIT_FACETS, "group", "topic", "case")
FACETS = {
    "timeline": ENTRY_FACETS,
    "incidents": ENTRY_FACETS,
    "visits": VISIT_FACETS,
    "sources": ("topic", "source_kind", "dossier"),
    "series": ("topic", "dossier"),
    "organisations": ("kind", "dossier"),
}
LISTING_FACETS = ("dossier",)
FILTERS = {
    "timeline": filters.EntryFilters,
    "incidents": filters.IncidentFilters,
    "visits": filters.VisitFilters,
    "organisations": filters.OrganisationFilters,
    "series": filters.SeriesFilters,
    "sources": filters.SourceFilters,
}
SHAPES = {
    "timeline": shapes.EntryUnion,
    "incidents": shapes.IncidentItem,
    "visits": shapes.VisitItem,
    "sources": shapes.SourceItem,
    "people": shapes.PersonItem,
    "countries": shapes.CountryItem,
    "organisations": shapes.OrganisationItem,
    "places": shapes.PlaceItem,
    "series": shapes.SeriesItem,
    "dossiers": shapes.DossierItem,
}


def parts_of(item: Any) -> tuple[str, ...]:
    """The names of the fields of a shape; of a union those of all its members."""
    members = item.serializers.values() if isinstance(item, PolymorphicProxySerializer) else [item]
    return tuple(dict.fromkeys(name for member in members for name in member().fields))


def list_names(word: str) -> type[django_filters.FilterSet]:
    """What the list under a word understands."""
    return shaped(
        FILTERS.get(word, filters.ListingFilters),
        word,
        parts=parts_of(SHAPES[word]),
        include=INCLUDES[word],
        facets=FACETS.get(word, LISTING_FACETS),
    )


def item_names(word: str) -> type[django_filters.FilterSet]:
    """What one record under a word understands."""
    parts = (*parts_of(SHAPES[word]), DOCUMENT)
    return shaped(filters.ItemFilters, f"{word}_item", parts=parts, include=INCLUDES[word])


# What any item of any list can have and name: search finds them all.
EVERY_PART = tuple(dict.fromkeys(name for shape in SHAPES.values() for name in parts_of(shape)))
EVERY_INCLUDE = tuple(dict.fromkeys(name for names in INCLUDES.values() for name in names))
LISTS = {word: list_names(word) for word in SHAPES}
ITEMS = {word: item_names(word) for word in SHAPES if word != "timeline"}
