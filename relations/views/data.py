"""`/data/`: what of the record there is to take, what each table holds, how to cite it and how to stay in sync.

Shows the dumps that lie on disk; what is said of them is their own manifest and `dumps.tables`.
"""

import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from relations import about, citations, http, profiles
from relations.citations import Cited
from relations.dumps import describing, shelf
from relations.dumps.tables import TABLES
from relations.quantities import grouped, size
from relations.structured.frame import thing
from relations.views import citing, machines

FOLDER = "/api/v1/dumps/"


def standing(request: HttpRequest) -> str:
    """Which dumps lie on disk, for the validator; the page finds them in `request.dumps`."""
    request.dumps = shelf.servable()
    return repr([dump.manifest for dump in request.dumps])


@http.page(known=("format",), besides=standing, today=True)
def overview(request: HttpRequest) -> HttpResponse:
    """The page itself; its citation names the day of access."""
    if request.GET.get("format"):
        request.ignored = ["format"]
    newest = request.dumps[0] if request.dumps else None
    context = {
        "title": _("Data to take away"),
        "description": _("The whole public record as files: what they hold, how to cite them, how to stay in sync."),
        "here": "data",
        "canonical": request.build_absolute_uri(request.path_info),
        "origin": origin(request),
        "ignored": http.ignored(request),
        "dumps": [told(dump) for dump in request.dumps],
        "cited": citations.apa(cited(request)).strip(),
        "seq": newest.seq if newest else request.head.seq,
        "tables": TABLES,
        "lines": describing.LINES.items(),
        "cells": describing.SAFE_CELLS,
    }
    return http.render("relations/data.html", context | machine_readable(request, context))


@http.page(known=("format",), besides=standing, today=True)
def cite(request: HttpRequest) -> HttpResponse:
    """The data set as a citation: the version is the number of the act that the newest dump was made at."""
    return citing.sent(cited(request), request.GET["format"])


@wraps(overview)
def offered(request: HttpRequest) -> HttpResponse:
    """The page, or one of its citations as a file."""
    return (cite if request.GET.get("format") in citing.FORMATS else overview)(request)


def origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def address(dump: shelf.Dump, name: str) -> str:
    return f"{FOLDER}{dump.seq}/{name}"


def moment(dump: shelf.Dump) -> datetime.datetime | None:
    """When the last act in it was; dumps of an older build do not say it."""
    return datetime.datetime.fromisoformat(dump.manifest["at"]) if "at" in dump.manifest else None


def told(dump: shelf.Dump) -> dict[str, Any]:
    """One dump as the page shows it."""
    files = dump.manifest["files"]
    return {
        "seq": dump.seq,
        "at": moment(dump),
        "size": size(sum(each["bytes"] for each in files)),
        "manifest": address(dump, describing.MANIFEST),
        "files": [
            {
                "name": each["name"],
                "path": address(dump, each["name"]),
                "rows": grouped(str(each["rows"])) if "rows" in each else "",
                "size": size(each["bytes"]),
                "sha256": each["sha256"],
            }
            for each in files
        ],
    }


def cited(request: HttpRequest) -> Cited:
    """The data set as it is cited: of the newest dump with its hash, else of the record as it stands."""
    newest = request.dumps[0] if request.dumps else None
    at = newest and moment(newest)
    today = datetime.datetime.now(datetime.UTC).date()
    records = newest.file("records.jsonl") if newest else None
    return Cited(
        "chronicle",
        newest.seq if newest else request.head.seq,
        f"Public record of {settings.SITE_NAME}",
        settings.SITE_NAME,
        "",
        at.astimezone(datetime.UTC).date() if at else today,
        today,
        f"sha256:{records['sha256']} of records.jsonl" if records else "",
        f"{origin(request)}/data/",
        citations.DATASET,
    )


def machine_readable(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The block of the page: the record as a data set with its files."""
    extent = about.extent()
    names, here = profiles.names(extent.countries), machines.site(request)
    newest = request.dumps[0] if request.dumps else None
    more = _("Each statement beside its source, dated as precisely as it is known.")
    return machines.data(
        request,
        description=f"{context['description']} {more}",
        version=context["seq"],
        modified=newest.manifest.get("at", "") if newest else "",
        years=extent.years,
        places=[place for each in extent.countries if each in names and (place := thing(names[each], here))],
        files=[each | {"path": address(newest, each["name"])} for each in newest.manifest["files"]] if newest else [],
    )
