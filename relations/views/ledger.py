"""The ledger of a dossier: reciprocal measures in order, what answers them, the balance of both sides. Five queries.

The same steps as a table for spreadsheets with `format=csv`, the drawing as a file with `format=svg`.
"""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from relations import cards, dates, facts, http, languages, ledger, measures
from relations.filters import Query, read
from relations.filters.ledgers import LedgerFilters, passes
from relations.ledger import Answer, Ledger, Line, Step, Total
from relations.ledger.balance import CAPS, COUNTED, OTHER_KIND, REPEATED, STANDING
from relations.models import Listing
from relations.profiles import Names
from relations.quantities import grouped
from relations.views import charts, records
from relations.vocabularies import MeasureKind, Relation, State

KNOWN = tuple(LedgerFilters.base_filters)
MOST_ROWS = 200
DAYS = {
    "announced": pgettext_lazy("measure", "announced"),
    "effective": pgettext_lazy("measure", "effective"),
    "deadline": pgettext_lazy("measure", "deadline"),
}
ANSWERED = {
    Relation.IN_RESPONSE_TO: gettext_lazy("answered by"),
    Relation.RECIPROCATES: gettext_lazy("reciprocated by"),
    Relation.ESCALATES: gettext_lazy("escalated by"),
    Relation.REVERSES: gettext_lazy("reversed by"),
    Relation.IMPLEMENTS: gettext_lazy("carried out by"),
    Relation.PART_OF: gettext_lazy("also told in"),
}
LEFT_OUT = {
    OTHER_KIND: "",
    STANDING: gettext_lazy("not in the balance: not established"),
    REPEATED: gettext_lazy("not in the balance: counted with the step that it belongs to"),
}


class Kind(NamedTuple):
    """One kind of measure on offer in the form."""

    value: str
    label: str
    chosen: bool


@http.page(known=(*KNOWN, "format"))
def page(request: HttpRequest, dossier: str) -> HttpResponse:
    """The table first, the sentences and the drawing from the same lines; or one of them as a file."""
    query = read(request.GET, LedgerFilters, other=("format",))
    listing = standing(ledger.called(dossier), dossier)
    wanted = request.GET.get("format", "")
    if listing.path != f"/{dossier}/":
        return HttpResponsePermanentRedirect(moved(f"{listing.path}ledger/", query, wanted))
    found = ledger.of(listing)
    lines = ledger.lines(found)
    shown = [line for line in lines if passes(line.step, query)]
    if wanted in charts.FORMATS and (answer := charts.of_ledger(request, wanted, found, lines, shown)):
        return answer
    problems = [charts.refused(wanted)] if wanted else []
    return http.render("relations/ledger.html", context_of(request, query, found, lines, shown, problems))


def moved(path: str, query: Query, wanted: str) -> str:
    """The present address with what was asked of the old one."""
    asked = [query.canonical, urlencode({"format": wanted}) if wanted in charts.FORMATS else ""]
    return "?".join(filter(None, [path, "&".join(filter(None, asked))]))


def standing(listing: Listing | None, word: str) -> Listing:
    """The public dossier at a word, or what a merged one was merged into; 404 and 410 as every page."""
    if listing is None:
        raise Http404
    if listing.state == State.PUBLIC:
        return listing
    return records.standing(records.found(word=word)).listing.replacement.listing


def context_of(
    request: HttpRequest, query: Query, found: Ledger, lines: list[Line], shown: list[Line], problems: list[str]
) -> dict[str, Any]:
    """Everything on the page."""
    listing = found.dossier
    path = f"{listing.path}ledger/"
    apart = [step for step in found.steps if not step.is_reciprocal and passes(step, query)]
    asked = f"{query.canonical}&" if query.canonical else ""
    bars = ledger.drawing(lines)
    return {
        "title": _("%(dossier)s: ledger of measures") % {"dossier": listing.called},
        "description": _(
            "Measures of the two sides of %(dossier)s towards each other: how many, when, in answer to what."
        ) % {"dossier": listing.called},
        "canonical": request.build_absolute_uri(path),
        "robots": "noindex,follow" if query.is_filtered else "",
        "here": "ledger",
        "dossier_path": listing.path,
        "dossier": listing,
        "path": path,
        "api": "/api/v1/ledger/?"
        + "&".join(filter(None, [urlencode({"dossier": listing.public_id}), query.canonical])),
        "csv": f"{path}?{asked}format=csv",
        "svg": f"{path}?format=svg" if bars else "",
        "query": query,
        "problems": [*query.problems, *problems],
        "kinds": kinds(found, query),
        "span": span(query),
        "labels": found.labels,
        "rows": [row(line, found) for line in shown[:MOST_ROWS]],
        "all": len(lines),
        "shown": len(shown),
        "cut": len(shown) > MOST_ROWS,
        "apart": [plain_row(step, found) for step in apart[:MOST_ROWS]],
        "balance": balance(found, lines),
        "sentences": ledger.sentences(found, lines),
        "bars": bars,
        "ceilings": [ceiling(each, found.names) for each in found.ceilings],
        "at": found.at,
    }  # fmt: skip


