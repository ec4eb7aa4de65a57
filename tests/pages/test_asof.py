"""The first clock on item pages: what had been published at the end of a day, and that nothing withdrawn comes back."""

import datetime
import re

import pytest
from django.core.cache import cache

from relations import moments, publication
from tests import records
from tests.reading import text_of
from tests.records import GUEST, VISIT

PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
CORRECTION = {"kind": "correction", "note": "The last day was wrong."}
FORM = re.compile(r'<form action="([^"]+)" method="get"><label for="asof">.*?</form>', re.DOTALL)


def on(day: int, hour: str = "12:00:00") -> datetime.datetime:
    """A moment of March 2024."""
    return datetime.datetime.fromisoformat(f"2024-03-{day:02}T{hour}+00:00")


def as_of(client, day: int, path: str = PAGE):
    return client.get(f"{path}?asof=2024-03-{day:02}")


@pytest.fixture
def public(lawless):
    """Published on the 1st, corrected on the 10th."""
    cache.clear()
    publication.publish(documents=[*records.background(), records.visit()], at=on(1))
    publication.publish(documents=[records.visit(change=CORRECTION, summary="Another lead.")], at=on(10))


# --- What stood then ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day, lead",
    [(1, "The guest was received"), (9, "The guest was received"), (10, "Another lead."), (31, "Another lead.")],
)
def test_a_day_shows_the_edition_that_stood_at_its_end(public, client, day, lead):
    answer = as_of(client, day)
    assert (answer.status_code, lead in text_of(answer)) == (200, True)
    assert f"as published at the end of {day} March 2024 (UTC)" in text_of(answer)


def test_a_day_ends_at_midnight_utc(lawless, client):
    publication.publish(documents=[*records.background(), records.visit()], at=on(1, "23:59:59"))
    publication.publish(documents=[records.visit(change=CORRECTION, summary="Another lead.")], at=on(2, "00:00:00"))
    assert "The guest was received" in text_of(as_of(client, 1))
    assert "Another lead." in text_of(as_of(client, 2))


def test_the_banner_names_version_present_page_and_what_is_of_today(public, client):
    words = text_of(as_of(client, 5))
    assert "It is version 1, published 1 March 2024 . It has changed since: read the present page ." in words
    assert "The names of other records, and what they say of this one, are today’s." in words
    assert "It has not changed since; the present page says the same." in text_of(as_of(client, 15))


def test_the_names_of_others_are_todays(public, client):
    records.publish(records.document("person", GUEST, {"kind": "update"}, title="Renamed Person", **records.claims()))
    assert "Renamed Person" in text_of(as_of(client, 5))


def test_it_is_kept_out_of_search_engines_and_points_to_the_present(public, client):
    html = as_of(client, 5).content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://testserver{PAGE}">' in html


def test_a_citation_there_is_one_of_that_version(public, client):
    html = as_of(client, 5).content.decode()
    assert f'href="{PAGE}v1/?format=ris"' in html
    assert f"http://testserver/r/{VISIT}/v1/" in html
    answer = client.get(f"{PAGE}?asof=2024-03-05&format=ris")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}v1/?format=ris")


@pytest.mark.parametrize(
    "path",
    [
        f"/people/{GUEST}/person-pers01/",
        f"/sources/{records.SOURCE}/source-s0rce1/",
        f"/places/{records.PLACE}/place-p1ace1/",
    ],
)
def test_profiles_know_the_clock_too(public, client, path):
    assert (as_of(client, 1, path).status_code, as_of(client, 15, path).status_code) == (200, 200)
    assert client.get(f"{path}?asof=2024-02-29").status_code == 404


# --- Headers of RFC 7089 --------------------------------------------------------------------------


def test_a_page_of_the_past_says_which_moment_it_shows(public, client):
    answer = as_of(client, 5)
    assert answer["Memento-Datetime"] == "Tue, 05 Mar 2024 23:59:59 GMT"
    assert answer["Link"] == (
        f'<http://testserver{PAGE}>; rel="original", '
        f'<http://testserver{PAGE}versions/?format=link>; rel="timemap"; type="application/link-format"'
    )
    assert client.get(f"{PAGE}v2/")["Memento-Datetime"] == "Sun, 10 Mar 2024 12:00:00 GMT"
    assert "Memento-Datetime" not in client.get(PAGE)


