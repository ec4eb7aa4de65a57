"""Two documents -> their differences, by anchor, in reading order. Pure: names come in, nothing is read or rendered.

Empty exactly when both say the same to a reader: a difference that is not shown could be approved unseen.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from editorial import wording
from relations.documents import flatten, label, links
from relations.documents.words import Segment, segments

Document = Mapping[str, Any]
IDENTIFIER = re.compile(r"[0-9A-Z]{6}")
READING_ORDER = (
    *("title", "original_title", "kind", "source_kind", "organisation_kind", "place_kind", "topics", "standing"),
    *(
        "historical",
        "deceased",
        "iso_numeric",
        "date",
        "existed",
        "order_in_day",
        "place",
        "country",
        "predecessor",
        "parent",
    ),
    *(
        "inside",
        "latitude",
        "longitude",
        "sending_state",
        "receiving_state",
        "seat",
        "author",
        "publisher",
        "publisher_as_stated",
        "language",
    ),
    *(
        "case",
        "stage",
        "definition",
        "unit",
        "comparable",
        "names",
        "summary",
        "lead",
        "sides",
        "participations",
        "tenures",
    ),
    *("measures", "attributions", "positions", "one_sided_reason", "responses", "figures", "observations"),
    *("memberships", "staff_ceilings", "sections", "eras", "infobox", "cases", "see_also", "claims", "citations"),
    *("translations", "attachments", "access_points", "public_note", "dossiers", "slug"),
)
FIRST_IN_A_PART = (
    *("who", "role", "office", "anchor", "source", "kind", "imposing", "receiving", "by", "to", "side", "stance"),
    *("body", "period", "heading", "label", "language", "text"),
)


class Difference(NamedTuple):
    """What differs at one anchor: `op` is added, removed or changed; `part` and `field` say where, in words."""

    anchor: str
    part: str
    field: str
    op: str
    segments: list[Segment]


def differences(before: Document | None, after: Document, names: Mapping[str, str] | None = None) -> list[Difference]:
    """What `after` says otherwise than `before` (None: there is nothing before). `names`: public id -> title."""
    names = names or {}
    old, new = values(before or {}, names), values(after, names)
    changed = [anchor for anchor in [*new, *(old.keys() - new.keys())] if old.get(anchor) != new.get(anchor)]
    kind = after["type"]
    found = [difference(kind, anchor, old.get(anchor), new.get(anchor)) for anchor in changed]
    return sorted([*found, *moves(before or {}, after, names)], key=lambda each: place_of(each.anchor))


def difference(record_type: str, anchor: str, old: str | None, new: str | None) -> Difference:
    """One difference; names, choices, numbers and orders are replaced, only texts are compared word by word."""
    part, field = words(anchor, record_type)
    whole = anchor.endswith("/order") or not wording.is_text(record_type, anchor)
    if old is None:
        return Difference(anchor, part, field, "added", [Segment("insert", new or "")])
    if new is None:
        return Difference(anchor, part, field, "removed", [Segment("delete", old)])
    replaced = [Segment("delete", old), Segment("insert", new)]
    return Difference(anchor, part, field, "changed", replaced if whole else segments(old, new))


def words(anchor: str, record_type: str = "") -> tuple[str, str]:
    """Part and field as a person reads them: ("Statement 3", "text"), ("Date", "edtf"), ("Dossiers", "").

    With the type of the record they are called as its form calls them.
    """
    head, *rest = [step for step in anchor.split("/") if not IDENTIFIER.fullmatch(step)]
    if record_type and head != "change" and rest[-1:] != ["order"]:
        return wording.field_words(record_type, "/".join([head, *rest]))
    numbered = bool(rest) and rest[0].isdigit()
    part = label("/".join([head, *rest[:1]] if numbered else [head]))
    return part, " ".join(rest[1:] if numbered else rest).replace("_", " ")


def values(document: Document, names: Mapping[str, str]) -> dict[str, str]:
    """anchor -> what a reader sees there, ids as titles; the change and the order of lists included."""
    if not document:
        return {}
    found = flatten(document)
    targets = {link.anchor: link.target for link in links(document)}
    kind = document["type"]
    shown = {
        by_member(anchor, text): titled(wording.value_words(kind, anchor, text), targets.get(anchor), names)
        for anchor, text in found.items()
    }
    empty = {f"{key}/{part['n']}": "" for key, part in parts(document["record"]) if set(part) == {"n"}}
    change = {f"change/{key}": text for key, text in document.get("change", {}).items()}
    return shown | empty | {anchor: wording.value_words(kind, anchor, text) for anchor, text in change.items()}


def parts(record: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(list, part) of every numbered part."""
    for key, value in record.items():
        for part in value if isinstance(value, list) else ():
            if isinstance(part, dict):
                yield key, part


def by_member(anchor: str, text: str) -> str:
    """In a plain list (of ids, of subjects) the member itself is the anchor: one that joins in front changes no other."""
    head, _, position = anchor.rpartition("/")
    return f"{head}/{text}" if head and position.isdigit() else anchor


def titled(text: str, target: str | None, names: Mapping[str, str]) -> str:
    return f"{names[target]} ({target})" if target in names else text


def moves(before: Document, after: Document, names: Mapping[str, str]) -> list[Difference]:
    """Lists whose members stand elsewhere than adding at the end and taking out would leave them."""
    old, new = orders(before), orders(after)
    found = []
    for anchor, order in new.items():
        was = old.get(anchor, [])
        expected = [each for each in was if each in order] + sorted(set(order) - set(was))
        if order != expected:
            shown = [", ".join(str(names.get(each, each)) for each in row) for row in (expected, order)]
            found.append(difference(after["type"], f"{anchor}/order", *shown))
    return found


def orders(document: Document) -> dict[str, list]:
    """anchor of each list -> its members in order: numbers of parts, or ids."""
    record = document.get("record", {})
    lists = {key: value for key, value in record.items() if isinstance(value, list)}
    lists |= {
        f"{key}/{part['n']}/{inner}": value
        for key, part in parts(record)
        for inner, value in part.items()
        if isinstance(value, list)
    }
    return {
        anchor: [each["n"] if isinstance(each, dict) else each for each in value] for anchor, value in lists.items()
    }


def in_reading_order(key: str) -> tuple[int, str]:
    """Sort key of a field or list of a record: as a page shows them, what is not known last."""
    return READING_ORDER.index(key) if key in READING_ORDER else len(READING_ORDER), key


def place_of(anchor: str) -> tuple:
    """Sort key: the change first, then fields and parts as a page shows them, numbers as numbers."""
    head, *rest = anchor.split("/")
    top, _ = in_reading_order(head)
    field = rest[1] if len(rest) > 1 else ""
    return (
        head != "change",
        top,
        head,
        rest == ["order"],
        int(rest[0]) if rest and rest[0].isdigit() else 0,
        FIRST_IN_A_PART.index(field) if field in FIRST_IN_A_PART else len(FIRST_IN_A_PART),
        rest,
    )
