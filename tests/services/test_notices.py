"""Notices: who is told, who never is, reading them, and who gets them by e-mail."""

import pytest

from editorial.models import Notice
from editorial.services import notices
from tests import factories
from tests.desk.screens import ready_source

pytestmark = [pytest.mark.desk, pytest.mark.django_db]


@pytest.fixture
def author():
    return factories.user("Author", email="ann@example.org")


@pytest.fixture
def record(author):
    return ready_source(author)


def told():
    return list(Notice.objects.order_by("pk").values_list("recipient__username", "verb"))


def tell(record, *people, actor=None, verb="comment", text=""):
    return notices.tell(recipients=people, actor=actor, verb=verb, record=record, text=text)


def test_each_person_is_told_once_and_the_actor_never(author, record):
    reviewer = factories.user("Reviewer", username="rita")
    tell(record, author, reviewer, reviewer, actor=author)
    assert told() == [("rita", "comment")]


@pytest.mark.parametrize(
    ("fields", "count"),
    [({"role": "Author", "is_active": False}, 0), ({"role": ""}, 0), ({"role": "Administrator"}, 0),
     ({"role": "", "is_superuser": True}, 1), ({"role": "Author"}, 1)],
)  # fmt: skip
def test_only_who_may_look_is_told(record, fields, count):
    tell(record, factories.user(**fields))
    assert Notice.objects.count() == count


def test_nobody_to_tell_asks_nothing(author, record, django_assert_num_queries):
    with django_assert_num_queries(2):  # the savepoint alone
        tell(record, author, actor=author)


def test_a_long_text_is_cut(author, record):
    tell(record, author, text="x" * 1001)
    tell(record, author, text="x" * 1000)
    assert [notice.text for notice in Notice.objects.order_by("pk")] == ["x" * 999 + "…", "x" * 1000]


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"email": "a@example.org"}, True),
        ({"email": ""}, False),
        ({"email": "a@example.org", "wants_mail": False}, False),
    ],
)
def test_mail_is_due_for_who_has_an_address_and_wants_it(record, fields, due):
    (notice,) = tell(record, factories.user("Author", **fields))
    assert Notice.objects.get(pk=notice.pk).mail_due is due


def test_reading_one_or_all_touches_only_ones_own(author, record):
    other = factories.user("Reviewer")
    first, second, foreign = (tell(record, person)[0] for person in (author, author, other))
    assert notices.mark_read(reader=author, notice=foreign.pk) == 0
    assert notices.mark_read(reader=author, notice=first.pk) == 1
    assert notices.mark_read(reader=author, notice=first.pk) == 0
    assert set(Notice.objects.filter(read_at=None)) == {second, foreign}
    assert notices.mark_read(reader=author) == 1
    assert list(Notice.objects.filter(read_at=None)) == [foreign]


def test_who_wants_no_mail_gets_none_of_what_was_due(author, record):
    (notice,) = tell(record, author)
    notices.want_mail(actor=author, wanted=False)
    author.refresh_from_db()
    notice.refresh_from_db()
    assert (author.wants_mail, notice.mail_due) == (False, False)
    notices.want_mail(actor=author, wanted=True)
    author.refresh_from_db()
    assert author.wants_mail
