"""The ledger of a dossier: who stands on which side, what adds up, what answers what, what can be quoted."""

import pytest

from relations import ledger, publication
from relations.ledger import Total
from tests import records
from tests.records import DOSSIER, EMBASSY, FIRST, SECOND

THIRD = "C0NTR3"


def step(kind="expulsion", *, by=FIRST, to=SECOND, n=1, **more):
    """One measure."""
    return {"n": n, "kind": kind} | ({"imposing": by} if by else {}) | ({"receiving": to} if to else {}) | more


def answering(to, relation="in_response_to", n=1):
    return {"n": n, "to": to, "relation": relation, "basis": "inferred", "note": "A reason."}


def act(public_id, edtf, *steps, answers=(), standing="established", **more):
    """An incident with measures; one without any is an answer alone."""
    more |= {"measures": list(steps)} if steps else {}
    more |= {"responses": list(answers)} if answers else {}
    return records.cause(public_id, edtf, standing=standing, kind="expulsion", participations=[], **more)


@pytest.fixture
def scene(lawless):
    """Publishes the background with a third state, and then whatever is given."""
    third = records.document("country", THIRD, title="Third Country", **records.claims())
    records.publish(*records.background(), *records.incident_background(), third)

    def publish(*documents):
        records.publish(*documents)
        return ledger.of(ledger.called("first-second"))

    return publish


def whole(found):
    """(steps, low, high, without a number) of both sides."""
    return [tuple(total) for total in ledger.totals(ledger.lines(found))]


# --- Sides ----------------------------------------------------------------------------------------


def test_an_embassy_stands_on_the_side_of_the_state_that_it_represents(scene):
    found = scene(act("STEP01", "2009", step(to=EMBASSY, count=2)))
    assert [(each.by, each.to) for each in found.steps] == [(0, 1)]


@pytest.mark.parametrize("sides", [{"by": THIRD}, {"to": THIRD}, {"by": None}, {"to": None}, {"to": FIRST}], ids=str)
def test_steps_of_others_and_within_one_side_are_apart(scene, sides):
    found = scene(act("STEP01", "2009", step(count=2, **sides)))
    assert [each.is_reciprocal for each in found.steps] == [False]
    assert ledger.lines(found) == []


def test_a_state_that_was_merged_keeps_its_side(scene):
    scene(act("STEP01", "2009", step(count=2)))
    publication.merge(public_id=SECOND, survivor=THIRD)
    records.publish(act("STEP02", "2010", step(to=THIRD, count=3)))
    found = ledger.of(ledger.called("first-second"))
    assert [(each.by, each.to) for each in found.steps] == [(0, 1), (0, 1)]


def test_steps_of_another_dossier_and_withdrawn_ones_are_not_there(scene):
    scene(act("STEP01", "2009", step(count=2)), act("STEP02", "2010", step(count=3), dossiers=[]))
    publication.withdraw(public_id="STEP01", reason="error")
    assert ledger.of(ledger.page(DOSSIER, 0, 1)[0]).steps == []


# --- What adds up ---------------------------------------------------------------------------------


def test_expulsions_add_up_side_by_side_in_order_of_time(scene):
    found = scene(
        act("STEP03", "2021-04-17", step(count=18)),
        act("STEP01", "2009", step(count=2)),
        act("STEP02", "2018-03", step(by=SECOND, to=FIRST, count=3)),
    )
    running = [[total.low for total in line.expelled] for line in ledger.lines(found)]
    assert running == [[2, 0], [2, 3], [20, 3]]


def test_bounds_and_missing_numbers_leave_the_total_open(scene):
    found = scene(
        act("STEP01", "2009", step(count=2)),
        act("STEP02", "2010", step(count_min=3, count_max=5)),
        act("STEP03", "2011", step(by=SECOND, to=FIRST)),
        act("STEP04", "2012", step(by=SECOND, to=FIRST, count_min=4)),
    )
    assert whole(found) == [(2, 5, 7, 0), (2, 4, None, 1)]
    assert [ledger.total_words(total) for total in ledger.totals(ledger.lines(found))] == ["5 to 7", "at least 4"]


