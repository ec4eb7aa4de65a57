"""The timeline of a dossier: three queries (sequence, cards, names), whatever the number of entries."""

import itertools
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from relations import cards, chapters, dossiers, exports, http, overview
from relations.dossiers import Surroundings
from relations.filters import PageFilters, Query, Scope, read
from relations.filters.reading import Page
from relations.notes import Notes
from relations.views import figures, filtering, fragments, records, timeline_formats, timeline_table
from relations.views.fragments import Fragments
from relations.vocabularies import State

KNOWN = (*(name for name in PageFilters.base_filters if name != "dossier"), *timeline_formats.OTHER)
BY_DATE = ("date", "-date")
VIEWS = (("list", "List"), ("table", "Table"))
ORDERS = (("date", "Oldest first"), ("-date", "Newest first"))


class Year(NamedTuple):
    """The entries of one year on this page; `cards` marks where they go, `count` is that of the whole dossier."""

    name: str
    count: int | None
    cards: str
    size: int


@http.page(known=KNOWN)
def timeline(request: HttpRequest, dossier: str) -> HttpResponse:
    """Entries by year or as a table, filtered and paged by key; `?format=` gives the same selection to take along."""
    params = timeline_formats.understood(request.GET)
    query = read(params, PageFilters, scope=Scope(dossier=dossiers.Called(dossier)), other=timeline_formats.OTHER)
    wanted = request.GET.get("format") in timeline_formats.FORMATS
    listed = not wanted and query.one("view") != "table"
    found = timeline_formats.cut(query, "card" if listed else "card_json", timeline_formats.length(query, request.GET))
    items = [] if listed else timeline_formats.items_of(found)
    around = surroundings_of(dossier, query, found, items)
    if moved := address_of(around, dossier):
        asked = timeline_formats.joined(query.canonical, timeline_formats.extra(request.GET))
        return HttpResponsePermanentRedirect(f"{moved}timeline/" + (f"?{asked}" if asked else ""))
    if wanted:
        return timeline_formats.answer(request, query, around, found, items)
    ready = fragments.Fragments()
    context = context_of(request, query, around, found, ready)
    if listed:
        context["years"] = by_year(query, around, found, ready)
    else:
        context |= {
            "columns": timeline_table.columns(query),
            "rows": [timeline_table.row(each, around) for each in items],
        }
    return HttpResponse(fragments.page("relations/timeline.html", context, ready, around.names))


def surroundings_of(word: str, query: Query, found: Page, items: list[exports.Item]) -> Surroundings:
    """The second query: names for the slots on this page, or those in its items, and for the filters in force."""
    ids = {each for item in items for each in exports.ids_in(item)}
    ids |= set() if items else {each for row in found.rows for each in cards.slots(row.fragment)}
    ids |= {value for name in filtering.NAMING for value in query.values.get(name, ())}
    return dossiers.surroundings(word, ids)


def address_of(around: Surroundings, word: str) -> str | None:
    """The dossier's present address where `word` is an older one or it was merged; 404 and 410 as every page."""
    if around.dossier is None:
        raise Http404
    if around.dossier.state != State.PUBLIC:
        return records.standing(records.found(word=word)).listing.replacement.listing.path
    return around.dossier.path if around.dossier.path != f"/{word}/" else None


def by_year(query: Query, around: Surroundings, found: Page, ready: Fragments) -> list[Year]:
    """Years in the order of the list, with the joined cards of each; one nameless year where the order is not by date."""
    counts = {} if query.is_filtered else around.counts.get("year", {})
    years = []
    for name, group in itertools.groupby(found.rows, key=lambda row: str(row.year) if query.sort in BY_DATE else ""):
        texts = [row.fragment for row in group]
        years.append(Year(name, counts.get(name.zfill(4)), ready.put("\n".join(texts)), len(texts)))
    return years


