"""The timeline page: what it lists, how it filters, pages and answers bad input, and what it costs."""

import html
import re
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relations import publication
from tests import records

pytestmark = pytest.mark.one_engine

PATH = "/first-second/timeline/"


def entries(response):
    """Ids of the entries on a page, in order."""
    return re.findall(r'<article class="ev" id="e-(\w+)">', response.content.decode())


def text(response):
    """The page without mark-up, its white space folded."""
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def links(response, pattern):
    """Addresses on the page that match, unescaped."""
    return [html.unescape(found) for found in re.findall(rf'href="({pattern})"', response.content.decode())]


def follow(client, response):
    """The page behind "Next"."""
    query = re.search(r'href="\?([^"]+)" rel="next"', response.content.decode())[1]
    return client.get(f"{PATH}?{html.unescape(query)}")


@pytest.fixture
def few(lawless):
    """Four visits: a day, a span, a month, an alleged one of unknown day; each of another year."""
    records.publish(
        *records.background(),
        records.visit("V00001", "1983-01-03/1983-01-05", kind="state"),
        records.visit("V00002", "1987-04-09"),
        records.visit("V00003", "1993-08", kind="working"),
        records.visit("V00004", "2011", standing="alleged", participations=[]),
    )


# --- What it costs --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 300])
def test_three_queries_whatever_the_number_of_entries(lawless, client, django_assert_num_queries, count):
    records.publish_visits(count)
    with django_assert_num_queries(3):
        response = client.get(f"{PATH}?limit=200")
    assert len(entries(response)) == min(count, 200)


