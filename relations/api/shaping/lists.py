"""The answer of a list put together: items as asked, then what stands beside them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse

from relations.api import answers
from relations.api.shaping import including, parts
from relations.api.shaping.counting import Counted
from relations.cards import transport_json
from relations.facets import Facets
from relations.filters import Query
from relations.models import Head


def answer(
    query: Query, path: str, items: Iterable[str], cursor: str | None, head: Head, counted: Counted
) -> HttpResponse:
    """The page of a list at `path`: ready items in order, and the cursor of the page after. `counted`: all of the list."""
    items = list(items)
    following = answers.next_address(path, query, cursor)
    beside, paging = including.beside(items, query), {}
    if query.one("count"):
        paging["count"] = counted.count()
    if names := query.values.get("facets"):
        found = counted.facets(names)
        beside["facets"] = transport_json(described(found))
        paging["facets_complete"] = found.complete
    return answers.list_response(parts.shaped(items, query), following, query.limit, head, beside, **paging)


def described(found: Facets) -> Mapping[str, list[dict[str, Any]]]:
    """Facets as the API gives them."""
    return {
        name: [{"value": value, "count": count} for value, count in values] for name, values in found.values.items()
    }
