"""Pages of series, missions, countries, people, places and sources: their own lists, and what incidents say of them."""

import re

import pytest
from django.core.cache import cache

from relations import series
from relations.notes import Notes
from tests import records
from tests.reading import rows_of_facts, section
from tests.records import AGENT, BODY, EMBASSY, FIRST, INCIDENT, PLACE, SECOND, SERIES, SOURCE

pytestmark = pytest.mark.one_engine

UPDATE = {"kind": "update"}
PAGES = {
    "series": f"/series/{SERIES}/series-ser1e1/",
    "embassy": f"/organisations/{EMBASSY}/organisation-embasy/",
    "body": f"/organisations/{BODY}/organisation-b0dy01/",
    "first": f"/countries/{FIRST}/country-c0ntr1/",
    "second": f"/countries/{SECOND}/country-c0ntr2/",
    "agent": f"/people/{AGENT}/person-agent1/",
    "place": f"/places/{PLACE}/place-p1ace1/",
    "source": f"/sources/{SOURCE}/source-s0rce1/",
}


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish_incident()


def words(html):
    return " ".join(re.sub(r"<[^>]+>|&#8288;", " ", html).replace("\xa0", " ").replace("\u2060", "").split())


def part(client, profile, name):
    return words(section(client.get(PAGES[profile]).content.decode(), name))


@pytest.mark.parametrize("name", [name for name in PAGES if name != "source"])
def test_every_profile_costs_four_queries(public, client, django_assert_num_queries, name):
    with django_assert_num_queries(4):
        assert client.get(PAGES[name]).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_every_link_inside_a_page_has_its_target(public, client, name):
    html = client.get(PAGES[name]).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert [target for target in re.findall(r'href="#([^"]+)"', html) if target not in ids] == []
    assert len(re.findall(r"<h1", html)) == 1


# --- Series ---------------------------------------------------------------------------------------


def test_a_series_is_a_table_of_its_values(public, client):
    said = part(client, "series", "observations")
    assert said.startswith("Observations Share of adults who trust the Second Country.")
    assert "2009 31 Source 1 2016–2017 men about 24.5 Source 1 May 2021 After the incident. at most 12 Source 1" in said
    assert rows_of_facts(client.get(PAGES["series"])) == {
        "Topics": "Public opinion", "Country": "First Country", "Unit": "percent of adults", "Identifier": SERIES
    }  # fmt: skip


def test_a_series_without_values_says_so(public, client):
    records.publish(records.series(change=UPDATE, observations=[], **records.claims()))
    assert "No value has been published yet." in part(client, "series", "observations")


def observed(*values, **more):
    return {
        "observations": [
            {"n": n, "period": period, "value": value} | more for n, (period, value) in enumerate(values, 1)
        ]
    }


def test_values_stand_in_order_of_time_and_removed_ones_are_left_out():
    record = observed(("2021-05", "3"), ("2009", "1"), ("2016/2017", "2"))
    record["observations"].append({"n": 4, "removed": True})
    assert [row["value"] for row in series.rows(record, Notes({}, []))] == ["1", "2", "3"]


def test_bars_stand_at_their_place_in_time_from_zero():
    drawing = series.drawing(observed(("2000", "10"), ("2001", "-10"), ("2003", "5")))
    assert drawing.zero == 50.0
    assert [(bar.y, bar.height) for bar in drawing.bars] == [(0.0, 50.0), (50.0, 50.0), (25.0, 25.0)]
    gaps = [after.x - before.x for before, after in zip(drawing.bars, drawing.bars[1:], strict=False)]
    assert round(gaps[1] / gaps[0], 1) == 2.0
    assert drawing.bars[-1].x + drawing.bars[-1].width <= 100


@pytest.mark.parametrize(
    "record",
    [
        observed(("2000", "1")),
        observed(("2000", "1"), ("2000", "2"), ("2001", "3")),
        observed(("2000", "0"), ("2001", "0"), ("2002", "0")),
        {"observations": [{"n": n, "period": f"200{n}", "value": "1", "label": f"group {n}"} for n in range(3)]},
        observed(*((f"{1900 + n}", "1") for n in range(41))),
    ],
    ids=["few", "one period twice", "all zero", "different things", "many"],
)
def test_what_a_drawing_would_distort_is_a_table_alone(record):
    assert series.drawing(record) is None


@pytest.mark.parametrize("value", ["999999999999999999999.9999999999", "-0.0000000001", "1"])
def test_any_number_can_be_drawn(value):
    drawing = series.drawing(observed(("0001", value), ("2001-12-31", "2"), ("9999", "3")))
    assert all(0 <= number <= 100 for bar in drawing.bars for number in (bar.x, bar.width, bar.y, bar.height))


# --- Missions and countries -----------------------------------------------------------------------


def test_a_mission_shows_states_seat_and_ceilings(public, client):
    assert rows_of_facts(client.get(PAGES["embassy"])) == {
        "Existed": "from 1993 on Source 1",
        "Kind": "Embassy",
        "Sending state": "Second Country",
        "Receiving state": "First Country",
        "Seat": "A Town Source 1",
        "Identifier": EMBASSY,
    }
    said = part(client, "embassy", "ceilings")
    assert "from 31 May 2021 on 32 members of the embassy staff Source 1 First Country" in said


