"""The chain of events around one incident or visit: what it answers, what answers it, in order of time. Pure.

The nodes come from `chains` (whole chain) or, where nobody looked, from the document's own answers alone.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from relations import dates, facts
from relations.languages import as_original
from relations.measures import alive
from relations.notes import Notes
from relations.profiles import Name, Names
from relations.vocabularies import RecordType, Relation, ResponseBasis, Role
from relations.vocabularies import Stage as StageOfCase

# What one event does to another, before the title of that one.
TO_ANOTHER = {
    Relation.IN_RESPONSE_TO: pgettext_lazy("before the title of an event", "In response to"),
    Relation.RECIPROCATES: pgettext_lazy("before the title of an event", "Reciprocates"),
    Relation.ESCALATES: pgettext_lazy("before the title of an event", "Escalates"),
    Relation.REVERSES: pgettext_lazy("before the title of an event", "Reverses"),
    Relation.IMPLEMENTS: pgettext_lazy("before the title of an event", "Implements"),
    Relation.PART_OF: pgettext_lazy("before the title of an event", "Part of"),
}
# The same where that one is the event of the page.
TO_THIS = {
    Relation.IN_RESPONSE_TO: gettext_lazy("In response to this event"),
    Relation.RECIPROCATES: gettext_lazy("Reciprocates this event"),
    Relation.ESCALATES: gettext_lazy("Escalates this event"),
    Relation.REVERSES: gettext_lazy("Reverses this event"),
    Relation.IMPLEMENTS: gettext_lazy("Implements this event"),
    Relation.PART_OF: gettext_lazy("Part of this event"),
}
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
                    "relation": relation_words(part["relation"], to_this=target == own),
                    "title": "" if target == own else shown(there[target].name),
                    "asserted_by": names[part["asserted_by"]] if "asserted_by" in part else None,
                    "inferred": part["basis"] == ResponseBasis.INFERRED,
                    "note": part.get("note", "") if notes else as_original(part.get("note", "")),
                    "notes": notes.at(f"responses/{part['n']}") if notes else [],
                }
            )
    return found


def relation_words(relation: str, *, to_this: bool) -> str:
    """The words before the title of the event that is answered, or all of them where that is the event of the page."""
    return str((TO_THIS if to_this else TO_ANOTHER)[Relation(relation)])


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
    """A title; of what is gone its type and id."""
    return f"{RecordType(name.type).label} {name.public_id}" if name.is_gone else name.title


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
    if days == 0:
        return _("same day")
    if days < 61:
        return ngettext("%(count)s day later", "%(count)s days later", days) % {"count": days}
    if days < 2 * YEAR:
        months = round(days / MONTH)
        return ngettext("%(count)s month later", "%(count)s months later", months) % {"count": months}
    years, half = divmod(int(days / YEAR * 2 + 0.05), 2)
    if half:
        return _("%(count)s½ years later") % {"count": years}
    return ngettext("%(count)s year later", "%(count)s years later", years) % {"count": years}


def roughly(first: datetime.date, then: datetime.date) -> str:
    """Of dates that are not known to the day: only what surely lies between them."""
    days = (then - first).days
    if days >= 2 * YEAR:
        years = int(days / YEAR)
        return ngettext("at least %(count)s year later", "at least %(count)s years later", years) % {"count": years}
    if days < 2 * MONTH:
        return ""
    months = int(days / MONTH)
    return ngettext("at least %(count)s month later", "at least %(count)s months later", months) % {"count": months}
