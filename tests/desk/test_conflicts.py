"""Two people on the form of an incident: new rows of both, three values in words, numbers that move with their rows."""

import pytest

from relations.documents import load
from tests import factories
from tests.desk.forms import client_of, filled, opened, row, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def made():
    return factories.incident_set(factories.user("Author"))


@pytest.fixture
def client():
    return client_of(factories.user("Author"))


def document(record):
    return load(factories.newest(record).document)["record"]


def conflict(client, record, theirs, mine):
    """Open, let somebody else save `theirs`, save `mine`: the 409 answer."""
    page = opened(client, record)
    assert save(client_of(factories.user("Author")), record, **theirs).status_code == 302
    answer = save(client, record, page, **mine)
    assert answer.status_code == 409
    return answer


def lines(answer):
    return [tuple(line) for line in answer.context["merged"].differences]


def test_new_rows_of_both_people_stand_together(client, made):
    incident, west = made["incident"], str(made["west"].pk)
    theirs = row("measures", 2, kind="summons", imposing=west) | row("positions", 2, side=west, stance="denies")
    mine = row("measures", 2, kind="note", announced="2021-05") | row("citations", 9, anchor="measures/3", quote="mine")
    mine |= row("translations", 2, anchor="measures/3/note", language="cs", text="Nóta")
    answer = conflict(client, incident, theirs, mine | row("measures", 2, note="A note"))
    assert ("Position 3: side", "", "West", "West", False) in lines(answer)
    assert save(client, incident, answer).status_code == 302
    found = document(incident)
    assert [part["kind"] for part in found["measures"]] == ["expulsion", "staff_cap", "summons", "note"]
    assert found["positions"][-1]["stance"] == "denies"
    assert found["citations"][-1]["anchor"] == "measures/4"
    assert found["translations"][-1]["anchor"] == "measures/4/note"


def test_a_field_that_both_changed_shows_three_values_in_words(client, made):
    incident = made["incident"]
    theirs = row("measures", 0, count="19", category="diplomats") | {"topics": ["trade"]}
    mine = row("measures", 0, count="20") | {"topics": ["energy", "espionage"], "summary": "Mine"}
    answer = conflict(client, incident, theirs, mine)
    assert lines(answer) == [
        ("Summary", "Staff of the embassy had to leave.", "Staff of the embassy had to leave.", "Mine", False),
        ("Topics", "diplomacy, espionage", "trade", "energy, espionage", True),
        ("Measure 1: exact number", "18", "19", "20", True),
        ("Measure 1: what is counted", "embassy staff", "diplomats", "embassy staff", False),
    ]
    assert save(client, incident, answer).status_code == 302
    found = document(incident)
    assert (found["measures"][0]["count"], found["measures"][0]["category"]) == (20, "diplomats")
    assert sorted(found["topics"]) == ["energy", "espionage"]


def test_a_text_that_only_the_other_person_filled_is_not_emptied(client, made):
    """The snapshot leaves empty fields out; a field that is missing there was empty."""
    incident = made["incident"]
    answer = conflict(client, incident, row("measures", 0, note="Theirs"), {"summary": "Mine"})
    assert save(client, incident, answer).status_code == 302
    assert (document(incident)["measures"][0]["note"], document(incident)["summary"]) == ("Theirs", "Mine")


def test_sections_and_their_statements_move_together(client, made):
    dossier = made["dossier"]
    mine = row("sections", 1, heading="Mine") | row("claims", 1, text="In mine", section="2")
    answer = conflict(client, dossier, row("sections", 1, heading="Theirs"), mine)
    assert save(client, dossier, answer).status_code == 302
    found = document(dossier)
    assert [part["heading"] for part in found["sections"]] == ["Spies", "Theirs", "Mine"]
    assert found["claims"][-1]["section"] == 3


@pytest.mark.parametrize("name", ["incident", "dossier", "embassy", "east", "source", "series"])
def test_a_conflict_on_any_type_keeps_both(client, made, name):
    answer = conflict(client, made[name], {"public_note": "Theirs"}, {"summary": "Mine"})
    assert save(client, made[name], answer).status_code == 302
    found = document(made[name])
    assert (found["public_note"], found["summary"]) == ("Theirs", "Mine")


def test_a_tick_that_a_translation_is_right_survives_a_conflict(client, made):
    incident = made["incident"]
    save(client, incident, title="Another title")
    answer = conflict(client, incident, {"summary": "Theirs"}, row("translations", 0, still_right="on"))
    assert filled(answer)["translations-0-still_right"] == ["on"]
