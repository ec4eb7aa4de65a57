"""Imprecise dates as recorded: what is accepted and what is refused, each refusal with its own sentence."""

from datetime import date

import pytest

from relations.dates import PRECISIONS, DateFault, parse


def D(text):
    return date.fromisoformat(text)


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
