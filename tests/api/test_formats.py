"""Lists of the API to take along: each format read back, with the entries of the list and what it says of place and date."""

import csv
import io
import json
import re

import feedparser
import pytest
from django.core.cache import cache
from icalendar import Calendar

from relations import publication, tables, timelinejs
from relations.api.root import RESOURCES
from relations.dates import parse
from relations.selections import FEEDS, FORMATS
from relations.vocabularies import PATH_WORDS
from tests import geo, records

pytestmark = pytest.mark.one_engine

LISTS = ("timeline", "incidents", "visits")
PROFILES = ("sources", "people", "organisations", "countries", "places", "series", "dossiers")
TITLE = "=cmd|' /C calc'!A0 <b>bold</b>"
DATES = {"V00001": "1983-01-03/1983-01-05", "V00002": "1987-04-09", "V00003": "2011"}


@pytest.fixture
def public(lawless, client):
    """Three visits, the second with a title that no format may run, and an incident with its cause."""
    cache.clear()
    records.publish_incident()
    for public_id, edtf in DATES.items():
        records.publish(records.visit(public_id, edtf, **({"title": TITLE} if public_id == "V00002" else {})))
    return client


def address(word, name, query=""):
    return f"/api/v1/{word}/?format={name}{query}"


def ids(content, name):
    """Ids of the entries that a format holds, in its order."""
    if name == "csv":
        return [row["id"] for row in csv.DictReader(io.StringIO(content.decode(), newline=""))]
    if name == "ics":
        return [str(each["uid"]).partition("@")[0] for each in Calendar.from_ical(content).walk("VEVENT")]
    if name == "atom":
        return [re.search(r"/r/(\w+)/", entry.id)[1] for entry in feedparser.parse(content).entries]
    found = json.loads(content)
    if name == "jsonfeed":
        return [each["_chronicle"]["id"] for each in found["items"]]
    return [each.get("id") or each["unique_id"] for each in found["features" if name == "geojson" else "events"]]


# --- Every format of every list -------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("word", LISTS)
def test_a_format_holds_the_entries_of_the_list(public, word, name):
    query = "&date_from=1980&date_to=2022"
    wanted = [item["id"] for item in public.get(f"/api/v1/{word}/?{query}").json()["data"]]
    found = ids(public.get(address(word, name, query)).content, name)
    if name == "ics":
        wanted = [each for each in wanted if each != "V00003"]  # of which only the year is known
    if name == "geojson":
        wanted = [each for each in wanted if each != "CAVSE1"]  # which names no place
    assert (found and sorted(found)) == sorted(wanted)
    assert name in FEEDS or found == wanted


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_the_headers_of_the_api_and_says_where_it_goes_on(public, name):
    answer = public.get(address("visits", name, "&kind=official&limit=2"))
    assert (answer.status_code, answer["Access-Control-Allow-Origin"], answer["X-Robots-Tag"]) == (200, "*", "noindex")
    following = re.search(r'<([^>]+)>; rel="next"', answer["Link"])[1]
    rest = public.get(following)
    order = ids(answer.content, name) + ids(rest.content, name)
    assert set(order) <= set(DATES) and len(order) == len(set(order)) == (2 if name == "ics" else 3)
    assert 'rel="next"' not in rest["Link"]
    assert public.get(following, headers={"If-None-Match": rest["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", FORMATS)
def test_the_page_and_the_api_say_the_same(public, name):
    page = public.get(f"/first-second/timeline/?format={name}&who=PERS01").content
    ours = public.get(address("timeline", name, f"&who=PERS01&dossier={records.DOSSIER}")).content
    assert ids(ours, name) == ids(page, name) != []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("csv", 3), ("ics", 3), ("geojson", 3), ("timelinejs", 3), ("atom", 4), ("jsonfeed", 4)]
)
def test_queries_do_not_grow_with_the_entries(lawless, client, django_assert_num_queries, name, queries, count):
    cache.clear()
    records.publish_visits(count)
    with django_assert_num_queries(queries):
        client.get(address("visits", name))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_profiles(lawless, client, django_assert_num_queries, count):
    cache.clear()
    records.publish(*records.background())
    places = [
        records.document("place", f"P1ACE{n}", place_kind="city", country=records.FIRST) for n in range(2, count + 2)
    ]
    records.publish(*places)
    with django_assert_num_queries(3):
        client.get(address("places", "csv"))


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_withdrawn_is_in_no_format(public, name):
    publication.withdraw(public_id="V00001", reason="error")
    publication.withdraw(public_id=records.PLACE, reason="error")
    publication.withdraw(public_id=records.GUEST, reason="error")
    content = public.get(address("timeline", name)).content.decode()
    assert not re.search("V00001|A Town|Guest Person", content)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_list_is_the_same_at_every_moment(lawless, client, name):
    first = client.get(address("visits", name))
    cache.clear()
    assert (first.status_code, client.get(address("visits", name)).content) == (200, first.content)


