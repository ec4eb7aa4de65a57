"""The codebook is whole: every value of every vocabulary has a word and a definition, in each of its forms."""

import csv
import inspect
import io
import json

import pytest
from django.db.models import TextChoices

from relations import codebook, dates, vocabularies
from relations.codebook.statements import PRECISIONS

pytestmark = pytest.mark.one_engine

CHOICES = [
    each
    for _, each in inspect.getmembers(vocabularies, inspect.isclass)
    if issubclass(each, TextChoices) and each is not TextChoices
]
LONGEST = 160


def test_every_vocabulary_stands_in_it_once():
    listed = [choices for choices, *_ in codebook.VOCABULARIES if not isinstance(choices, dict)]
    assert sorted(listed, key=repr) == sorted(CHOICES, key=repr)
    assert len({name for _, name, *_ in codebook.VOCABULARIES}) == len(codebook.VOCABULARIES)


@pytest.mark.parametrize("choices", CHOICES, ids=lambda each: each.__name__)
def test_every_value_has_one_definition_of_one_line(choices):
    definitions = codebook.DEFINITIONS[choices]
    assert set(definitions) == set(choices)
    for words in map(str, definitions.values()):
        assert words.endswith(".") and "\n" not in words and len(words) <= LONGEST


def test_every_precision_of_a_date_is_defined():
    assert set(PRECISIONS) == set(dates.PRECISIONS)


def test_every_type_of_record_has_a_rule_of_inclusion():
    assert set(codebook.INCLUSION) == set(vocabularies.RecordType)


def test_every_kind_names_its_group():
    rows = [row for row in codebook.rows() if row[0] in ("visit_kind", "incident_kind")]
    assert {row[1]: row[4] for row in rows} == {str(k): str(v) for k, v in vocabularies.GROUP_OF_KIND.items()}


def test_page_json_and_csv_hold_the_same_values(db, client):
    page = client.get("/about/codebook/").content.decode()
    data = json.loads(client.get("/about/codebook/?format=json").content)["data"]
    table = list(csv.DictReader(io.StringIO(client.get("/about/codebook/?format=csv").content.decode())))
    values = [(each["vocabulary"], value["value"]) for each in data for value in each["values"]]
    assert values == [(row["vocabulary"], row["value"]) for row in table]
    assert [pair for pair in values if f'id="{pair[0]}-{pair[1]}"' not in page] == []


def test_the_table_is_a_download_that_no_spreadsheet_runs(db, client):
    answer = client.get("/about/codebook/?format=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="codebook.csv"'
    cells = [cell for row in csv.reader(io.StringIO(answer.content.decode())) for cell in row]
    assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []


def test_an_unknown_format_is_said(db, client):
    answer = client.get("/about/codebook/?format=xls")
    assert answer.status_code == 200
    assert "does not know it: format" in answer.content.decode()
