"""Charts as files: small standalone drawings with title, finding, source and licence, and the tables behind them."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from django.utils import translation

from relations import charts, languages, series
from relations.ledger import Bar
from tests import records
from tests.records import FIRST, SECOND, SERIES

pytestmark = pytest.mark.one_engine

PAGE = f"/series/{SERIES}/series-ser1e1/"
LEDGER = "/first-second/ledger/"
NAME = "{http://www.w3.org/2000/svg}"
CAPTION = charts.Caption("A title", "A finding.", ["A note."])


def observed(count, **more):
    parts = [{"n": n + 1, "period": f"{1980 + n}", "value": str(n * 1000 + 1), **more} for n in range(count)]
    return series.drawing({"observations": parts})


def texts(svg):
    return [each.text for each in ElementTree.fromstring(svg).iter(f"{NAME}text")]


def geometry(svg):
    return re.findall(r'(?:\sd|x|y|transform|viewBox)="[^"]*"', svg)


@pytest.fixture
def public(lawless, settings):
    settings.CONTENT_LICENCE, settings.CONTENT_LICENCE_URL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
    access = [{"n": 1, "url": "https://example.org/", "accessed": "2026-05-03"}]
    values = [
        {"n": 1, "period": "2009", "value": "31"},
        {"n": 2, "period": "2012", "value": "24", "qualifier": "approx"},
    ]
    records.publish(
        *records.background(),
        records.series(observations=values, **records.proven("observations/1")),
    )
    update = {"kind": "update"}
    source = {"title": "A source", "source_kind": "reference", "access_points": access}
    records.publish(records.document("source", records.SOURCE, update, **source))


def test_the_drawing_of_a_series_is_a_file_that_says_everything(public, client):
    response = client.get(f"{PAGE}?format=svg")
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert (response["X-Robots-Tag"], 'filename="series-ser1e1.svg"' in response["Content-Disposition"]) == (
        "noindex",
        True,
    )
    svg = response.content.decode()
    found = ElementTree.fromstring(svg)
    assert found.find(f"{NAME}title").text == "Trust in Second Country"
    assert found.find(f"{NAME}desc").text == "Highest value given: 31 (2009); lowest: about 24 (2012)."
    assert found.find(f"{NAME}script") is None and "style" not in svg
    words = [text.replace("\xa0", " ") for text in texts(svg)]
    assert {"no value", "2009", "2012", "31", "≈24"} <= set(words)
    assert "No value for 2010–2011; nothing is filled in between." in words
    assert "Sources: A source, retrieved 3 May 2026." in words
    assert f"http://testserver{PAGE} · CC BY 4.0" in words[-1]


def test_its_values_are_a_file_too(public, client):
    response = client.get(f"{PAGE}?format=csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [(row["id"], row["period"], row["value"], row["qualifier"]) for row in rows] == [
        (SERIES, "2009", "31", ""),
        (SERIES, "2012", "24", "approx"),
    ]


def test_the_page_leads_to_both_and_names_the_day_of_retrieval_and_the_licence(public, client):
    body = client.get(PAGE).content.decode()
    part = re.search(r'<section class="sec" id="observations".*?</section>', body, re.DOTALL)[0].replace("\xa0", " ")
    assert "</a>, retrieved 3 May 2026." in part
    assert ('href="?format=csv"' in part, 'href="?format=svg"' in part) == (True, True)
    assert f'href="/api/v1/series/{SERIES}/"' in part
    assert "Licence of text and data:" in part and "CC BY 4.0" in part


@pytest.mark.parametrize(
    "path", [f"{PAGE}?format=xls", f"{PAGE}?format=", f"/people/{records.GUEST}/person-pers01/?format=svg"]
)
def test_what_has_no_file_stays_a_page(public, client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert ("does not know it: format" in response.content.decode()) == (not path.endswith("="))


def test_a_series_that_cannot_be_drawn_has_a_table_alone(lawless, client):
    records.publish(*records.background(), records.series())
    assert client.get(f"{PAGE}?format=svg")["Content-Type"] == "text/html; charset=utf-8"
    assert "format=svg" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}?format=csv").status_code == 200


def test_a_file_has_its_own_validator_and_three_queries(public, client, django_assert_num_queries):
    with django_assert_num_queries(3):
        answer = client.get(f"{PAGE}?format=svg")
    assert answer["ETag"] != client.get(PAGE)["ETag"]
    assert client.get(f"{PAGE}?format=svg", headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("count", [2, 8, series.MOST_DRAWN])
def test_no_drawing_is_larger_than_six_kilobytes(count):
    long = charts.Caption("A long title " * 20, "A finding. " * 60, ["A note of some length. " * 30] * 4)
    assert len(charts.of_series(observed(count, qualifier="min"), long).encode()) <= charts.MOST_BYTES
    bars = [Bar(n % 2, 40.0, 60.0, "17 April 2021", "at least 1,800") for n in range(count)]
    assert (
        len(charts.of_ledger(bars, ("Expelled by: First side", "Expelled by: Second side"), long).encode())
        <= charts.MOST_BYTES
    )


def test_labels_are_drawn_below_each_other():
    parts = [{"n": n, "period": "2016", "value": str(n * 10), "label": f"State <{n}>"} for n in (1, 2, 3)]
    svg = charts.of_series(series.drawing({"observations": parts, "comparable": True}), CAPTION)
    assert [text for text in texts(svg) if text.startswith("State")] == ["State <3>", "State <2>", "State <1>"]


def test_the_geometry_is_equal_in_both_languages():
    drawn = {}
    for language in languages.LANGUAGES:
        with translation.override(language):
            bars = [Bar(n % 2, 33.33, 66.67, "x", "y") for n in range(3)]
            drawn[language] = [
                geometry(charts.of_series(observed(7), CAPTION)),
                geometry(charts.of_ledger(bars, ("A", "B"), CAPTION)),
            ]
    assert drawn["en"] == drawn["cs"]


# --- The ledger -----------------------------------------------------------------------------------


@pytest.fixture
def expulsions(lawless):
    records.publish(*records.background(), *records.incident_background(), records.cause())

    def step(imposing, receiving, **count):
        return [
            {
                "n": 1,
                "kind": "expulsion",
                "imposing": imposing,
                "receiving": receiving,
                "category": "diplomats",
                **count,
            }
        ]

    records.publish(
        records.cause("EXPE01", "2014-10-16", title="=First expels", measures=step(FIRST, SECOND, count=3)),
        records.cause("EXPE02", "2014-10-20", measures=step(SECOND, FIRST, count_min=2, count_max=4),
                      responses=[{"n": 1, "to": "EXPE01", "relation": "reciprocates", "basis": "inferred"}]),
    )  # fmt: skip


def test_the_bars_of_the_ledger_are_a_file(expulsions, client):
    svg = client.get(f"{LEDGER}?format=svg").content.decode()
    found = ElementTree.fromstring(svg)
    assert found.find(f"{NAME}title").text == "First – Second: expulsions"
    assert "Expelled by First since 2014, as published here: 3 diplomats, in 1 step." in found.find(f"{NAME}desc").text
    assert {"Expelled by: First", "Expelled by: Second", "3", "2 to 4"} <= set(texts(svg))


def test_the_steps_of_the_ledger_are_a_file_narrowed_as_the_page(expulsions, client):
    rows = list(csv.DictReader(io.StringIO(client.get(f"{LEDGER}?format=csv").content.decode())))
    assert [
        (row["incident"], row["side"], row["expelled_1_max"], row["expelled_2_max"], row["answered_by"]) for row in rows
    ] == [
        ("EXPE01", "1", "3", "0", "EXPE02"),
        ("EXPE02", "2", "3", "4", ""),
    ]
    assert (rows[0]["title"], rows[0]["imposing_name"], rows[1]["count_min"]) == (
        "'=First expels",
        "First Country",
        "2",
    )
    narrowed = client.get(f"{LEDGER}?format=csv&date_from=2014-10-18").content.decode()
    assert len(narrowed.splitlines()) == 2


def test_a_ledger_without_bars_has_no_drawing(lawless, client):
    records.publish(*records.background())
    response = client.get(f"{LEDGER}?format=svg")
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert "format: “svg” is not one of csv, svg." in response.content.decode()


def test_the_newest_of_many_steps_are_drawn():
    bars = [Bar(0, 10.0, 10.0, f"day {n}", "1") for n in range(30)]
    svg = charts.of_ledger(bars, ("A", "B"), CAPTION)
    assert "The drawing shows the newest 16 of 30 steps." in texts(svg)
    assert ("day 13" in texts(svg), "day 14" in texts(svg)) == (False, True)
