"""Imprecise dates: what is accepted and refused, where it stands, how it reads and is drawn. Pure functions, no database."""

import string
from datetime import date, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.dates import (
    PRECISIONS,
    DateFault,
    as_json,
    bounds,
    filter_bounds,
    html_datetime,
    overlaps,
    parse,
    place,
    precision_words,
    query_bounds,
    sort_key,
    sort_start,
    starts,
    strip,
    within,
    words,
)

N = "\u00a0"


def D(text):
    return date.fromisoformat(text)


# ---- what is accepted -------------------------------------------------------------------------------------------------

ACCEPTED = [
    # text, precision, earliest, latest, lasted
    ("2014-10-16", "day", "2014-10-16", "2014-10-16", False),
    ("2012-02-29", "day", "2012-02-29", "2012-02-29", False),
    ("1993-08", "month", "1993-08-01", "1993-08-31", False),
    ("1900-02", "month", "1900-02-01", "1900-02-28", False),
    ("2014", "year", "2014-01-01", "2014-12-31", False),
    ("0001", "year", "0001-01-01", "0001-12-31", False),
    ("9999", "year", "9999-01-01", "9999-12-31", False),
    ("201X", "decade", "2010-01-01", "2019-12-31", False),
    ("000X", "decade", "0001-01-01", "0009-12-31", False),
    ("18XX", "century", "1800-01-01", "1899-12-31", False),
    ("00XX", "century", "0001-01-01", "0099-12-31", False),
    ("2014-21", "season", "2014-03-01", "2014-05-31", False),
    ("2014-22", "season", "2014-06-01", "2014-08-31", False),
    ("2014-23", "season", "2014-09-01", "2014-11-30", False),
    ("2015-24", "season", "2015-12-01", "2016-02-29", False),
    ("9999-24", "season", "9999-12-01", "9999-12-31", False),
    ("202X-05", "month-without-year", "2020-05-01", "2029-05-31", False),
    ("20XX-06", "month-without-year", "2000-06-01", "2099-06-30", False),
    ("202X-05-14", "day-without-year", "2020-05-14", "2029-05-14", False),
    ("190X-02-29", "day-without-year", "1904-02-29", "1908-02-29", False),
    ("1983-01-03/1983-01-05", "interval", "1983-01-03", "1983-01-05", True),
    ("1968/1989-11-17", "interval", "1968-01-01", "1989-11-17", True),
    ("2014/2014-03", "interval", "2014-01-01", "2014-03-31", True),
    ("2014-05-03/2014-05", "interval", "2014-05-03", "2014-05-31", True),
    ("1983-01-03/1983-01-03", "interval", "1983-01-03", "1983-01-03", True),
    ("198X/199X", "interval", "1980-01-01", "1999-12-31", True),
    ("2014/..", "interval", "2014-01-01", None, True),
    ("../2014-05", "interval", None, "2014-05-31", True),
    ("2014/", "interval", "2014-01-01", None, True),
    ("/1968-08", "interval", None, "1968-08-31", True),
    ("[..1935-05-16]", "on-or-before", None, "1935-05-16", False),
    ("[2014..]", "on-or-after", "2014-01-01", None, False),
    ("[1983-01-03..1983-01-05]", "between", "1983-01-03", "1983-01-05", False),
]


@pytest.mark.parametrize(("text", "precision", "earliest", "latest", "lasted"), ACCEPTED)
def test_an_accepted_value_has_its_bounds_and_its_meaning(text, precision, earliest, latest, lasted):
    value = parse(text)
    assert str(value) == value.text == text
    assert value.precision == precision
    assert value.earliest == (earliest and D(earliest))
    assert value.latest == (latest and D(latest))
    assert value.lasted is lasted
    assert not value.qualified


