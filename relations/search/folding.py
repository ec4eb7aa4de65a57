"""Folding of text for index, query and sort alike: case, accents and Cyrillic marks drop out the same way on both sides."""

import unicodedata

# NFKD leaves these letters whole; SQLite and PostgreSQL fold them differently, so we do it for both.
LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "œ": "oe", "æ": "ae", "þ": "th", "ı": "i", "’": "'"})


def fold(text: str) -> str:
    """`Vrbětice` and `VRBETICE` become `vrbetice`, `Королёв` becomes `королев`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
