"""The chain of events around one incident or visit: what it answers, what answers it, in order of time. Pure.

The nodes come from `chains` (whole chain) or, where nobody looked, from the document's own answers alone.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.text import capfirst

from relations import dates, facts
from relations.measures import alive
from relations.notes import Notes
from relations.profiles import Name, Names
from relations.vocabularies import Relation, ResponseBasis, Role
from relations.vocabularies import Stage as StageOfCase

MONTH = 30.44
YEAR = 365.25


class Node(NamedTuple):
    """One other event of a chain: its list item ({} where it is not public), its place in time (None: unknown).

    `later`: it answers, directly or through others; else it is answered.
    """

    name: Name
    item: dict[str, Any]
    sort_key: int | None
    later: bool

    @property
    def place(self) -> tuple[int, int]:
        """Events without a place stand at the end of the chain that they belong to."""
        return (1, self.sort_key) if self.sort_key is not None else (2 if self.later else 0, 0)


class Stage(NamedTuple):
    """One step of a legal case: an incident as lists show it."""

    name: Name
    item: dict[str, Any]


class Around(NamedTuple):
    """What the record says around one event today. `cut`: the chain goes on beyond these nodes."""

    nodes: list[Node]
    stages: list[Stage]
    cut: bool = False

    def ids(self) -> set[str]:
        """The ids whose names chain and case show."""
        answers = [answer for node in self.nodes for answer in alive(node.item, "responses")]
        named = {answer[field] for answer in answers for field in ("to", "asserted_by") if field in answer}
        return named.union(*(deciders(stage.item) for stage in self.stages))


def own_answers(document: dict[str, Any]) -> list[dict[str, Any]]:
    return alive(document["record"], "responses")


def named_nodes(document: dict[str, Any], names: Names) -> list[Node]:
    """The events that a document answers, each once: all that is known of the chain before it is public."""
    targets = dict.fromkeys(answer["to"] for answer in own_answers(document))
    return [Node(names[each], names[each].facts, key_of(names[each].facts.get("date")), False) for each in targets]


def key_of(value: dict[str, Any] | None, order_in_day: int = 0, pk: int = 0) -> int | None:
    """The place of a date in order; None without one."""
    if not value:
        return None
    bounds = {name: value.get(name) for name in ("not_before", "not_after")}
    return dates.sort_key(dates.parse(value["edtf"]), order_in_day=order_in_day, pk=pk, **bounds)


def chain(document: dict[str, Any], names: Names, notes: Notes, nodes: Iterable[Node]) -> list[dict[str, Any]]:
    """The events in order, this one marked; [] where it neither answers nor is answered."""
    record = document["record"]
    own = Node(
        Name(document["id"], record["title"]),
        record,
        key_of(record.get("date"), record.get("order_in_day", 0)),
        False,
    )
    there = {node.name.public_id: node for node in nodes if node.name.public_id != own.name.public_id}
    if not there:
        return []
    rows, before = [], None
    for node in in_order([*there.values(), own], names):
        this = node is own
        rows.append(
            {
                "name": node.name,
                "date": node.item.get("date"),
                "gap": gap(before, node.item.get("date")),
                "this": this,
                "answers": answers(node, document["id"], there, names, notes if this else None),
            }
        )
        before = node.item.get("date") or before
    return rows


def in_order(nodes: list[Node], names: Names) -> list[Node]:
    """By time, and an event never before one that it answers: "on or before 17 April" may be the cause of 17 April."""
    waiting = sorted(nodes, key=lambda node: node.place)
    ids = {node.name.public_id for node in nodes}
    causes = {node.name.public_id: causes_of(node, names) & ids - {node.name.public_id} for node in nodes}
    ordered: list[Node] = []
    while waiting:
        placed = {node.name.public_id for node in ordered}
        # Events that answer each other leave none that is free; then time alone decides.
        following = next((node for node in waiting if causes[node.name.public_id] <= placed), waiting[0])
        waiting.remove(following)
        ordered.append(following)
    return ordered


def causes_of(node: Node, names: Names) -> set[str]:
    """The ids of what an event answers, a merged one by what stands for it."""
    return {names[answer["to"]].survivor or answer["to"] for answer in alive(node.item, "responses")}


def answers(node: Node, own: str, there: dict[str, Node], names: Names, notes: Notes | None) -> list[dict[str, Any]]:
    """What one event answers within the chain: the relation, the event, and who says so."""
    found = []
    for part in alive(node.item, "responses"):
        target = names[part["to"]].survivor or part["to"]
        if target == own or target in there:
            found.append(
                {
                    "relation": str(Relation(part["relation"]).label),
                    "title": "" if target == own else shown(there[target].name),
                    "asserted_by": names[part["asserted_by"]] if "asserted_by" in part else None,
                    "inferred": part["basis"] == ResponseBasis.INFERRED,
                    "note": part.get("note", ""),
                    "notes": notes.at(f"responses/{part['n']}") if notes else [],
                }
            )
    return found


def stages(found: Iterable[Stage], names: Mapping[str, Name], public_id: str = "") -> list[dict[str, Any]]:
    """The steps of a legal case in order, with who took each; the one of this page marked."""
    return [
        {
            "name": each.name,
            "date": each.item.get("date"),
            "stage": capfirst(str(StageOfCase(each.item["stage"]).label)) if "stage" in each.item else "",
            "by": [names[who] for who in deciders(each.item) if who in names],
            "standing": facts.standing(each.item),
            "this": each.name.public_id == public_id,
        }
        for each in found
    ]


def deciders(item: dict[str, Any]) -> list[str]:
    """Ids of the bodies that decided; where none did, of those who took the step. Nobody who is only alleged to have."""
    taking = [part for part in alive(item, "participations") if not part.get("alleged")]
    for role in (Role.DECIDER, Role.INITIATOR):
        if found := [part["who"] for part in taking if part["role"] == role]:
            return found
    return []


def shown(name: Name) -> str:
    return f"{name.type} {name.public_id}" if name.is_gone else name.title


# --- Gaps -----------------------------------------------------------------------------------------


def gap(before: dict[str, Any] | None, after: dict[str, Any] | None) -> str:
    """The time between two dates as far as it is known: "1 day later", "about 3 months later"; "" where it is not."""
    if not before or not after:
        return ""
    first, then = dates.parse(before["edtf"]), dates.parse(after["edtf"])
    if not (first.latest and then.earliest) or first.qualified or then.qualified:
        return ""
    if "day" == first.known_to == then.known_to:
        return between_days(first.latest, then.earliest)
    return roughly(first.latest, then.earliest)


def between_days(first: datetime.date, then: datetime.date) -> str:
    """Of two known days; "" where the later event began before the earlier one ended."""
    days = (then - first).days
    if days < 0:
        return ""
    if days < 61:
        return "same day" if days == 0 else f"{several(days, 'day')} later"
    if days < 2 * YEAR:
        return f"{several(round(days / MONTH), 'month')} later"
    halves = int(days / YEAR * 2 + 0.05)
    return f"{halves // 2}{'½' if halves % 2 else ''} years later"


def roughly(first: datetime.date, then: datetime.date) -> str:
    """Of dates that are not known to the day: only what surely lies between them."""
    days = (then - first).days
    if days >= 2 * YEAR:
        return f"at least {int(days / YEAR)} years later"
    return f"at least {several(int(days / MONTH), 'month')} later" if days >= 2 * MONTH else ""


def several(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
