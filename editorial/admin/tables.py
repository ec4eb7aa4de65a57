"""Tables to take along from the desk, row by row as they are read: CSV without formulas, and JSON. Knows no model."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

from relations.cells import inert

FORMATS = ("csv", "json")
WRONG_FORMAT = "The formats are csv and json; choose one of the links."


class Line:
    """What a CSV writer writes to: it hands each line back."""

    def write(self, text: str) -> str:
        return text


def file(form: str, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """One table as a file called `name`. The desk's own answer is `no-store` already."""
    kind = {"csv": "text/csv; charset=utf-8", "json": "application/json"}[form]
    body = as_csv(columns, rows) if form == "csv" else as_json(columns, rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(body, content_type=kind, headers=headers)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(Line(), lineterminator="\r\n")
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([inert(text(cell)) for cell in row])


def as_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A list with one object per row; what is empty is left out."""
    between = "[\n"
    for row in rows:
        said = {name: cell for name, cell in zip(columns, row, strict=True) if cell not in ("", None)}
        yield between + json.dumps(said, ensure_ascii=False)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def text(cell: Any) -> str:
    return "" if cell is None else str(cell)
