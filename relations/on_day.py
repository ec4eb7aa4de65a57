"""The second clock: which offices, memberships, ceilings and missions held on a day, as it is known now. Pure.

Rows of a profile's page come in and go out marked; nothing is taken away, so that a reader sees what came before and after.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from relations import dates
from relations.vocabularies import RecordType

TYPES = (RecordType.PERSON, RecordType.ORGANISATION, RecordType.COUNTRY)
# Lists of a page; whether a date in it that is no interval is the day on which the fact began.
LISTS = {"offices": False, "memberships": True, "ceilings": True}
# Sections whose rows carry the time that the record existed.
MISSIONS = (
    "h-sending_state-organisation",
    "h-receiving_state-organisation",
    "h-seat-organisation",
    "h-parent-organisation",
)


def has_any(page: dict[str, Any]) -> bool:
    """Whether the page shows anything that has a day of its own."""
    return any(page[name] for name in LISTS) or any(section["id"] in MISSIONS for section in page["sections"])


def marked(page: dict[str, Any], day: datetime.date) -> dict[str, Any]:
    """The lists and sections of a page, each row with `held`: surely, perhaps or not."""
    lists = {name: marked_rows(page[name], day, begins=begins) for name, begins in LISTS.items()}
    sections = [
        section | {"rows": marked_rows(section["rows"], day)} if section["id"] in MISSIONS else section
        for section in page["sections"]
    ]
    return lists | {"sections": sections}


def marked_rows(rows: Iterable[dict[str, Any]], day: datetime.date, *, begins: bool = False) -> list[dict[str, Any]]:
    return [row | {"held": held(row.get("date"), day, begins=begins)} for row in rows]


def held(value: dict[str, Any] | None, day: datetime.date, *, begins: bool = False) -> str:
    """Whether a dated fact held on a day; where nothing is recorded of its time, perhaps."""
    if not value or "edtf" not in value:
        return dates.PERHAPS
    bounds = {name: value.get(name) for name in ("not_before", "not_after")}
    return dates.holding(dates.parse(value["edtf"]), day, begins=begins, **bounds)
