"""The words of a hit that were asked for: where they stand in a text, and which of its texts to show. Plain text, no markup."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from relations.dates.typography import NBSP
from relations.search.questions import Term
from relations.search.texts import DATED, Text, parts, texts, titles
from relations.search.words import Word, words

BEFORE = 70
OPENING = 150  # a passage that starts in here is shown from the beginning of its text
LONGEST = 230
SPACE = re.compile(r"\s")
# The head of an anchor -> the fragment on the record's page, what it is called there, and a passage quoted for it.
PLACES = {
    "claims": ("c", _("statement %(n)s"), _("passage quoted at statement %(n)s")),
    "attributions": ("a", _("attribution %(n)s"), _("passage quoted at attribution %(n)s")),
    "positions": ("p", _("position %(n)s"), _("passage quoted at position %(n)s")),
    "observations": ("o", _("observation %(n)s"), _("passage quoted at observation %(n)s")),
    "sections": ("section-", _("section %(n)s"), _("passage quoted at section %(n)s")),
}


class Piece(NamedTuple):
    text: str
    marked: bool


class Snippet(NamedTuple):
    """A cut of one text. `marks`: the words asked for, as offsets in `text`; `language` "" is the original's."""

    text: str
    marks: list[tuple[int, int]]
    anchor: str
    language: str

    @property
    def pieces(self) -> list[Piece]:
        return pieces(self.text, self.marks)


def pieces(text: str, marks: list[tuple[int, int]]) -> list[Piece]:
    """A text cut where marks begin and end."""
    found, at = [], 0
    for start, end in marks:
        found += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    return [piece for piece in [*found, Piece(text[at:], False)] if piece.text]


def marks(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Where the terms stand in a text, in order and without overlap."""
    return merged(span for spans in by_term(text, terms) for span in spans)


def by_term(text: str, terms: tuple[Term, ...]) -> list[list[tuple[int, int]]]:
    """For each term the places where it stands."""
    found = list(words(text))
    ways = max((len(word.readings) for word in found), default=0)
    return [[span for way in range(ways) for span in occurrences(found, way, term)] for term in terms]


def occurrences(found: list[Word], way: int, term: Term) -> Iterator[tuple[int, int]]:
    """The runs of words that are a term, the text read in one way."""
    for reading in term.readings:
        *first, last = reading.split()
        for at in range(len(found) - len(first)):
            run = found[at : at + len(first) + 1]
            end = run[-1].read(way)
            if (end.startswith(last) if term.begins else end == last) and [w.read(way) for w in run[:-1]] == first:
                yield run[0].start, run[-1].end


def merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order; those that overlap become one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def best(document: dict[str, Any], terms: tuple[Term, ...], *, title: str = "", reader: str = "") -> Snippet | None:
    """The text that holds the most terms, cut to where they stand; without any the opening of its first text.

    `title`: what is shown above it, where that is not the original's. Of texts that hold as much, the one in
    the language of the reader.
    """
    called = titles(document)
    above = plain(title or called[0].text)
    said = [*texts(document), *(text for text in called if plain(text.text) != above)]
    scored = [
        (sum(map(bool, by_term(text.text, terms))), is_in(text, reader), -number) for number, text in enumerate(said)
    ]
    if not scored:
        return None
    most, _, number = max(scored)
    chosen = said[-number] if most else opening(said, reader)
    return cut(chosen, marks(chosen.text, terms)) if chosen else None


def lead(document: dict[str, Any], terms: tuple[Term, ...], *, reader: str = "") -> Snippet | None:
    """What a record says first, cut like a passage."""
    first = opening(texts(document), reader)
    return cut(first, marks(first.text, terms)) if first else None


def plain(text: str) -> str:
    """A text without what typography puts in."""
    return text.replace(NBSP, " ")


def is_in(text: Text, reader: str) -> bool:
    """Whether a text is a translation into the language of the reader. A date is none: it says no more than the record."""
    return bool(reader) and text.language == reader and text.anchor not in DATED


def opening(said: list[Text], reader: str) -> Text | None:
    """What a record says first."""
    first = [text for text in said if text.anchor in ("summary", "lead")]
    return next((text for text in first if is_in(text, reader)), first[0] if first else None)


def cut(text: Text, found: list[tuple[int, int]]) -> Snippet:
    """A piece of a text around its first mark, ending between words."""
    start = found[0][0] if found else 0
    low = 0 if start <= OPENING else between(text.text, start - BEFORE)
    high = len(text.text) if len(text.text) - low <= LONGEST else between(text.text, low + LONGEST, backwards=True)
    high = max(high, found[0][1] if found else 0)
    left, right = "… " if low else "", " …" if high < len(text.text) else ""
    inside = [(a - low + len(left), b - low + len(left)) for a, b in found if low <= a and b <= high]
    return Snippet(left + text.text[low:high].rstrip() + right, inside, text.anchor, text.language)


def between(text: str, at: int, *, backwards: bool = False) -> int:
    """The place next to `at` where a word starts; backwards: the last one where a word has ended."""
    if backwards:
        return max((space.start() for space in SPACE.finditer(text, max(0, at - BEFORE), at)), default=at)
    space = SPACE.search(text, at)
    return space.end() if space else at


class Place(NamedTuple):
    """Where on the record's page a text stands: fragment, name, and the part whose standing it shares."""

    fragment: str = ""
    name: str = ""
    part: dict[str, Any] = {}


def place(document: dict[str, Any], anchor: str, *, quoted: bool = False) -> Place:
    """The part of the page that a text stands in (`quoted`: that a passage is quoted for); an empty one where it has no
    address of its own.
    """
    head, _, rest = anchor.partition("/")
    known = parts(document["record"], head) if rest else []
    part = next((part for part in known if rest.startswith(f"{part['n']}/")), {})
    if head == "citations" and "anchor" in part:
        return place(document, f"{part['anchor']}/", quoted=True)
    if head in PLACES and part:
        prefix, *names = PLACES[head]
        return Place(f"{prefix}{part['n']}", names[quoted] % {"n": part["n"]}, part)
    return Place()
