"""Dates inside a question: written in English, Czech or figures; what is no date is left alone."""

import pytest

from relations.search.days import found_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 April 2021", ["2021-04-17", "2021-04"]),
        ("17\u00a0April 2021", ["2021-04-17", "2021-04"]),
        ("April 17, 2021", ["2021-04-17", "2021-04"]),
        ("the 1st of May 1945", ["1945-05-01", "1945-05"]),
        ("16 Oct. 2014", ["2014-10-16", "2014-10"]),
        ("17. dubna 2021", ["2021-04-17", "2021-04"]),
        ("17. 4. 2021", ["2021-04-17", "2021-04"]),
        ("3.12.2014", ["2014-12-03", "2014-12"]),
        ("2021-04-17", ["2021-04-17", "2021-04"]),
        ("duben 2021", ["2021-04"]),
        ("V ZÁŘÍ 1968", ["1968-09"]),
        ("září 1968", ["1968-09"]),
        ("may 2021", ["2021-05"]),
        ("2021-04", ["2021-04"]),
        ("1968", ["1968"]),
        ("Havel 1993 and 5 May 1945", ["1993", "1945-05-05", "1945-05"]),
        ("17 April", []),
        ("30 February 2021", []),
        ("2021-13", []),
        ("20211", []),
        ("CZ2021", []),
        ("17/4/2021", ["2021"]),
        ("4.17.2021", []),
        ("vrbetice", []),
        ("", []),
    ],
)
def test_dates_are_understood(text, expected):
    assert found_in(text) == expected


def test_a_question_of_nothing_but_dates_offers_a_few():
    assert len(found_in(" ".join(f"{year}-04-17" for year in range(1950, 1980)))) == 4
