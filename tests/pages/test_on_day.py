"""The second clock on profiles: what was true on a day, as it is known now, and how unsure that is."""

import datetime
import re

import pytest
from django.core.cache import cache

from relations import moments, on_day
from tests import records
from tests.reading import section, text_of
from tests.records import BODY, EMBASSY, FIRST, GUEST, SECOND

pytestmark = pytest.mark.one_engine

PERSON = f"/people/{GUEST}/person-pers01/"
MISSION = f"/organisations/{EMBASSY}/organisation-embasy/"
COUNTRY = f"/countries/{FIRST}/country-c0ntr1/"
OFFICES = [("1998/2003", "President"), ("2003-03-07/2013-03-07", "Deputy"), ("/2020-12", "Adviser"), ("", "Envoy")]


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish_incident()
    tenures = [
        {"n": n, "office": office} | ({"date": {"edtf": edtf}} if edtf else {})
        for n, (edtf, office) in enumerate(OFFICES, 1)
    ]
    memberships = [{"n": 1, "body": BODY, "status": "member", "date": {"edtf": "2004-05-01/.."}}]
    records.publish(
        records.document(
            "person", GUEST, {"kind": "update"}, title="Guest Person", tenures=tenures, **records.claims()
        ),
        records.document(
            "country", FIRST, {"kind": "update"}, title="First Country", memberships=memberships, **records.claims()
        ),
    )


def held(client, path, name):
    """Of each row of a list: what is said of it on the day."""
    html = section(client.get(path).content.decode(), name)
    return re.findall(r'class="held-(\w+)"', html)


# --- What held ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day, expected",
    [
        ("1997-12-31", ["not", "not", "perhaps", "perhaps"]),
        ("1998-06-01", ["perhaps", "not", "perhaps", "perhaps"]),
        ("2000-01-01", ["surely", "not", "perhaps", "perhaps"]),
        ("2003-03-07", ["perhaps", "surely", "perhaps", "perhaps"]),
        ("2013-03-08", ["not", "not", "perhaps", "perhaps"]),
        ("2021-01-01", ["not", "not", "not", "perhaps"]),
    ],
)
def test_offices_of_a_day_are_marked(public, client, day, expected):
    assert held(client, f"{PERSON}?on={day}", "offices") == expected


def test_a_mark_is_a_word_and_never_a_colour_alone(public, client):
    words = text_of(client.get(f"{PERSON}?on=2000-01-01"))
    assert "What was true on 1 January 2000" in words
    assert "President on that day" in words
    assert "Adviser perhaps on that day" in words
    assert "Deputy on that day" not in words


def test_memberships_ceilings_and_missions_are_marked(public, client):
    assert held(client, f"{COUNTRY}?on=2004-05-01", "memberships") == ["surely"]
    assert held(client, f"{COUNTRY}?on=2004-04-30", "memberships") == ["not"]
    assert held(client, f"{MISSION}?on=2021-05-31", "ceilings") == ["surely"]
    assert held(client, f"{MISSION}?on=2021-05-30", "ceilings") == ["not"]
    sent = f"/countries/{SECOND}/country-c0ntr2/"
    assert held(client, f"{sent}?on=1992-12-31", "h-sending_state-organisation") == ["not"]
    assert held(client, f"{sent}?on=1994-01-01", "h-sending_state-organisation") == ["surely"]


@pytest.mark.parametrize(
    "edtf, begins, answer", [("2010", False, "not"), ("2010", True, "perhaps"), ("2010~/2016", False, "perhaps")]
)
def test_a_single_day_begins_what_lasts(edtf, begins, answer):
    assert on_day.held({"edtf": edtf}, datetime.date(2015, 1, 1), begins=begins) == answer


def test_context_bounds_narrow_what_was(public):
    value = {"edtf": "/2020", "not_before": "2010"}
    assert [on_day.held(value, datetime.date(year, 6, 1)) for year in (2009, 2015)] == ["not", "perhaps"]


def test_without_a_day_nothing_is_marked(public, client):
    for path in (PERSON, MISSION, COUNTRY):
        assert "held-" not in client.get(path).content.decode()


# --- The control ----------------------------------------------------------------------------------


def test_the_form_asks_this_clock_alone(public, client):
    html = client.get(f"{PERSON}?on=2000-01-01").content.decode()
    forms = re.findall(r"<form class=\"clock\".*?</form>", html, re.DOTALL)
    assert [re.findall(r'name="(\w+)"', form) for form in forms] == [["on"]]
    assert f'action="{PERSON}#on-day"' in forms[0]
    assert 'value="2000-01-01"' in forms[0]
    assert 'name="on"' not in re.search(r"<details class=\"clock\".*?</details>", html, re.DOTALL)[0]


def test_both_clocks_at_once_keep_apart(public, client, monkeypatch):
    day = datetime.datetime.now(datetime.UTC).date()
    monkeypatch.setattr(moments, "today", lambda: day + datetime.timedelta(days=1))
    answer = client.get(f"{PERSON}?asof={day}&on=2000-01-01")
    assert "as published at the end of" in text_of(answer)
    assert held(client, f"{PERSON}?asof={day}&on=2000-01-01", "offices") == ["surely", "not", "perhaps", "perhaps"]
    assert f'<input type="hidden" name="asof" value="{day}">' in answer.content.decode()


def test_a_profile_without_dated_lists_has_no_form(public, client):
    assert 'id="on-day"' not in client.get(f"/places/{records.PLACE}/place-p1ace1/").content.decode()
    assert 'id="on-day"' not in client.get("/people/PERS02/person-pers02/").content.decode()


def test_a_view_of_a_day_is_not_indexed(public, client):
    assert '<meta name="robots" content="noindex">' in client.get(f"{PERSON}?on=2000-01-01").content.decode()
    assert '<meta name="robots"' not in client.get(PERSON).content.decode()


@pytest.mark.parametrize("value", ["2000", "2000-02-30", "%00", "%3Cb%3E", "20000101"])
def test_a_malformed_day_is_ignored_and_named(public, client, value):
    answer = client.get(f"{PERSON}?on={value}")
    assert (answer.status_code, "held-" in answer.content.decode()) == (200, False)
    assert "is not a day of the calendar; for example 2026-05-01." in text_of(answer)


def test_a_day_to_come_is_not_known(public, client):
    answer = client.get(f"{PERSON}?on=9999-12-31")
    assert "31 December 9999 has not come yet; this is what is public now." in text_of(answer)
    assert "held-" not in answer.content.decode()


@pytest.mark.parametrize(
    "path", [f"/places/{records.PLACE}/place-p1ace1/", f"/incidents/{records.INCIDENT}/incident-1nc1d1/"]
)
def test_other_records_do_not_know_this_clock(public, client, path):
    assert "Ignored, because this page does not know it: on." in text_of(client.get(f"{path}?on=2000-01-01"))


def test_it_costs_no_query(public, client, django_assert_num_queries):
    with django_assert_num_queries(4):
        assert client.get(f"{PERSON}?on=2000-01-01").status_code == 200
