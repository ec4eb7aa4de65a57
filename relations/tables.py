"""Lists of profiles as CSV: one row a record, the columns of its type. Asks no database.

Titles are in the language of the answer, else in the original; a record that is named has its title in one column and its
id in another. No cell is a formula, whatever a text begins with.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from relations import exports, languages
from relations.cells import inert
from relations.exports import Item, Names
from relations.vocabularies import RecordType

DATE = ("date", "date_as_stated", "earliest", "latest", "precision")
FIRST = ("id", "type", "version", "title", "summary")
LAST = ("dossiers", "sources", "published_at", "content_hash", "url")
# Fields that name one record; each has a column for its title and one for its id.
NAMED = ("country", "publisher", "parent", "sending_state", "receiving_state", "seat", "inside")
# Lists of parts: what of each part stands in the cell.
PARTS = {"names": "text", "memberships": "body", "sides": "countries", "cases": "key"}
OWN = {
    RecordType.SOURCE: ("kind", "topics", *DATE, "language", "publisher"),
    RecordType.PERSON: ("names", "deceased"),
    RecordType.COUNTRY: ("names", "historical", "iso_numeric", *DATE, "memberships"),
    RecordType.ORGANISATION: (
        *("kind", "names", "country", *DATE, "parent", "sending_state", "receiving_state", "seat"),
    ),
    RecordType.PLACE: ("kind", "names", "country", "inside", "latitude", "longitude"),
    RecordType.SERIES: ("topics", "unit", "comparable", "country"),
    RecordType.DOSSIER: ("sides", "cases"),
}


def doubled(name: str) -> tuple[str, ...]:
    """The columns of one field."""
    return (name, f"{name}_id") if name in NAMED else (name,)


COLUMNS = {
    str(record_type): (*FIRST, *(column for name in own for column in doubled(name)), *LAST)
    for record_type, own in OWN.items()
}


def ids_in(item: Item) -> set[str]:
    """The records whose names the row of one profile shows."""
    return {item[name] for name in NAMED if name in item}


def table(columns: tuple[str, ...], items: list[Item], names: Names, base: str) -> str:
    """All rows under the names of the columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for item in items:
        found = dict(cells(item, names, base))
        writer.writerow([inert(found.get(column, "")) for column in columns])
    return out.getvalue()


def cells(item: Item, names: Names, base: str) -> Iterator[tuple[str, str]]:
    """(column, text) of one profile."""
    for name, value in item.items():
        if name in NAMED:
            yield name, exports.name_of(value, names)
            yield f"{name}_id", value
        elif name == "date":
            yield from of_date(value)
        elif name == "coordinates":
            yield from value.items()
        else:
            yield name, text(name, value)
    yield "url", exports.address_of(item, base)


def of_date(date: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "date", date["edtf"]
    yield "date_as_stated", date.get("as_stated", "")
    for name in ("earliest", "latest", "precision"):
        yield name, date.get(name, "")


def text(name: str, value: Any) -> str:
    """One value as the text of a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return value.get(languages.current(), value[languages.ORIGINAL])
    if not isinstance(value, list):
        return str(value)
    if name not in PARTS:
        return " ".join(value)
    found = [part[PARTS[name]] for part in value]
    return "; ".join(" ".join(each) if isinstance(each, list) else each for each in found)
