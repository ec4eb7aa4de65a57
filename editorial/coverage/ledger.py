"""The ledger: every line of the documents with what carries it, or the reason why nothing does."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from editorial.coverage.matching import Coverage
from editorial.coverage.reading import Document, Line
from editorial.coverage.reasons import Reason
from editorial.importers.toml_files import Fault

SHOWN = 60  # characters of a line that a message repeats


class Row(NamedTuple):
    """One line of the ledger."""

    document: Document
    line: Line
    carriers: list[str]
    reason: str
    left_out: list[tuple[str, str]]  # words of a carried line, each with the reason

    @property
    def state(self) -> str:
        return "carried" if self.carriers else "reason" if self.reason else "bare"


class Ledger:
    """The lines of all documents against the citations of all records."""

    def __init__(self, coverage: Coverage, reasons: list[Reason]) -> None:
        self.coverage = coverage
        self.reasons = [reason for reason in reasons if reason.list == "sentences"]
        self.phrases = [reason for reason in reasons if reason.list == "phrases"]

    @cached_property
    def rows(self) -> list[Row]:
        return [
            self.row(key, document, line)
            for key, document in self.coverage.documents.items()
            for line in document.lines
        ]

    def row(self, key: str, document: Document, line: Line) -> Row:
        carriers = self.coverage.carriers.get((key, line.number), [])
        without = [(one.row["words"], one.row["reason"]) for one in self.phrases if stands_in(one, key, line)]
        return Row(document, line, carriers, self.reason_of(key, line), without)

    def reason_of(self, key: str, line: Line) -> str:
        return next((reason.row["reason"] for reason in self.reasons if explains(reason, key, line)), "")

    def bare(self) -> list[Fault]:
        """Lines that nothing carries and nobody explains."""
        return [
            Fault(
                name_of(row.document),
                0,
                f"{row.line.place.locator}, line {row.line.number}: nothing carries “{start_of(row.line.text)}”; "
                "cite it, or give the reason in uncarried.toml.",
            )
            for row in self.rows
            if row.state == "bare"
        ]

    def idle(self) -> Iterator[Fault]:
        """Reasons for lines that are carried, or that no document has."""
        for reason in self.reasons:
            rows = [row for row in self.rows if explains(reason, row.document.source, row.line)]
            where = f"{reason.row['locator']}: “{reason.row['starts']}”"
            if not rows:
                yield reason.fault("starts", f"{where} begins no sentence there.")
            elif rows[0].carriers:
                yield reason.fault("starts", f"{where} is carried by {rows[0].carriers[0]}; take the reason away.")
        for phrase in self.phrases:
            if not any(stands_in(phrase, row.document.source, row.line) for row in self.rows):
                yield phrase.fault("words", f"{phrase.row['locator']}: “{phrase.row['words']}” does not stand there.")


def explains(reason: Reason, key: str, line: Line) -> bool:
    row = reason.row
    return row["document"] == key and row["locator"] == line.place.locator and line.text.startswith(row["starts"])


def stands_in(phrase: Reason, key: str, line: Line) -> bool:
    row = phrase.row
    return row["document"] == key and row["locator"] == line.place.locator and row["words"] in line.text


def name_of(document: Document) -> str:
    return document.source.rpartition("/")[2]


def start_of(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rpartition(' ')[0]} …"
