"""Every statement leads to the form that reports an error in exactly it, without a stop more for the keyboard."""

import re

import pytest
from django.core.cache import cache

from relations import rendering
from relations.documents import load
from tests import records
from tests.records import VISIT

pytestmark = pytest.mark.one_engine

PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
REMOVED = {"n": 2, "removed": True}
CLAIMS = [
    {"n": 1, "text": "It is so.", "standing": "established"},
    {"n": 2, "text": "It was so.", "standing": "established"},
    {"n": 3, "text": "Nobody says where from.", "standing": "established"},
]


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish(*records.background())
    records.publish(records.visit(claims=CLAIMS, citations=[records.cited(), records.cited("claims/2/text", 2)]))


def offered(html):
    return re.findall(r'<a href="(/report/\?about=[^"]+place=[^"]+)"', html)


def test_each_statement_leads_to_its_own_form(public, client):
    html = client.get(PAGE).content.decode()
    assert offered(html) == [f"/report/?about={VISIT}&amp;place=c{n}" for n in (1, 2, 3)]
    form = client.get(f"/report/?about={VISIT}&place=c2").content.decode()
    assert "statement 2" in form
    assert '<input type="hidden" name="place" value="c2">' in form


def test_the_link_is_folded_away_with_the_evidence(public, client):
    folded = re.findall(r"<details class=\"evi\">.*?</details>", client.get(PAGE).content.decode(), re.DOTALL)
    assert [len(offered(each)) for each in folded] == [1, 1]


def test_a_removed_statement_cannot_be_reported(public, client):
    records.publish(records.visit(claims=[CLAIMS[0], REMOVED], citations=[records.cited()], change={"kind": "update"}))
    assert offered(client.get(PAGE).content.decode()) == [f"/report/?about={VISIT}&amp;place=c1"]


def test_a_preview_offers_no_report(public):
    assert not offered(rendering.article(load(records.visit(claims=CLAIMS))))


def test_the_czech_page_leads_to_the_czech_form(public, client):
    html = client.get(f"/cs{PAGE}").content.decode()
    assert "Nahlásit chybu v\xa0tomto tvrzení" in html
    assert f'href="/cs/report/?about={VISIT}&amp;place=c1"' in html


def test_the_czech_page_names_the_language_of_an_excerpt(public, client):
    quoted = records.cited() | {"language": "ru"}
    records.publish(records.visit(claims=CLAIMS, citations=[quoted], change={"kind": "update"}))
    assert "Jazyk: ruština." in client.get(f"/cs{PAGE}").content.decode()
    assert "In Russian." in client.get(PAGE).content.decode()
