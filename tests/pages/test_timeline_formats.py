"""The timeline to take along: each format read back by a library that does not know us, with the entries of the page."""

import csv
import datetime
import io
import json
import re

import feedparser
import pytest
from django.core.cache import cache
from icalendar import Calendar

from relations import publication
from relations.views.timeline_formats import FORMATS
from tests import records

pytestmark = pytest.mark.one_engine

PATH = "/first-second/timeline/"
FIRST_DAY = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)
LATER = FIRST_DAY + datetime.timedelta(days=3)
DATES = {
    "V00001": "1983-01-03/1983-01-05",
    "V00002": "1987-04-09",
    "V00003": "1993-08",
    "V00004": "2011?",
    "V00005": "[..1935-05-16]",
    "V00006": "2014/..",
    "V00007": "1968-08-21~",
}
ALL = {*DATES}


@pytest.fixture
def public(lawless):
    """Visits of every kind of date; the second one was corrected later."""
    cache.clear()
    visits = [records.visit(public_id, edtf) for public_id, edtf in DATES.items()]
    publication.publish(documents=[*records.background(), *visits], at=FIRST_DAY)
    change = {"kind": "correction", "note": "The title was wrong."}
    texts = {
        "title": "=cmd|' /C calc'!A0",
        "summary": "@SUM(1), <b>bold</b>;\r\n ]]> &amp; č, and a line longer " + 90 * "x",
    }
    publication.publish(documents=[records.visit("V00002", "1987-04-09", change, **texts)], at=LATER)


def table(client, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"{PATH}?format=csv{query}").content.decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def calendar(client, query: str = "") -> dict[str, object]:
    """Id -> event."""
    found = Calendar.from_ical(client.get(f"{PATH}?format=ics{query}").content)
    assert not found.errors
    return {str(event["uid"]).partition("@")[0]: event for event in found.walk("VEVENT")}


def ids(client, name: str, query: str = "") -> list[str]:
    """Ids of the entries that a format holds, in its order."""
    content = client.get(f"{PATH}?format={name}{query}").content
    if name == "csv":
        return [row["id"] for row in table(client, query)]
    if name == "json":
        return [item["id"] for item in json.loads(content)["data"]]
    if name in ("geojson", "timelinejs"):
        entries = json.loads(content)["features" if name == "geojson" else "events"]
        return [each.get("id") or each["unique_id"] for each in entries]
    if name == "ics":
        return [*calendar(client, query + "&ics=all")]
    if name == "atom":
        return [re.search(r"/r/(\w+)/", entry.id)[1] for entry in feedparser.parse(content).entries]
    return [item["_chronicle"]["id"] for item in json.loads(content)["items"]]


# --- All formats ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_a_filter_holds_in_every_format(public, client, name):
    assert ids(client, name, "&date_from=1980&date_to=1990&kind=official") in (
        ["V00001", "V00002"],
        ["V00002", "V00001"],
    )


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "ics"])
def test_every_entry_is_in_every_format(public, client, name):
    assert sorted(ids(client, name)) == sorted(ALL)


@pytest.mark.parametrize("name", FORMATS)
def test_headers(public, client, name):
    answer = client.get(f"{PATH}?format={name}&bogus=1&kind=official")
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert f"<http://testserver{PATH}?kind=official" in answer["Link"]
    assert "bogus" not in answer["Link"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "name, queries",
    [("csv", 3), ("json", 3), ("ics", 3), ("atom", 4), ("jsonfeed", 4), ("geojson", 4), ("timelinejs", 3)],
)
def test_queries_do_not_grow_with_the_entries(lawless, client, django_assert_num_queries, name, queries, count):
    cache.clear()
    records.publish_visits(count)
    with django_assert_num_queries(queries):
        client.get(f"{PATH}?format={name}")


@pytest.mark.parametrize("name", ["csv", "json", "atom", "jsonfeed", "geojson", "timelinejs"])
def test_a_list_that_is_cut_says_where_it_goes_on(public, client, name):
    following, seen = f"{PATH}?format={name}&limit=3", []
    while following:
        query = following.partition("?")[2].replace(f"format={name}", "")
        seen += ids(client, name, f"&{query}")
        link = client.get(following).get("Link", "")
        found = re.search(r'<([^>]+)>; rel="next"', link)
        following = found[1] if found else None
    assert (len(seen), set(seen)) == (7, ALL)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_withdrawn_is_in_no_format(public, client, name):
    publication.withdraw(public_id="V00001", reason="error")
    publication.withdraw(public_id=records.PLACE, reason="error")
    content = client.get(f"{PATH}?format={name}&ics=all").content.decode()
    assert "V00001" not in content
    assert "A Town" not in content


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_selection_is_the_same_at_every_moment(public, client, name):
    first = client.get(f"{PATH}?format={name}&kind=transit").content
    cache.clear()
    assert client.get(f"{PATH}?format={name}&kind=transit").content == first


def test_the_page_leads_to_each_format_and_keeps_the_filters(public, client):
    body = client.get(f"{PATH}?kind=official&sort=-date").content.decode()
    for name in FORMATS:
        sort = "" if name in ("atom", "jsonfeed") else "&amp;sort=-date"
        address = f"{PATH}?kind=official{sort}&amp;format={name}"
        assert body.count(f'href="{address}"') >= 2, address


