"""Traps of names and identity: one record for one thing, the state of its time, and nobody named who is not named."""

import pytest

pytestmark = pytest.mark.django_db  # the session's database is made only where a test asks for one

CZECHS, RUSSIA = "countries/czech-republic", "countries/russia"
CZECHOSLOVAKIA, SOVIET_UNION = "countries/czechoslovakia", "countries/soviet-union"
BIS, AGENCIES, UNIT = "organisations/bis", "organisations/czech-intelligence-agencies", "organisations/gru-unit-29155"
ARTICLE, NEWS_PIECE = "sources/czech-republic-russia-relations", "sources/restriction-of-russian-diplomats"
HACKER = [f"incidents/2018-03-{stage}-of-hacker" for stage in ("arrest", "extradition")]
LIPAVSKY, SUMMONS = "people/jan-lipavsky", "incidents/2024-summons-of-ambassador"
SLOVAK = [f"countries/{name}" for name in ("slovak-state", "slovak-socialist-republic")]


def titles(api, word):
    return {key: api.record(key)["title"] for key in api.listed(word)}


def states(api, key):
    return [(api.key(part["state"]), part.get("state_inferred", False)) for part in api.record(key)["participations"]]


def test_the_security_details_service_is_the_security_information_service(api):
    report = "incidents/bis-report-2024"
    assert api.who(report, "speaker", "investigator") == [BIS]
    assert [title for title in titles(api, "organisations").values() if "Details" in title] == []
    assert "garbled name “Czech Security Details Service”" in api.note(BIS)
    assert "garbles the name of the service" in api.note(report)


def test_the_minister_with_and_without_his_diacritic_is_one_person(api):
    people = [key for key, title in titles(api, "people").items() if "Lipav" in title]
    assert people == [LIPAVSKY]
    assert (api.record(LIPAVSKY)["title"], api.record(LIPAVSKY)["names"][0]["text"]) == ("Jan Lipavský", "Jan Lipavsky")
    assert {SUMMONS, "incidents/lipavsky-announcement"} <= set(api.listed("incidents", who=LIPAVSKY))


def test_litvinov_is_spelt_as_the_source_spells_it(api):
    assert api.record("places/litvinov-refinery")["title"] == "Litvinov refinery"
    assert "The source writes “Litvinov”" in api.note("places/litvinov-refinery")
    assert api.saying("Litvínov") == {}


def test_vrbetice_is_a_village_of_a_district_and_a_part_of_vlachovice(api):
    chain, place = [], "places/vrbetice-depot"
    while place:
        chain.append(place)
        place = api.key(api.record(place).get("inside"))
    assert chain == [
        f"places/{name}" for name in ("vrbetice-depot", "vrbetice", "vlachovice", "zlin-district", "moravia")
    ]


def test_the_czech_government_of_1968_was_that_of_czechoslovakia(api):
    reforms = "incidents/prague-spring"
    assert api.who(reforms) == [CZECHOSLOVAKIA]
    assert "says “Czech government”; the state was Czechoslovakia" in api.note(reforms)


def test_czech_representatives_of_1939_are_read_as_those_of_czechoslovakia_and_readers_are_told(api):
    severance = "incidents/1939-03-severance"
    assert api.who(severance, "target") == [CZECHOSLOVAKIA]
    assert "does not say whom they represented" in api.note(severance)


def test_before_1992_the_soviet_union_acts_and_not_russia(api):
    led = "incidents/1968-08-invasion"
    assert (api.who(led, "initiator"), api.who(led, "target")) == ([SOVIET_UNION], [CZECHOSLOVAKIA])
    assert "nor who took part beside the Soviet Union" in api.note(led)
    assert api.listed("incidents", who=RUSSIA, date_to="1991", date_match="within") == []
    assert "“Russia” is the source's word for the whole time" in api.note("dossier")  # of the view before 1968
    assert api.listed("incidents", who=CZECHS, date_to="1991", date_match="within") == []


def test_visits_before_1993_join_the_historical_states_as_an_inference(api):
    early = api.listed("visits", date_to="1992")
    assert early == ["visits/1983-01-andropov", "visits/1987-04-gorbachev"]
    for visit in early:
        assert states(api, visit) == [(SOVIET_UNION, True), (CZECHOSLOVAKIA, True)]
        assert "names no states" in api.note(visit)


def test_a_general_secretary_is_no_president_and_of_what_is_not_added(api):
    guests = [api.record(visit)["participations"][0] for visit in api.listed("visits", date_to="1992")]
    assert [guest["capacity"] for guest in guests] == ["General Secretary", "General Secretary"]
    for key in ("people/yuri-andropov", "people/mikhail-gorbachev"):
        own = " ".join(api.said(key)).replace("President Gustáv Husák", "")
        assert "President" not in own
        assert "General Secretary of" not in own


def test_a_slovak_state_a_slovak_republic_and_no_slovakia(api):
    assert [api.item(key)["historical"] for key in SLOVAK] == [True, True]
    assert [key for key, title in titles(api, "countries").items() if title in ("Slovakia", "Slovak Republic")] == []
    assert [key for key in SLOVAK if "predecessor" in api.record(key)] == []


