"""The answer of a list put together: items as asked, then what stands beside them."""

from collections.abc import Iterable

from django.http import HttpResponse

from relations.api import answers
from relations.api.shaping import parts
from relations.filters import Query
from relations.models import Head


def answer(query: Query, path: str, items: Iterable[str], cursor: str | None, head: Head) -> HttpResponse:
    """The page of a list at `path`: ready items in order, and the cursor of the page after."""
    following = answers.next_address(path, query, cursor)
    return answers.list_response(parts.shaped(items, query), following, query.limit, head)
