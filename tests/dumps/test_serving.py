"""Dumps over HTTP: listed with hashes, sent as they lie on disk, gone as soon as one of their texts is."""

import hashlib
import json

import pytest

from relations import publication
from relations.dumps import shelf
from tests import records


@pytest.fixture
def dump(lawless, settings, tmp_path):
    settings.DUMPS_DIR = tmp_path / "dumps"
    publication.publish(documents=[*records.background(), records.visit()])
    return shelf.make()[0]


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_each_file_is_listed_and_sent_with_its_hash(dump, client):
    answer = client.get("/api/v1/dumps/")
    (listed,) = json.loads(answer.content)["data"]
    assert (listed["seq"], len(listed["files"])) == (dump.seq, 11)
    for each in listed["files"]:
        sent = client.get(each["url"])
        assert hashlib.sha256(body(sent)).hexdigest() == each["sha256"]
        assert (sent["Content-Type"], sent["X-Content-Type-Options"]) == (each["media_type"], "nosniff")
        assert client.head(each["url"])["Content-Length"] == str(each["bytes"])
        assert client.get(each["url"], headers={"If-None-Match": sent["ETag"]}).status_code == 304
    assert client.get("/api/v1/dumps/", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    manifest = json.loads(body(client.get(listed["manifest"])))
    assert manifest == dump.manifest


def test_latest_leads_to_the_newest(dump, client):
    answer = client.get("/api/v1/dumps/latest/records.jsonl")
    assert (answer.status_code, answer["Location"]) == (307, f"/api/v1/dumps/{dump.seq}/records.jsonl")


@pytest.mark.parametrize("act", ["withdraw", "vanish"])
def test_a_dump_is_gone_with_a_text_of_it(act, dump, client):
    {
        "withdraw": lambda: publication.withdraw(public_id=records.VISIT, reason="error"),
        "vanish": lambda: publication.vanish(public_id=records.VISIT),
    }[act]()
    assert client.get(f"/api/v1/dumps/{dump.seq}/records.jsonl").status_code == 404
    assert json.loads(client.get("/api/v1/dumps/").content)["data"] == []
    assert client.get("/api/v1/dumps/latest/records.jsonl").status_code == 404


def test_a_new_dump_is_seen_at_once(dump, client):
    client.get("/api/v1/dumps/")
    publication.publish(documents=[records.visit(title="Put right", change={"kind": "minor"})])
    assert [each["seq"] for each in json.loads(client.get("/api/v1/dumps/").content)["data"]] == [dump.seq]
    shelf.make()
    assert [each["seq"] for each in json.loads(client.get("/api/v1/dumps/").content)["data"]] == [
        dump.seq + 1,
        dump.seq,
    ]


@pytest.mark.parametrize(
    "address",
    [
        "0/records.jsonl", "99999999999999999999/records.jsonl", "x/records.jsonl", "latest/nothing.csv",
        "latest/%2e%2e%2fchronicle.sqlite3", "latest/.new-x", "%00/records.jsonl", "latest/%00",
    ],
)  # fmt: skip
def test_what_is_no_file_is_not_found(address, dump, client):
    answer = client.get(f"/api/v1/dumps/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_nothing_is_written_over_http(dump, client):
    assert client.post("/api/v1/dumps/").status_code == 405
    assert client.get("/api/v1/dumps/?x=1").status_code == 400


def test_without_a_dump_the_list_is_empty(lawless, settings, tmp_path, client):
    settings.DUMPS_DIR = tmp_path / "none"
    publication.publish(documents=records.background())
    assert json.loads(client.get("/api/v1/dumps/").content)["data"] == []
