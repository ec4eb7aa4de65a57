"""The API described: `openapi.json` (OpenAPI 3.1, from the serializers that documents are validated with) and `/api/`."""

import re
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request

from relations import http
from relations.api import answers, openapi, operations, problems
from relations.cards import transport_json
from relations.filters import (
    ChangeFilters,
    EntryFilters,
    IncidentFilters,
    ItemFilters,
    ListingFilters,
    NoFilters,
    OrganisationFilters,
    SeriesFilters,
    SourceFilters,
    VisitFilters,
)
from relations.filters.corrections import CorrectionListFilters
from relations.filters.ledgers import LedgersFilters
from relations.filters.searching import SearchFilters

# What the lists hold, in the order of the root.
CONTENTS = {
    "timeline": gettext_lazy("Incidents and visits in one order; each says its type."),
    "incidents": gettext_lazy("What happened between the states, with measures, attributions, positions and answers."),
    "visits": gettext_lazy("State, official and working visits, transits and stopovers."),
    "sources": gettext_lazy("What the statements rest on."),
    "people": gettext_lazy("Persons who are named."),
    "organisations": gettext_lazy("Public bodies, missions, media and companies."),
    "countries": gettext_lazy("States, past ones too."),
    "places": gettext_lazy("Towns, regions and sites."),
    "series": gettext_lazy("Statistics: observations of one thing over time."),
    "dossiers": gettext_lazy("Relations between two sides: lead, sections, eras."),
    "ledger": gettext_lazy(
        "Measures of the two sides of each dossier in order, what answers them, the running balance."
    ),
    "corrections": gettext_lazy("What was put right, newest first, with the words before and after."),
    "changes": gettext_lazy("Every act on the public record in order."),
    "dumps": gettext_lazy("The whole public record as files: JSON lines, CSV, SQLite, Data Package."),
}
# (lists, their names, the vocabulary that they share with others: only what differs from it is repeated)
VOCABULARIES = (
    ("timeline", EntryFilters, NoFilters), ("incidents", IncidentFilters, EntryFilters),
    ("visits", VisitFilters, EntryFilters), ("people, countries, places, dossiers", ListingFilters, NoFilters),
    ("sources", SourceFilters, ListingFilters), ("series", SeriesFilters, ListingFilters),
    ("organisations", OrganisationFilters, ListingFilters),
    ("ledger", LedgersFilters, NoFilters), ("corrections", CorrectionListFilters, NoFilters),
    ("changes", ChangeFilters, NoFilters), ("search", SearchFilters, NoFilters), ("dumps", NoFilters, NoFilters),
    ("one record", ItemFilters, NoFilters),
)  # fmt: skip
REMOVED = {
    "type": "object",
    "properties": {"n": {"type": "integer", "minimum": 1}, "removed": {"const": True}},
    "required": ["n", "removed"],
    "additionalProperties": False,
    "description": "A published part that was removed; its number is never used again.",
}


class OpenApi(answers.ApiView):
    """The description itself."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        answers.strict(request, NoFilters)
        return answers.json_response(description())


@cache
def description() -> str:
    """OpenAPI as JSON text. Made once per process: it depends on code alone."""
    found = operations.completed(plain(SchemaGenerator().get_schema(request=None, public=True)))
    components = found["components"]["schemas"]
    parts = [name for name, schema in components.items() if "removed" in schema.get("properties", {})]
    for name in parts:
        components[name] = or_removed(components[name])
    components["RemovedPart"] = REMOVED
    return transport_json(found)


def or_removed(part: dict[str, Any]) -> dict[str, Any]:
    """A numbered part, or the stub that is left of it: no value is both."""
    own = part | {"properties": part["properties"] | {"removed": {"const": False}}}
    return {"oneOf": [own, {"$ref": "#/components/schemas/RemovedPart"}]}


def plain(value: Any) -> Any:
    """The same schema in the dialect of JSON Schema, which has no `\\Z`, and without the generator's own marks."""
    if isinstance(value, list):
        return [plain(part) for part in value]
    if not isinstance(value, dict):
        return value
    kept = {key: plain(part) for key, part in value.items() if key != "x-spec-enum-id"}
    if isinstance(kept.get("pattern"), str):
        kept["pattern"] = re.sub(r"\\[Zz]\Z", "$", kept["pattern"])
    return kept


def vocabulary(words: str, names: Any, shared: Any) -> dict[str, Any]:
    """What some lists understand: the names of a vocabulary already told, except those left out, and their own."""
    known, told = names.base_filters, shared.base_filters
    own = {name: each for name, each in known.items() if each is not told.get(name)}
    like = next((other for other, each, _ in VOCABULARIES if each is shared), "")
    return {
        "words": words,
        "like": like,
        "names": openapi.described_names(own),
        "left_out": [name for name in told if name not in known],
    }


@http.page
def documentation(request: HttpRequest) -> HttpResponse:
    """The page for people: resources, parameters, problems, commands that work."""
    context = {
        "title": "API",
        "resources": list(CONTENTS.items()),
        "vocabularies": [vocabulary(*each) for each in VOCABULARIES],
        "problems": [(code, status, title) for code, (status, title) in problems.CODES.items()],
    }
    return http.render("relations/api/index.html", context)
