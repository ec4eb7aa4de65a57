"""Where an imprecise date stands: bounds with and without context, the sort key, the three filters."""

from datetime import date, datetime

import pytest

from relations.dates import (
    DateFault,
    bounds,
    filter_bounds,
    overlaps,
    parse,
    place,
    query_bounds,
    sort_key,
    sort_start,
    starts,
    within,
)


def D(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "sorting", "filtering"),
    [
        ("2014-10", ("2014-10-01", "2014-10-31"), ("2014-10-01", "2014-10-31")),
        ("2014/..", ("2014-01-01", "9999-12-31"), ("2014-01-01", "9999-12-31")),
        ("[2014..]", ("2014-01-01", "9999-12-31"), ("2014-01-01", "9999-12-31")),
        ("[..1935-05-16]", ("1935-05-16", "1935-05-16"), ("0001-01-01", "1935-05-16")),
        ("/1968-08", ("1968-08-31", "1968-08-31"), ("0001-01-01", "1968-08-31")),
        ("../1968", ("1968-12-31", "1968-12-31"), ("0001-01-01", "1968-12-31")),
    ],
)
def test_an_open_start_sorts_under_its_known_end_and_filters_from_the_beginning(text, sorting, filtering):
    value = parse(text)
    assert bounds(value) == tuple(map(D, sorting))
    assert filter_bounds(value) == tuple(map(D, filtering))
    assert sort_start(value) == D(sorting[0])


@pytest.mark.parametrize(
    ("text", "not_before", "not_after", "expected"),
    [
        ("2014", "2014-03", "2014-05", ("2014-03-01", "2014-05-31")),
        ("2014", D("2014-03-10"), None, ("2014-03-10", "2014-12-31")),
        ("2014", "", datetime(2014, 3, 10, 23, 59), ("2014-01-01", "2014-03-10")),
        ("201X", "2012", None, ("2012-01-01", "2019-12-31")),
        # "May, year not stated": bounds around one May mean that May, all of it and no more.
        ("202X-05", "2021-02", "2022-03-01", ("2021-05-01", "2021-05-31")),
        ("20XX-06-22", "2021-02", "2023", ("2021-06-22", "2023-06-22")),
        ("2014/..", None, "2020", ("2014-01-01", "2020-12-31")),
    ],
)
def test_context_bounds_narrow_a_value(text, not_before, not_after, expected):
    assert bounds(parse(text), not_before, not_after) == tuple(map(D, expected))
    assert filter_bounds(parse(text), not_before=not_before, not_after=not_after) == tuple(map(D, expected))


@pytest.mark.parametrize(
    ("text", "not_before", "not_after", "sentence"),
    [
        (
            "2014", "2015", None,
            "No day of 2014 lies within its bounds, not before 2015-01-01; write, for example, “not before 2014-01-01”.",
        ),
        (
            "2014", None, "2013",
            "No day of 2014 lies within its bounds, not after 2013-12-31; write, for example, “not after 2014-12-31”.",
        ),
        (
            "202X-05", "2021-06", "2021-12",
            "No day of 202X-05 lies within its bounds, 2021-06-01 to 2021-12-31; write, for example, “not before 2020-05-01”.",
        ),
        (
            "201X", "2015", "2014",
            "The bound “not before” 2015-01-01 is later than “not after” 2014-12-31; "
            "write, for example, “not before 2014-12-31”.",
        ),
        (
            "2014", "2014~", None,
            "In the bound “not before”, “2014~” is not a plain day, month or year; write, for example, “2014-10”.",
        ),
        (
            "2014", None, "2014-13",
            "In the bound “not after”, the date “2014-13” has month 13; months are 01 to 12, seasons 21 to 24; "
            "write, for example, “2014-10-16”.",
        ),
    ],
)  # fmt: skip
def test_bounds_that_contradict_are_refused(text, not_before, not_after, sentence):
    with pytest.raises(DateFault) as caught:
        bounds(parse(text), not_before, not_after)
    assert str(caught.value) == sentence


def test_the_sort_key_is_laid_out_as_agreed():
    key = sort_key(parse("2014-10"), order_in_day=5, pk=77)
    assert key == D("2014-10-01").toordinal() << 41 | 5 << 38 | (30).bit_length() << 32 | 77


def test_the_order_of_the_timeline():
    listed = [
        "[..1935-05-16]",
        "201X",
        "2010-01-01",
        "2010-01",
        "2010",
        "2010/..",
        "[2010..]",
        "1935-05-16",
        "/1935-05-16",
    ]
    ordered = sorted(listed, key=lambda text: sort_key(parse(text), pk=listed.index(text)))
    assert ordered == [
        "1935-05-16", "[..1935-05-16]", "/1935-05-16",
        "2010-01-01", "2010-01", "2010", "201X", "2010/..", "[2010..]",
    ]  # fmt: skip


