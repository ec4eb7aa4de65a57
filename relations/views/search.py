"""Search over everything published: hits with the words that were asked for, counts by type, dates, offers for no hit.

Three queries (sequence; places, counts and dossiers; records), a fourth on SQLite to write out beginnings, and one for
each offer of a day or for a question in vain.
"""

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from relations import dates, facts, http, languages, limits, timeline
from relations.documents import load
from relations.filters import Query, read
from relations.filters.searching import SearchPageFilters
from relations.filters.sets import in_range
from relations.models import Listing
from relations.quantities import grouped
from relations.search import days, hits, nearest, snippets
from relations.search.questions import Term, terms
from relations.search.texts import DATED
from relations.views import machines
from relations.vocabularies import RecordType, Standing

LIMIT = 20
LONGEST = 200
MOST_DAYS = 2
KNOWN = tuple(SearchPageFilters.base_filters)
PLURALS = {
    "incident": gettext_lazy("Incidents"),
    "visit": gettext_lazy("Visits"),
    "source": gettext_lazy("Sources"),
    "person": gettext_lazy("People"),
    "organisation": gettext_lazy("Organisations"),
    "country": gettext_lazy("States"),
    "place": gettext_lazy("Places"),
    "series": gettext_lazy("Statistics"),
    "dossier": gettext_lazy("Dossiers"),
}
ALL = pgettext_lazy("types of record", "All")
OPENSEARCH = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>{name}</ShortName>
<Description>{words}</Description><Language>{language}</Language><InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="{address}?q={{searchTerms}}"/></OpenSearchDescription>
"""
WORDLESS = gettext_lazy("There is no letter or digit in it, so there is nothing to look for.")


def too_many(request: HttpRequest) -> HttpResponse | None:
    """429 beyond the limit of searches; the form alone is free. About who asks and when, so nobody keeps it."""
    count = limits.count(request, limits.PAGE_SEARCH) if request.GET.get("q", "").strip() else None
    if count is None or not count.is_over:
        return None
    response = http.render("429.html", {"seconds": count.seconds, "again": request.get_full_path()}, status=429)
    response["Cache-Control"], response["Retry-After"] = "no-store", str(count.seconds)
    return response


@http.page(known=KNOWN, refuse=too_many)
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what it finds."""
    query = read(request.GET, SearchPageFilters)
    asked = terms(query.one("q"))
    context = {
        "title": _("Search: %(question)s") % {"question": query.one("q")} if asked else _("Search"),
        "canonical": request.build_absolute_uri("/search/"),
        "robots": "noindex,follow",
        "here": "search",
        "typed": query.one("q") or shown(request.GET.get("q", "")),
        "asked": bool(asked),
        "problems": [*query.problems, *([WORDLESS] if query.one("q") and not asked else [])],
    }
    told = machines.search(request, context["title"])
    return http.render("relations/search.html", context | told | (found(query, asked) if asked else around()))


@http.page
def description(request: HttpRequest) -> HttpResponse:
    """`/search/opensearch.xml`: with this a browser offers the search in its own address bar."""
    language = languages.current()
    told = OPENSEARCH.format(
        name=escape(settings.SITE_NAME[:16]),
        words=escape(_("Search in what is published")),
        language=language,
        address=escape(languages.in_language(request.build_absolute_uri("/search/"), language)),
    )
    return HttpResponse(told, "application/opensearchdescription+xml")


def shown(text: str) -> str:
    """What was typed and cannot be looked for, as far as a form can hold it."""
    return "".join(char for char in text[:LONGEST] if char.isprintable())


def around() -> dict[str, Any]:
    """What the page without a question needs: where the menu leads."""
    return navigation(list(hits.public_dossiers()[:1]))


def navigation(dossiers: list[Listing]) -> dict[str, Any]:
    return {"dossier_path": dossiers[0].path if dossiers else ""}


def found(query: Query, asked: tuple[Term, ...]) -> dict[str, Any]:
    """Hits, counts and offers of a question."""
    types = query.values.get("type", ())
    sought = hits.prepared(asked)
    page = hits.page(sought, types=types, after=query.after, limit=LIMIT, counted=True)
    listings = hits.listings([*page.places, *page.dossiers])
    dossiers = [listings[key] for key in page.dossiers if key in listings]
    rows = [hit(listings[place], asked) for place in page.places if place in listings]
    offered = {} if rows or query.after else in_vain(query, asked, sought, page.counts)
    return navigation(dossiers) | offered | {
        "rows": rows,
        "number": found_words(page.counts, types),
        "more": bool(query.after),
        "kinds": kinds(query, page.counts),
        "days": [each for day in days.found_in(query.one("q"))[:MOST_DAYS] for each in day_offers(day, dossiers)],
        "next": query.changed(cursor=query.cursor_after(page.after)) if page.after is not None else "",
        "first": query.changed(),
    }  # fmt: skip


def found_words(counts: dict[str, int], types: tuple[str, ...]) -> str:
    """How many records of these types were found, in words that do not promise more than was counted."""
    least, is_more = total(counts, types)
    values = {"count": grouped(least)}
    if is_more:
        return ngettext("more than %(count)s record found", "more than %(count)s records found", least) % values
    return ngettext("%(count)s record found", "%(count)s records found", least) % values


