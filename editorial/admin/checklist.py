"""The checklist beside the form of a record: what it must have and what it should have, each with its field. Reads only."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from editorial.admin.controls import control_of
from editorial.admin.panel import Panel
from editorial.readiness import advice
from relations.documents import Problem

OPENED = 5  # rows that the page opens by itself; with more of them the form would be a wall


class Point(NamedTuple):
    """One thing to do; `control` is the id of what solves it, "" where the form has nothing for it."""

    message: str
    control: str


class Checklist:
    """One record's points as its form stands, and the marks on the rows that they name."""

    def __init__(self, panel: Panel, formsets: Iterable[Any]) -> None:
        self.panel = panel
        self.rows = {
            (formset.key, form.instance.n): (index, form)
            for formset in formsets
            for index, form in enumerate(formset.initial_forms)
            if hasattr(form.instance, "n")
        }

    @property
    def is_shown(self) -> bool:
        """There is something to submit."""
        return self.panel.edition is not None

    @cached_property
    def must(self) -> list[Point]:
        return self.points(self.panel.problems)

    @cached_property
    def should(self) -> list[Point]:
        return self.points(advice(self.panel.document)) if self.panel.document else []

    def points(self, problems: Iterable[Problem]) -> list[Point]:
        return [Point(problem.message, self.control(problem.anchor)) for problem in problems]

    def control(self, anchor: str) -> str:
        return control_of(anchor, self.panel.record.type, self.place)

    def place(self, key: str, number: int) -> int | None:
        return self.rows.get((key, number), (None, None))[0]

    def mark(self) -> None:
        """Tell each row that something is to be done in it; a few of them stand open."""
        named = dict.fromkeys(tuple(problem.anchor.split("/")[:2]) for problem in self.panel.problems)
        rows = [form for (key, number), (_, form) in self.rows.items() if (key, str(number)) in named]
        for form in rows:
            form.is_wanting = True
            form.stands_open = len(rows) <= OPENED