def context_of(
    request: HttpRequest, query: Query, around: Surroundings, found: Page, ready: Fragments
) -> dict[str, Any]:
    """Everything on the page but the entries."""
    dossier, rows = around.dossier, len(found.rows)
    path = f"{dossier.path}timeline/"
    complete = found.next is None and query.after is None
    fields = filtering.fields(query, around)
    return {
        "title": f"{dossier.title}: timeline",
        "description": f"Reviewed entries on {dossier.title}, with sources for each statement.",
        "robots": "noindex,follow" if is_variant(request, query) else "",
        "canonical": request.build_absolute_uri(path + (f"?{query.canonical}" if query.canonical else "")),
        "here": "timeline",
        "dossier_path": dossier.path,
        "dossier": dossier,
        "path": path,
        "api": f"/api/v1/timeline/?{urlencode({'dossier': dossier.public_id})}&{query.changed(view=None)}".rstrip("&"),
        "query": query,
        "all": around.counts.get("all", {}).get("", 0),
        "total": filtering.total(query, around, rows, complete=complete),
        "shown": rows,
        "span": filtering.span(query),
        "problems": [*query.problems, *timeline_formats.problems(request.GET)],
        "groups": filtering.chips(query, around, "group"),
        "active": filtering.active(query, around),
        "fields": fields,
        "asof": query.one("asof") and filtering.worded(query.one("asof")),
        "present": query.changed(asof=None),
        "printed": request.GET.get("print") == "1",
        "formats": timeline_formats.addresses(query, path),
        "views": [(text, query.changed(view=view), (query.one("view") or "list") == view) for view, text in VIEWS],
        "orders": [(text, query.changed(sort=sort), query.sort == sort) for sort, text in ORDERS],
        "next": query.changed(cursor=found.next) if found.next else "",
        "first": query.changed(),
        "limit": query.limit,
        "alternatives": [] if rows else filtering.alternatives(query, around),
        "nearest": [] if rows else filtering.nearest(query, around),
        "present_view": query.changed(),
        "key": ready.put(figures.key_to_dates()),
        "offers": offers(fields, ready),
    } | drawn(query, around, found, path, ready)


def is_variant(request: HttpRequest, query: Query) -> bool:
    """Whether search engines need not keep this page, because they have its entries already."""
    return query.is_filtered or query.after is not None or "view" in query.values or request.GET.get("print") == "1"


def offers(fields: dict[str, Any], ready: Fragments) -> dict[str, str]:
    """The options of each control of the form, ready."""
    chosen = {
        name: ready.put(figures.options(fields[name]))
        for name in ("place", "topics", "directions", "matches", "precisions")
    }
    boxes = {
        name: ready.put(figures.checkboxes(name.removesuffix("s"), fields[name])) for name in ("kinds", "standings")
    }
    return chosen | boxes | {"who": ready.put(figures.option_groups(fields["who"]))}


def drawn(query: Query, around: Surroundings, found: Page, path: str, ready: Fragments) -> dict[str, Any]:
    """The overview figure, and the years to jump to: on this page where they stand on it."""
    figure = overview.draw(around.counts.get("year_group", {}), filtering.chosen_years(query))
    if figure is None:
        return {}
    rest = query.changed(date_from=None, date_to=None, asof=None)
    here = {str(row.year) for row in found.rows} if query.sort in BY_DATE else set()
    targets = figures.addresses(figure, path, rest)
    return figure_of(figure, targets, ready, around.document) | {
        "jumps": ready.put(figures.jumps(figure, targets, here))
    }


def figure_of(
    figure: overview.Overview, targets: dict[int, str], ready: Fragments, dossier: dict[str, Any]
) -> dict[str, Any]:
    """What the figure's template shows: its shapes, the eras of the dossier, the rows of its table."""
    timeline = f"/{dossier['record']['slug']}/timeline/"
    eras = chapters.eras(dossier["record"], Notes({}, []), timeline)
    bands = overview.bands(figure, chapters.era_years(eras))
    return {
        "figure": figure,
        "bars": ready.put(figures.bars(figure, targets)),
        "bands": ready.put(figures.era_bands(bands)) if bands else "",
        "figure_eras": eras,
        "table_rows": ready.put(figures.table_rows(figure, targets)),
    }
