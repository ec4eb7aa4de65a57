"""Every number, month and proper name of the documents: said by a record that cites its sentence, or left out with a reason.

A record says what stands in its own texts, figures and dates, and the names of the records that it links to. Excerpts,
translations and desk notes say nothing: the first are the document's own words, the last no reader sees.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from editorial.coverage import mentions
from editorial.coverage.ledger import Ledger, Row, name_of
from editorial.coverage.reading import Document, Place
from editorial.coverage.reasons import Reason
from editorial.coverage.records import Said
from editorial.importers.toml_files import Fault


class Mention(NamedTuple):
    """A number, month or name at its place; `said` tells whether a record that cites the place says it."""

    document: Document
    place: Place
    kind: str
    word: str
    said: bool
    reason: str = ""


class Mentions:
    """What the documents name against what the records say."""

    def __init__(self, ledger: Ledger, reasons: list[Reason]) -> None:
        self.ledger, self.coverage = ledger, ledger.coverage
        self.reasons = [reason for reason in reasons if reason.list == "mentions"]

    @cached_property
    def all(self) -> list[Mention]:
        """What the lines name, and the headings, for which every record speaks that cites something below."""
        found = [(row.document, row.line.place, row.line.text, keys_of(row), row.reason) for row in self.ledger.rows]
        found += [
            (document, place, place.text, self.coverage.citing.get((key, place), set()), "")
            for key, document in self.coverage.documents.items()
            for place in document.places
            if place.unit == "heading"
        ]
        return [mention for one in found for mention in self.in_text(*one)]

    def in_text(self, document: Document, place: Place, text: str, keys: set[str], reason: str) -> Iterator[Mention]:
        """Each number, month and name of a line once; a line that is left out has the reason for all of them."""
        said = [self.coverage.said[key] for key in keys]
        for kind, word in self.words_of(place, text):
            mention = Mention(document, place, kind, word, any(says(one, kind, word) for one in said))
            yield mention._replace(reason=self.reason_for(mention) or ("" if keys else reason))

    def words_of(self, place: Place, text: str) -> Iterator[tuple[str, str]]:
        yield from (("number", word) for word in mentions.numbers(text))
        yield from (("month", word) for word in sorted(mentions.months(text)))
        headline = place.unit in ("heading", "title")
        names = mentions.names_of_heading(text, self.names) if headline else mentions.names(text, self.words)
        by_form = {" ".join(mentions.word_list(name)): name for name in reversed(names)}
        yield from (("name", name) for name in reversed(by_form.values()))

    @cached_property
    def prose(self) -> list[str]:
        """The sentences of all documents, where a capital means a name."""
        lines = [line for document in self.coverage.documents.values() for line in document.lines]
        return [line.text for line in lines if line.place.unit == "paragraph"]

    @cached_property
    def words(self) -> set[str]:
        """Words that are names, or parts of names, wherever they stand."""
        return set().union(*map(mentions.inner_capitals, self.prose))

    @cached_property
    def names(self) -> set[str]:
        return {name for sentence in self.prose for name in mentions.names(sentence, self.words)}

    def reason_for(self, mention: Mention) -> str:
        return next((reason.row["reason"] for reason in self.reasons if excuses(reason, mention)), "")

    def bare(self) -> list[Fault]:
        """What no record that cites the place says and nobody explains."""
        return [
            Fault(
                name_of(mention.document),
                0,
                f"{mention.place.locator}: no record that cites it there says the {mention.kind} “{mention.word}”; "
                "say it, or give the reason in uncarried.toml.",
            )
            for mention in self.all
            if not (mention.said or mention.reason)
        ]

    def idle(self) -> Iterator[Fault]:
        """Reasons for what is said, or for what no document says."""
        for reason in self.reasons:
            found = [mention for mention in self.all if excuses(reason, mention)]
            where = f"{reason.row['locator']}: “{reason.row['word']}”"
            if not found:
                yield reason.fault("word", f"{where} is no number, month or name of that place.")
            elif all(mention.said for mention in found):
                yield reason.fault("word", f"{where} is said by a record that cites it; take the reason away.")


def says(said: Said, kind: str, word: str) -> bool:
    """Whether a record says a number, month or name."""
    if kind == "number":
        return any(forms & said.numbers for forms in mentions.numbers(word).values())
    return word in said.months if kind == "month" else mentions.is_said(word, said.names)


def keys_of(row: Row) -> set[str]:
    return {carrier.partition(" ")[0] for carrier in row.carriers}


def excuses(reason: Reason, mention: Mention) -> bool:
    row = reason.row
    wanted = (row["document"], row["locator"], row["word"])
    return wanted == (mention.document.source, mention.place.locator, mention.word)
