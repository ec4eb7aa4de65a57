"""The ledger: every line of the documents with what carries it, or the reason why nothing does; names and numbers too."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from editorial.coverage import mentions
from editorial.coverage.matching import Coverage
from editorial.coverage.reading import Document, Line, Place
from editorial.coverage.reasons import Reason
from editorial.importers.toml_files import Fault

SHOWN = 60  # characters of a line that a message repeats


class Row(NamedTuple):
    """One line of the ledger."""

    document: Document
    line: Line
    carriers: list[str]
    reason: str

    @property
    def state(self) -> str:
        return "carried" if self.carriers else "reason" if self.reason else "bare"


class Mention(NamedTuple):
    """A number, month or name of a document at its place; `said` tells whether a record that cites the place says it."""

    document: Document
    place: Place
    kind: str
    word: str
    said: bool
    reason: str = ""


class Ledger:
    """What the documents say against what the records carry."""

    def __init__(self, coverage: Coverage, reasons: list[Reason]) -> None:
        self.coverage = coverage
        self.of_sentences = [reason for reason in reasons if reason.list == "sentences"]
        self.of_mentions = [reason for reason in reasons if reason.list == "mentions"]

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(document, line, self.coverage.carriers.get((key, line.number), []), self.reason_of(key, line))
            for key, document in self.coverage.documents.items()
            for line in document.lines
        ]

    def reason_of(self, key: str, line: Line) -> str:
        return next((reason.row["reason"] for reason in self.of_sentences if explains(reason, key, line)), "")

    @cached_property
    def mentions(self) -> list[Mention]:
        return [
            mention._replace(reason=self.reason_for(mention))
            for key, document in self.coverage.documents.items()
            for place in document.places
            for mention in self.in_place(key, document, place)
        ]

    def in_place(self, key: str, document: Document, place: Place) -> Iterator[Mention]:
        """Each number, month and name of a place once."""
        said = [self.coverage.said[record] for record in self.coverage.citing.get((key, place), ())]
        for word, forms in mentions.numbers(place.text).items():
            yield Mention(document, place, "number", word, any(forms & one.numbers for one in said))
        for word in sorted(mentions.months(place.text)):
            yield Mention(document, place, "month", word, any(word in one.months for one in said))
        for word in dict.fromkeys(self.names_in(document, place)):
            yield Mention(document, place, "name", word, any(mentions.is_said(word, one.names) for one in said))

    def names_in(self, document: Document, place: Place) -> list[str]:
        if place.unit in ("heading", "title"):
            return mentions.names_of_heading(place.text, self.known_names)
        return [
            name for span in place.sentences() for name in mentions.names(span.text, self.known_words[document.source])
        ]

    @cached_property
    def known_words(self) -> dict[str, set[str]]:
        """source -> words of its sentences that are names, or parts of names."""
        return {
            key: set().union(*(mentions.inner_capitals(line.text) for line in document.lines if is_prose(line.place)))
            for key, document in self.coverage.documents.items()
        }

    @cached_property
    def known_names(self) -> set[str]:
        return {
            name
            for key, document in self.coverage.documents.items()
            for line in document.lines
            if is_prose(line.place)
            for name in mentions.names(line.text, self.known_words[key])
        }

    def reason_for(self, mention: Mention) -> str:
        return next((reason.row["reason"] for reason in self.of_mentions if excuses(reason, mention)), "")

    # --- What is wrong ----------------------------------------------------------------------------

    def bare(self) -> list[Fault]:
        """Lines that nothing carries and nobody explains."""
        return [
            Fault(
                name_of(row.document),
                0,
                f"{row.line.place.locator}, line {row.line.number}: nothing carries "
                f"“{start_of(row.line.text)}”; cite it, or give the reason in uncarried.toml.",
            )
            for row in self.rows
            if row.state == "bare"
        ]

    def unsaid(self) -> list[Fault]:
        """Numbers, months and names that no record citing their place says and nobody explains."""
        return [
            Fault(
                name_of(mention.document),
                0,
                f"{mention.place.locator}: no record that cites this place says the "
                f"{mention.kind} “{mention.word}”; say it there, or give the reason in uncarried.toml.",
            )
            for mention in self.mentions
            if not (mention.said or mention.reason)
        ]

    def idle(self) -> list[Fault]:
        """Reasons for what is carried, or for what no document says."""
        return [fault for reason in self.of_sentences for fault in self.idle_sentence(reason)] + [
            fault for reason in self.of_mentions for fault in self.idle_mention(reason)
        ]

    def idle_sentence(self, reason: Reason) -> Iterator[Fault]:
        rows = [row for row in self.rows if explains(reason, row.document.source, row.line)]
        where = f"{reason.row['locator']}: “{reason.row['starts']}”"
        if not rows:
            yield reason.fault("starts", f"{where} begins no sentence there.")
        elif rows[0].carriers:
            yield reason.fault("starts", f"{where} is carried by {rows[0].carriers[0]}; take the reason away.")

    def idle_mention(self, reason: Reason) -> Iterator[Fault]:
        found = [mention for mention in self.mentions if excuses(reason, mention)]
        where = f"{reason.row['locator']}: “{reason.row['word']}”"
        if not found:
            yield reason.fault("word", f"{where} is no number, month or name of that place.")
        elif all(mention.said for mention in found):
            yield reason.fault("word", f"{where} is said by a record that cites the place; take the reason away.")


def explains(reason: Reason, key: str, line: Line) -> bool:
    row = reason.row
    return row["document"] == key and row["locator"] == line.place.locator and line.text.startswith(row["starts"])


def excuses(reason: Reason, mention: Mention) -> bool:
    row = reason.row
    return (row["document"], row["locator"], row["word"]) == (
        mention.document.source,
        mention.place.locator,
        mention.word,
    )


def is_prose(place: Place) -> bool:
    return place.unit == "paragraph"


def name_of(document: Document) -> str:
    return document.source.rpartition("/")[2]


def start_of(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rpartition(' ')[0]} …"
