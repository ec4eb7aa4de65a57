"""The table of visits: its order, its marks, its columns for every size of screen."""

import html
import re

import pytest

from tests import records

pytestmark = pytest.mark.one_engine

PATH = "/first-second/visits/"


def dates_of(response):
    """Titles of the visits in the order of the rows."""
    return re.findall(r'<span class="vh">: ([^<]+)</span></a>', response.content.decode())


def cells(response):
    """The rows as lists of cell texts."""
    rows = re.findall(r'<tr role="row">\s*<td(.*?)</tr>', response.content.decode(), re.DOTALL)
    return [
        [
            " ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell.partition(">")[2])).split())
            for cell in re.split(r"<td", row)
        ]
        for row in rows
    ]


@pytest.fixture
def few(lawless):
    """Three visits whose guests, hosts and places sort differently from their dates."""
    third = records.document("person", "PERS03", title="Aaron Person", **records.claims())
    town = records.document("place", "P1ACE2", title="Zurich", place_kind="city", **records.claims())
    records.publish(
        *records.background(),
        third,
        town,
        records.visit("V00001", "1983-01-03/1983-01-05"),
        records.visit(
            "V00002", "1987", place="P1ACE2", participations=[party(1, "PERS03", "guest")], standing="disputed"
        ),
        records.visit(
            "V00003", "1993-08", participations=[party(1, records.HOST, "guest"), party(2, "PERS03", "host")]
        ),
    )


def party(n, who, role):
    return {"n": n, "who": who, "role": role, "state": records.SECOND}


@pytest.mark.parametrize("count", [1, 3, 300])
def test_three_queries_whatever_the_number_of_visits(lawless, client, django_assert_num_queries, count):
    records.publish_visits(count)
    with django_assert_num_queries(3):
        response = client.get(PATH)
    assert len(dates_of(response)) == min(count, 100)


def test_a_row_says_guest_host_place_and_date(few, client):
    assert cells(client.get(PATH))[0] == [
        "Guest Guest Person President, Second Country (inferred by the editors)",
        "Host Host Person President, First Country",
        "Place A Town",
        "Date 3–5 January 1983 : Visit V00001 Official visit; it lasted three days",
    ]


def test_what_is_not_known_is_said(few, client):
    assert cells(client.get(PATH))[1][1:] == [
        "Host not stated",
        "Place Zurich",
        "Date 1987 : Visit V00002 Official visit; year known only Disputed",
    ]


@pytest.mark.parametrize(
    "sort, order",
    [
        ("date", ["1", "2", "3"]),
        ("-date", ["3", "2", "1"]),
        ("guest", ["2", "1", "3"]),
        ("-guest", ["3", "1", "2"]),
        ("host", ["2", "3", "1"]),
        ("place", ["1", "3", "2"]),
        ("-place", ["2", "3", "1"]),
    ],
)
def test_each_column_sorts_both_ways(few, client, sort, order):
    response = client.get(f"{PATH}?sort={sort}")
    assert dates_of(response) == [f"Visit V0000{number}" for number in order]
    state = "descending" if sort.startswith("-") else "ascending"
    assert re.findall(r'aria-sort="(\w+)"', response.content.decode()) == [state]


@pytest.mark.parametrize("sort", ["date", "-date", "guest", "-guest", "place"])
def test_paging_by_key_shows_each_visit_once(lawless, client, monkeypatch, sort):
    monkeypatch.setattr("relations.views.visits.LIMIT", 3)
    records.publish_visits(8)
    response, seen = client.get(f"{PATH}?sort={sort}"), []
    while True:
        seen += dates_of(response)
        following = re.search(r'href="([^"]+)" rel="next"', response.content.decode())
        if not following:
            break
        response = client.get(html.unescape(following[1]))
    assert seen == [f"Visit V0000{number}" for number in (range(7, -1, -1) if sort.startswith("-") else range(8))]


@pytest.mark.parametrize(
    "query, told",
    [
        ("sort=colour", "sort: “colour” is not one of"),
        ("cursor=abc", "The cursor does not belong"),
        ("x=1", "does not know it: x"),
    ],
)
def test_what_is_not_understood_is_said(few, client, query, told):
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200
    assert told in html.unescape(response.content.decode())
    assert len(dates_of(response)) == 3


@pytest.mark.parametrize("value", ["%00", "'", "<script>", "9" * 3000, "-", "%FF"])
@pytest.mark.parametrize("name", ["sort", "cursor"])
def test_no_value_of_an_address_breaks_the_page(few, client, name, value):
    assert client.get(f"{PATH}?{name}={value}").status_code == 200


def test_an_unknown_dossier_is_not_found(few, client):
    assert client.get("/nowhere/visits/").status_code == 404


def test_an_old_address_leads_to_the_new_one(few, client):
    sides = [
        {"n": 1, "label": "First", "countries": [records.FIRST]},
        {"n": 2, "label": "Second", "countries": [records.SECOND]},
    ]
    records.publish(records.document("dossier", records.DOSSIER, {"kind": "update"}, slug="moved", sides=sides))
    response = client.get(PATH)
    assert (response.status_code, response["Location"]) == (301, "/moved/visits/")


def test_a_dossier_without_visits_says_so(lawless, client):
    records.publish(*records.background())
    assert "No visit has been published" in client.get(PATH).content.decode()
