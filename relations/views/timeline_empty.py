"""What a timeline without entries says: which filter to drop, the nearest years, when something was first published.

Queries here are few and only asked where a page has no entry.
"""

import dataclasses
from typing import Any

from relations import moments, timeline
from relations.dossiers import Surroundings
from relations.filters import Query
from relations.views.filtering import NO_FILTERS, Option, chosen, label, span

MOST_INSIDE = 3  # years of the range itself that an empty list names


def nothing(query: Query, around: Surroundings) -> dict[str, Any]:
    """Before the first publication its date; else each filter with what dropping it would give, and years with entries."""
    if "asof" in query.values and not around.counts:
        first = timeline.first_published(around.pk)
        day = moments.day_of(first) if first else None
        found = {"first_day": moments.words(day), "first_query": query.changed(asof=day.isoformat())} if day else {}
        return {"too_early": True} | found
    return {"alternatives": alternatives(query, around), "nearest": nearest(query, around)}


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
    days = chosen(query)
    if days is None or "asof" in query.values:
        return []
    low, high = (days[0].year if days[0] else 0), (days[1].year if days[1] else 9999)
    counts = {int(year): count for year, count in around.counts.get("year", {}).items()}
    before, inside, after = (
        sorted(year for year in counts if fits(year))
        for fits in (
            lambda year: year < low,
            lambda year: low <= year <= high,
            lambda year: year > high,
        )
    )
    return [
        Option(str(year), str(year), f"date_from={year:04}&date_to={year:04}", False, counts[year])
        for year in [*before[-1:], *inside[:MOST_INSIDE], *after[:1]]
    ]
