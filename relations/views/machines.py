"""Lists and pages about this site as `structured` describes them: from the context of a page to its block of data.

Only what search engines may keep describes itself; item pages are described in `records`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from relations import structured
from relations.profiles import Name
from relations.timeline import Row

ENTRY = re.compile(r'<h4><a href="([^"]+)">')


def site(request: HttpRequest) -> structured.Site:
    return structured.site(f"{request.scheme}://{request.get_host()}")


def collection(site: structured.Site, path: str, title: str) -> dict[str, str]:
    """The dossier that a list belongs to."""
    return {"@type": "CollectionPage", "@id": site.full(path), "name": title}


def timeline(
    request: HttpRequest, context: Mapping[str, Any], dossier: Name, rows: Iterable[Row], years: Iterable[str]
) -> dict[str, Any]:
    """The block of a timeline; none on a page that nobody should keep. `years`: those that the dossier has entries in."""
    if context["robots"]:
        return {}
    here, covered = site(request), [int(year) for year in years]
    found = structured.timeline(
        here,
        title=context["title"],
        description=context["description"],
        path=context["path"] + (f"?{context['query'].canonical}" if context["query"].canonical else ""),
        dossier=collection(here, dossier.path, str(dossier.title)),
        entries=[path for row in rows for path in ENTRY.findall(row.fragment)[:1]],
        total=context["total"],
        downloads={name: context["formats"][name] for name in ("csv", "json")},
        years=(min(covered), max(covered)) if covered else None,
        seq=request.head.seq,
    )
    return {"structured": structured.block(found)}


def statistics(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    """The block of a page of statistics."""
    here, dossier = site(request), context["dossier"]
    found = structured.statistics(
        here,
        title=context["title"],
        path=context["path"],
        dossier=collection(here, dossier.path, dossier.called),
        series=[(each["title"], each["path"]) for topic in context["topics"] for each in topic["series"]],
    )
    return {"structured": structured.block(found)}


def search(request: HttpRequest, title: str) -> dict[str, Any]:
    """The block of a page of hits."""
    return {"structured": structured.block(structured.search_results(site(request), title=title, path="/search/"))}


def data(request: HttpRequest, **known: Any) -> dict[str, Any]:
    """The block of the whole record as a data set."""
    title = _("Public record of %(site)s") % {"site": settings.SITE_NAME}
    return {"structured": structured.block(structured.data(site(request), title=title, **known))}


def about(request: HttpRequest, title: str) -> dict[str, Any]:
    """The block of a page about this site."""
    return {"structured": structured.block(structured.about(site(request), title=title, path=request.path_info))}
