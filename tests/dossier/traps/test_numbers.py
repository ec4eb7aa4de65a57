"""Traps of numbers: each keeps its qualifier, its year and what it counts; where the documents give none, none stands."""

import re
from decimal import Decimal

import pytest

pytestmark = pytest.mark.django_db  # the session's database is made only where a test asks for one

CZECHS, RUSSIA, STATES = "countries/czech-republic", "countries/russia", "countries/united-states"
INVASION, CLEAN_UP = "incidents/1968-08-invasion", "incidents/2020-10-vrbetice-clean-up"
CAP, CEILINGS = "incidents/2021-04-22-staff-cap", "incidents/2021-local-staff-ceilings"
EXPORTS, IMPORTS = "series/czech-exports-by-destination", "series/czech-imports-by-origin"
OPINION, ABOUT_RUSSIA = "series/opinion-favourable-2016", "series/opinion-of-russia-2016"


def figures(api, key):
    rows = api.record(key).get("figures", [])
    return [(row["label"], row["value"], row.get("unit"), row.get("qualifier")) for row in rows]


def values(api, key):
    """(period, value, qualifier) by label, "" where an observation has none."""
    rows = api.record(key)["observations"]
    return {row.get("label", ""): (row["period"], row["value"], row.get("qualifier")) for row in rows}


def measures(api, *kinds):
    """(key, measure) of every incident."""
    for key in api.listed("incidents"):
        for row in api.record(key).get("measures", []):
            if row["kind"] in kinds:
                yield key, row


def test_the_dead_of_1968_are_counted_and_the_wounded_about_and_of_no_stated_nation(api):
    assert figures(api, INVASION) == [
        ("Dead (Czechs and Slovaks)", "108", "people", None),
        ("Wounded (nationality not stated)", "500", "people", "approx"),
    ]
    assert "for the approximately 500 wounded no nationality is stated" in api.note(INVASION)
    dead = [text for texts in api.saying("108").values() for text in texts]
    assert len(dead) >= 4
    assert [text for text in dead if "Czechs and Slovaks" not in text and text != "108"] == []


def test_hundreds_and_many_and_dozens_become_no_figures(api):
    vague = ["refugees-sent-to-labour-camps", "asylum-for-communists", "2018-12-bis-disclosure"]
    for key in (f"incidents/{name}" for name in vague):
        assert "figures" not in api.record(key), key
        assert "measures" not in api.record(key), key
    assert "“Dozens” is all that is said" in api.note("incidents/2018-12-bis-disclosure")
    assert "gives no exact number" in api.note("incidents/refugees-sent-to-labour-camps")


def test_the_billion_crowns_are_approximate_and_may_be_the_damage(api):
    assert figures(api, CLEAN_UP) == [("Cost of the clean-up", "1", "billion CZK", "approx")]
    assert "the sentence could also mean the damage" in api.note(CLEAN_UP)


def test_two_employees_died_in_the_first_explosion_and_nobody_is_counted_in_the_second(api):
    assert figures(api, "incidents/2014-10-16-vrbetice-explosion") == [("Deaths", "2", "employees", None)]
    assert figures(api, "incidents/2014-12-03-vrbetice-explosion") == []


def test_the_cap_is_another_embassys_number_that_nobody_gives(api):
    cap = api.record(CAP)["measures"][0]
    assert {"count", "count_min", "count_max"} & set(cap) == set()
    assert api.note(CAP).startswith("Neither the number of staff nor how many had to leave is stated")
    ceiling = api.record("organisations/embassy-of-russia-prague")["staff_ceilings"][0]
    assert (ceiling.get("count"), ceiling["category"]) == (None, "staff")


def test_up_to_19_local_people_is_no_number_of_diplomats_and_none_is_zero(api):
    rows = [(api.key(row["receiving"]), row["count"], row["category"]) for _, row in measures(api, "local_staff_cap")]
    assert rows == [(CZECHS, 19, "local_staff"), (STATES, 0, "local_staff")]
    assert any("19 local people at most" in text for text in api.said(CEILINGS))


def test_expulsions_add_up_to_what_the_documents_count_and_the_uncounted_stay_uncounted(api):
    counted = {
        (api.key(row.get("imposing")), api.key(row["receiving"]), row.get("count"))
        for _, row in measures(api, "expulsion")
    }
    assert counted == {
        (CZECHS, RUSSIA, 2),
        (CZECHS, RUSSIA, 3),
        (CZECHS, RUSSIA, 18),
        (RUSSIA, CZECHS, 20),
        (None, RUSSIA, None),
    }
    others = "incidents/2021-04-expulsions-by-eu-countries"
    assert "Countries and numbers are not named" in api.note(others)


def test_decimal_commas_are_decimals_and_their_two_years_are_not_put_side_by_side(api):
    assert values(api, IMPORTS) == {"Other EU members": ("2013", "76.6", None), "China": ("2016", "7.3", None)}
    assert not api.item(IMPORTS).get("comparable", False)
    assert "decimal comma" in api.note(IMPORTS)


