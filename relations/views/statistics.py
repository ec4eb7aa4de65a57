"""The statistics of a dossier: series by topic, figures of incidents, staff ceilings; all of it as CSV too. Four queries."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from relations import http, ledger, statistics
from relations.models import Listing
from relations.statistics import Stated, Statistic, Statistics
from relations.views import charts, machines
from relations.views.ledger import ceiling, standing

FORMATS = ("csv",)


@http.page(known=("format",))
def page(request: HttpRequest, dossier: str) -> HttpResponse:
    """The page, or with `?format=csv` its table."""
    listing = standing(ledger.called(dossier), dossier)
    wanted = request.GET.get("format", "")
    if listing.path != f"/{dossier}/":
        query = f"?format={wanted}" if wanted in FORMATS else ""
        return HttpResponsePermanentRedirect(f"{listing.path}statistics/{query}")
    found = statistics.of(listing, json.loads(listing.item).get("sides", []))
    if wanted == "csv":
        return as_file(request, listing, found)
    context = context_of(request, listing, found, wanted)
    return http.render("relations/statistics.html", context | machines.statistics(request, context))


def as_file(request: HttpRequest, listing: Listing, found: Statistics) -> HttpResponse:
    """The table as a download."""
    return charts.table(statistics.as_csv(found, charts.base(request)), f"{listing.slug}-statistics")


def context_of(request: HttpRequest, listing: Listing, found: Statistics, wanted: str) -> dict[str, Any]:
    path = f"{listing.path}statistics/"
    problems = [http.ignored(request)] if http.ignored(request) else []
    if wanted and wanted not in FORMATS:
        problems.append(charts.refused(wanted, FORMATS))
    return {
        "title": _("%(dossier)s: statistics") % {"dossier": listing.called},
        "description": _("Series, figures of incidents and staff ceilings of %(dossier)s, each with its source.")
        % {"dossier": listing.called},
        "canonical": request.build_absolute_uri(path),
        "here": "statistics",
        "dossier_path": listing.path,
        "dossier": listing,
        "path": path,
        "csv": f"{path}?format=csv",
        "api": f"/api/v1/series/?dossier={listing.public_id}",
        "problems": problems,
        "topics": [topic(at, name, each) for at, (name, each) in enumerate(found.topics, 1)],
        "count": len(found.series),
        "cut": len(found.series) >= statistics.MOST_SERIES,
        "figures": [figure(each, found) for each in found.figures],
        "ceilings": [ceiling(each, found.names) for each in found.ceilings],
    }


def topic(at: int, name: str, found: list[Statistic]) -> dict[str, Any]:
    """One section of the page."""
    return {"id": f"topic-{at}", "name": name or _("Without a topic"), "series": [shown(each) for each in found]}


def shown(each: Statistic) -> dict[str, Any]:
    """One series with its values."""
    labelled = any(row["label"] for row in each.rows)
    return {
        "title": each.listing.called,
        "path": each.listing.path,
        "csv": f"{each.listing.path}?format=csv",
        "svg": f"{each.listing.path}?format=svg" if each.drawing else "",
        "api": f"/api/v1/series/{each.listing.public_id}/",
        "definition": each.record.get("definition", ""),
        "unit": each.record.get("unit", ""),
        "rows": each.rows,
        "labelled": labelled,
        "drawing": each.drawing,
        "legend": each.drawing.legend(each.record["unit"]) if each.drawing else "",
        "sources": each.sources,
    }


def figure(each: Stated, found: Statistics) -> dict[str, Any]:
    """One figure of an incident."""
    return {
        "label": each.part["label"],
        "words": each.words,
        "title": each.listing.called,
        "path": each.listing.path,
        "date": each.date,
        "sources": [found.names[source] for source in each.sources],
    }
