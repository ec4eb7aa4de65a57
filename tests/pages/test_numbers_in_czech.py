"""The pages with numbers in Czech: sentences to quote with right plurals, days and decimals; drawings as in English."""

import html
import re

import pytest
from django.utils import translation

from relations import languages, series, series_words
from relations.documents import content_hash
from relations.ledger import Total
from relations.ledger.wording import total_words
from tests import records
from tests.records import DOSSIER, EMBASSY, FIRST, SECOND

pytestmark = pytest.mark.one_engine

LEDGER, STATISTICS = "/first-second/ledger/", "/first-second/statistics/"
GEOMETRY = re.compile(r'\s(?:x|y|x1|x2|y1|y2|cx|cy|r|d|width|height|viewBox|points|transform)="([^"]*)"')
# A whole sentence in English on a Czech page would mean that somebody forgot to mark it.
ENGLISH = re.compile(r"\b(?:the|and|with|of|published|measure|source|value|not stated|State of)\b")


def main(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def text(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main(response))).replace("\xa0", " ").split())


def own_words(response):
    """What the interface says, without the texts of records that nobody has translated."""
    body = re.sub(
        r'<span lang="en">.*?</span>|<bdi>.*?</bdi>|<td[^>]*>\s*<a class="what".*?</a>',
        " ",
        main(response),
        flags=re.DOTALL,
    )
    return re.sub("percent of adults", "", html.unescape(re.sub(r"<[^>]+>", " ", body)), flags=re.IGNORECASE)


def translated(n, anchor, original, words):
    return {"n": n, "anchor": anchor, "language": "cs", "text": words, "of": content_hash(original)}


def step(imposing, receiving, kind="expulsion", **more):
    return [{"n": 1, "kind": kind, "imposing": imposing, "receiving": receiving, "category": "diplomats", **more}]


@pytest.fixture
def numbers(lawless):
    """Two expulsions that answer each other, a cap, a series that is drawn, a mission, sides with Czech labels."""
    records.publish(*records.background(), *records.incident_background(), records.cause())
    sides = [
        {"n": 1, "label": "First side", "countries": [FIRST]},
        {"n": 2, "label": "Second side", "countries": [SECOND]},
    ]
    labels = [
        translated(1, "sides/1/label", "First side", "První strana"),
        translated(2, "sides/2/label", "Second side", "Druhá strana"),
    ]
    answer = [{"n": 1, "to": "EXPE01", "relation": "reciprocates", "basis": "inferred"}]
    values = [{"n": n, "period": str(2009 + n * 3), "value": f"{n}1234.5", "qualifier": "approx"} for n in (1, 2)]
    records.publish(
        records.document("dossier", DOSSIER, {"kind": "update"}, title="First – Second", slug="first-second", sides=sides,
                         translations=labels),
        records.cause("EXPE01", "2014-10-16", measures=step(FIRST, SECOND, count=3)),
        records.cause("EXPE02", "2014-10-20", measures=step(SECOND, FIRST, count_min=2, count_max=5), responses=answer),
        records.cause("CAPPED", "2014-11-01", measures=step(FIRST, SECOND, "staff_cap", count=32)),
        records.series(change={"kind": "update"}, dossiers=[DOSSIER], observations=values, **records.proven("observations/1")),
        records.document(
            "organisation", EMBASSY, {"kind": "update"}, title="Embassy of Second Country", organisation_kind="embassy",
            sending_state=SECOND, receiving_state=FIRST, dossiers=[DOSSIER],
            staff_ceilings=[{"n": 1, "count": 32, "category": "staff", "imposed_by": FIRST, "date": {"edtf": "2021-05-31"}}],
        ),
    )  # fmt: skip


def test_the_sentences_to_quote(numbers, client):
    quotes = re.search(r'<ul class="quotes">(.*?)</ul>', main(client.get(f"/cs{LEDGER}")), re.DOTALL)[1]
    told = [" ".join(line.replace("\xa0", " ").split()) for line in re.findall(r"<li>(.*?)</li>", quotes)]
    state = re.search(r"Stav ke dni (\d+)\. (\w+) (\d{4})\.", told[0])
    assert state
    assert [line.removesuffix(state[0]).strip() for line in told] == [
        "První strana – od roku 2014 podle zde zveřejněných záznamů vyhoštěno: 3 diplomaté (počet kroků: 1).",
        "První strana – zde zveřejněná vyhoštění: 1, z toho opětovaná vyhoštěním: 1.",
        "První strana – zde zveřejněné stropy počtu pracovníků: 1; strop: 32 diplomatů (1. listopadu 2014).",
        "Druhá strana – od roku 2014 podle zde zveřejněných záznamů vyhoštěno: 2 až 5 diplomatů (počet kroků: 1).",
        "Druhá strana – zde zveřejněná vyhoštění: 1, z toho opětovaná vyhoštěním: žádné.",
    ]


