"""The timeline of a dossier: three queries (sequence, cards, names), whatever the number of entries."""

import itertools
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from relations import cards, dossiers, http, overview
from relations.dossiers import Surroundings
from relations.filters import EntryFilters, Query, Scope, read
from relations.filters.reading import Page
from relations.views import filtering, fragments, records

KNOWN = tuple(name for name in EntryFilters.base_filters if name != "dossier")
BY_DATE = ("date", "-date")


class Year(NamedTuple):
    """The entries of one year on this page; `cards` marks where they go, `count` is that of the whole dossier."""

    name: str
    count: int | None
    cards: str
    size: int


@http.page(known=KNOWN)
def timeline(request: HttpRequest, dossier: str) -> HttpResponse:
    """Entries by year, filtered and paged by key."""
    query = read(request.GET, EntryFilters, scope=Scope(dossier=dossiers.Called(dossier)))
    found = query.page("card")
    around = surroundings_of(dossier, query, found)
    if moved := address_of(around, dossier):
        return HttpResponsePermanentRedirect(f"{moved}timeline/" + (f"?{query.canonical}" if query.canonical else ""))
    years, parts = by_year(query, around, found)
    context = context_of(request, query, around, found) | {"years": years}
    return HttpResponse(fragments.page("relations/timeline.html", context, parts, around.names))


def surroundings_of(word: str, query: Query, found: Page) -> Surroundings:
    """The second query: names for the slots on this page and for the filters in force."""
    ids = {each for row in found.rows for each in cards.slots(row.fragment)}
    ids |= {value for name in filtering.NAMING for value in query.values.get(name, ())}
    return dossiers.surroundings(word, ids)


def address_of(around: Surroundings, word: str) -> str | None:
    """The dossier's present address where `word` is an older one; 404 and 410 as every page."""
    if around.dossier is None:
        raise Http404
    if around.dossier.state != "public":
        records.standing(records.found(word=word))
    return around.dossier.path if around.dossier.path != f"/{word}/" else None


def by_year(query: Query, around: Surroundings, found: Page) -> tuple[list[Year], list[str]]:
    """Years in the order of the list, and the joined cards of each; one nameless year where the order is not by date."""
    counts = {} if query.is_filtered else around.counts.get("year", {})
    years, parts = [], []
    rows = itertools.groupby(found.rows, key=lambda row: str(row.year) if query.sort in BY_DATE else "")
    for index, (name, group) in enumerate(rows):
        texts = [row.fragment for row in group]
        years.append(Year(name, counts.get(name.zfill(4)), fragments.mark(index), len(texts)))
        parts.append("\n".join(texts))
    return years, parts


def context_of(request: HttpRequest, query: Query, around: Surroundings, found: Page) -> dict[str, Any]:
    """Everything on the page but the entries."""
    dossier, rows = around.dossier, len(found.rows)
    path = f"{dossier.path}timeline/"
    complete = found.next is None and query.after is None
    return {
        "title": f"{dossier.title}: timeline",
        "description": f"Reviewed entries on {dossier.title}, with sources for each statement.",
        "robots": "noindex,follow" if query.is_filtered or query.after is not None else "",
        "canonical": request.build_absolute_uri(path + (f"?{query.canonical}" if query.canonical else "")),
        "here": "timeline",
        "dossier_path": dossier.path,
        "dossier": dossier,
        "path": path,
        "api": f"/api/v1/timeline?{urlencode({'dossier': dossier.public_id})}&{query.changed()}".rstrip("&"),
        "query": query,
        "all": around.counts.get("all", {}).get("", 0),
        "total": filtering.total(query, around, rows, complete=complete),
        "shown": rows,
        "span": filtering.span(query),
        "problems": query.problems,
        "groups": filtering.chips(query, around, "group"),
        "active": filtering.active(query, around),
        "fields": filtering.fields(query, around),
        "asof": query.one("asof") and filtering.worded(query.one("asof")),
        "present": query.changed(asof=None),
        "orders": [(text, query.changed(sort=sort), query.sort == sort) for sort, text in ORDERS],
        "next": query.changed(cursor=found.next) if found.next else "",
        "first": query.changed(),
        "limit": query.limit,
        "alternatives": [] if rows else filtering.alternatives(query, around),
        "key": KEY,
    } | drawn(query, around, found, path)


def drawn(query: Query, around: Surroundings, found: Page, path: str) -> dict[str, Any]:
    """The overview figure, and the years to jump to: on this page where they stand on it."""
    figure = overview.draw(around.counts.get("year_group", {}), filtering.chosen_years(query))
    if figure is None:
        return {}
    context = figure_of(figure, query.changed(date_from=None, date_to=None, asof=None), path)
    here = {str(row.year) for row in found.rows} if query.sort in BY_DATE else set()
    jumps = [jump(each, here, path) for each in context["table"]]
    return context | {"jumps": jumps}


def figure_of(figure: overview.Overview, rest: str, path: str) -> dict[str, Any]:
    """What the figure's template needs: an address per bin (the query `rest` stays), and the rows of its table."""
    tail = f"&{rest}" if rest else ""
    bins = [{"bin": each, "query": f"date_from={each.first:04d}&date_to={each.last:04d}{tail}"} for each in figure.bins]
    table = [
        each | {"counts": [each["bin"].of(group) for group in figure.groups]} for each in bins if each["bin"].count
    ]
    return {"figure": figure, "bins": bins, "table": table, "path": path}


def jump(row: dict[str, Any], here: set[str], path: str) -> tuple[str, str, int]:
    name = row["bin"].name
    return name, f"#y{name}" if name in here else f"{path}?{row['query']}", row["bin"].count


def drawing(edtf: str) -> dict[str, Any]:
    return cards.when({"edtf": edtf})["strip"]


ORDERS = (("date", "Oldest first"), ("-date", "Newest first"))
KEY = [
    (drawing("2014-07-16"), "a known day"),
    (drawing("2014-05-01/2014-07-09"), "it lasted this long"),
    (drawing("2014-06"), "one day in this month"),
    (drawing("2014-05~/2014-07~"), "about then; limits unsure"),
    (drawing("2014"), "one day in this year"),
]
