"""Whether titles and summaries stand in the second language too, and say the same as far as a machine can see.

A text that changed without its translation is found on publication by the hash; in a file, by its numbers alone.
"""

import re
from collections.abc import Iterator

from editorial.coverage import mentions, records
from editorial.coverage.writing import fault_at
from editorial.importers.dossiers import Entry
from editorial.importers.toml_files import Fault

LANGUAGE = "cs"
NAMED = {"person", "organisation", "place", "country", "source"}  # whose title may be a name, the same in any language
TRANSLATED = {"series": ("title", "summary", "definition")}
DECADE = re.compile(r"\b\d{3}0s\b|\b\d*0\. l[eé]t\w*|\b\d+\. století|\b\d+th[ -]century")  # 1990s, 90. léta
SMALL_WORDS = {"of", "the", "and", "for", "in"}


def translations(entry: Entry) -> Iterator[Fault]:
    """What is missing in Czech, is a copy of the English text, or differs from it in its numbers."""
    found = {
        str(part.get("anchor")): str(part.get("text", ""))
        for part in records.parts(entry, "translations")
        if part.get("language") == LANGUAGE
    }
    for anchor in TRANSLATED.get(entry.type, ("title", "summary")):
        original = str(entry.content.get(anchor, ""))
        if not original:
            yield fault_at(entry, anchor, f"The record has no {anchor}.")
        elif not found.get(anchor):
            yield fault_at(entry, anchor, f"The {anchor} has no Czech translation.")
        elif found[anchor] == original and not (anchor == "title" and is_name(entry.type, original)):
            yield fault_at(entry, anchor, f"The Czech {anchor} is the English one; only a name may stay as it is.")
        elif lacking := digits(original) ^ digits(found[anchor]):
            both = ", ".join(sorted(lacking))
            yield fault_at(entry, anchor, f"The {anchor} and its Czech translation differ in numbers: {both}.")


def is_name(record_type: str, title: str) -> bool:
    """A title that may be the same in both languages: of a named thing, every word with a capital or a number.

    A name with an accent is foreign as it is, small words and all.
    """
    words = [word for word in mentions.WORD.findall(title) if word not in SMALL_WORDS]
    proper = not title.isascii() or all(word[0].isupper() or word[0].isdigit() for word in words)
    return record_type in NAMED and proper


def digits(text: str) -> set[str]:
    """Numbers written in digits, without decades and centuries, which the languages count differently."""
    return {min(forms, key=len) for forms in mentions.digits(DECADE.sub("", text)).values()}
