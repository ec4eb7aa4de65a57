"""`/data/`: what there is to take, how it is cited, what machines are told of it. It follows the shelf, not the record alone."""

import json
import re

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from relations import publication
from relations.dumps import shelf
from relations.dumps.tables import TABLES
from relations.models import Change
from relations.vocabularies import RESERVED_WORDS
from tests import records, schema_org

pytestmark = pytest.mark.one_engine


@pytest.fixture
def world(lawless, dumps):
    publication.publish(documents=[*records.background(), records.visit()])


@pytest.fixture
def dump(world):
    return shelf.make()[0]


def page(client, address="/data/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def described(client, address="/data/"):
    html = page(client, address)
    assert schema_org.faults(html) == []
    (found,) = schema_org.blocks(html)
    return found


# --- The page -------------------------------------------------------------------------------------


def test_each_file_stands_there_with_rows_size_and_hash(dump, client):
    html = page(client)
    for each in dump.manifest["files"]:
        row = html.partition(f'<a href="/api/v1/dumps/{dump.seq}/{each["name"]}" download>')[2].partition("</tr>")[0]
        assert each["sha256"] in row
        assert f'<td class="num">{each.get("rows", "–")}</td>' in row
    assert client.head(re.search(r'<caption>.*?href="([^"]+)"', html)[1]).status_code == 200


def test_each_column_of_each_table_is_explained(dump, client):
    html = page(client, "/cs/data/")
    for table in TABLES:
        part = html.partition(f'<section lang="en" id="{table.name}"')[2].partition("</section>")[0]
        assert re.findall(r"<dt><code>(\w+)</code>", part) == [column.name for column in table.columns]


def test_without_a_dump_it_says_how_one_is_made(world, client):
    html = page(client)
    assert "No dump has been made yet" in html and "manage.py export_dump" in html
    assert 'class="files"' not in html


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_the_same_few_questions_whatever_the_number_of_dumps(number, world, client, django_assert_num_queries):
    for again in range(number):
        publication.publish(documents=[records.visit(title=f"Title {again}", change={"kind": "minor"})])
        shelf.make()
    with django_assert_num_queries(6):  # head, epoch, last act that withholds, dossiers, years, names of states
        html = page(client)
    assert html.count('class="files"') == number
    with django_assert_num_queries(3):
        assert page(client) == html  # from the cache
    answer = client.get("/data/")
    with django_assert_num_queries(3):
        assert client.get("/data/", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_new_dump_is_seen_at_once_and_one_that_was_taken_away_no_more(world, client):
    before = client.get("/data/")
    dump, _ = shelf.make()
    after = client.get("/data/", headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, f"act-{dump.seq}" in after.content.decode()) == (200, True)
    shelf.withhold()
    shelf.take_away(shelf.settings.DUMPS_DIR, 0)
    again = client.get("/data/", headers={"If-None-Match": after["ETag"]})
    assert (again.status_code, again.content) == (200, before.content)


def test_what_it_does_not_know_is_named(dump, client):
    assert "Ignored, because this page does not know it: format." in page(client, "/data/?format=xml")
    assert "Ignored, because this page does not know it: x." in page(client, "/data/?x=1")


def test_no_dossier_can_stand_in_its_place():
    assert "data" in RESERVED_WORDS


# --- Citing ---------------------------------------------------------------------------------------


def test_the_sentence_names_version_and_day(dump, client, settings):
    day = Change.objects.get(seq=dump.seq).at
    words = re.search(r'<p lang="en" class="cited">(.*?)</p>', page(client))[1]
    site = settings.SITE_NAME
    expected = f"{site}. ({day.year}, {day:%B} {day.day}). Public record of {site} (Version {dump.seq}) [Data set]. "
    assert words.startswith(expected)
    assert words.endswith("from http://testserver/data/")


def test_bibtex_and_ris_and_csl_say_the_same(dump, client, settings):
    wanted = f"Public record of {settings.SITE_NAME}"
    said = f"sha256:{dump.file('records.jsonl')['sha256']} of records.jsonl"
    entry = bibtexparser.parse_string(client.get("/data/?format=bibtex").content.decode()).entries[0]
    assert (entry["title"].strip("{}"), entry["url"]) == (wanted, "http://testserver/data/")
    (reference,) = rispy.loads(client.get("/data/?format=ris").content.decode())
    assert (reference["type_of_reference"], reference["title"]) == ("DATA", wanted)
    (item,) = json.loads(client.get("/data/?format=csl").content)
    assert (item["type"], item["title"], item["version"]) == ("dataset", wanted, str(dump.seq))
    assert said in item["note"] and said in reference["notes"][0] and "records.jsonl" in entry["note"]


def test_its_csl_can_be_set(dump, client):
    (item,) = json.loads(client.get("/data/?format=csl").content)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    assert item["author"][0]["literal"] in str(bibliography.bibliography()[0])


def test_without_a_dump_the_present_act_is_cited(world, client):
    (item,) = json.loads(client.get("/data/?format=csl").content)
    assert (item["version"], item["note"]) == ("8", "Version 8")


# --- Machines -------------------------------------------------------------------------------------


def test_machines_are_told_of_a_data_set_with_its_files(dump, client):
    found = described(client)
    assert (found["@type"], found["version"], found["isAccessibleForFree"]) == ("Dataset", str(dump.seq), True)
    assert len(found["description"]) >= 50 and found["dateModified"] == dump.manifest["at"]
    assert found["temporalCoverage"] == "1983/1983"
    assert [each["name"] for each in found["spatialCoverage"]] == ["First Country", "Second Country"]
    assert found["creator"] == found["publisher"]
    files = {each["name"]: each for each in found["distribution"]}
    assert {name: each["sha256"] for name, each in files.items()} == {
        each["name"]: each["sha256"] for each in dump.manifest["files"]
    }
    for each in files.values():
        answer = client.head(each["contentUrl"].removeprefix("http://testserver"))
        assert answer["Content-Type"].startswith(each["encodingFormat"])


def test_the_licence_is_named_when_there_is_one(dump, client, settings):
    assert "license" not in described(client)
    settings.CONTENT_LICENCE, settings.CONTENT_LICENCE_URL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
    assert described(client)["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_without_a_dump_and_without_a_record_it_is_a_data_set_all_the_same(db, dumps, client):
    found = described(client, "/cs/data/")
    assert (found["@type"], found["version"]) == ("Dataset", "0")
    assert len(found["description"]) >= 50
    assert "distribution" not in found and "temporalCoverage" not in found
