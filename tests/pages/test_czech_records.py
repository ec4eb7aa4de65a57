"""The Czech page of a record, word for word: what is composed from pieces has Czech order, number and case."""

import re

import pytest
from django.core.cache import cache

from tests import records
from tests.reading import rows_of_facts, section
from tests.records import CAUSE, EMBASSY, FIRST, GUEST, INCIDENT, SECOND, SOURCE, VISIT
from tests.speaking import in_czech

pytestmark = pytest.mark.one_engine

PAGE = f"/cs/incidents/{INCIDENT}/incident-1nc1d1/"


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish_incident()


def words(html):
    bare = " ".join(re.sub(r"<[^>]+>|&#8288;", " ", html).replace("\u2060", "").replace("\xa0", " ").split())
    return re.sub(r" (?=[.,:])", "", bare)


def part(client, name, path=PAGE):
    return words(section(client.get(path).content.decode(), name))


def test_the_facts_of_an_incident(public, client):
    facts = {label: value.replace("\xa0", " ") for label, value in rows_of_facts(client.get(PAGE)).items()}
    assert facts == {
        "Datum": "17. dubna 2021 Zdroj 1",
        "Druh": "Vyhoštění (persona non grata)",
        "Témata": "Špionáž Diplomacie",
        "Opatření": "Vyhoštění: 18 zaměstnanců velvyslanectví Zdroj 1 First Country → vůči Embassy of Second Country "
        "Oznámeno: 17. dubna 2021 Lhůta: 19. dubna 2021 ve zdroji: „ employees “ "
        "Strop: 30 až 40 Zdroj 1 First Country → vůči Second Country",
        "Iniciátor": "First Country Government",
        "Cíl": "Second Country",
        "Obviňovaný": "Agent Person údajné Left the country",
        '<span lang="en">Staff before</span>': "přibližně 94,5 posts Zdroj 1",
        "Kauza": "Agent case Fáze: vyhlášení pátrání",
        "Místo": "A Town Zdroj 1",
        "Dossier": "First – Second",
        "Identifikátor": INCIDENT,
    }


def test_a_case_is_called_as_its_dossier_calls_it(public, client):
    cases = [{"n": 1, "key": "agent-case", "title": "The agent"}]
    sides = [{"n": 1, "label": "A", "countries": [FIRST]}, {"n": 2, "label": "B", "countries": [SECOND]}]
    dossier = records.document(
        "dossier",
        records.DOSSIER,
        {"kind": "update"},
        title="First – Second",
        slug="first-second",
        sides=sides,
        cases=cases,
    )
    records.publish(dossier)
    assert rows_of_facts(client.get(PAGE))["Kauza"].startswith("The agent Fáze")
    assert '<span lang="en">The agent</span>' in client.get(PAGE).content.decode()
    records.publish(in_czech(dossier))
    assert rows_of_facts(client.get(PAGE))["Kauza"].startswith("Čeština")
    assert rows_of_facts(client.get(PAGE.removeprefix("/cs")))["Case"].startswith("The agent")


def test_attributions_stand_beside_their_replies(public, client):
    said = part(client, "attributions")
    assert "Odpovědnost přičítá: First Country – komu: Second Country Officers took part. Zdroj 1" in said
    assert "Podklad: zpravodajské poznatky Jistota: vysoká Dosud nerozhodnuto 1 zdroj: přičtení odpovědnosti 1" in said
    assert "Odpověď: Embassy of Second Country Popírá. The embassy calls it absurd. 18. dubna 2021" in said


def test_what_was_not_found_says_when_it_was_looked_for(public, client):
    assert "Vyjádření nenalezeno (ověřeno: 30. dubna 2021)." in part(client, "positions")


def test_a_chain_tells_gap_relation_and_who_says_so(public, client):
    said = part(client, "chain")
    assert "17. dubna 2021 o 6½ roku později Vyhoštění Tato událost" in said
    assert f"V reakci na událost „ Incident {CAUSE} “: jako důvod to uvádí First Country" in said
    assert f"Součást události „ Incident {CAUSE} “: doplněno úsudkem redakce. The same affair." in said


def test_what_other_records_say_of_one(public, client):
    said = part(client, "h-participations-incident", f"/cs/countries/{FIRST}/country-c0ntr1/")
    assert "Iniciátor, funkce: Government" in said
    assert "Vyhoštění: 18 zaměstnanců velvyslanectví – uložila tato strana" in said
    assert "Označuje, kdo nese odpovědnost" in said
    accused = part(client, "h-participations-incident", f"/cs/countries/{SECOND}/country-c0ntr2/")
    assert "Strop: 30 až 40 – uloženo této straně" in accused
    assert "Vyjádření této strany nenalezeno" in accused


def test_a_source_tells_what_rests_on_it(public, client):
    said = part(client, "uses", f"/cs/sources/{SOURCE}/source-s0rce1/")
    assert "Tvrzení 1. Dokládá to: Table, row 1." in said


def test_the_sources_of_a_page_tell_what_they_were_used_for(public, client):
    said = part(client, "sources", f"/cs/organisations/{EMBASSY}/organisation-embasy/")
    assert "Použito zde: tvrzení 1, stropy počtu pracovníků, existence, sídlo" in said


def test_a_translated_page_names_the_original_title_and_nothing_twice(public, client):
    html = client.get(PAGE).content.decode()
    assert re.search(
        r'aria-label="Anglický originál">.*?<bdi lang="en">First Country expels embassy staff</bdi>', html, re.S
    )
    assert html.count(">Vyhoštění<") == html.partition("</h1>")[0].count(">Vyhoštění<") + section(html, "chain").count(
        ">Vyhoštění<"
    )
    assert "Anglický originál" not in client.get(f"/cs/people/{GUEST}/person-pers01/").content.decode()


def test_texts_without_a_translation_name_their_language(public, client):
    records.publish(records.visit(public_note="First line.\nSecond line."))
    path = f"/cs/visits/{VISIT}/visit-v1s1t1/"
    assert (
        '<p class="prose"><span lang="en">First line.<br>Second line.</span></p>' in client.get(path).content.decode()
    )
    records.publish(in_czech(records.visit(change={"kind": "update"})))
    said = section(client.get(path).content.decode(), "facts")
    assert "Čeština" in said
    assert "President" not in said
