"""Both sides of a dossier as they were on one day: states, missions, people in office, staff ceilings, memberships,
lasting measures. Three queries, whatever the day. Never writes.

Everything comes from dated parts of published documents. A part whose limits do not settle the day holds "perhaps"; one
without any date is shown as such; what the editors put into the infobox has no date and stands apart.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from relations import dates, languages, ledger, measures, profiles
from relations.documents import as_read, load
from relations.ledger import Ledger, Step
from relations.ledger.balance import CAPS
from relations.ledger.reading import WITH_CEILINGS, answering, ids_in, ids_in_sides, side_of, steps_of, with_steps
from relations.measures import alive
from relations.models import Listing, PublishedLink
from relations.profiles import Name
from relations.quantities import grouped
from relations.vocabularies import MeasureKind, MembershipStatus, RecordType, Relation, State

WITH_TENURES = Q(edition__document__contains='"tenures":[')
MISSIONS = Q(item__contains='"sending_state":') & Q(item__contains='"receiving_state":')
# Measures that go on until somebody takes them back.
LASTING = frozenset(
    {MeasureKind.LISTING, MeasureKind.MOVEMENT, MeasureKind.ENTRY_BAN, MeasureKind.SANCTION, MeasureKind.ASSET_FREEZE}
)
UNDATED = "undated"


class Known(NamedTuple):
    """One fact about one side: what it is about (`name`), what is said of it, its date, and whether it held that day."""

    name: Name | None
    text: str
    date: dict[str, Any] | None
    held: str
    href: str = ""

    @property
    def is_open(self) -> bool:
        return self.held == dates.PERHAPS

    @property
    def is_undated(self) -> bool:
        return self.held == UNDATED


class Row(NamedTuple):
    """One line of the table: the same question to both sides."""

    label: str
    cells: list[list[Known]]


class Told(NamedTuple):
    """A public record of the dossier with its document, as a reader gets it."""

    name: Name
    type: str
    record: dict[str, Any]


class Dossier(NamedTuple):
    """What the day is asked of."""

    day: datetime.date
    told: list[Told]
    ledger: Ledger

    def side(self, public_id: str | None) -> int | None:
        return side_of(public_id, self.ledger.sides, self.ledger.names)

    def held(self, value: dict[str, Any] | None, *, begins: bool = False) -> str:
        """Whether what is dated so held on the day."""
        if not value or "edtf" not in value:
            return UNDATED
        bounds = {key: value.get(key) for key in ("not_before", "not_after")}
        return dates.holding(dates.parse(value["edtf"]), self.day, begins=begins, **bounds)

    def mission_of(self, record: dict[str, Any]) -> int | None:
        """The side that a mission represents at the other one."""
        sides = self.side(record.get("sending_state")), self.side(record.get("receiving_state"))
        return sides[0] if set(sides) == {0, 1} else None


def read(listing: Listing, sides: list[dict[str, Any]], day: datetime.date) -> Dossier:
    """A public dossier asked about a day. Three queries: events with measures, documents, names."""
    items = with_steps(listing.record_id)
    rows = list(documents(listing.record_id, ids_in_sides(sides)))
    records = [as_read(load(row.edition.document), languages.current())["record"] for row in rows]
    names = profiles.names(
        {*ids_in_sides(sides), *ids_in(items), *(each for record in records for each in ids(record))}
    )
    steps = [step for item in items for step in steps_of(item, sides, names)]
    found = [Told(profiles.name_of(row), row.type, record) for row, record in zip(rows, records, strict=True)]
    return Dossier(day, found, Ledger(listing, sides, steps, answering(items, names), [], names, None))


def documents(dossier: int, countries: set[str]) -> Iterable[Listing]:
    """The states of both sides, and the people with offices and the missions of a dossier, by title. One query."""
    links = PublishedLink.objects.filter(target=dossier, relation="dossiers").values("source")
    within = Q(record__in=links) & (
        Q(type=RecordType.PERSON) & WITH_TENURES | Q(type=RecordType.ORGANISATION) & (WITH_CEILINGS | MISSIONS)
    )
    rows = Listing.objects.filter(Q(public_id__in=countries) | within, state=State.PUBLIC).select_related("edition")
    return rows.order_by("sort_title", "record")


def ids(record: dict[str, Any]) -> Iterator[str]:
    """The records that a profile's dated parts name."""
    yield from (record[key] for key in ("sending_state", "receiving_state") if key in record)
    for field in ("tenures", "memberships", "staff_ceilings"):
        yield from (part[key] for part in alive(record, field) for key in ("body", "imposed_by") if key in part)


# --- Rows -----------------------------------------------------------------------------------------


def rows(asked: Dossier) -> list[Row]:
    """What is known of both sides on the day; a question that nothing answers is left out."""
    ceilings = by_side(staff_ceilings(asked))
    found = [
        Row(_("States"), by_side(states(asked))),
        Row(_("Missions at the other side"), by_side(missions(asked))),
        Row(_("In office at these missions"), by_side(offices(asked, at_missions=True))),
        Row(_("In office in the state"), by_side(offices(asked, at_missions=False))),
        Row(_("Staff ceilings of its missions"), ceilings),
        Row(_("Lasting measures against it"), by_side(lasting(asked, ceilings))),
        Row(_("Memberships"), by_side(memberships(asked))),
    ]
    return [row for row in found if any(row.cells)]


