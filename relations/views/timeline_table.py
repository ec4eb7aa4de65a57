"""The timeline as a table: one row per entry, columns that sort by links. Items and names come ready; no query here."""

from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from relations import cards, exports, languages, measures, moments
from relations.dossiers import Surroundings
from relations.exports import Item
from relations.filters import Query
from relations.views import fragments
from relations.vocabularies import KIND_LABELS, Standing


class Column(NamedTuple):
    """A heading; `query` is "" where a table cannot be sorted by it, `sorted` what `aria-sort` says."""

    title: str
    query: str = ""
    sorted: str = ""


def columns(query: Query) -> list[Column]:
    """A heading that sorts leads to its own order, from there to the reverse."""
    return [
        sortable(_("Date"), "date", query, first="date"),
        Column(_("Entry")),
        Column(_("Who, towards whom")),
        Column(_("Place")),
        sortable(_("Last published"), "updated", query, first="-updated"),
    ]


def sortable(title: str, name: str, query: Query, *, first: str) -> Column:
    state = {name: "ascending", f"-{name}": "descending"}.get(query.sort, "")
    other = f"-{name}" if query.sort == name else name
    return Column(title, query.changed(sort=other if state else first), state)


def row(item: Item, around: Surroundings) -> dict[str, Any]:
    """One entry, every text ready."""
    standing = item.get("standing", Standing.ESTABLISHED)
    acting, receiving = measures.towards(item)
    return {
        "id": item["id"],
        "title": languages.said(item["title"]),
        "path": item["url"],
        "group": item["group"],
        "kind": capfirst(str(KIND_LABELS[item["kind"]])),
        "standing": "" if standing == Standing.ESTABLISHED else capfirst(str(Standing(standing).label)),
        "acting": [fragments.link(around.names.get(each)) for each in acting],
        "receiving": [fragments.link(around.names.get(each)) for each in receiving],
        "place": fragments.link(around.names.get(item.get("place", ""))),
        "when": cards.when(item["date"]),
        "published": exports.moment(item).date().isoformat(),
        "published_words": moments.words(exports.moment(item).date()),
    }
