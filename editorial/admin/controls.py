"""Where the form of a record has the control for an anchor: `id_claims-2-text` for `claims/3/text`. Pure."""

from collections.abc import Callable

from editorial.forms.anchors import number_in
from editorial.shapes import SHAPES, PartShape

# Values of a part that nobody types: the row as a whole is shown instead.
NOT_TYPED = {"sha256", "media_type", "size", "of", "withheld", "removed", "n"}
Place = Callable[[str, int], int | None]  # (list, number of a part) -> its place among the rows of the form


def control_of(anchor: str, record_type: str, place: Place) -> str:
    """The id of the control, of the row or of the list; "" where the form has nothing for it."""
    head, _, rest = anchor.partition("/")
    shape = SHAPES[record_type]
    part = next((part for part in shape.parts if part.key == head), None)
    if part:
        return in_list(part, rest, place)
    if head == "dossiers":
        return "in_dossiers-group"
    if shape.date_key and head == shape.date_key:
        return f"id_date_{rest or 'edtf'}"
    return f"id_{head}" if head and head != "change" else ""


def in_list(part: PartShape, rest: str, place: Place) -> str:
    """In one list: the field, else the row, else the list."""
    number, _, field = rest.partition("/")
    index = place(part.key, number_in(number) or 0)
    if index is None:
        return f"{part.key}-group"
    name = field_name(part, field)
    return f"id_{part.key}-{index}-{name}" if name else f"{part.key}-{index}"


def field_name(part: PartShape, field: str) -> str:
    """The column that holds a value of a part; "" for the part as a whole."""
    head, _, rest = field.partition("/")
    if part.dated and head == "date":
        return f"date_{rest or 'edtf'}"
    known = {*part.scalars, *part.links, *part.many} - NOT_TYPED
    return head if head in known else ""
