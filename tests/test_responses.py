"""The chain of events: order, gaps and who says that one event answers another. Pure, no table."""

import pytest

from relations import responses
from relations.notes import Notes
from relations.profiles import Name, Names
from relations.responses import Node

NOTES = Notes({}, [])


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("2021-04-17", "2021-04-18", "1 day later"),
        ("2021-04-18", "2021-04-18", "same day"),
        ("2021-04-22", "2021-05-14", "22 days later"),
        ("2021-01-01", "2021-03-02", "60 days later"),
        ("2021-01-01", "2021-04-01", "3 months later"),
        ("2014-10-16", "2021-04-17", "6½ years later"),
        ("2014-10-16", "2016-10-16", "2 years later"),
        ("2014-10-16", "2024-10-16", "10 years later"),
        ("1983-01-03/1983-01-05", "1983-01-06", "1 day later"),
        ("1983-01-03/1983-01-05", "1983-01-04", ""),
        ("2014-10", "2021-04-17", "at least 6 years later"),
        ("2014", "2014-06", ""),
        ("2014-01", "2014-06", "at least 3 months later"),
        ("2014-10~", "2021-04-17", ""),
        ("2014/..", "2021-04-17", ""),
        ("2021-04-17", "[..2022]", ""),
    ],
)
def test_a_gap_says_what_is_known_of_it(before, after, words):
    assert responses.gap({"edtf": before}, {"edtf": after}) == words


def node(public_id, edtf, *answers, later=False):
    item = {
        "date": {"edtf": edtf},
        "responses": [{"n": 1, "relation": "in_response_to", "basis": "inferred"} | each for each in answers],
    }
    return Node(
        Name(public_id, public_id.lower(), f"/{public_id}/", "public", "incident"),
        item,
        responses.key_of(item["date"]),
        later,
    )


def document(edtf="2021-04-18", *answers):
    own = {
        "title": "own",
        "date": {"edtf": edtf},
        "responses": [{"n": 1, "relation": "reciprocates"} | each for each in answers],
    }
    return {"id": "0WN000", "type": "incident", "record": own}


def test_a_chain_is_in_order_of_time_with_this_event_marked():
    nodes = [
        node("LATER0", "2021-04-22", {"to": "0WN000"}, later=True),
        node("R00T00", "2014-10-16"),
        node("CAVSE0", "2021-04-17", {"to": "R00T00", "basis": "asserted", "asserted_by": "WH0000", "note": "why"}),
    ]
    answer = {"to": "CAVSE0", "basis": "asserted", "asserted_by": "WH0000"}
    rows = responses.chain(document("2021-04-18", answer), Names(), NOTES, nodes)
    assert [(row["name"].public_id, row["this"], row["gap"]) for row in rows] == [
        ("R00T00", False, ""),
        ("CAVSE0", False, "6½ years later"),
        ("0WN000", True, "1 day later"),
        ("LATER0", False, "4 days later"),
    ]
    said = [[(each["relation"], each["title"], each["inferred"]) for each in row["answers"]] for row in rows]
    assert said == [
        [],
        [("In response to", "r00t00", False)],
        [("Reciprocates", "cavse0", False)],
        [("In response to this event", "", True)],
    ]


def order_of(document, *nodes):
    return [row["name"].public_id for row in responses.chain(document, Names(), NOTES, nodes)]


def test_a_cause_stands_before_its_answer_where_the_dates_leave_it_open():
    cause = node("CAVSE0", "[..2021-04-17]")
    answer = {"to": "CAVSE0", "basis": "inferred"}
    assert order_of(document("2021-04-17"), cause) == ["0WN000", "CAVSE0"]
    assert order_of(document("2021-04-17", answer), cause) == ["CAVSE0", "0WN000"]
    later = node("LATER0", "2021-04~", {"to": "0WN000"}, later=True)
    assert order_of(document("2021-04-17", answer), cause, later) == ["CAVSE0", "0WN000", "LATER0"]


def test_events_that_answer_each_other_stand_by_time():
    other = node("0THER0", "2021-04-20", {"to": "0WN000"})
    assert order_of(document("2021-04-18", {"to": "0THER0", "basis": "inferred"}), other) == ["0WN000", "0THER0"]


def test_an_event_that_stands_alone_has_no_chain():
    assert responses.chain(document(), Names(), NOTES, []) == []


def test_answers_to_events_outside_the_chain_are_not_told():
    nodes = [node("LATER0", "2021-04-22", {"to": "0WN000"}, {"to": "E1SE00"}, later=True)]
    assert len(responses.chain(document(), Names(), NOTES, nodes)[1]["answers"]) == 1


def test_an_answer_to_a_merged_record_is_one_to_its_survivor():
    names = Names({"0LD000": Name("0LD000", "old", "/old/", "merged", "incident", survivor="0WN000")})
    nodes = [node("LATER0", "2021-04-22", {"to": "0LD000"}, later=True)]
    assert responses.chain(document(), names, NOTES, nodes)[1]["answers"][0]["title"] == ""


def test_what_is_withdrawn_stands_at_its_end_of_the_chain_without_name_and_date():
    gone = Node(Name("G0NE00", "Secret", "/gone/", "withdrawn", "incident"), {}, None, False)
    rows = responses.chain(document("2021-04-18", {"to": "G0NE00", "basis": "inferred"}), Names(), NOTES, [gone])
    assert [(row["name"].public_id, row["date"]) for row in rows] == [
        ("G0NE00", None),
        ("0WN000", {"edtf": "2021-04-18"}),
    ]
    assert rows[1]["answers"][0]["title"] == "incident G0NE00"
