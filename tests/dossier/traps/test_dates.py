"""Traps of dates: each stays exactly as precise as the documents, and what has none says why it stands where it does."""

import pytest

pytestmark = pytest.mark.django_db  # the session's database is made only where a test asks for one

JUNE_1934 = ["incidents/1934-06-recognition", "incidents/1934-06-diplomatic-relations"]
MARCH_1939 = ["incidents/1939-03-german-occupation", "incidents/1939-03-slovak-state"]
SOVIET_STEPS = ["incidents/1939-03-soviet-recognition", "incidents/1939-03-severance"]
REFUGE = ["incidents/asylum-for-communists", "incidents/refugees-sent-to-labour-camps"]
SUMMONS, HOSPITAL = "incidents/2024-summons-of-ambassador", "incidents/2024-attack-on-childrens-hospital"
RESTRICTION, ANNOUNCEMENT = "incidents/restriction-of-diplomats-movement", "incidents/lipavsky-announcement"
JUNE_WITHOUT_YEAR = [f"incidents/kurbangaleeva-{act}" for act in ("wanted", "foreign-agent", "charged")]


def test_recognition_and_relations_share_one_month_and_stay_two_acts(api):
    assert api.edtf(*JUNE_1934) == ["1934-06", "1934-06"]
    june = api.listed("incidents", date_from="1934-06", date_to="1934-06", date_match="within")
    assert june == JUNE_1934
    assert api.listed("incidents", date_from="1934", date_to="1934", precision="day") == []


def test_the_treaty_with_france_has_no_date_but_that_of_the_treaty_that_followed_it(api):
    date = api.item("incidents/france-soviet-treaty")["date"]
    assert (date["edtf"], date["precision"], date.get("earliest")) == ("[..1935-05-16]", "on-or-before", None)
    assert "incidents/france-soviet-treaty" not in api.listed("incidents", date_from="1935-05-17")


def test_march_1939_dates_the_occupation_and_the_slovak_state_but_not_what_moscow_did_next(api):
    assert api.edtf(*MARCH_1939, *SOVIET_STEPS) == ["1939-03", "1939-03", "1939-03~", "1939-03~"]
    for step in SOVIET_STEPS:
        assert api.record(step)["date"]["not_before"] == "1939-03"
        assert "No date of its own" in api.note(step)
    exact = api.listed("incidents", date_from="1939-03", date_to="1939-03", date_match="within")
    assert exact == MARCH_1939


def test_munich_is_told_after_1939_and_has_no_year_of_its_own(api):
    assert set(api.edtf("incidents/munich-agreement", *REFUGE)) <= {"1934/1945", "[1934..1945]"}
    told = ["incidents/munich-agreement", *REFUGE]
    assert [key for key in told if any("1938" in text for text in api.said(key))] == []
    assert [key for key in told if "Only the heading of the section" not in api.note(key)] == []


def test_following_world_war_ii_is_about_1945_and_says_that_no_year_is_stated(api):
    after_war = ["incidents/1945-re-establishment", "incidents/1945-annexation-of-subcarpathian-ruthenia"]
    assert api.edtf(*after_war) == ["1945~", "1945~"]
    assert all(api.item(key)["date"]["approximate"] for key in after_war)
    assert [key for key in after_war if not api.note(key).startswith(("No year is stated", "No date is stated"))] == []


def test_the_invasion_of_1968_has_the_month_that_one_passage_gives_and_no_day(api):
    date = api.item("incidents/1968-08-invasion")["date"]
    assert (date["edtf"], date["precision"]) == ("1968-08", "month")
    assert "No day is stated" in api.note("incidents/1968-08-invasion")


def test_the_reforms_before_the_invasion_have_no_date_of_their_own(api):
    date = api.item("incidents/prague-spring")["date"]
    assert (date["edtf"], date["approximate"], date["latest"]) == ("1968~", True, "1968-08-31")


def test_the_federation_took_two_years_and_the_bloc_membership_is_not_the_month_of_the_coup(api):
    federation = api.item("incidents/1968-federation")["date"]
    assert (federation["edtf"], federation["lasted"]) == ("1968/1969", True)
    assert api.edtf("incidents/1948-02-coup", "incidents/eastern-bloc-membership") == ["1948-02", "[1948-02..]"]


def test_the_table_dates_yeltsins_visit_more_coarsely_than_the_prose(api):
    visit = "visits/1993-08-yeltsin"
    assert api.edtf(visit, "incidents/1993-08-treaty-of-friendship") == ["1993-08", "1993-08"]
    assert "dates this visit to 1993 only; its prose says August 1993" in api.note(visit)


def test_the_prose_dates_medvedevs_visit_more_coarsely_than_the_table(api):
    visit = api.record("visits/2011-12-medvedev")
    assert visit["date"]["edtf"] == "2011-12-07/2011-12-08"
    proofs = {part["quote"] for part in visit["citations"] if part["anchor"] == "date"}
    assert proofs == {"7–8 December 2011", "In December 2011"}


def test_the_recognition_lies_between_the_last_day_of_one_state_and_the_first_of_relations(api):
    chain = [
        "incidents/1992-12-31-dissolution-of-czechoslovakia",
        "incidents/1993-recognition-by-russia",
        "incidents/1993-01-01-diplomatic-relations",
    ]
    assert api.edtf(*chain) == ["1992-12-31", "1993-01-01~", "1993-01-01"]
    bounds = api.record(chain[1])["date"]
    assert (bounds["not_before"], bounds["not_after"]) == ("1992-12-31", "1993-01-01")
    assert "The day is not stated" in api.note(chain[1])
    assert [key for key in api.listed("timeline") if key in chain] == chain


