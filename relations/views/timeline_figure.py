"""The overview figure over a list: the whole dossier, the selection alone where it is short, ways to other periods."""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations import chapters, overview, periods
from relations.dossiers import Surroundings
from relations.filters import Query
from relations.notes import Notes
from relations.overview import Overview
from relations.views import figures, filtering
from relations.views.fragments import Fragments
from relations.vocabularies import Group

TITLES = {
    "century": gettext_lazy("Entries per century, %(span)s"),
    "decade": gettext_lazy("Entries per decade, %(span)s"),
    "year": gettext_lazy("Entries per year, %(span)s"),
    "quarter": gettext_lazy("Entries per quarter, %(span)s"),
    "month": gettext_lazy("Entries per month, %(span)s"),
    "week": gettext_lazy("Entries per week, %(span)s"),
    "day": gettext_lazy("Entries per day, %(span)s"),
}
COLUMNS = {
    "century": gettext_lazy("Century"),
    "decade": gettext_lazy("Decade"),
    "year": gettext_lazy("Year"),
    "quarter": gettext_lazy("Quarter"),
    "month": gettext_lazy("Month"),
    "week": gettext_lazy("Week"),
    "day": gettext_lazy("Day"),
}
GROUPS = dict(Group.choices)


def drawn(query: Query, around: Surroundings, path: str, here: set[str], ready: Fragments) -> dict[str, Any]:
    """Everything that the figure's template shows; {} where the dossier has no entry. `here`: the years on this page."""
    chosen, groups = filtering.chosen(query), query.values.get("group", ())
    entries = [each.entry for each in around.days]
    low, high = chosen or (None, None)
    days = (low or datetime.date.min, high or datetime.date.max) if chosen else None
    whole = overview.draw(around.counts.get("year_group", {}), entries, days, groups)
    if whole is None:
        return {}
    rest = query.changed(date_from=None, date_to=None)
    targets = figures.addresses(whole, path, rest)
    found = figure_of(whole, targets, ready, around.document) | {
        "jumps": ready.put(figures.jumps(whole, targets, here)),
        "jumps_title": jump_title(whole),
    }
    if chosen:
        found["ways"] = ways(whole, chosen, path, rest)
        if detail := overview.closer(whole, entries, chosen, groups):
            found["detail"] = plot(detail, figures.addresses(detail, path, rest), ready, filtering.span(query))
    return found


def figure_of(figure: Overview, targets: figures.Targets, ready: Fragments, dossier: dict[str, Any]) -> dict[str, Any]:
    """What the template shows of the whole dossier: its shapes, the eras, the rows of its table."""
    timeline = f"/{dossier['record']['slug']}/timeline/"
    eras = chapters.eras(dossier["record"], Notes({}, []), timeline)
    bands = overview.bands(figure, chapters.era_years(eras))
    return {
        "figure": figure,
        "plot": plot(figure, targets, ready, figure.years)
        | {"bands": ready.put(figures.era_bands(bands)) if bands else ""},
        "figure_eras": eras,
    }


def plot(figure: Overview, targets: figures.Targets, ready: Fragments, span: str) -> dict[str, Any]:
    """One row of bars: its shapes and the same in a table."""
    return {
        "figure": figure,
        "title": TITLES[figure.unit] % {"span": span},
        "column": COLUMNS[figure.unit],
        "groups": [GROUPS[group] for group in figure.groups],
        "bars": ready.put(figures.bars(figure, targets)),
        "runs": ready.put(figures.runs(figure.runs)) if figure.runs else "",
        "axis": ready.put(figures.axis(figure.labels)),
        "rows": ready.put(figures.table_rows(figure, targets)),
    }


def jump_title(figure: Overview) -> str:
    """The heading over the list of bins."""
    titles = {"century": _("Jump to a century"), "decade": _("Jump to a decade"), "year": _("Jump to a year")}
    return titles.get(figure.unit, _("Jump to a time"))


def ways(
    whole: Overview, chosen: tuple[datetime.date | None, datetime.date | None], path: str, rest: str
) -> list[dict[str, str]]:
    """Links from the selection to the period before it, the next larger one, the one after it, and to the whole time."""
    first, last = whole.row.first, whole.row.last
    low, high = (chosen[0] or first), (chosen[1] or last)
    tail = f"&{rest}" if rest else ""
    found = []
    if low <= high:
        labels = (_("Before: %(span)s"), _("Wider: %(span)s"), _("After: %(span)s"))
        for label, period in zip(labels, periods.around(low, high, first, last), strict=True):
            if period:
                target = f"{path}?date_from={period[0]}&date_to={period[1]}{tail}"
                found.append({"label": label % {"span": filtering.range_words(*period)}, "target": target})
    return [*found, {"label": _("Whole time"), "target": f"{path}?{rest}" if rest else path}]
