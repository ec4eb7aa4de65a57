"""What a reader typed -> terms that must all be found. Nothing typed is an operator but quotation marks and a star.

A word of three letters or more finds what begins with it (`expulsion`, expulsions); in quotation marks, or written in
figures, it means itself, unless a star follows.
"""

import re
import unicodedata
from typing import NamedTuple

from relations.search.words import lines

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
PIECE = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')
SHORTEST_BEGINNING = 3


class Term(NamedTuple):
    """One or several words in a row, in each way of reading them; `begins`: the last word may go on. `said`: as typed."""

    said: str
    readings: tuple[str, ...]
    begins: bool


def terms(text: str) -> tuple[Term, ...]:
    """The terms of a question, each once; none where nothing in it is a letter or a digit."""
    composed = unicodedata.normalize("NFC", text).translate(QUOTES)
    found = [term(quoted or bare, bool(quoted), bool(star)) for quoted, star, bare in PIECE.findall(composed)]
    return tuple({each[1:]: each for each in found if each.readings}.values())


def term(text: str, is_quoted: bool, is_starred: bool) -> Term:
    """What one piece of a question asks for; `o'neil` and `2021-04` are words in a row."""
    readings = tuple(lines(text))
    last = readings[0].rpartition(" ")[2] if readings else ""
    is_long = len(last) >= SHORTEST_BEGINNING  # with less, half of the record would begin so
    if is_quoted:
        return Term(f'"{text}"{"*" * is_starred}', readings, is_starred and is_long)
    return Term(text, readings, is_long and (text.endswith("*") or not last.isdigit()))
