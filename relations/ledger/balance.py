"""What adds up and what does not: running totals of the expulsions and caps of both sides. Pure.

A step counts where its record is established, once, and only in the balance of its own kind; a number that nobody states
leaves the total open upwards.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from relations.ledger.reading import Ledger, Step, resolved
from relations.measures import alive
from relations.vocabularies import MeasureKind, Relation, Standing

CAPS = frozenset({MeasureKind.STAFF_CAP, MeasureKind.LOCAL_STAFF_CAP})
COUNTED = frozenset({MeasureKind.EXPULSION}) | CAPS
SAME_STEP = frozenset({Relation.IMPLEMENTS, Relation.PART_OF})
OTHER_KIND = "kind"
STANDING = "standing"
REPEATED = "repeated"


class Total(NamedTuple):
    """How many in how many steps: between `low` and `high` (None: open upwards); `unstated` steps give no number."""

    steps: int = 0
    low: int = 0
    high: int | None = 0
    unstated: int = 0

    def plus(self, part: dict[str, Any]) -> "Total":
        low, high = bounds(part)
        stated = any(key in part for key in ("count", "count_min", "count_max"))
        total = None if high is None or self.high is None else self.high + high
        return Total(self.steps + 1, self.low + low, total, self.unstated + (not stated))


class Line(NamedTuple):
    """One step with what is known after it: `expelled` and `caps` of both sides. `left_out`: why it adds nothing, or ""."""

    step: Step
    left_out: str
    expelled: tuple[Total, Total]
    caps: tuple[int, int]

    @property
    def adds(self) -> bool:
        return not self.left_out


def bounds(part: dict[str, Any]) -> tuple[int, int | None]:
    """Least and most of a measure's count; None: not limited."""
    if "count" in part:
        return part["count"], part["count"]
    return part.get("count_min", 0), part.get("count_max")


def lines(ledger: Ledger) -> list[Line]:
    """The steps between the two sides in order of time, with the running balance."""
    steps = [step for step in ledger.steps if step.is_reciprocal]
    expelled, caps, found = [Total(), Total()], [0, 0], []
    repeated = repeats(steps, ledger)
    for step in steps:
        reason = left_out(step, repeated)
        if not reason and step.part["kind"] == MeasureKind.EXPULSION:
            expelled[step.by] = expelled[step.by].plus(step.part)
        elif not reason:
            caps[step.by] += 1
        found.append(Line(step, reason, (expelled[0], expelled[1]), (caps[0], caps[1])))
    return found


def left_out(step: Step, repeated: set[tuple[str, int]]) -> str:
    """Why a step adds nothing; "" where it does."""
    if step.part["kind"] not in COUNTED:
        return OTHER_KIND
    if step.item["standing"] != Standing.ESTABLISHED:
        return STANDING
    return REPEATED if key(step) in repeated else ""


def key(step: Step) -> tuple[str, int]:
    return step.item["id"], step.part["n"]


def repeats(steps: Iterable[Step], ledger: Ledger) -> set[tuple[str, int]]:
    """Steps that tell again what another one counts: their record carries it out, or is part of it."""
    counted = [step for step in steps if step.part["kind"] in COUNTED and step.item["standing"] == Standing.ESTABLISHED]
    found: set[tuple[str, int]] = set()
    for step in counted:
        targets = {
            resolved(part["to"], ledger.names)
            for part in alive(step.item, "responses")
            if part["relation"] in SAME_STEP
        }
        same = (
            other
            for other in counted
            if other.item["id"] in targets and (other.part["kind"], other.by) == (step.part["kind"], step.by)
        )
        if any(key(other) not in found for other in same):
            found.add(key(step))
    return found


def totals(found: list[Line]) -> tuple[Total, Total]:
    """What each side has expelled in all."""
    return found[-1].expelled if found else (Total(), Total())
