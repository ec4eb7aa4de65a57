"""Tests for `/api/`, the page for people: it names every resource and act, and what it shows works as it stands."""

import html
import json
import re

import pytest

from relations.api.description import CONTENTS
from relations.api.root import RESOURCES
from relations.documents import content_hash
from relations.vocabularies import Op
from tests import records

EXAMPLE = "K7Q2XD"


@pytest.fixture
def page(lawless, client):
    records.publish_incident()
    records.publish(records.visit(EXAMPLE))
    return html.unescape(client.get("/api/").content.decode())


def section(page, name):
    """From one heading to the next."""
    return page.partition(f'<h2 id="{name}">')[2].partition("<h2 ")[0]


def test_it_names_every_resource_in_the_order_of_the_root(page, client):
    links = re.findall(r'<dt><a href="([^"]+)">(\w+)</a></dt>', section(page, "resources"))
    assert links == [(f"/api/v1/{word}/", word) for word in RESOURCES]
    assert list(CONTENTS) == list(RESOURCES)
    assert {client.get(address).status_code for address, _ in links} == {200}


def test_it_says_what_every_act_does_to_a_copy(page):
    assert re.findall(r"<dt><code>(\w+)</code></dt>", section(page, "copy")) == Op.values


def test_it_says_where_evidence_is(page):
    told = section(page, "evidence")
    assert "/evidence/<sha256>/" in told
    assert [name for name in ("sha256", "media_type", "size", "title") if f"<code>{name}</code>" not in told] == []


def test_every_command_works(page, client):
    commands = re.findall(r"curl '?https://HOST(/[^\s'<]*)", section(page, "start"))
    commands = [command for command in commands if f"people/{EXAMPLE}" not in command]
    assert len(commands) == 6
    assert {command: client.get(command).status_code for command in commands} == dict.fromkeys(commands, 200)


def test_the_program_that_checks_a_hash_works(page, client):
    lines = re.search(r"<code>(import hashlib.*?)</code>", section(page, "documents"), re.DOTALL)[1].splitlines()
    address = re.search(r"https://HOST(/[^\"]+)", lines[1])[1]
    item = json.loads(client.get(address).content)["data"]
    names = {"item": item}
    exec("\n".join([lines[0], *lines[2:]]), names)
    assert content_hash(names["text"]) == item["content_hash"]


@pytest.mark.parametrize(
    ("heading", "named", "missing"),
    [
        ("timeline", ["group", "topic", "case", "expulsion", "official"], []),
        ("incidents", ["As timeline, and:", "expulsion"], ["official", "cursor"]),
        ("visits", ["As timeline, without group, topic, case, and:", "official"], ["expulsion", "cursor"]),
        ("series", ["topic", "public_opinion"], ["source_kind", "cursor"]),
        ("organisations", ["embassy"], ["topic", "cursor"]),
        ("sources", ["topic", "source_kind"], ["cursor"]),
    ],
)
def test_a_vocabulary_tells_what_differs_from_the_one_it_shares(page, heading, named, missing):
    told = page.partition(f"<h3>{heading}</h3>")[2].partition("<h3>")[0].partition("<h2")[0]
    words = re.sub(r"<[^>]+>", "", told)
    assert [each for each in named if each not in words] == []
    assert [each for each in missing if each in re.findall(r"\w+", words)] == []