def kinds(found: Ledger, query: Query) -> list[Kind]:
    """The kinds that occur or are chosen."""
    there = {step.part["kind"] for step in found.steps}
    return [
        Kind(value, capfirst(str(label)), query.has("kind", value))
        for value, label in MeasureKind.choices
        if value in there or query.has("kind", value)
    ]


def span(query: Query) -> str:
    """The chosen range in words."""
    first, last = (worded(query.one(name)) if query.one(name) else "" for name in ("date_from", "date_to"))
    if first and last:
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("from %(day)s") % {"day": first}
    return _("until %(day)s") % {"day": last} if last else ""


def worded(edtf: str) -> str:
    return dates.words(dates.parse(edtf), languages.current())


# --- Rows -----------------------------------------------------------------------------------------


def row(line: Line, found: Ledger) -> dict[str, Any]:
    """One step between the two sides, with the balance after it where it changes that."""
    of, after = running(line) if line.adds else ("", ())
    return plain_row(line.step, found) | {
        "balance_of": of,
        "balance": [f"{label}: {words}" for label, words in zip(found.labels, after, strict=False)],
        "left_out": str(LEFT_OUT.get(line.left_out, "")),
    }


def running(line: Line) -> tuple[str, list[str]]:
    """What a step adds to, and how it stands for both sides after it."""
    if line.step.part["kind"] in CAPS:
        return _("caps set"), [str(count) for count in line.caps]
    return pgettext("balance", "expelled"), [ledger.total_words(total) for total in line.expelled]


def plain_row(step: Step, found: Ledger) -> dict[str, Any]:
    """One step, every text ready."""
    item, part = step.item, step.part
    countable = part["kind"] in COUNTED
    return {
        "id": f"m-{item['id']}-{part['n']}",
        "path": item["url"],
        "title": languages.said(item["title"]),
        "when": cards.when(item["date"]),
        "by": found.names[part["imposing"]] if "imposing" in part else None,
        "to": found.names[part["receiving"]] if "receiving" in part else None,
        "words": measures.words(part),
        "unstated": countable and not measures.number(part),
        "as_stated": part.get("category_as_stated", ""),
        "note": part.get("note", ""),
        "days": [
            (str(word), worded(part[key]))
            for key, word in DAYS.items()
            if key in part and part[key] != item["date"]["edtf"]
        ],
        "standing": facts.standing(item),
        "sources": item["read"],
        "answers": [answer(each, str(Relation(each.part["relation"]).label)) for each in ledger.answers(step, found)],
        "answered": [
            answer(each, ANSWERED[each.part["relation"]]) | {"steps": in_words(each, found)}
            for each in ledger.answered_by(step, found)
        ],
        "balance": (),
        "left_out": "",
    }


def in_words(each: Answer, found: Ledger) -> str:
    """The measures of an answering incident, those between the two sides where it has such; "" where it has none."""
    own = [step for step in found.steps if step.item["id"] == each.item["id"]]
    chosen = [step for step in own if step.is_reciprocal] or own
    return "; ".join(dict.fromkeys(measures.words(step.part) for step in chosen))


def answer(each: Answer, relation: str) -> dict[str, Any]:
    """One link to another event: relation, gap, and who says so."""
    return {
        "relation": capfirst(str(relation)),
        "name": each.name,
        "gap": gap(each.days),
        "inferred": each.is_inferred,
        "asserted_by": each.asserted_by,
    }


def gap(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return _("same day")
    return ngettext("%(days)s day later", "%(days)s days later", days) % {"days": grouped(days)}


# --- Balance and ceilings -------------------------------------------------------------------------


def balance(found: Ledger, lines: list[Line]) -> list[dict[str, Any]]:
    """What each side has done in all: expelled how many in how many steps, caps set, the last of them."""
    rows = []
    for side, label in enumerate(found.labels):
        own = [line.step for line in lines if line.step.by == side]
        adding = [line.step for line in lines if line.adds and line.step.by == side]
        caps = [step for step in adding if step.part["kind"] in CAPS]
        total: Total = ledger.totals(lines)[side]
        rows.append(
            {
                "label": label,
                "expelled": ledger.total_words(total),
                "steps": total.steps,
                "answered": ledger.answered_alike(adding, found),
                "unstated": total.unstated if total.low else 0,
                "caps": [cap(step) for step in caps],
                "others": sum(step.part["kind"] not in COUNTED for step in own),
            }
        )
    return rows


def cap(step: Step) -> dict[str, Any]:
    """One cap: its size, its day, and the incident."""
    words = measures.words(step.part) if measures.number(step.part) else _("Number not stated")
    when = step.part.get("announced") or step.item["date"]["edtf"]
    return {"words": words, "when": worded(when), "path": step.item["url"]}


def ceiling(each: ledger.Ceiling, names: Names) -> dict[str, Any]:
    """One staff ceiling of a mission."""
    part = each.part
    return {
        "mission": each.mission,
        "between": each.between,
        "count": grouped(part["count"]) if "count" in part else "",
        "category": measures.noun(part["category"], part.get("count", measures.SEVERAL)),
        "date": part.get("date"),
        "imposed_by": names[part["imposed_by"]] if "imposed_by" in part else None,
        "note": part.get("note", ""),
    }
