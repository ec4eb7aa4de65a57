"""The Vrbětice chain as readers have it: whole, linked as the article says, and nobody accused of more than it says."""

import pytest

from relations.vocabularies import ACCUSING_ROLES

pytestmark = pytest.mark.django_db  # the session's database is made only where a test asks for one

FIRST, SECOND = "2014-10-16-vrbetice-explosion", "2014-12-03-vrbetice-explosion"
CLEAN_UP, ATTRIBUTION = "2020-10-vrbetice-clean-up", "2021-04-vrbetice-attribution"
EXPULSION, ALLIES, ANSWER = "2021-04-17-expulsion-of-18", "2021-04-nato-allies-informed", "2021-04-expulsion-of-20"
ULTIMATUM, REFUSAL, CAP = "2021-04-21-ultimatum", "2021-04-22-refusal", "2021-04-22-staff-cap"
OTHERS, UNFRIENDLY = "2021-04-expulsions-by-eu-countries", "2021-unfriendly-countries-list"
CEILINGS = "2021-local-staff-ceilings"
CHAIN = (
    *(FIRST, SECOND, CLEAN_UP, ATTRIBUTION, EXPULSION, ALLIES, ANSWER),
    *(ULTIMATUM, REFUSAL, CAP, OTHERS, UNFRIENDLY, CEILINGS),
)
CZECHS, RUSSIA, STATES = "countries/czech-republic", "countries/russia", "countries/united-states"
UNIT, GRU, SVR = "organisations/gru-unit-29155", "organisations/gru", "organisations/svr"
NAMED = ("people/alexander-mishkin", "people/anatoliy-chepiga")
SOURCE = "sources/czech-republic-russia-relations"


@pytest.fixture
def chain(published):
    """key without its folder -> what readers have of that incident."""
    return {name: published.records[f"incidents/{name}"] for name in CHAIN}


@pytest.fixture
def key(published):
    """A function: the key of a public id, None for none."""
    return published.keys.get


# --- Links ----------------------------------------------------------------------------------------


def test_each_step_answers_what_the_article_says_it_answers(chain, key):
    answers = {
        (name, key(row["to"]).removeprefix("incidents/")): (row["relation"], row["basis"])
        for name, incident in chain.items()
        for row in incident.get("responses", [])
    }
    assert answers == {
        (CLEAN_UP, FIRST): ("in_response_to", "asserted"),
        (CLEAN_UP, SECOND): ("in_response_to", "asserted"),
        (ATTRIBUTION, FIRST): ("in_response_to", "inferred"),
        (ATTRIBUTION, SECOND): ("in_response_to", "inferred"),
        (EXPULSION, ATTRIBUTION): ("in_response_to", "inferred"),
        (ALLIES, EXPULSION): ("in_response_to", "inferred"),
        (ANSWER, EXPULSION): ("in_response_to", "asserted"),
        (ULTIMATUM, ANSWER): ("in_response_to", "inferred"),
        (REFUSAL, ULTIMATUM): ("in_response_to", "asserted"),
        (CAP, REFUSAL): ("in_response_to", "asserted"),
        (CAP, ULTIMATUM): ("implements", "inferred"),
        (OTHERS, CAP): ("in_response_to", "asserted"),
        (UNFRIENDLY, CAP): ("in_response_to", "asserted"),
        (UNFRIENDLY, OTHERS): ("in_response_to", "inferred"),
        (CEILINGS, UNFRIENDLY): ("implements", "asserted"),
    }


def test_the_chain_leads_from_the_ceilings_back_to_both_explosions(chain, key):
    reached, waiting = set(), [CEILINGS]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting += [key(row["to"]).removeprefix("incidents/") for row in chain[name].get("responses", [])]
    assert reached == set(CHAIN) - {CLEAN_UP, ALLIES}


def test_what_is_asserted_is_asserted_by_the_source_and_what_is_inferred_says_why(chain, key):
    rows = [row for incident in chain.values() for row in incident.get("responses", [])]
    asserted = [row for row in rows if row["basis"] == "asserted"]
    assert {key(row["asserted_by"]) for row in asserted} == {SOURCE}
    assert [row for row in rows if row["basis"] == "inferred" and len(row["note"]) < 20] == []


def test_the_timeline_tells_the_chain_in_its_order(published):
    order = [name for entry in published.order if (name := entry.removeprefix("incidents/")) in CHAIN]
    assert order == [
        *(FIRST, SECOND, CLEAN_UP, ATTRIBUTION, EXPULSION, ALLIES, ANSWER, ULTIMATUM, REFUSAL, CAP),
        *(OTHERS, UNFRIENDLY, CEILINGS),
    ]


# --- Dates ----------------------------------------------------------------------------------------


def test_the_dates_are_as_precise_as_the_article(chain):
    assert {name: incident["date"]["edtf"] for name, incident in chain.items()} == {
        FIRST: "2014-10-16",
        SECOND: "2014-12-03",
        CLEAN_UP: "2020-10",
        ATTRIBUTION: "[..2021-04-17]",
        EXPULSION: "2021-04-17",
        ALLIES: "2021-04~",
        ANSWER: "2021-04~",
        ULTIMATUM: "2021-04-21",
        REFUSAL: "[..2021-04-22]",
        CAP: "2021-04-22",
        OTHERS: "[2021-04-22..]",
        UNFRIENDLY: "[2021-04-22..]",
        CEILINGS: "[2021-04-22..]",
    }