def test_every_documented_precision_is_reached():
    assert {precision for _, precision, *_ in ACCEPTED} == set(PRECISIONS)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1968~", True, False),
        ("2018?", False, True),
        ("2018-03%", True, True),
        ("201X~", True, False),
        ("2014-21?", False, True),
        ("202X-05~", True, False),
        ("1968~/1970", True, False),
        ("1968/1970?", False, True),
        ("1968~/1970?", True, True),
        ("1968%/..", True, True),
        ("[..1935-05-16~]", True, False),
        ("[1968..1970?]", False, True),
    ],
)
def test_qualifiers_count_at_either_end_and_leave_bounds_alone(text, approximate, uncertain):
    value, plain = parse(text), parse(text.translate(str.maketrans("", "", "~?%")))
    assert (value.text, value.approximate, value.uncertain) == (text, approximate, uncertain)
    assert (value.earliest, value.latest, value.precision) == (plain.earliest, plain.latest, plain.precision)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2014-XX", "2014"),
        ("2014-XX-XX", "2014"),
        ("2014-05-XX~", "2014-05~"),
        ("201X-XX", "201X"),
        ("18XX-XX-XX", "18XX"),
    ],
)
def test_unstated_parts_at_the_end_are_dropped(typed, kept):
    assert parse(typed) == parse(kept)
    assert str(parse(typed)) == kept


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2014/..", "open_end"),
        ("../2014", "open_start"),
        ("2014/", "unknown_end"),
        ("/2014", "unknown_start"),
        ("2014/2016", None),
    ],
)
def test_open_and_unknown_ends_are_told_apart(text, ends):
    value = parse(text)
    said = [name for name in ("open_start", "open_end", "unknown_start", "unknown_end") if getattr(value, name)]
    assert said == ([ends] if ends else [])
    assert value.bounded is (ends is None)


@pytest.mark.parametrize(
    ("text", "known_to"),
    [
        ("2014-10-16", "day"),
        ("2014-10-16~", "coarser"),
        ("2014-10", "month"),
        ("2014", "coarser"),
        ("2014-21", "coarser"),
        ("202X-05-14", "coarser"),
        ("1983-01-03/1983-01-05", "day"),
        ("1983-01-03/1983-02", "month"),
        ("1983-01/1984", "coarser"),
        ("1983-01-03/..", "coarser"),
        ("[1983-01-03..1983-01-05]", "coarser"),
        ("[..1983-01-03]", "coarser"),
    ],
)
def test_known_to_answers_the_precision_filter(text, known_to):
    assert parse(text).known_to == known_to


# ---- what is refused --------------------------------------------------------------------------------------------------

