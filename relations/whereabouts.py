"""Where entries took place: for the map by the state that the record of a place names, for data files by its coordinates.

Few records of places hold coordinates, so the map draws none as a point: the area of its state is what is known. No markup.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q

from relations import maps
from relations.maps import Drawing
from relations.maps.drawing import Shape
from relations.models import Listing, PublishedLink
from relations.profiles import Name, name_of
from relations.vocabularies import RecordType, State


class Place(NamedTuple):
    """What data files say of a place: its title, the state that it names. `point`: longitude and latitude, where known."""

    title: str = ""
    country: str = ""
    country_title: str = ""
    iso_numeric: str = ""
    point: tuple[float, float] | None = None


class Area(NamedTuple):
    """A state on the map with its number, its shape, and the places in it with the number of their entries."""

    number: int
    state: Name
    shape: Shape
    places: list[tuple[Name, int]]

    @property
    def count(self) -> int:
        return sum(count for _place, count in self.places)


class Whereabouts(NamedTuple):
    """`numbers`: id of a place -> number of its area. `beyond`: places whose state has no outline, or none is named.

    `silent`: how many entries state no place that may be shown. `quiet`: shapes of both sides without an entry here.
    """

    drawing: Drawing | None
    areas: list[Area]
    quiet: list[Shape]
    numbers: dict[str, int]
    beyond: list[tuple[Name, int]]
    silent: int


def of(items: list[dict[str, Any]], sides: Iterable[str]) -> Whereabouts:
    """The entries by area, the fullest first. `sides`: the states that are drawn whether or not they have an entry."""
    counts: dict[str, int] = {}
    for item in items:
        if "place" in item:
            counts[item["place"]] = counts.get(item["place"], 0) + 1
    rows = Listing.objects.filter(Q(public_id__in=counts) | Q(type=RecordType.COUNTRY), state=State.PUBLIC)
    names = {row.public_id: name_of(row) for row in rows}
    codes = {key: name.facts.get("iso_numeric", "") for key, name in names.items() if name.type == RecordType.COUNTRY}
    drawable = {key: code for key, code in codes.items() if maps.name_of(code)}
    shown = {key: names[key] for key in counts if key in names}
    of_state: dict[str, list[tuple[Name, int]]] = {}
    for key, name in shown.items():
        state = name.facts.get("country", "")
        of_state.setdefault(state if state in drawable else "", []).append((name, counts[key]))
    beyond = fullest(of_state.pop("", []))
    order = sorted(of_state, key=lambda key: (-sum(count for _place, count in of_state[key]), names[key].title))
    others = [key for key in dict.fromkeys(sides) if key in drawable and key not in of_state]
    drawing = maps.draw(tuple((drawable[key],) for key in [*order, *others])) if [*order, *others] else None
    shapes = list(drawing.sides) if drawing else []
    areas = [
        Area(number, names[key], shape, fullest(of_state[key]))
        for number, (key, shape) in enumerate(zip(order, shapes, strict=False), 1)
    ]
    numbers = {place.public_id: area.number for area in areas for place, _count in area.places}
    silent = len(items) - sum(counts[key] for key in shown)
    return Whereabouts(drawing, areas, shapes[len(order) :], numbers, beyond, silent)


def fullest(places: list[tuple[Name, int]]) -> list[tuple[Name, int]]:
    return sorted(places, key=lambda each: (-each[1], each[0].title))


def places(ids: Iterable[str]) -> dict[str, Place]:
    """Id -> what is public of a place and of its state; a merged one is what stands for it now. One query."""
    wanted = set(ids)
    survivors = Listing.objects.filter(public_id__in=wanted, state=State.MERGED).values("replacement")
    own = Q(public_id__in=wanted) | Q(record__in=survivors)
    named = PublishedLink.objects.filter(source__in=Listing.objects.filter(own).values("record"), relation="country")
    rows = Listing.objects.filter(own | Q(record__in=named.values("target"))).select_related("replacement")
    found = {row.public_id: row for row in rows}
    return {each: place(found[each], found) for each in wanted if each in found}


def place(row: Listing, found: dict[str, Listing]) -> Place:
    """One place with its state among the rows that were found."""
    if row.state == State.MERGED and row.replacement:
        row = found.get(row.replacement.public_id, row)
    if row.state != State.PUBLIC:
        return Place()
    facts = json.loads(row.item)
    state = found.get(facts.get("country", ""))
    if state is None or state.state != State.PUBLIC:
        return Place(row.called, point=point_of(facts))
    code = json.loads(state.item).get("iso_numeric", "")
    return Place(row.called, state.public_id, state.called, code, point_of(facts))


def point_of(facts: dict[str, Any]) -> tuple[float, float] | None:
    """Longitude and latitude of a place, from its list item; None where its record has none."""
    found = facts.get("coordinates")
    return (float(found["longitude"]), float(found["latitude"])) if found else None
