"""The history of a record: everything that happened, in order, with people; any two revisions compared."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.models import Decision, LogLine, Revision, Source
from editorial.selectors import history_of
from editorial.services import drafting, publishing, reviewing
from tests import factories
from tests.desk.screens import look, words

pytestmark = pytest.mark.django_db


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
    assert counts == [3, 3]


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
    page = look(author, "history", row, **{"from": 1, "to": 2}).content.decode()
    assert ("<script>alert" in page, "<b>Bold" in page, "&lt;script&gt;" in page) == (False, False, True)


def test_who_has_no_role_sees_no_history(source):
    assert look(factories.user(""), "history", source).status_code == 403
    assert look(factories.user("Administrator"), "history", source).status_code == 403