def test_the_headers_survive_the_cache(public, client):
    first, second = as_of(client, 5), as_of(client, 5)
    assert (first["Memento-Datetime"], first["Link"]) == (second["Memento-Datetime"], second["Link"])


def test_the_time_map_lists_every_version_that_is_public(public, client):
    answer = client.get(f"{PAGE}versions/?format=link")
    assert answer["Content-Type"] == "application/link-format; charset=utf-8"
    links = re.findall(
        r'<http://testserver([^>]+)>;rel="([^"]+)"(?:;type="[^"]+")?(?:;datetime="([^"]+)")?', answer.content.decode()
    )
    assert links == [
        (PAGE, "original", ""),
        (f"{PAGE}versions/?format=link", "self", ""),
        (f"{PAGE}v1/", "first memento", "Fri, 01 Mar 2024 12:00:00 GMT"),
        (f"{PAGE}v2/", "last memento", "Sun, 10 Mar 2024 12:00:00 GMT"),
    ]


def test_the_time_map_of_what_was_withdrawn_names_no_version(public, client):
    publication.withdraw(public_id=VISIT, reason="error", at=on(12))
    text = client.get(f"/visits/{VISIT}/withdrawn/versions/?format=link").content.decode()
    assert "memento" not in text


# --- Withdrawn, reinstated, merged ----------------------------------------------------------------


@pytest.mark.parametrize("day", [1, 5, 11, 12, 20])
def test_what_is_withdrawn_is_gone_on_every_day(public, client, day):
    publication.withdraw(public_id=VISIT, reason="error", at=on(12))
    answer = as_of(client, day)
    assert (answer.status_code, f"Visit {VISIT}" in text_of(answer)) == (410, False)
    assert client.get(f"{PAGE}?asof=1999-01-01").status_code == 410


def test_what_stood_withdrawn_for_a_time_was_not_public_then(public, client):
    publication.withdraw(public_id=VISIT, reason="error", at=on(12))
    publication.reinstate(public_id=VISIT, at=on(15))
    assert [as_of(client, day).status_code for day in (5, 11, 12, 14, 15)] == [200, 200, 404, 404, 200]
    words = text_of(as_of(client, 13))
    assert "The record stood withdrawn on that day." in words
    assert f"What is public now: Visit {VISIT}" in words


def test_withdrawn_and_reinstated_within_a_day_is_no_gap(public, client):
    publication.withdraw(public_id=VISIT, reason="error", at=on(12, "09:00:00"))
    publication.reinstate(public_id=VISIT, at=on(12, "18:00:00"))
    assert as_of(client, 12).status_code == 200


def test_a_later_edition_does_not_bring_withdrawn_ones_back(public, client):
    publication.withdraw(public_id=VISIT, reason="error", at=on(12))
    publication.confirm_withdrawal(public_id=VISIT, notice="n", at=on(13))
    publication.publish(documents=[records.visit(change=CORRECTION, summary="A third lead.")], at=on(15))
    assert [as_of(client, day).status_code for day in (5, 11, 13, 14, 15)] == [410, 410, 404, 404, 200]
    assert "Another lead." not in text_of(as_of(client, 11))
    assert "Present version" in text_of(as_of(client, 11))


def test_what_vanished_is_gone_on_every_day(public, client):
    publication.vanish(public_id=VISIT, at=on(12))
    assert {as_of(client, day, f"/visits/{VISIT}/x/").status_code for day in (1, 11, 20)} == {410}