@pytest.mark.parametrize(
    "total, words",
    [
        (Total(), "0"),
        (Total(1, 0, None, 1), "number not stated"),
        (Total(1, 18, 18, 0), "18"),
        (Total(1, 0, 3, 0), "0 to 3"),
    ],
)
def test_a_total_in_words(total, words):
    assert ledger.total_words(total) == words


@pytest.mark.parametrize("standing", ["attributed", "disputed", "denied", "alleged"])
def test_what_is_not_established_is_listed_and_not_counted(scene, standing):
    found = scene(act("STEP01", "2009", step(count=2), standing=standing))
    assert [line.left_out for line in ledger.lines(found)] == ["standing"]
    assert whole(found)[0] == (0, 0, 0, 0)
    assert ledger.sentences(found, ledger.lines(found)) == []


@pytest.mark.parametrize("relation", ["implements", "part_of"])
def test_a_step_that_is_told_twice_counts_once(scene, relation):
    found = scene(
        act("STEP01", "2021-04-17", step(count=18)),
        act("STEP02", "2021-04-19", step(count=18), answers=[answering("STEP01", relation)]),
    )
    assert [line.left_out for line in ledger.lines(found)] == ["", "repeated"]
    assert whole(found)[0] == (1, 18, 18, 0)


def test_two_that_are_part_of_each_other_count_once(scene):
    found = scene(act("STEP01", "2021-04-17", step(count=18)), act("STEP02", "2021-04-19", step(count=18)))
    records.publish(
        act(
            "STEP01", "2021-04-17", step(count=18), answers=[answering("STEP02", "part_of")], change={"kind": "update"}
        ),
        act(
            "STEP02", "2021-04-19", step(count=18), answers=[answering("STEP01", "part_of")], change={"kind": "update"}
        ),
    )
    found = ledger.of(found.dossier)
    assert whole(found)[0] == (1, 18, 18, 0)


def test_what_carries_out_another_kind_of_step_counts(scene):
    found = scene(
        act("STEP01", "2021-04-21", step("ultimatum")),
        act("STEP02", "2021-04-22", step(count=18), answers=[answering("STEP01", "implements")]),
    )
    assert [line.left_out for line in ledger.lines(found)] == ["kind", ""]


def test_caps_are_counted_and_not_added(scene):
    found = scene(
        act("STEP01", "2021-04", step("staff_cap", count=32)),
        act("STEP02", "2021-05", step("local_staff_cap", by=SECOND, to=FIRST, count=19)),
        act("STEP03", "2021-06", step("staff_cap", count=20)),
    )
    assert [line.caps for line in ledger.lines(found)] == [(1, 0), (1, 1), (2, 1)]
    told = ledger.sentences(found, ledger.lines(found))
    assert told[0].startswith("Staff caps set by First, as published here: 2, the last: a cap of 20 (June\xa02021).")


# --- What answers what ----------------------------------------------------------------------------


def exchange(scene, first="2021-04-17", then="2021-04-18", **announced):
    return scene(
        act("STEP01", first, step(count=18, **announced)),
        act("STEP02", then, step(by=SECOND, to=FIRST, count=20), answers=[answering("STEP01")]),
    )


@pytest.mark.parametrize(
    "first, then, days",
    [
        ("2021-04-17", "2021-04-18", 1),
        ("2021-04-17", "2021-04-17", 0),
        ("2021-04-17", "2021-04", None),
        ("2021-04", "2021-04-18", None),
        ("2021-04-17", "2021-04-18~", None),
        ("2021-04-18", "2021-04-17", None),
    ],
)
def test_days_between_only_where_both_are_known_to_the_day(scene, first, then, days):
    found = exchange(scene, first, then)
    one, two = found.steps if found.steps[0].item["id"] == "STEP01" else reversed(found.steps)
    assert [(each.name.public_id, each.days) for each in ledger.answered_by(one, found)] == [("STEP02", days)]
    assert [(each.name.public_id, each.days) for each in ledger.answers(two, found)] == [("STEP01", days)]


def test_the_day_of_the_announcement_goes_before_that_of_the_incident(scene):
    found = exchange(scene, "2021-04", "2021-04-18", announced="2021-04-16")
    assert ledger.answered_by(found.steps[0], found)[0].days == 2


