"""The corrections of a dossier as a page, as feeds (Atom, JSON Feed) and as a file.

Seven queries; three more for the table of years, the first time after an act on the record.
"""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations import corrections, dates, feeds, http, languages, ledger
from relations.corrections import APART, Entry, Kind, Years
from relations.corrections.days import utc_day
from relations.filters import Query, read
from relations.filters.corrections import CorrectionFilters, narrowed
from relations.models import Change, Listing
from relations.views.ledger import span, standing
from relations.vocabularies import RecordType, WithdrawalReason

KNOWN = (*CorrectionFilters.base_filters, "format")
FORMATS = {"atom": "Atom", "jsonfeed": "JSON Feed", "csv": "CSV"}
MOST_IN_A_FILE = 1000
DIFFERENCES_SHOWN = 6
MEANING = {
    Kind.CORRECTION: gettext_lazy("we were wrong"),
    Kind.CLARIFICATION: gettext_lazy("the text could be misread"),
    Kind.WITHDRAWAL: gettext_lazy("the record no longer stands"),
    Kind.REINSTATEMENT: gettext_lazy("a withdrawal was taken back"),
    Kind.MERGE: gettext_lazy("two records were one"),
    Kind.REMOVAL: gettext_lazy("nothing of it may be shown"),
    Kind.UPDATE: gettext_lazy("the world moved; nothing was wrong"),
    Kind.MINOR: gettext_lazy("only the wording is another"),
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
        **table(years_of(request, listing, acts)),
        "next": following,
        "problems": [*query.problems, *unknown_format(wanted)],
    }
    return http.render("relations/corrections.html", context)


def years_of(request: HttpRequest, listing: Listing, acts: QuerySet[Change]) -> Years:
    """The table of all acts. It reads many documents, so it is remembered until the next act on the record."""
    head = request.head
    key = f"corrections:{head.epoch}:{head.seq}:{http.build()}:{listing.pk}"
    found = http.recall(key)
    if found is None:
        found = corrections.years(acts)
        http.remember(key, found)
    return found


def table(years: Years) -> dict[str, Any]:
    """Years and columns: corrections and what is kept apart from them always, other kinds where there are any."""
    always = (Kind.CORRECTION, Kind.CLARIFICATION, *APART)
    shown = [kind for kind in Kind if kind in always or years.total.kinds[kind]]
    right = [kind for kind in shown if kind not in APART]
    rows = [*years.rows, *([years.total] if len(years.rows) > 1 else [])]
    return {
        "columns": [capfirst(kind.label) for kind in right],
        "columns_apart": [capfirst(kind.label) for kind in APART],
        "years": [
            {
                "year": each.year,
                "kinds": [each.kinds.get(kind, 0) for kind in right],
                "apart": [each.kinds.get(kind, 0) for kind in APART],
                "all": each.all,
                "median": each.median,
            }
            for each in rows
        ],
        "total": years.total,
        "corrected": years.total.kinds[Kind.CORRECTION],
    }


def unknown_format(wanted: str) -> list[str]:
    """The sentence for a format that there is not."""
    if not wanted:
        return []
    known = ", ".join(FORMATS)
    return [_("format: “%(wanted)s” is not one of %(known)s.") % {"wanted": wanted[:40], "known": known}]


def context_of(request: HttpRequest, query: Query, listing: Listing, entries: list[Entry]) -> dict[str, Any]:
    """Everything on the page but the counts."""
    path = f"{listing.path}corrections/"
    return {
        "title": title_of(listing),
        "description": _("What was put right in %(title)s: before and after, and how long the error stood.")
        % {"title": listing.called},
        "canonical": request.build_absolute_uri(path),
        "robots": "noindex,follow" if query.is_filtered or query.after is not None else "",
        "here": "corrections",
        "dossier_path": listing.path,
        "dossier": listing,
        **since(listing),
        "path": path,
        "query": query,
        "span": span(query),
        "kinds": [option(kind, query) for kind in Kind if kind not in APART],
        "apart": [option(kind, query) for kind in APART],
        "formats": [(name, f"{path}?{addressed(query, name)}") for name in FORMATS],
        "labels": FORMATS,
        "entries": [row(each) for each in entries],
        "first": query.changed(),
        "is_first": query.after is None,
    }


def title_of(listing: Listing) -> str:
    return _("%(title)s: corrections") % {"title": listing.called}


def since(listing: Listing) -> dict[str, str]:
    """The day since when the list is kept, for machines and in words."""
    iso = utc_day(listing.first_published_at).isoformat()
    return {"since_iso": iso, "since_words": dates.words(dates.parse(iso), languages.current())}


def option(kind: Kind, query: Query) -> dict[str, Any]:
    """One kind in the form and in the list of what the words mean."""
    return {
        "value": kind.value,
        "label": capfirst(kind.label),
        "chosen": query.has("kind", kind),
        "meaning": MEANING[kind],
    }


def addressed(query: Query, wanted: str) -> str:
    """The same selection in another format, from its first page on."""
    return "&".join(filter(None, [query.changed(limit=None), urlencode({"format": wanted})]))


def row(entry: Entry) -> dict[str, Any]:
    """One act with every text ready."""
    shown = (entry.differences or [])[:DIFFERENCES_SHOWN]
    number = entry.version
    notice = languages.called(entry.notice, entry.notice_cs)
    return {
        "id": f"a{entry.seq}",
        "seq": entry.seq,
        "at": entry.at,
        "kind": entry.kind.value,
        "label": capfirst(entry.kind.label),
        "name": entry.name,
        "noun": RecordType(entry.name.type).label,
        "version": number,
        "notice": notice,
        # The language of what has no translation, where the page speaks another.
        "notice_foreign": languages.ORIGINAL if isinstance(notice, languages.Original) else "",
        "foreign": "" if languages.current() == languages.ORIGINAL else languages.ORIGINAL,
        "reason": WithdrawalReason(entry.reason).label if entry.reason else "",
        "replacement": entry.replacement,
        "replacement_noun": RecordType(entry.replacement.type).label if entry.replacement else "",
        "differences": shown,
        "more": len(entry.differences or []) - len(shown),
        "hidden": bool(number) and entry.differences is None,
        "days": entry.days,
        "compare": f"{entry.name.path}compare/{number - 1}..{number}/" if entry.differences is not None else "",
        "under": entry.under,
        # The statements of a merged record have no place on the page of the one that stands for it.
        "anchored": entry.under is None,
    }


def as_format(
    request: HttpRequest, wanted: str, listing: Listing, query: Query, entries: list[Entry], following: str
) -> HttpResponse:
    """The selection as a feed or a file; where it is cut, `Link` says where it goes on."""
    base = request.build_absolute_uri("/").rstrip("/")
    path = f"{listing.path}corrections/"
    feed = feeds.Feed(
        title=title_of(listing),
        page=feeds.here(f"{base}{path}" + (f"?{query.canonical}" if query.canonical else "")),
        address=feeds.here(f"{base}{path}?{addressed(query, wanted)}"),
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
        response["Link"] = f'<{feeds.here(f"{base}{path}")}?{following}&format={wanted}>; rel="next"'
    return response
