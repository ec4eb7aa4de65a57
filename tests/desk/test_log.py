"""The log of the whole desk: narrowed, paged, taken along; who may read it and who may take it."""

import csv
import io
import json

import pytest

from editorial.models import LogLine
from tests import factories
from tests.desk.forms import client_of
from tests.desk.screens import ready_source, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

LOG = "/admin/-/log/"


@pytest.fixture
def author():
    return factories.user("Author", username="ada")


@pytest.fixture
def source(author):
    row = ready_source(author, "A secret draft")
    factories.submit_all(author, [row])
    return row


def log(user, **query):
    return client_of(user).get(LOG, query)


def shown(answer):
    return [(line.verb, line.actor.username) for line, _ in answer.context["lines"]]


def test_every_act_stands_there_newest_first(source, author):
    page = log(author)
    assert (page.status_code, "no-store" in page["Cache-Control"]) == (200, True)
    assert shown(page) == [("submit", "ada"), ("save", "ada")]
    assert "A secret draft" in words(page)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"person": "ada"}, 2),
        ({"verb": "submit"}, 1),
        ({"since": "2026-01-01", "until": "2099-12-31"}, 2),
        ({"until": "2001-01-01"}, 0),
        ({"since": "0001-01-01"}, 2),
        ({"since": "9999-12-31"}, 0),
        ({"record": "000000"}, 0),
    ],
)
def test_the_log_is_narrowed(source, author, query, count):
    assert len(shown(log(author, **query))) == count


def test_the_log_of_one_record_is_asked_by_its_id(source, author):
    ready_source(author, "Another")
    assert len(shown(log(author))) == 3
    assert shown(log(author, record=source.public_id.lower())) == [("submit", "ada"), ("save", "ada")]


@pytest.mark.parametrize(
    "query",
    [{"person": "nobody"}, {"verb": "x\x00"}, {"since": "yesterday"}, {"record": "'" * 400}, {"before": "-1"}],
)
def test_what_cannot_be_asked_comes_back_with_a_sentence(source, author, query):
    page = log(author, **query, format="csv")
    assert (page.status_code, bool(page.context["form"].errors)) == (400, True)


def test_the_next_page_begins_below_the_last_line(source, author, monkeypatch):
    monkeypatch.setattr("editorial.admin.history.PAGE", 1)
    first = log(author)
    second = log(author, before=first.context["next"])
    assert (shown(first), shown(second), second.context["next"]) == ([("submit", "ada")], [("save", "ada")], None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_takes_the_same_number_of_queries(author, count, django_assert_num_queries):
    for number in range(count):
        ready_source(author, f"Source {number}")
    client = client_of(author)
    client.get(LOG)
    with django_assert_num_queries(6):
        client.get(LOG)


def test_publishers_take_it_along_without_formulas(source, author):
    LogLine.objects.create(record=source, actor=author, verb="void", detail='=HYPERLINK("x")')
    publisher = factories.user("Publisher")
    answer = log(publisher, format="csv")
    assert answer["Content-Disposition"] == 'attachment; filename="log.csv"'
    assert "no-store" in answer["Cache-Control"]
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode(), newline="")))
    assert [(row["verb"], row["record"]) for row in rows] == [
        (verb, source.public_id) for verb in ("void", "submit", "save")
    ]
    assert rows[0]["detail"] == '\'=HYPERLINK("x")'
    found = json.loads(b"".join(log(publisher, format="json", verb="submit").streaming_content))
    assert [line["title"] for line in found] == ["A secret draft"]


def test_authors_read_it_and_do_not_take_it(source, author):
    page = log(author, format="json")
    assert (page.status_code, "taken along by publishers and administrators" in words(page)) == (403, True)
    assert "format=csv" not in log(author).content.decode()


def test_an_administrator_sees_who_acted_and_no_title(source):
    administrator = factories.user("Administrator")
    page = log(administrator)
    text = words(page)
    assert (page.status_code, "A secret draft" in text, source.public_id in text) == (200, False, True)
    assert b"A secret draft" not in b"".join(log(administrator, format="json").streaming_content)


def test_others_see_nothing_and_nobody_posts(source, author):
    page = log(factories.user(""))
    assert (page.status_code, source.public_id in words(page)) == (403, False)
    assert client_of(author).post(LOG).status_code == 405
