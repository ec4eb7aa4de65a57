"""Tests for the links of one record through the API: how it is cited, where it is read, under which licence."""

import re

import pytest

from tests import records

LINK = re.compile(r'<([^>]+)>; rel="([^"]+)"')


@pytest.fixture
def site(lawless, client):
    records.publish(*records.background(), records.visit())
    return client


def links(client, address):
    return {rel: target for target, rel in LINK.findall(client.get(address)["Link"])}


@pytest.mark.parametrize("address", ["visits/V1S1T1", "people/PERS01", "dossiers/D0SSR1", "visits/V1S1T1/versions/1"])
def test_a_record_leads_to_its_citation_its_page_and_its_versions(site, address):
    word, public_id = address.split("/")[:2]
    found = links(site, f"/api/v1/{address}/")
    assert found["cite-as"] == f"http://testserver/r/{public_id}/v1/"
    assert found["version-history"] == f"/api/v1/{word}/{public_id}/versions/"
    assert {"service-desc", "service-doc"} <= found.keys()
    assert "license" not in found
    for rel in ("cite-as", "canonical", "version-history"):
        assert site.get(found[rel].removeprefix("http://testserver"), follow=True).status_code == 200
    assert site.get(found["canonical"].removeprefix("http://testserver")).status_code == 200


def test_the_licence_is_linked_once_it_is_decided(site, settings):
    settings.CONTENT_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
    assert links(site, "/api/v1/visits/V1S1T1/")["license"] == settings.CONTENT_LICENCE_URL


def test_the_past_is_cited_as_the_version_that_it_was(site):
    records.publish(records.visit(title="Renamed", change={"kind": "minor"}))
    assert links(site, "/api/v1/visits/V1S1T1/")["cite-as"] == "http://testserver/r/V1S1T1/v2/"
    assert links(site, "/api/v1/visits/V1S1T1/?asof=2999-01-01")["cite-as"] == "http://testserver/r/V1S1T1/v2/"


def test_an_unchanged_record_leads_to_the_same(site):
    whole = site.get("/api/v1/visits/V1S1T1/")
    again = site.get("/api/v1/visits/V1S1T1/")  # from the cache
    assert whole["Link"] == again["Link"]


def test_the_catalog_of_interfaces_leads_to_this_one(site, django_assert_num_queries):
    root = links(site, "/api/v1/")
    with django_assert_num_queries(1):
        answer = site.get(root["api-catalog"])
    assert answer["Content-Type"] == 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    assert 'rel="api-catalog"' in site.head(root["api-catalog"])["Link"]
    catalog, interface = answer.json()["linkset"]
    assert catalog["item"] == [{"href": interface["anchor"], "type": "application/json"}]
    assert interface["anchor"] == "http://testserver/api/v1/"
    named = [link["href"] for rel, found in interface.items() if rel != "anchor" for link in found]
    assert len(named) == 4
    assert {site.get(each.removeprefix("http://testserver")).status_code for each in named} == {200}
    assert site.get(f"{root['api-catalog']}?x=1").status_code == 400


@pytest.mark.parametrize("accept", ["application/linkset+json", "application/json", "text/html", "*/*"])
def test_whoever_looks_for_the_catalog_gets_it(site, accept):
    assert site.get("/.well-known/api-catalog", headers={"Accept": accept}).status_code == 200
