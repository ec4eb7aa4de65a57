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

from relations import cards, dates, facts, http, timeline
from relations.documents import load
from relations.filters import Query, read
from relations.filters.searching import SearchPageFilters
from relations.filters.sets import in_range
from relations.models import Listing
from relations.search import days, hits, nearest, snippets
from relations.search.questions import Term, terms
from relations.vocabularies import RecordType, Standing

LIMIT = 20
LONGEST = 200
MOST_DAYS = 2
KNOWN = tuple(SearchPageFilters.base_filters)
PLURALS = {
    "incident": "Incidents",
    "visit": "Visits",
    "source": "Sources",
    "person": "People",
    "organisation": "Organisations",
    "country": "States",
    "place": "Places",
    "series": "Statistics",
    "dossier": "Dossiers",
}
OPENSEARCH = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>{name}</ShortName>
<Description>Search in what is published</Description><InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="{address}?q={{searchTerms}}"/></OpenSearchDescription>
"""
WORDLESS = "There is no letter or digit in it, so there is nothing to look for."


@http.page(known=KNOWN)
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what it finds."""
    query = read(request.GET, SearchPageFilters)
    asked = terms(query.one("q"))
    context = {
        "title": f"Search: {query.one('q')}" if asked else "Search",
        "canonical": request.build_absolute_uri("/search/"),
        "robots": "noindex,follow",
        "here": "search",
        "typed": query.one("q") or shown(request.GET.get("q", "")),
        "asked": bool(asked),
        "problems": [*query.problems, *([WORDLESS] if query.one("q") and not asked else [])],
    }
    return http.render("relations/search.html", context | (found(query, asked) if asked else around()))


@http.page
def description(request: HttpRequest) -> HttpResponse:
    """`/search/opensearch.xml`: with this a browser offers the search in its own address bar."""
    told = OPENSEARCH.format(
        name=escape(settings.SITE_NAME[:16]), address=escape(request.build_absolute_uri("/search/"))
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
        "number": number(page.counts, types),
        "more": bool(query.after),
        "kinds": kinds(query, page.counts),
        "days": [each for day in days.found_in(query.one("q"))[:MOST_DAYS] for each in day_offers(day, dossiers)],
        "next": query.changed(cursor=query.cursor_after(page.after)) if page.after is not None else "",
        "first": query.changed(),
    }  # fmt: skip


def number(counts: dict[str, int], types: tuple[str, ...]) -> str:
    """How many records of these types were found, in words that do not promise more than was counted."""
    return total([count for kind, count in counts.items() if not types or kind in types])


def total(counts: list[int]) -> str:
    capped = [min(count, hits.COUNT_CAP) for count in counts]
    more = "more than " if any(count > hits.COUNT_CAP for count in counts) else ""
    return f"{more}{sum(capped):,} record{'' if sum(capped) == 1 else 's'}"


def kinds(query: Query, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Links that narrow the list to one type, and back to all."""
    types = query.values.get("type", ())
    narrowed = [
        {"label": label, "query": query.changed(type=kind), "count": capped(counts[kind]), "now": types == (kind,)}
        for kind, label in PLURALS.items()
        if counts.get(kind)
    ]
    return [{"label": "All", "query": query.changed(type=None), "count": "", "now": not types}, *narrowed]


def capped(count: int) -> str:
    return f"{hits.COUNT_CAP:,}+" if count > hits.COUNT_CAP else str(count)


def hit(listing: Listing, asked: tuple[Term, ...]) -> dict[str, Any]:
    """One record: what it is, its title and a passage, both with the words that were asked for marked."""
    item, document = json.loads(listing.item), load(listing.edition.document)
    return {
        "id": listing.public_id,
        "type": str(RecordType(listing.type).label).capitalize(),
        "kind": facts.kind_label(document["record"]),
        "group": item.get("group", ""),
        "standing": facts.standing(item),
        "date": item.get("date") if "edtf" in item.get("date", {}) else None,
        "title": snippets.pieces(listing.title, snippets.marks(listing.title, asked)),
        "path": listing.path,
        "passage": passage(document, asked, listing.path),
    }


def passage(document: dict[str, Any], asked: tuple[Term, ...], path: str) -> dict[str, Any] | None:
    """The passage of a hit: its pieces, its language, where on the page it stands and how sure that place is."""
    snippet = snippets.best(document, asked)
    if snippet is None:
        return None
    place = snippets.place(document, snippet.anchor)
    holder = place.part if "standing" in place.part else {"standing": Standing.ESTABLISHED}
    return {
        "pieces": snippet.pieces,
        "language": snippet.language,
        "quoted": snippet.anchor.startswith("citations/"),
        "name": place.name,
        "path": f"{path}#{place.fragment}" if place.fragment else "",
        "standing": facts.standing(holder),
    }


def day_offers(edtf: str, dossiers: list[Listing]) -> list[dict[str, Any]]:
    """The timeline of one day, month or year, in each dossier, with what could lie in it. One query each."""
    value = dates.parse(edtf)
    return [
        {
            "words": dates.words(value, cards.LANG),
            "title": dossier.title if len(dossiers) > 1 else "",
            "path": f"{dossier.path}timeline/?{urlencode({'date_from': edtf, 'date_to': edtf})}",
            "count": entries_at(dossier, edtf),
        }
        for dossier in dossiers
    ]


def entries_at(dossier: Listing, edtf: str) -> str:
    entries = timeline.current().filter(dossier_id=dossier.record_id)
    count = timeline.capped_count(in_range(entries, edtf, edtf, "overlaps"))
    return f"{capped(count)} entr{'y' if count == 1 else 'ies'}"


def in_vain(query: Query, asked: tuple[Term, ...], sought: tuple[Term, ...], counts: dict[str, int]) -> dict[str, Any]:
    """What to try instead: the other types, each word alone, titles that look alike."""
    alone = hits.alone(sought) if len(asked) > 1 and not counts else []
    return {
        "elsewhere": number(counts, ()) if counts else "",
        "everywhere": query.changed(type=None),
        "alone": [
            {"said": term.said, "query": urlencode({"q": term.said}), "count": capped(count)} for term, count in alone
        ],
        "offers": [
            {"title": offer.title, "path": offer.path, "type": RecordType(offer.type).label}
            for offer in (nearest.offers(asked) if not counts else [])
        ],
    }
