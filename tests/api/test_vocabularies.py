"""Tests for the closed vocabularies through the API: all of them, in all languages, and what has which subject."""

import json

import pytest

from relations import codebook
from relations.models import PublishedTopic
from relations.vocabularies import Standing, Topic
from tests import records

pytestmark = pytest.mark.one_engine


@pytest.fixture
def site(lawless, client):
    records.publish_incident()
    return client


def data(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return json.loads(response.content)["data"]


def test_every_vocabulary_is_that_of_the_codebook_in_every_language(db, client):
    found = data(client, "/api/v1/vocabularies/")
    told = codebook.vocabularies()
    assert [(each["name"], each["title"]["en"], each["where"]) for each in found] == [each[:3] for each in told]
    for each, own in zip(found, told, strict=True):
        assert data(client, each["address"]) == each
        assert [(value["value"], value["label"]["en"], value["definition"]["en"]) for value in each["values"]] == [
            value[:3] for value in own.values
        ]
    (standing,) = [each for each in found if each["name"] == "standing"]
    assert [value["value"] for value in standing["values"]] == Standing.values
    assert standing["values"][0]["label"] == {"en": "established", "cs": "doložené"}


def test_every_value_has_its_place_in_the_codebook(db, client):
    page = client.get("/about/codebook/").content.decode()
    found = data(client, "/api/v1/vocabularies/")
    anchors = [each["url"].partition("#")[2] for part in found for each in (part, *part["values"])]
    assert [each for each in anchors if f'id="{each}"' not in page] == []
    assert len(anchors) > 150


def test_a_subject_says_how_many_records_have_it_and_where_they_are(site):
    found = {each["value"]: each for each in data(site, "/api/v1/topics/")}
    assert list(found) == Topic.values
    espionage = data(site, "/api/v1/topics/espionage/")
    assert espionage == found["espionage"]
    assert espionage["counts"] == {"incident": 1, "source": 0, "series": 0}
    assert found["public_opinion"]["counts"] == {"incident": 0, "source": 0, "series": 1}
    assert espionage["pages"] == ["/first-second/timeline/?topic=espionage"]
    assert sum(sum(each["counts"].values()) for each in found.values()) == PublishedTopic.objects.count()


def test_the_lists_hold_what_is_counted(site):
    for word in ("espionage", "sabotage", "trade", "public_opinion"):
        each = data(site, f"/api/v1/topics/{word}/")
        sizes = {name: len(data(site, address)) for name, address in each["lists"].items()}
        counts = each["counts"]
        assert sizes == {
            "timeline": counts["incident"],
            "incidents": counts["incident"],
            "sources": counts["source"],
            "series": counts["series"],
        }
        assert site.get(each["pages"][0]).status_code == 200


@pytest.mark.parametrize("address", ["topics/nope", "topics/ESPIONAGE", "vocabularies/nope", "vocabularies/Topic"])
def test_what_is_no_value_is_not_found(site, address):
    response = site.get(f"/api/v1/{address}/")
    assert (response.status_code, response.content) == (404, site.get("/api/v1/nope/").content)


def test_the_queries_are_few(site, django_assert_num_queries):
    for address, count in (("vocabularies/", 1), ("vocabularies/topic/", 1), ("topics/", 3), ("topics/energy/", 3)):
        with django_assert_num_queries(count):
            assert site.get(f"/api/v1/{address}").status_code == 200
