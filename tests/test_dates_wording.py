"""How an imprecise date reads in English and Czech, and what the strip, HTML and the API show of it."""

from itertools import product

import pytest

from relations.dates import as_json, bounds, filter_bounds, html_datetime, parse, precision_words, strip, words

N = "\u00a0"

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
