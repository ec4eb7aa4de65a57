"""Tests for the versions of a record through the API: which there are, each as it was, and nothing of a withdrawn one."""

import json

import pytest

from relations import publication
from relations.models import PublishedEdition
from tests import records

CORRECTION = {"kind": "correction", "note": "The day was wrong.", "note_cs": "Den byl špatně."}
VERSIONS = "/api/v1/visits/V1S1T1/versions/"
TYPES = (
    "incidents/1NC1D1", "visits/V1S1T1", "sources/S0RCE1", "people/PERS01", "organisations/EMBASY", "countries/C0NTR1",
    "places/P1ACE1", "series/SER1E1", "dossiers/D0SSR1",
)  # fmt: skip


@pytest.fixture
def site(lawless, client):
    """A visit in three versions."""
    records.publish_incident()
    records.publish(records.visit())
    records.publish(records.visit(title="Renamed", change={"kind": "minor"}))
    records.publish(records.visit(edtf="1983-01-04", title="Renamed", change=CORRECTION))
    return client


def data(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, response.content
    return json.loads(response.content)["data"]


def relations(response):
    """rel -> address, of the versions."""
    links = (part.split(">; rel=") for part in response["Link"].split(", "))
    return {rel.strip('"'): address.strip("<") for address, rel in links if "version" in rel}


def test_the_list_says_of_each_version_what_it_changed(site):
    found = data(site, VERSIONS)
    stored = {each.number: each for each in PublishedEdition.objects.filter(record__public_id="V1S1T1")}
    assert [each["number"] for each in found] == [3, 2, 1]
    assert found[0] == {
        "number": 3,
        "published_at": stored[3].published_at.isoformat().replace("+00:00", "Z"),
        "withdrawn": False,
        "change": "correction",
        "correction": True,
        "note": "The day was wrong.",
        "note_cs": "Den byl špatně.",
        "content_hash": stored[3].content_hash,
        "url": "/visits/V1S1T1/visit-v1s1t1/v3/",
        "address": f"{VERSIONS}3/",
        "compare": "/api/v1/visits/V1S1T1/compare/?from=2&to=3",
    }
    assert [(each["change"], each["correction"]) for each in found[1:]] == [("minor", False), ("first", False)]
    assert "compare" not in found[2]
    assert {site.get(each[key]).status_code for each in found for key in ("url", "address")} == {200}
    assert {site.get(each["compare"]).status_code for each in found[:2]} == {200}


def test_the_list_is_walked_without_a_gap(site):
    address, found = f"{VERSIONS}?limit=1", []
    while address:
        answer = json.loads(site.get(address).content)
        found += answer["data"]
        address = answer["page"]["next"]
    assert found == data(site, VERSIONS)


def test_a_version_is_the_record_as_it_was(site):
    item = data(site, f"{VERSIONS}1/")
    stored = PublishedEdition.objects.get(record__public_id="V1S1T1", number=1)
    assert (item["version"], item["title"], item["content_hash"]) == (1, {"en": "Visit V1S1T1"}, stored.content_hash)
    assert json.dumps(item["document"], sort_keys=True, separators=(",", ":"), ensure_ascii=False) == stored.document
    assert item["url"] == "/visits/V1S1T1/visit-v1s1t1/v1/"
    newest, live = data(site, f"{VERSIONS}3/"), data(site, "/api/v1/visits/V1S1T1/")
    assert newest == live | {"url": "/visits/V1S1T1/visit-v1s1t1/v3/"}


def test_a_version_leads_to_the_others(site):
    first, second, third = (relations(site.get(f"{VERSIONS}{number}/")) for number in (1, 2, 3))
    common = {"latest-version": f"{VERSIONS}3/", "version-history": VERSIONS}
    assert first == common | {"successor-version": f"{VERSIONS}2/"}
    assert second == common | {"predecessor-version": f"{VERSIONS}1/", "successor-version": f"{VERSIONS}3/"}
    assert third == common | {"predecessor-version": f"{VERSIONS}2/"}


@pytest.mark.parametrize("address", TYPES)
def test_every_type_has_its_versions(site, address):
    found = data(site, f"/api/v1/{address}/versions/")
    item = data(site, found[0]["address"])
    assert item["id"] == address[-6:]
    assert site.get(item["url"]).status_code == 200


def test_what_hangs_on_a_record_costs_the_same_however_many_versions(site, django_assert_num_queries):
    for address in (VERSIONS, f"{VERSIONS}1/", "/api/v1/people/PERS01/versions/", "/api/v1/people/PERS01/versions/1/"):
        with django_assert_num_queries(2):
            assert site.get(address).status_code == 200


# --- Withdrawn, merged, unknown -------------------------------------------------------------------


def test_of_a_withdrawn_record_number_and_day_are_left(site):
    publication.withdraw(public_id="V1S1T1", reason="duplicate", replacement="1NC1D1")
    assert {tuple(each) for each in data(site, VERSIONS)} == {("number", "published_at", "withdrawn")}
    whole = site.get("/api/v1/visits/V1S1T1/")
    for ending in ("versions/1/", "versions/3/", "compare/?from=1&to=2", "citation/", "citation/?version=1"):
        response = site.get(f"/api/v1/visits/V1S1T1/{ending}")
        assert (response.status_code, response.content) == (410, whole.content), ending
    assert site.get(f"{VERSIONS}9/").status_code == 404


def test_of_a_vanished_record_nobody_learns_more_than_its_page_says(site):
    publication.vanish(public_id="V1S1T1")
    assert {tuple(each) for each in data(site, VERSIONS)} == {("number", "published_at", "withdrawn")}
    response = site.get(f"{VERSIONS}1/")
    assert (response.status_code, response.content) == (410, site.get("/api/v1/visits/V1S1T1/").content)


def test_a_version_that_came_after_a_withdrawal_stands_alone(site):
    publication.withdraw(public_id="V1S1T1", reason="error")
    records.publish(records.visit(title="Right now", change=CORRECTION))
    found = data(site, VERSIONS)
    assert [each["withdrawn"] for each in found] == [False, True, True, True]
    assert "compare" not in found[0]
    assert relations(site.get(f"{VERSIONS}4/")) == {"latest-version": f"{VERSIONS}4/", "version-history": VERSIONS}
    for ending in ("versions/3/", "compare/?from=3&to=4", "citation/?version=3"):
        response = site.get(f"/api/v1/visits/V1S1T1/{ending}")
        problem = json.loads(response.content)
        assert (response.status_code, problem["type"]) == (410, "/api/v1/problems/withdrawn/")
        assert (problem["id"], problem["version"]) == ("V1S1T1", 3)


def test_the_versions_of_a_merged_record_stay(site):
    publication.merge(public_id="PERS02", survivor="PERS01")
    (found,) = data(site, "/api/v1/people/PERS02/versions/")
    assert found["merged_into"] == "PERS01"
    assert data(site, found["address"])["id"] == "PERS02"
    moved = site.get("/api/v1/people/PERS02/citation/?format=apa")
    assert (moved.status_code, moved["Location"]) == (308, "/api/v1/people/PERS01/citation/?format=apa")
    assert site.get("/api/v1/people/PERS02/citation/?version=1").status_code == 200


ENDINGS = ("versions/", "versions/1/", "compare/?from=1&to=2", "citation/", "citation/?version=1&format=ris")


@pytest.mark.parametrize("ending", ENDINGS)
def test_another_spelling_of_an_id_leads_on_with_its_question(site, ending):
    for word, name, public_id in (("visits", "v1s1t1", "V1S1T1"), ("dossiers", "first-second", "D0SSR1")):
        response = site.get(f"/api/v1/{word}/{name}/{ending}")
        assert (response.status_code, response["Location"]) == (308, f"/api/v1/{word}/{public_id}/{ending}")
    assert site.get(f"/api/v1/visits/first-second/{ending}").status_code == 404


@pytest.mark.desk
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_draft_answers_as_what_never_was(db, client, ending):
    from editorial.models import Visit  # noqa: PLC0415 - needs the desk
    from editorial.services import drafting  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    draft = drafting.create(actor=factories.user(), model=Visit, title="Secret", date_edtf="1983").public_id
    answers = [
        client.get(f"/api/v1/{each}/{ending}") for each in (f"visits/{draft}", f"people/{draft}", "visits/ZZZZZZ")
    ]
    assert answers[0].status_code == 404
    moment = ("X-Request-ID", "RateLimit")
    told = [(each.content, {name: text for name, text in each.items() if name not in moment}) for each in answers]
    assert told == [told[0]] * len(told)


def test_another_type_and_another_number_are_not_found(site):
    never = site.get("/api/v1/visits/ZZZZZZ/").content
    for address in (
        "people/V1S1T1/versions/",
        "visits/V1S1T1/versions/9/",
        "visits/V1S1T1/versions/0/",
        "visits/x/versions/",
    ):
        response = site.get(f"/api/v1/{address}")
        assert (response.status_code, response.content) == (404, never), address
    for query in ("?nope=1", "?cursor=abc", "?limit=0", "?sort=date", "?format=csv"):
        assert site.get(f"{VERSIONS}{query}").status_code == 400