def test_a_merged_record_is_itself_before_and_the_survivor_after(public, client):
    publication.publish(
        documents=[records.document("person", "MERGE1", title="The same", **records.claims())], at=on(2)
    )
    publication.merge(public_id="MERGE1", survivor=GUEST, at=on(12))
    path = "/people/MERGE1/person-merge1/"
    before, after = as_of(client, 5, path), as_of(client, 12, path)
    assert (before.status_code, "The same" in text_of(before)) == (200, True)
    assert "The record was merged since: Guest Person stands for it now." in text_of(before)
    assert (after.status_code, after["Location"]) == (302, f"/people/{GUEST}/person-pers01/?asof=2024-03-12")


def test_before_its_first_publication_nothing_is_found_but_the_way_to_the_present(public, client):
    answer = client.get(f"{PAGE}?asof=2024-02-29")
    assert answer.status_code == 404
    assert "It was first published on 1 March 2024 ." in text_of(answer)
    assert f'<a href="{PAGE}">' in answer.content.decode()
    assert client.get("/visits/ZZZZZZ/x/?asof=2024-02-29").status_code == 404


# --- What a reader may ask ------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["2024", "20240305", "2024-02-30", "0000-01-01", "%00", "%3Cscript%3E", "٢٠٢٤-٠٣-٠٥"])
def test_a_malformed_day_is_ignored_and_named(public, client, value):
    answer = client.get(f"{PAGE}?asof={value}")
    assert (answer.status_code, "Another lead." in text_of(answer)) == (200, True)
    assert "is not a day of the calendar; for example 2026-05-01." in text_of(answer)
    assert "<script>" not in answer.content.decode()


def test_two_days_are_none(public, client):
    answer = client.get(f"{PAGE}?asof=2024-03-05&asof=2024-03-06")
    assert "asof takes one value and was given 2" in text_of(answer)
    assert "Another lead." in text_of(answer)