def by_side(found: Iterable[tuple[int | None, Known]]) -> list[list[Known]]:
    """What held, surely or perhaps, under its side; sure facts first, those without a date last."""
    order = (dates.SURELY, dates.PERHAPS, UNDATED)
    kept = [(side, known) for side, known in found if side is not None and known.held != dates.NOT]
    ordered = sorted(kept, key=lambda pair: order.index(pair[1].held))
    return [[known for side, known in ordered if side == at] for at in (0, 1)]


def states(asked: Dossier) -> Iterator[tuple[int | None, Known]]:
    for each in asked.told:
        if each.type == RecordType.COUNTRY:
            value = each.record.get("existed")
            yield asked.side(each.name.public_id), Known(each.name, "", value, asked.held(value))


def missions(asked: Dossier) -> Iterator[tuple[int | None, Known]]:
    for each in asked.told:
        if each.type == RecordType.ORGANISATION:
            value = each.record.get("existed")
            yield asked.mission_of(each.record), Known(each.name, "", value, asked.held(value))


def offices(asked: Dossier, *, at_missions: bool) -> Iterator[tuple[int | None, Known]]:
    """People in office: at the missions of one side to the other, or in a state and its bodies."""
    for each in asked.told:
        for part in alive(each.record, "tenures"):
            body = asked.ledger.names[part["body"]] if "body" in part else None
            facts = body.facts if body else {}
            side = asked.mission_of(facts) if at_missions else asked.side(body.public_id) if body else None
            if at_missions == (asked.mission_of(facts) is not None):
                yield side, Known(each.name, part["office"], part.get("date"), asked.held(part.get("date")))


def staff_ceilings(asked: Dossier) -> Iterator[tuple[int | None, Known]]:
    """The ceilings of each mission, apart from those that a later one of its kind had replaced."""
    for each in asked.told:
        side = asked.mission_of(each.record)
        parts = [part for part in alive(each.record, "staff_ceilings") if side is not None]
        for part in parts:
            if not any(replaces(other, part, asked) for other in parts):
                value = part.get("date")
                yield side, Known(each.name, at_most(part), value, asked.held(value, begins=True), "#ceilings")


def replaces(other: dict[str, Any], part: dict[str, Any], asked: Dossier) -> bool:
    """Whether one ceiling surely began after another of its kind did, and not after the day."""
    if other["category"] != part["category"] or not (part.get("date") and other.get("date")):
        return False
    then, first = (begun(dates.parse(each["date"]["edtf"])) for each in (other, part))
    return first[1] < then[0] and then[1] <= asked.day


def begun(edtf: dates.EDTF) -> tuple[datetime.date, datetime.date]:
    """The first and the last day on which what is dated so can have begun."""
    first = edtf.earliest or datetime.date.min
    if edtf.lasted:
        return first, edtf.start.latest if edtf.start else datetime.date.max
    return first, edtf.latest or datetime.date.max


def at_most(part: dict[str, Any]) -> str:
    """How many of whom: "at most 19 locally employed members of staff"."""
    if "count" not in part:
        return _("%(people)s: number not stated") % {"people": measures.noun(part["category"])}
    noun = measures.noun(part["category"], part["count"])
    return _("at most %(count)s %(people)s") % {"count": grouped(part["count"]), "people": noun}


def memberships(asked: Dossier) -> Iterator[tuple[int | None, Known]]:
    """The bodies that a state was in, as long as there was that state."""
    for each in asked.told:
        is_there = each.type == RecordType.COUNTRY and asked.held(each.record.get("existed")) != dates.NOT
        side = asked.side(each.name.public_id) if is_there else None
        for part in alive(each.record, "memberships"):
            status = str(MembershipStatus(part["status"]).label)
            value = part.get("date")
            yield side, Known(asked.ledger.names[part["body"]], status, value, asked.held(value, begins=True))


def lasting(asked: Dossier, ceilings: list[list[Known]]) -> Iterator[tuple[int | None, Known]]:
    """Measures of one side that went on against the other, under the side that they are against.

    Caps too, where no mission of that side has a ceiling of its own.
    """
    for step in asked.ledger.steps:
        capped = step.part["kind"] in CAPS and step.to is not None and not ceilings[step.to]
        if step.is_reciprocal and (capped or step.part["kind"] in LASTING):
            title = languages.said(step.item["title"])
            name = Name(step.item["id"], title, step.item["url"], State.PUBLIC, step.item["type"])
            yield step.to, Known(name, "", step.item["date"], in_force(step, asked))


def in_force(step: Step, asked: Dossier) -> str:
    """Whether a lasting measure held on the day: from its date on, until something that surely reversed it by then."""
    reversals = (
        answer.item["date"]
        for answer in ledger.answered_by(step, asked.ledger)
        if answer.part["relation"] == Relation.REVERSES
    )
    if any((latest := dates.parse(value["edtf"]).latest) and latest <= asked.day for value in reversals):
        return dates.NOT
    effective = step.part.get("effective")
    return asked.held({"edtf": effective} if effective else step.item["date"], begins=True)