REFUSED = [
    # typed, a piece of the sentence, the example it gives
    ("", "is empty", "2014-10-16"),
    (" \n", "is empty", "2014-10-16"),
    ("2014 ", "space or line break", "2014"),
    ("2014-10-16\n", "space or line break", "2014-10-16"),
    ("\t[..1935]", "space or line break", "[..1935]"),
    ("2014-2-3 ", "one digit", "2014-02-03"),
    ("2014-13", "has month 13", "2014-10"),
    ("2014-00", "has month 00", "2014-10"),
    ("2014-02-30", "has day 30", "2014-02-28"),
    ("2013-02-29", "has day 29", "2014-02-28"),
    ("2014-05-00", "has day 00", "2014-02-28"),
    ("202X-02-30", "has day 30", "2014-02-28"),
    ("2014-XX-05", "a day without its month", "2014"),
    ("2014-21-03", "a day after a season", "2014-21"),
    ("201X-21", "a season whose year is not stated", "2014-21"),
    ("2014-2-3", "one digit", "2014-02-03"),
    ("2014-1", "one digit", "2014-01"),
    ("20141016", "no hyphens", "2014-10-16"),
    ("16.10.2014", "not written year first", "2014-10-16"),
    ("31.02.2014", "not written year first", "2014-10-16"),
    ("3. 5. 2014", "has a space in it", "2014-05-03"),
    ("2014.5.3", "dots between its parts", "2014-05-03"),
    ("2014/05/03", "more than one slash", "2014-05-03"),
    ("2014/2015/2016", "more than one slash", "2014/2016"),
    ("16 October 2014", "has letters", "2014-10-16"),
    ("2014-10-16T10:00", "a time of day", "2014-10-16"),
    ("2014-10-16 10:00", "a time of day", "2014-10-16"),
    ("2014/2012", "ends before it starts", "2012/2014"),
    ("2014-05-03~/2014-04", "ends before it starts", "2014-04/2014-05-03~"),
    ("[1989..1968]", "ends before it starts", "[1968..1989]"),
    ("../..", "neither a start nor an end", "2014/.."),
    ("/", "neither a start nor an end", "2014/.."),
    ("../", "neither a start nor an end", "2014/.."),
    ("/..", "neither a start nor an end", "2014/.."),
    ("[..]", "at least one date in its square brackets", "[1968..1989]"),
    ("[2014]", "needs two dots", "[1968..1989]"),
    ("[2014,2016]", "needs two dots", "[1968..1989]"),
    ("[2014", "without its pair", "[..1935-05-16]"),
    ("2014..]", "without its pair", "[..1935-05-16]"),
    ("[", "without its pair", "[..1935-05-16]"),
    ("[1968..]~", "outside the square brackets", "[1968~..]"),
    ("{2014,2016}", "a list of dates", "[1968..1989]"),
    ("2014..2016", "has dots", "2014/.."),
    ("2014/open", "a word for an open end", "2014/.."),
    ("٢٠١٤", "has the character “٢”", "2014-10-16"),
    ("２０１４", "has the character “２”", "2014-10-16"),
    ("2014–2016", "a dash", "2014/2016"),
    ("201x", "a small x", "201X"),
    ("199u", "a small x or a u", "201X"),
    ("2018?~", "two signs of doubt", "2018%"),
    ("?2018", "sign of doubt before the end", "2018?"),
    ("2014-05~-03", "sign of doubt before the end", "2018?"),
    ("~1968", "sign for 'about'", "1968~"),
    ("circa 1968", "sign for 'about'", "1968~"),
    ("0000", "the year 0000", "0001"),
    ("-0100", "outside 0001 to 9999", "0843"),
    ("12014", "outside 0001 to 9999", "0843"),
    ("Y12014", "outside 0001 to 9999", "0843"),
    ("843", "fewer than four digits", "0843"),
    ("XXXX-05", "not state even the century", "20XX-06"),
    ("2XXX", "only the thousand years", "18XX"),
    ("2X14", "a known digit of the year after an unknown one", "201X"),
    ("2014-1X", "half a month", "2014-10"),
    ("2014-05-1X", "half a day", "2014-10"),
    ("2014-05-03-04", "not year, year-month or year-month-day", "2014-10-16"),
    ("2014-05/2014-13", "The end of the interval “2014-13”", "2014-10"),
    ("2014-5/2014-06", "The start of the interval “2014-5”", "2014-05"),
    ("[2014-13..]", "The earlier date “2014-13”", "2014-10"),
    ("[..2014-13]", "The later date “2014-13”", "2014-10"),
    ("9" * 41, "longer than 40 characters", "2014-10-16"),
    (None, "is missing", "2014-10-16"),
    (2014, "of type int", "2014-10-16"),
]


@pytest.mark.parametrize(("typed", "piece", "example"), REFUSED)
def test_a_refusal_is_one_sentence_with_an_example_that_works(typed, piece, example):
    with pytest.raises(DateFault) as caught:
        parse(typed)
    sentence = str(caught.value)
    assert piece in sentence
    assert caught.value.example == example
    assert str(parse(example)) == example
    assert sentence[0].isupper() and sentence.endswith(f"write, for example, “{example}”.") and "\n" not in sentence


def test_a_fault_is_a_value_error():
    with pytest.raises(ValueError, match="has month 13"):
        parse("2014-13")


# ---- where it stands --------------------------------------------------------------------------------------------------


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
        ("[..1935-05-16]", "1935-05-01", None, ("1935-05-01", "1935-05-16")),
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
    assert key == D("2014-10-01").toordinal() << 41 | (30).bit_length() << 35 | 5 << 32 | 77


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


# ---- filters ----------------------------------------------------------------------------------------------------------


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


# ---- how it reads -----------------------------------------------------------------------------------------------------

