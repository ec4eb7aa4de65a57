"""The table of visits of a dossier: who came to whom, where and when. Three queries (sequence, rows, names)."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from relations import cards, dossiers, http, languages, visits
from relations.dossiers import Surroundings
from relations.filters import cursors
from relations.views import fragments
from relations.views.timeline import address_of
from relations.vocabularies import Role, Standing, VisitKind

LIMIT = 100
TITLES = {
    "guest": pgettext_lazy("column", "Guest"),
    "host": pgettext_lazy("column", "Host"),
    "place": pgettext_lazy("column", "Place of visit"),
    "date": pgettext_lazy("column", "Date of visit"),
}


class Asked(NamedTuple):
    """A validated query: order, key to go on after, and a sentence for everything that was not used."""

    sort: str
    after: tuple[str, int] | None
    problems: list[str]


class Column(NamedTuple):
    """A heading: where it leads, and what `aria-sort` says ("" where the table is not sorted by it)."""

    name: str
    title: str
    query: str
    sorted: str


@http.page(known=("sort", "cursor"))
def table(request: HttpRequest, dossier: str) -> HttpResponse:
    """Every visit, in the order of a column."""
    asked = read(request, dossier)
    found = visits.page(dossier, sort=asked.sort, after=asked.after, limit=LIMIT)
    around = dossiers.surroundings(dossier, [each for item in found.items for each in ids_in(item)])
    if moved := address_of(around, dossier):
        return HttpResponsePermanentRedirect(f"{moved}visits/")
    rows = [row(item, around) for item in found.items]
    going_on = cursors.encode(list(found.after), bound_to(dossier, asked.sort)) if found.after else ""
    return http.render("relations/visits.html", context_of(request, asked, around, rows, going_on))


def read(request: HttpRequest, dossier: str) -> Asked:
    """Order and cursor of a request; what is not understood is dropped and said."""
    problems = [http.ignored(request)] if http.ignored(request) else []
    sort = request.GET.get("sort", "date") or "date"
    if sort not in visits.SORTS:
        words = _("%(name)s: “%(value)s” is not one of %(known)s.")
        problems.append(words % {"name": "sort", "value": sort[:40], "known": ", ".join(visits.SORTS)})
        sort = "date"
    cursor = request.GET.get("cursor", "")
    try:
        after = cursors.titled(cursors.decode(cursor, bound_to(dossier, sort))) if cursor else None
    except cursors.CursorFault:
        after = None
        problems.append(_("The cursor does not belong to this table and its order; it starts on the first page."))
    return Asked(sort, after, problems)


def bound_to(dossier: str, sort: str) -> str:
    return cursors.filter_hash("visits table", dossier, sort)


def ids_in(item: dict[str, Any]) -> set[str]:
    """The records whose names one row shows."""
    parts = [part for part in item.get("participations", []) if not part.get("removed")]
    found = {part[field] for part in parts for field in ("who", "state") if field in part}
    return found | ({item["place"]} if "place" in item else set())


def row(item: dict[str, Any], around: Surroundings) -> dict[str, Any]:
    """One visit: parties, place and date, every text ready."""
    parts = [part for part in item.get("participations", []) if not part.get("removed")]
    standing = item.get("standing", Standing.ESTABLISHED)
    return {
        "title": languages.said(item["title"]),
        "path": item["url"],
        "kind": capfirst(str(VisitKind(item["kind"]).label)),
        "standing": "" if standing == Standing.ESTABLISHED else capfirst(str(Standing(standing).label)),
        "guests": [party(part, around) for part in parts if part["role"] == Role.GUEST],
        "hosts": [party(part, around) for part in parts if part["role"] == Role.HOST],
        "place": fragments.link(around.names.get(item.get("place", ""))),
        "when": cards.when(item["date"]),
    }


def party(part: dict[str, Any], around: Surroundings) -> dict[str, Any]:
    """Who took part, the office as worded then, the state represented and whether the editors inferred it."""
    return {
        "who": fragments.link(around.names.get(part["who"])),
        "capacity": languages.as_original(part.get("capacity", "")),
        "state": fragments.link(around.names.get(part.get("state", ""))),
        "inferred": part.get("state_inferred", False),
    }


def context_of(
    request: HttpRequest, asked: Asked, around: Surroundings, rows: list[dict[str, Any]], going_on: str
) -> dict[str, Any]:
    path = f"{around.dossier.path}visits/"
    return {
        "title": _("%(dossier)s: visits") % {"dossier": around.dossier.title},
        "description": _("Official visits in %(dossier)s: guest, host, place and date, each with its sources.")
        % {"dossier": around.dossier.title},
        "canonical": request.build_absolute_uri(path),
        "robots": "noindex,follow" if asked.after or asked.sort != "date" else "",
        "here": "visits",
        "dossier_path": around.dossier.path,
        "dossier": around.dossier,
        "path": path,
        "rows": rows,
        "all": around.counts.get("group", {}).get("visit", 0),
        "columns": [column(name, asked.sort) for name in visits.COLUMNS],
        "problems": asked.problems,
        "first": asked.after is not None and urlencode({"sort": asked.sort}),
        "next": urlencode({"sort": asked.sort, "cursor": going_on}) if going_on else "",
        "inferred": any(each["inferred"] for row in rows for each in row["guests"] + row["hosts"]),
    }


def column(name: str, sort: str) -> Column:
    """A heading leads to its own order; from there to the reverse."""
    target = f"-{name}" if sort == name else name
    state = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    return Column(name, str(TITLES[name]), urlencode({"sort": target}), state)
