"""One locator map as SVG path data: the states of each side, quiet land and thin borders around them. Writes no markup.

The frame comes from the states alone, so that any two sides have a map. Coordinates are whole numbers, `WIDTH` across.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from relations.maps import outlines, projection
from relations.maps.outlines import Point, Ring

WIDTH = 1000
MARGIN = 0.05  # of the frame, around the states
FLATTEST, TALLEST = 2.4, 1.25  # width by height
STEEPEST = 65  # degrees; nearer to a pole the shapes of the middle are no use
SMALLEST = 0.35  # radii of the globe: neighbours of both sides stay in sight, however small these are
BEYOND = 12  # what is drawn outside the frame, so that its edge shows no line
TOLERANCE = 1.3  # an outline may lie so far from the true one
MAIN = 0.05  # an island smaller than this part of the largest piece does not stretch the frame
SPECK = 8  # land of less area is left out
TINY = 45  # a state of less extent gets a ring around it

Box = tuple[float, float, float, float]


class Spot(NamedTuple):
    """A ring around a state that is small on this map."""

    x: int
    y: int
    r: int


class Shape(NamedTuple):
    """The states of one side. `middle`: a point well inside the largest piece, for a number."""

    path: str
    spots: tuple[Spot, ...]
    middle: tuple[int, int]


class Drawing(NamedTuple):
    """`touching`: whether states of both sides share a border in these outlines."""

    width: int
    height: int
    land: str
    borders: str
    sides: tuple[Shape, ...]
    touching: bool


class Frame(NamedTuple):
    """The part of the flat world that is drawn."""

    middle: float
    stretch: float
    left: float
    top: float
    scale: float
    height: int

    def place(self, point: Point) -> Point:
        x, y = projection.flat(point)
        return (x / self.stretch - self.left) * self.scale, (y * self.stretch - self.top) * self.scale


@lru_cache(maxsize=64)
def draw(sides: tuple[tuple[str, ...], ...]) -> Drawing | None:
    """The map of these sides, each a tuple of codes; None where a side has no code with an outline."""
    world = outlines.outlines()
    known = [[code for code in side if code in world.states] for side in sides]
    if not known or not all(known):
        return None
    frame = frame_of([ring for side in known for code in side for ring in main(world, world.states[code])])
    arcs = [simple(arc, frame) for arc in world.arcs]
    edges = [{outlines.abs_arc(arc) for code in side for ring in world.states[code] for arc in ring} for side in known]
    return Drawing(
        width=WIDTH,
        height=frame.height,
        land="".join(path for ring in world.land for path in areas(arcs, ring, frame, smallest=SPECK)),
        borders="".join(path for number in world.borders for path in lines(arcs[number], frame)),
        sides=tuple(side_of([world.states[code] for code in side], arcs, frame) for side in known),
        touching=len(edges) == 2 and bool(edges[0] & edges[1]),
    )


def side_of(states: list[list[Ring]], arcs: list[list[Point]], frame: Frame) -> Shape:
    path = "".join(path for rings in states for ring in rings for path in areas(arcs, ring, frame))
    spots = [spot(arcs, rings, frame) for rings in states]
    pieces = [[frame.place(point) for point in unrolled_ring(arcs, ring, frame)] for rings in states for ring in rings]
    return Shape(
        path, tuple(each for each in spots if each), middle_of(max(pieces, key=lambda piece: abs(area(piece))))
    )


def middle_of(points: list[Point]) -> tuple[int, int]:
    """The middle of the widest stretch of land at the height where a closed shape has its centre."""
    y = sum(each[1] for each in points) / len(points)
    crossings = sorted(
        start[0] + (y - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
        for start, end in pairwise([*points, points[0]])
        if (start[1] > y) != (end[1] > y)
    )
    left, right = max(zip(crossings[::2], crossings[1::2], strict=False), key=lambda pair: pair[1] - pair[0])
    return round((left + right) / 2), round(y)


# --- The frame ------------------------------------------------------------------------------------


def main(world: outlines.Outlines, rings: list[Ring]) -> list[list[Point]]:
    """The pieces of a state without its small islands."""
    pieces = [outlines.joined(world.arcs, ring) for ring in rings]
    sizes = [abs(area([projection.flat(each) for each in projection.unrolled(piece, piece[0][0])])) for piece in pieces]
    return [piece for piece, size in zip(pieces, sizes, strict=True) if size >= MAIN * max(sizes)]


def frame_of(pieces: list[list[Point]]) -> Frame:
    """The frame around these pieces, with a margin and within sensible proportions."""
    middle = projection.middle_of(longitude for piece in pieces for longitude, _ in piece)
    _, south, _, north = bounds(point for piece in pieces for point in piece)
    stretch = projection.stretch_at(max(-STEEPEST, min(STEEPEST, (south + north) / 2)))  # true shapes in the middle
    flat = [projection.flat(point) for piece in pieces for point in projection.unrolled(piece, middle)]
    left, top, right, bottom = bounds((x / stretch, y * stretch) for x, y in flat)
    width = max((right - left) * (1 + 2 * MARGIN), SMALLEST)
    height = max((bottom - top) * (1 + 2 * MARGIN), width / FLATTEST)
    width = max(width, height * TALLEST)
    scale = WIDTH / width
    return Frame(middle, stretch, (left + right - width) / 2, (top + bottom - height) / 2, scale, round(height * scale))


def bounds(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def spot(arcs: list[list[Point]], rings: list[Ring], frame: Frame) -> Spot | None:
    """The ring around a state, where it is needed."""
    left, top, right, bottom = bounds(
        frame.place(point) for ring in rings for point in unrolled_ring(arcs, ring, frame)
    )
    extent = max(right - left, bottom - top)
    return Spot(round((left + right) / 2), round((top + bottom) / 2), round(extent / 2 + 9)) if extent < TINY else None


# --- Outlines -------------------------------------------------------------------------------------


def unrolled_ring(arcs: list[list[Point]], ring: Ring, frame: Frame) -> list[Point]:
    return projection.closed(projection.unrolled(outlines.joined(arcs, ring), frame.middle))


def areas(arcs: list[list[Point]], ring: Ring, frame: Frame, smallest: float = 0) -> Iterator[str]:
    """One ring as closed paths inside the frame; a ring that reaches around the world may show at both ends."""
    points = unrolled_ring(arcs, ring, frame)
    for turn in (0, -360, 360):
        seen = clipped([frame.place((longitude + turn, latitude)) for longitude, latitude in points], frame)
        if len(seen) > 2 and abs(area(seen)) >= smallest:
            yield path(seen, close=True)


def lines(arc: list[Point], frame: Frame) -> Iterator[str]:
    """One border as open paths: the stretches of it with an end inside the frame."""
    placed = [frame.place(point) for point in projection.unrolled(arc, frame.middle)]
    stretch: list[Point] = []
    for before, after in pairwise(placed):
        if inside(before, frame) or inside(after, frame):
            stretch += [after] if stretch else [before, after]
        elif stretch:
            yield path(stretch)
            stretch = []
    if stretch:
        yield path(stretch)


def inside(point: Point, frame: Frame) -> bool:
    return -BEYOND <= point[0] <= WIDTH + BEYOND and -BEYOND <= point[1] <= frame.height + BEYOND


def simple(arc: list[Point], frame: Frame) -> list[Point]:
    """The arc without the points that nobody would miss (Douglas–Peucker); its ends stay, so neighbours still meet."""
    placed = [frame.place(point) for point in projection.unrolled(arc, frame.middle)]
    kept, waiting = {0, len(arc) - 1}, [(0, len(arc) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = max(
            ((distance(placed[at], placed[first], placed[last]), at) for at in range(first + 1, last)), default=(0, 0)
        )
        if far > TOLERANCE:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [arc[at] for at in sorted(kept)]


def distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the line through two others; to the first of them where they are one."""
    along, down = end[0] - start[0], end[1] - start[1]
    length = (along * along + down * down) ** 0.5
    if not length:
        return ((point[0] - start[0]) ** 2 + (point[1] - start[1]) ** 2) ** 0.5
    return abs(along * (point[1] - start[1]) - down * (point[0] - start[0])) / length


def area(points: list[Point]) -> float:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs) / 2


def clipped(points: list[Point], frame: Frame) -> list[Point]:
    """A closed shape cut to the frame, a little beyond its edges (Sutherland–Hodgman)."""
    edges = ((0, -BEYOND, 1), (0, WIDTH + BEYOND, -1), (1, -BEYOND, 1), (1, frame.height + BEYOND, -1))
    for axis, limit, sign in edges:
        kept: list[Point] = []
        for before, after in zip([points[-1], *points[:-1]] if points else [], points, strict=True):
            enters, stays = ((each[axis] - limit) * sign >= 0 for each in (before, after))
            if enters != stays:
                share = (limit - before[axis]) / (after[axis] - before[axis])
                kept.append((before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1])))
            if stays:
                kept.append(after)
        points = kept
    return points


def path(points: list[Point], *, close: bool = False) -> str:
    """SVG path data in whole steps, as few characters as it takes."""
    whole = [(round(x), round(y)) for x, y in points]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(whole) if (x, y) != (a, b)]
    if not steps:
        return ""
    drawn = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{whole[0][0]} {whole[0][1]}l{drawn}{'z' if close else ''}"
