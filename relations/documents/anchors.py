"""Permanent addresses of the parts of a document: `title`, `date`, `claims/3/text`."""

from typing import Any

LABELS = {
    "claims": "Statement",
    "citations": "Citation",
    "participations": "Participant",
    "access_points": "Access point",
    "tenures": "Office",
    "names": "Name",
    "sides": "Side",
    "measures": "Measure",
    "attributions": "Attribution",
    "positions": "Position",
    "responses": "Response",
    "figures": "Figure",
    "observations": "Observation",
    "memberships": "Membership",
    "staff_ceilings": "Staff ceiling",
    "sections": "Section",
    "eras": "Era",
    "infobox": "Infobox row",
    "cases": "Case",
    "see_also": "See also",
    "translations": "Translation",
    "attachments": "Attachment",
}


def flatten(document: dict[str, Any]) -> dict[str, str]:
    """anchor -> text of every value in `record`, in reading order; the basis of differences and of citations."""
    flat: dict[str, str] = {}
    for key, value in document.get("record", {}).items():
        put(flat, key, value)
    return flat


def put(flat: dict[str, str], anchor: str, value: Any) -> None:
    """Add `value` under `anchor`; a numbered part is addressed by its own `n`, anything else by position."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "n":
                put(flat, f"{anchor}/{key}", inner)
    elif isinstance(value, list):
        for position, inner in enumerate(value, 1):
            number = inner.get("n", position) if isinstance(inner, dict) else position
            put(flat, f"{anchor}/{number}", inner)
    else:
        flat[anchor] = str(value).lower() if isinstance(value, bool) else str(value)


def label(anchor: str) -> str:
    """`claims/3/text` as words for a person: "Statement 3: text"."""
    head, *rest = anchor.split("/")
    if head in LABELS and rest:
        name = f"{LABELS[head]} {rest[0]}"
        return f"{name}: {' '.join(rest[1:])}".replace("_", " ") if rest[1:] else name
    return " ".join([head, *rest]).replace("_", " ").capitalize()
