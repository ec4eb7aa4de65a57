"""Text -> words as the index knows them, the same for what is indexed and for what is asked, on either database.

A word is a run of letters, digits and the marks on them; it is folded, romanised and cut to a length that every index
can hold. Between two texts of one record stands `BREAK`, so that no phrase reaches from one into the other.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from relations.search.folding import fold
from relations.search.romanising import readings

LONGEST_WORD = 64
BREAK = "|"  # never a letter: no question can hold it
MARKS = "".join(char for code in range(0x300, 0x10000) if unicodedata.category(char := chr(code))[0] == "M")
INVISIBLE = "\u00ad\u200c\u200d\u2060"  # soft hyphen and joiners: inside a word they part nothing
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{re.escape(MARKS + INVISIBLE)}])*")
OTHER = re.compile(rf"(?:[\W_](?<![{re.escape(MARKS)}]))+")


class Word(NamedTuple):
    """One word of a text: where it stands there, and its readings (several for a word in Cyrillic)."""

    start: int
    end: int
    readings: tuple[str, ...]

    def read(self, number: int) -> str:
        """Reading `number`; a word with fewer readings has the same one everywhere."""
        return self.readings[min(number, len(self.readings) - 1)]


def words(text: str) -> Iterator[Word]:
    """The words of a text in order. Composed text is expected, as documents and questions have it."""
    for found in WORD.finditer(text):
        if all(forms := folded(found[0])):
            yield Word(found.start(), found.end(), forms)


@lru_cache(maxsize=20_000)  # language repeats itself: a rebuild folds each word once
def folded(word: str) -> tuple[str, ...]:
    """The readings of one word as the index writes them."""
    if word.isascii():
        return (word.lower()[:LONGEST_WORD],)
    return tuple(OTHER.sub("", fold(form))[:LONGEST_WORD] for form in readings(word.casefold()))


def lines(text: str) -> list[str]:
    """The text as words with single spaces between, once in each way of reading it: `Врбетице` also as `vrbetitse`."""
    found = list(words(text))
    number = max((len(word.readings) for word in found), default=0)
    return list(dict.fromkeys(" ".join(word.read(at) for word in found) for at in range(number)))


def indexed(texts: Iterable[str]) -> str:
    """What the index holds of several texts."""
    return f" {BREAK} ".join(line for text in texts for line in lines(text))
