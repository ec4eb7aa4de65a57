"""The ledger as a table for spreadsheets: one row per step, with the balance of both sides after it. Pure."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from relations import languages
from relations.cells import inert
from relations.ledger.balance import Line, Total
from relations.ledger.exchanges import answered_by, answers
from relations.ledger.reading import Ledger

MEASURE = (
    "kind",
    "count",
    "count_min",
    "count_max",
    "category",
    "category_as_stated",
    "announced",
    "effective",
    "deadline",
)
COLUMNS = (
    *("incident", "title", "date", "standing", "imposing", "imposing_name", "receiving", "receiving_name"),
    *MEASURE,
    *("note", "side", "counted", "left_out", "expelled_1_min", "expelled_1_max", "expelled_2_min", "expelled_2_max"),
    *("caps_1", "caps_2", "answers", "answered_by", "sources", "url"),
)


def as_csv(shown: Iterable[Line], ledger: Ledger, base: str) -> str:
    """`base` is the address of the site. No cell is a formula, whatever a text begins with."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in shown:
        row = cells(line, ledger, base)
        writer.writerow([inert(str(row.get(column, ""))) for column in COLUMNS])
    return out.getvalue()


def cells(line: Line, ledger: Ledger, base: str) -> dict[str, Any]:
    item, part = line.step.item, line.step.part
    return {
        "incident": item["id"],
        "title": str(languages.said(item["title"])),
        "date": item["date"]["edtf"],
        "standing": item["standing"],
        **dict(parties(part, ledger)),
        **{key: part[key] for key in (*MEASURE, "note") if key in part},
        "side": line.step.by + 1,
        "counted": "yes" if line.adds else "no",
        "left_out": line.left_out,
        **dict(balances(line)),
        "answers": " ".join(each.part["to"] for each in answers(line.step, ledger)),
        "answered_by": " ".join(each.item["id"] for each in answered_by(line.step, ledger)),
        "sources": " ".join(item["sources"]),
        "url": f"{base}{item['url']}",
    }


def parties(part: dict[str, Any], ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Who takes the step and whom it is directed at; of a withdrawn record its id alone."""
    for key in ("imposing", "receiving"):
        if key in part:
            name = ledger.names[part[key]]
            yield key, part[key]
            yield f"{key}_name", "" if name.is_gone else name.title


def balances(line: Line) -> Iterator[tuple[str, int]]:
    """How both sides stand after the step; no upper bound where nothing limits it."""
    for side, (total, caps) in enumerate(zip(line.expelled, line.caps, strict=True), 1):
        yield from bounds(side, total)
        yield f"caps_{side}", caps


def bounds(side: int, total: Total) -> Iterator[tuple[str, int]]:
    yield f"expelled_{side}_min", total.low
    if total.high is not None:
        yield f"expelled_{side}_max", total.high
