"""The checklist of missions, series, dossiers and memberships; each sentence names the field and the fix."""

import copy

import pytest

from editorial import readiness
from relations.documents import canonical, load
from tests import records

EMBASSY, SERIES = load(records.incident_background()[1]), load(records.series())
COUNTRY, DOSSIER = load(records.background()[1]), load(records.background()[3])
PLACE = load(records.background()[4])
OBSERVATION = SERIES["record"]["observations"][0]
MEMBER = {"n": 1, "body": records.BODY, "status": "suspended", "date": {"edtf": "2022-04-07/.."}}
SECTION = {"n": 1, "heading": "Spies", "topic": "espionage"}


@pytest.fixture
def public(lawless):
    records.publish(*records.background(), *records.incident_background())


def told(document, **record):
    """The sentences about a document with these fields; None takes one out."""
    document = copy.deepcopy(document)
    document["record"] |= record
    document["record"] = {key: value for key, value in document["record"].items() if value is not None}
    return [tuple(problem) for problem in readiness.checklist(canonical(document))]


def cited(*anchors):
    return [records.cited(anchor, n) for n, anchor in enumerate(anchors, 1)]


@pytest.mark.parametrize("document", [EMBASSY, SERIES, COUNTRY, DOSSIER], ids=lambda document: document["type"])
def test_what_is_whole_is_ready(public, document):
    assert told(document) == []


@pytest.mark.parametrize("kind", ["embassy", "consulate", "permanent_mission"])
def test_a_mission_has_a_sending_and_a_receiving_state(public, kind):
    assert told(EMBASSY, organisation_kind=kind, sending_state=None, receiving_state=None) == [
        ("sending_state", "Sending state: a mission has one; choose it."),
        ("receiving_state", "Receiving state: a mission has one; choose it."),
    ]


def test_a_mission_may_be_accredited_to_a_body(public):
    assert told(EMBASSY, organisation_kind="permanent_mission", receiving_state=records.BODY) == []


def test_another_organisation_needs_no_states(public):
    assert told(EMBASSY, organisation_kind="company", sending_state=None, receiving_state=None) == []


def test_seat_existence_and_ceilings_are_proved(public):
    assert told(EMBASSY, citations=cited("claims/1/text")) == [
        (anchor, f"{words}: add a citation that proves it (Citations, “proves”: {anchor}).")
        for anchor, words in (("staff_ceilings/1", "Staff ceiling 1"), ("existed", "Existed"), ("seat", "Seat"))
    ]


def test_a_series_has_a_number_with_its_period(public):
    sentence = "Observations: add at least one number with its period."
    assert told(SERIES, observations=None, citations=None, claims=None) == [("observations", sentence)]
    assert told(SERIES, observations=[{"n": 1, "removed": True}], citations=None, claims=None) == [
        ("observations", sentence)
    ]


def test_every_number_of_a_series_is_proved(public):
    assert told(SERIES, citations=cited("claims/1/text", "observations/1", "observations/3/value")) == [
        ("observations/2", "Observation 2: add a citation that proves it (Citations, “proves”: observations/2).")
    ]


@pytest.mark.parametrize(
    ("part", "anchor", "start"),
    [
        ({"value": "12,5"}, "observations/1/value", "Observation 1: value: Write a decimal number, for example"),
        ({"period": "2009-13"}, "observations/1/period", "Observation 1: period: "),
        ({"qualifier": "about"}, "observations/1/qualifier", "Observation 1: qualifier: "),
    ],
)
def test_a_number_that_cannot_be_read_is_named(public, part, anchor, start):
    ((where, sentence),) = told(SERIES, observations=[OBSERVATION | part])
    assert (where, sentence.startswith(start), sentence[-1]) == (anchor, True, ".")


def test_what_a_series_measures_is_said(public):
    assert [anchor for anchor, _ in told(SERIES, definition=None, unit=None)] == ["definition", "unit"]