def test_feeds_begin_with_what_changed_last(public):
    publication.withdraw(public_id="V00003", reason="error")
    change = {"kind": "minor"}
    records.publish(records.visit("V00001", DATES["V00001"], change, title="Changed"))
    for name in FEEDS:
        assert ids(public.get(address("visits", name)).content, name) == ["V00001", "V00002"]
        assert ids(public.get(address("visits", name, "&sort=-updated")).content, name) == ["V00001", "V00002"]


def test_texts_come_in_the_language_that_is_asked_for(public):
    czech = {"n": 1, "anchor": "title", "language": "cs", "text": "Návštěva", "of": records.content_hash("Visit")}
    records.publish(records.visit("V00004", "1990", title="Visit", translations=[czech]))
    for name in ("csv", "atom", "jsonfeed", "geojson", "timelinejs"):
        english, other = (
            public.get(address("visits", name, f"&q=visit{each}")).content.decode() for each in ("", "&lang=cs")
        )
        assert ("Návštěva" in english, "Návštěva" in other) == (False, True), name
        assert "/cs/visits/V00004/" in other or name == "csv"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("fields=id", "fields"), ("include=who", "include"), ("facets=year", "facets"), ("count=exact", "count")],
)
def test_what_shapes_json_alone_is_refused(public, query, parameter):
    answer = public.get(address("visits", "csv", f"&{query}"))
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["parameter"] == parameter
    assert error["detail"] == f"{parameter} shapes JSON alone; leave it out with format=csv."


def test_a_feed_in_another_order_is_refused(public):
    answer = public.get(address("visits", "atom", "&sort=published"))
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "sort")


@pytest.mark.parametrize("word", ["people", "changes", "ledger"])
def test_a_format_that_a_list_does_not_have_is_refused(public, word):
    answer = public.get(address(word, "ics"))
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "format")


def test_the_readable_page_leads_to_every_format(public):
    page = public.get(address("visits", "html", "&kind=official")).content.decode()
    for name in FORMATS:
        assert f'href="/api/v1/visits/?kind=official&amp;format={name}"' in page


VALUES = ("%00", "%FF", "'", "<script>", "9" * 3000, "%F0%9F%92%A9", "2024-03-01", "0000")


@pytest.mark.parametrize("name", FORMATS)
def test_no_value_breaks_a_format(public, name):
    for parameter in ("date_from", "cursor", "asof", "q", "limit", "lang", "sort"):
        for value in VALUES:
            assert public.get(address("timeline", name, f"&{parameter}={value}")).status_code in (200, 400, 414)


# --- Tables of profiles ---------------------------------------------------------------------------


def rows(client, word, query=""):
    answer = client.get(address(word, "csv", query))
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def test_every_list_of_profiles_has_a_table():
    assert {PATH_WORDS[record_type] for record_type in tables.COLUMNS} == set(PROFILES)
    assert {*PROFILES, *LISTS} <= set(RESOURCES)