READS = [
    # text, English, Czech ("_" stands for a no-break space)
    ("2014-10-16", "16_October_2014", "16._října_2014"),
    ("1993-08", "August_1993", "srpen_1993"),
    ("0843", "843", "843"),
    ("1968~", "around 1968", "kolem roku_1968"),
    ("1993-08~", "around August_1993", "kolem srpna_1993"),
    ("1983-01-03~", "around 3_January_1983", "kolem 3._ledna_1983"),
    ("2018?", "2018 (uncertain)", "2018 (nejisté)"),
    ("2018%", "around 2018 (uncertain)", "kolem roku_2018 (nejisté)"),
    ("201X", "the_2010s", "10._léta_21._století"),
    ("198X~", "around the_1980s", "kolem 80._let_20._století"),
    ("200X", "the decade 2000–2009", "desetiletí 2000–2009"),
    ("18XX", "the 19th_century (1800–1899)", "19._století (1800–1899)"),
    ("20XX", "the 21st_century (2000–2099)", "21._století (2000–2099)"),
    ("11XX", "the 12th_century (1100–1199)", "12._století (1100–1199)"),
    ("2014-21", "spring_2014", "jaro_2014"),
    ("2014-23~", "around autumn_2014", "kolem podzimu_2014"),
    ("2014-24", "winter_2014–2015", "zima_2014–2015"),
    ("202X-05", "May, year not stated (2020s)", "květen, rok neuveden (2020–2029)"),
    ("20XX-06", "June, year not stated (2000–2099)", "červen, rok neuveden (2000–2099)"),
    ("202X-05-14", "14_May, year not stated (2020s)", "14._května, rok neuveden (2020–2029)"),
    ("1983-01-03/1983-01-05", "3–5_January_1983", "3.–5._ledna_1983"),
    ("1983-01-30/1983-02-02", "30_January_– 2_February_1983", "30._ledna_– 2._února_1983"),
    ("1983-12-30/1984-01-02", "30_December_1983_– 2_January_1984", "30._prosince_1983_– 2._ledna_1984"),
    ("1983-01-03/1984-01-03", "3_January_1983_– 3_January_1984", "3._ledna_1983_– 3._ledna_1984"),
    ("2014-05/2014-08", "May–August_2014", "květen–srpen_2014"),
    ("2014-12/2015-01", "December_2014_– January_2015", "prosinec_2014_– leden_2015"),
    ("1968/1989", "1968–1989", "1968–1989"),
    ("1983-01-03/1983-01-03", "3_January_1983", "3._ledna_1983"),
    ("2014-05/2014-05", "part of May_2014", "po část května_2014"),
    ("1968/1989-11-17", "from 1968 to 17_November_1989", "od roku_1968 do 17._listopadu_1989"),
    ("198X/199X", "from the_1980s to the_1990s", "od 80._let_20._století do 90._let_20._století"),
    ("1968~/1970?", "from around 1968 to 1970 (uncertain)", "asi od roku_1968 do roku_1970 (nejisté)"),
    ("2014/..", "from 2014 on", "od roku_2014"),
    ("2018?/..", "from 2018 on (uncertain)", "od roku_2018 (nejisté)"),
    ("../2014-05", "until May_2014", "do května_2014"),
    ("2014/", "from 2014, end not known", "od roku_2014, konec není znám"),
    ("/1968-08", "until August_1968, start not known", "do srpna_1968, začátek není znám"),
    ("[..1935-05-16]", "on or before 16_May_1935", "nejpozději 16._května_1935"),
    ("[..1968-08]", "in or before August_1968", "nejpozději v_srpnu_1968"),
    ("[..1968~]", "in or before around 1968", "nejpozději kolem roku_1968"),
    ("[..198X]", "in or before the_1980s", "nejpozději v_80._letech_20._století"),
    ("[..2014-22]", "in or before summer_2014", "nejpozději v_létě_2014"),
    ("[2014..]", "in or after 2014", "nejdříve v_roce_2014"),
    ("[2014-09..]", "in or after September_2014", "nejdříve v_září_2014"),
    ("[18XX..]", "in or after the 19th_century (1800–1899)", "nejdříve v_19._století (1800–1899)"),
    ("[1983-01-03..1983-01-05]", "one day between 3 and 5_January_1983", "jeden den v_rozmezí 3.–5._ledna_1983"),
    ("[1968..1989]", "one day between 1968 and 1989", "jeden den v_rozmezí 1968–1989"),
    (
        "[1968-08-21..1989-11]",
        "one day between 21_August_1968 and November_1989",
        "jeden den v_době od 21._srpna_1968 do listopadu_1989",
    ),
]


