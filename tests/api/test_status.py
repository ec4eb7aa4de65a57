"""Tests for the state of the record: what it says, that it follows acts and dumps, that it tells no secret."""

import json

import pytest

from relations import http, publication
from relations.dumps import shelf
from relations.models import Change, Head
from tests import records

STATUS = "/api/v1/status/"


@pytest.fixture
def site(lawless, client, settings, tmp_path):
    settings.DUMPS_DIR = tmp_path
    records.publish_visits(2)
    return client


def status(client):
    response = client.get(STATUS)
    assert response.status_code == 200
    return json.loads(response.content)["data"]


def test_it_says_how_far_the_record_goes(site):
    head = Head.objects.get()
    nothing = dict.fromkeys(("incident", "organisation", "series"), 0)
    assert status(site) == {
        "seq": 9,
        "epoch": head.epoch,
        "at": Change.objects.last().at.isoformat().replace("+00:00", "Z"),
        "counts": nothing | {"visit": 2, "source": 1, "person": 2, "country": 2, "place": 1, "dossier": 1},
        "schema": 1,
        "build": http.build(),
    }


def test_it_follows_acts_and_dumps(site):
    first = site.get(STATUS)
    assert site.get(STATUS, headers={"If-None-Match": first["ETag"]}).status_code == 304
    shelf.make()
    second = site.get(STATUS, headers={"If-None-Match": first["ETag"]})
    assert json.loads(second.content)["data"]["dump"] == {"seq": 9, "manifest": "/api/v1/dumps/9/manifest.json"}
    assert site.head("/api/v1/dumps/9/manifest.json").status_code == 200
    publication.withdraw(public_id="V00001", reason="error")
    found = status(site)
    assert (found["seq"], found["counts"]["visit"], "dump" in found) == (10, 1, False)


def test_the_licence_is_named_once_it_is_decided(site, settings):
    settings.CONTENT_LICENCE, settings.CONTENT_LICENCE_URL = "CC BY 4.0", "https://example.org/by/"
    assert {key: text for key, text in status(site).items() if key.startswith("licence")} == {
        "licence": "CC BY 4.0",
        "licence_url": "https://example.org/by/",
    }


def test_it_answers_before_the_first_act(db, client):
    found = status(client)
    assert (found["seq"], found["epoch"], sum(found["counts"].values())) == (0, "", 0)
    assert "at" not in found


@pytest.mark.parametrize("count", [1, 3])
def test_five_queries_and_two_of_them_once(lawless, client, django_assert_num_queries, count):
    records.publish_visits(count)
    for queries in (5, 4):
        with django_assert_num_queries(queries):
            assert client.get(STATUS).status_code == 200


def test_it_refuses_what_it_does_not_know(site):
    assert site.get(f"{STATUS}?verbose=1").status_code == 400
    assert site.post(STATUS).status_code == 405
