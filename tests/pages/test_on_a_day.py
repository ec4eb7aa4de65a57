"""Both sides of a dossier as they were on one day: from dated parts alone, with what the dates leave open."""

import html
import re

import pytest
from django.core.cache import cache

from relations import publication
from tests import records
from tests.records import BODY, DOSSIER, EMBASSY, FIRST, SECOND

PATH = "/first-second/"
OTHER, OLD, AMBASSADOR, MINISTER = "EMBAS2", "C0NTR3", "PERS03", "PERS04"
UPDATE = {"kind": "update"}


def text(value):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", value)).replace("\xa0", " ").split())


def rows(client, day):
    """Heading of each row -> the texts of its two cells; rows without a date are left out."""
    body = client.get(f"{PATH}?on={day}").content.decode()
    table = re.search(r'<section class="glance" id="facts".*?<tbody[^>]*>(.*?)</tbody>', body, re.DOTALL)[1]
    found = {}
    for row in re.findall(r'<tr role="row">(.*?)</tr>', table, re.DOTALL):
        head, *cells = (text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))
        found[head] = cells
    return found


def tenure(person, office, body, edtf, name):
    part = {"n": 1, "office": office, "body": body} | ({"date": {"edtf": edtf}} if edtf else {})
    return records.document("person", person, title=name, dossiers=[DOSSIER], tenures=[part], **records.claims())


def country(public_id, title, **record):
    return records.document("country", public_id, UPDATE, title=title, dossiers=[DOSSIER], **record)


def embassy(public_id, title, sending, receiving, **record):
    return records.document(
        "organisation", public_id, UPDATE, title=title, organisation_kind="embassy", dossiers=[DOSSIER],
        sending_state=sending, receiving_state=receiving, **record,
    )  # fmt: skip


def ceiling(n, count, edtf, category="staff"):
    return {"n": n, "count": count, "category": category, "imposed_by": FIRST, "date": {"edtf": edtf}}


def listing(public_id, edtf, **record):
    measures = [{"n": 1, "kind": "listing", "imposing": SECOND, "receiving": FIRST}]
    return records.cause(public_id, edtf, title="Second lists First", measures=measures, **record)


@pytest.fixture
def sides(lawless, client):
    """Two states and one of the past, two embassies with ceilings, two people in office, a list, memberships."""
    cache.clear()
    records.publish(*records.background(), *records.incident_background())
    old = {"historical": True, "existed": {"edtf": "1922-12-30/1991-12-26"}}
    member = {"n": 1, "body": BODY, "status": "member"}
    records.publish(
        country(OLD, "Old Union", memberships=[member | {"date": {"edtf": "1955/"}}], **old),
        country(FIRST, "First Country", memberships=[member | {"date": {"edtf": "1999-03-12/.."}}]),
        country(SECOND, "Second Country", existed={"edtf": "1991-12-26/.."}, memberships=[member]),
        embassy(EMBASSY, "Embassy of Second Country", SECOND, FIRST, existed={"edtf": "1993/.."},
                staff_ceilings=[ceiling(1, 94, "2014-01-01"), ceiling(2, 32, "2021-05-31/..")]),
        embassy(OTHER, "Embassy of First Country", FIRST, SECOND),
        tenure(AMBASSADOR, "Ambassador", EMBASSY, "2016-01-05/2021-06-30", "Second Ambassador"),
        tenure(MINISTER, "President", FIRST, "2013-03/", "First President"),
        listing("1ST1NG", "[2021-04-22..]"),
    )  # fmt: skip
    infobox = [{"n": 1, "label": "Visa", "side": 1, "text": "required"}]
    both = [
        {"n": 1, "label": "First", "countries": [FIRST]},
        {"n": 2, "label": "Second", "countries": [SECOND, OLD]},
    ]
    values = {"title": "First – Second", "slug": "first-second", "sides": both, "infobox": infobox}
    records.publish(records.document("dossier", DOSSIER, UPDATE, **values))


def test_what_surely_held_and_what_perhaps(sides, client):
    assert rows(client, "2021-06-15") == {
        "States": ["First Country no date recorded", "Second Country from 26 December 1991 on"],
        "Missions at the other side": [
            "Embassy of First Country no date recorded",
            "Embassy of Second Country from 1993 on",
        ],
        "In office at these missions": [
            "– nothing recorded",
            "Second Ambassador : Ambassador 5 January 2016 – 30 June 2021",
        ],
        "In office in the state": [
            "First President : President perhaps from March 2013, end not known",
            "– nothing recorded",
        ],
        "Staff ceilings of its missions": [
            "– nothing recorded",
            "Embassy of Second Country : at most 32 members of the embassy staff from 31 May 2021 on",
        ],
        "Lasting measures against it": ["Second lists First perhaps on or after 22 April 2021", "– nothing recorded"],
        "Memberships": [
            "League of States : full member from 12 March 1999 on",
            "League of States : full member no date recorded",
        ],
    }