@pytest.mark.parametrize(("text", "english", "czech"), READS)
def test_a_date_reads_naturally(text, english, czech):
    assert words(parse(text), "en") == english.replace("_", N)
    assert words(parse(text), "cs") == czech.replace("_", N)


def test_the_weekday_is_added_to_a_known_day_only():
    assert words(parse("2021-04-18"), "en", weekday=True) == f"Sunday 18{N}April{N}2021"
    assert words(parse("2021-04-18"), "cs", weekday=True) == f"neděle 18.{N}dubna{N}2021"
    for text in ("2021-04-18~", "2021-04", "[..2021-04-18]", "2021-04-18/2021-04-19"):
        assert words(parse(text), "en", weekday=True) == words(parse(text), "en")


@pytest.mark.parametrize(
    ("lang", "expected"), [("en-gb", "August"), ("cs-cz", "srpen"), ("CS", "srpen"), ("ru", "August"), (None, "August")]
)
def test_a_language_with_a_region_or_unknown_to_us(lang, expected):
    assert words(parse("1993-08"), lang) == f"{expected}{N}1993"


@pytest.mark.parametrize(
    ("text", "english", "czech"),
    [
        ("2014-10-16", "", ""),
        ("2014-10-16~", "day approximate", "den přibližný"),
        ("2014%", "year approximate and uncertain", "rok přibližný a nejistý"),
        ("18XX?", "century uncertain", "století nejisté"),
        ("1993-08", "month known, day not", "znám měsíc, den ne"),
        ("2014-21", "season known, day not", "známo roční období, den ne"),
        ("2014", "year known only", "znám jen rok"),
        ("201X", "decade known only", "známo jen desetiletí"),
        ("202X-05", "month known, day and year not", "znám měsíc, den a rok ne"),
        ("1983-01-03/1983-01-03", "it lasted one day", "trvalo to jeden den"),
        ("1983-01-03/1983-01-05", "it lasted three days", "trvalo to tři dny"),
        ("1983-01-30/1983-02-03", "it lasted five days", "trvalo to pět dní"),
        ("2014-01-01/2014-02-14", "it lasted 45 days", "trvalo to 45 dní"),
        ("2014-05-03/2014-08", "it lasted, last day not known", "trvalo to, poslední den není znám"),
        ("2014/2016", "it lasted, first and last day not known", "trvalo to, první ani poslední den není znám"),
        ("2014~/2016", "it lasted, its limits are not sure", "trvalo to, meze nejsou jisté"),
        ("2014/..", "it lasted, end open", "trvalo to, konec otevřený"),
        ("/2014", "it lasted, start not known", "trvalo to, začátek není znám"),
        ("[1968..1989]", "one day in this span, not known which", "jeden den v tomto rozmezí, není známo který"),
        ("[..1935]", "day not known, only the latest possible", "den není znám, jen nejzazší možný"),
    ],
)
def test_the_line_under_a_date_says_what_is_not_known(text, english, czech):
    assert (precision_words(parse(text), "en"), precision_words(parse(text), "cs")) == (english, czech)


def test_lasting_and_one_day_somewhere_never_read_alike():
    pairs = [
        ("2014-05/2014-05", "2014-05"),
        ("2000/2009", "200X"),
        ("1968/1989", "[1968..1989]"),
        ("2014/..", "[2014..]"),
    ]
    for (lasted, somewhere), lang in product(pairs, ("en", "cs")):
        assert words(parse(lasted), lang) != words(parse(somewhere), lang)
        assert precision_words(parse(lasted), lang) != precision_words(parse(somewhere), lang)


# ---- how machines see it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014-10-16", "2014-10-16"), ("2014-10", "2014-10"), ("2014", "2014"), ("2014~", None), ("201X", None),
        ("2014-21", None), ("202X-05", None), ("2014/2016", None), ("[..2014]", None),
    ],
)  # fmt: skip
def test_html_gets_only_what_it_allows(text, expected):
    assert html_datetime(parse(text)) == expected


