"""The timeline of a dossier: three queries (sequence, cards, surroundings), whatever the number of entries."""

import itertools
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations import cards, dossiers, exports, http, languages, moments, spans
from relations.dossiers import Surroundings
from relations.filters import PageFilters, Query, Scope, read
from relations.filters.reading import Page
from relations.timeline import COUNT_CAP
from relations.views import (
    controls,
    filtering,
    fragments,
    machines,
    records,
    timeline_empty,
    timeline_formats,
    timeline_map,
    timeline_table,
)
from relations.views.fragments import Fragments
from relations.views.timeline_figure import drawn, figure_of
from relations.vocabularies import State

__all__ = ["figure_of", "timeline"]

KNOWN = (*(name for name in PageFilters.base_filters if name != "dossier"), *timeline_formats.OTHER)
BY_DATE = ("date", "-date")
VIEWS = (("list", gettext_lazy("List")), ("table", gettext_lazy("Table")), ("map", gettext_lazy("Map")))
ORDERS = (("date", gettext_lazy("Oldest first")), ("-date", gettext_lazy("Newest first")))


FROM_ITEMS = ("table", "map")  # views that are made of ready items instead of ready cards


class Year(NamedTuple):
    """The entries of one year on this page; `cards` marks where they go, `count` is that of the whole dossier."""

    name: str
    count: int | None
    cards: str
    size: int


class Question(NamedTuple):
    """What was asked: the filters, the day whose public record is meant (None: now), what was ignored and why."""

    query: Query
    asof: moments.Asked


@http.page(known=KNOWN, today=True)
def timeline(request: HttpRequest, dossier: str) -> HttpResponse:
    """Entries by year, as a table or on a map, filtered and paged by key; `?format=` gives the same selection to take along."""
    question = asked(request, dossier)
    query = question.query
    wanted = request.GET.get("format") in timeline_formats.FORMATS
    listed = not wanted and query.one("view") not in FROM_ITEMS
    found = timeline_formats.cut(query, "card" if listed else "card_json", timeline_formats.length(query, request.GET))
    items = [] if listed else timeline_formats.items_of(found)
    around = surroundings_of(dossier, question, found, items)
    if moved := address_of(around, dossier):
        wish = timeline_formats.joined(query.canonical, timeline_formats.extra(request.GET))
        return HttpResponsePermanentRedirect(f"{moved}timeline/" + (f"?{wish}" if wish else ""))
    if wanted:
        response = timeline_formats.answer(request, query, around, found, items)
    else:
        ready = fragments.Fragments()
        context = context_of(request, question, around, found, ready) | entries_of(query, around, found, items, ready)
        response = HttpResponse(fragments.page("relations/timeline.html", context, ready, around.names))
    return remembered(request, response, question, around)


def asked(request: HttpRequest, dossier: str) -> Question:
    """The filters; a day that is not over yet is the present."""
    params = timeline_formats.understood(request.GET)
    query = read(params, PageFilters, scope=Scope(dossier=dossiers.Called(dossier)), other=timeline_formats.OTHER)
    asof = moments.past(query.one("asof"))
    if asof.day is None:
        query = replace(query, values={name: values for name, values in query.values.items() if name != "asof"})
    return Question(query, asof)


def remembered(request: HttpRequest, response: HttpResponse, question: Question, around: Surroundings) -> HttpResponse:
    """A list as it was names its moment and the list of today (RFC 7089); none where nothing was public then."""
    if question.asof.day and around.counts:
        here = languages.in_language(f"{around.dossier.path}timeline/", languages.current())
        wish = timeline_formats.joined(question.query.changed(asof=None), timeline_formats.extra(request.GET))
        original = request.build_absolute_uri(here + (f"?{wish}" if wish else ""))
        for name, value in moments.headers(question.asof.day, original=original).items():
            response[name] = f"{response[name]}, {value}" if name in response else value
    return response


def surroundings_of(word: str, question: Question, found: Page, items: list[exports.Item]) -> Surroundings:
    """The second query: names for the slots on this page, or those in its items, and for the filters in force."""
    query, day = question.query, question.asof.day
    ids = {each for item in items for each in exports.ids_in(item)}
    ids |= set() if items else {each for row in found.rows for each in cards.slots(row.fragment)}
    ids |= {value for name in filtering.NAMING for value in query.values.get(name, ())}
    low, high = filtering.chosen(query) or (None, None)
    return dossiers.surroundings(word, ids, spans.Asked(low, high, moments.end_of(day) if day else None))