def test_order_in_day_beats_the_key_and_context_moves_the_day():
    day = parse("2021-04-17")
    assert (
        sort_key(day, order_in_day=0, pk=9) < sort_key(day, order_in_day=1, pk=1) < sort_key(parse("2021-04-18"), pk=0)
    )
    vague, sure = parse("[..2021-04-17]"), parse("2021-04-17")
    assert sort_key(vague, order_in_day=1, pk=9) < sort_key(sure, order_in_day=2, pk=1)
    assert sort_key(sure, pk=9) < sort_key(vague, pk=1)
    moved = sort_key(parse("202X-05"), not_before="2021", not_after="2021", pk=1)
    assert moved == sort_key(parse("2021-05"), pk=1)


def test_the_largest_key_fits_63_bits():
    largest = sort_key(parse("9999-12-31"), order_in_day=7, pk=2**32 - 1)
    assert 2**62 < largest < 2**63


@pytest.mark.parametrize(
    "wrong", [{"order_in_day": 8, "pk": 1}, {"order_in_day": -1, "pk": 1}, {"pk": 2**32}, {"pk": -1}]
)
def test_a_key_out_of_range_is_refused(wrong):
    with pytest.raises(ValueError, match="for example"):
        sort_key(parse("2014"), **wrong)


@pytest.mark.parametrize(
    ("date_from", "date_to", "expected"),
    [
        ("2014", "2016-05", ("2014-01-01", "2016-05-31", False)),
        ("2014", None, ("2014-01-01", "9999-12-31", False)),
        ("", "201X", ("0001-01-01", "2019-12-31", False)),
        (None, None, ("0001-01-01", "9999-12-31", False)),
        ("2016-05", "2014", ("2014-01-01", "2016-05-31", True)),
        ("2014-06", "2014", ("2014-06-01", "2014-12-31", False)),
    ],
)
def test_query_bounds_swap_and_say_so(date_from, date_to, expected):
    first, last, swapped = expected
    assert query_bounds(date_from, date_to) == (D(first), D(last), swapped)


def test_query_bounds_refuse_what_is_no_date():
    with pytest.raises(DateFault, match="has month 13"):
        query_bounds("2014-13", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # overlaps, within, starts, all asked of 2014
        ("2014-10-16", (True, True, True)),
        ("2014", (True, True, True)),
        ("2014~", (True, False, True)),
        ("2014-05?", (True, False, True)),
        ("201X", (True, False, False)),
        ("2013-12/2014-01", (True, False, False)),
        ("2014-12/2015-01", (True, False, True)),
        ("2014-03/2014-04~", (True, False, True)),
        ("[2014-03..2014-04]", (True, True, True)),
        ("2014-06/..", (True, False, True)),
        ("2014-06/", (True, False, True)),
        ("../2014-06", (True, False, False)),
        ("/2013", (False, False, False)),
        ("[..2014-06]", (True, False, False)),
        ("[2013..]", (True, False, False)),
        ("2015-01-01", (False, False, False)),
        ("2013-12-31", (False, False, False)),
    ],
)
def test_the_three_filters(text, expected):
    query = query_bounds("2014", "2014")
    value = parse(text)
    assert (overlaps(value, query), within(value, query), starts(value, query)) == expected


def test_the_filters_take_a_value_with_its_context():
    placed = place(parse("202X-05"), "2014", "2021-12")
    in_2021 = query_bounds("2021", "2021")
    assert (overlaps(placed, in_2021), within(placed, in_2021), starts(placed, in_2021)) == (True, False, False)
    only_2021 = place(parse("202X-05"), "2021", "2021")
    assert (overlaps(only_2021, in_2021), within(only_2021, in_2021), starts(only_2021, in_2021)) == (True, True, True)


def test_an_unlimited_query_does_not_make_an_open_start_known():
    everything = query_bounds(None, None)
    assert not starts(parse("[..2014]"), everything)
    assert not within(parse("[..2014]"), everything)
    assert overlaps(parse("[..2014]"), everything)


def test_what_is_only_known_to_be_over_is_listed_under_its_end_even_with_a_bound():
    assert sort_start(parse("[..2025-12-31]"), not_before="2022") == D("2025-12-31")
    assert sort_start(parse("/1968-08"), not_before="1960") == D("1968-08-31")
    assert filter_bounds(parse("[..2025-12-31]"), not_before="2022") == (D("2022-01-01"), D("2025-12-31"))
    assert sort_start(parse("20XX-06"), not_before="2014", not_after="2025-05-22") == D("2014-06-01")