def test_the_api_object():
    assert as_json(parse("1983-01-03/1983-01-05")) == {
        "edtf": "1983-01-03/1983-01-05", "earliest": "1983-01-03", "latest": "1983-01-05", "precision": "interval",
        "approximate": False, "uncertain": False, "lasted": True,
    }  # fmt: skip
    assert as_json(parse("[..0843~]")) == {
        "edtf": "[..0843~]", "latest": "0843-12-31", "precision": "on-or-before",
        "approximate": True, "uncertain": False, "lasted": False,
    }  # fmt: skip
    assert as_json(parse("2014?/..")) == {
        "edtf": "2014?/..", "earliest": "2014-01-01", "precision": "interval",
        "approximate": False, "uncertain": True, "lasted": True,
    }  # fmt: skip


def test_the_api_object_is_narrowed_by_context_and_keeps_the_text():
    shape = as_json(parse("202X-05"), "2021", "2021")
    assert (shape["edtf"], shape["earliest"], shape["latest"]) == ("202X-05", "2021-05-01", "2021-05-31")


@pytest.mark.parametrize(
    ("text", "kind", "x", "width", "before", "after"),
    [
        ("2014-10-16", "day", 93.1, 3.5, False, False),
        ("2014-01-01", "day", 0.0, 3.5, False, False),
        ("2014-12-31", "day", 116.5, 3.5, False, False),
        ("2014-10-11/2014-10-16", "lasted", 92.0, 4.0, False, False),
        ("2014-05/2014-08", "lasted", 39.5, 40.4, False, False),
        ("2014-12/2015-01", "lasted", 109.8, 10.2, False, True),
        ("2014-12-31/2015-01", "lasted", 116.0, 4.0, False, True),
        ("2014/..", "lasted", 0.0, 120.0, False, True),
        ("../2014-05", "lasted", 0.0, 49.6, True, False),
        ("2014-05", "within", 39.5, 10.2, False, False),
        ("2014", "within", 0.0, 120.0, False, False),
        ("201X", "within", 0.0, 120.0, False, True),
        ("[..1935-05-16]", "within", 0.0, 44.7, True, False),
        ("[2014-05..]", "within", 39.5, 80.5, False, True),
        ("[9999-12..]", "within", 109.8, 10.2, False, True),
        ("2014-21", "unsure", 19.4, 30.2, False, False),
        ("2014-05~", "unsure", 39.5, 10.2, False, False),
        ("2014-10-16?", "unsure", 93.1, 3.5, False, False),
        ("2014/", "unsure", 0.0, 120.0, False, True),
        ("/1968-08", "unsure", 0.0, 80.0, True, False),
        ("202X-05", "unsure", 39.7, 10.2, False, True),
    ],
)
def test_the_strip(text, kind, x, width, before, after):
    expected = {"kind": kind, "x": x, "width": width, "before": before, "after": after}
    value = parse(text)
    assert strip(value) == strip(value, filter_bounds(value)) == strip(value, bounds(value)) == expected
    assert strip(value, (value.earliest, value.latest)) == expected


def test_the_strip_is_narrowed_by_context():
    narrowed = strip(parse("2014"), filter_bounds(parse("2014"), "2014-05", "2014-05"))
    assert narrowed == {"kind": "within", "x": 39.5, "width": 10.2, "before": False, "after": False}


# ---- for all values ---------------------------------------------------------------------------------------------------

YEARS = st.one_of(st.integers(1, 9999), st.integers(1900, 2030))


def _qualified(bodies):
    return st.builds("{}{}".format, bodies, st.sampled_from(["", "", "~", "?", "%"]))


POINTS = _qualified(
    st.one_of(
        st.dates().map(date.isoformat),
        st.builds("{:04}-{:02}".format, YEARS, st.integers(1, 12)),
        st.builds("{:04}-{:02}".format, YEARS, st.integers(21, 24)),
        st.builds("{:04}".format, YEARS),
        st.builds("{:03}X".format, st.integers(0, 999)),
        st.builds("{:02}XX".format, st.integers(0, 99)),
        st.builds("{:03}X-{:02}".format, st.integers(0, 999), st.integers(1, 12)),
        st.builds("{:02}XX-{:02}-{:02}".format, st.integers(0, 99), st.integers(1, 12), st.integers(1, 29)),
    )
)