def test_what_was_over_or_not_yet_there_is_left_out(sides, client):
    found = rows(client, "1980-01-01")
    assert found["States"] == ["First Country no date recorded", "Old Union 30 December 1922 – 26 December 1991"]
    assert found["Memberships"] == [
        "– nothing recorded",
        "League of States : full member perhaps from 1955, end not known",
    ]
    assert found.keys() == {"States", "Missions at the other side", "Memberships"}
    assert found["Missions at the other side"][1] == "– nothing recorded"


def test_a_state_that_is_over_is_in_nothing(sides, client):
    assert "from 1955" not in rows(client, "2005-01-01")["Memberships"][1]


def test_an_earlier_ceiling_holds_perhaps_until_a_later_one_replaces_it(sides, client):
    before = rows(client, "2021-05-30")["Staff ceilings of its missions"][1]
    assert before == "Embassy of Second Country : at most 94 members of the embassy staff perhaps 1 January 2014"
    assert "94" not in rows(client, "2021-05-31")["Staff ceilings of its missions"][1]


def test_a_list_that_was_reversed_is_over(sides, client):
    answer = {"n": 1, "to": "1ST1NG", "relation": "reverses", "basis": "inferred"}
    records.publish(records.cause("REVERS", "2023-05-01", responses=[answer]))
    assert "Second lists First perhaps" in rows(client, "2023-04-30")["Lasting measures against it"][0]
    assert "Lasting measures against it" not in rows(client, "2023-05-01")


def test_a_cap_counts_where_the_mission_has_no_ceiling(sides, client):
    cap = {"n": 1, "kind": "local_staff_cap", "imposing": SECOND, "receiving": FIRST, "count": 19}
    records.publish(records.cause("CAPPED", "2021-05-15", title="Second caps First", measures=[cap]))
    assert "Second caps First" in rows(client, "2022-01-01")["Lasting measures against it"][0]
    given = {"staff_ceilings": [ceiling(1, 19, "2021-05-15", "local_staff")]}
    records.publish(embassy(OTHER, "Embassy of First Country", FIRST, SECOND, **given))
    assert "Second caps First" not in rows(client, "2022-01-01")["Lasting measures against it"][0]


def test_rows_without_a_date_stand_apart(sides, client):
    shown = text(client.get(f"{PATH}?on=2000-01-01").content.decode())
    assert "these rows state no date, so they may not have been true then Visa required" in shown


def test_the_banner_leads_back_and_no_robot_keeps_the_page(sides, client):
    body = client.get(f"{PATH}?on=2021-06-15").content.decode()
    banner = re.search(r'<div class="notice strong".*?</div>', body, re.DOTALL)[0]
    assert "The two sides on 15 June 2021, as published today." in text(banner)
    assert f'<a href="{PATH}">Back to today</a>' in banner
    assert '<meta name="robots" content="noindex,follow">' in body
    assert f'<link rel="canonical" href="http://testserver{PATH}">' in body
    assert 'name="on" value="2021-06-15"' in body


def test_the_page_of_today_offers_a_day_and_no_banner(sides, client):
    body = client.get(PATH).content.decode()
    assert '<input type="date" id="on" name="on" value="" required>' in body
    assert ("Back to today" in body, "noindex" in body) == (False, False)


@pytest.mark.parametrize(
    "value", ["yesterday", "2021-02-30", "2021", "0000-01-01", "'", "<b>", "%00", "%FF", "9" * 3000]
)
def test_what_is_no_day_is_ignored_and_named(sides, client, value):
    response = client.get(f"{PATH}?on={value}")
    body = response.content.decode()
    assert (response.status_code, "Back to today" in body) == (200, False)
    assert re.search(r"on: “.+ is not a day of the calendar; for example 2026-05-01\.", text(body))


def test_the_first_day_of_the_calendar_can_be_asked_and_one_to_come_not(sides, client):
    assert client.get(f"{PATH}?on=0001-01-01").status_code == 200
    response = client.get(f"{PATH}?on=9999-12-31")
    assert (response.status_code, "31 December 9999 has not come yet" in text(response.content.decode())) == (200, True)


def test_a_withdrawn_record_is_in_no_row(sides, client):
    publication.withdraw(public_id=AMBASSADOR, reason="privacy")
    publication.withdraw(public_id=BODY, reason="error")
    found = rows(client, "2021-06-15")
    assert "In office at these missions" not in found
    assert "League of States" not in str(found)


def test_three_queries_more_whatever_is_known(sides, client, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get(PATH)
    with django_assert_num_queries(12):
        client.get(f"{PATH}?on=2021-06-15")
    records.publish(*(tenure(f"M0RE{n:02d}", "Envoy", EMBASSY, "2020/2022", f"Envoy {n}") for n in range(20)))
    with django_assert_num_queries(12):
        client.get(f"{PATH}?on=2021-06-15")
