"""From longitude and latitude to a flat map that keeps areas true: Equal Earth, turned so that no shape is cut."""

import math
from collections.abc import Iterable

from relations.maps.outlines import Point

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3) / 2
POLE = 90.0


def turned(longitude: float) -> float:
    """The same meridian between -180 and 180."""
    return (longitude + 180) % 360 - 180


def middle_of(longitudes: Iterable[float]) -> float:
    """The meridian in the middle of these: opposite the middle of the widest gap between them."""
    there = sorted({turned(each) for each in longitudes})
    gaps = [(after - before, before) for before, after in zip(there, [*there[1:], there[0] + 360], strict=True)]
    width, start = max(gaps)
    return turned(start + width / 2 + 180)


def unrolled(points: Iterable[Point], middle: float) -> list[Point]:
    """Longitudes counted from the middle meridian and going on past 180, so that no step leaps around the world."""
    found: list[Point] = []
    for longitude, latitude in points:
        before = found[-1][0] if found else 0.0
        found.append((before + turned(longitude - middle - before), latitude))
    return found


def closed(points: list[Point]) -> list[Point]:
    """A ring around a pole does not end where it began: it is led there along the pole."""
    (first, _), (last, latitude) = points[0], points[-1]
    if abs(last - first) < 180:
        return points
    pole = math.copysign(POLE, latitude)
    return [*points, (last, pole), (first, pole)]


def flat(point: Point) -> Point:
    """Equal Earth (Šavrič, Patterson, Jenny 2018); x to the right, y downwards, in radii of the globe."""
    longitude, latitude = map(math.radians, point)
    angle = math.asin(M * math.sin(latitude))
    square = angle * angle
    sixth = square**3
    y = angle * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return longitude * along(latitude), -y


def along(latitude: float) -> float:
    """Length of one radian of this parallel on the map."""
    angle = math.asin(M * math.sin(latitude))
    square = angle * angle
    return math.cos(angle) / (M * (A1 + 3 * A2 * square + square**3 * (7 * A3 + 9 * A4 * square)))


def stretch_at(latitude: float) -> float:
    """How much wider than it is the map draws this parallel; taken back from x and given to y, areas stay true."""
    radians = math.radians(latitude)
    return along(radians) / math.cos(radians)
