"""Which parts of a record a citation may prove, those that are being typed in the same form included."""

from collections.abc import Iterator

from editorial.models import Record
from editorial.services import drafting
from editorial.shapes import SHAPES, PartShape
from relations.documents import label

FIELDS = ("title", "summary")
# What tells the parts of one list apart in a select, and which value of a part is the thing that is proved.
EXCERPTS = {
    "claims": "text",
    "participations": "who__title",
    "access_points": "url",
    "tenures": "office",
    "names": "text",
    "sides": "label",
}
PROVED = {"claims": "/text"}
EXCERPT_LENGTH = 60


def anchor_of(key: str, number: int) -> str:
    """`claims/3/text`, `participations/2`."""
    return f"{key}/{number}{PROVED.get(key, '')}"


def number_in(text: object) -> int | None:
    """The whole number that a browser sent; None for anything else, however long."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 10 else None


def part_of(anchor: str) -> tuple[str, int] | None:
    """The list and number of the part that an anchor points into; None for a field of the record itself."""
    key, _, rest = anchor.partition("/")
    number = number_in(rest.partition("/")[0])
    return (key, number) if key in EXCERPTS and number is not None else None


def citable(record_type: str) -> list[PartShape]:
    """The lists of a type whose parts can be proved."""
    return [shape for shape in SHAPES[record_type].parts if shape.key in EXCERPTS]


def choices(record: Record, record_type: str, new_rows: dict[str, int]) -> list[tuple[str, str]]:
    """(anchor, words) of every part; `new_rows` says how many unsaved rows each list of the form has."""
    return [("", "---------"), *field_choices(record_type), *part_choices(record, record_type, new_rows)]


def field_choices(record_type: str) -> Iterator[tuple[str, str]]:
    shape = SHAPES[record_type]
    dated = (shape.date_key,) if shape.date_key else ()
    for name in (*FIELDS, *dated, *shape.links, *shape.scalars):
        yield name, label(name)


def part_choices(record: Record, record_type: str, new_rows: dict[str, int]) -> Iterator[tuple[str, str]]:
    for shape in citable(record_type):
        rows = shape.model.objects.filter(record_id=record.pk, removed=False).order_by("position", "n")
        for number, excerpt in rows.values_list("n", EXCERPTS[shape.key]):
            words = " ".join((excerpt or "").split())[:EXCERPT_LENGTH]
            yield anchor_of(shape.key, number), f"{part_label(shape.key, number)} – {words}"
        for number in drafting.next_numbers(record, shape.key, new_rows.get(shape.key, 0)):
            yield anchor_of(shape.key, number), f"{part_label(shape.key, number)} (new)"


def part_label(key: str, number: int) -> str:
    """`Statement 3`."""
    return label(f"{key}/{number}")


def renumbered(anchor: str, numbers: dict[tuple[str, int], int], first_new: dict[str, int]) -> str:
    """The anchor with the number that its new part really got; "" when that part was left empty."""
    part = part_of(anchor)
    if part is None or part[1] < first_new.get(part[0], 1):
        return anchor
    return anchor_of(part[0], numbers[part]) if part in numbers else ""
