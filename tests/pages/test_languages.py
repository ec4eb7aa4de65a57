"""Czech pages: the same addresses behind `/cs`, translated texts where there are any, the others marked as the original."""

import re

import pytest
from django.core.cache import cache
from django.utils import translation

from relations import cards, publication
from relations.documents import content_hash, load
from relations.models import TimelineEntry
from tests import records
from tests.reading import text_of
from tests.records import VISIT

pytestmark = pytest.mark.one_engine

PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
TITLE = "Jednání v Praze"


@pytest.fixture
def public(lawless):
    cache.clear()
    own = {"title": "Talks in Prague", "summary": "They met & talked."}
    translated = {"n": 1, "anchor": "title", "language": "cs", "text": TITLE, "of": content_hash(own["title"])}
    records.publish(*records.background(), records.visit(**own, translations=[translated]))


def html(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_same_address_behind_the_prefix_speaks_czech(public, client):
    page = html(client, f"/cs{PAGE}")
    assert '<html lang="cs"' in page and '<html lang="en"' in html(client, PAGE)
    assert "<h1><bdi>Jednání v\xa0Praze</bdi></h1>" in page
    assert '<bdi lang="en">Talks in Prague</bdi>' in page


def test_a_text_without_translation_stays_and_names_its_language(public, client):
    page = html(client, f"/cs{PAGE}")
    assert '<span lang="en">They met &amp; talked.</span>' in page
    assert '<meta name="description" content="They met &amp; talked.">' in page
    assert 'lang="en">They met' not in html(client, PAGE)


def test_the_window_and_the_attributes_of_a_page_hold_no_markup(public, client):
    page = html(client, f"/cs{records_path()}")
    assert not re.search(r'="[^"]*<', page)
    assert "<" not in re.search(r"<title>(.*?)</title>", page)[1]


def records_path():
    return "/people/PERS01/person-pers01/"


def test_own_addresses_lead_on_in_czech(public, client):
    page = html(client, f"/cs{PAGE}")
    own = re.findall(r'<a (?!.*?hreflang)[^>]*?href="(/[^"]*)"', page)
    assert own and [path for path in own if not path.startswith(("/cs/", "/api/v1/"))] == []
    assert f'<link rel="canonical" href="http://testserver/cs{PAGE}">' in page
    assert f'<link rel="alternate" hreflang="en" href="http://testserver{PAGE}">' in page


def test_each_page_leads_to_itself_in_the_other_language(public, client):
    assert f'hreflang="cs" href="/cs{PAGE}"' in html(client, PAGE)
    assert f'hreflang="en" href="{PAGE}"' in html(client, f"/cs{PAGE}")
    assert 'href="/cs/search/?q=a%26%22b"' in html(client, "/search/?q=a%26%22b")


def test_a_page_that_is_not_there_is_told_in_the_language_of_its_address(public, client):
    answer = client.get("/cs/visits/ZZZZZZ/nothing/")
    assert answer.status_code == 404
    assert '<html lang="cs"' in answer.content.decode() and 'hreflang="en" href="/"' in answer.content.decode()


@pytest.mark.parametrize("path", [f"/cs/visits/{VISIT}/", f"/cs/visits/{VISIT}/older-slug/", f"/cs/r/{VISIT}/"])
def test_every_redirect_stays_in_the_language(public, client, path):
    assert client.get(path)["Location"] == f"/cs{PAGE}"


def test_a_missing_slash_is_added_once(public, client):
    assert client.get(f"/cs{PAGE.rstrip('/')}")["Location"] == f"/cs{PAGE}"


def test_what_has_no_language_is_not_found_under_one(public, client):
    for path in ("/cs/cs/", "/cs/admin/", "/cs/livez/", "/cs/api/v1/visits/", "/cs/robots.txt"):
        assert client.get(path).status_code == 404, path


def test_each_language_has_its_validator_and_its_place_in_the_cache(public, client):
    first, second = client.get(PAGE), client.get(f"/cs{PAGE}")
    assert first["ETag"] != second["ETag"]
    assert client.get(PAGE).content == first.content
    assert client.get(f"/cs{PAGE}").content == second.content


def test_lists_show_the_card_of_their_language(public, client):
    path = "/first-second/timeline/"
    assert "Jednání v\xa0Praze" in html(client, f"/cs{path}")
    assert "Talks in Prague" in text_of(client.get(path))


def test_cards_are_rendered_alike_whatever_the_process_speaks(public):
    row = TimelineEntry.objects.get(edition__record__public_id=VISIT)
    before = (row.card, row.card_cs)
    assert "Jednání v\xa0Praze" in row.card_cs and '<span lang="en">They met' in row.card_cs
    with translation.override("cs"):
        card = cards.render(load(row.edition.document), row.edition)
        publication.rebuild()
    row = TimelineEntry.objects.get(edition__record__public_id=VISIT)
    assert (row.card, row.card_cs) == before == (card.html["en"], card.html["cs"])


def test_names_of_other_records_are_said_in_czech(public, client):
    assert "Jednání v\xa0Praze" in html(client, f"/cs{records_path()}")


@pytest.mark.parametrize(
    "path", ["/cs/visits/ZZZZZZ/nothing/", "/nowhere/at/all/", "/cs/nowhere/at/all/", f"/cs{PAGE}"]
)
def test_an_answer_is_as_long_as_it_says(public, client, path):
    answer = client.get(path)
    assert int(answer["Content-Length"]) == len(answer.content)