def test_a_membership_is_proved(public):
    sentence = "Membership 1: add a citation that proves it (Citations, “proves”: memberships/1)."
    assert told(COUNTRY, memberships=[MEMBER]) == [("memberships/1", sentence)]
    assert told(COUNTRY, memberships=[MEMBER], citations=cited("claims/1/text", "memberships/1/date")) == []


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            {"lead": "The lead."},
            [("lead", "Lead: add a citation that proves it (Citations, “proves”: lead).")],
            id="a lead without proof",
        ),
        pytest.param(
            {"sections": [SECTION | {"text": "Some were not diplomats."}]},
            [("sections/1/text",
              "Section 1: text: add a citation that proves it (Citations, “proves”: sections/1/text).")],
            id="a section without proof",
        ),
        pytest.param({"sections": [SECTION]}, [], id="a section without words"),
        pytest.param(
            {"sections": [SECTION], "claims": [{"n": 5, "text": "T", "standing": "established", "section": 2}],
             "citations": cited("claims/5/text")},
            [("claims/5/section", "Statement 5: there is no section 2; choose one of 1.")],
            id="a statement in no section",
        ),
        pytest.param(
            {"claims": [{"n": 5, "text": "T", "standing": "established", "section": 2}], "citations": cited("claims/5/text")},
            [("claims/5/section", "Statement 5: there is no section 2; add it first, or leave the section empty.")],
            id="a statement in a section of a dossier that has none",
        ),
        pytest.param(
            {"infobox": [{"n": 1, "label": "Embassy", "side": 3, "target": records.EMBASSY}]},
            [("infobox/1/side", "Infobox row 1: there is no side 3; choose one of 1, 2, or none for both.")],
            id="a row of no side",
        ),
        pytest.param(
            {"infobox": [{"n": 1, "label": "Embassy"}]},
            [("infobox/1", "Infobox row 1: give a value, a record that it leads to, or both.")],
            id="a row that says nothing",
        ),
        pytest.param(
            {"infobox": [{"n": 1, "label": "Embassy", "text": "In a town"}]},
            [("infobox/1", "Infobox row 1: add a citation that proves it (Citations, “proves”: infobox/1).")],
            id="a row without proof",
        ),
        pytest.param({"infobox": [{"n": 1, "label": "Embassy", "target": records.EMBASSY}]}, [], id="a row that leads on"),
        pytest.param(
            {"see_also": [{"n": 1, "target": "N0B0DY"}]},
            [("see_also/1/target",
              "See also 1: target: “N0B0DY” is not public; submit it in the same set, or hold this row back.")],
            id="a way to what is not public",
        ),
        pytest.param(
            {"eras": [{"n": 1, "label": "Early", "date": {"as_stated": "then"}}]},
            [("eras/1/date/edtf", "Era 1: date edtf: This field is required.")],
            id="an era without a date",
        ),
        pytest.param(
            {"cases": [{"n": 1, "key": "a-case", "title": "A case", "section": 9}]},
            [("cases/1/section", "Case 1: there is no section 9; add it first, or leave the section empty.")],
            id="a case in no section",
        ),
        pytest.param(
            {"cases": [{"n": n, "key": "a-case", "title": "A case"} for n in (1, 2)]},
            [(f"cases/{n}/key", f"Case {n}: the key “a-case” stands twice; keep one of them.") for n in (1, 2)],
            id="a case that stands twice",
        ),
        pytest.param(
            {"citations": [records.cited("title", 1) | {"through": records.SOURCE}]},
            [("citations/1/through",
              "Citation 1: it names the same source twice; leave “cited through” empty where the source itself was read.")],
            id="cited through itself",
        ),
    ],
)  # fmt: skip
def test_each_sentence_about_a_dossier_names_the_field_and_the_fix(public, record, expected):
    assert told(DOSSIER, **record) == expected


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ({"iso_numeric": "203"}, None),
        ({"iso_numeric": "999"}, "ISO number: The vendored outlines have no state with the code 999; leave it out."),
        (
            {"iso_numeric": "203", "historical": True},
            "ISO number: only a state of today has one; leave it empty for a historical state.",
        ),
    ],
    ids=["on the map", "on no map", "historical"],
)
def test_a_country_code_finds_an_outline(public, record, sentence):
    assert told(COUNTRY, **record) == ([("iso_numeric", sentence)] if sentence else [])


@pytest.mark.parametrize("proved", [(), ("latitude",), ("longitude",), ("latitude", "longitude")])
def test_where_a_place_lies_is_proved_once(public, proved):
    sentence = "Coordinates: add a citation that proves them (Citations, “proves”: latitude); or leave both empty."
    found = told(PLACE, latitude="50.1", longitude="14.4", citations=cited("claims/1/text", *proved))
    assert found == ([] if proved else [("latitude", sentence)])


def test_half_a_point_is_named(public):
    sentence = "Longitude: Latitude and longitude name one point: give both, or neither."
    assert told(PLACE, latitude="50.1") == [("longitude", sentence)]