def test_one_query_for_an_answer_that_did_not_change(few, client, django_assert_num_queries):
    etag = client.get(PATH)["ETag"]
    with django_assert_num_queries(1):
        response = client.get(PATH, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_filters_cost_no_further_query(few, client, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(f"{PATH}?date_from=1980&kind=state&who={records.GUEST}&standing=established&sort=-date")


@pytest.mark.parametrize("count", [3, 30])
def test_a_filtered_list_says_how_many_it_has_on_all_pages(lawless, client, django_assert_num_queries, count):
    records.publish_visits(count)
    with django_assert_num_queries(4):
        first = client.get(f"{PATH}?who={records.GUEST}&limit=2")
    assert f"{count} entries" in text(first)
    following = re.search(r'href="([^"]*cursor=[^"]*)"', first.content.decode())[1]
    assert f"{count} entries" in text(client.get(PATH + html.unescape(following)))


def test_a_publication_changes_the_validator(few, client):
    before = client.get(PATH)["ETag"]
    records.publish(records.visit("V00005", "2012"))
    assert client.get(PATH)["ETag"] != before


# --- What it lists --------------------------------------------------------------------------------


def test_entries_stand_by_year_oldest_first(few, client):
    response = client.get(PATH)
    assert entries(response) == ["V00001", "V00002", "V00003", "V00004"]
    assert re.findall(r'<section class="yr" id="y(\d+)"', response.content.decode()) == ["1983", "1987", "1993", "2011"]
    assert "4 entries" in text(response)


def test_newest_first(few, client):
    assert entries(client.get(f"{PATH}?sort=-date")) == ["V00004", "V00003", "V00002", "V00001"]


def test_names_fill_the_slots_at_read_time(few, client):
    assert "Second Country → towards First Country" in text(client.get(PATH))
    renamed = records.document("country", records.SECOND, {"kind": "update"}, title="New Name", **records.claims())
    records.publish(renamed)
    assert "New Name → towards First Country" in text(client.get(PATH))
    assert "Second Country" not in text(client.get(PATH))


def test_no_control_character_reaches_the_reader(few, client):
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", client.get(PATH).content.decode())


def test_a_withdrawn_record_leaves_the_list_and_the_links(few, client):
    publication.withdraw(public_id="V00002", reason="error")
    publication.withdraw(public_id=records.PLACE, reason="error")
    response = client.get(PATH)
    assert entries(response) == ["V00001", "V00003", "V00004"]
    assert links(response, '/places/[^"]*') == []


def test_a_year_shows_its_count_only_in_the_whole_list(few, client):
    heading = re.compile(r'<h3 id="h1983">1983<small>1 entry</small></h3>')
    assert heading.search(client.get(PATH).content.decode())
    assert not heading.search(client.get(f"{PATH}?kind=state").content.decode())


def test_orders_by_publication_have_no_years(few, client):
    response = client.get(f"{PATH}?sort=-published")
    assert entries(response) == ["V00004", "V00003", "V00002", "V00001"]
    assert 'id="y' not in response.content.decode()


# --- Filters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query, expected",
    [
        ("kind=state&kind=working", ["V00001", "V00003"]),
        ("group=visit&standing=alleged", ["V00004"]),
        ("date_from=1987&date_to=1993", ["V00002", "V00003"]),
        ("date_from=1993-08-15&date_to=1993-08-20", ["V00003"]),
        ("date_from=1993-08-15&date_to=1993-08-20&date_match=within", []),
        ("date_from=198X&date_to=198X", ["V00001", "V00002"]),
        ("precision=month", ["V00003"]),
        (f"who={records.GUEST}", ["V00001", "V00002", "V00003"]),
        (f"who={records.GUEST.lower()}&kind=state", ["V00001"]),
        ("direction=second-to-first&date_from=1990", ["V00003"]),
    ],
)
def test_filters_narrow_the_list(few, client, query, expected):
    response = client.get(f"{PATH}?{query}")
    assert (response.status_code, entries(response)) == (200, expected)


def test_each_active_filter_is_a_chip_that_drops_it_alone(few, client):
    response = client.get(f"{PATH}?who={records.GUEST}&kind=state&date_from=1980&date_to=1990")
    chips = re.findall(
        r'<a class="chip x" href="([^"]+)"><span[^>]*>Remove filter: </span>([^<]+)</a>', response.content.decode()
    )
    assert [(html.unescape(target), label) for target, label in chips] == [
        (f"{PATH}?kind=state&who={records.GUEST}", "1980 to 1990"),
        (f"{PATH}?date_from=1980&date_to=1990&who={records.GUEST}", "State visit"),
        (f"{PATH}?date_from=1980&date_to=1990&kind=state", "Guest Person"),
    ]


def test_who_and_place_offer_what_occurs(few, client):
    body = client.get(PATH).content.decode()
    who = re.search(r'<select id="who".*?</select>', body)[0]
    assert re.findall(r'<option value="(\w+)">([^<]+)', who) == [(records.GUEST, "Guest Person"), (records.HOST, "Host Person"),
        (records.FIRST, "First Country"), (records.SECOND, "Second Country")]  # fmt: skip
    place = re.search(r'<select id="place".*?</select>', body)[0]
    assert re.findall(r'<option value="(\w+)">([^<]+)', place) == [(records.PLACE, "A Town")]


def test_the_form_keeps_what_it_has_no_control_for(few, client):
    body = client.get(f"{PATH}?group=visit&q=guest&sort=-date&who={records.HOST}&who={records.GUEST}").content.decode()
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', body)
    assert sorted(hidden) == [("group", "visit"), ("q", "guest"), ("sort", "-date"), ("who", records.HOST)]


def test_direction_is_named_by_the_sides(few, client):
    assert re.search(
        r'<option value="second-to-first">Second → First \(3\)</option>', client.get(PATH).content.decode()
    )


def test_links_have_one_canonical_order(few, client):
    response = client.get(f"{PATH}?who={records.GUEST}&sort=-date&kind=working&kind=state")
    canonical = re.search(r'<link rel="canonical" href="([^"]+)">', response.content.decode())[1]
    assert html.unescape(canonical).endswith(f"{PATH}?kind=state&kind=working&who={records.GUEST}&sort=-date")


def test_the_api_answers_the_same_question(few, client):
    response = client.get(f"{PATH}?kind=state&kind=working&sort=-date")
    address = links(response, '/api/v1/[^"]*timeline[^"]*')[0]
    assert [item["id"] for item in client.get(address).json()["data"]] == entries(response) == ["V00003", "V00001"]


@pytest.mark.parametrize(
    "query, robots",
    [
        ("", None),
        ("sort=-date", None),
        ("kind=state", None),
        ("group=visit", None),
        ("date_from=1983&date_to=1983", None),
        ("kind=state&kind=working", "noindex,follow"),
        ("kind=state&group=visit", "noindex,follow"),
        ("date_from=1983&date_to=1984", "noindex,follow"),
        ("date_from=1983-01&date_to=1983-01", "noindex,follow"),
        ("date_from=198X&date_to=198X", "noindex,follow"),
        ("date_from=1983&date_to=1983&date_match=within", "noindex,follow"),
        ("date_to=1990", "noindex,follow"),
        ("standing=alleged", "noindex,follow"),
        ("kind=state&view=table", "noindex,follow"),
        ("print=1", "noindex,follow"),
        ("asof=2020-01-01", "noindex"),
        ("asof=2020-01-01&kind=state", "noindex"),
    ],
)
def test_of_filtered_views_search_engines_keep_single_years_and_types(few, client, query, robots):
    found = re.search(r'<meta name="robots" content="([^"]+)">', client.get(f"{PATH}?{query}").content.decode())
    assert (found and found[1]) == robots


# --- Input that does not fit ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "query, told",
    [
        ("bogus=1", "“bogus” is not a parameter"),
        ("kid=state", "did you mean kind?"),
        ("kind=nix", "kind: “nix” is not one of state"),
        ("date_from=yesterday", "date_from: "),
        ("who=K7Q2XDD", "who: “K7Q2XDD” is not an id"),
        ("date_from=1995&date_to=1980", "date_from 1995 is later than date_to 1980"),
        ("cursor=abc", "The cursor does not belong to this list"),
        ("limit=1000", "limit: "),
        ("dossier=other", "“dossier” is not a parameter"),
    ],
)
def test_what_is_not_understood_is_said_and_the_list_still_stands(few, client, query, told):
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200
    assert told in text(response)
    assert set(entries(response)) <= {"V00001", "V00002", "V00003", "V00004"} and entries(response)