def test_from_2014_belongs_to_the_intervention_and_not_to_the_sanctions(api):
    intervention, sanctions = "incidents/2014-intervention-in-ukraine", "incidents/2014-sanctions"
    assert api.edtf(intervention, sanctions) == ["2014/..", "2014"]
    later = api.listed("incidents", date_from="2019", date_to="2019")
    assert intervention in later
    assert sanctions not in later
    assert "gives them no year of their own" in api.note(sanctions)


def test_throughout_the_1990s_is_a_time_that_lasted_and_not_one_unknown_year(api):
    date = api.item("incidents/1990s-realignment")["date"]
    assert (date["edtf"], date["lasted"]) == ("1990/1999", True)
    assert "Czechoslovakia lasted until the end of 1992" in api.note("incidents/1990s-realignment")


def test_the_late_2010s_stay_a_decade(api):
    statue = "incidents/2010s-konev-statue"
    date = api.item(statue)["date"]
    assert (date["edtf"], date["precision"]) == ("201X", "decade")
    assert statue in api.listed("incidents", date_from="2012", date_to="2012")
    assert statue not in api.listed("incidents", date_from="2012", date_to="2019", date_match="within")
    assert "late 2010s" in api.note(statue)


def test_the_hacker_was_arrested_and_extradited_in_one_month_as_two_stages(api):
    stages = api.listed("incidents", case="hacker-extradition-2018")
    assert [(api.record(key)["stage"], api.edtf(key)) for key in stages] == [
        ("arrested", ["2018-03"]),
        ("extradited", ["2018-03"]),
    ]


def test_a_may_without_a_year_stays_without_one(api):
    date = api.item(RESTRICTION)["date"]
    assert (date["edtf"], date["precision"], date["earliest"]) == ("202X-05", "month-without-year", "2024-05-01")
    assert RESTRICTION not in api.listed("incidents", date_to="2023")
    assert "the year is not" in api.note(RESTRICTION)
    assert api.edtf(ANNOUNCEMENT) == ["202X"]  # it is told with the restriction and has not even a month
    assert "No date is stated" in api.note(ANNOUNCEMENT)


def test_june_of_the_previous_year_is_counted_from_a_text_without_a_date(api):
    assert {api.item(key)["date"]["edtf"] for key in JUNE_WITHOUT_YEAR} == {"20XX-06"}
    assert [key for key in JUNE_WITHOUT_YEAR if "the month but not the year" not in api.note(key)] == []
    request = api.item("incidents/kurbangaleeva-extradition-request")["date"]
    assert request["edtf"] == "[..2025-05-22]"


def test_the_attack_has_no_date_and_only_the_summons_has_a_year(api):
    assert api.edtf(HOSPITAL, SUMMONS) == ["2024~", "2024"]
    assert "Neither the day of the attack" in api.note(HOSPITAL)
    assert api.listed("incidents", date_from="2024", date_to="2024", precision="day") == []


def test_a_report_for_a_year_did_not_appear_in_it_for_certain(api):
    assert api.edtf("incidents/bis-report-2006", "incidents/bis-report-2024") == ["2006~", "2024~"]
    assert "when it came out is not stated" in api.note("incidents/bis-report-2006")
    assert "When it appeared is not stated" in api.note("incidents/bis-report-2024")
    assert api.edtf("incidents/2015-bis-assessment") == ["2015~"]  # “as of 2015” is not when it was said


def test_five_years_and_an_earlier_network_do_not_happen_in_december_2018(api):
    disclosure, network = "incidents/2018-12-bis-disclosure", "incidents/2018-network-broken-up"
    assert api.edtf(disclosure, network) == ["2018-12", "2018"]
    order = [key for key in api.listed("timeline") if key in (disclosure, network)]
    assert order == [network, disclosure]
    assert "2013" not in " ".join(api.said(disclosure))


def test_the_day_after_21_april_is_a_deadline_without_an_invented_hour(api):
    ultimatum = "incidents/2021-04-21-ultimatum"
    measure = api.record(ultimatum)["measures"][0]
    assert (api.edtf(ultimatum), measure["deadline"]) == (["2021-04-21"], "2021-04-22")
    assert "12 p.m." in measure["note"]
    assert "the year follows from 17 April 2021" in api.note(ultimatum)


def test_by_the_end_of_2025_is_on_or_before_and_gas_ended_in_a_year_without_a_day(api):
    date = api.item("incidents/2025-end-of-dependence")["date"]
    assert (date["edtf"], date["precision"]) == ("[..2025-12-31]", "on-or-before")
    assert api.edtf("incidents/2022-end-of-russian-gas") == ["2022"]


def test_medieval_and_modern_alignments_of_bohemia_get_no_years(api):
    states = [f"countries/{name}" for name in ("duchy-of-bohemia", "kingdom-of-bohemia", "holy-roman-empire")]
    states.append("countries/austrian-empire")
    assert [key for key in states if "existed" in api.record(key) or "gives no years" not in api.note(key)] == []
    assert api.listed("timeline", date_to="1933", date_match="within") == []
    assert [key for key in api.listed("timeline") if api.edtf(key)[0].startswith("18")] == []
    revival = [text for text in api.said("dossier") if "National Revival" in text]
    assert ["in the 19th century" in text for text in revival] == [True]


def test_every_day_stands_in_the_words_of_the_source(api):
    days = {key: api.item(key)["date"] for key in api.listed("timeline", precision="day")}
    in_words = {
        key: str(int(date["edtf"].rpartition("-")[2]))
        for key, date in days.items()
        if len(date["edtf"]) == len("1993-08-05")
    }
    assert len(in_words) > 8
    assert [key for key, day in in_words.items() if day not in days[key]["as_stated"].split()] == []
