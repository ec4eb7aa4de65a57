"""The point of a place in its document: degrees as text, inside the world, both numbers or neither; the same bytes for ever."""

import pytest

from relations.documents import content_hash, label, load, problems
from tests import records

PAIR = ["Latitude and longitude name one point: give both, or neither."]


def place(**record):
    """A place, valid or not, as its document."""
    document = load(records.document("place", "P1ACE2", title="A Depot", place_kind="site"))
    document["record"] |= record
    return document


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("50.08804", "14.42076"), ("-90", "180"), ("90", "-180"), ("90.0", "0"), ("0.000001", "-0.5"), ("1.50", "100")],
)
def test_a_point_of_the_earth_is_kept_as_it_is_written(latitude, longitude):
    assert problems(place(latitude=latitude, longitude=longitude)) == []
    text = records.document("place", "P1ACE2", place_kind="site", latitude=latitude, longitude=longitude)
    assert (load(text)["record"]["latitude"], load(text)["record"]["longitude"]) == (latitude, longitude)


@pytest.mark.parametrize(
    "wrong",
    [
        "90.000001",
        "-91",
        "180",
        "50,1",
        "50.0880412",
        "+5",
        "5.",
        ".5",
        "05",
        "1e1",
        "50°",
        "N50",
        "NaN",
        "٥٠",
        50.1,
        True,
        [],
    ],
)
def test_what_is_no_latitude_is_refused_with_an_example(wrong):
    (problem,) = problems(place(latitude=wrong, longitude="14.4"))
    assert problem.anchor == "latitude"
    told = "Write decimal degrees from -90 to 90 with a point and at most six decimals, for example 50.08804."
    assert problem.message == told


@pytest.mark.parametrize("wrong", ["180.5", "-181", "1000"])
def test_a_longitude_goes_round_once(wrong):
    (problem,) = problems(place(latitude="50", longitude=wrong))
    assert (problem.anchor, "from -180 to 180" in problem.message) == ("longitude", True)


@pytest.mark.parametrize(("given", "missing"), [("latitude", "longitude"), ("longitude", "latitude")])
def test_one_number_names_no_point(given, missing):
    assert [(each.anchor, [each.message]) for each in problems(place(**{given: "50"}))] == [(missing, PAIR)]


def test_the_hash_hangs_on_what_was_written_and_on_no_float():
    texts = [
        records.document("place", "P1ACE2", place_kind="site", latitude=latitude, longitude="14.42076")
        for latitude in ("50.1", "50.10", "50.100")
    ]
    assert len({content_hash(text) for text in texts}) == 3
    assert all('"latitude":"50.1' in text for text in texts)


def test_both_numbers_have_words():
    assert (label("latitude"), label("longitude")) == ("Latitude", "Longitude")
