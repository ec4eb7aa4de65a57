"""A paragraph cut into its sentences. Knows English abbreviations; one that ends a sentence lets it run on."""

import re
from itertools import pairwise
from typing import NamedTuple

END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-ZÀ-ÖØ-ÞŠ-Ž0-9]|[A-Z][a-z])")
LAST_WORD = re.compile(r"[^\s(“\"‘']+\Z")
DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")  # U.K, p.a, p.m, i.e and initials
SHORTENED = {
    *("No", "Nos", "Mr", "Mrs", "Ms", "Dr", "St", "Prof", "Gen", "Col", "Maj", "Lt", "Sen", "Gov", "Jr", "Sr"),
    *("vs", "cf", "ca", "approx", "est", "vol", "pp", "art", "Art"),
}


class Span(NamedTuple):
    """A sentence and where in its paragraph it stands."""

    start: int
    end: int
    text: str


def sentences(paragraph: str) -> list[Span]:
    """The sentences of a paragraph, in order; together they are the whole of it."""
    ends = [
        found.end() for found in END.finditer(paragraph) if not is_abbreviation(paragraph[: found.start()], found[0])
    ]
    cuts = [0, *ends, len(paragraph)]
    spans = [trimmed(paragraph, start, end) for start, end in pairwise(cuts)]
    return [span for span in spans if span.text]


def is_abbreviation(before: str, mark: str) -> bool:
    """Whether the point after `before` belongs to a shortened word."""
    word = LAST_WORD.search(before)
    return mark == "." and bool(word) and (bool(DOTTED.fullmatch(word[0])) or word[0] in SHORTENED)


def trimmed(paragraph: str, start: int, end: int) -> Span:
    text = paragraph[start:end]
    start += len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()), text.strip())
