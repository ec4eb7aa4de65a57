"""What the filter controls of a timeline show: chips, fields, active filters, the sentence over the list. No query here."""

import dataclasses
import datetime
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from relations import dates, languages, timeline
from relations.dossiers import Surroundings
from relations.facts import case_words
from relations.filters import Query
from relations.profiles import Name
from relations.vocabularies import KIND_LABELS, Direction, Group, Standing, Topic

PRECISIONS = {
    "day": gettext_lazy("date known to the day"),
    "month": gettext_lazy("date known to the month"),
    "coarser": gettext_lazy("date known to the year or less"),
}
PRECISION_LABELS = {
    "day": gettext_lazy("the day"),
    "month": gettext_lazy("the month"),
    "coarser": gettext_lazy("the year or less"),
}
MATCHES = {"within": gettext_lazy("surely inside the range"), "starts": gettext_lazy("starting in the range")}
MATCH_LABELS = {
    "overlaps": gettext_lazy("could lie in the range"),
    "within": gettext_lazy("surely lies in it"),
    "starts": gettext_lazy("starts in it"),
}
LABELS: dict[str, dict[str, Any]] = {
    "group": dict(Group.choices),
    "kind": KIND_LABELS,
    "topic": dict(Topic.choices),
    "standing": dict(Standing.choices),
    "precision": PRECISIONS,
    "date_match": MATCHES,
}
CAPITAL = ("kind", "topic", "standing")
NAMING = ("who", "place", "source")
NO_FILTERS = ("sort", "limit", "cursor", "view")
CARRIED = (
    "group",
    "case",
    "sort",
    "source",
    "source_kind",
    "q",
    "limit",
    "view",
)  # kept by the form without a control of their own


class Option(NamedTuple):
    """One value on offer: where choosing it leads, whether it is chosen now, how many entries have it."""

    value: str
    label: str
    query: str
    chosen: bool
    count: int | None = None


def chips(query: Query, around: Surroundings, name: str) -> list[Option]:
    """The values of one facet that occur or are chosen, each a switch."""
    counts = around.counts.get(name, {})
    found = [value for value in LABELS[name] if value in counts or query.has(name, value)]
    return [
        Option(
            value, worded_value(name, value), query.toggled(name, value), query.has(name, value), counts.get(value, 0)
        )
        for value in found
    ]


def active(query: Query, around: Surroundings) -> list[Option]:
    """Each filter in force, with the query that drops it."""
    found = [Option("date", span(query), query.changed(date_from=None, date_to=None, date_match=None), True)]
    found = found if span(query) else []
    for name, values in query.values.items():
        if name not in ("date_from", "date_to", *NO_FILTERS):
            found += [Option(name, label(name, each, around), query.without(name, each), True) for each in values]
    return found


def label(name: str, value: str, around: Surroundings) -> str:
    """One filter value in words."""
    if name in NAMING:
        return title(value, around)
    if name == "direction":
        return direction_label(value, around)
    if name == "case":
        return _("case: %(case)s") % {"case": case_words(value, around.document.get("record", {}).get("cases", []))}
    if name == "asof":
        return _("as published on %(day)s") % {"day": worded(value)}
    return worded_value(name, value) or _("“%(text)s”") % {"text": value}


def worded_value(name: str, value: str) -> str:
    """A value of a closed list in words; "" of an open one."""
    text = str(LABELS.get(name, {}).get(value, ""))
    return capfirst(text) if name in CAPITAL else text


def title(public_id: str, around: Surroundings) -> str:
    """The name of a record that a filter names; of one that nobody knows its id."""
    known = around.names.get(public_id)
    return known.title if known and known.state == "public" else public_id


def direction_label(value: str, around: Surroundings) -> str:
    """A direction by the labels of the dossier's sides."""
    if len(around.sides) != 2 or value not in (Direction.FIRST_TO_SECOND, Direction.SECOND_TO_FIRST):
        return capfirst(str(Direction(value).label))
    sides = [side["label"] for side in around.sides]
    return " → ".join(sides if value == Direction.FIRST_TO_SECOND else reversed(sides))


def worded(edtf: str) -> str:
    return dates.words(dates.parse(edtf), languages.current())


def span(query: Query) -> str:
    """The chosen range in words; "" without one."""
    first, last = query.one("date_from"), query.one("date_to")
    if first and last:
        return range_words(first, last)
    if first:
        return pgettext("range of dates", "from %(day)s") % {"day": worded(first)}
    return pgettext("range of dates", "until %(day)s") % {"day": worded(last)} if last else ""


