"""The record as tables: which columns, what they mean, and the rows of one record. Pure.

A column is the same in the CSV file, in the SQLite file and in the description. Ids stand alone, never names.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from relations.measures import alive, towards
from relations.vocabularies import (
    Category,
    Group,
    IncidentKind,
    MeasureKind,
    Op,
    RecordType,
    Stance,
    Standing,
    VisitKind,
    WithdrawalReason,
)

Object = dict[str, Any]
Row = dict[str, Any]


class Column(NamedTuple):
    """`type` is that of Data Package (string, integer, boolean); `words` are the values of a closed vocabulary."""

    name: str
    meaning: str
    type: str = "string"
    words: Any = None


class Table(NamedTuple):
    """One file of rows; `rows` gives those of one record, or of one act."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[[Object], Iterator[Row]]
    key: tuple[str, ...] = ()


ID = Column("id", "Public id of the record: six characters, never reused.")
DATES = (
    Column("date", "When it happened, in EDTF (Library of Congress, levels 0 to 2); empty where nobody says."),
    Column("earliest", "The earliest day that the date allows; empty where it is open."),
    Column("latest", "The latest day that the date allows; empty where it is open."),
)
COUNTS = (
    Column("count", "The exact number.", "integer"),
    Column("count_min", "At least so many.", "integer"),
    Column("count_max", "At most so many.", "integer"),
)
SOURCES = Column("sources", "Ids of the cited sources, separated by spaces.")
STANDING = Column("standing", "How settled it is.", words=Standing)


def dated(item: Object) -> Row:
    date = item.get("date", {})
    return {"date": date.get("edtf"), "earliest": date.get("earliest"), "latest": date.get("latest")}


def proofs(item: Object, anchor: str) -> str:
    """Ids of the sources cited for one part, sorted."""
    cited = alive(item["document"]["record"], "citations")
    wanted = [part for part in cited if f"{part['anchor']}/".startswith(f"{anchor}/")]
    return " ".join(sorted({part["source"] for part in wanted}))


def record_rows(item: Object) -> Iterator[Row]:
    title, summary, date = item["title"], item.get("summary", {}), item.get("date", {})
    point = item.get("coordinates", {})
    plain = ("id", "type", "version", "kind", "group", "standing", "place", "published_at", "content_hash", "url")
    yield {
        **{name: item.get(name) for name in plain},
        **{f"title_{language}": title.get(language) for language in ("en", "cs")},
        **{f"summary_{language}": summary.get(language) for language in ("en", "cs")},
        **dated(item),
        **{name: date.get(name) for name in ("precision", "approximate", "uncertain", "lasted")},
        "date_as_stated": date.get("as_stated"),
        **{name: point.get(name) for name in ("latitude", "longitude")},
        **{name: " ".join(item.get(name, [])) for name in ("topics", "dossiers", "sources")},
    }


def event_rows(item: Object) -> Iterator[Row]:
    """One row for each pair of who acts and who is acted upon; an unknown side is an empty cell."""
    if "group" not in item:
        return
    acting, receiving = towards(item)
    for initiator in acting or [None]:
        for target in receiving or [None]:
            yield {
                **{name: item.get(name) for name in ("id", "type", "kind", "group", "standing")},
                "initiator": initiator,
                "target": target,
                **counts_between(item, initiator, target),
                **dated(item),
                "precision": item["date"]["precision"],
                "sources": " ".join(item["sources"]),
            }


def counts_between(item: Object, initiator: str | None, target: str | None) -> Row:
    """The numbers of the one measure that this side imposed on that one; nothing where there are several, or none."""
    steps = [
        part
        for part in alive(item, "measures")
        if part.get("imposing") == initiator and part.get("receiving") == target and counts(part)
    ]
    return counts(steps[0]) if len(steps) == 1 else {}


def counts(part: Object) -> Row:
    return {column.name: part[column.name] for column in COUNTS if column.name in part}


def measure_rows(item: Object) -> Iterator[Row]:
    for part in alive(item["document"]["record"], "measures"):
        yield {
            **part,
            "id": item["id"],
            **dated(item),
            "standing": item.get("standing"),
            "sources": proofs(item, f"measures/{part['n']}"),
        }


def claim_rows(item: Object) -> Iterator[Row]:
    """One row for each statement and each citation that it rests on; a statement without one has a row of its own."""
    record = item["document"]["record"]
    for claim in alive(record, "claims"):
        said = {name: claim.get(name) for name in ("n", "text", "standing", "holder")} | {"id": item["id"]}
        anchor = f"claims/{claim['n']}/"
        cited = [part for part in alive(record, "citations") if f"{part['anchor']}/".startswith(anchor)]
        for part in cited or [{}]:
            yield said | {"citation": part.get("n")} | {name: part.get(name) for name in PROOF}


def citation_rows(item: Object) -> Iterator[Row]:
    for part in alive(item["document"]["record"], "citations"):
        yield {"id": item["id"], "n": part["n"], "anchor": part["anchor"]} | {name: part.get(name) for name in PROOF}


def act_rows(act: Object) -> Iterator[Row]:
    yield act