def elsewhere_words(counts: dict[str, int]) -> str:
    """The same of all types, inside a sentence."""
    least, is_more = total(counts, ())
    values = {"count": grouped(least)}
    if is_more:
        return ngettext("more than %(count)s record", "more than %(count)s records", least) % values
    return ngettext("%(count)s record", "%(count)s records", least) % values


def total(counts: dict[str, int], types: tuple[str, ...]) -> tuple[int, bool]:
    """How many there are at least, and whether there are more."""
    chosen = [count for kind, count in counts.items() if not types or kind in types]
    return sum(min(count, hits.COUNT_CAP) for count in chosen), any(count > hits.COUNT_CAP for count in chosen)


def kinds(query: Query, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Links that narrow the list to one type, and back to all."""
    types = query.values.get("type", ())
    narrowed = [
        {"label": label, "query": query.changed(type=kind), "count": capped(counts[kind]), "now": types == (kind,)}
        for kind, label in PLURALS.items()
        if counts.get(kind)
    ]
    return [{"label": ALL, "query": query.changed(type=None), "count": "", "now": not types}, *narrowed]


def capped(count: int) -> str:
    return f"{grouped(hits.COUNT_CAP)}+" if count > hits.COUNT_CAP else grouped(count)


def hit(listing: Listing, asked: tuple[Term, ...]) -> dict[str, Any]:
    """One record: what it is, its title and a passage, both with the words that were asked for marked."""
    item, document = json.loads(listing.item), load(listing.edition.document)
    title = listing.called
    return {
        "id": listing.public_id,
        "type": str(RecordType(listing.type).label).capitalize(),
        "kind": facts.kind_label(document["record"]),
        "group": item.get("group", ""),
        "standing": facts.standing(item),
        "date": item.get("date") if "edtf" in item.get("date", {}) else None,
        "title": snippets.pieces(title, snippets.marks(title, asked)),
        "language": languages.ORIGINAL if isinstance(title, languages.Original) else "",
        "path": listing.path,
        "passage": passage(document, asked, listing.path, title),
    }


def passage(document: dict[str, Any], asked: tuple[Term, ...], path: str, title: str) -> dict[str, Any] | None:
    """The passage of a hit: its pieces, its language, where on the page it stands and how sure that place is."""
    reader = "" if languages.current() == languages.ORIGINAL else languages.current()
    snippet = snippets.best(document, asked, title=title, reader=reader)
    if snippet and snippet.anchor in DATED:  # the date stands above the title already
        snippet = snippets.lead(document, asked, reader=reader) or snippet
    if snippet is None:
        return None
    place = snippets.place(document, snippet.anchor)
    holder = place.part if "standing" in place.part else {"standing": Standing.ESTABLISHED}
    return {
        # No-break spaces take the place of spaces, so the marks stay where they are.
        "pieces": snippets.pieces(languages.set_in(snippet.text, snippet.language), snippet.marks),
        "language": named(snippet.language),
        "quoted": snippet.anchor.startswith("citations/"),
        "name": place.name,
        "path": f"{path}#{place.fragment}" if place.fragment else "",
        "standing": facts.standing(holder),
    }


def named(language: str) -> str:
    """The language to name for a text, "" where it is that of the page. Of a record's own texts it is the original's."""
    if languages.current() == languages.ORIGINAL:
        return language
    return "" if language == languages.current() else language or languages.ORIGINAL


def day_offers(edtf: str, dossiers: list[Listing]) -> list[dict[str, Any]]:
    """The timeline of one day, month or year, in each dossier, with what could lie in it. One query each."""
    value = dates.parse(edtf)
    return [
        {
            "words": dates.words(value, languages.current()),
            "title": dossier.called if len(dossiers) > 1 else "",
            "path": f"{dossier.path}timeline/?{urlencode({'date_from': edtf, 'date_to': edtf})}",
            "count": entries_at(dossier, edtf),
        }
        for dossier in dossiers
    ]


def entries_at(dossier: Listing, edtf: str) -> str:
    entries = timeline.current().filter(dossier_id=dossier.record_id)
    count = timeline.capped_count(in_range(entries, edtf, edtf, "overlaps"))
    return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": capped(count)}


def in_vain(query: Query, asked: tuple[Term, ...], sought: tuple[Term, ...], counts: dict[str, int]) -> dict[str, Any]:
    """What to try instead: the other types, each word alone, titles that look alike."""
    alone = hits.alone(sought) if len(asked) > 1 and not counts else []
    return {
        "elsewhere": elsewhere_words(counts) if counts else "",
        "everywhere": query.changed(type=None),
        "sources": query.changed(type=RecordType.SOURCE.value) if counts.get(RecordType.SOURCE) else "",
        "alone": [
            {"said": term.said, "query": urlencode({"q": term.said}), "count": capped(count)} for term, count in alone
        ],
        "offers": [
            {"title": offer.title, "path": offer.path, "type": RecordType(offer.type).label}
            for offer in (nearest.offers(asked) if not counts else [])
        ],
    }
