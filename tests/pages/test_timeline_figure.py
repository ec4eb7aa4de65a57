"""The overview over the list: bars of links, shares of imprecise dates, a close view of short selections, ways on."""

import datetime
import html
import re

import pytest

from relations import bins, dossiers, overview, spans, tally
from tests import records

pytestmark = pytest.mark.one_engine

PATH = "/first-second/timeline/"


def body(client, query=""):
    return client.get(f"{PATH}?{query}").content.decode()


def plots(text):
    """The drawings of a page, without the words around them."""
    return re.findall(r'<div class="plot" aria-hidden="true">.*?</div>', text, re.DOTALL)


def titles(text):
    return [html.unescape(found) for found in re.findall(r"<title>([^<]*)</title>", text)]


def tables(text):
    """Caption -> rows of cells of each table of the figure."""
    details = re.search(r'<details class="table".*?</details>', text, re.DOTALL)[0]
    return {
        re.search(r"<caption>(.*?)</caption>", table)[1]: [
            re.findall(r"<t[dh][^>]*>(?:<a[^>]*>)?(.*?)(?:</a>)?</t[dh]>", row)
            for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
        ]
        for table in re.findall(r"<table>.*?</table>", details, re.DOTALL)
    }


@pytest.fixture
def few(lawless):
    """A span of days, a day, a month, a year, two years of which one is meant, and what was over by a day."""
    dates = ["1983-01-03/1983-01-05", "1987-04-09", "1993-08", "2011", "[1987..1988]", "[..1990-05-16]"]
    records.publish(*records.background(), *(records.visit(f"V{n:05d}", edtf) for n, edtf in enumerate(dates)))


@pytest.mark.parametrize(
    "query", ["", "date_from=1987&date_to=1988", "date_from=1987-04&date_to=1987-04", "asof=2099-01-01"]
)
def test_the_figure_costs_no_query_of_its_own(few, client, django_assert_num_queries, query):
    with django_assert_num_queries(3):
        client.get(f"{PATH}?{query}")


def test_every_bar_stands_in_the_table_too(few, client):
    text = body(client)
    drawn = [title for title in titles(plots(text)[0]) if "0 entries" not in title or "more" in title]
    assert drawn == [
        "1983: 1 entry",
        "1987: 1 entry, 1 more may belong here",
        "1988: 0 entries, 1 more may belong here",
        "1990: 0 entries, 1 more may belong here",
        "1993: 1 entry",
        "2011: 1 entry",
    ]
    assert tables(text)["Entries per year, 1983–2011"] == [
        ["Year", "Visits and talks", "All", "Shares of imprecise dates"],
        ["1983", "1", "1", "0"],
        ["1987", "1", "1", "0.5 of 1"],
        ["1988", "0", "0", "0.5 of 1"],
        ["1990", "0", "0", "1 of 1"],
        ["1993", "1", "1", "0"],
        ["2011", "1", "1", "0"],
    ]


def test_shares_are_hatched_and_half_as_high(few, client):
    plot = plots(body(client))[0]
    blocks = re.findall(r'<rect class="u" fill="url\(#u-visit\)"[^>]* height="([0-9.]+)%"', plot)
    assert len(blocks) == 3
    assert blocks[0] == blocks[1]
    assert float(blocks[2]) > 1.9 * float(blocks[0])
    assert plot.count('<pattern id="u-visit"') == 1


def test_a_figure_of_known_dates_says_nothing_of_shares(lawless, client):
    records.publish(*records.background(), records.visit("V00001", "1983"), records.visit("V00002", "1999"))
    text = body(client)
    assert "hatch-key" not in text
    assert "Shares" not in text
    assert "<pattern" not in text


def test_the_drawing_is_hidden_from_assistive_technology_and_from_the_keyboard(few, client):
    for plot in plots(body(client, "date_from=1987&date_to=1988")):
        assert plot.count("<a ") == plot.count('tabindex="-1"') > 20
        assert plot.count('class="hit"') == plot.count("<title>") == plot.count("<a ")


def test_the_shapes_hold_no_text(few, client):
    for plot in plots(body(client, "date_from=1987&date_to=1988")):
        assert "<text" not in re.search(r'<svg class="bars".*?</svg>', plot, re.DOTALL)[0]


def test_a_bin_narrows_the_dates_and_keeps_the_other_filters(few, client):
    targets = re.findall(
        r'<a href="([^"]+)" tabindex', plots(body(client, "kind=official&sort=-date&date_from=1987"))[0]
    )
    assert html.unescape(targets[0]) == f"{PATH}?date_from=1983&date_to=1983&kind=official&sort=-date"


