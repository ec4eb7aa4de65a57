"""What was true on a day: sure inside known limits, perhaps where they are not known, never outside them."""

from datetime import date

import pytest

from relations import dates
from relations.dates import NOT, PERHAPS, SURELY


def held(edtf, day, **how):
    return dates.holding(dates.parse(edtf), date.fromisoformat(day), **how)


@pytest.mark.parametrize(
    "edtf, day, answer",
    [
        ("2014-10-16/2015-03-01", "2014-10-15", NOT),
        ("2014-10-16/2015-03-01", "2014-10-16", SURELY),
        ("2014-10-16/2015-03-01", "2015-03-01", SURELY),
        ("2014-10-16/2015-03-01", "2015-03-02", NOT),
        ("2014/2016", "2014-12-30", PERHAPS),
        ("2014/2016", "2015-06-01", SURELY),
        ("2014/2016", "2016-01-01", SURELY),
        ("2014/2016", "2016-01-02", PERHAPS),
        ("2014~/2016", "2015-06-01", PERHAPS),
        ("1999-03/..", "1999-03-31", SURELY),
        ("1999-03/..", "1999-03-30", PERHAPS),
        ("1999-03/..", "2026-01-01", SURELY),
        ("2013-03/", "2013-02-28", NOT),
        ("2013-03/", "2020-01-01", PERHAPS),
        ("/1992-12-31", "1993-01-01", NOT),
        ("/1992-12-31", "1968-08-21", PERHAPS),
        ("../1992-12-31", "1968-08-21", SURELY),
        ("2021-04-22", "2021-04-22", SURELY),
        ("2021-04-22", "2021-04-23", NOT),
        ("2014", "2014-05-01", PERHAPS),
        ("[2021-04-22..]", "2021-04-21", NOT),
        ("[2021-04-22..]", "2022-01-01", PERHAPS),
    ],
)
def test_what_held_on_a_day(edtf, day, answer):
    assert held(edtf, day) == answer


@pytest.mark.parametrize(
    "edtf, day, answer",
    [
        ("2021-04-22", "2021-04-21", NOT),
        ("2021-04-22", "2021-04-22", SURELY),
        ("2021-04-22~", "2021-04-22", PERHAPS),
        ("2021-04-22", "2024-01-01", PERHAPS),
        ("2021", "2020-12-31", NOT),
        ("2021", "2021-06-01", PERHAPS),
        ("[2021-04-22..]", "2021-04-22", PERHAPS),
        ("2021-04-22/2022", "2023-01-01", NOT),
    ],
)
def test_what_only_its_beginning_is_known_of(edtf, day, answer):
    assert held(edtf, day, begins=True) == answer


def test_context_bounds_rule_days_out():
    assert held("202X-05", "2022-05-01") == PERHAPS
    assert held("202X-05", "2022-05-01", not_before="2024") == NOT
    assert held("202X-05", "2023-12-31", begins=True, not_before="2024") == NOT
    assert held("202X-05", "2025-01-01", begins=True, not_before="2024", not_after="2026-11-22") == PERHAPS
