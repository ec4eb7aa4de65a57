"""Numbers, months and names of a text, and whether another text says them."""

import pytest

from editorial.coverage import mentions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("76,6% in 2013", {"76,6": {"76.6"}, "2013": {"2013"}}),
        ("33 970 citizens", {"33 970": {"33970"}}),
        ("over 550,000 of 1,234,567", {"550,000": {"550000"}, "1,234,567": {"1234567"}}),
        ("a 40,000-strong community", {"40,000": {"40000"}}),
        ("CZK 1 billion", {"1": {"1", "1000000000"}}),
        ("$6.14 billion", {"6.14": {"6.14", "6140000000"}}),
        ("in 1968–69", {"1968": {"1968"}, "1969": {"1969"}}),
        ("1934-1945", {"1934": {"1934"}, "1945": {"1945"}}),
        ("on 7–8 and 10–12 April", {"7": {"7"}, "8": {"8"}, "10": {"10"}, "12": {"12"}}),
        ("the late 2010s", {"2010": {"2010"}}),
        ("the 19th century", {"19": {"19"}}),
        ("Warehouse No.16", {"16": {"16"}}),
        ("Mission1 of U2", {}),
        ("into two countries", {"two": {"2"}}),
        ("between the two countries", {}),
        ("Dozens of spies, the fourth largest", {"Dozens": {"dozens"}}),
        ("a fourth party, a third one", {"fourth": {"4"}}),
    ],
)
def test_numbers_have_their_plain_forms(text, found):
    assert mentions.numbers(text) == found


@pytest.mark.parametrize(
    ("edtf", "found"),
    [
        ("2021-04-17", {"2021", "April", "17"}),
        ("1983-01-03/1983-01-05", {"1983", "January", "3", "5"}),
        ("2021-04~", {"2021", "April"}),
        ("201X", {"2010"}),
        ("18XX", {"19"}),
        ("202X-05", {"May"}),
        ("20XX-06", {"June"}),
        ("[..2021-04-17]", {"2021", "April", "17"}),
        ("2014/..", {"2014"}),
        ("1968-23", {"1968"}),
        ("", set()),
    ],
)
def test_a_date_says_what_a_text_would(edtf, found):
    assert mentions.of_date(edtf) == found


def test_months_are_words_with_a_capital():
    assert mentions.months("It may march on in May, not in June's heat") == {"May", "June"}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("In 2014 Russia's ally Ada Novak left.", ["Russia's", "Ada Novak"]),
        ("Novak met the Ministry of the Interior in March.", ["Novak", "Ministry of the Interior"]),
        ("Both met Czechs and Slovaks of Prague.", ["Czechs", "Slovaks of Prague"]),
        ("The pro-Russian site of a Czech-Slovak body.", ["Russian", "Czech-Slovak"]),
        ("A body for Co-operation.", []),
        ("In the U.S. she ran Channel 1 News.", ["U.S.", "Channel 1 News"]),
        ('He said: "We know Novak."', ["Novak"]),
        ("- Mission1: Embassy of Russia, Prague", ["Embassy of Russia", "Prague"]),
        ("* Increased Vigilance: There is more of it in Prague.", ["Prague"]),
        ("| President Ada Novak | Prague |", ["President Ada Novak", "Prague"]),
        ("Nobody came.", []),
    ],
)
def test_names_are_capitals_inside_a_sentence(sentence, found):
    assert mentions.names(sentence, known={"novak", "embassy"}) == found


def test_of_a_heading_only_names_of_the_text_count():
    known = {"Czech Republic", "Republic", "EU", "Security Service"}
    assert mentions.names_of_heading("Czech Republic’s New Security Leads EU", known) == ["Czech Republic’s", "EU"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ada Novak", True),
        ("Ada Novák's", True),
        ("President Ada Novak", True),
        ("Ministry of the Interior", True),
        ("U.K.", True),
        ("Ukrainians", True),
        ("Novak Ada", True),
        ("Ministry", True),
        ("Interior Novak Ministry Ada", False),
        ("Ada Nowak", False),
        ("Russia", False),
        ("UN", False),
    ],
)
def test_a_name_is_said_whole_in_another_form_or_in_few_pieces(name, said):
    texts = ["Ada Novak came.", "President", "The ministry of the interior", "UK", "Ukraine"]
    assert mentions.is_said(name, mentions.searchable(texts)) is said


def test_a_name_does_not_run_over_from_one_text_to_the_next():
    assert not mentions.holds(["ada", "novak"], mentions.searchable(["Ada", "Novak"]))