def test_the_second_successor_of_czechoslovakia_is_not_named(api):
    end = "incidents/1992-12-31-dissolution-of-czechoslovakia"
    assert set(api.who(end)) == {CZECHOSLOVAKIA, CZECHS}
    assert "does not name the second country" in api.note(end)
    successors = [
        key for key in api.listed("countries") if api.key(api.record(key).get("predecessor")) == CZECHOSLOVAKIA
    ]
    assert successors == [CZECHS]


def test_two_names_of_a_state_are_one_record(api):
    names = {key: {name["text"] for name in api.record(key).get("names", [])} for key in (CZECHS, RUSSIA, SOVIET_UNION)}
    assert names == {CZECHS: {"Czechia"}, RUSSIA: {"Russian Federation"}, SOVIET_UNION: {"USSR"}}
    ours = titles(api, "countries").values()
    assert {"Czechia", "Russian Federation", "USSR"} & set(ours) == set()


def test_the_hacker_has_no_name_and_no_charge(api):
    for stage in HACKER:
        assert [who for who in api.who(stage) if who.startswith("people/")] == []
        assert "“Hacker” is the source's word" in api.note(stage)


def test_the_ambassador_is_an_embassys_and_not_named(api):
    people = [who for who in api.who(SUMMONS) if who.startswith("people/")]
    assert people == [LIPAVSKY]
    assert "The ambassador is not named" in api.note(SUMMONS)
    assert "organisations/embassy-of-russia-prague" in api.who(SUMMONS)


def test_pollster_list_makers_and_the_news_pieces_publisher_are_not_invented(api):
    for key in (ARTICLE, NEWS_PIECE, "sources/opinion-poll-2016"):
        source = api.record(key)
        assert {"publisher", "publisher_as_stated", "author"} & set(source) == set(), key
    assert "date" not in api.record(NEWS_PIECE)
    assert "Who made it" in api.note("sources/opinion-poll-2016")


def test_unnamed_agencies_are_not_taken_for_the_one_that_is_named_elsewhere(api):
    concluded = api.record("incidents/2021-04-vrbetice-attribution")["attributions"][0]
    assert api.key(concluded["by"]) == AGENCIES
    assert BIS not in api.who("incidents/2021-04-vrbetice-attribution")
    assert "does not say which agencies these were" in api.note(AGENCIES)
    assert "unnamed agencies" in api.note(BIS)


def test_unit_29155_and_the_units_of_both_passages_are_one_part_of_the_gru(api):
    units = [key for key, title in titles(api, "organisations").items() if "29155" in title]
    assert units == [UNIT]
    assert api.key(api.item(UNIT)["parent"]) == "organisations/gru"


def test_an_abbreviation_without_a_state_gets_none(api):
    assert "country" not in api.item("organisations/svr")
    assert "does not say to which state it belongs" in api.note("organisations/svr")


def test_places_get_no_country_that_the_documents_do_not_give(api):
    for key in ("places/crimea", "places/kyiv", "places/subcarpathian-ruthenia"):
        assert "country" not in api.item(key), key
        assert "state" in api.note(key) or "country" in api.note(key), key


def test_american_state_broadcaster_is_how_the_source_calls_it(api):
    radio = "organisations/radio-free-europe"
    assert api.note(radio).startswith("That it is a state broadcaster of the United States is how the source puts it")


def test_pronouns_are_read_and_the_reading_is_told(api):
    readings = {
        "incidents/2015-economic-downturn": "The source writes “its”, which we read as Russia's",
        "incidents/1968-08-invasion": "“The two countries”",
        "organisations/coordinating-council-of-russian-compatriots": "does not make clear who set it up",
        "series/exports-2021": "does not repeat the destination",
    }
    assert {key: words for key, words in readings.items() if words not in api.note(key)} == {}


def test_who_acts_is_read_from_the_sentence_and_a_passive_voice_has_no_direction(api):
    directions = {
        "first-to-second": ["incidents/1934-06-recognition", SUMMONS, "incidents/restriction-of-diplomats-movement"],
        "second-to-first": [
            *("incidents/1993-recognition-by-russia", "incidents/kurbangaleeva-extradition-request"),
            *("incidents/2021-local-staff-ceilings", "incidents/1945-annexation-of-subcarpathian-ruthenia"),
        ],
        "mutual": ["incidents/1934-06-diplomatic-relations", "incidents/1935-05-16-treaty-of-mutual-assistance"],
        "none": [
            *("incidents/1948-02-coup", "incidents/1939-03-slovak-state", "incidents/1939-03-german-occupation"),
            *("incidents/2018-skripal-poisoning", "incidents/2024-attack-on-childrens-hospital", *HACKER),
            *("incidents/refugees-sent-to-labour-camps", "incidents/2022-end-of-russian-gas"),
        ],
    }
    for direction, keys in directions.items():
        assert set(keys) - set(api.listed("incidents", direction=direction)) == set(), direction
