"""The timeline in Czech: its own words, the same drawing to the last digit, addresses and formats of its language."""

import datetime
import html
import json
import re

import pytest
from django.core.cache import cache

from relations import publication
from tests import records
from tests.pages.test_timeline import PATH, text
from tests.records import FIRST, SECOND

pytestmark = pytest.mark.one_engine

VIEWS = [
    "",
    "date_from=1983&date_to=1989",
    "date_from=1987&date_to=1987&group=visit",
    "date_from=198X&date_to=198X",
    "view=table",
    "view=map",
]
WORDS = re.compile(r"<title>[^<]*</title>|(?<=>)[^<>]+(?=</text>)|href=\"[^\"]*\"")


@pytest.fixture
def few(lawless):
    """Every kind of date that is drawn in its own way, in places that a map shows."""
    cache.clear()
    dates = [
        "1983-01-03/1983-01-05",
        "1987-04-09",
        "1993-08",
        "2011",
        "[1987..1989]",
        "[..1990-05-16]",
        "1983/1986",
        "198X",
    ]
    records.publish(*records.background())
    records.publish(
        *(
            records.document(
                "country", each, {"kind": "update"}, iso_numeric=code, title=f"State {code}", **records.claims()
            )
            for each, code in ((FIRST, "203"), (SECOND, "643"))
        )
    )
    records.publish(*(records.visit(f"V{n:05d}", edtf) for n, edtf in enumerate(dates)))


def drawings(client, query, prefix=""):
    """Every drawing of a page without its words and addresses."""
    found = re.findall(r"<svg.*?</svg>", client.get(f"{prefix}{PATH}?{query}").content.decode(), re.DOTALL)
    return [WORDS.sub("", each) for each in found]


@pytest.mark.parametrize("query", VIEWS)
def test_drawings_are_the_same_in_both_languages(few, client, query):
    english, czech = drawings(client, query), drawings(client, query, "/cs")
    assert czech == english
    assert len(english) > 8


@pytest.mark.parametrize("query", VIEWS)
def test_no_number_of_a_drawing_has_a_comma(few, client, query):
    for drawing in drawings(client, query, "/cs"):
        assert not re.search(r'\b(?:x|y|cx|cy|r|width|height|x1|x2|y1|y2)="[^"]*,', drawing)


@pytest.mark.parametrize("query", VIEWS)
def test_three_or_four_queries_as_in_english(few, client, query, django_assert_num_queries):
    with django_assert_num_queries(4 if "map" in query else 3):
        client.get(f"/cs{PATH}?{query}")


def test_the_page_speaks_czech(few, client):
    found = text(client.get(f"/cs{PATH}?date_from=1983&date_to=1989&kind=official")).replace("\xa0", " ")
    for words in (
        "časová osa", "ověřených záznamů 8", "Záznamy po letech, 1980–2011", "Záznamy po čtvrtletích, 1983 – 1989",
        "Zvýrazněno: 1983 – 1989", "Podíly nepřesných dat", "0,43 z 2",
        "Další filtry", "Odebrat filtr:", "Od nejstarších", "Jak se kreslí data",
        "Vzít s sebou", "Předtím: 1976 – 1982",
    ):  # fmt: skip
        assert words in found


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("kind=transit", "Všem filtrům zároveň neodpovídá žádný záznam."),
        ("kind=transit&kind=official&precision=day&date_from=1993-08", "Bez filtru: srpen 1993 a později: 2 záznamy"),
        ("asof=2020-01-01", "Tehdy nebylo nic zveřejněno. První záznam:"),
        ("view=table", "Kdo vůči komu"),
        ("view=map", "Místo je zakresleno jako území státu"),
        ("print=1", "Všechny záznamy tohoto výběru na jedné stránce, pro tisk."),
        ("view=globe", "Část adresy"),
    ],
)
def test_further_views_speak_czech_too(few, client, query, words):
    assert words in text(client.get(f"/cs{PATH}?{query}")).replace("\xa0", " ").replace(" :", ":")


def test_links_lead_on_in_czech(few, client):
    body = client.get(f"/cs{PATH}?date_from=1983&date_to=1989").content.decode()
    own = [html.unescape(each) for each in re.findall(r'href="((?:/cs)?/first-second/timeline/[^"]*)"', body)]
    assert [each for each in own if not each.startswith("/cs/")] == [
        f"{PATH}?date_from=1983&date_to=1989"
    ]  # the English page


@pytest.mark.parametrize("wanted", ["atom", "jsonfeed", "ics", "csv"])
def test_formats_speak_the_language_of_their_address(few, client, wanted):
    response = client.get(f"/cs{PATH}?format={wanted}")
    body = response.content.decode().replace("\r\n ", "")
    assert f"<http://testserver/cs{PATH}?" in response["Link"]
    assert "1983" in body
    if wanted == "jsonfeed":
        feed = json.loads(body)
        assert (feed["title"], feed["language"]) == ("First – Second: časová osa", "cs")
        assert feed["items"][0]["url"].startswith("http://testserver/cs/visits/")
        assert feed["items"][0]["id"].startswith("http://testserver/r/")
        assert "Oficiální návštěva" in feed["items"][0]["content_html"]
    if wanted == "csv":
        assert body.startswith("id,type,version,date")
        assert "http://testserver/r/V00000/" in body
    if wanted == "ics":
        assert "http://testserver/cs/visits/V00000" in body


def test_a_memento_in_czech_names_its_czech_original(lawless, client):
    cache.clear()
    visit = records.visit("V00001", "1983")
    publication.publish(documents=[*records.background(), visit], at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    response = client.get(f"/cs{PATH}?asof=2026-01-31")
    assert response["Link"] == f'<http://testserver/cs{PATH}>; rel="original"'
    assert "Stav zveřejněný ke dni: 31. ledna 2026." in text(response).replace("\xa0", " ")
