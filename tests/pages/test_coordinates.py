"""The point of a place where it is public: its page, the data in it, the lists of the API, tables and GeoJSON."""

import csv
import io
import json
import re

import pytest
from django.core.cache import cache

from relations.coordinates import words
from tests import geo, records
from tests.reading import rows_of_facts

pytestmark = pytest.mark.one_engine

PAGE = f"/places/{records.PLACE}/place-p1ace1/"
POINT = {"latitude": "50.08804", "longitude": "-14.420"}


@pytest.fixture
def public(lawless, client):
    """A place with a point that one source proves, and three visits: there, at a place without a point, nowhere."""
    cache.clear()
    records.publish(*records.background())
    proof = records.claims() | {
        "citations": [records.cited(), records.cited("latitude", 2), records.cited("longitude", 3)]
    }
    change = {"kind": "update"}
    records.publish(
        records.document("place", records.PLACE, change, title="A Town", place_kind="city", country=records.FIRST, **POINT, **proof),
        records.document("place", "P1ACE2", title="A Depot", place_kind="site"),
    )  # fmt: skip
    records.publish(records.visit(), records.visit("V00002", place="P1ACE2"), records.cause())
    return client


def test_the_page_says_where_it_lies_and_leads_to_the_readers_own_map(public):
    answer = public.get(PAGE)
    assert rows_of_facts(answer)["Coordinates"].startswith("50.08804° N, 14.420° W")
    page = answer.content.decode()
    assert '<a href="geo:50.08804,-14.420">50.08804° N, 14.420° W</a>' in page
    row = page.partition("<dt>Coordinates</dt>")[2].partition("</dd>")[0]
    assert row.count('class="ref"') == 1  # one source proves both numbers and is named once


def test_a_place_without_a_point_says_nothing(public):
    assert "Coordinates" not in rows_of_facts(public.get("/places/P1ACE2/place-p1ace2/"))


def test_it_reads_as_czech_on_a_czech_page(public):
    page = public.get(f"/cs{PAGE}").content.decode()
    assert '<a href="geo:50.08804,-14.420">50,08804° s.\xa0š., 14,420° z.\xa0d.</a>' in page


@pytest.mark.parametrize(
    ("latitude", "longitude", "told"),
    [("-33.9", "18.4", "33.9° S, 18.4° E"), ("0", "0", "0° N, 0° E"), ("-0.5", "-180", "0.5° S, 180° W")],
)
def test_the_direction_stands_for_the_sign(latitude, longitude, told):
    assert words({"latitude": latitude, "longitude": longitude}) == told


def test_machines_that_read_pages_find_it(public):
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', public.get(PAGE).content.decode(), re.DOTALL
    )
    points = re.findall(r'"geo":\s*(\{[^}]*\})', "".join(found))
    assert [json.loads(each) for each in points] == [{"@type": "GeoCoordinates"} | POINT]


def test_lists_and_included_places_have_it(public):
    places = {each["id"]: each for each in public.get("/api/v1/places/").json()["data"]}
    assert places[records.PLACE]["coordinates"] == POINT
    assert "coordinates" not in places["P1ACE2"]
    included = public.get("/api/v1/visits/?include=place").json()["included"]
    assert included[records.PLACE]["coordinates"] == POINT
    (cut,) = public.get("/api/v1/places/?fields=coordinates&q=town").json()["data"]
    assert cut == {"id": records.PLACE, "type": "place", "coordinates": POINT}


def test_the_table_of_places_has_a_column_for_each(public):
    text = public.get("/api/v1/places/?format=csv").content.decode()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert (rows[records.PLACE]["latitude"], rows[records.PLACE]["longitude"]) == ("50.08804", "-14.420")
    assert (rows["P1ACE2"]["latitude"], rows["P1ACE2"]["longitude"]) == ("", "")


@pytest.mark.parametrize("address", ["/api/v1/timeline/?format=geojson", "/first-second/timeline/?format=geojson"])
def test_geojson_has_a_point_where_the_record_has_one_and_no_other(public, address):
    found = public.get(address).json()
    assert geo.faults(found) == []
    geometries = {each["properties"]["place"]: each["geometry"] for each in found["features"]}
    assert geometries == {"A Town": {"type": "Point", "coordinates": [-14.42, 50.08804]}, "A Depot": None}
    assert found["bbox"] == [-14.42, 50.08804, -14.42, 50.08804]
