"""All numbers of a dossier in one place: its series by topic, figures stated of incidents, staff ceilings. Never writes.

Derived from published documents alone: no number is typed for this page.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.text import capfirst

from relations import dates, languages, ledger, profiles, series
from relations.cells import inert
from relations.documents import as_read, load, refs
from relations.ledger.reading import WITH_CEILINGS, ids_in_sides, members
from relations.measures import alive
from relations.models import Listing
from relations.notes import CitedSource, Notes, notes_of
from relations.profiles import Names
from relations.quantities import quantity
from relations.vocabularies import RecordType, Topic

WITH_FIGURES = Q(type=RecordType.INCIDENT, edition__document__contains='"figures":[')
MOST_SERIES = 200
COLUMNS = ("of", "id", "title", "label", "period", "value", "qualifier", "unit", "note", "sources", "url")


class Statistic(NamedTuple):
    """One series: its listing and record, rows of the table, the drawing where one is honest, and its sources."""

    listing: Listing
    record: dict[str, Any]
    rows: list[dict[str, Any]]
    drawing: series.Drawing | None
    sources: list[CitedSource]


class Stated(NamedTuple):
    """One figure that an incident states."""

    listing: Listing
    date: dict[str, Any]
    part: dict[str, Any]
    sources: list[str]

    @property
    def words(self) -> str:
        return quantity(self.part["value"], self.part.get("qualifier", ""), self.part.get("unit", ""))


class Statistics(NamedTuple):
    """`topics`: (subject, its series), each series once, under its first subject."""

    topics: list[tuple[str, list[Statistic]]]
    figures: list[Stated]
    ceilings: list[ledger.Ceiling]
    names: Names

    @property
    def series(self) -> list[Statistic]:
        return [each for _, found in self.topics for each in found]


def of(dossier: Listing, sides: list[dict[str, Any]]) -> Statistics:
    """The numbers of a public dossier. Two queries: documents, names."""
    rows = list(members(dossier.record_id, Q(type=RecordType.SERIES) | WITH_FIGURES | WITH_CEILINGS))
    documents = [as_read(load(row.edition.document), languages.current()) for row in rows]
    names = profiles.names({*ids_in_sides(sides), *(each for document in documents for each in refs(document))})
    pairs = list(zip(rows, documents, strict=True))
    missions = [(row, document["record"]) for row, document in pairs if row.type == RecordType.ORGANISATION]
    return Statistics(
        by_topic(
            [statistic(row, document, names) for row, document in pairs if row.type == RecordType.SERIES][:MOST_SERIES]
        ),
        sorted((figure for row, document in pairs for figure in stated(row, document)), key=when),
        ledger.ceilings([row for row, _ in missions], [record for _, record in missions], sides, names),
        names,
    )


def statistic(row: Listing, document: dict[str, Any], names: Names) -> Statistic:
    notes, record = notes_of(document, names), document["record"]
    return Statistic(row, record, series.rows(record, notes), series.drawing(record), behind_values(notes))


def behind_values(notes: Notes) -> list[CitedSource]:
    """The sources of the values and of the definition, else all."""
    cited = {note.number for part, found in notes.by_part.items() if part.startswith("observations/") for note in found}
    return [each for each in notes.sources if each.number in cited] or notes.sources


def by_topic(found: Iterable[Statistic]) -> list[tuple[str, list[Statistic]]]:
    """Subjects in the order of the vocabulary; what has none comes last, under ""."""
    grouped: dict[str, list[Statistic]] = {}
    for each in found:
        grouped.setdefault(next(iter(each.record.get("topics", [])), ""), []).append(each)
    return [
        (capfirst(str(Topic(topic).label)) if topic else "", grouped[topic])
        for topic in (*Topic.values, "")
        if topic in grouped
    ]


def stated(row: Listing, document: dict[str, Any]) -> Iterator[Stated]:
    """The figures of one incident."""
    if row.type != RecordType.INCIDENT:
        return
    record = document["record"]
    for part in alive(record, "figures"):
        yield Stated(row, record["date"], part, cited(record, f"figures/{part['n']}"))


def when(figure: Stated) -> tuple[int, int, int]:
    """The place of a figure: that of its incident in time."""
    value = figure.date
    start = dates.sort_start(dates.parse(value["edtf"]), value.get("not_before"), value.get("not_after"))
    return start.toordinal(), figure.listing.record_id, figure.part["n"]


# --- As a table for spreadsheets ------------------------------------------------------------------


def as_csv(found: Statistics, base: str) -> str:
    """Every value as a row; `base` is the address of the site. No cell is a formula, whatever a text begins with."""
    return written(cells(found, base))


def series_as_csv(found: Statistic, base: str) -> str:
    """The values of one series, in the same columns."""
    return written(cells_of(found, base))


def written(rows: Iterable[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([inert(row.get(column, "")) for column in COLUMNS])
    return out.getvalue()


def cells(found: Statistics, base: str) -> Iterator[dict[str, str]]:
    for each in found.series:
        yield from cells_of(each, base)
    for figure in found.figures:
        yield from_record("incident", figure.listing, base) | {
            "label": figure.part["label"],
            "period": figure.date["edtf"],
            "value": figure.part["value"],
            "qualifier": figure.part.get("qualifier", ""),
            "unit": figure.part.get("unit", ""),
            "sources": " ".join(figure.sources),
        }
    for ceiling in found.ceilings:
        yield {
            "of": "staff ceiling",
            "id": ceiling.mission.public_id,
            "title": ceiling.mission.title,
            "url": f"{base}{ceiling.mission.path}",
            "label": ceiling.part["category"],
            "period": ceiling.part.get("date", {}).get("edtf", ""),
            "value": str(ceiling.part.get("count", "")),
            "qualifier": "max" if "count" in ceiling.part else "",
            "unit": "posts",
            "note": ceiling.part.get("note", ""),
        }


def cells_of(each: Statistic, base: str) -> Iterator[dict[str, str]]:
    for part in series.in_time(each.record):
        yield from_record("series", each.listing, base) | observed(each.record, part)


def from_record(kind: str, row: Listing, base: str) -> dict[str, str]:
    return {"of": kind, "id": row.public_id, "title": str(row.called), "url": f"{base}{row.path}"}


def observed(record: dict[str, Any], part: dict[str, Any]) -> dict[str, str]:
    """One observation; its sources are those cited for it."""
    return {key: part.get(key, "") for key in ("label", "period", "value", "qualifier", "note")} | {
        "unit": record["unit"],
        "sources": " ".join(cited(record, f"observations/{part['n']}")),
    }


def cited(record: dict[str, Any], part: str) -> list[str]:
    """Ids of the sources cited for one part, and of those through which they were."""
    own = [
        each for each in alive(record, "citations") if each["anchor"] == part or each["anchor"].startswith(f"{part}/")
    ]
    return list(dict.fromkeys(each[key] for each in own for key in ("source", "through") if key in each))
