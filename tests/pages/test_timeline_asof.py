"""The timeline as it was public on a day: entries, counts, headers, formats, and days on which nothing was public."""

import datetime
import html
import re

import pytest
from django.core.cache import cache

from relations import publication
from tests import records
from tests.pages.test_timeline import PATH, entries, links, text

EARLY, LATE = "2026-01-01T12:00:00+00:00", "2026-02-01T12:00:00+00:00"


def publish_at(moment, *documents):
    publication.publish(documents=list(documents), at=datetime.datetime.fromisoformat(moment))


@pytest.fixture
def two(lawless):
    """Two visits published in January, one and an incident in February."""
    cache.clear()
    publish_at(EARLY, *records.background(), records.visit("V00001", "1983-01-03"), records.visit("V00003", "1950"))
    publish_at(LATE, records.visit("V00002", "1987", standing="alleged"), records.cause())


def test_the_list_is_that_of_the_day(two, client):
    response = client.get(f"{PATH}?asof=2026-01-31")
    assert entries(response) == ["V00003", "V00001"]
    assert "As published on 31 January 2026. Names of other records are today’s." in text(response).replace("\xa0", " ")
    assert entries(client.get(f"{PATH}?asof=2025-12-31")) == []
    assert entries(client.get(PATH)) == ["V00003", "V00001", "V00002", "CAVSE1"]


def test_counts_and_figure_are_those_of_the_day(two, client):
    found = text(client.get(f"{PATH}?asof=2026-01-31"))
    assert "reviewed entries 2 years covered 1950–1983" in found
    assert "Incidents" not in found.partition("Table of this figure")[0]
    assert "Official visit 2" in found
    assert "Alleged" not in found
    now = text(client.get(PATH))
    assert "reviewed entries 4 years covered 1950–2014" in now
    assert "Official visit 3" in now


def test_three_queries_for_a_day_of_the_past(two, client, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(f"{PATH}?asof=2026-01-31")


def test_links_of_the_page_stay_on_the_day(two, client):
    response = client.get(f"{PATH}?asof=2026-01-31&group=visit")
    assert f"{PATH}?date_from=1983&date_to=1983&group=visit&asof=2026-01-31" in links(response, PATH + r"\?[^\"]*")
    assert f"{PATH}?group=visit" in links(response, PATH + r"\?[^\"]*")


def test_its_headers_name_the_moment_and_the_page_of_today(two, client):
    response = client.get(f"{PATH}?asof=2026-01-31&group=visit")
    assert response["Memento-Datetime"] == "Sat, 31 Jan 2026 23:59:59 GMT"
    assert response["Link"] == f'<http://testserver{PATH}?group=visit>; rel="original"'
    assert 'content="noindex"' in response.content.decode()
    cached = client.get(f"{PATH}?asof=2026-01-31&group=visit")
    assert cached["Memento-Datetime"] == response["Memento-Datetime"]
    assert "Memento-Datetime" not in client.get(PATH)


@pytest.mark.parametrize("wanted", ["csv", "json", "atom", "jsonfeed", "ics"])
def test_every_format_is_of_the_day_too(two, client, wanted):
    response = client.get(f"{PATH}?asof=2026-01-31&format={wanted}")
    body = response.content.decode()
    assert "V00001" in body
    assert "V00002" not in body
    assert response["Memento-Datetime"] == "Sat, 31 Jan 2026 23:59:59 GMT"
    order = "sort=-updated&" if wanted in ("atom", "jsonfeed") else ""
    assert f'<http://testserver{PATH}?{order}format={wanted}>; rel="original"' in response["Link"]
    assert 'rel="canonical"' in response["Link"]


def test_before_the_first_publication_it_says_so_and_leads_there(two, client):
    response = client.get(f"{PATH}?asof=2025-12-31")
    assert "Nothing was published then. First entry: 1 January 2026" in text(response).replace("\xa0", " ")
    assert f"{PATH}?asof=2026-01-01" in links(response, PATH + r"[^\"]*")
    assert "Memento-Datetime" not in response
    assert "Without" not in text(response)
    assert entries(client.get(f"{PATH}?asof=2026-01-01")) == ["V00003", "V00001"]


def test_filters_that_leave_nothing_of_a_day_are_told_as_ever(two, client):
    found = text(client.get(f"{PATH}?asof=2026-01-31&kind=state"))
    assert "Nothing that fits was published on" in found
    assert "Without State visit : 2 entries" in found
    assert "Nothing was published then" not in found


def test_what_is_withdrawn_now_does_not_come_back(two, client):
    publication.withdraw(public_id="V00001", reason="error")
    assert entries(client.get(f"{PATH}?asof=2026-01-31")) == ["V00003"]
    publication.withdraw(public_id="V00003", reason="error")
    response = client.get(f"{PATH}?asof=2026-01-31")
    assert "V00001" not in response.content.decode()
    assert "Nothing was published then. First entry: 1 February 2026" in text(response).replace("\xa0", " ")


def test_a_dossier_whose_entries_are_all_withdrawn_names_no_first_one(two, client):
    for public_id in ("V00001", "V00002", "V00003", "CAVSE1"):
        publication.withdraw(public_id=public_id, reason="error")
    found = text(client.get(f"{PATH}?asof=2026-01-31"))
    assert "Nothing was published then." in found
    assert "First entry" not in found


def test_a_day_to_come_is_the_present_and_said(two, client):
    response = client.get(f"{PATH}?asof=2099-01-01")
    assert entries(response) == ["V00003", "V00001", "V00002", "CAVSE1"]
    assert "1 January 2099 has not come yet" in text(response).replace("\xa0", " ")
    canonical = re.search(r'<link rel="canonical" href="([^"]+)">', response.content.decode())[1]
    assert html.unescape(canonical).endswith(PATH)
    assert "As published on 1" not in text(response)


def test_what_reads_the_present_cannot_be_asked_of_a_day(two, client):
    found = text(client.get(f"{PATH}?asof=2026-01-31&who={records.GUEST}"))
    assert "who reads what is public now and cannot be joined with asof" in found
