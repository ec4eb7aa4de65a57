"""Every public address, from the resolver and from the records: what leak tests and contract tests walk.

A new route with a parameter that is not known here raises, so that no page is forgotten.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

from django.urls import URLResolver, get_resolver

from relations.models import Listing, PublishedFile
from relations.vocabularies import PATH_WORDS

DESK = "admin/"
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")
API_LISTS = ("timeline", "ledger", "changes", "corrections", "withdrawals", *PATH_WORDS.values())
# Filters with values that match, that do not, and that nobody may send.
QUERIES = (
    "?limit=1", "?limit=7", "?sort=-date", "?sort=updated", "?sort=-published", "?kind=official", "?group=visit&group=incident",
    "?date_from=1983&date_to=1983-01", "?date_match=within&date_from=1900", "?q=visit", "?standing=established",
    "?precision=day", "?direction=second-to-first", "?cursor=abc", "?asof=2026-11-22", "?format=json", "?nope=1", "?after=0",
    "?topic=espionage&topic=trade", "?topic=nope", "?case=agent-case", "?case=%00", "?kind=expulsion&kind=sabotage",
    "?date_from=2014-13", "?limit=9999", "?fields=title", "?print=1", "?who=ZZZZZZ", "?place=%00", "?sort=guest", "?sort=-place",
    "?format=csv", "?dossier=first-second&kind=staff_cap",
)  # fmt: skip


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Every public route as text, included ones too."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if route.startswith(DESK):
            continue
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        else:
            yield route


def values(types: Mapping[str, str], hashes: Iterable[str]) -> dict[str, list[str]]:
    """What to put for each parameter: what exists, drafts, and what never was."""
    rows = list(Listing.objects.order_by("pk"))
    dossiers = [row.slug for row in rows if row.type == "dossier"]
    return {
        "public_id": [*types, "ZZZZZZ"],
        "slug": [*(row.slug for row in rows[:1]), "nope"],
        "word": [*PATH_WORDS.values(), "nope"],
        "dossier": [*dossiers, "nope"],
        "number": ["1", "2"],
        "first": ["1"],
        "second": ["2"],
        "resource": list(API_LISTS),
        "seq": ["latest", "1"],
        "name": ["manifest.json", "standing", "nope"],
        "code": ["withdrawn", "nope"],
        "topic": ["espionage", "nope"],
        "sha256": [*PublishedFile.objects.values_list("sha256", flat=True), *hashes, "0" * 64],
    }


def public_addresses(drafts: Mapping[str, str], hashes: Iterable[str] = ()) -> list[str]:
    """All addresses, each route with every combination of values; lists with every query.

    `drafts` maps ids of drafts to their types, `hashes` are of files that drafts name. A record is asked for under the
    word of its own type and under two that are not.
    """
    types = dict(Listing.objects.values_list("public_id", "type")) | dict(drafts)
    known = values(types, hashes)
    found: set[str] = set()
    for route in routes():
        names = PLACEHOLDER.findall(route)
        if unknown := set(names) - set(known):
            raise LookupError(f"Route {route} has {sorted(unknown)}: teach tests/addresses.py what to put there.")
        for combination in itertools.product(*(known[name] for name in names)):
            if is_worth_asking(word_of(route) | dict(zip(names, combination, strict=True)), types):
                found.add("/" + fill(route, combination))
    found |= {row.path for row in Listing.objects.all()}
    found |= {f"/api/v1/{name}/" for name in API_LISTS} | {"/nope/", "/api/v1/nope/", "/api/v1/nope"}
    lists = [path for path in found if path.rstrip("/").rsplit("/", 1)[-1] in (*API_LISTS, "visits", "statistics")]
    return sorted(found | {path + query for path in lists for query in QUERIES})


def word_of(route: str) -> dict[str, str]:
    """The word of a route of the API, which has one for each type."""
    parts = route.split("/")
    return {"word": parts[2]} if route.startswith("api/v1/") and parts[2] in PATH_WORDS.values() else {}


def is_worth_asking(chosen: Mapping[str, str], types: Mapping[str, str]) -> bool:
    """Whether a word and an id go together, or are one of the two wrong pairs that are enough."""
    word, public_id = chosen.get("word"), chosen.get("public_id")
    return word is None or public_id not in types or word in (PATH_WORDS[types[public_id]], "sources", "nope")


def fill(route: str, combination: Iterable[str]) -> str:
    """A route with its placeholders replaced in order."""
    for value in combination:
        route = PLACEHOLDER.sub(value, route, count=1)
    return route
