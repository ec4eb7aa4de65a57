"""What one data file says: its own words, its numbers and dates part by part, and whom it names through other files."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from editorial.coverage import mentions
from editorial.importers import content
from editorial.importers.dossiers import Entry
from relations.documents import flatten

# The fields whose numbers and dates have to stand in the places that are cited for them.
WORDS = {
    "claims": ("text",),
    "measures": ("note", "category_as_stated"),
    "attributions": ("text",),
    "positions": ("text",),
    "figures": ("label", "value"),
    "observations": ("label", "value", "note"),
    "staff_ceilings": ("note",),
    "sections": ("text",),
    "participations": ("outcome",),
    "responses": ("note",),
}
COUNTS = {"measures": ("count", "count_min", "count_max"), "staff_ceilings": ("count",)}
DATES = {"measures": ("announced", "effective", "deadline"), "observations": ("period",)}
DATED = ("attributions", "memberships", "staff_ceilings", "tenures")
WHOLE = ("lead",)
OF_THE_RECORD = (
    "title",
    "summary",
    "definition",
)  # has no citation of its own: any place that the record cites will do
POINTS = {"edtf", "not_before", "not_after", "announced", "effective", "deadline", "period"}
# Proof, addresses and our own work: none of it tells what a document says.
NOT_SAID = {"citations", "translations", "access_points", "slug", "dossiers", "reply_date"}
# The words of others, names, and what is not read as prose.
NOT_OURS = {
    *("quote", "as_stated", "capacity", "category_as_stated", "slug", "heading", "anchor", "locator", "language"),
    *("names", "publisher_as_stated", "original_title"),
}
HEADLINES = {"incident", "visit", "series"}  # their titles are our words; those of people, bodies and works are names
QUOTATION = re.compile(r"“[^”]*”|„[^“]*“|\"[^\"]*\"")


def parts(entry: Entry, key: str) -> Iterator[dict[str, Any]]:
    """The parts of one list that are tables, whatever else a file at work may hold."""
    value = entry.content.get(key)
    yield from (part for part in value if isinstance(part, dict)) if isinstance(value, list) else ()


def texts(entry: Entry) -> dict[str, str]:
    """anchor -> every text of the record that a reader can see, its proof left out."""
    flat = flatten({"record": entry.content})
    return {anchor: text for anchor, text in flat.items() if NOT_SAID.isdisjoint(anchor.split("/"))}


def prose(entry: Entry) -> Iterator[tuple[str, str]]:
    """(anchor, text) of what we wrote ourselves, the desk note too."""
    left_out = NOT_OURS if entry.type in HEADLINES else NOT_OURS | {"title"}
    for anchor, text in flatten({"record": entry.content}).items():
        if left_out.isdisjoint(anchor.split("/")):
            yield anchor, text
    yield "desk_note", str(entry.file.value.get("desk_note", ""))


def own_words(entry: Entry) -> Iterator[tuple[str, str]]:
    """The same with quotations taken out."""
    yield from ((anchor, QUOTATION.sub(" [quotation] ", text)) for anchor, text in prose(entry))


def quotations(entry: Entry) -> Iterator[tuple[str, str]]:
    """(anchor, words between quotation marks) in what we wrote."""
    yield from ((anchor, found[1:-1]) for anchor, text in prose(entry) for found in QUOTATION.findall(text))


def linked(entry: Entry) -> set[str]:
    """The keys of all records that it names: its page shows their names and leads to them."""
    found = {content.at(entry.content, place) for place, _ in content.mentions(entry.content, entry.type)}
    return {key for key in found if isinstance(key, str)}


def called(entry: Entry) -> list[str]:
    """The names of a record: its title and the others."""
    also = [str(part.get("text", "")) for part in parts(entry, "names")]
    return [str(entry.content.get("title", "")), *also, str(entry.content.get("original_title", ""))]


class Said:
    """All that a record says, with the names of the records that it links to, ready to be looked up."""

    def __init__(self, entry: Entry, names: Iterable[str]) -> None:
        found = texts(entry)
        dates = {anchor for anchor in found if anchor.rpartition("/")[2] in POINTS}
        prose = [text for anchor, text in found.items() if anchor not in dates] + list(names)
        dated = set().union(*(mentions.of_date(found[anchor]) for anchor in dates))
        self.numbers = dated.union(*map(mentions.number_forms, prose))
        self.months = dated.union(*map(mentions.months, prose)) & set(mentions.MONTHS)
        self.names = mentions.searchable(prose)


def statements(entry: Entry) -> Iterator[tuple[str, dict[str, set[str]]]]:
    """(anchor, what it says: as worded -> forms) of every number and date that rests on a document."""
    for name in ("date", "existed"):
        if isinstance(date := entry.content.get(name), dict):
            yield name, of_points(str(date.get(key, "")) for key in ("edtf", "not_before", "not_after"))
    for name in WHOLE:
        yield name, mentions.numbers(str(entry.content.get(name, "")))
    for name in OF_THE_RECORD:  # “two visits” counts what stands below
        yield name, mentions.digits(str(entry.content.get(name, "")))
    for key in sorted({*WORDS, *COUNTS, *DATES, *DATED}):
        for part in parts(entry, key):
            yield f"{key}/{part.get('n')}", of_part(key, part)


def of_part(key: str, part: dict[str, Any]) -> dict[str, set[str]]:
    said: dict[str, set[str]] = {}
    for name in (*WORDS.get(key, ()), *COUNTS.get(key, ())):
        said |= mentions.numbers(str(part.get(name, "")))
    said |= of_points(str(part.get(name, "")) for name in DATES.get(key, ()))
    date = part.get("date") if key in DATED else None
    return said | (of_points([str(date.get("edtf", ""))]) if isinstance(date, dict) else {})


def of_points(dates: Iterable[str]) -> dict[str, set[str]]:
    """Years, months and days; a decade or century is only how wide our date is."""
    found = set().union(*(mentions.of_date(re.sub(r"\d+X+(?!-)", "", edtf)) for edtf in dates))
    return {word: {word} for word in found}
