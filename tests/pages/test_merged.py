"""A merged record: every address leads to what stands for it now, its versions stay, and what vanished leaves nothing."""

import re

import pytest
from django.core.cache import cache

from relations import publication
from relations.models import Change, Listing
from tests import records
from tests.reading import rows_of_facts, section, text_of
from tests.records import CAUSE, FIRST, GUEST, HOST, INCIDENT, VISIT

HOST_PAGE = f"/people/{HOST}/person-pers02/"
GUEST_PAGE = f"/people/{GUEST}/person-pers01/"
LED = f"{HOST_PAGE}?merged={GUEST}"
UPDATE = {"kind": "update"}


@pytest.fixture
def merged(lawless):
    """GUEST was merged into HOST; a visit names both."""
    cache.clear()
    records.publish(*records.background(), records.visit())
    records.publish(records.document("person", GUEST, UPDATE, title="Guest Person", **records.claims("Newer.")))
    publication.merge(public_id=GUEST, survivor=HOST)


@pytest.mark.parametrize(
    "address", [GUEST_PAGE, f"/people/{GUEST}/", f"/people/{GUEST.lower()}/x/", f"/r/{GUEST}/", f"/visits/{GUEST}/x/"]
)
def test_every_address_leads_to_the_survivor(merged, client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, LED)


def test_the_survivor_says_whom_it_stands_for(merged, client):
    led, plain = client.get(LED), client.get(HOST_PAGE)
    sentence = f"You were led here from person {GUEST}, “ Guest Person ”, which was merged into this record."
    assert sentence in text_of(led)
    assert sentence not in text_of(plain)
    for answer in (led, plain):
        assert rows_of_facts(answer)["Stands also for"] == f"Guest Person {GUEST}"
        assert f'<link rel="canonical" href="http://testserver{HOST_PAGE}">' in answer.content.decode()


@pytest.mark.parametrize("asked", ["ZZZZZZ", HOST, FIRST, "<script>", "%00"])
def test_an_invented_merge_is_ignored_and_said(merged, client, asked):
    answer = client.get(f"{HOST_PAGE}?merged={asked}")
    assert answer.status_code == 200
    assert "You were led here" not in text_of(answer)
    assert "does not know it: merged" in text_of(answer)


def test_links_keep_the_last_title_and_lead_on(merged, client):
    html = client.get(f"/visits/{VISIT}/visit-v1s1t1/").content.decode()
    assert f'<a href="{GUEST_PAGE}"><bdi>Guest Person</bdi></a>' in html
    assert client.get(GUEST_PAGE, follow=True).redirect_chain == [(LED, 301)]


def test_what_names_a_merged_record_stands_with_the_survivor(merged, client):
    html = section(client.get(HOST_PAGE).content.decode(), "h-participations-visit")
    assert re.findall(r'<p class="small muted">(.*?)</p>', html) == ["Guest, as President", "Host, as President"]
    listed = client.get(f"/first-second/timeline/?who={HOST}").content.decode()
    assert f'id="e-{VISIT}"' in listed


def test_its_versions_were_public_and_stay(merged, client):
    answers = [client.get(f"{GUEST_PAGE}{rest}") for rest in ("v1/", "v2/", "versions/")]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "A statement." in text_of(answers[0])
    assert "Newer." in text_of(answers[1])
    for answer in answers:
        assert "merged" in text_of(answer)
        assert "Host Person stands for it now." in text_of(answer)
    assert client.get(f"/r/{GUEST}/v1/")["Location"] == f"{GUEST_PAGE}v1/"
    assert client.get(f"{GUEST_PAGE}v3/").status_code == 404


def test_a_merge_of_a_merge_leads_to_the_last(merged, client):
    publication.merge(public_id=HOST, survivor="C0NTR1")
    for public_id in (GUEST, HOST):
        assert client.get(f"/r/{public_id}/")["Location"] == f"/countries/{FIRST}/country-c0ntr1/?merged={public_id}"
    assert "Guest Person" in rows_of_facts(client.get(f"/countries/{FIRST}/country-c0ntr1/"))["Stands also for"]


def test_a_withdrawn_survivor_is_gone_and_its_slug_is_not_repeated(merged, client):
    publication.withdraw(public_id=HOST, reason="privacy")
    location = client.get(GUEST_PAGE)["Location"]
    assert location == f"/people/{HOST}/withdrawn/?merged={GUEST}"
    assert client.get(location).status_code == 410


def test_the_merge_costs_no_query(merged, client, django_assert_num_queries):
    for path in (HOST_PAGE, LED):
        cache.clear()
        with django_assert_num_queries(4):
            client.get(path)


def test_a_merged_source_brings_what_rests_on_it(merged, client):
    records.publish(records.document("source", "S0RCE2", title="The better copy", source_kind="official"))
    publication.merge(public_id=records.SOURCE, survivor="S0RCE2")
    html = section(client.get("/sources/S0RCE2/source-s0rce2/").content.decode(), "uses")
    assert f'href="/visits/{VISIT}/visit-v1s1t1/#c1"' in html


def test_a_chain_runs_through_the_survivor(lawless, client):
    cache.clear()
    records.publish_incident()
    records.publish(records.cause("BETTER", "2014-10-16", title="The better record"))
    publication.merge(public_id=CAUSE, survivor="BETTER")
    html = section(client.get(f"/incidents/{INCIDENT}/incident-1nc1d1/").content.decode(), "chain")
    assert re.findall(r'<div><a href="([^"]+)"><bdi>([^<]+)', html) == [
        ("/incidents/BETTER/incident-better/", "The better record")
    ]
    assert "In response to “<bdi>The better record</bdi>”" in html
    other = section(client.get("/incidents/BETTER/incident-better/").content.decode(), "chain")
    assert "In response to this event" in other


def test_a_merged_dossier_leads_to_the_other_with_its_lists(merged, client):
    sides = [
        {"n": 1, "label": "First", "countries": [FIRST]},
        {"n": 2, "label": "Second", "countries": [records.SECOND]},
    ]
    records.publish(records.document("dossier", "D0SSR2", title="The other", slug="the-other", sides=sides))
    publication.merge(public_id=records.DOSSIER, survivor="D0SSR2")
    for path, target in (
        ("/first-second/", f"/the-other/?merged={records.DOSSIER}"),
        ("/first-second/timeline/", "/the-other/timeline/"),
        ("/first-second/visits/", "/the-other/visits/"),
    ):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, target)
        assert client.get(target).status_code == 200


def test_what_vanished_answers_410_with_nothing_left(merged, client):
    publication.act("vanish", HOST, None)
    assert Listing.objects.get(public_id=HOST).state == "vanished"
    assert Change.objects.order_by("-seq").first().op == "vanish"
    for path in (HOST_PAGE, f"{HOST_PAGE}v1/", f"/r/{HOST}/", f"/r/{HOST}/v1/"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "Host Person" not in text_of(answer)
        assert "This record was removed" in text_of(answer)
        assert "person-pers02" not in answer.content.decode()
    visit = client.get(f"/visits/{VISIT}/visit-v1s1t1/")
    assert "Host Person" not in text_of(visit)
    assert f"person {HOST} removed" in text_of(visit)
    assert client.get(f"/people/{HOST}/withdrawn/versions/").status_code == 200
