"""Tests for `/api/` and `/api/<word>/`, the pages for people: they name everything, and what they show works as it stands."""

import html
import json
import re

import pytest

from relations.api import contents, reference
from relations.api.examples import stored
from relations.api.samples import beginning, shortened
from relations.documents import content_hash
from relations.vocabularies import Op
from tests import records

pytestmark = pytest.mark.one_engine

ORIGIN = "http://testserver"
CURL = re.compile(rf"curl '?{ORIGIN}(/[^\s'<]*)")


@pytest.fixture
def record(lawless):
    records.publish_incident()
    records.publish(records.visit())


@pytest.fixture
def page(record, client):
    return html.unescape(client.get("/api/").content.decode())


def section(page, name):
    """One section of a page."""
    return page.partition(f'<section id="{name}"')[2].partition("</section>")[0]


def words(text):
    return re.sub(r"<[^>]+>", "", text)


# --- The first page -------------------------------------------------------------------------------


def test_it_leads_to_the_page_of_every_resource(page, client):
    links = re.findall(r'<dt><a href="([^"]+)"><code>(\w+)</code></a></dt>', section(page, "resources"))
    assert links == [(f"/api/{word}/", word) for word in contents.CONTENTS]
    tags = {each.tag for each in reference.operations()}
    assert tags == set(contents.CONTENTS) - set(contents.OF_ONE)


def test_it_says_what_every_act_does_to_a_copy(page):
    assert re.findall(r"<dt><code>(\w+)</code></dt>", section(page, "copy")) == Op.values


def test_it_says_where_evidence_is(page):
    told = section(page, "documents")
    assert "/evidence/<sha256>/" in told
    assert [name for name in ("sha256", "media_type", "size", "title") if f"<code>{name}</code>" not in told] == []


def test_every_command_works(page, client):
    commands = CURL.findall(section(page, "start"))
    assert len(commands) == 6
    assert {command: client.get(command).status_code for command in commands} == dict.fromkeys(commands, 200)


def test_every_link_works(page, client):
    links = set(re.findall(r'href="(/api/[^"]*)"', page))
    assert len(links) > 30
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_program_that_checks_a_hash_works(page, client):
    lines = re.search(r"<code>(import hashlib.*?)</code>", section(page, "documents"), re.DOTALL)[1].splitlines()
    address = re.search(rf"{ORIGIN}(/[^\"]+)", lines[1])[1]
    item = json.loads(client.get(address).content)["data"]
    names = {"item": item}
    exec("\n".join([lines[0], *lines[2:]]), names)
    assert content_hash(names["text"]) == item["content_hash"]


def test_it_says_what_it_allows(record, settings, client):
    settings.API_RATE, settings.API_SEARCH_RATE, settings.BUILD = 7, 3, "another"
    told = words(section(html.unescape(client.get("/api/").content.decode()), "limits"))
    assert ("may ask 7 times a minute" in told, ") 3 times, counted apart" in told) == (True, True)


# --- The page of a resource -----------------------------------------------------------------------


@pytest.mark.parametrize("word", contents.CONTENTS)
def test_a_page_shows_what_its_addresses_answer_now(word, record, client):
    page = html.unescape(client.get(f"/api/{word}/").content.decode())
    found = re.findall(r"<section id=\"(\w+)\".*?</section>", page, re.DOTALL)
    assert [name for name in found if name != "more"] == [each.id for each in shown(word)]
    for operation in shown(word):
        told = section(page, operation.id)
        (address,) = CURL.findall(told)
        sample = re.search(r'<pre class="answer"><code lang="en">(.*?)</code>', told, re.DOTALL)
        if "From the record as it is now." in told:
            assert json.loads(sample[1]) == shortened(beginning(json.loads(client.get(address).content))), address
            tried = re.findall(r'<a href="([^"]+format=[^"]+)">', told)
            assert {each: client.get(each).status_code for each in tried} == dict.fromkeys(tried, 200)
        assert told.count("<tr>") >= len(operation.parameters) + len(operation.fields) + len(operation.answers) - 1


def shown(word):
    """The addresses that a page has to tell of."""
    if word not in contents.OF_ONE:
        return [
            each
            for each in reference.of_tag(word)
            if not each.id.endswith(("_versions", "_version", "_compare", "_citation"))
        ]
    return [
        each for each in reference.of_tag("incidents") if each.id.removesuffix("s").endswith(word.removesuffix("s"))
    ]


def test_every_parameter_and_field_says_what_it_means():
    silent = {
        (operation.id, each.name)
        for operation in reference.operations()
        for each in (*operation.parameters, *operation.fields)
        if not each.told
    }
    assert silent == set()


def test_every_parameter_has_an_example_that_is_one_of_its_values():
    for operation in reference.operations():
        for each in operation.parameters:
            assert each.example or each.name == "cursor", (operation.id, each.name)
            assert not each.values or each.example in each.values, (operation.id, each.name)


@pytest.mark.parametrize(("address", "queries"), [("/api/", 2), ("/api/visits/", 4), ("/api/changes/", 2)])
@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_so_many_queries(address, queries, count, lawless, client, django_assert_num_queries):
    records.publish_visits(count)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
    with django_assert_num_queries(1):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("word", contents.CONTENTS)
def test_an_empty_record_has_pages_too(word, db, client):
    page = client.get(f"/api/{word}/").content.decode()
    assert f"<h1>API: /{word}/</h1>" in page
    assert page.count("<h3>Answer</h3>") == len({each.id for each in shown(word)} & set(stored()))


def test_the_frame_is_in_czech_and_the_reference_in_english(record, client):
    page = client.get("/cs/api/visits/").content.decode()
    assert '<tbody lang="en">' in page
    assert "<h3>Parameters</h3>" not in page


def test_an_unknown_word_is_a_problem_and_no_page(db, client):
    response = client.get("/api/visit/")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
