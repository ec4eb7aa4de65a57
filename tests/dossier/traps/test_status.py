"""Traps of status: what was overtaken later, or told in the present tense of an undated text, is not told as of now."""

import pytest

pytestmark = pytest.mark.django_db  # the session's database is made only where a test asks for one

CZECHS, RUSSIA = "countries/czech-republic", "countries/russia"
ARTICLE = "sources/czech-republic-russia-relations"
COUNCIL, OSCE = "organisations/council-of-europe", "organisations/osce"
ZEMAN, KULHANEK, JOURNALIST = "people/milos-zeman", "people/jakub-kulhanek", "people/farida-kurbangaleeva"
CLEAN_UP, FREEZE = "incidents/2020-10-vrbetice-clean-up", "incidents/2023-11-asset-freeze"
OIL, GAS, END = (
    f"incidents/{name}" for name in ("2022-oil-imports-continue", "2022-end-of-russian-gas", "2025-end-of-dependence")
)
MISSIONS = [
    f"organisations/embassy-of-{name}"
    for name in ("russia-prague", "the-czech-republic-moscow", "the-united-states-moscow")
]


def memberships(api, key):
    rows = api.record(key)["memberships"]
    return {api.key(row["body"]): (row["status"], row.get("date", {}).get("edtf")) for row in rows}


def test_a_full_member_whose_membership_was_suspended_is_shown_as_suspended(api):
    russia = memberships(api, RUSSIA)
    assert russia == {COUNCIL: ("suspended", None), OSCE: ("member", None)}
    assert memberships(api, CZECHS)[COUNCIL] == ("member", None)
    assert [key for key in (RUSSIA, COUNCIL) if "the status may have changed since" not in api.note(key)] == []


def test_the_text_itself_has_no_date_and_readers_are_told_that_its_present_may_be_past(api):
    assert "date" not in api.item(ARTICLE)
    assert "What it says in the present tense may have changed since" in api.note(ARTICLE)


def test_crude_oil_that_is_still_imported_was_overtaken_by_the_end_of_2025(api):
    assert api.edtf(GAS, OIL, END) == ["2022", "2022/", "[..2025-12-31]"]  # an end that is unknown, not “until now”
    assert "no longer depended on Russian oil by the end of 2025" in api.note(OIL)
    assert "not the same as that nothing was imported" in api.note(END)
    assert "still" not in api.record(OIL)["title"]


def test_natural_gas_was_the_main_product_of_2021_only(api):
    note = api.note("series/exports-2021")
    assert "Natural gas was the main Russian product" in note
    assert api.record("series/exports-2021")["observations"][0]["period"] == "2021"
    assert GAS in api.listed("incidents", date_from="2022", date_to="2022", date_match="within")


def test_zemans_support_and_his_condemnation_both_stand_and_neither_replaces_the_other(api):
    support, condemned = "incidents/zeman-support-for-crimea", "incidents/2022-02-zeman-condemnation"
    assert {support, condemned} <= set(api.listed("incidents", who=ZEMAN))
    assert [key for key in api.listed("timeline") if key in (support, condemned)] == [support, condemned]
    assert [key for key in (support, condemned) if "does not say that he took" not in api.note(key)] == []
    assert "His view is not that of the Czech Republic" in api.note(support)


def test_a_presidency_with_a_beginning_has_an_unknown_end_and_not_an_open_one(api):
    assert [tenure["date"]["edtf"] for tenure in api.record(ZEMAN)["tenures"]] == ["2013-03/"]
    assert "When his presidency ended is not stated" in api.note(ZEMAN)


def test_nobody_else_holds_an_office_in_these_records(api):
    assert [key for key in api.listed("people") if "tenures" in api.record(key)] == [ZEMAN]
    assert "whether he still holds it" in api.note("people/petr-pavel")
    assert "does not word his office" in api.note("people/petr-fiala")


def test_newly_appointed_was_so_in_april_2021(api):
    assert "The day of his appointment is not stated" in api.note(KULHANEK)
    ministers = [
        api.record(key)["title"] for key in api.listed("people") if "foreign minister" in api.record(key)["summary"]
    ]
    assert ministers == ["Jakub Kulhánek", "Jan Lipavský"]  # one office, two ministers: neither is the present one
    assert "When he took or left office is not stated" in api.note("people/jan-lipavsky")


