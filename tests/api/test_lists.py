"""Tests for the lists of the API: their shape, their order, their pages, their queries, their price."""

import json
import re

import pytest
from django.http import QueryDict

from relations import filters, publication
from relations.models import Head, Listing, TimelineEntry
from tests import records

PROFILE_WORDS = {
    "sources": ["S0RCE1"],
    "people": ["PERS01", "PERS02"],
    "countries": ["C0NTR1", "C0NTR2"],
    "organisations": [],
    "places": ["P1ACE1"],
    "series": [],
    "dossiers": ["D0SSR1"],
}


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def walk(client, address):
    """Ids of a whole list, page by page."""
    found = []
    while address:
        answer = get(client, address)
        found += [item["id"] for item in answer["data"]]
        address = answer["page"]["next"]
    return found


def test_a_list_joins_the_ready_fragments(lawless, client):
    records.publish_visits(2)
    head = Head.objects.get()
    rows = list(TimelineEntry.objects.order_by("sort_key"))
    meta = f'{{"seq":{head.seq},"epoch":"{head.epoch}"}}'
    fragments = ",".join(row.card_json for row in rows)
    expected = f'{{"data":[{fragments}],"page":{{"next":null,"limit":50}},"meta":{meta}}}'
    assert client.get("/api/v1/timeline/").content.decode() == expected


def test_an_item_of_a_list_has_the_agreed_fields(lawless, client):
    (edition,) = records.publish_visits(1)
    (item,) = get(client, "/api/v1/timeline/")["data"]
    assert item == {
        "id": "V00000",
        "type": "visit",
        "version": 1,
        "url": "/visits/V00000/visit-v00000/",
        "title": {"en": "Visit V00000"},
        "summary": {"en": "The guest was received by the host."},
        "kind": "official",
        "group": "visit",
        "date": {
            "edtf": "1990-01-01",
            "earliest": "1990-01-01",
            "latest": "1990-01-01",
            "precision": "day",
            "approximate": False,
            "uncertain": False,
            "lasted": False,
        },
        "standing": "established",
        "place": "P1ACE1",
        "dossiers": ["D0SSR1"],
        "participations": [
            {"n": 1, "who": "PERS01", "role": "guest", "capacity": "President", "state": "C0NTR2", "state_inferred": True},
            {"n": 2, "who": "PERS02", "role": "host", "capacity": "President", "state": "C0NTR1"},
        ],
        "sources": ["S0RCE1"],
        "content_hash": edition.content_hash,
        "published_at": edition.published_at.isoformat().replace("+00:00", "Z"),
    }  # fmt: skip


def test_a_removed_part_is_no_part_of_an_item(lawless, client):
    records.publish(*records.background())
    parts = [{"n": 1, "removed": True}, {"n": 2, "who": records.HOST, "role": "host"}]
    records.publish(records.visit(participations=parts))
    assert get(client, "/api/v1/visits/")["data"][0]["participations"] == parts[1:]


@pytest.mark.parametrize(("word", "ids"), PROFILE_WORDS.items())
def test_profiles_are_listed_by_title(lawless, client, word, ids):
    records.publish(*records.background())
    answer = get(client, f"/api/v1/{word}/")
    assert [item["id"] for item in answer["data"]] == ids
    assert answer["data"] == [json.loads(Listing.objects.get(public_id=each).item) for each in ids]


def test_titles_sort_without_regard_to_case_and_accents(lawless, client):
    titles = {"AAAAAA": "Žáček", "BBBBBB": "zabka", "CCCCCC": "Čapek", "DDDDDD": "čapek", "EEEEEE": "Dvořák"}
    records.publish(*records.background()[:3])
    records.publish(
        *(records.document("person", key, title=title, **records.claims()) for key, title in titles.items())
    )
    expected = ["CCCCCC", "DDDDDD", "EEEEEE", "BBBBBB", "AAAAAA"]
    assert walk(client, "/api/v1/people/") == walk(client, "/api/v1/people/?limit=1") == expected
    assert walk(client, "/api/v1/people/?sort=-published&limit=2") == list(reversed(titles))
    assert walk(client, "/api/v1/people/?q=capek") == ["CCCCCC", "DDDDDD"]


@pytest.mark.parametrize(
    "query", ["", "sort=-date", "sort=updated", "sort=-published", "kind=official&dossier=first-second"]
)
def test_a_walk_by_seven_equals_a_walk_by_two_hundred(lawless, client, query):
    records.publish_visits(15)
    records.publish(*(records.visit(f"D0000{number}", "1990-01-05") for number in range(9)))
    small, whole = (walk(client, f"/api/v1/timeline/?{query}&limit={limit}") for limit in (7, 200))
    assert small == whole
    assert len(set(whole)) == 24