def address_of(around: Surroundings, word: str) -> str | None:
    """The dossier's present address where `word` is an older one or it was merged; 404 and 410 as every page."""
    if around.dossier is None:
        raise Http404
    if around.dossier.state != State.PUBLIC:
        return records.standing(records.found(word=word)).listing.replacement.listing.path
    return around.dossier.path if around.dossier.path != f"/{word}/" else None


def entries_of(
    query: Query, around: Surroundings, found: Page, items: list[exports.Item], ready: Fragments
) -> dict[str, Any]:
    """The entries as this view shows them."""
    if query.one("view") == "table":
        rows = [timeline_table.row(each, around) for each in items]
        return {"columns": timeline_table.columns(query), "rows": rows}
    if query.one("view") == "map":
        return {"map": timeline_map.context(items, around, ready)}
    return {"years": by_year(query, around, found, ready)}


def by_year(query: Query, around: Surroundings, found: Page, ready: Fragments) -> list[Year]:
    """Years in the order of the list, with the joined cards of each; one nameless year where the order is not by date."""
    counts = {} if filtering.narrowing(query) else around.counts.get("year", {})
    years = []
    for name, group in itertools.groupby(found.rows, key=lambda row: str(row.year) if query.sort in BY_DATE else ""):
        texts = [row.fragment for row in group]
        years.append(Year(name, counts.get(name.zfill(4)), ready.put("\n".join(texts)), len(texts)))
    return years


def context_of(
    request: HttpRequest, question: Question, around: Surroundings, found: Page, ready: Fragments
) -> dict[str, Any]:
    """Everything on the page but the entries."""
    query, dossier, rows = question.query, around.dossier, len(found.rows)
    path = f"{dossier.path}timeline/"
    fields = filtering.fields(query, around)
    here = (
        {str(row.year) for row in found.rows}
        if query.sort in BY_DATE and query.one("view") not in FROM_ITEMS
        else set()
    )
    context = {
        "title": _("%(dossier)s: timeline") % {"dossier": dossier.title},
        "description": _("Reviewed entries on %(dossier)s, with sources for each statement.")
        % {"dossier": dossier.title},
        "robots": robots(request, query),
        "canonical": request.build_absolute_uri(path + (f"?{query.canonical}" if query.canonical else "")),
        "here": "timeline",
        "dossier_path": dossier.path,
        "dossier": dossier,
        "path": path,
        "api": f"/api/v1/timeline/?{urlencode({'dossier': dossier.public_id})}&{query.changed(view=None)}".rstrip("&"),
        "query": query,
        "all": around.counts.get("all", {}).get("", 0),
        "covered": filtering.covered(around),
        "total": filtering.total(query, around, rows, complete=found.next is None and query.after is None),
        "cap": COUNT_CAP,
        "shown": rows,
        "span": filtering.span(query),
        "problems": [*query.problems, *question.asof.problems, *timeline_formats.problems(request.GET)],
        "groups": filtering.chips(query, around, "group"),
        "active": filtering.active(query, around),
        "fields": fields,
        "asof": question.asof.day and moments.words(question.asof.day),
        "present": query.changed(asof=None),
        "printed": request.GET.get("print") == "1",
        "formats": timeline_formats.addresses(query, path),
        "views": [(text, query.changed(view=view), (query.one("view") or "list") == view) for view, text in VIEWS],
        "orders": [(text, query.changed(sort=sort), query.sort == sort) for sort, text in ORDERS],
        "next": query.changed(cursor=found.next) if found.next else "",
        "first": query.changed(),
        "limit": query.limit,
        "present_view": query.changed(),
        "key": ready.put(controls.key_to_dates()),
        "offers": offers(fields, ready),
    }
    context |= machines.timeline(request, context, dossier, found.rows, around.counts.get("year", {}))
    return context | drawn(query, around, path, here, ready) | ({} if rows else timeline_empty.nothing(query, around))


def robots(request: HttpRequest, query: Query) -> str:
    """What search engines need not keep, because they have its entries already: all but single years and types."""
    if "asof" in query.values:
        return "noindex"
    variant = query.after is not None or "view" in query.values or request.GET.get("print") == "1"
    narrowed = query.is_filtered and not filtering.is_single(query)
    return "noindex,follow" if variant or narrowed else ""


def offers(fields: dict[str, Any], ready: Fragments) -> dict[str, str]:
    """The options of each control of the form, ready."""
    chosen = {
        name: ready.put(controls.options(fields[name]))
        for name in ("place", "topics", "directions", "matches", "precisions")
    }
    boxes = {
        name: ready.put(controls.checkboxes(name.removesuffix("s"), fields[name])) for name in ("kinds", "standings")
    }
    return chosen | boxes | {"who": ready.put(controls.option_groups(fields["who"]))}
