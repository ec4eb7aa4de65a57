"""Search under /cs/: Czech words and titles, the language of everything else named, dates and addresses of the language."""

import html
import re
from urllib.parse import quote
from xml.etree import ElementTree

from relations.documents import content_hash
from tests import records
from tests.reading import text_of
from tests.search import corpus


def ask(client, text, more=""):
    return client.get(f"/cs/search/?q={quote(text)}{more}")


def titles(answer):
    """(language named, title with marks as brackets) of each hit."""
    found = re.findall(r'<h3><a href="[^"]+"><bdi(?: lang="(\w+)")?>(.*?)</bdi></a></h3>', answer.content.decode())
    return [(lang, html.unescape(title.replace("<mark>", "[").replace("</mark>", "]"))) for lang, title in found]


def test_a_hit_has_its_czech_title_where_there_is_one(site):
    assert titles(ask(site, "vrbetice")) == [("", "Sklad ve Vrběticích"), ("en", "Explosion in a warehouse")]
    assert titles(ask(site, "sklad"))[0] == ("", "[Sklad] ve Vrběticích")
    assert titles(site.get("/search/?q=sklad"))[0] == ("", "Depot at Vrbětice")


def test_a_passage_names_its_language_where_it_is_not_the_pages(site):
    content = ask(site, "vrbetice").content.decode()
    assert '<bdi lang="en">Depot at <mark>Vrbětice</mark></bdi>' in content
    assert '<bdi lang="ru">склад <mark>боеприпасов</mark></bdi>' in ask(site, "боеприпасов").content.decode()


def test_of_texts_that_hold_as_much_the_translated_one_is_shown(site):
    text = "A tower in Praha."
    czech = {"n": 1, "anchor": "claims/1/text", "language": "cs", "text": "Věž v Praha.", "of": content_hash(text)}
    records.publish(
        records.document("place", "T0WER1", place_kind="site", **records.claims(text), translations=[czech])
    )
    assert "<bdi>Věž v\xa0<mark>Praha</mark>.</bdi>" in ask(site, "praha").content.decode()
    english = site.get("/search/?q=praha").content.decode()
    assert "<bdi>A tower in <mark>Praha</mark>.</bdi>" in english
    assert "<bdi>Věž" not in english


def test_a_date_that_stands_above_is_no_passage(site):
    """The record says it nowhere else, so its summary tells more."""
    content = ask(site, "17. dubna 2021").content.decode()
    assert '<bdi lang="en">Persona non grata is another thing.</bdi>' in content
    assert "Persona non grata is another thing." in site.get(f"/search/?q={quote('17. dubna 2021')}").content.decode()


def test_it_speaks_czech(site):
    words = text_of(ask(site, "depot"))
    for told in ("Hledání", "Nalezeny 2 záznamy", "Vše", "Návštěvy 1", "Místa 1", "Slova, jména nebo datum"):
        assert told in words
    assert "Nalezen 1 záznam" in text_of(ask(site, "crates"))
    assert "Na co se lze ptát" in text_of(site.get("/cs/search/"))
    assert "<title>Hledání: depot" in ask(site, "depot").content.decode()


def test_examples_find_their_words(site):
    answer = site.get("/cs/search/")
    examples = re.findall(r'<dt>.*?href="(\?q=[^"]+)"', answer.content.decode())
    assert f"?q={quote('vyhoštění diplomatů')}" in examples
    assert {site.get(f"/cs/search/{address}").status_code for address in examples} == {200}


def test_a_date_offers_its_timeline_in_czech(site):
    content = ask(site, "17. dubna 2021").content.decode()
    offers = re.findall(
        r'<li><a href="([^"]+)">(.*?)</a> <span class="n">(.*?)</span>', content.partition("</section>")[0]
    )
    assert [(html.unescape(path), words.replace("\xa0", " "), count) for path, words, count in offers] == [
        ("/cs/first-second/timeline/?date_from=2021-04-17&date_to=2021-04-17", "17. dubna 2021", "1 záznam"),
        ("/cs/first-second/timeline/?date_from=2021-04&date_to=2021-04", "duben 2021", "2 záznamy"),
    ]
    assert "duben 2021" in text_of(ask(site, "April 2021")).replace("\xa0", " ")


def test_a_question_in_vain_is_offered_something(site):
    words = text_of(ask(site, "brbetice"))
    assert "Nic nenalezeno" in words
    assert "Podobné názvy Sklad ve Vrběticích místo" in words
    assert "Každé slovo zvlášť depot 2" in text_of(ask(site, "depot zebra"))
    assert "Hledat ve všech druzích : 2 záznamy." in text_of(ask(site, "depot", "&type=source"))
    answer = ask(site, "source", "&type=place")
    assert "Hledat raději ve zdrojích" in text_of(answer)
    assert text_of(site.get(f"/cs/search/?q={quote('++')}")).count("není co hledat") == 1


def test_hits_lead_on_in_czech(site):
    content = ask(site, "vlachovice").content.decode().partition("<main")[2].partition("</main")[0]
    assert re.search(rf'href="/cs/places/{corpus.DEPOT}/[^"]+#c1">Tvrzení 1<', content)
    assert [each for each in re.findall(r'(?:href|action)="(/[^"]*)"', content) if not each.startswith("/cs/")] == []


def test_a_browser_is_told_of_the_search_of_the_language(site):
    for prefix, language, words in (
        ("", "en", "Search in what is published"),
        ("/cs", "cs", "Hledání ve zveřejněných"),
    ):
        address = re.search(r'<link rel="search"[^>]*href="([^"]+)"', site.get(f"{prefix}/search/").content.decode())[1]
        assert address == f"{prefix}/search/opensearch.xml"
        root = ElementTree.fromstring(site.get(address).content)
        told = {each.tag.partition("}")[2]: each.text or each.get("template") for each in root}
        assert (told["Language"], told["Url"]) == (language, f"http://testserver{prefix}/search/?q={{searchTerms}}")
        assert told["Description"].replace("\xa0", " ").startswith(words)


def test_both_languages_find_the_same(site):
    for text in ("vrbetice", "depot", "склад", "17 April 2021", "host"):
        paths = [re.findall(r'<h3><a href="(?:/cs)?(/[^"]+)">', site.get(f"{prefix}/search/?q={quote(text)}").content.decode())
                 for prefix in ("", "/cs")]  # fmt: skip
        assert paths[0]
        assert paths[0] == paths[1]
