"""Tests for `relations.bins` and `relations.tally`: rows of time, and sums that stay true whatever the dates are."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations import bins, tally
from relations.tally import Entry, Run

DAY = datetime.date.fromisoformat


def entry(earliest, latest=None, *, start=None, lasted=False, certain=True, group="visit"):
    first, last = DAY(earliest), DAY(latest or earliest)
    return Entry(group, first, last, DAY(start) if start else first, lasted=lasted, certain=certain)


# --- Rows of time ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "unit", "length"),
    [
        ("2021-01-01", "2021-03-01", "day", 60),
        ("2021-01-01", "2021-03-02", "week", 10),  # the first Monday is 28 December
        ("2021-01-01", "2021-12-31", "week", 53),
        ("2020-01-01", "2021-12-31", "month", 24),
        ("2018-01-01", "2022-12-31", "month", 60),
        ("2010-01-01", "2024-12-31", "quarter", 60),
        ("2010-01-01", "2025-01-01", "year", 16),
        ("1966-01-01", "2025-12-31", "year", 60),
        ("1965-12-31", "2025-12-31", "decade", 7),
        ("0900-01-01", "2025-12-31", "century", 12),
        ("0001-01-01", "9999-12-31", "century", 100),
    ],
)
def test_a_row_has_the_finest_unit_that_needs_at_most_sixty_bins(first, last, unit, length):
    row = bins.cut(DAY(first), DAY(last))
    assert (row.unit, len(row)) == (unit, length)


def test_a_row_can_be_told_to_stay_coarse():
    assert bins.cut(DAY("2021-01-01"), DAY("2021-03-01"), finest="year") == bins.Row("year", 2021, 2021)


@pytest.mark.parametrize(
    ("unit", "day", "spelt"),
    [
        ("day", "2021-05-17", ("2021-05-17", "2021-05-17")),
        ("week", "2021-05-20", ("2021-05-17", "2021-05-23")),
        ("month", "2021-05-20", ("2021-05", "2021-05")),
        ("quarter", "2021-05-20", ("2021-04", "2021-06")),
        ("year", "0900-05-20", ("0900", "0900")),
        ("decade", "2021-05-20", ("2020", "2029")),
        ("century", "1999-12-31", ("1900", "1999")),
    ],
)
def test_a_bin_is_a_range_of_a_query(unit, day, spelt):
    assert bins.edtf(unit, bins.index(unit, DAY(day))) == spelt


@given(st.dates(), st.sampled_from(bins.UNITS))
def test_every_day_lies_in_its_bin_and_the_next_bin_follows_at_once(day, unit):
    number = bins.index(unit, day)
    assert bins.first_day(unit, number) <= day <= bins.last_day(unit, number)
    if bins.last_day(unit, number) < datetime.date.max:
        assert bins.first_day(unit, number + 1) == bins.last_day(unit, number) + datetime.timedelta(days=1)


# --- Sums -----------------------------------------------------------------------------------------


@st.composite
def entries(draw):
    """Anything that the columns of an entry can say: days, spans, open ends, known and unknown."""
    first, last = sorted((draw(st.dates()), draw(st.dates())))
    kind = draw(st.sampled_from(["day", "span", "lasted", "from nowhere", "without end"]))
    group = draw(st.sampled_from(["visit", "measure"]))
    if kind == "day":
        return Entry(group, first, first, first, lasted=False, certain=True)
    if kind == "from nowhere":
        return Entry(group, datetime.date.min, last, last, lasted=draw(st.booleans()), certain=False)
    if kind == "without end":
        return Entry(group, first, datetime.date.max, first, lasted=draw(st.booleans()), certain=False)
    return Entry(group, first, last, first, lasted=kind == "lasted", certain=draw(st.booleans()))


@given(st.lists(entries(), min_size=1, max_size=30))
def test_every_entry_counts_one_in_all(found):
    row = bins.cut(*tally.bounds(found))
    counted = tally.count(found, row)
    assert sum(counted.total(place) for place in range(len(row))) == pytest.approx(len(found))
    for group in ("visit", "measure"):
        parts = [*counted.known.get(group, []), *counted.shares.get(group, [])]
        assert sum(parts) == pytest.approx(sum(each.group == group for each in found))
    assert all(0 <= share <= len(found) for parts in counted.shares.values() for share in parts)


def test_one_day_somewhere_in_a_span_is_shared_equally():
    counted = tally.count([entry("2018-01-01", "2021-12-31")], bins.Row("year", 2017, 2022))
    assert counted.known == {}
    assert counted.shares == {"visit": [0, 0.25, 0.25, 0.25, 0.25, 0]}
    assert counted.unsure == [0, 1, 1, 1, 1, 0]
    assert counted.runs == []


def test_a_date_known_closely_enough_is_no_share():
    counted = tally.count([entry("2018-01-01", "2018-12-31")], bins.Row("year", 2017, 2018))
    assert (counted.known, counted.shares) == ({"visit": [0, 1]}, {})


def test_what_lasted_counts_once_and_runs_along_its_span():
    counted = tally.count([entry("2018-06-01", "2020-02-01", lasted=True)], bins.Row("year", 2017, 2021))
    assert (counted.known, counted.shares) == ({"visit": [0, 1, 0, 0, 0]}, {})
    assert counted.runs == [Run("visit", 1, 3)]


def test_what_lasted_runs_through_a_row_that_begins_later():
    counted = tally.count([entry("2018-06-01", "2020-02-01", lasted=True)], bins.Row("year", 2019, 2021))
    assert (counted.known, counted.runs) == ({}, [Run("visit", 0, 1)])


def test_limits_that_are_not_sure_draw_no_line():
    unsure = entry("2018-06-01", "2020-02-01", lasted=True, certain=False)
    ongoing = Entry("visit", DAY("2018-06-01"), datetime.date.max, DAY("2018-06-01"), lasted=True, certain=False)
    counted = tally.count([unsure, ongoing], bins.Row("year", 2018, 2021))
    assert (counted.known["visit"], counted.runs) == ([2, 0, 0, 0], [])


def test_an_open_end_has_no_shares_and_counts_where_it_is_listed():
    by = Entry("visit", datetime.date.min, DAY("1935-05-16"), DAY("1935-05-16"), lasted=False, certain=False)
    counted = tally.count([by], bins.Row("year", 1934, 1936))
    assert (counted.known, counted.shares, counted.unsure) == ({}, {"visit": [0, 1, 0]}, [0, 1, 0])


def test_a_row_holds_only_the_shares_that_lie_in_it():
    counted = tally.count([entry("2018-01-01", "2021-12-31")], bins.Row("year", 2020, 2023))
    assert counted.shares == {"visit": [0.25, 0.25, 0, 0]}


def test_kept_counts_stand_in_for_entries():
    counted = tally.count(
        [entry("2018-05-01")], bins.Row("decade", 200, 202), {(2019, "visit"): 4, (2001, "measure"): 1}
    )
    assert counted.known == {"visit": [0, 5, 0], "measure": [1, 0, 0]}
    assert counted.groups == {"visit", "measure"}