def test_the_party_is_in_the_cabinet_according_to_an_undated_text(api):
    for key in ("organisations/stan", "incidents/2024-stan-campaign"):
        assert "in the present tense" in api.note(key), key
    cabinet = "organisations/cabinet-of-petr-fiala"
    assert "Whether it is still in office cannot be told" in api.note(cabinet)
    assert "existed" not in api.record(cabinet)
    assert "parent" not in api.item("organisations/stan")


def test_currently_is_the_word_of_an_undated_text(api):
    now = [claim["text"] for key, claim in api.statements() if "NeMoskva" in claim["text"]]
    assert now
    assert [text for text in now if "The source, which has no date" not in text] == []
    assert "“currently” is that of an undated text" in api.note(JOURNALIST)


def test_the_ongoing_clean_up_is_over(api):
    date = api.item(CLEAN_UP)["date"]
    assert (date["edtf"], date["lasted"]) == ("2020-10", False)
    assert api.record(CLEAN_UP)["title"].endswith("ends")
    assert api.saying("ongoing") == {}


def test_what_she_expected_of_the_authorities_stands_before_what_the_court_ruled(api):
    stages = [api.record(key)["stage"] for key in api.listed("incidents", case="kurbangaleeva-extradition")]
    assert stages[-2:] == ["requested", "ruled"]
    assert "a Prague court ruled against it" in api.record(JOURNALIST)["summary"]
    assert "Whether the ruling is final" in api.note("incidents/2025-05-22-kurbangaleeva-ruling")


def test_are_allowed_to_hire_may_have_changed(api):
    assert "they may have changed since" in api.note("incidents/2021-local-staff-ceilings")
    for mission in MISSIONS[1:]:
        ceilings = api.record(mission)["staff_ceilings"]
        assert [ceiling["date"]["edtf"] for ceiling in ceilings] == ["[2021-04-22..]"]
        assert "in the present tense" in api.note(mission)
    assert "Whether it still holds is not stated" in api.note(MISSIONS[0])


def test_an_important_partner_belongs_to_no_date_and_not_to_today(api):
    partners = [text for key in (CZECHS, RUSSIA) for text in api.said(key) if "important partner" in text]
    assert len(partners) == 2
    assert [text for text in partners if "when is not stated" not in text] == []
    assert any("had been good before" in text for text in api.said("incidents/2014-sanctions"))


def test_a_popular_destination_is_so_in_the_words_of_the_source(api):
    texts = [claim["text"] for claim in api.record("series/russian-visitors")["claims"] if "popular" in claim["text"]]
    assert texts
    assert [text for text in texts if "source calls" not in text] == []


def test_a_rank_in_the_present_tense_is_that_of_the_source(api):
    ranks = [text for text in api.said("series/russian-residents") if "fourth largest" in text]
    assert ranks
    assert [text for text in ranks if "The source ranks" not in text] == []


def test_embassies_are_there_and_since_when_is_left_open(api):
    assert [mission for mission in MISSIONS if "existed" in api.record(mission) or "date" in api.item(mission)] == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (FREEZE, "Whether the freeze still holds is not stated"),
        ("incidents/restriction-of-diplomats-movement", "Whether the limits still hold is not stated"),
        ("incidents/2014-sanctions", "whether they still hold is not stated"),
        ("incidents/1993-08-treaty-of-friendship", "whether it still holds is not stated"),
        ("incidents/2022-invasion-of-ukraine", "Whether it has ended is not said"),
        ("organisations/centre-against-terrorism-and-hybrid-threats", "whether it still exists"),
    ],
)
def test_what_began_is_not_said_to_go_on(api, key, words):
    assert words in api.note(key)


def test_bodies_that_a_state_once_joined_end_at_an_unknown_time(api):
    assert [edtf for _, edtf in memberships(api, "countries/czechoslovakia").values()] == ["1948-02~/", "1955-05/"]
    assert memberships(api, CZECHS)["organisations/nato"] == ("member", "1999-03/..")


def test_the_freeze_and_the_invasion_are_points_and_do_not_reach_into_the_present(api):
    today = api.listed("incidents", date_from="2026-11-22", date_to="2026-11-22")
    assert [key for key in (FREEZE, "incidents/2022-invasion-of-ukraine", CLEAN_UP) if key in today] == []
    assert "incidents/2014-intervention-in-ukraine" in today  # “from 2014” is open, as the source leaves it