@pytest.mark.parametrize("word", PROFILES)
def test_a_table_has_a_row_for_each_item_and_leaves_no_field_out(public, word):
    items = public.get(f"/api/v1/{word}/").json()["data"]
    found = rows(public, word)
    assert [row["id"] for row in found] == [item["id"] for item in items] != []
    for item, row in zip(items, found, strict=True):
        assert {name for name in item if not row.get(name)} == {
            name for name in ("summary", "sources") if not item.get(name)
        } & set(item)
        assert row["url"] == f"http://testserver/r/{item['id']}/"
        assert row["title"] == item["title"]["en"]


def test_a_table_names_what_a_record_names(public):
    (embassy,) = rows(public, "organisations", "&kind=embassy")
    assert (embassy["sending_state"], embassy["sending_state_id"], embassy["seat"]) == (
        "Second Country", records.SECOND, "A Town"
    )  # fmt: skip
    assert (embassy["date"], embassy["earliest"], embassy["latest"]) == ("1993/..", "1993-01-01", "")
    publication.withdraw(public_id=records.SECOND, reason="error")
    assert rows(public, "organisations", "&kind=embassy")[0]["sending_state"] == records.SECOND


def test_a_table_runs_no_formula(lawless, client):
    records.publish(*records.background())
    names = [{"n": 1, "text": "-1+1", "language": "en"}, {"n": 2, "text": "Jméno", "language": "cs"}]
    records.publish(records.document("person", "PERS09", title="=1+1", summary="+cmd", names=names))
    (row,) = [each for each in rows(client, "people") if each["id"] == "PERS09"]
    assert (row["title"], row["summary"], row["names"]) == ("'=1+1", "'+cmd", "'-1+1; Jméno")


def test_a_table_goes_on(lawless, client):
    records.publish(*records.background())
    first = client.get(address("people", "csv", "&limit=1"))
    following = re.search(r'<([^>]+)>; rel="next"', first["Link"])[1]
    assert ids(first.content, "csv") + ids(client.get(following).content, "csv") == ["PERS01", "PERS02"]


# --- GeoJSON --------------------------------------------------------------------------------------


def test_geojson_keeps_the_rules_of_its_standard(public):
    answer = public.get(address("timeline", "geojson"))
    assert answer["Content-Type"] == "application/geo+json"
    assert geo.faults(json.loads(answer.content)) == []


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"crs": {}}, "4:"),
        ({"properties": {}}, "7.1:"),
        ({"features": [{"type": "Feature", "properties": {}}]}, "3.2:"),
        ({"features": [geo.feature([50.1, 94.4])]}, "4:"),
        ({"features": [geo.feature(["14", "50"])]}, "3.1.1:"),
        ({"features": [geo.feature([14.4, 50.1])], "bbox": [15, 50, 16, 51]}, "5:"),
    ],
)
def test_a_broken_rule_is_found(broken, rule):
    good = {"type": "FeatureCollection", "features": [geo.feature([14.4, 50.1])], "bbox": [14.4, 50.1, 14.4, 50.1]}
    assert geo.faults(good) == []
    assert [fault.split(" ")[0] for fault in geo.faults(good | broken)][:1] == [rule]


def test_a_feature_says_what_happened_where(public):
    found = public.get(address("visits", "geojson", "&date_from=1983&date_to=1983")).json()
    (feature,) = found["features"]
    assert (feature["id"], feature["geometry"]) == ("V00001", None)
    assert feature["properties"] == {
        "id": "V00001",
        "url": "http://testserver/visits/V00001/visit-v00001/",
        "title": "Visit V00001",
        "date": "1983-01-03/1983-01-05",
        "date_words": "3–5 January 1983",
        "earliest": "1983-01-03",
        "latest": "1983-01-05",
        "type": "visit",
        "kind": "official",
        "standing": "established",
        "place_id": records.PLACE,
        "place": "A Town",
        "country_id": records.FIRST,
        "country": "First Country",
    }
    assert found["attribution"] and "bbox" not in found