def _in_order(pair):
    return sorted(pair, key=lambda text: parse(text).earliest)


VALUES = st.one_of(
    POINTS,
    st.tuples(POINTS, POINTS).map(_in_order).map("/".join),
    st.tuples(POINTS, POINTS).map(_in_order).map(lambda pair: "[{}..{}]".format(*pair)),
    st.builds(
        str.format, st.sampled_from(["{}/..", "../{}", "{}/", "/{}", "[..{}]", "[{}..]"]), POINTS
    ),
)  # fmt: skip


@given(VALUES)
def test_canonical_text_comes_back(text):
    value = parse(text)
    assert str(value) == text
    assert parse(str(value)) == value
    assert hash(parse(text)) == hash(value)


@given(VALUES)
def test_bounds_contain_one_another(text):
    value = parse(text)
    placed = place(value)
    assert placed.earliest <= placed.start <= placed.latest
    assert (placed.earliest, placed.latest) == (value.earliest or date.min, value.latest or date.max)
    everything = query_bounds(None, None)
    assert overlaps(value, everything)
    assert within(value, everything) == (value.bounded and not value.qualified)


@given(VALUES, st.dates(), st.dates())
def test_within_implies_overlaps_and_context_only_narrows(text, one, other):
    value, query = parse(text), (min(one, other), max(one, other))
    if within(value, query):
        assert overlaps(value, query) and starts(value, query)
    try:
        earliest, latest = filter_bounds(value, *query)
    except DateFault:
        assert not overlaps(value, query) or "-without-year" in value.precision
    else:
        assert overlaps(value, query)
        assert (
            max(value.earliest or date.min, query[0]) <= earliest <= latest <= min(value.latest or date.max, query[1])
        )


@given(VALUES, VALUES, st.integers(0, 7), st.integers(0, 7), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_the_sort_key_orders_as_its_parts_do(one, other, order_one, order_other, pk_one, pk_other):
    def parts(text, order, pk):
        placed = place(parse(text))
        return placed.start, (placed.latest - placed.earliest).days.bit_length(), order, pk

    key_one = sort_key(parse(one), order_in_day=order_one, pk=pk_one)
    key_other = sort_key(parse(other), order_in_day=order_other, pk=pk_other)
    assert 0 < key_one < 2**63
    first, second = parts(one, order_one, pk_one), parts(other, order_other, pk_other)
    assert (key_one < key_other, key_one == key_other) == (first < second, first == second)


@given(VALUES)
def test_every_value_reads_and_is_drawn(text):
    value = parse(text)
    for lang in ("en", "cs"):
        said = words(value, lang, weekday=True)
        assert said == said.strip() and "  " not in said and "None" not in said
        assert (precision_words(value, lang) == "") == (value.precision == "day" and not value.qualified)
    drawn = strip(value)
    assert drawn["kind"] in ("day", "lasted", "within", "unsure")
    assert drawn["x"] >= 0 and drawn["width"] > 0 and drawn["x"] + drawn["width"] <= 120.05
    assert as_json(value)["edtf"] == text


def _read(text):
    """The value, or None after a well-made refusal. Any other exception fails the test."""
    try:
        return parse(text)
    except DateFault as fault:
        assert str(parse(fault.example)) == fault.example
        assert str(fault).endswith(f"“{fault.example}”.") and str(fault).isprintable()
        return None


@given(st.text())
def test_any_text_is_read_or_refused(text):
    value = _read(text)
    assert value is None or parse(value.text) == value


@settings(max_examples=400)
@given(st.text(alphabet=string.digits + "X-/.[]~?%", max_size=24))
def test_any_text_of_the_right_characters_is_read_or_refused(text):
    value = _read(text)
    assert value is None or parse(value.text) == value


@settings(max_examples=300)
@given(VALUES, st.integers(0, 30), st.sampled_from(string.printable + "–٣é\u00a0\x00"))
def test_one_wrong_character_is_read_or_refused(text, at, mark):
    value = _read(text[:at] + mark + text[at + 1 :])
    assert value is None or parse(value.text) == value
