"""The corrections of a dossier as a page, as feeds (Atom, JSON Feed) and as a file. Seven queries."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.text import capfirst

from relations import corrections, feeds, http, ledger
from relations.corrections import Entry, Kind
from relations.filters import Query, read
from relations.filters.corrections import CorrectionFilters, narrowed
from relations.models import Listing
from relations.views.ledger import span, standing
from relations.vocabularies import RecordType

KNOWN = (*CorrectionFilters.base_filters, "format")
FORMATS = {"atom": "Atom", "jsonfeed": "JSON Feed", "csv": "CSV"}
MOST_IN_A_FILE = 1000
DIFFERENCES_SHOWN = 6
MEANING = {
    Kind.CORRECTION: "we were wrong",
    Kind.CLARIFICATION: "the text could be misread",
    Kind.WITHDRAWAL: "the record no longer stands",
    Kind.REINSTATEMENT: "a withdrawal was taken back",
    Kind.MERGE: "two records were one",
    Kind.REMOVAL: "nothing of it may be shown",
}


@http.page(known=KNOWN)
def page(request: HttpRequest, dossier: str) -> HttpResponse:
    """The list; `?format=` gives the same selection as a feed or a file."""
    query = read(request.GET, CorrectionFilters, other=("format",))
    wanted = request.GET.get("format", "")
    listing = standing(ledger.called(dossier), dossier)
    path = f"{listing.path}corrections/"
    if listing.path != f"/{dossier}/":
        asked = "&".join(filter(None, [query.canonical, f"format={wanted}" if wanted in FORMATS else ""]))
        return HttpResponsePermanentRedirect(path + (f"?{asked}" if asked else ""))
    acts = corrections.acts(listing, request.head.seq)
    limit = MOST_IN_A_FILE if wanted == "csv" and "limit" not in query.values else query.limit
    entries, after = corrections.page(narrowed(acts, query), after=query.after, limit=limit)
    following = query.changed(cursor=query.cursor_after(after)) if after is not None else ""
    if wanted in FORMATS:
        return as_format(request, wanted, listing, query, entries, following)
    context = context_of(request, query, listing, entries) | {
        "years": corrections.counts(acts),
        "next": following,
        "problems": [*query.problems, *unknown_format(wanted)],
    }
    return http.render("relations/corrections.html", context)


def unknown_format(wanted: str) -> list[str]:
    """The sentence for a format that there is not."""
    return [f"format: “{wanted[:40]}” is not one of {', '.join(FORMATS)}."] if wanted else []


def context_of(request: HttpRequest, query: Query, listing: Listing, entries: list[Entry]) -> dict[str, Any]:
    """Everything on the page but the counts."""
    path = f"{listing.path}corrections/"
    return {
        "title": f"{listing.title}: corrections",
        "description": f"What was put right in {listing.title}: before and after, and how long the error stood.",
        "canonical": request.build_absolute_uri(path),
        "robots": "noindex,follow" if query.is_filtered or query.after is not None else "",
        "here": "corrections",
        "dossier_path": listing.path,
        "dossier": listing,
        "path": path,
        "query": query,
        "span": span(query),
        "kinds": [(kind, capfirst(kind.label), query.has("kind", kind), MEANING[kind]) for kind in Kind],
        "formats": [(name, f"{path}?{addressed(query, name)}") for name in FORMATS],
        "labels": FORMATS,
        "entries": [row(each) for each in entries],
        "first": query.changed(),
        "is_first": query.after is None,
    }


def addressed(query: Query, wanted: str) -> str:
    """The same selection in another format, from its first page on."""
    return "&".join(filter(None, [query.changed(limit=None), urlencode({"format": wanted})]))


def row(entry: Entry) -> dict[str, Any]:
    """One act with every text ready."""
    shown = (entry.differences or [])[:DIFFERENCES_SHOWN]
    number = entry.version
    return {
        "id": f"a{entry.seq}",
        "seq": entry.seq,
        "at": entry.at,
        "kind": entry.kind.value,
        "label": capfirst(entry.kind.label),
        "name": entry.name,
        "noun": RecordType(entry.name.type).label,
        "version": number,
        "notice": entry.notice,
        "reason": entry.reason,
        "replacement": entry.replacement,
        "differences": shown,
        "more": len(entry.differences or []) - len(shown),
        "hidden": bool(number) and entry.differences is None,
        "days": entry.days,
        "compare": f"{entry.name.path}compare/{number - 1}..{number}/" if entry.differences is not None else "",
    }


def as_format(
    request: HttpRequest, wanted: str, listing: Listing, query: Query, entries: list[Entry], following: str
) -> HttpResponse:
    """The selection as a feed or a file; where it is cut, `Link` says where it goes on."""
    base = request.build_absolute_uri("/").rstrip("/")
    path = f"{listing.path}corrections/"
    feed = feeds.Feed(
        title=f"{listing.title}: corrections",
        page=f"{base}{path}" + (f"?{query.canonical}" if query.canonical else ""),
        address=f"{base}{path}?{addressed(query, wanted)}",
        since=listing.first_published_at,
        base=base,
    )
    rows = [row(entry) for entry in entries]
    content = {"atom": feeds.atom, "jsonfeed": feeds.json_feed}[wanted](feed, rows) if wanted != "csv" else ""
    response = HttpResponse(content or feeds.table(feed, entries), feeds.MEDIA_TYPES[wanted])
    response["X-Robots-Tag"] = "noindex"
    if wanted == "csv":
        response["Content-Disposition"] = f'attachment; filename="{listing.slug}-corrections.csv"'
    if following:
        response["Link"] = f'<{base}{path}?{following}&format={wanted}>; rel="next"'
    return response
