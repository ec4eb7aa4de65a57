"""The timeline on a map: areas with numbers, and the same entries in a list that names the number. One query."""

from typing import Any

from relations import maps, whereabouts
from relations.dossiers import Surroundings
from relations.exports import Item
from relations.views import timeline_table
from relations.views.fragments import Fragments
from relations.whereabouts import Area, Whereabouts


def context(items: list[Item], around: Surroundings, ready: Fragments) -> dict[str, Any]:
    """What the template shows; `drawing` is "" where nothing can be drawn."""
    where = whereabouts.of(items, [state for side in around.sides for state in side["countries"]])
    return {
        "where": where,
        "drawing": where.drawing,
        "shapes": ready.put(shapes(where)) if where.drawing else "",
        "numbers": ready.put("".join(number(where, area) for area in where.areas)) if where.drawing else "",
        "credit": maps.CREDIT,
        "rows": [
            timeline_table.row(each, around) | {"number": where.numbers.get(each.get("place", ""))} for each in items
        ],
    }


def shapes(where: Whereabouts) -> str:
    """Land, both sides, the states with entries, borders over them; path data holds digits and signs alone."""
    drawing = where.drawing
    quiet = "".join(f'<path class="side" d="{shape.path}"/>' for shape in where.quiet)
    areas = "".join(f'<path class="area" d="{area.shape.path}"/>' for area in where.areas)
    return f'<path class="land" d="{drawing.land}"/>{quiet}{areas}<path class="borders" d="{drawing.borders}"/>'


def number(where: Whereabouts, area: Area) -> str:
    """The number of an area, placed in per cent so that it keeps its size on a phone."""
    x, y = area.shape.middle
    at = f'x="{round(x / where.drawing.width * 100, 1)}%" y="{round(y / where.drawing.height * 100, 1)}%"'
    return (
        f'<circle c{at.replace(" y=", " cy=")} r="11"/><text {at} dy=".35em" text-anchor="middle">{area.number}</text>'
    )
