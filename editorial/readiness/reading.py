"""Reading a document for the checklist: the parts that are there, and what is cited."""

from typing import Any


def parts(document: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The parts of one list that were not removed."""
    return [part for part in document["record"].get(key, []) if not part.get("removed")]


def is_cited(anchor: str, cited: set[str]) -> bool:
    """Whether a citation proves the part at `anchor`, something around it, or something in it."""
    return any(have == anchor or anchor.startswith(f"{have}/") or have.startswith(f"{anchor}/") for have in cited)
