"""The front page of a dossier: its sides, what its entries name, its newest entries, its changes and addresses."""

import html
import re

import pytest

from relations import publication
from tests import records

PATH = "/first-second/"
SIDES = [
    {"n": 1, "label": "First", "countries": [records.FIRST]},
    {"n": 2, "label": "Second", "countries": ["C0NTR3", records.SECOND]},
]


def text(response):
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def dossier(**record):
    values = {"title": "First – Second", "slug": "first-second", "sides": SIDES}
    return records.document("dossier", records.DOSSIER, {"kind": "update"}, **(values | records.claims() | record))


@pytest.fixture
def page(lawless, client):
    """A dossier with a state of the past, and six visits."""
    old = {"historical": True, "existed": {"edtf": "1922-12-30/1991-12-26"}}
    records.publish(*records.background(), records.document("country", "C0NTR3", title="Old Union", **old))
    records.publish(dossier(), *(records.visit(f"V0000{number}", str(1983 + number)) for number in range(6)))
    return client.get(PATH)


def test_both_sides_stand_with_their_countries_and_times(page):
    assert re.search(
        r"First First Country Second Old Union 30 December 1922\s*–\s*26 December 1991 Second Country", text(page)
    )


def test_the_newest_entries_come_first(page):
    cards = re.findall(r'<article class="ev" id="e-(\w+)">', page.content.decode())
    assert cards == ["V00005", "V00004", "V00003", "V00002", "V00001"]
    assert "All 6 entries on the timeline" in text(page)


def test_what_the_entries_name_is_counted_and_leads_to_them(page):
    assert "Guest Person 6 entries" in text(page)
    assert "A Town 6 entries" in text(page)
    assert f'href="{PATH}timeline/?place={records.PLACE}"' in page.content.decode()
    assert f'href="{PATH}timeline/?source={records.SOURCE}"' in page.content.decode()


def test_statements_stand_with_their_sources(page):
    assert 'id="c1"' in page.content.decode()
    assert "A statement." in text(page)


def test_a_withdrawn_record_is_not_named(page, client):
    publication.withdraw(public_id=records.GUEST, reason="privacy")
    answer = client.get(PATH)
    assert "Guest Person" not in text(answer)
    publication.withdraw(public_id="C0NTR3", reason="error")
    assert "30 December 1922" not in text(client.get(PATH))


def test_changes_name_act_and_record(page, client):
    assert "First publication. Visit V00005" in text(page)
    note = {"kind": "correction", "note": "The year was wrong."}
    records.publish(records.visit("V00001", "1985", change=note))
    assert "Correction. Visit V00001 : The year was wrong." in text(client.get(PATH))


def test_an_old_address_leads_to_the_new_one(page, client):
    records.publish(dossier(slug="moved"))
    response = client.get(PATH)
    assert (response.status_code, response["Location"]) == (301, "/moved/")
    assert client.get("/moved/").status_code == 200


def test_a_withdrawn_dossier_is_gone_and_an_unknown_one_was_never_there(page, client):
    publication.withdraw(public_id=records.DOSSIER, reason="error")
    assert client.get(PATH).status_code == 410
    assert client.get("/nowhere/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_entries(page, client, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get(f"{PATH}?again=1")
    records.publish(*(records.visit(f"W{number:05d}", str(1900 + number)) for number in range(40)))
    with django_assert_num_queries(9):
        client.get(PATH)


def test_a_dossier_without_entries_says_so(lawless, client):
    records.publish(*records.background())
    response = client.get(PATH)
    assert "Nothing has been published in this dossier yet." in text(response)
    assert "<figure" not in response.content.decode()


def test_no_route_is_shadowed_by_a_dossier_and_none_shadows_one(page, client):
    assert client.get("/livez/").status_code == 200
    assert client.get(f"{PATH}versions/").status_code == 200
    assert client.get(f"{PATH}v1/").status_code == 200


def test_its_addresses_of_data_answer(page, client):
    addresses = set(re.findall(r'href="(/api/v1/[^"]+)"', page.content.decode()))
    assert {client.get(html.unescape(address)).status_code for address in addresses} == {200}
    assert len(addresses) == 2
