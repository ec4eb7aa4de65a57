"""What an incident says in the voice of others: attributions with the reply of the accused, the positions of each side.

Pure: document and names in, rows out. Nothing here is stated as a fact: every row names who says it.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst

from relations.measures import alive
from relations.notes import Notes
from relations.part_words import words_of
from relations.profiles import Names
from relations.vocabularies import AttributionBasis, Confidence, PositionStance, Reply

# Words that say nothing which the row does not say already.
UNSAID = (Confidence.NOT_STATED, PositionStance.OTHER)


def attributions(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """Who blames whom, on what basis, and what the accused answers."""
    return [
        {
            "n": part["n"],
            "by": names[part["by"]],
            "to": names[part["to"]],
            "text": part["text"],
            "date": part.get("date"),
            "basis": str(AttributionBasis(part["basis"]).label),
            "confidence": label(Confidence, part.get("confidence", Confidence.NOT_STATED)),
            "settled": part.get("settled", False),
            "reply": reply(part, names),
            "words": words_of(f"attributions/{part['n']}"),
            "notes": notes.at(f"attributions/{part['n']}"),
        }
        for part in alive(record, "attributions")
    ]


def reply(part: dict[str, Any], names: Names) -> dict[str, Any]:
    """The answer of the accused, or of who answers for them; `none_found`: we looked, as of the date."""
    value = part.get("reply", "")
    return {
        "who": names[part.get("reply_by", part["to"])],
        "word": capfirst(str(Reply(value).label)) if value else "",
        "none_found": value == Reply.NONE_FOUND,
        "text": part.get("reply_text", ""),
        "date": part.get("reply_date", ""),
    }


def positions(
    record: dict[str, Any], names: Names, notes: Notes, sides: Sequence[Sequence[str]]
) -> list[dict[str, Any]]:
    """What each side says, one block per speaker in the fixed order of the dossier's `sides`, others after them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for part in alive(record, "positions"):
        found.setdefault(part["side"], []).append(part)
    ordered = sorted(found, key=lambda side: place(side, names, sides))
    return [
        {"side": names[side], "said": [position(part, notes) for part in sorted(found[side], key=said_on)]}
        for side in ordered
    ]


def place(speaker: str, names: Names, sides: Sequence[Sequence[str]]) -> tuple[int, bool]:
    """Where a speaker stands: with the side that it is a country of, the state before its bodies and missions."""
    known = names[speaker].facts
    own = {speaker, known.get("sending_state") or known.get("country")}
    at = next((at for at, countries in enumerate(sides) if own & set(countries)), len(sides))
    return at, at < len(sides) and speaker not in sides[at]


def said_on(part: dict[str, Any]) -> str:
    """Positions without a date stand last: "~" sorts after every digit."""
    return part.get("date", {}).get("edtf", "~")


def position(part: dict[str, Any], notes: Notes) -> dict[str, Any]:
    return {
        "n": part["n"],
        "stance": label(PositionStance, part["stance"]),
        "none_found": part["stance"] == PositionStance.NONE_FOUND,
        "text": part.get("text", ""),
        "date": part.get("date"),
        "words": words_of(f"positions/{part['n']}"),
        "notes": notes.at(f"positions/{part['n']}"),
    }


def label(vocabulary: type, value: str) -> str:
    return "" if value in UNSAID else capfirst(str(vocabulary(value).label))