def test_shares_of_exports_are_of_one_year_and_leave_the_rest_open(api):
    assert values(api, EXPORTS) == {"Russia": ("2016", "1.7", None), "Other EU members": ("2016", "84.1", None)}
    assert "the rest is not broken down" in api.note(EXPORTS)


def test_total_trade_of_2019_is_not_continued_by_the_exports_of_2021(api):
    assert values(api, "series/trade-value") == {"Trade with Russia": ("2019", "9.21", None)}
    assert "do not continue this row" in api.note("series/trade-value")
    assert values(api, "series/exports-2021") == {
        "Russian exports to the Czech Republic": ("2021", "6.14", None),
        "Czech exports to Russia": ("2021", "4.25", None),
    }
    units = {api.item(key)["unit"] for key in ("series/trade-value", "series/exports-2021")}
    assert units == {"billion US dollars"}


def test_billions_of_dollars_without_a_number_make_no_value(api):
    periods = [row["period"] for row in api.record("series/trade-value")["observations"]]
    assert periods == ["2019"]


def test_growth_over_three_years_is_no_growth_per_year(api):
    growth, average = "series/czech-exports-to-russia-growth", "series/average-growth-1995-2021"
    assert values(api, growth) == {"Growth over the period": ("2016/2019", "38.8", None)}
    assert [value[:2] for value in values(api, average).values()] == [("1995/2021", "5.28"), ("1995/2021", "7.69")]
    assert (api.item(growth)["unit"], api.item(average)["unit"]) == ("%", "% per year")
    assert "whose imports is not stated" in api.record(average)["summary"]


def test_26_and_37_percent_leave_a_rest_that_is_not_filled_in(api):
    shares = values(api, ABOUT_RUSSIA)
    assert {value for _, value, _ in shares.values()} == {"26", "37"}
    assert sum(Decimal(value) for _, value, _ in shares.values()) < 100
    assert "do not make up the whole" in api.note(ABOUT_RUSSIA)


def test_other_countries_have_their_favourable_answers_alone(api):
    shares = {label: value for label, (_, value, _) in values(api, OPINION).items()}
    assert shares == {"France": "69", "United Kingdom": "67", "Serbia": "27", "Russia": "26", "Ukraine": "22"}
    assert "Unfavourable answers are given for Russia alone" in api.note(OPINION)
    unfavourable = [key for key in api.listed("series", topic="public_opinion") if "37" in str(values(api, key))]
    assert unfavourable == [ABOUT_RUSSIA]


def test_140_nationals_accredited_and_65_diplomats_are_worded_differently(api):
    series = "series/diplomats-accredited"
    assert {value[:2] for value in values(api, series).values()} == {("2017", "140"), ("2017", "65")}
    assert not api.item(series).get("comparable", False)
    assert api.note(series).startswith("The two numbers are worded differently")


def test_residents_community_and_visitors_are_three_measures_with_their_qualifiers(api):
    three = [f"series/russian-{name}" for name in ("residents", "community-size", "visitors")]
    rows = [(*row, api.item(key)["unit"]) for key in three for row in values(api, key).values()]
    assert rows == [
        ("2016", "33970", None, "people"),
        ("2017~", "40000", "approx", "people"),
        ("2017", "550000", "min", "visitors"),
    ]
    assert [key for key in three if "cannot be compared" not in api.note(key)] == []


def test_the_fourth_largest_group_is_a_rank_and_no_quantity(api):
    residents = api.record("series/russian-residents")
    assert len(residents["observations"]) == 1
    assert "The ranking comes without a year, and without numbers" in api.note("series/russian-residents")


def test_forty_websites_are_about_forty(api):
    assert [value[1:] for value in values(api, "series/websites-estimate").values()] == [("40", "approx")]


def test_frozen_assets_have_neither_value_nor_number(api):
    freeze = "incidents/2023-11-asset-freeze"
    assert figures(api, freeze) == []
    assert "count" not in api.record(freeze)["measures"][0]
    assert "neither the value nor the number of the assets" in api.note(freeze)


def test_the_number_of_a_unit_or_a_warehouse_is_a_name(api):
    everywhere = [value for key in api.listed("series") for _, value, _ in values(api, key).values()]
    everywhere += [value for key in api.listed("incidents") for _, value, _, _ in figures(api, key)]
    assert len(everywhere) > 20
    assert {"29155", "16"} & set(everywhere) == set()


def test_every_number_of_a_series_stands_in_the_cited_words(api):
    loose = []
    for key in api.listed("series"):
        record = api.record(key)
        for row in record["observations"]:
            quoted = " ".join(
                part["quote"] for part in record["citations"] if part["anchor"] == f"observations/{row['n']}"
            )
            digits = re.sub(r"(?<=\d)[\s,](?=\d{3}\b)", "", quoted).replace(",", ".")  # 33 970, 550,000; 76,6
            if row["value"] not in re.findall(r"\d+(?:\.\d+)?", digits):
                loose.append((key, row["value"], quoted))
    assert loose == []
