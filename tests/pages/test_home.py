"""The front page: what it is before and after the first publication."""

import html
import re

import pytest

from relations import http, publication
from relations.documents import content_hash
from tests import records

pytestmark = pytest.mark.one_engine


def text(response):
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def test_it_stands_before_anything_is_public(db, client):
    response = client.get("/")
    assert response.status_code == 200
    assert "Nothing has been published yet." in text(response)


def test_each_dossier_is_a_card_with_its_count(lawless, client):
    records.publish_visits(3)
    response = client.get("/")
    assert "First – Second 3 reviewed entries last change" in text(response)
    assert '<h3><a href="/first-second/"><bdi>First – Second</bdi></a></h3>' in response.content.decode()


def test_a_withdrawn_dossier_is_no_card(lawless, client):
    records.publish_visits(1)
    publication.withdraw(public_id=records.DOSSIER, reason="error")
    assert "First – Second" not in text(client.get("/"))


def test_the_newest_changes_are_told_and_a_withdrawn_record_is_not_named(lawless, client):
    records.publish_visits(3)
    assert "First publication: Visit V00002" in text(client.get("/"))
    publication.withdraw(public_id="V00002", reason="error")
    assert "Withdrawn: a record that is withdrawn now (V00002)" in text(client.get("/"))
    assert "Visit V00002" not in text(client.get("/"))


def test_in_czech_it_has_the_czech_titles_and_marks_the_others(lawless, client):
    words = {"n": 1, "anchor": "title", "language": "cs", "text": "Jednání v Praze", "of": content_hash("Talks")}
    records.publish(
        *records.background(), records.visit("CZECH1", title="Talks", translations=[words]), records.visit()
    )
    page = client.get("/cs/").content.decode()
    assert "První zveřejnění: " in page and "<bdi>Jednání v\xa0Praze</bdi></a>" in page
    assert '<bdi><span lang="en">Visit V1S1T1</span></bdi>' in page
    assert "<strong>2</strong> schválené záznamy" in page and "poslední změna <time" in page


def test_it_is_a_front_door(lawless, client):
    """Search, each list of each dossier, how to cite, to report, to take data, and who answers."""
    records.publish_visits(3)
    page = client.get("/").content.decode().partition("<main")[2].partition("</main>")[0]
    assert page.count('role="search"') == 1
    paths = re.findall(r'<a href="(/[^"]*)"', page)
    assert {"/report/", "/about/", "/about/method/", "/api/"} <= set(paths)
    lists = [f"/first-second/{word}" for word in ("", "timeline/", "visits/", "ledger/", "statistics/", "corrections/")]
    assert set(lists) <= set(paths)
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert "Cite a page" in page


def test_it_says_how_records_are_reviewed_and_where_the_data_is(db, client):
    response = client.get("/")
    assert "Approved by somebody else" in text(response)
    address = http.site()["api_path"]
    assert f'<a href="{address}">the API</a>' in response.content.decode()
    assert client.get(address).status_code == 200


def test_three_queries(lawless, client, django_assert_num_queries):
    records.publish_visits(3)
    with django_assert_num_queries(3):
        client.get("/")


def test_an_unknown_parameter_is_said(db, client):
    assert "does not know it: bogus" in text(client.get("/?bogus=1"))