def test_what_has_no_date_is_placed_by_bounds_with_their_reason(chain):
    bounds = {
        name: tuple(incident["date"].get(bound) for bound in ("not_before", "not_after"))
        for name, incident in chain.items()
        if "bounds_reason" in incident["date"]
    }
    assert bounds == {
        ALLIES: ("2021-04-17", None),
        ANSWER: ("2021-04-17", "2021-04-21"),
        REFUSAL: ("2021-04-21", None),
    }
    undated = [chain[name]["public_note"] for name in (ANSWER, OTHERS, UNFRIENDLY, CEILINGS)]
    assert [note for note in undated if not note.startswith("No date is stated")] == []


def test_the_two_dates_of_the_second_explosion_are_told_and_the_other_passage_disputes(chain):
    second = chain[SECOND]
    assert second["public_note"].startswith(
        "The source contradicts itself: one passage dates this explosion to 3 December"
    )
    disputing = [part["locator"] for part in second["citations"] if part["stance"] == "disputes"]
    assert disputing == ["2021–present, paragraph 1"]
    assert "October 2014" in chain[ATTRIBUTION]["public_note"]


def test_years_that_are_read_from_the_context_are_said_to_be(chain):
    for name in (ULTIMATUM, REFUSAL):
        assert "The source gives day and month only; the year follows from 17 April 2021" in chain[name]["public_note"]


# --- Numbers --------------------------------------------------------------------------------------


def test_measures_have_their_sides_and_numbers_and_no_number_where_the_article_has_none(chain, key):
    measures = [
        (name, row["kind"], key(row.get("imposing")), key(row["receiving"]), row.get("count"), row.get("category"))
        for name, incident in chain.items()
        for row in incident.get("measures", [])
    ]
    assert measures == [
        (EXPULSION, "expulsion", CZECHS, RUSSIA, 18, "diplomats"),
        (ANSWER, "expulsion", RUSSIA, CZECHS, 20, "diplomats"),
        (ULTIMATUM, "ultimatum", CZECHS, RUSSIA, None, None),
        (CAP, "staff_cap", CZECHS, RUSSIA, None, "staff"),
        (OTHERS, "expulsion", None, RUSSIA, None, "diplomats"),
        (UNFRIENDLY, "listing", RUSSIA, CZECHS, None, None),
        (UNFRIENDLY, "listing", RUSSIA, STATES, None, None),
        (CEILINGS, "local_staff_cap", RUSSIA, CZECHS, 19, "local_staff"),
        (CEILINGS, "local_staff_cap", RUSSIA, STATES, 0, "local_staff"),
    ]


def test_deadlines_are_days_and_the_hour_stays_in_words(chain):
    deadlines = {name: chain[name]["measures"][0]["deadline"] for name in (ULTIMATUM, CAP)}
    assert deadlines == {ULTIMATUM: "2021-04-22", CAP: "2021-05-31"}
    assert "12 p.m." in chain[ULTIMATUM]["measures"][0]["note"]


def test_the_deaths_belong_to_the_first_explosion_and_the_sum_is_approximate(chain):
    figures = {
        name: [(row["label"], row["value"], row.get("unit"), row.get("qualifier")) for row in incident["figures"]]
        for name, incident in chain.items()
        if "figures" in incident
    }
    assert figures == {
        FIRST: [("Deaths", "2", "employees", None)],
        CLEAN_UP: [("Cost of the clean-up", "1", "billion CZK", "approx")],
    }


def test_the_missions_have_the_ceilings_and_the_third_one_belongs_to_neither_side(published, key):
    ceilings = {
        mission: [(row.get("count"), row["category"], key(row["imposed_by"])) for row in record["staff_ceilings"]]
        for mission, record in published.records.items()
        if "staff_ceilings" in record
    }
    assert ceilings == {
        "organisations/embassy-of-russia-prague": [(None, "staff", CZECHS)],
        "organisations/embassy-of-the-czech-republic-moscow": [(19, "local_staff", RUSSIA)],
        "organisations/embassy-of-the-united-states-moscow": [(0, "local_staff", RUSSIA)],
    }
    third = published.records["organisations/embassy-of-the-united-states-moscow"]
    assert (key(third["sending_state"]), key(third["receiving_state"])) == (STATES, RUSSIA)
    assert third["public_note"].startswith("A mission of neither side of this dossier")


# --- Certainty ------------------------------------------------------------------------------------


def test_that_it_was_sabotage_is_attributed_while_the_explosions_are_established(chain, key):
    for name in (FIRST, SECOND):
        assert chain[name]["standing"] == "attributed"
        *facts, charge = chain[name]["claims"]
        assert {claim["standing"] for claim in facts} == {"established"}
        assert (charge["standing"], key(charge["holder"])) == ("attributed", CZECHS)