PROOF = ("source", "through", "stance", "locator", "quote", "language")
PROOF_COLUMNS = (
    Column("source", "Id of the source."),
    Column("through", "Id of the source that was read, where it reports what `source` says."),
    Column("stance", "Whether the source supports, disputes or mentions it.", words=Stance),
    Column("locator", "Where in the source: page, section, table row."),
    Column("quote", "A short excerpt that lets a reader find the place."),
    Column("language", "Language of the excerpt (BCP 47)."),
)

RECORDS = Table(
    "records",
    "One row for each public record.",
    (
        ID,
        Column("type", "What it is.", words=RecordType),
        Column("version", "Number of the published edition.", "integer"),
        Column("kind", "Kind of the incident, visit, source, organisation or place."),
        Column("group", "Incidents and visits: the drawn class.", words=Group),
        STANDING,
        Column("title_en", "Title."),
        Column("title_cs", "Title in Czech, unless it is older than the English one."),
        Column("summary_en", "Summary."),
        Column("summary_cs", "Summary in Czech, unless it is older than the English one."),
        *DATES,
        Column("precision", "Precision of the date."),
        Column("approximate", "Whether the date is approximate.", "boolean"),
        Column("uncertain", "Whether the date is uncertain.", "boolean"),
        Column("lasted", "True: it lasted all that time. False: it happened at some moment of it.", "boolean"),
        Column("date_as_stated", "The date as the source words it."),
        Column("place", "Id of the place."),
        Column("latitude", "Places: decimal degrees north (WGS 84), as precise as they are known."),
        Column("longitude", "Places: decimal degrees east (WGS 84)."),
        Column("topics", "Subjects, separated by spaces."),
        Column("dossiers", "Ids of the dossiers that it stands in, separated by spaces."),
        SOURCES,
        Column("published_at", "When this edition was published (UTC)."),
        Column("content_hash", "sha256 of the canonical text of the document."),
        Column("url", "Address of the page below the site's root."),
    ),
    record_rows,
    ("id",),
)
EVENTS = Table(
    "events",
    "Directed events: one row for each pair of who acts and who is acted upon in an incident or visit.",
    (
        ID,
        Column("type", "Incident or visit.", words=RecordType),
        Column("initiator", "Id of the state or body that acts; empty where it is not known or only alleged."),
        Column("target", "Id of the state or body that is acted upon."),
        Column("kind", "What happened.", words=(*IncidentKind, *VisitKind)),
        Column("group", "The drawn class.", words=Group),
        *COUNTS,
        *DATES,
        Column("precision", "Precision of the date."),
        STANDING,
        SOURCES,
    ),
    event_rows,
)
MEASURES = Table(
    "measures",
    "One row for each countable diplomatic step.",
    (
        ID,
        Column("n", "Number of the measure within its record, for ever.", "integer"),
        Column("kind", "Which step.", words=MeasureKind),
        Column("imposing", "Id of the side that takes the step."),
        Column("receiving", "Id of the side that it is directed at."),
        *COUNTS,
        Column("category", "Who or what is counted.", words=Category),
        Column("category_as_stated", "What is counted, as the source words it."),
        Column("announced", "When it was announced (EDTF)."),
        Column("effective", "When it took effect (EDTF)."),
        Column("deadline", "By when it was to be done (EDTF)."),
        Column("note", "A remark that readers see."),
        *(column._replace(meaning=f"Of the incident: {column.meaning}") for column in DATES),
        STANDING,
        SOURCES._replace(meaning="Ids of the sources cited for this measure, separated by spaces."),
    ),
    measure_rows,
    ("id", "n"),
)
CLAIMS = Table(
    "claims",
    "One row for each statement and each citation that it rests on.",
    (
        ID,
        Column("n", "Number of the statement within its record, for ever.", "integer"),
        Column("text", "The statement."),
        STANDING,
        Column("holder", "Id of whose statement it is, when it is not established."),
        Column("citation", "Number of the citation within its record.", "integer"),
        *PROOF_COLUMNS,
    ),
    claim_rows,
)
CITATIONS = Table(
    "citations",
    "One row for each citation, whatever it proves.",
    (
        ID,
        Column("n", "Number of the citation within its record, for ever.", "integer"),
        Column("anchor", "The part that it proves, for example claims/3/text."),
        *PROOF_COLUMNS,
    ),
    citation_rows,
    ("id", "n"),
)
CHANGES = Table(
    "changes",
    "One row for each act on the public record, in order.",
    (
        Column("seq", "Number of the act; no gaps.", "integer"),
        Column("op", "What was done.", words=Op),
        ID,
        Column("type", "Type of the record.", words=RecordType),
        Column("version", "Number of the edition that was published.", "integer"),
        Column("change", "Why the edition exists."),
        Column("content_hash", "Hash of the document that was published."),
        Column("at", "When (UTC)."),
        Column("reason", "Reason class of a withdrawal.", words=WithdrawalReason),
        Column("replacement", "Id of the record that is read instead of a withdrawn one."),
        Column("into", "Merges: id of the record that answers for this one."),
        Column("notice", "The confirmed words of a withdrawal."),
    ),
    act_rows,
    ("seq",),
)
OF_RECORDS = (RECORDS, EVENTS, MEASURES, CLAIMS, CITATIONS)
TABLES = (*OF_RECORDS, CHANGES)


def cells(table: Table, row: Row) -> list[Any]:
    """The values of one row in the order of the columns; None where there is none."""
    return [row.get(column.name) for column in table.columns]