def test_a_merged_place_is_told_as_what_stands_for_it(public):
    other = records.document("place", "P1ACE2", title="Other Town", place_kind="city", country=records.SECOND)
    records.publish(other)
    publication.merge(public_id=records.PLACE, survivor="P1ACE2")
    told = public.get(address("visits", "geojson")).json()["features"][0]["properties"]
    assert (told["place_id"], told["place"], told["country_id"]) == (records.PLACE, "Other Town", records.SECOND)


def test_the_licence_is_told_once_it_is_decided(public, settings):
    assert "licence" not in public.get(address("visits", "geojson")).json()
    settings.CONTENT_LICENCE, settings.CONTENT_LICENCE_URL = "CC BY 4.0", "https://example.org/by/"
    found = public.get(address("visits", "geojson")).json()
    assert (found["licence"], found["licence_url"]) == ("CC BY 4.0", "https://example.org/by/")
    opening = public.get(address("visits", "timelinejs")).json()["title"]["text"]["text"]
    assert '<a href="https://example.org/by/">CC BY 4.0</a>' in opening


# --- TimelineJS -----------------------------------------------------------------------------------

# EDTF -> first and last of what is known, and nothing more.
LIMITS = {
    "2014-10-16": ({"year": 2014, "month": 10, "day": 16}, None),
    "2014-10": ({"year": 2014, "month": 10}, None),
    "2014": ({"year": 2014}, None),
    "1968~": ({"year": 1968}, None),
    "201X": ({"year": 2010}, {"year": 2019}),
    "18XX": ({"year": 1800}, {"year": 1899}),
    "2014-21": ({"year": 2014, "month": 3}, {"year": 2014, "month": 5}),
    "2014-24": ({"year": 2014, "month": 12}, {"year": 2015, "month": 2}),
    "202X-05": ({"year": 2020}, {"year": 2029}),
    "1983-01-03/1983-01-05": ({"year": 1983, "month": 1, "day": 3}, {"year": 1983, "month": 1, "day": 5}),
    "1993/1995-06": ({"year": 1993}, {"year": 1995, "month": 6}),
    "2014/..": ({"year": 2014}, None),
    "2014-05/": ({"year": 2014, "month": 5}, None),
    "/1968-08": ({"year": 1968, "month": 8}, None),
    "[..1935-05-16]": ({"year": 1935, "month": 5, "day": 16}, None),
    "[2014..]": ({"year": 2014}, None),
    "[1934..1945]": ({"year": 1934}, {"year": 1945}),
}


@pytest.mark.parametrize(("edtf", "limits"), LIMITS.items())
def test_a_date_is_as_precise_as_it_is_known(edtf, limits):
    found = timelinejs.limits_of(parse(edtf))
    assert (found["start_date"], found.get("end_date")) == limits


def test_an_event_says_in_words_what_numbers_cannot(public):
    records.publish(records.visit("V00009", "[..1935-05-16]"))
    found = public.get(address("visits", "timelinejs")).json()
    events = {each["unique_id"]: each for each in found["events"]}
    assert events["V00009"]["display_date"] == "on or before 16 May 1935"
    assert events["V00003"]["start_date"] == {"year": 2011} and "end_date" not in events["V00003"]
    assert events["V00001"]["group"] == "Visits and talks"
    assert '<a href="http://testserver/visits/V00001/visit-v00001/">' in events["V00001"]["text"]["text"]
    assert found["title"]["text"]["headline"] and "/api/v1/visits/?format=html" in found["title"]["text"]["text"]


def test_timelinejs_gets_texts_that_are_safe_as_html(public):
    answer = public.get(address("visits", "timelinejs"))
    (event,) = [each for each in answer.json()["events"] if each["unique_id"] == "V00002"]
    assert event["text"]["headline"] == "=cmd|&#x27; /C calc&#x27;!A0 &lt;b&gt;bold&lt;/b&gt;"
    assert "<b>" not in event["text"]["text"] and b"<" not in answer.content
