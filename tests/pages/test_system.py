"""Pages of the machine: what they say, and that they say no more than that."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, OperationalError
from django.test import Client

from relations import http, publication
from relations.models import Listing, TimelineEntry
from relations.views import records as record_views
from relations.views import system
from tests import records


def test_liveness_asks_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/livez/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready(lawless, client, monkeypatch):
    monkeypatch.setattr(http, "READINESS", [])
    cache.clear()
    records.publish_visits(1)
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json(), answer["Cache-Control"]) == (200, {"status": "ok"}, "no-store")


@pytest.mark.parametrize("model", [TimelineEntry, Listing])
def test_not_ready_while_cards_or_items_are_of_another_build(lawless, client, monkeypatch, model):
    monkeypatch.setattr(http, "READINESS", [])
    cache.clear()
    records.publish_visits(1)
    model.objects.update(renderer="older")
    assert (client.get("/readyz/").status_code, client.get("/readyz/").json()["reason"]) == (503, "cards")


def test_not_ready_without_the_database(db, client, monkeypatch):
    def refuse(*args):
        raise DatabaseError("secret host name")

    monkeypatch.setattr(system, "MigrationExecutor", refuse)
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (503, {"status": "unready", "reason": "database"})


def test_not_ready_for_a_reason_that_the_desk_gives(db, client, monkeypatch):
    monkeypatch.setattr(http, "READINESS", [lambda: "", lambda: "laws"])
    assert client.get("/readyz/").json() == {"status": "unready", "reason": "laws"}


@pytest.mark.desk
def test_ready_with_the_laws_of_the_desk(db, client):
    assert client.get("/readyz/").json() == {"status": "ok"}


@pytest.mark.desk
def test_not_ready_while_laws_are_missing(lawless, client):
    assert client.get("/readyz/").json() == {"status": "unready", "reason": "laws"}


def test_not_found_is_one_page_for_every_address(lawless, client):
    """Where the address says nothing that could be searched for; else it is a function of the address alone."""
    answers = [client.get(address) for address in ("/-/", "/visits/ZZZZZZ/x/", "/r/QQQQQQ/", "/people/QQQQQQ/")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_not_found_offers_the_words_and_the_year_of_the_address(lawless, client, django_assert_num_queries):
    records.publish_visits(3)
    with django_assert_num_queries(0):
        plain = client.get("/old/talks-in-<b>-prague.html").content.decode()
    assert 'value="talks prague"' in plain and "names the year" not in plain
    page = client.get("/first-second/vasiliev-1968.html").content.decode()
    assert 'value="vasiliev 1968"' in page
    assert (
        '<a href="/first-second/timeline/?date_from=1968&amp;date_to=1968"><bdi>First – Second</bdi>, 1968</a>' in page
    )
    assert "Na této adrese" in client.get("/cs/visits/ZZZZZZ/x/").content.decode()


def test_the_year_of_an_address_names_no_dossier_that_was_withdrawn(lawless, client):
    records.publish_visits(3)
    publication.withdraw(public_id=records.DOSSIER, reason="error")
    assert "First – Second" not in client.get("/x/1968/").content.decode()


def test_a_withdrawn_record_says_so_in_both_languages(lawless, client):
    records.publish_visits(3)
    publication.withdraw(public_id="V00002", reason="error")
    english, czech = (client.get(f"{start}/visits/V00002/x/") for start in ("", "/cs"))
    assert (english.status_code, czech.status_code) == (410, 410)
    assert "This record was withdrawn" in english.content.decode() and "/api/v1/changes/" in english.content.decode()
    assert "Tento záznam byl stažen" in czech.content.decode() and "This record" not in czech.content.decode()


def test_a_fault_shows_nothing_of_itself(lawless, monkeypatch):
    def fail(*args, **kwargs):
        canary = "CANARY"
        raise RuntimeError(canary)

    monkeypatch.setattr(record_views.profiles, "profile", fail)
    answer = Client(raise_request_exception=False).get("/visits/K7Q2XD/x/")
    assert answer.status_code == 500
    assert b"Something went wrong on our side" in answer.content
    assert b"CANARY" not in answer.content


def test_a_database_that_does_not_answer_is_no_fault_of_the_page(lawless, monkeypatch):
    def fail(*args, **kwargs):
        refusal = "connection to server at CANARY failed"
        raise OperationalError(refusal)

    monkeypatch.setattr(http, "read_head", fail)
    for address in ("/", "/cs/", "/first-second/timeline/"):
        answer = Client(raise_request_exception=False).get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert b"Not available at the moment" in answer.content and "Momentálně".encode() in answer.content
        assert b"CANARY" not in answer.content and "ETag" not in answer and len(answer.content) < 8 * 1024


def test_the_page_of_a_fault_is_small_and_asks_nothing(rf, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = system.server_error(rf.get("/"))
    assert len(answer.content) < 8 * 1024
    assert 'lang="cs"' in answer.content.decode() and "Na naší straně" in answer.content.decode()


def test_an_unknown_host_is_told_so(client):
    answer = client.get("/nowhere/", headers={"Host": "evil.example"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain")
    assert b"evil" not in answer.content
