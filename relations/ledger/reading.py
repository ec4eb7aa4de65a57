"""Selectors of the ledger: three queries for a dossier, whatever the number of steps. Never writes.

Steps come from the ready items of current entries, staff ceilings from the documents of missions.
"""

import datetime
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q, Subquery

from relations import cards, languages, profiles, timeline
from relations.documents import as_read, load
from relations.measures import alive
from relations.models import Change, Listing, Path, PublishedLink
from relations.models.timeline import VISITS
from relations.profiles import Name, Names
from relations.vocabularies import RecordType, State

# Keys of JSON objects: a quote inside a text is escaped, so no text can look like one.
WITH_STEPS = Q(card_json__contains='"measures":[') | Q(card_json__contains='"responses":[')
WITH_CEILINGS = Q(edition__document__contains='"staff_ceilings":[')
# Who else may stand for a state: the state that an embassy represents, the country of a ministry.
STANDS_FOR = ("sending_state", "country")


class Step(NamedTuple):
    """One measure (`part`) of one incident (`item`); `by` and `to` are 0 or 1 for a side of the dossier, else None."""

    item: dict[str, Any]
    part: dict[str, Any]
    by: int | None
    to: int | None

    @property
    def is_reciprocal(self) -> bool:
        """Imposed by one side on the other."""
        return {self.by, self.to} == {0, 1}

    @property
    def span(self) -> tuple[datetime.date, datetime.date]:
        """First and last day that its date allows."""
        value = self.item["date"]
        return (
            datetime.date.fromisoformat(value.get("earliest", "0001-01-01")),
            datetime.date.fromisoformat(value.get("latest", "9999-12-31")),
        )


class Ceiling(NamedTuple):
    """How many people a mission may employ, as its record says; `between`: a mission of one side at the other."""

    mission: Name
    part: dict[str, Any]
    between: bool


class Ledger(NamedTuple):
    """`steps` in order of time; `answering`: id -> items of the incidents that answer it; `at`: the state that this is."""

    dossier: Listing
    sides: list[dict[str, Any]]
    steps: list[Step]
    answering: dict[str, list[dict[str, Any]]]
    ceilings: list[Ceiling]
    names: Names
    at: datetime.datetime | None

    @property
    def labels(self) -> list[str]:
        return [side["label"] for side in self.sides]


def dossiers(which: Q):
    """The listings of some dossiers; `changed_at`: when the public record last changed."""
    last = Change.objects.order_by("-seq").values("at")[:1]
    rows = Listing.objects.filter(which, type=RecordType.DOSSIER).select_related("edition")
    return rows.annotate(changed_at=Subquery(last))


def named(word: str) -> Q:
    """The dossier that an address word belongs to."""
    return Q(record__in=Path.objects.filter(word=word).values("record"))


def called(word: str) -> Listing | None:
    """The dossier at an address word, public or not."""
    return dossiers(named(word)).select_related("edition", "replacement__listing").first()


def page(called_by: str, after: int, limit: int) -> list[Listing]:
    """Up to `limit` public dossiers after a key, or the one with this id or address word. One query."""
    which = Q(public_id=called_by) | named(called_by) if called_by else Q()
    rows = dossiers(which).filter(state=State.PUBLIC, record__gt=after)
    return list(rows.order_by("record")[:limit])


def of(dossier: Listing) -> Ledger:
    """The ledger of a public dossier."""
    sides = alive(as_read(load(dossier.edition.document), languages.current())["record"], "sides")
    items = with_steps(dossier.record_id)
    missions = list(members(dossier.record_id, WITH_CEILINGS))
    documents = [as_read(load(row.edition.document), languages.current())["record"] for row in missions]
    names = profiles.names({*ids_in_sides(sides), *ids_in(items), *ids_in_missions(documents)})
    return Ledger(
        dossier,
        sides,
        [step for item in items for step in steps_of(item, sides, names)],
        answering(items, names),
        ceilings(missions, documents, sides, names),
        names,
        dossier.changed_at,
    )