def test_an_old_address_keeps_the_format(public, client):
    sides = [
        {"n": 1, "label": "F", "countries": [records.FIRST]},
        {"n": 2, "label": "S", "countries": [records.SECOND]},
    ]
    publication.publish(
        documents=[records.document("dossier", records.DOSSIER, {"kind": "update"}, slug="moved", sides=sides)],
        at=LATER,
    )
    answer = client.get(f"{PATH}?kind=official&format=ics&ics=all")
    assert (answer.status_code, answer["Location"]) == (301, "/moved/timeline/?kind=official&format=ics&ics=all")


def test_an_unknown_format_is_said(public, client):
    body = client.get(f"{PATH}?format=xml").content.decode()
    assert "format: “xml” is not one of csv, json, atom, jsonfeed, ics, geojson, timelinejs." in body


# --- One by one -----------------------------------------------------------------------------------


def test_csv_has_no_formula_and_says_what_the_date_is(public, client):
    rows = {row["id"]: row for row in table(client)}
    assert rows["V00002"]["title"] == "'=cmd|' /C calc'!A0"
    assert rows["V00002"]["summary"].startswith("'@SUM(1), <b>bold</b>;\n")
    assert (rows["V00001"]["acting"], rows["V00001"]["receiving"]) == ("Second Country", "First Country")
    assert (rows["V00001"]["earliest"], rows["V00001"]["latest"], rows["V00001"]["lasted"]) == (
        "1983-01-03",
        "1983-01-05",
        "yes",
    )
    assert (rows["V00004"]["date"], rows["V00004"]["uncertain"]) == ("2011?", "yes")
    assert (rows["V00005"]["earliest"], rows["V00006"]["latest"]) == ("", "")
    assert rows["V00002"]["url"] == "http://testserver/r/V00002/"


def test_json_is_the_answer_of_the_api(public, client):
    ours = client.get(f"{PATH}?format=json&kind=official").json()
    theirs = client.get(f"/api/v1/timeline/?dossier={records.DOSSIER}&kind=official").json()
    assert (ours["data"], ours["meta"]) == (theirs["data"], theirs["meta"])


def test_feeds_begin_with_the_last_change(public, client):
    feed = feedparser.parse(client.get(f"{PATH}?format=atom&sort=date").content)
    assert not feed.bozo
    assert feed.feed.updated == LATER.isoformat()
    entry = feed.entries[0]
    assert (entry.title, entry.published, entry.updated) == (
        "=cmd|' /C calc'!A0",
        FIRST_DAY.isoformat(),
        LATER.isoformat(),
    )
    assert entry.link.startswith("http://testserver/visits/V00002/")
    assert "&lt;b&gt;bold&lt;/b&gt;" in entry.summary and "<b>" not in entry.summary
    assert "Second Country → First Country" in entry.summary


def test_json_feed_keeps_the_date_of_the_event_apart(public, client):
    answer = client.get(f"{PATH}?format=jsonfeed")
    item = json.loads(answer.content)["items"][0]
    assert (item["date_published"], item["date_modified"]) == ("2024-03-01T12:00:00Z", "2024-03-04T12:00:00Z")
    assert (item["_chronicle"]["date"]["edtf"], item["_chronicle"]["version"]) == ("1987-04-09", 2)
    assert b"<" not in answer.content


def test_a_calendar_holds_known_days_and_spans_alone(public, client):
    events = calendar(client)
    assert sorted(events) == ["V00001", "V00002"]
    span = events["V00001"]
    assert (span["dtstart"].dt, span["dtend"].dt) == (datetime.date(1983, 1, 3), datetime.date(1983, 1, 6))
    assert span["dtstart"].params["VALUE"] == "DATE"
    assert (events["V00002"]["sequence"], events["V00002"]["dtstamp"].dt) == (2, LATER)
    assert events["V00002"]["dtend"].dt == datetime.date(1987, 4, 10)
    assert str(span["uid"]) == "V00001@testserver"
    assert "@SUM(1), <b>bold</b>;" in str(events["V00002"]["description"])


def test_vague_dates_come_when_asked_for_and_say_so(public, client):
    events = calendar(client, "&ics=all")
    assert sorted(events) == ["V00001", "V00002", "V00003", "V00004", "V00007"]
    month = events["V00003"]
    assert (month["dtstart"].dt, month["dtend"].dt) == (datetime.date(1993, 8, 1), datetime.date(1993, 9, 1))
    assert str(month["summary"]) == "Visit V00003 (day not known)"
    assert str(events["V00001"]["summary"]) == "Visit V00001"


def test_lines_of_a_calendar_are_folded(public, client):
    content = client.get(f"{PATH}?format=ics").content
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_print_has_all_entries_and_no_form(lawless, client):
    cache.clear()
    records.publish_visits(70)
    body = client.get(f"{PATH}?print=1").content.decode()
    assert body.count('<article class="ev"') == 70
    assert 'class="filters"' not in body
    assert '<details class="table" open>' in body
    assert '<meta name="robots" content="noindex,follow">' in body


@pytest.mark.parametrize("value", ["%00", "%FF", "'", "<script>", "9" * 5000, "%F0%9F%92%A9", "2024-03-01", "0000"])
@pytest.mark.parametrize("name", FORMATS)
def test_no_value_of_an_address_breaks_a_format(public, client, name, value):
    for parameter in ("date_from", "cursor", "asof", "q", "limit", "view", "ics", "print"):
        assert client.get(f"{PATH}?format={name}&{parameter}={value}").status_code == 200