def test_outside_the_selection_and_of_other_groups_bars_are_dim(few, client):
    plot = plots(body(client, "date_from=1987&date_to=1988"))[0]
    assert len(re.findall(r'class="f-visit dim"', plot)) == 3
    assert len(re.findall(r'class="f-visit"', plot)) == 1
    assert 'class="f-visit"' not in plots(body(client, "group=measure"))[0]
    assert re.search(r'<rect class="win" x="13.79%" width="6.9%" height="100%"/>', plot)


@pytest.mark.parametrize(
    ("query", "title", "bins"),
    [
        ("date_from=1987&date_to=2001", "Entries per quarter, 1987 to 2001", 60),
        ("date_from=1987&date_to=1990", "Entries per month, 1987 to 1990", 48),
        ("date_from=1987&date_to=1987", "Entries per week, 1987", 53),
        ("date_from=1987-04&date_to=1987-04", "Entries per day, April\xa01987", 30),
        ("date_from=2009", "Entries per month, from 2009", 36),
    ],
)
def test_a_selection_of_at_most_fifteen_years_is_drawn_alone(few, client, query, title, bins):
    text = body(client, query)
    assert len(plots(text)) == 2
    assert plots(text)[1].count("<a ") == bins
    assert html.unescape(re.search(r'<h3 class="closer">(.*?)</h3>', text)[1]) == title
    assert title in {html.unescape(caption) for caption in tables(text)}


@pytest.mark.parametrize(
    "query", ["", "date_from=1987&date_to=2002", "date_from=1987-04-09&date_to=1987-04-09", "date_from=2030"]
)
def test_a_long_selection_or_one_of_a_day_has_no_close_view(few, client, query):
    assert len(plots(body(client, query))) == 1


def test_close_by_an_imprecise_date_is_shared_by_all_that_it_can_be(few, client):
    rows = tables(body(client, "date_from=1987&date_to=1988"))["Entries per month, 1987 to 1988"]
    assert len(rows) == 25
    assert rows[1] == ["January\xa01987", "0", "0", "0.04 of 1"]
    assert rows[4] == ["April\xa01987", "1", "1", "0.04 of 1"]


def test_what_lasted_runs_along_its_span(lawless, client):
    records.publish(*records.background(), records.visit("V00001", "1983/1986"), records.visit("V00002", "1999"))
    plot = plots(body(client))[0]
    assert re.search(
        r'<svg class="runs" focusable="false"><rect class="f-visit" x="0.0%" width="23.53%" y="0.0%"', plot
    )
    assert titles(plot)[:2] == ["1983: 1 entry", "1984: 0 entries"]


def test_ways_lead_back_out_and_to_the_neighbours(few, client):
    nav = re.search(
        r'<nav class="ways small" aria-label="Period">(.*?)</nav>',
        body(client, "date_from=1987&date_to=1987&kind=official"),
    )[1]
    assert [(html.unescape(target), label) for target, label in re.findall(r'<a href="([^"]+)">([^<]+)</a>', nav)] == [
        (f"{PATH}?date_from=1986&date_to=1986&kind=official", "Before: 1986"),
        (f"{PATH}?date_from=1980&date_to=1989&kind=official", "Wider: 1980 to 1989"),
        (f"{PATH}?date_from=1988&date_to=1988&kind=official", "After: 1988"),
        (f"{PATH}?kind=official", "Whole time"),
    ]


def test_without_a_selection_there_is_no_way_out(few, client):
    assert 'class="ways' not in body(client)


@pytest.mark.parametrize(
    "query",
    ["date_from=0001&date_to=0001", "date_from=9999&date_to=9999", "date_from=9999-12-31", "date_to=0001-01-01",
     "date_from=0001&date_to=9999", "date_from=XXXX", "date_from=19XX&date_to=19XX", "date_from=1987-21", "date_from=1987~&date_to=1988?"],
)  # fmt: skip
def test_no_selection_breaks_the_figure(few, client, query):
    assert client.get(f"{PATH}?{query}").status_code == 200


def test_rows_are_read_of_what_kept_counts_cannot_say(few):
    """All of it draws the same figure as if every entry had been read."""
    now = spans.Asked(until=datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC))
    everything = [each.entry for each in dossiers.surroundings("first-second", [], now).days]
    found = dossiers.surroundings("first-second", [], spans.Asked())
    assert (len(found.days), len(everything)) == (2, 6)
    drawn = overview.draw(found.counts["year_group"], [each.entry for each in found.days])
    assert drawn.bins == overview.figure(drawn.row, tally.count(everything, drawn.row), None, ()).bins
    low, high = datetime.date(1993, 8, 5), datetime.date(2000, 1, 1)
    close = [each.entry for each in dossiers.surroundings("first-second", [], spans.Asked(low, high)).days]
    row = bins.cut(low, high)
    assert len(close) == 3
    assert tally.count(close, row) == tally.count(everything, row)
