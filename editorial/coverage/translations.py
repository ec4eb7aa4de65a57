"""Whether titles and summaries stand in the second language too, and say the same as far as a machine can see."""

from collections.abc import Iterator

from editorial.coverage import mentions, records
from editorial.coverage.writing import fault_at
from editorial.importers.dossiers import Entry
from editorial.importers.toml_files import Fault

LANGUAGE = "cs"
NAMED = {"person", "organisation", "place", "country", "source"}  # whose title may be a name, the same in any language
TRANSLATED = {"series": ("title", "summary", "definition")}
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
    """A title that may be the same in both languages: of a named thing, every word with a capital or a number."""
    words = [word for word in mentions.WORD.findall(title) if word not in SMALL_WORDS]
    return record_type in NAMED and all(word[0].isupper() or word[0].isdigit() for word in words)


def digits(text: str) -> set[str]:
    """Numbers written in digits; in words, the languages differ too much to compare."""
    return {min(forms, key=len) for forms in mentions.digits(text).values()}
