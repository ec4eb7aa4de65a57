"""The pages about this site: what they promise, what they say when nobody set them up, how much they cost."""

import gzip
import html
import re

import pytest

from relations import codebook, publication
from relations.vocabularies import Standing
from tests import records

pytestmark = pytest.mark.one_engine

PAGES = ("/about/", "/about/method/", "/about/codebook/", "/about/accessibility/", "/data/")
KB = 1024


def words(answer):
    return words_of(answer.content.decode().partition("<main")[2])


def words_of(body):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


@pytest.mark.parametrize("address", PAGES)
def test_each_answers_once_and_then_with_304(db, client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert first.content.decode().count("<h1") == 1
    assert not first.cookies


@pytest.mark.parametrize("address", PAGES)
def test_each_keeps_its_budget(lawless, client, address):
    records.publish_visits(25)
    assert len(gzip.compress(client.get(address).content)) <= 20 * KB


def test_every_page_of_the_site_links_to_them(db, client):
    for address in ("/", "/api/", "/nope/"):
        footer = client.get(address).content.decode().partition("<footer")[2]
        assert [page for page in PAGES if f'href="{page}"' not in footer] == []


def test_nobody_who_answers_is_said(db, client, settings):
    settings.RESPONSIBLE_EDITOR = settings.CONTACT_EMAIL = ""
    assert "Not set up: whoever runs this installation has not said who answers for it." in words(client.get("/about/"))


def test_who_answers_and_the_licence_come_from_the_settings(db, client, settings):
    settings.RESPONSIBLE_EDITOR, settings.CONTACT_EMAIL = "Ada <Novak>", "editors@example.org"
    settings.CONTACT_ADDRESS, settings.CONTENT_LICENCE = "1 High Street", "CC BY 4.0"
    settings.CONTENT_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
    page = client.get("/about/").content.decode()
    assert "Ada &lt;Novak&gt;" in page and "Not set up" not in page and "1 High Street" in page
    assert '<a href="mailto:editors@example.org">' in page
    link = '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a>'
    assert link in page.partition("<footer")[2] and link in client.get("/api/").content.decode()


def test_no_licence_of_content_is_assumed(db, client):
    footer = client.get("/").content.decode().partition("<footer")[2]
    assert "not decided yet; ask before republishing more than excerpts" in footer


def test_the_method_defines_what_the_codebook_defines(db, client):
    page = words(client.get("/about/method/"))
    assert [str(rule) for rule in codebook.INCLUSION.values() if str(rule) not in page] == []
    assert [str(each) for each in codebook.DEFINITIONS[Standing].values() if str(each) not in page] == []


def test_gaps_are_counted_by_year_and_group(lawless, client, django_assert_num_queries):
    early = records.visit("EAR1Y0", "1951", title="An early visit")
    records.publish(*records.background(), records.visit(), early)
    with django_assert_num_queries(3):
        page = client.get("/about/method/").content.decode()
    gaps = words_of(page.partition('id="gaps"')[2])
    assert "2 entries." in gaps and "1950 1 – – – – – – – – 1960 1960–1979: none yet 1980 – – – 1 " in gaps
    assert "Visits and talks 2 1960–1979 " in gaps and "Treaties and agreements 0 1950–1989 " in gaps
    found = re.search(r'href="(/first-second/timeline/[^"]*1983[^"]*)" aria-label="1983: 1"', page)[1]
    assert "Visit V1S1T1" in client.get(html.unescape(found)).content.decode()
    publication.withdraw(public_id=records.DOSSIER, reason="error")
    assert "1960–1979" not in words(client.get("/about/method/"))


def test_a_table_of_years_has_ten_columns_and_no_year_twice(lawless, client):
    records.publish(*records.background(), *(records.visit(f"Y{year}A", str(year)) for year in (1918, 1945, 2024)))
    table = re.search('<table class="years">.*?</table>', client.get("/about/method/").content.decode(), re.DOTALL)[0]
    rows = [row for row in table.split("<tr>")[2:] if 'class="none"' not in row]
    assert [row.count("<td") for row in rows] == [10] * len(rows)
    assert re.findall('aria-label="([0-9]+): 1"', table) == ["1918", "1945", "2024"]


@pytest.mark.parametrize("address", PAGES)
def test_each_speaks_czech(lawless, client, address):
    records.publish_visits(3)
    page = client.get(f"/cs{address}").content.decode()
    assert '<html lang="cs"' in page
    main = page.partition("<main")[2].partition("</main>")[0]
    text = words_of(re.sub(r'<code>.*?</code>|<(\w+) lang="en".*?</\1>', "", main, flags=re.DOTALL)).lower()
    assert [word for word in ("the", "and", "of", "is", "what") if f" {word} " in text] == []


def test_a_demonstration_claims_no_reviewer(db, client, settings):
    settings.DEMO = True
    assert "no person has reviewed the records" in words(client.get("/about/method/"))