def range_words(first: str, last: str) -> str:
    """From one date to another, both EDTF and shown as they are."""
    if first == last:
        return worded(first)
    return _("%(first)s to %(last)s") % {"first": worded(first), "last": worded(last)}


def chosen(query: Query) -> tuple[datetime.date | None, datetime.date | None] | None:
    """First and last day of the chosen range, None where that side is open; None without one."""
    first, last = query.one("date_from"), query.one("date_to")
    if not (first or last):
        return None
    low, high, _swapped = dates.query_bounds(first, last)
    return (low if first else None), (high if last else None)


def narrowing(query: Query) -> list[str]:
    """The names that leave entries out. A day of the past does not: its counts are of that day."""
    return [name for name in query.values if name not in (*NO_FILTERS, "asof")]


def is_single(query: Query) -> bool:
    """Whether the page shows one year and nothing else, or one type: these are worth finding."""
    values = {name: query.values[name] for name in narrowing(query)}
    if list(values) == ["date_from", "date_to"]:
        return (
            values["date_from"] == values["date_to"]
            and len(query.one("date_from")) == 4
            and query.one("date_from").isdigit()
        )
    return len(values) == 1 and all(name in ("group", "kind") and len(each) == 1 for name, each in values.items())


def fields(query: Query, around: Surroundings) -> dict[str, Any]:
    """What the form shows; `carried` are values that its controls do not hold."""
    who = [kind for kind in ("person", "organisation", "country") if around.options[kind]]
    extra = [
        (name, value)
        for name in ("who", "place", "topic", "direction", "precision")
        for value in query.values.get(name, ())[1:]
    ]
    return {
        "date_from": query.one("date_from"),
        "date_to": query.one("date_to"),
        "asof": query.one("asof"),
        "open": bool(query.values.keys() & {"who", "place", "topic", "kind", "standing", "precision", "direction", "date_match"}),
        "matches": [Option(value, text, "", value == (query.one("date_match") or "overlaps")) for value, text in MATCH_LABELS.items()],
        "kinds": chips(query, around, "kind"),
        "standings": chips(query, around, "standing"),
        "who": [(WHO_LABELS[kind], named(query, "who", around.options[kind])) for kind in who],
        "place": named(query, "place", around.options["place"]),
        "topics": topics(query, around),
        "directions": directions(query, around),
        "precisions": [Option(value, text, "", query.one("precision") == value) for value, text in PRECISION_LABELS.items()],
        "carried": [(name, value) for name in CARRIED for value in query.values.get(name, ())] + extra,
    }  # fmt: skip


WHO_LABELS = {
    "person": gettext_lazy("People"),
    "organisation": gettext_lazy("Organisations"),
    "country": gettext_lazy("States"),
}


def named(query: Query, name: str, options: list[Name]) -> list[Option]:
    first = query.one(name)
    return [Option(each.public_id, each.title, "", each.public_id == first) for each in options]


def topics(query: Query, around: Surroundings) -> list[Option]:
    """The subjects that entries of the dossier have, and the chosen one."""
    first = query.one("topic")
    return [
        Option(value, worded_value("topic", value), "", value == first)
        for value in LABELS["topic"]
        if value in around.topics or value == first
    ]


def directions(query: Query, around: Surroundings) -> list[Option]:
    counts = around.counts.get("direction", {})
    return [
        Option(value, f"{direction_label(value, around)} ({counts.get(value, 0)})", "", query.one("direction") == value)
        for value in Direction.values
        if value in counts or query.one("direction") == value
    ]


def total(query: Query, around: Surroundings, rows: int, *, complete: bool) -> int:
    """How many entries the list has on all pages. Counted, up to the cap, only where neither page nor kept counts say."""
    if complete:
        return rows
    names = narrowing(query)
    if not names:
        return around.counts.get("all", {}).get("", 0)
    if len(names) == 1 and names[0] in ("group", "kind", "direction", "standing"):
        counts = around.counts.get(names[0], {})
        return sum(counts.get(value, 0) for value in query.values[names[0]])
    return timeline.capped_count(dataclasses.replace(query, after=None).entries())


def covered(around: Surroundings) -> str:
    """The first and last year under which an entry stands."""
    years = sorted(int(year) for year in around.counts.get("year", {}))
    if not years:
        return ""
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
