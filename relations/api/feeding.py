"""Acts on the record as feeds and tables, for the lists of the API that have them. The texts are those of `feeds`."""

import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from relations import feeds, filters
from relations.corrections import Entry
from relations.models import Change
from relations.views.corrections import MOST_IN_A_FILE, row

FEEDS = {"atom": feeds.atom, "jsonfeed": feeds.json_feed}
FORMATS = ("json", *FEEDS, "csv", "html")
BEGINNING = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class Listed(NamedTuple):
    """What a list answers with: its title and address, what was asked, its acts, and the address of the page after."""

    title: str
    path: str
    query: filters.Query
    entries: list[Entry]
    next: str | None


def wanted(request: HttpRequest) -> str:
    """The form that was asked for, "" for JSON and pages."""
    name = request.GET.get("format", "").strip()
    return name if name in (*FEEDS, "csv") else ""


def limit(request: HttpRequest, query: filters.Query) -> int:
    """How many acts: a table is for keeping, so it holds more where nobody says how many."""
    return MOST_IN_A_FILE if wanted(request) == "csv" and "limit" not in query.values else query.limit


def feed(request: HttpRequest, listed: Listed, name: str) -> HttpResponse:
    """The same acts as a feed; each leads to its comparison, or to the record or the notice about it."""
    base = request.build_absolute_uri("/").rstrip("/")
    found = feeds.Feed(
        title=listed.title,
        page=f"{base}{listed.path}?{asked(listed.query, 'html')}",
        address=f"{base}{listed.path}?{asked(listed.query, name)}",
        since=listed.entries[0].at if listed.entries else beginning(),
        base=base,
    )
    rows = [row(entry) | {"leads_to": f"/r/{entry.name.public_id}/"} for entry in listed.entries]
    return continued(HttpResponse(FEEDS[name](found, rows), feeds.MEDIA_TYPES[name]), listed, name)


def table(text: str, listed: Listed, file: str) -> HttpResponse:
    """A table to be kept."""
    response = HttpResponse(text, feeds.MEDIA_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="{file}.csv"'
    return continued(response, listed, "csv")


def continued(response: HttpResponse, listed: Listed, name: str) -> HttpResponse:
    """The answer with the address of what it leaves out, in the same form."""
    if listed.next:
        response["Link"] = f'<{listed.next}&format={name}>; rel="next"'
    return response


def asked(query: filters.Query, name: str) -> str:
    """The same selection in another form, from its first page on."""
    return "&".join(filter(None, [query.changed(limit=None), urlencode({"format": name})]))


def beginning() -> datetime.datetime:
    """When the record begins: the date of a feed in which nothing stands yet."""
    return Change.objects.order_by("seq").values_list("at", flat=True).first() or BEGINNING
