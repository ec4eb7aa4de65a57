"""What a step answers and what answers it, as published responses say: relation, basis, days between. Pure."""

import datetime
from typing import Any, NamedTuple

from relations import dates, languages
from relations.ledger.reading import Ledger, Step, resolved
from relations.measures import alive
from relations.profiles import Name
from relations.vocabularies import ResponseBasis


class Answer(NamedTuple):
    """One link between a step and another event (`name`, its list item): `days` between them, None where either day is
    not known. `part` is the published response; `asserted_by` who says so.
    """

    name: Name
    item: dict[str, Any]
    part: dict[str, Any]
    asserted_by: Name | None
    days: int | None

    @property
    def is_inferred(self) -> bool:
        return self.part["basis"] == ResponseBasis.INFERRED


def answers(step: Step, ledger: Ledger) -> list[Answer]:
    """The events that the incident of a step answers."""
    found = []
    for part in alive(step.item, "responses"):
        name = ledger.names[part["to"]]
        days = days_between(day_of(name.facts), day_of(step.item, step.part))
        found.append(Answer(name, name.facts, part, asserted_by(part, ledger), days))
    return found


def answered_by(step: Step, ledger: Ledger) -> list[Answer]:
    """The incidents that answer the one of a step, with or without measures of their own."""
    found = []
    for item in ledger.answering.get(step.item["id"], []):
        name = Name(item["id"], languages.said(item["title"]), item["url"], "public", item["type"])
        days = days_between(day_of(step.item, step.part), day_of(item))
        for part in alive(item, "responses"):
            if resolved(part["to"], ledger.names) == step.item["id"]:
                found.append(Answer(name, item, part, asserted_by(part, ledger), days))
    return found


def asserted_by(part: dict[str, Any], ledger: Ledger) -> Name | None:
    return ledger.names[part["asserted_by"]] if "asserted_by" in part else None


def day_of(item: dict[str, Any], part: dict[str, Any] | None = None) -> datetime.date | None:
    """The day of a step or an event, where it is known to the day: that of its announcement, else its own date."""
    announced = (
        part.get("announced") if part else next((each.get("announced") for each in alive(item, "measures")), None)
    )
    text = announced or item.get("date", {}).get("edtf", "")
    value = dates.parse(text) if text else None
    return value.earliest if value and value.precision == "day" and not value.qualified else None


def days_between(first: datetime.date | None, then: datetime.date | None) -> int | None:
    """None where a day is not known, or the answer stands before what it answers."""
    if first is None or then is None or then < first:
        return None
    return (then - first).days