def with_steps(dossier: int) -> list[dict[str, Any]]:
    """The items of a dossier's incidents that have measures or answer another event, in order of time. One query.

    Texts are those that a reader gets; `read` is how many sources somebody read for the incident, as on its card.
    """
    rows = timeline.current().filter(WITH_STEPS, ~VISITS, dossier_id=dossier).order_by("sort_key")
    return [event(item, document) for item, document in rows.values_list("card_json", "edition__document")]


def event(item: str, document: str) -> dict[str, Any]:
    """One incident: its ready list item, its steps in the language of the answer."""
    value = load(document)
    record = as_read(value, languages.current())["record"]
    steps = {name: record[name] for name in ("measures", "responses") if name in record}
    return json.loads(item) | steps | {"read": len(cards.sources_read(value))}


def members(dossier: int, which: Q):
    """Public listings of a dossier with their editions, those that pass `which`, by title."""
    links = PublishedLink.objects.filter(target=dossier, relation="dossiers").values("source")
    rows = Listing.objects.filter(which, record__in=links, state=State.PUBLIC).select_related("edition")
    return rows.order_by("sort_title", "record")


def ids_in_sides(sides: list[dict[str, Any]]) -> set[str]:
    return {country for side in sides for country in side["countries"]}


def ids_in(items: Iterable[dict[str, Any]]) -> set[str]:
    """The ids that measures and answers name."""
    found = {
        part[key]
        for item in items
        for part in alive(item, "measures")
        for key in ("imposing", "receiving")
        if key in part
    }
    answers = [part for item in items for part in alive(item, "responses")]
    return found | {part[key] for part in answers for key in ("to", "asserted_by") if key in part}


def ids_in_missions(documents: Iterable[dict[str, Any]]) -> set[str]:
    parts = [part for record in documents for part in alive(record, "staff_ceilings")]
    return {part["imposed_by"] for part in parts if "imposed_by" in part}


def steps_of(item: dict[str, Any], sides: list[dict[str, Any]], names: Names) -> list[Step]:
    """The measures of one incident."""
    return [
        Step(item, part, side_of(part.get("imposing"), sides, names), side_of(part.get("receiving"), sides, names))
        for part in alive(item, "measures")
    ]


def side_of(public_id: str | None, sides: list[dict[str, Any]], names: Names) -> int | None:
    """0 or 1 for the side that somebody stands on: a state of it, its embassy, its ministry; None for neither."""
    if public_id is None:
        return None
    facts = names[public_id].facts
    own = {resolved(public_id, names)} | {resolved(facts[key], names) for key in STANDS_FOR if key in facts}
    return next(
        (at for at, side in enumerate(sides) if own & {resolved(each, names) for each in side["countries"]}), None
    )


def resolved(public_id: str, names: Names) -> str:
    """The id of what stands for a record now: itself, or the one that it was merged into."""
    return names[public_id].survivor or public_id


def answering(items: Iterable[dict[str, Any]], names: Names) -> dict[str, list[dict[str, Any]]]:
    """Id of an event -> the items of the incidents that answer it, each once, in order of time."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        for target in dict.fromkeys(resolved(part["to"], names) for part in alive(item, "responses")):
            found.setdefault(target, []).append(item)
    return found


def ceilings(
    missions: Iterable[Listing], documents: Iterable[dict[str, Any]], sides: list[dict[str, Any]], names: Names
) -> list[Ceiling]:
    """The staff ceilings of a dossier's missions, those between its two sides first."""
    found = []
    for row, record in zip(missions, documents, strict=True):
        states = {side_of(record.get(key), sides, names) for key in ("sending_state", "receiving_state")}
        name = profiles.name_of(row)
        found += [Ceiling(name, part, states == {0, 1}) for part in alive(record, "staff_ceilings")]
    return sorted(found, key=apart_last)


def apart_last(ceiling: Ceiling) -> bool:
    return not ceiling.between
