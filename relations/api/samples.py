"""A real answer of each address, for the pages that explain them: asked of the record that is public now, in the process.

Where the record holds nothing of the kind, the stored answer of the small world stands in (`examples`).
"""

import inspect
import json
import re
from typing import Any, NamedTuple

from django.http import HttpRequest, QueryDict
from django.urls import resolve

from relations.api import examples
from relations.api.reference import Operation, Parameter
from relations.models import Head, Listing
from relations.vocabularies import PATH_WORDS, State

MOST_TEXT = 300
# What fills the names in a path that no record does.
FILLED = {
    "{seq}/{name}": "latest/manifest.json",
    "{number}": "1",
    "{code}": "unknown-parameter",
    "{topic}": "diplomacy",
    "{name}": "standing",
}
# Names that some address cannot do without.
ASKED = ("q", "from", "to")
TYPES = {str(word): kind for kind, word in PATH_WORDS.items()}


class Sample(NamedTuple):
    """An address and the text that it answers. `is_stored`: of the small world, not of this record."""

    address: str
    text: str
    is_stored: bool
    is_short: bool


def sample(operation: Operation, request: HttpRequest, head: Head) -> Sample | None:
    """The real answer of one operation, else the stored one; None where there is neither."""
    address = address_of(operation)
    answer = address and asked(address, request, head)
    if answer and not (isinstance(answer, dict) and answer.get("data", True) in ([], {})):
        return told(address, answer, is_stored=False)
    kept = examples.stored().get(operation.id)
    return kept and told(kept["address"], kept["answer"], is_stored=True)


def beginning(answer: Any) -> Any:
    """A list that has no pages, cut to its first two items."""
    if isinstance(answer, dict) and isinstance(answer.get("data"), list):
        return answer | {"data": answer["data"][:2]}
    return answer


def told(address: str, answer: Any, *, is_stored: bool) -> Sample:
    short = shortened(beginning(answer))
    return Sample(address, json.dumps(short, ensure_ascii=False, indent=2), is_stored, short != answer)


def address_of(operation: Operation) -> str:
    """An address that answers with something; "" where the record holds nothing for it."""
    path = operation.path
    if "{public_id}" in path:
        row = chosen(operation)
        if row is None:
            return ""
        path = path.replace("{public_id}", row["public_id"])
    for name, value in FILLED.items():
        path = path.replace(name, value)
    query = [
        f"{each.name}={value_of(each)}" for each in operation.parameters if each.is_required and each.name in ASKED
    ]
    if any(each.name == "limit" for each in operation.parameters):
        query.append("limit=1")
    return f"{path}?{'&'.join(query)}" if query else path


def value_of(parameter: Parameter) -> str:
    """A value that finds something: of search, a word of the newest title."""
    title = Listing.objects.filter(state=State.PUBLIC).order_by("-seq").values_list("title", flat=True).first()
    words = re.findall(r"[a-z]{4,}", (title or "").lower(), re.ASCII) if parameter.name == "q" else []
    return max(words, key=len, default=parameter.example)


def chosen(operation: Operation) -> dict[str, Any] | None:
    """The record that an address of one record is shown with: the newest of those with most versions."""
    rows = Listing.objects.filter(type=TYPES[operation.tag], state=State.PUBLIC, withdrawn_through=0)
    least = 2 if operation.id.endswith("_compare") else 1
    return rows.filter(number__gte=least).order_by("-number", "-seq").values("public_id").first()


def asked(address: str, request: HttpRequest, head: Head) -> Any:
    """What an address answers as JSON; None for anything but a success. The limit of the network does not count it."""
    path, _, query = address.partition("?")
    inner = HttpRequest()
    kept = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "wsgi.url_scheme")
    inner.META = {name: request.META[name] for name in kept if name in request.META} | {"QUERY_STRING": query}
    inner.method, inner.path, inner.path_info, inner.GET, inner.head = "GET", path, path, QueryDict(query), head
    found = resolve(path)
    response = inspect.unwrap(found.func)(inner, *found.args, **found.kwargs)
    if response.status_code != 200 or "json" not in response["Content-Type"]:
        return None
    return json.loads(b"".join(response) if response.streaming else response.content)


def shortened(value: Any, depth: int = 0) -> Any:
    """Of each long list its first value, of a long text its beginning: enough to see what is what."""
    if isinstance(value, dict):
        return {name: shortened(part, depth + 1) for name, part in value.items()}
    if isinstance(value, list):
        return [shortened(part, depth + 1) for part in (value if depth < 2 else value[:1])]
    if isinstance(value, str) and len(value) > MOST_TEXT:
        return value[:MOST_TEXT] + "…"
    return value