def test_an_answer_without_measures_is_an_answer(scene):
    found = scene(
        act("STEP01", "2021-04-21", step("ultimatum")), act("STEP02", "2021-04-22", answers=[answering("STEP01")])
    )
    assert [each.name.public_id for each in ledger.answered_by(found.steps[0], found)] == ["STEP02"]


def test_an_answer_to_a_merged_record_is_found_under_its_survivor(scene):
    exchange(scene)
    records.publish(act("STEP03", "2021-04-17", step("note")))
    publication.merge(public_id="STEP01", survivor="STEP03")
    found = ledger.of(ledger.called("first-second"))
    kept = next(each for each in found.steps if each.item["id"] == "STEP03")
    assert [each.name.public_id for each in ledger.answered_by(kept, found)] == ["STEP02"]


# --- Sentences and drawing ------------------------------------------------------------------------


def test_sentences_say_how_many_since_when_and_how_often_answered(scene):
    found = scene(
        act("STEP00", "2009", step(count=2, category="diplomats")),
        act("STEP01", "2021-04-17", step(count=18, category="diplomats")),
        act("STEP02", "2021-04", step(by=SECOND, to=FIRST, count_min=20), answers=[answering("STEP01")]),
    )
    state = f"State of {found.at.day}"
    told = [each.replace("\xa0", " ") for each in ledger.sentences(found, ledger.lines(found))]
    assert [each.partition(" State")[0] for each in told] == [
        "Expelled by First since 2009, as published here: 20 diplomats, in 2 steps.",
        "Of 2 expulsions by First, 1 is answered by an expulsion, as published here.",
        "Expelled by Second since 2021, as published here: at least 20 people, in 1 step.",
        "Of 1 expulsion by Second, none is answered by an expulsion, as published here.",
    ]
    assert all(state in each for each in told)


def test_a_year_that_is_not_stated_is_in_no_sentence(scene):
    found = scene(act("STEP01", "202X-05", step(count=1)))
    assert (
        "Expelled by First, as published here: 1 person, in 1 step." in ledger.sentences(found, ledger.lines(found))[0]
    )


def test_a_number_that_is_not_stated_is_in_no_sentence(scene):
    found = scene(act("STEP01", "2009", step()), act("STEP02", "2010", step(count=2)))
    assert (
        "at least 2 people, in 2 steps, 1 of them without a number." in ledger.sentences(found, ledger.lines(found))[0]
    )


@pytest.mark.parametrize("label, words", [("Czech side", "the Czech side"), ("First", "First")])
def test_a_side_in_a_sentence(label, words):
    assert ledger.side_words(label) == words


def test_the_drawing_mirrors_the_expulsions_of_both_sides(scene):
    found = scene(
        act("STEP01", "2009", step(count=5)),
        act("STEP02", "2010", step(by=SECOND, to=FIRST, count_min=5, count_max=10)),
        act("STEP03", "2011", step("note")),
    )
    assert [tuple(bar) for bar in ledger.drawing(ledger.lines(found))] == [
        (0, 50.0, 50.0, "2009", "5"),
        (1, 50.0, 100.0, "2010", "5 to 10"),
    ]


def test_one_number_is_no_drawing(scene):
    found = scene(act("STEP01", "2009", step(count=5)), act("STEP02", "2010", step()))
    assert ledger.drawing(ledger.lines(found)) == []


def test_ceilings_of_missions_between_the_sides_stand_first(scene):
    other = records.document(
        "organisation", "AEMBA1", title="A mission of a third state", organisation_kind="embassy", dossiers=[DOSSIER],
        sending_state=THIRD, receiving_state=FIRST, staff_ceilings=[{"n": 1, "category": "staff"}],
    )  # fmt: skip
    own = records.document(
        "organisation", "BEMBA1", title="B mission", organisation_kind="embassy", dossiers=[DOSSIER], sending_state=SECOND,
        receiving_state=FIRST, staff_ceilings=[{"n": 1, "count": 32, "category": "staff"}, {"n": 2, "removed": True}],
    )  # fmt: skip
    found = scene(other, own)
    assert [(each.mission.public_id, each.between) for each in found.ceilings] == [("BEMBA1", True), ("AEMBA1", False)]