def test_a_walk_is_not_disturbed_by_what_is_published_meanwhile(lawless, client):
    records.publish_visits(6)
    first = get(client, "/api/v1/timeline/?limit=3")
    records.publish(records.visit("AAAAAA", "1989-01-01"), records.visit("BBBBBB", "1999-01-01"))
    publication.withdraw(public_id="V00002", reason="error")
    assert walk(client, first["page"]["next"]) == ["V00003", "V00004", "V00005", "BBBBBB"]


def test_the_next_address_keeps_the_filters(lawless, client):
    records.publish_visits(3)
    response = client.get("/api/v1/timeline/?limit=1&sort=-date&kind=official")
    following = json.loads(response.content)["page"]["next"]
    assert following.startswith("/api/v1/timeline/?kind=official&sort=-date&cursor=")
    assert response["Link"].startswith(f'<{following}>; rel="next"')


@pytest.mark.parametrize("word", ["timeline", "visits", "sources", "people", "changes"])
def test_a_list_costs_the_same_queries_at_any_length(lawless, client, word, django_assert_num_queries):
    records.publish_visits(1)
    with django_assert_num_queries(2):
        client.get(f"/api/v1/{word}/?limit=200")
    records.publish(*(records.visit(f"X{number:05d}", records.day(number)) for number in range(2)))
    with django_assert_num_queries(2):
        client.get(f"/api/v1/{word}/?limit=200")
    records.publish(*(records.visit(f"Y{number:05d}", records.day(number)) for number in range(297)))
    with django_assert_num_queries(2):
        client.get(f"/api/v1/{word}/?limit=200")
    with django_assert_num_queries(1):
        client.get(f"/api/v1/{word}/?limit=200")  # found in the cache


def test_a_busy_query_costs_no_more(lawless, client, django_assert_num_queries):
    records.publish_visits(3)
    query = "who=PERS01&who=PERS02&place=P1ACE1&source_kind=reference&q=visit&dossier=first-second&date_from=1990"
    with django_assert_num_queries(2):
        assert len(get(client, f"/api/v1/timeline/?{query}")["data"]) == 3


def test_what_is_withdrawn_is_in_no_list(lawless, client):
    records.publish_visits(2)
    publication.withdraw(public_id="V00000", reason="error")
    publication.withdraw(public_id="PERS01", reason="error")
    assert walk(client, "/api/v1/timeline/") == walk(client, "/api/v1/visits/") == ["V00001"]
    assert walk(client, "/api/v1/people/") == ["PERS02"]


def test_markup_in_a_text_leaves_as_escapes(lawless, client):
    records.publish(*records.background(), records.visit(title="<script>alert(1)</script> & more"))
    for address in ("/api/v1/timeline/", f"/api/v1/visits/{records.VISIT}/"):
        response = client.get(address)
        assert [mark for mark in "<>&" if mark in response.content.decode()] == []
    assert json.loads(response.content)["data"]["title"] == {"en": "<script>alert(1)</script> & more"}


# --- Types ------------------------------------------------------------------------------------------


@pytest.fixture
def both(lawless, client):
    """Two incidents and, on days between them, two visits."""
    records.publish_incident()
    records.publish(records.visit("V00001", "2015-01-01"), records.visit("V00002", "2021-04-17"))
    return client


def test_a_list_holds_records_of_its_type_alone(both):
    incidents, visits, everything = (
        get(both, f"/api/v1/{word}/")["data"] for word in ("incidents", "visits", "timeline")
    )
    assert [item["id"] for item in incidents] == ["CAVSE1", "1NC1D1"]
    assert [item["id"] for item in visits] == ["V00001", "V00002"]
    assert [item["id"] for item in everything] == ["CAVSE1", "V00001", "V00002", "1NC1D1"]
    assert sorted(incidents + visits, key=lambda item: item["id"]) == sorted(everything, key=lambda item: item["id"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("topic=espionage", ["1NC1D1"]),
        ("topic=sabotage&topic=diplomacy", ["CAVSE1", "1NC1D1"]),
        ("topic=trade", []),
        ("case=agent-case", ["1NC1D1"]),
        ("case=another", []),
        ("kind=sabotage", ["CAVSE1"]),
        ("group=measure", ["1NC1D1"]),
        ("direction=first-to-second&dossier=first-second", ["1NC1D1"]),
        ("standing=attributed", ["1NC1D1"]),
        ("precision=day", ["CAVSE1", "1NC1D1"]),
        ("who=C0NTR2", ["1NC1D1"]),
        ("who=C0NTR1&sort=-date", ["1NC1D1", "CAVSE1"]),
        ("place=P1ACE1", ["1NC1D1"]),
        ("date_from=2021&date_match=within", ["1NC1D1"]),
        ("q=absurd", ["1NC1D1"]),
        ("asof=2000-01-01", []),
        ("asof=9999-12-31&case=agent-case", ["1NC1D1"]),
    ],
)
def test_incidents_are_found(both, query, expected):
    assert walk(both, f"/api/v1/incidents/?{query}") == walk(both, f"/api/v1/incidents/?{query}&limit=1") == expected


