"""The page of statistics: every number of a dossier with its source, and the same as a file that no spreadsheet runs."""

import csv
import html
import io
import re

import pytest

from relations import publication
from relations.statistics import COLUMNS, inert
from tests import records
from tests.records import DOSSIER, EMBASSY, FIRST, INCIDENT, SECOND, SERIES, SOURCE

pytestmark = pytest.mark.one_engine

PATH = "/first-second/statistics/"
FILE = f"{PATH}?format=csv"


def text(response):
    main = response.content.decode().partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main.partition("</main>")[0])).split())


def table(response):
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def mission():
    return records.document(
        "organisation", EMBASSY, {"kind": "update"}, title="Embassy of Second Country", organisation_kind="embassy",
        sending_state=SECOND, receiving_state=FIRST, dossiers=[DOSSIER],
        staff_ceilings=[{"n": 1, "count": 32, "category": "staff", "imposed_by": FIRST, "date": {"edtf": "2021-05-31/.."}}],
    )  # fmt: skip


@pytest.fixture
def numbers(lawless):
    """Two series of different topics, one of them outside the dossier's drawing rule, an incident with a figure, a mission."""
    records.publish(*records.background(), *records.incident_background(), records.cause(), records.incident())
    values = [
        {"n": 1, "period": "2016", "label": "A", "value": "-3.5"},
        {"n": 2, "period": "2016", "label": "B", "value": "4"},
    ]
    records.publish(
        records.series(change={"kind": "update"}, dossiers=[DOSSIER]),
        records.series("SER1E2", title="=Trade", topics=["trade"], unit="%", comparable=True, observations=values, dossiers=[DOSSIER]),
        mission(),
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_four_queries_whatever_the_number_of_series(lawless, client, django_assert_num_queries, count):
    records.publish(*records.background(), *(records.series(f"SER1E{n}", dossiers=[DOSSIER]) for n in range(count)))
    with django_assert_num_queries(4):
        response = client.get(PATH)
    assert text(response).count("Trust in Second Country") == 4 * count


def test_series_stand_by_topic_with_values_and_sources(numbers, client):
    told = text(client.get(PATH))
    assert told.index("Public opinion Trust in Second Country") < told.index("Trade =Trade")
    assert "Share of adults who trust the Second Country. Source: A source" in told
    assert "2016–2017 men about 24.5 May 2021 After the incident. at most 12" in told
    assert "Highest value given: 4 (B); lowest: −3.5 (A), 2016. A −3.5 B 4" in told.replace("B 4 A −3.5", "A −3.5 B 4")


def test_figures_of_incidents_lead_to_them(numbers, client):
    response = client.get(PATH)
    assert "about 94.5 posts staff before First Country expels embassy staff 17 April 2021; A source" in text(
        response
    ).replace("\xa0", " ")
    assert f'href="/incidents/{INCIDENT}/incident-1nc1d1/#facts"' in response.content.decode()


def test_ceilings_of_missions_are_there(numbers, client):
    assert "At most 32 members of the embassy staff" in text(client.get(PATH))


def test_the_file_has_every_value_as_it_was_approved(numbers, client):
    response = client.get(FILE)
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert 'filename="first-second-statistics.csv"' in response["Content-Disposition"]
    found = table(response)
    assert tuple(found[0]) == COLUMNS
    assert [(row["of"], row["id"], row["value"], row["qualifier"]) for row in found] == [
        ("series", SERIES, "31", ""),
        ("series", SERIES, "24.5", "approx"),
        ("series", SERIES, "12", "max"),
        ("series", "SER1E2", "-3.5", ""),
        ("series", "SER1E2", "4", ""),
        ("incident", INCIDENT, "94.5", "approx"),
        ("staff ceiling", EMBASSY, "32", "max"),
    ]
    assert found[0]["url"] == f"http://testserver/series/{SERIES}/series-ser1e1/"
    assert (found[0]["sources"], found[3]["title"]) == (SOURCE, "'=Trade")


@pytest.mark.parametrize(
    "cell, safe",
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("-3.5", "-3.5"),
        ("2014", "2014"),
        ("", ""),
    ],
)
def test_no_cell_starts_a_formula(cell, safe):
    assert inert(cell) == safe


@pytest.mark.parametrize(
    "query, told", [("format=xls", "format: “xls” is not one of csv."), ("x=1", "does not know it: x")]
)
def test_what_is_not_understood_is_said(numbers, client, query, told):
    response = client.get(f"{PATH}?{query}")
    assert (response.status_code, told in text(response)) == (200, True)


@pytest.mark.parametrize("value", ["%00", "'", "<script>alert", "9" * 3000, "%FF"])
def test_no_value_of_an_address_breaks_the_page(numbers, client, value):
    response = client.get(f"{PATH}?format={value}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_what_is_withdrawn_is_in_neither(numbers, client):
    publication.withdraw(public_id="SER1E2", reason="error")
    publication.withdraw(public_id=INCIDENT, reason="error")
    assert "=Trade" not in text(client.get(PATH))
    assert {row["of"] for row in table(client.get(FILE))} == {"series", "staff ceiling"}


def test_page_and_file_have_validators_of_their_own(numbers, client):
    tags = [client.get(path)["ETag"] for path in (PATH, FILE)]
    assert tags[0] != tags[1]
    for path, tag in zip((PATH, FILE), tags, strict=True):
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304


def test_a_dossier_without_numbers_says_so(lawless, client):
    records.publish(*records.background())
    assert "No series has been published in this dossier yet." in text(client.get(PATH))


def test_addresses(numbers, client):
    assert client.get("/nowhere/statistics/").status_code == 404
    sides = [{"n": 1, "label": "A", "countries": [FIRST]}, {"n": 2, "label": "B", "countries": [SECOND]}]
    records.publish(records.document("dossier", DOSSIER, {"kind": "update"}, slug="moved", sides=sides))
    assert client.get(FILE)["Location"] == "/moved/statistics/?format=csv"
    publication.withdraw(public_id=DOSSIER, reason="error")
    assert client.get("/moved/statistics/").status_code == 410