@pytest.mark.parametrize("value", ["", "0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_break_nothing(public, client, value):
    assert client.get(f"{PAGE}?asof={value}").status_code in (200, 404)


def test_a_day_to_come_is_the_present_and_says_so(public, client, monkeypatch):
    monkeypatch.setattr(moments, "today", lambda: datetime.date(2024, 3, 8))
    answer = as_of(client, 9)
    assert "9 March 2024 has not come yet; this is what is public now." in text_of(answer)
    assert ("as published at the end" in text_of(answer), "Memento-Datetime" in answer) == (False, False)
    assert "as published at the end" not in text_of(as_of(client, 8))
    assert "as published at the end of 7 March 2024" in text_of(as_of(client, 7))


def test_another_spelling_leads_on_with_the_day(public, client):
    answer = client.get(f"/visits/{VISIT.lower()}/older/?asof=2024-03-05")
    assert (answer.status_code, answer["Location"]) == (301, f"{PAGE}?asof=2024-03-05")


def test_the_short_address_leads_on_with_the_day(public, client):
    answer = client.get(f"/r/{VISIT}/?asof=2024-03-05")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?asof=2024-03-05")
    assert client.get(f"/r/{VISIT}/?asof=2024")["Location"] == PAGE
    publication.withdraw(public_id=VISIT, reason="error", at=on(12))
    assert client.get(f"/r/{VISIT}/?asof=2024-03-05").status_code == 410


def test_versions_do_not_know_the_clock_and_say_so(public, client):
    assert "Ignored, because this page does not know it: asof." in text_of(client.get(f"{PAGE}v1/?asof=2024-03-05"))


def test_the_form_leads_to_the_page_of_a_day(public, client):
    for path in (PAGE, f"{PAGE}v1/"):
        form = FORM.search(client.get(path).content.decode())
        assert form[1] == PAGE
        assert 'name="asof" type="date" required min="2024-03-01"' in form[0]
    assert 'value="2024-03-05"' in FORM.search(as_of(client, 5).content.decode())[0]


def test_it_costs_one_query_more(public, client, django_assert_num_queries):
    with django_assert_num_queries(4):
        assert as_of(client, 5).status_code == 200
    with django_assert_num_queries(4):
        assert client.get(f"{PAGE}?asof=2024-02-28").status_code == 404


# --- API ------------------------------------------------------------------------------------------


def test_the_item_of_a_day_is_the_document_of_then(public, client):
    address = f"/api/v1/visits/{VISIT}/"
    found = client.get(f"{address}?asof=2024-03-05").json()["data"]
    assert (found["version"], found["document"]["record"]["summary"]) == (1, "The guest was received by the host.")
    assert client.get(f"{address}?asof=2024-03-10").json()["data"] == client.get(address).json()["data"]
    assert client.get(f"{address}?asof=2024-02-29").status_code == 404
    assert client.get(f"{address}?asof=2024").status_code == 400
    publication.withdraw(public_id=VISIT, reason="error", at=on(12))
    assert client.get(f"{address}?asof=2024-03-05").status_code == 410


def test_the_item_of_a_withdrawn_version_is_gone(public, client):
    publication.withdraw(public_id=VISIT, reason="error", at=on(12))
    publication.confirm_withdrawal(public_id=VISIT, notice="n", at=on(13))
    publication.publish(documents=[records.visit(change=CORRECTION)], at=on(15))
    address = f"/api/v1/visits/{VISIT}/?asof=2024-03-"
    assert [client.get(f"{address}{day}").status_code for day in (11, 14, 15)] == [410, 404, 200]


def test_the_item_of_a_merged_record_is_its_own_until_then(public, client):
    publication.publish(documents=[records.document("person", "MERGE1", **records.claims())], at=on(2))
    publication.merge(public_id="MERGE1", survivor=GUEST, at=on(12))
    address = "/api/v1/people/MERGE1/?asof=2024-03-"
    assert [client.get(f"{address}{day}").status_code for day in ("05", "12")] == [200, 308]


# --- Dossiers -------------------------------------------------------------------------------------


def test_a_dossier_is_shown_as_it_was_too(public, client):
    text = records.document(
        "dossier", records.DOSSIER, {"kind": "update"}, title="First – Second", slug="second-first", lead="A new lead.",
        sides=[{"n": 1, "label": "First", "countries": [records.FIRST]}, {"n": 2, "label": "Second", "countries": [records.SECOND]}],
    )  # fmt: skip
    publication.publish(documents=[text], at=on(20))
    before, after = (as_of(client, day, "/second-first/") for day in (19, 20))
    assert ("A new lead." in text_of(before), "A new lead." in text_of(after)) == (False, True)
    assert "as published at the end of 19 March 2024" in text_of(before)
    assert before["Memento-Datetime"] == "Tue, 19 Mar 2024 23:59:59 GMT"
    moved = as_of(client, 19, "/first-second/")
    assert (moved.status_code, moved["Location"]) == (301, "/second-first/?asof=2024-03-19")
    assert client.get("/second-first/?asof=2024-02-01").status_code == 404


# --- Czech ----------------------------------------------------------------------------------------


def test_a_page_of_the_past_speaks_czech_and_stays_there(public, client):
    answer = as_of(client, 5, f"/cs{PAGE}")
    words = text_of(answer)
    assert "Toto je stránka tak, jak byla zveřejněna na konci dne 5. března 2024 (UTC)." in words
    assert f'<http://testserver/cs{PAGE}>; rel="original"' in answer["Link"]
    assert FORM.search(answer.content.decode())[1] == f"/cs{PAGE}"
    assert f'href="/cs{PAGE}v1/?format=ris"' in answer.content.decode()
    assert "nebylo z tohoto záznamu nic zveřejněno" in text_of(client.get(f"/cs{PAGE}?asof=2024-02-01"))


def test_versions_and_comparisons_speak_czech(public, client):
    assert "Porovnat s verzí 1" in text_of(client.get(f"/cs{PAGE}versions/"))
    words = text_of(client.get(f"/cs{PAGE}compare/1..2/"))
    assert "Liší se 1 místo Shrnutí" in words
    assert "The guest was received" in words
    assert '<div class="words" lang="en">' in client.get(f"/cs{PAGE}compare/1..2/").content.decode()
    assert '<div class="words">' in client.get(f"{PAGE}compare/1..2/").content.decode()