def test_sources_and_series_are_found_by_subject(both):
    records.publish(
        records.document("source", "NEWS01", source_kind="news", topics=["energy", "trade"]),
        records.series("SER1E2", topics=["energy"]),
    )
    assert walk(both, "/api/v1/sources/?topic=energy") == ["NEWS01"]
    assert walk(both, "/api/v1/series/?topic=energy") == ["SER1E2"]
    assert walk(both, "/api/v1/series/?topic=energy&topic=public_opinion&limit=1") == ["SER1E1", "SER1E2"]
    assert walk(both, "/api/v1/series/?topic=culture") == []


def test_missions_are_found_by_kind(both):
    records.publish(records.document("organisation", "B0DY02", title='"kind":"embassy"', organisation_kind="court"))
    assert walk(both, "/api/v1/organisations/?kind=embassy&kind=consulate") == ["EMBASY"]
    assert walk(both, "/api/v1/organisations/?kind=international&sort=-updated") == ["B0DY01"]


def test_a_merged_record_is_in_no_list_and_finds_what_its_survivor_finds(both):
    records.publish(records.document("place", "P1ACE2", place_kind="city"), records.visit("V00003", place="P1ACE2"))
    expected = [*walk(both, "/api/v1/timeline/?place=P1ACE1"), "V00003"]
    publication.merge(public_id="P1ACE1", survivor="P1ACE2")
    publication.merge(public_id="PERS01", survivor="AGENT1")
    assert walk(both, "/api/v1/places/") == ["P1ACE2"]
    for name, merged, survivor in (("place", "P1ACE1", "P1ACE2"), ("who", "PERS01", "AGENT1")):
        found = walk(both, f"/api/v1/timeline/?{name}={merged}")
        assert found == walk(both, f"/api/v1/timeline/?{name}={survivor}") != []
        if name == "place":
            assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("word", ["incidents", "series", "organisations", "timeline"])
def test_a_list_of_any_type_costs_two_queries(lawless, client, word, django_assert_num_queries):
    records.publish(*records.background())
    for numbers, count in (("1", 1), ("23", 3)):
        records.publish(*(records.cause(f"CAVSE{n}") for n in numbers))
        records.publish(*(records.series(f"SER1E{n}") for n in numbers))
        records.publish(*(records.document("organisation", f"B0DY0{n}", organisation_kind="court") for n in numbers))
        with django_assert_num_queries(2):
            assert len(get(client, f"/api/v1/{word}/?limit=200")["data"]) == count


def test_a_busy_query_for_incidents_costs_no_more(both, django_assert_num_queries):
    query = "topic=espionage&topic=trade&case=agent-case&who=AGENT1&place=P1ACE1&source_kind=reference&group=measure"
    with django_assert_num_queries(2):
        assert len(get(both, f"/api/v1/incidents/?{query}&dossier=first-second&q=staff&date_from=2021")["data"]) == 1


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("record_type", "dossier", "index"),
    [
        ("visit", "", "entry_hot_visits"),
        ("incident", "", "entry_hot_incidents"),
        ("visit", "dossier=first-second", "entry_hot_group"),
        ("incident", "dossier=first-second", "entry_hot_dossier_incidents"),
    ],
)
def test_a_list_of_one_type_is_one_range_scan(both, record_type, dossier, index):
    query = filters.read(QueryDict(dossier), scope=filters.Scope(type=record_type))
    plan = query.entries().order_by("sort_key").values("card_json").explain()
    assert re.findall(r"relations_timelineentry USING INDEX (\w+)", plan) == [index]
    assert "TEMP B-TREE" not in plan
