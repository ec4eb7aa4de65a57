"""A plain-text document cut into the places that locators name: section, then paragraph, item or table row.

Headings stand between `=` signs; in a document without such lines the first line is the title, and every other line
that ends without a closing mark is a heading. Lines that begin with `-` or `*` are items, with `|` table rows.
"""

import hashlib
import re
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from editorial.coverage.sentences import Span, sentences

HEADING = re.compile(r"(=+)\s*(.+?)\s*\1\s*\Z")
LOCATOR = re.compile(r"(?P<section>.+), (?P<unit>paragraph|item|table row)s? (?P<first>\d+)(?:–(?P<last>\d+))?\Z")
LEAD, INFOBOX, TITLE = "Lead", "Infobox", "Title"
UNITS = {"|": "table row", "-": "item", "*": "item"}
CLOSING = tuple(".!?:;…\"'”’»)")


class Place(NamedTuple):
    """One numbered place; the title and a heading have no number, and only a heading has a level."""

    section: str
    unit: str
    number: int
    text: str
    level: int = 0

    @property
    def locator(self) -> str:
        if self.unit == "title":
            return TITLE
        return f"{self.section}, {self.unit} {self.number}" if self.number else f"{self.section}, {self.unit}"

    def sentences(self) -> list[Span]:
        """A table row and the title are one line of the ledger, whatever marks they hold."""
        whole = self.unit in ("table row", "title")
        return [Span(0, len(self.text), self.text)] if whole else sentences(self.text)


class Line(NamedTuple):
    """A line of the ledger: one sentence with its number in the document."""

    number: int
    place: Place
    start: int
    end: int
    text: str


class Document:
    """A text that was read; `source` is the key of the record that names its hash, "" while none does."""

    def __init__(self, text: str, source: str = "", name: str = "") -> None:
        self.text, self.source, self.name = text, source, name

    @classmethod
    def read(cls, path: Path) -> "Document":
        return cls(path.read_bytes().decode(), name=path.name)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def places(self) -> list[Place]:
        """Every place in reading order, headings between them; the heading row of a table is none."""
        return numbered(marked([line.strip() for line in self.text.splitlines() if line.strip()]))

    @cached_property
    def lines(self) -> list[Line]:
        spans = [(place, span) for place in self.places if place.unit != "heading" for span in place.sentences()]
        return [Line(number, place, *span) for number, (place, span) in enumerate(spans, 1)]

    def lines_in(self, place: Place) -> list[Line]:
        return [line for line in self.lines if line.place == place]

    @cached_property
    def by_section(self) -> dict[tuple[str, str], list[Place]]:
        found: dict[tuple[str, str], list[Place]] = {}
        for place in self.places:
            found.setdefault((place.section, place.unit), []).append(place)
        return found

    @cached_property
    def headings(self) -> dict[Place, list[Place]]:
        """Place -> the headings above it: its section's, and those of the sections around that."""
        found: dict[Place, list[Place]] = {}
        open_ones: list[Place] = []
        for place in self.places:
            if place.unit == "heading":
                open_ones = [*(above for above in open_ones if above.level < place.level), place]
            found[place] = open_ones
        return found

    def at(self, locator: str) -> list[Place]:
        """The places that a locator names; none where there is no such place."""
        if locator == TITLE:
            return self.by_section.get((TITLE, "title"), [])
        if parts := LOCATOR.match(locator):
            places = self.by_section.get((parts["section"], parts["unit"]), [])
            return places[int(parts["first"]) - 1 : int(parts["last"] or parts["first"])] if int(parts["first"]) else []
        section, _, unit = locator.rpartition(", ")
        return self.by_section.get((section, unit), []) if unit == "heading" else []


class Marked(NamedTuple):
    """A line of the text and what it is: title, heading, infobox, item, table row or paragraph."""

    kind: str
    text: str
    level: int = 0


def marked(lines: list[str]) -> list[Marked]:
    with_signs = any(HEADING.match(line) for line in lines)
    return [mark(line, with_signs, index == 0) for index, line in enumerate(lines)]


def mark(line: str, with_signs: bool, is_first: bool) -> Marked:
    if heading := HEADING.match(line):
        level = len(heading[1])
        return Marked("title" if level == 1 else "heading", heading[2], level)
    if line == INFOBOX:
        return Marked("infobox", line)
    unit = UNITS.get(line[0], "paragraph")
    if with_signs or unit != "paragraph" or line.endswith(CLOSING):
        return Marked(unit, line)
    return Marked("title", line) if is_first else Marked("heading", line, 2)


def numbered(lines: list[Marked]) -> list[Place]:
    """Lines as places, each counted within its section by its unit."""
    section, found = LEAD, []
    counts: dict[tuple[str, str], int] = {}
    for index, (kind, text, level) in enumerate(lines):
        if kind == "title":
            section = LEAD
            found.append(Place(TITLE, kind, 0, text))
        elif kind in ("heading", "infobox"):
            section = text
            found += [Place(section, kind, 0, text, level)] if kind == "heading" else []
        elif kind == "table row" and lines[index - 1].kind != "table row":
            continue  # names the columns
        else:
            section = LEAD if section == INFOBOX and kind != "item" else section
            counts[section, kind] = counts.get((section, kind), 0) + 1
            found.append(Place(section, kind, counts[section, kind], text))
    return found
