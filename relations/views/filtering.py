"""What the filter controls of a timeline show: chips, fields, active filters, the sentence over the list. No query here."""

import dataclasses
from typing import Any, NamedTuple

from django.utils.text import capfirst

from relations import dates, timeline
from relations.dossiers import Surroundings
from relations.facts import case_words
from relations.filters import Query
from relations.filters.sets import DATE_MATCHES
from relations.profiles import Name
from relations.vocabularies import KIND_LABELS, Direction, Group, Standing, Topic

LANG = "en"
PRECISION_LABELS = {"day": "the day", "month": "the month", "coarser": "the year or less"}
LABELS: dict[str, dict[str, str]] = {
    "group": dict(Group.choices),
    "kind": {value: capfirst(str(label)) for value, label in KIND_LABELS.items()},
    "topic": {value: capfirst(str(label)) for value, label in Topic.choices},
    "standing": {value: capfirst(str(label)) for value, label in Standing.choices},
    "precision": {value: f"date known to {label}" for value, label in PRECISION_LABELS.items()},
    "date_match": {"within": "surely inside the range", "starts": "starting in the range"},
}
NAMING = ("who", "place", "source")
MOST_INSIDE = 3  # years of the range itself that an empty list names
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
        Option(value, LABELS[name][value], query.toggled(name, value), query.has(name, value), counts.get(value, 0))
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
        return f"case: {case_words(value, around.document.get('record', {}).get('cases', []))}"
    if name == "asof":
        return f"as published on {worded(value)}"
    return LABELS.get(name, {}).get(value) or f"“{value}”"


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
    return dates.words(dates.parse(edtf), LANG)


def span(query: Query) -> str:
    """The chosen range in words; "" without one."""
    first, last = query.one("date_from"), query.one("date_to")
    if first and last:
        return worded(first) if first == last else f"{worded(first)} to {worded(last)}"
    return f"from {worded(first)}" if first else f"until {worded(last)}" if last else ""


def chosen_years(query: Query) -> tuple[int, int] | None:
    """First and last year of the chosen range; None without one."""
    first, last = query.one("date_from"), query.one("date_to")
    if not (first or last):
        return None
    low, high, _ = dates.query_bounds(first, last)
    return low.year, high.year


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
        "matches": [Option(value, text, "", value == (query.one("date_match") or "overlaps")) for value, text in DATE_MATCHES],
        "kinds": chips(query, around, "kind"),
        "standings": chips(query, around, "standing"),
        "who": [(WHO_LABELS[kind], named(query, "who", around.options[kind])) for kind in who],
        "place": named(query, "place", around.options["place"]),
        "topics": topics(query, around),
        "directions": directions(query, around),
        "precisions": [Option(value, text, "", query.one("precision") == value) for value, text in PRECISION_LABELS.items()],
        "carried": [(name, value) for name in CARRIED for value in query.values.get(name, ())] + extra,
    }  # fmt: skip


WHO_LABELS = {"person": "People", "organisation": "Organisations", "country": "States"}


def named(query: Query, name: str, options: list[Name]) -> list[Option]:
    first = query.one(name)
    return [Option(each.public_id, each.title, "", each.public_id == first) for each in options]


def topics(query: Query, around: Surroundings) -> list[Option]:
    """The subjects that entries of the dossier have, and the chosen one."""
    first = query.one("topic")
    return [
        Option(value, text, "", value == first)
        for value, text in LABELS["topic"].items()
        if value in around.topics or value == first
    ]


def directions(query: Query, around: Surroundings) -> list[Option]:
    counts = around.counts.get("direction", {})
    return [
        Option(value, f"{direction_label(value, around)} ({counts.get(value, 0)})", "", query.one("direction") == value)
        for value in Direction.values
        if value in counts or query.one("direction") == value
    ]


def total(query: Query, around: Surroundings, rows: int, *, complete: bool) -> int | None:
    """How many entries the list has on all pages, where that is known without counting; else None."""
    if complete:
        return rows
    if not query.is_filtered:
        return around.counts.get("all", {}).get("", 0)
    names = [name for name in query.values if name not in NO_FILTERS]
    if len(names) == 1 and names[0] in ("group", "kind", "direction", "standing"):
        counts = around.counts.get(names[0], {})
        return sum(counts.get(value, 0) for value in query.values[names[0]])
    return None


def alternatives(query: Query, around: Surroundings) -> list[Option]:
    """For a list without entries: each filter with the count that dropping it alone would give. One query each."""
    names = {name for name in query.values if name not in NO_FILTERS}
    ranges = [("date_from", "date_to", "date_match")] if names & {"date_from", "date_to"} else []
    found = []
    for group in [*ranges, *[(name,) for name in query.values if name in names - {"date_from", "date_to"}]]:
        fewer = {name: values for name, values in query.values.items() if name not in group}
        count = timeline.capped_count(dataclasses.replace(query, values=fewer, after=None).entries())
        words = (
            span(query)
            if group[0] == "date_from"
            else ", ".join(label(group[0], each, around) for each in query.values[group[0]])
        )
        found.append(Option(group[0], words, query.changed(**dict.fromkeys(group)), False, count))
    return found


def nearest(query: Query, around: Surroundings) -> list[Option]:
    """For a list without entries in a range: the years of the dossier on either side of it that have some, and its own."""
    chosen = chosen_years(query)
    if chosen is None or "asof" in query.values:
        return []
    counts = {int(year): count for year, count in around.counts.get("year", {}).items()}
    before, inside, after = (
        sorted(year for year in counts if fits(year))
        for fits in (
            lambda year: year < chosen[0],
            lambda year: chosen[0] <= year <= chosen[1],
            lambda year: year > chosen[1],
        )
    )
    return [
        Option(str(year), str(year), f"date_from={year:04}&date_to={year:04}", False, counts[year])
        for year in [*before[-1:], *inside[:MOST_INSIDE], *after[:1]]
    ]
