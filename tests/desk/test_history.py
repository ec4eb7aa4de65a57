"""The history of a record: everything that happened, in order, with people; any two revisions compared."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.models import Checkup, Comment, Decision, LogLine, Revision, Source
from editorial.selectors import history_of
from editorial.services import drafting, publishing, reviewing
from tests import factories
from tests.desk.forms import client_of
from tests.desk.screens import look, url, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db]


@pytest.fixture
def people():
    return factories.user("Author", username="ada"), factories.user("Publisher", username="petra")


@pytest.fixture
def source(people):
    author, publisher = people
    row = drafting.create(actor=author, model=Source, title="A source", source_kind="reference")
    factories.submit_all(author, [row])
    reviewing.request_changes(
        actor=publisher, edition=factories.open_of(row), revision=factories.newest(row), comment="Name it better."
    )
    row.title = "A better source"
    row.save()
    drafting.freeze(record=row, author=author)
    factories.submit_all(author, [row])
    factories.publish_all(publisher, [row])
    return row


def told(record):
    return [(event.what, event.actor.username, event.detail) for event in history_of(record)]


def test_everything_stands_in_order(source):
    assert told(source) == [
        ("saved", "ada", "revision 1"),
        ("submitted", "ada", "revision 2"),
        ("changes requested", "petra", "revision 2"),
        ("saved", "ada", "revision 3"),
        ("submitted", "ada", "revision 4"),
        ("approved", "petra", "revision 4"),
        ("published", "petra", "version 1"),
    ]


def test_nothing_that_was_logged_is_left_out(source, people):
    source.title = "Third title"
    source.save()
    drafting.freeze(record=source, author=people[0])
    drafting.discard(actor=people[0], edition=factories.open_of(source))
    publishing.withdraw(actor=people[1], record=source, reason="error", notice="All wrong.")
    events = history_of(source)
    revisions, decisions = Revision.objects.filter(record=source), Decision.objects.filter(record=source)
    assert len([event for event in events if event.revision]) == revisions.count()
    twins = {"save", "submit", "approve", "request_changes", "withdraw"}
    others = LogLine.objects.filter(record=source).exclude(verb__in=twins)
    assert len(events) == revisions.count() + decisions.count() + others.count()
    assert ("discarded", "ada", "") in told(source)
    assert ("withdrawn", "petra", "error") in told(source)
    assert [event.comment for event in events if event.what == "withdrawn"] == ["All wrong."]


def test_the_page_shows_people_comments_and_links(source, people):
    page = look(people[0], "history", source)
    assert (page.status_code, "no-store" in page["Cache-Control"]) == (200, True)
    text = words(page)
    assert [word in text for word in ("petra", "Name it better.", "revision 4", "version 1")] == [True] * 4
    assert "?from=2&amp;to=3" in page.content.decode()


def test_any_two_revisions_are_compared(source, people):
    page = look(people[0], "history", source, **{"from": 1, "to": 4})
    assert [difference.anchor for difference in page.context["differences"]] == ["change/kind", "title", "slug"]
    same = look(people[0], "history", source, **{"from": 2, "to": 2})
    assert (same.context["differences"], "No difference." in words(same)) == ([], True)


@pytest.mark.parametrize("pair", [{"from": "1"}, {"from": "x", "to": "2"}, {"from": "1", "to": "99"}, {"to": "9" * 30}])
def test_a_pair_that_is_not_there_is_answered_with_an_example(source, people, pair):
    page = look(people[0], "history", source, **pair)
    assert (page.status_code, "Choose two revisions of this record" in words(page)) == (400, True)


def test_queries_do_not_grow_with_the_history(source):
    counts = []
    for _ in range(2):
        source.title += "!"
        source.save()
        drafting.freeze(record=source, author=factories.user("Author"))
        with CaptureQueriesContext(connection) as queries:
            history_of(source)
        counts.append(len(queries))
    assert counts == [5, 5]


def test_comments_are_escaped(people):
    author, publisher = people
    row = drafting.create(actor=author, model=Source, title="<b>Bold</b>", source_kind="reference")
    factories.submit_all(author, [row])
    reviewing.request_changes(
        actor=publisher,
        edition=factories.open_of(row),
        revision=factories.newest(row),
        comment="<script>alert(1)</script>",
    )
    pages = look(author, "history", row), look(author, "history", row, **{"from": 1, "to": 2})
    page = "".join(answer.content.decode() for answer in pages)
    assert ("<script>alert" in page, "<b>Bold" in page, "&lt;script&gt;" in page) == (False, False, True)


def test_who_has_no_role_sees_no_history(source):
    assert look(factories.user(""), "history", source).status_code == 403
    assert look(factories.user("Administrator"), "history", source).status_code == 403


def lines(answer):
    """What the page shows: (kind, what, who) in its order."""
    return [
        (event.kind, event.what, event.actor.username)
        for day in answer.context["days"]
        for _, run in day.runs
        for event in run
    ]


@pytest.fixture
def talked(source, people):
    """A remark with its answer, resolved, and a check against the sources."""
    author, publisher = people
    drafting.revert_to(
        actor=author, record=source, document_text=source.revisions.get(seq=1).document, seen=fresh(source).lock_version
    )
    edition = factories.open_of(source)
    remark = Comment.objects.create(record=source, edition=edition, anchor="title", text="Why?", author=publisher)
    Comment.objects.create(record=source, edition=edition, anchor="title", text="Old.", author=author, answers=remark)
    for verb in ("comment", "answer_comment", "resolve_comment"):
        LogLine.objects.create(record=source, edition=edition, actor=publisher, verb=verb, detail="on title")
    Checkup.objects.create(record=source, actor=publisher, note="Read again.")
    return source


def fresh(record):
    record.refresh_from_db()
    return record


def test_remarks_and_checks_stand_between_the_acts_each_once(talked, people):
    shown = lines(look(people[0], "history", talked))
    assert shown[:4] == [
        ("checkup", "checked", "petra"),
        ("comment", "comment resolved", "petra"),
        ("comment", "answered", "ada"),
        ("comment", "commented", "petra"),
    ]
    assert shown[-1] == ("revision", "saved", "ada")
    text = words(look(people[0], "history", talked))
    assert [word in text for word in ("Why?", "Old.", "Read again.", "Title")] == [True] * 4


def test_the_history_is_narrowed_by_person_and_kind(talked, people):
    page = look(people[0], "history", talked, person="petra", kind="decision")
    assert lines(page) == [("decision", "approved", "petra"), ("decision", "changes requested", "petra")]
    assert "2 of 13 lines" in words(page)
    assert lines(look(people[0], "history", talked, kind="public")) == [("public", "published", "petra")]
    nobody = look(people[0], "history", talked, person="<b>\x00")
    assert (nobody.status_code, lines(nobody), "No line fits" in words(nobody)) == (200, [], True)


def test_long_histories_are_paged_from_the_newest(source, people, monkeypatch):
    monkeypatch.setattr("editorial.admin.history.PAGE", 3)
    seen, address = [], {}
    for _ in range(3):
        page = look(people[0], "history", source, **address)
        seen += [what for _, what, _ in lines(page)]
        address = {"before": page.context["next"]}
    assert seen == ["published", "approved", "submitted", "saved", "changes requested", "submitted", "saved"]
    assert address == {"before": None}
    assert look(people[0], "history", source, before="x" * 300).status_code == 200


def test_lines_stand_under_their_day_and_edition(talked, people):
    (day,) = look(people[0], "history", talked).context["days"]
    assert [edition and edition.number for edition, _ in day.runs] == [None, 2, None, 1]


def test_the_page_takes_the_same_number_of_queries(source, people, django_assert_num_queries):
    client, address = client_of(people[0]), url("history", source)
    client.get(address)
    for _ in range(2):
        with django_assert_num_queries(11):
            client.get(address)
        Comment.objects.create(
            record=source, edition=source.editions.get(), anchor="title", text="More.", author=people[1]
        )


# --- Files ------------------------------------------------------------------------------------------


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode(), newline="")))


def test_the_history_is_taken_along_whole_and_no_cell_is_a_formula(source, people):
    Decision.objects.create(record=source, kind="drop_merge", actor=people[1], comment="=1+1")
    answer = look(people[0], "history", source, format="csv")
    assert answer["Content-Disposition"] == f'attachment; filename="history-{source.public_id}.csv"'
    assert ("no-store" in answer["Cache-Control"], answer["Content-Type"]) == (True, "text/csv; charset=utf-8")
    rows = rows_of(answer)
    assert [row["what"] for row in rows][:2] == ["saved", "submitted"]
    assert (len(rows), rows[-1]["comment"], rows[2]["comment"]) == (8, "'=1+1", "Name it better.")
    assert rows[0]["sha256"] == source.revisions.get(seq=1).sha256
    found = json.loads(b"".join(look(people[0], "history", source, format="json").streaming_content))
    assert [line["what"] for line in found] == [row["what"] for row in rows]
    assert found[-1]["comment"] == "=1+1"


def test_an_unknown_format_is_named(source, people):
    page = look(people[0], "history", source, format="xls")
    assert (page.status_code, "The formats are csv and json" in words(page)) == (400, True)
