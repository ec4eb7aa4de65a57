"""Addresses inside a record: which lists may be proved or translated, and how a number that was shown becomes the real one.

Pure text and tables; what a form really offers is put together in `offers`.
"""

# What tells the parts of one list apart in a select and in a folded row.
EXCERPTS = {
    "claims": ("text",),
    "participations": ("role", "who"),
    "measures": ("kind", "count", "announced"),
    "attributions": ("by", "to", "text"),
    "positions": ("side", "stance", "text"),
    "responses": ("relation", "to"),
    "figures": ("label", "value"),
    "observations": ("period", "label", "value"),
    "memberships": ("body", "status", "date_edtf"),
    "staff_ceilings": ("count", "category", "date_edtf"),
    "access_points": ("url",),
    "tenures": ("office", "date_edtf"),
    "names": ("text",),
    "sides": ("label",),
    "sections": ("heading",),
    "eras": ("label", "date_edtf"),
    "infobox": ("label", "text", "target"),
    "cases": ("title",),
    "see_also": ("target",),
    "attachments": ("title",),
    "citations": ("source", "locator"),
    "translations": ("language", "text"),
}
# Lists whose parts can be proved, and which value of a part is the thing that is proved ("": the part as a whole).
PROVED = dict.fromkeys(EXCERPTS.keys() - {"cases", "see_also", "attachments", "citations", "translations"}, "")
PROVED |= {"claims": "text", "sections": "text"}
# Words of the record itself that readers see, beside those of its lists (`PROSE`), and so can be translated.
# What the editors decide (order, subjects) is neither proved nor translated.
RECORD_TEXTS = ("title", "summary", "public_note", "lead", "definition", "unit", "one_sided_reason")
UNPROVABLE_FIELDS = ("order_in_day", "topics", "case")


def anchor_of(key: str, number: int, field: str = "") -> str:
    """`claims/3/text`, `participations/2`."""
    return f"{key}/{number}/{field}".rstrip("/")


def number_in(text: object) -> int | None:
    """The whole number that a browser sent; None for anything else, however long."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 10 else None


def part_of(anchor: str) -> tuple[str, int] | None:
    """The list and number of the part that an anchor points into; None for a field of the record itself."""
    key, _, rest = anchor.partition("/")
    number = number_in(rest.partition("/")[0])
    return (key, number) if key in EXCERPTS and number is not None else None


def moved_to(anchor: str, number: int) -> str:
    """The same place in the part with another number."""
    key, _, rest = anchor.partition("/")
    return anchor_of(key, number, rest.partition("/")[2])


def real_number(part: tuple[str, int], numbers: dict[tuple[str, int], int], first_new: dict[str, int]) -> int | None:
    """The number that a part which was shown with one really got; None where that row was left empty."""
    key, number = part
    return number if number < first_new.get(key, 1) else numbers.get(part)


def renumbered(anchor: str, numbers: dict[tuple[str, int], int], first_new: dict[str, int]) -> str:
    """The anchor with the number that its new part really got; "" when that part was left empty."""
    part = part_of(anchor)
    if part is None:
        return anchor
    number = real_number(part, numbers, first_new)
    return "" if number is None else moved_to(anchor, number)