@pytest.mark.parametrize("path", [LEDGER, STATISTICS, f"/series/{records.SERIES}/series-ser1e1/"])
def test_no_sentence_of_the_page_is_left_in_english(numbers, client, path):
    response = client.get(f"/cs{path}")
    assert (response.status_code, '<html lang="cs"' in response.content.decode()) == (200, True)
    assert ENGLISH.findall(own_words(response)) == []


def test_the_ledger_speaks_czech(numbers, client):
    shown = text(client.get(f"/cs{LEDGER}"))
    assert "First – Second: bilance opatření" in shown
    assert "Opatření obou stran" in shown
    assert "o 4 dny později; doplněno úsudkem redakce" in shown
    assert "První strana: 3 Druhá strana: 2 až 5" in shown


def test_the_statistics_speak_czech_with_a_decimal_comma(numbers, client):
    shown = text(client.get(f"/cs{STATISTICS}"))
    assert "Nejvyšší uvedená hodnota: přibližně 21 234,5 (2015), nejnižší: přibližně 11 234,5 (2012)." in shown
    assert "Bez hodnoty: 2013–2014; mezery nejsou nijak doplněny." in shown
    assert "sloupce začínají nulou; ≈ přibližně; jen obrys: nepřesná hodnota. Zdroj:" in shown


@pytest.mark.parametrize("path", [LEDGER, STATISTICS, f"/series/{records.SERIES}/series-ser1e1/", "/first-second/"])
def test_every_drawing_has_one_geometry_in_both_languages(numbers, client, path):
    drawn = [
        GEOMETRY.findall("".join(re.findall(r"<svg.*?</svg>", main(client.get(p)), re.DOTALL)))
        for p in (path, f"/cs{path}")
    ]
    assert drawn[0]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("path", [f"{LEDGER}?format=svg", f"/series/{records.SERIES}/series-ser1e1/?format=svg"])
def test_so_have_the_files(numbers, client, path):
    files = [client.get(p).content.decode() for p in (path, f"/cs{path}")]
    assert [re.search(r'lang="(\w+)"', file)[1] for file in files] == ["en", "cs"]
    shapes = [re.findall(r'<path d="([^"]*)" fill="#(?:9c4f00|625a9c)', file) for file in files]
    assert shapes[0] and shapes[0] == shapes[1]


def test_what_nobody_states_is_said_in_both():
    unknown = Total(1, 0, None, 1)
    said = {}
    for language in languages.LANGUAGES:
        with translation.override(language):
            said[language] = total_words(unknown)
    assert said == {"en": "number not stated", "cs": "počet není uveden"}


def test_both_sides_on_a_day_in_czech(numbers, client):
    shown = text(client.get("/cs/first-second/?on=2022-03-01"))
    assert "Obě strany dne 1. března 2022 podle toho, co je zveřejněno dnes." in shown
    assert "nejvýše 32 zaměstnanců velvyslanectví možná 31. května 2021" in shown
    assert "Zpět k dnešku" in shown


def test_a_table_for_spreadsheets_keeps_its_columns_and_numbers(numbers, client):
    files = [client.get(f"{prefix}{STATISTICS}?format=csv").content.decode() for prefix in ("", "/cs")]
    assert files[0].splitlines()[0] == files[1].splitlines()[0]
    assert "11234.5" in files[1]


def test_the_legend_is_whole_in_both_languages():
    drawing = series.drawing({"observations": [{"n": n, "period": f"{n}", "value": "1"} for n in (2001, 2002)]})
    with translation.override("cs"):
        assert drawing.legend("%") == "Jednotka: %; sloupce začínají nulou."
    assert series_words.legend("%", "", has_unsure=True) == "In %; bars start at zero; outlined: not exact."
