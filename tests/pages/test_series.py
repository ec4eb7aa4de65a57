"""What a drawing of a series may show: values of one thing along time, or comparable ones by label; gaps stay gaps."""

import html
import re

import pytest

from relations import series
from tests import records
from tests.records import SERIES

pytestmark = pytest.mark.one_engine

PAGE = f"/series/{SERIES}/series-ser1e1/"


def observed(*values, **more):
    """A series of (period, value) or (period, value, label); `more` are fields of the record."""
    keys = ("period", "value", "label")
    parts = [{"n": n, **dict(zip(keys, each, strict=False))} for n, each in enumerate(values, 1)]
    return {"observations": parts} | more


def text(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_two_values_of_one_thing_are_drawn_along_time():
    drawing = series.drawing(observed(("2016", "10"), ("2017", "20")))
    assert drawing.kind == "time"
    assert [(bar.name, bar.height) for bar in drawing.bars] == [("2016", 50.0), ("2017", 100.0)]
    assert drawing.finding == "Highest value given: 20 (2017); lowest: 10 (2016)."


def test_an_interval_is_as_wide_as_it_lasted():
    first, second = series.drawing(observed(("2010/2013", "1"), ("2014", "1"))).bars
    assert round(first.width / second.width) == 4


def test_a_time_without_value_stays_empty_and_is_named():
    drawing = series.drawing(observed(("2009", "31"), ("2012", "24"), ("2013", "22")))
    assert [(gap.words, gap.roomy) for gap in drawing.gaps] == [("2010–2011", True)]
    gap, (before, after, _) = drawing.gaps[0], drawing.bars
    assert before.x + before.width <= gap.x
    assert gap.x + gap.width <= after.x


def test_a_gap_that_is_no_whole_year_is_told_by_its_days():
    assert (
        series.drawing(observed(("2012-01", "3"), ("2012-03", "2"))).gaps[0].words.replace("\xa0", " ")
        == "1–29 February 2012"
    )


def test_labels_of_one_period_are_drawn_when_comparable_highest_first():
    drawing = series.drawing(observed(("2016", "22", "Ukraine"), ("2016", "69", "France"), comparable=True))
    assert drawing.kind == "labels"
    assert [(bar.name, bar.number, bar.x) for bar in drawing.bars] == [("France", "69", 0.0), ("Ukraine", "22", 0.0)]
    assert drawing.finding == "Highest value given: 69 (France); lowest: 22 (Ukraine), 2016."


def test_bars_by_label_lie_on_both_sides_of_zero():
    drawing = series.drawing(observed(("2016", "30", "A"), ("2016", "-10", "B"), comparable=True))
    assert drawing.zero == 25.0
    assert [(bar.x, bar.width) for bar in drawing.bars] == [(25.0, 75.0), (0.0, 25.0)]


@pytest.mark.parametrize(
    "record",
    [
        observed(("2016", "26", "favourable"), ("2016", "37", "unfavourable")),
        observed(("2013", "76.6", "EU"), ("2016", "7.3", "China")),
        observed(("2013", "76.6", "EU"), ("2016", "7.3", "China"), comparable=True),
        observed(("2016", "1", "A"), ("2016", "2", "A"), comparable=True),
        observed(("1995/2021", "5"), ("2016", "7")),
        observed(("2014/..", "5"), ("2012", "7")),
        observed(("202X-05", "5"), ("2012", "7")),
        observed(("[..2010]", "5"), ("2012", "7")),
        observed(),
    ],
    ids=["not comparable", "years and labels", "comparable of several years", "a label twice", "times that overlap",
         "an open time", "a time without a year", "an open start", "nothing"],
)  # fmt: skip
def test_what_cannot_be_compared_is_not_drawn(record):
    assert series.drawing(record) is None


def test_what_is_not_exact_is_outlined_and_has_a_sign():
    parts = observed(("2016", "10"), ("2017~", "20"), ("2018", "30"))
    parts["observations"][2]["qualifier"] = "min"
    drawing = series.drawing(parts)
    assert [bar.unsure for bar in drawing.bars] == [False, True, True]
    assert (drawing.bars[2].number, drawing.signs) == ("≥30", "≥ at least")
    assert drawing.finding.startswith("Highest value given: at least 30 (2018)")


def test_no_text_runs_out_of_a_drawing_of_many():
    drawing = series.drawing(observed(*((f"{1980 + n}", "1") for n in range(40))))
    assert not drawing.is_numbered
    assert [(bar.name, bar.anchor) for bar in drawing.named] == [("1980", "start"), ("2019", "end")]


def test_the_page_has_drawing_source_and_the_whole_table(lawless, client):
    values = [
        {"n": 1, "period": "2009", "value": "31"},
        {"n": 2, "period": "2012", "value": "24", "qualifier": "approx"},
    ]
    records.publish(*records.background(), records.series(observations=values, **records.proven("observations/1")))
    shown = text(client.get(PAGE))
    assert "Highest value given: 31 (2009); lowest: about 24 (2012)." in shown
    assert "No value for 2010–2011; nothing is filled in between." in shown
    assert "In percent of adults; bars start at zero; ≈ about; outlined: not exact. Source: A source" in shown
    table = shown.partition("Period Percent of adults")[2]
    assert ("2009 31" in table, "2012 about 24" in table) == (True, True)


def test_a_page_without_a_drawing_says_why(lawless, client):
    records.publish(*records.background(), records.series())
    shown = text(client.get(PAGE))
    assert "Highest value given" not in shown
    assert "Not drawn: the values do not all share" in shown


def test_the_way_back_from_a_series_leads_to_the_statistics(lawless, client):
    records.publish(*records.background(), records.series(dossiers=[records.DOSSIER]))
    crumbs = re.search(r'<nav class="crumb".*?</nav>', client.get(PAGE).content.decode(), re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', crumbs) == ["/first-second/", "/first-second/statistics/"]
