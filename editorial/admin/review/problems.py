"""The checklist on screen: each problem with a link to the field that solves it. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from editorial.admin.review.screen import change_url
from editorial.models import Record
from editorial.shapes import SHAPES
from relations.documents import Problem


class ListedProblem(NamedTuple):
    """One sentence, and the address of the field in the record's form."""

    message: str
    url: str


def listed(problems: Iterable[Problem], record: Record) -> list[ListedProblem]:
    url = change_url(record)
    return [ListedProblem(problem.message, url + fragment(problem.anchor, record.type)) for problem in problems]


def fragment(anchor: str, record_type: str) -> str:
    """Where the record's form has the control for an anchor: `#claims-group`, `#id_date_edtf`, `#id_title`."""
    head, _, rest = anchor.partition("/")
    shape = SHAPES[record_type]
    if head in {part.key for part in shape.parts}:
        return f"#{head}-group"
    if head == "dossiers":
        return "#in_dossiers-group"
    if shape.date_key and head == shape.date_key:
        return f"#id_date_{rest or 'edtf'}"
    return f"#id_{head}" if head and head != "change" else ""
