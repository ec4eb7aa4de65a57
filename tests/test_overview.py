"""Tests for `relations.overview`, `relations.axis` and `relations.periods`: geometry, labels, ways to other periods."""

import datetime

import pytest

from relations import axis, bins, overview, periods
from tests.test_tally import DAY, entry

LONG = {"1935/visit": 3, "2021/measure": 2, "2021/visit": 1}


def test_nothing_is_no_figure():
    assert overview.draw({}) is None


def test_bars_are_stacked_from_the_ground_and_their_heights_are_their_counts():
    figure = overview.draw(LONG)
    assert (figure.unit, len(figure.bins), figure.years) == ("decade", 10, "1930–2029")
    low, high = figure.bins[9].blocks
    assert [low.group, high.group] == ["visit", "measure"]
    assert high.y + high.height == pytest.approx(low.y - overview.SEAM, abs=0.02)
    assert low.y + low.height == pytest.approx(100 - overview.SEAM, abs=0.02)
    assert (high.height + overview.SEAM) / (low.height + overview.SEAM) == pytest.approx(2, abs=0.01)


def test_an_entry_drawn_by_its_days_is_not_counted_twice():
    years = {"1990/visit": 2, "1995/visit": 1}
    figure = overview.draw(years, [entry("1990-01-01", "1993-12-31")])
    assert [each.known for each in figure.bins] == [1, 0, 0, 0, 0, 1]
    assert [each.share for each in figure.bins] == [0.25, 0.25, 0.25, 0.25, 0, 0]
    assert figure.has_unsure
    assert [block.unsure for block in figure.bins[0].blocks] == [False, True]


def test_a_young_dossier_is_drawn_finer_than_in_years():
    days = [entry("2021-01-05"), entry("2021-02-20")]
    assert overview.draw({"2021/visit": 2}, days).unit == "day"
    assert overview.draw({"2021/visit": 3}, days).unit == "year"  # one of them is only counted


def test_what_is_not_chosen_is_dimmed():
    figure = overview.draw(LONG, (), (DAY("2021-01-01"), DAY("2021-12-31")), ("measure",))
    assert [[block.dim for block in each.blocks] for each in figure.filled] == [[True], [True, False]]


def test_the_band_is_as_exact_as_the_selection():
    figure = overview.draw({"2000/visit": 1, "2009/visit": 1}, (), (DAY("2001-01-01"), DAY("2001-12-31")))
    assert figure.window == (10.0, 10.0)
    figure = overview.draw({"1900/visit": 1, "1999/visit": 1}, (), (DAY("1905-01-01"), DAY("1909-12-31")))
    assert figure.window[0] == pytest.approx(5, abs=0.01)
    assert figure.window[1] == pytest.approx(5, abs=0.01)
    assert overview.draw(LONG, (), (DAY("1800-01-01"), DAY("1801-01-01"))).window is None


def test_a_short_selection_is_drawn_alone():
    around = overview.draw(LONG)
    close = overview.closer(around, [entry("2021-04-17")], (DAY("2021-01-01"), DAY("2021-12-31")))
    assert (close.unit, len(close.bins), sum(each.known for each in close.bins)) == ("week", 53, 1)
    assert overview.closer(around, [], (DAY("2005-01-01"), DAY("2021-12-31"))) is None
    assert overview.closer(around, [], (DAY("2021-04-17"), DAY("2021-04-17"))) is None
    assert overview.closer(around, [], (DAY("2021-01-01"), None)).row.last == DAY("2029-12-31")
    assert overview.closer(around, [], (DAY("2035-01-01"), None)) is None


def test_lines_of_what_lasted_take_lanes():
    rows = [
        entry("2000-01-01", "2009-12-31", lasted=True),
        entry("2001-01-01", "2002-12-31", lasted=True, group="measure"),
    ]
    figure = overview.draw({"2000/visit": 1, "2001/measure": 1}, [*rows, entry("2009-12-31")])
    assert [(each.group, each.y) for each in figure.runs] == [("visit", 0), ("measure", 25)]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("1935-01-01", "2025-12-31", ["1940", "1960", "1980", "2000", "2020"]),
        ("2010-01-01", "2024-12-31", ["2010", "2012", "2014", "2016", "2018", "2020", "2022", "2024"]),
        ("2019-03-01", "2022-12-31", ["2019", "2020", "2021", "2022"]),
        ("2020-01-01", "2021-06-30", ["2020-03", "2020-07", "2020-11", "2021-03"]),
        ("2021-05-01", "2021-05-31", ["2021-05-04", "2021-05-11", "2021-05-18", "2021-05-25"]),
        ("2021-05-01", "2021-05-02", ["2021-05-01", "2021-05-02"]),
    ],
)
def test_labels_are_few_and_round(first, last, expected):
    found = axis.labels(bins.cut(DAY(first), DAY(last)))
    assert [label.edtf for label in found] == expected
    assert all(0 <= label.x <= 100 for label in found)
    assert [label.x for label in found] == sorted(label.x for label in found)


@pytest.mark.parametrize(
    ("low", "high", "ways"),
    [
        ("2021-01-01", "2021-12-31", (("2020", "2020"), ("2020", "2029"), ("2022", "2022"))),
        ("2018-01-01", "2020-12-31", (("2015", "2017"), ("2010", "2029"), ("2021", "2023"))),
        ("2021-05-01", "2021-05-31", (("2021-04", "2021-04"), ("2021", "2021"), ("2021-06", "2021-06"))),
        ("2021-05-17", "2021-05-23", (("2021-05-10", "2021-05-16"), ("2021-05", "2021-05"), ("2021-05-24", "2021-05-30"))),
        ("2020-01-01", "2029-12-31", (("2010", "2019"), ("2000", "2099"), None)),
        ("1900-01-01", "2099-12-31", (None, None, None)),
    ],
)  # fmt: skip
def test_ways_lead_to_the_periods_around(low, high, ways):
    assert tuple(periods.around(DAY(low), DAY(high), DAY("1900-01-01"), DAY("2029-12-31"))) == ways


def test_ways_stop_where_the_calendar_does():
    first, last = datetime.date.min, datetime.date.max
    assert periods.around(first, last, first, last) == (None, None, None)
    found = periods.around(DAY("0001-01-01"), DAY("0001-12-31"), DAY("0001-01-01"), DAY("9999-12-31"))
    assert (found.before, found.after) == (None, ("0002", "0002"))
    found = periods.around(DAY("5000-01-01"), DAY("9998-12-31"), DAY("0001-01-01"), DAY("9999-12-31"))
    assert found.after == ("9999", "9999")