def test_a_reversed_range_is_turned_round(few, client):
    assert entries(client.get(f"{PATH}?date_from=1993&date_to=1987")) == ["V00002", "V00003"]


@pytest.mark.parametrize("value", ["%00", "%FF", "'", "<script>", "9" * 5000, "%F0%9F%92%A9", "٣", "1e999"])
@pytest.mark.parametrize("name", ["date_from", "who", "cursor", "asof", "q", "limit", "%3Cb%3E"])
def test_no_value_of_an_address_breaks_the_page(few, client, name, value):
    response = client.get(f"{PATH}?{name}={value}")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_an_empty_list_says_which_filter_to_drop(few, client):
    response = client.get(f"{PATH}?kind=state&date_from=1990&date_to=2000")
    assert entries(response) == []
    assert "Without 1990 to 2000 : 1 entry" in text(response)
    assert "Without State visit : 1 entry" in text(response)
    assert f"{PATH}?kind=state" in links(response, f'{PATH}[^"]*')


def test_an_unknown_dossier_is_not_found(few, client):
    assert client.get("/nowhere/timeline/").status_code == 404


def test_an_old_address_of_the_dossier_leads_to_the_new_one(few, client):
    sides = [
        {"n": 1, "label": "First", "countries": [records.FIRST]},
        {"n": 2, "label": "Second", "countries": [records.SECOND]},
    ]
    moved = records.document("dossier", records.DOSSIER, {"kind": "update"}, title="Moved", slug="moved", sides=sides)
    records.publish(moved)
    response = client.get(f"{PATH}?kind=state")
    assert (response.status_code, response["Location"]) == (301, "/moved/timeline/?kind=state")


def test_a_withdrawn_dossier_is_gone(few, client):
    publication.withdraw(public_id=records.DOSSIER, reason="error")
    response = client.get(PATH)
    assert response.status_code == 410
    assert "First – Second" not in response.content.decode()


# --- Paging ------------------------------------------------------------------------------


def test_paging_by_key_shows_each_entry_once(lawless, client):
    records.publish_visits(7)
    response = client.get(f"{PATH}?limit=3")
    seen = entries(response)
    while 'rel="next"' in response.content.decode():
        response = follow(client, response)
        seen += entries(response)
    assert seen == [f"V{number:05d}" for number in range(7)]


def test_a_page_holds_25_entries_and_a_list_of_the_api_50(lawless, client):
    records.publish_visits(52)
    response = client.get(PATH)
    assert len(entries(response)) == 25
    assert "Next 25 entries" in text(response)
    assert len(entries(client.get(f"{PATH}?limit=50"))) == 50
    assert len(client.get(links(response, '/api/v1/timeline[^"]*')[0]).json()["data"]) == 50


def test_a_page_of_the_usual_length_does_not_say_so(few, client):
    canonical = re.search(r'<link rel="canonical" href="([^"]+)">', client.get(f"{PATH}?limit=25").content.decode())[1]
    assert canonical.endswith(PATH)


def test_the_next_page_keeps_filters_and_order(lawless, client):
    records.publish_visits(7)
    response = client.get(f"{PATH}?limit=3&sort=-date&date_from=1990-01-02")
    query = re.search(r'href="\?([^"]+)" rel="next"', response.content.decode())[1]
    kept = parse_qs(html.unescape(query))
    assert {name: kept[name] for name in ("limit", "sort", "date_from")} == {
        "limit": ["3"],
        "sort": ["-date"],
        "date_from": ["1990-01-02"],
    }
    assert entries(follow(client, response)) == ["V00003", "V00002", "V00001"]


def test_queries_are_few_for_an_empty_list(few, client):
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{PATH}?kind=state&standing=denied")
    assert len(queries) == 5