def test_attributions_say_by_whom_on_what_basis_and_that_no_reply_was_found(chain, key):
    rows = [
        (name, key(row["by"]), key(row["to"]), row["basis"], row["confidence"], row["reply"], row["reply_date"])
        for name, incident in chain.items()
        for row in incident.get("attributions", [])
    ]
    agencies, silent = "organisations/czech-intelligence-agencies", ("not_stated", "none_found", "2026-11-22")
    assert rows == [
        (FIRST, CZECHS, UNIT, "investigation", *silent),
        (SECOND, CZECHS, UNIT, "investigation", *silent),
        (ATTRIBUTION, agencies, UNIT, "intelligence", *silent),
        (ATTRIBUTION, CZECHS, UNIT, "investigation", *silent),
        *((ATTRIBUTION, CZECHS, person, "investigation", *silent) for person in NAMED),
        (EXPULSION, CZECHS, GRU, "not_stated", *silent),
        (EXPULSION, CZECHS, SVR, "not_stated", *silent),
    ]


def test_two_people_are_accused_in_one_incident_alone_and_only_as_an_allegation(chain, key):
    accused = [
        (name, key(row["who"]), row["role"], row.get("alleged"))
        for name, incident in chain.items()
        for row in incident["participations"]
        if row["role"] in ACCUSING_ROLES
    ]
    assert accused == [
        (FIRST, UNIT, "accused", True),
        (SECOND, UNIT, "accused", True),
        *((ATTRIBUTION, who, "accused", True) for who in (UNIT, *NAMED)),
    ]


def test_whoever_was_expelled_is_not_called_a_perpetrator(chain, key):
    expulsion = chain[EXPULSION]
    assert "They are not said to have taken part in the explosions" in expulsion["public_note"]
    spies = next(claim for claim in expulsion["claims"] if "spies" in claim["text"])
    assert (spies["standing"], key(spies["holder"])) == ("attributed", CZECHS)


def test_what_is_said_of_the_two_stays_an_allegation_on_their_own_pages(published, key):
    for person in NAMED:
        record = published.records[person]
        assert record["public_note"].startswith("What stands here is an allegation.")
        assert [(claim["standing"], key(claim.get("holder"))) for claim in record["claims"]] == [
            ("alleged", CZECHS),
            ("alleged", CZECHS),
            ("alleged", SOURCE),
        ]
        assert record["claims"][2]["text"].startswith("The source adds, without saying by whom,")


def test_accusing_a_living_person_needed_two_approvals_and_nothing_else_did(published):
    needing = {key for key, needs in published.needs.items() if needs == 2}
    assert {key for key in needing if "kurbangaleeva" not in key} == {f"incidents/{ATTRIBUTION}", *NAMED}


def test_the_comment_belongs_to_the_outlet(chain, published, key):
    for record in (chain[EXPULSION], published.records["people/milos-zeman"]):
        comment = record["claims"][-1]
        assert (comment["standing"], key(comment["holder"])) == ("attributed", "organisations/bloomberg-news")
        assert "Bloomberg News commented" in comment["text"]


def test_a_statement_that_is_not_established_says_so_in_its_own_words(published):
    markers = (
        *("found that", "conclu", "identif", "said", "say", "comment", "According to", "spoke", "stress", "believ"),
        *("call", "reject", "held", "holds", "made known", "estimat", "accus", "describ", "charge", "Critics", "view"),
        *("he source", "he article", "he news piece"),  # a document that was read, where it judges or comments
    )
    bare = [
        (key, claim["text"])
        for key, record in published.records.items()
        for claim in record.get("claims", [])
        if claim["standing"] != "established" and not any(marker in claim["text"] for marker in markers)
    ]
    assert bare == []


def test_both_sides_stand_in_what_is_contested(chain, key):
    sides = {
        name: {key(row["side"]): row["stance"] for row in incident["positions"]}
        for name, incident in chain.items()
        if "positions" in incident
    }
    assert sides == {
        FIRST: {RUSSIA: "none_found"},
        SECOND: {RUSSIA: "none_found"},
        ATTRIBUTION: {CZECHS: "accuses", RUSSIA: "none_found"},
        EXPULSION: {CZECHS: "explains", RUSSIA: "none_found"},
        ANSWER: {CZECHS: "demands", RUSSIA: "none_found"},
        ULTIMATUM: {CZECHS: "demands", RUSSIA: "other"},
        REFUSAL: {CZECHS: "demands", RUSSIA: "none_found"},
        CAP: {CZECHS: "explains", RUSSIA: "none_found"},
        UNFRIENDLY: {CZECHS: "none_found", RUSSIA: "none_found"},
    }


def test_the_direction_of_each_step(published):
    assert {name: published.directions[f"incidents/{name}"] for name in CHAIN} == {
        **dict.fromkeys((FIRST, SECOND, CLEAN_UP, ATTRIBUTION, ALLIES, OTHERS), "none"),
        **dict.fromkeys((EXPULSION, ULTIMATUM, CAP), "first-to-second"),
        **dict.fromkeys((ANSWER, REFUSAL, UNFRIENDLY, CEILINGS), "second-to-first"),
    }