def test_a_mission_shows_its_units_and_what_was_imposed_on_it(public, client):
    records.publish(
        records.document(
            "organisation", "VN1T01", title="Consular section", organisation_kind="consulate", parent=EMBASSY
        )
    )
    assert "Consular section" in part(client, "embassy", "h-parent-organisation")
    said = part(client, "embassy", "h-participations-incident")
    assert "First Country expels embassy staff 18 members of the embassy staff expelled: imposed on it" in said
    assert "Replies to an attribution" in said


def test_a_country_shows_its_missions_memberships_and_incidents(public, client):
    records.publish(
        records.document(
            "country", FIRST, UPDATE, title="First Country",
            memberships=[{"n": 1, "body": BODY, "status": "suspended", "date": {"edtf": "1999/.."}}], **records.proven("memberships/1"),
        )
    )  # fmt: skip
    assert "League of States Suspended Source 1 from 1999 on" in part(client, "first", "memberships")
    assert part(client, "first", "h-receiving_state-organisation").startswith("Missions received")
    assert part(client, "second", "h-sending_state-organisation").startswith("Missions sent")
    assert "First Country Suspended" in part(client, "body", "h-memberships-country")
    said = part(client, "first", "h-participations-incident")
    assert "Initiator, as Government 18 members of the embassy staff expelled: imposed by it" in said
    assert "Says who is responsible" in said
    assert "Named as responsible in an attribution" in part(client, "second", "h-participations-incident")


def test_a_side_without_a_statement_is_not_said_to_have_made_one(public, client):
    records.publish(records.document("country", SECOND, UPDATE, title="Second Country", **records.claims()))
    html = client.get(f"/countries/{SECOND}/second-country/", follow=True).content.decode()
    assert "No statement of it found" in html
    assert "tates its position" not in html


def test_a_country_shows_statistics(public, client):
    assert "Trust in Second Country" in part(client, "first", "h-country-series")


def test_an_incident_stands_once_however_often_it_names_the_record(public, client):
    html = section(client.get(PAGES["first"]).content.decode(), "h-participations-incident")
    assert html.count(f'href="/incidents/{INCIDENT}/incident-1nc1d1/"') == 1


def test_of_many_incidents_the_newest_stand_here_and_all_on_the_timeline(public, client):
    records.publish(*(records.cause(f"N0DE{n:02d}", f"{1950 + n}") for n in range(40)))
    said = part(client, "first", "h-participations-incident")
    assert "The newest 25; 17 earlier ones stand on the timeline" in said
    assert "Incident N0DE39" in said
    assert "Incident N0DE00" not in said


# --- People, places, sources ----------------------------------------------------------------------


def test_a_person_shows_incidents_with_what_is_only_alleged(public, client):
    said = part(client, "agent", "h-participations-incident")
    assert "Accused (alleged): left the country" in said


def test_a_person_who_died_is_marked(public, client):
    records.publish(records.document("person", AGENT, UPDATE, title="Agent Person", deceased=True, **records.claims()))
    assert '<span class="badge">Deceased</span>' in client.get(PAGES["agent"]).content.decode()


def test_a_place_shows_what_happened_what_is_inside_and_who_is_seated_there(public, client):
    records.publish(
        records.document("place", "D1STR1", title="A District", place_kind="region"),
        records.document("place", PLACE, UPDATE, title="A Town", place_kind="city", country=FIRST, inside="D1STR1", **records.claims()),
    )  # fmt: skip
    assert rows_of_facts(client.get(PAGES["place"]))["Inside"] == "A District"
    assert "First Country expels embassy staff" in part(client, "place", "h-place-incident")
    assert "Embassy of Second Country" in part(client, "place", "h-seat-organisation")
    inside = words(section(client.get("/places/D1STR1/place-d1str1/").content.decode(), "h-inside-place"))
    assert inside == "Places inside A Town"


def test_a_source_shows_topics_and_files(public, client):
    file = {"n": 1, "sha256": records.FILE, "media_type": "image/png", "size": 2_500_000, "title": "Page 1"}
    records.publish(
        records.document(
            "source", SOURCE, UPDATE, title="A source", source_kind="archive", topics=["memory"], attachments=[file]
        )
    )
    assert rows_of_facts(client.get(PAGES["source"]))["Topics"] == "History and memory"
    assert part(client, "source", "files").startswith("Files Page 1 PNG 2.5 MB")


def test_what_somebody_else_says_is_not_repeated_without_its_author(public, client):
    html = section(client.get(PAGES["source"]).content.decode(), "uses")
    assert f'<a href="/incidents/{INCIDENT}/incident-1nc1d1/#a1">Attribution 1</a>' in html
    assert "Officers took part." not in html


def test_names_from_right_to_left_are_isolated(public, client):
    records.publish(
        records.document(
            "person", AGENT, UPDATE, title="עוזי לוי", names=[{"n": 1, "text": "العربية", "language": "ar"}]
        )
    )
    html = client.get(PAGES["agent"]).content.decode()
    assert "<h1><bdi>עוזי לוי</bdi></h1>" in html
    assert '<bdi lang="ar">العربية</bdi>' in html
    assert "<bdi>עוזי לוי</bdi></a>" in client.get(f"/incidents/{INCIDENT}/incident-1nc1d1/").content.decode()
