"""Remarks pinned to fields: who may speak, answer and settle; nothing said is ever changed; approval asks who read them."""

import pytest

from editorial.models import Comment, LogLine, Notice
from editorial.selectors.comments import open_remarks, talks
from editorial.services import comments, deciding, drafting, vanishing
from editorial.services.guarding import Refused, Stale
from relations.documents import load
from tests import factories

pytestmark = [pytest.mark.desk, pytest.mark.django_db]


@pytest.fixture
def author():
    return factories.user("Author", username="ada")


@pytest.fixture
def reviewer():
    return factories.user("Reviewer", username="rea")


@pytest.fixture
def source(author):
    row = drafting.create(actor=author, model=factories.Source, title="A source", source_kind="reference")
    factories.submit_all(author, [row])
    return row


def say(user, record, text="Which year?", **fields):
    return comments.add_comment(actor=user, edition=factories.open_of(record), text=text, **fields)


def talk(user, record):
    document = load(factories.newest(record).document)
    return talks([record], user, {record.pk: document})[record.pk]


def refusal(act, **fields):
    with pytest.raises(Refused) as refused:
        act(**fields)
    return str(refused.value)


def test_a_remark_is_answered_settled_and_reopened(author, reviewer, source):
    remark = say(reviewer, source, anchor="title")
    answer = comments.answer_comment(actor=author, comment=remark, text="1983.")
    comments.answer_comment(actor=reviewer, comment=answer, text="Thanks.")
    (thread,) = talk(author, source).open
    assert [row.text for row in [thread.root, *thread.replies]] == ["Which year?", "1983.", "Thanks."]
    assert (thread.where, thread.place, thread.gone) == ("Title", "title", False)
    comments.resolve_comment(actor=author, comment=remark)
    found = talk(author, source)
    assert (
        found.open,
        [thread.root.author.username for thread in found.settled],
        [thread.root.resolved_by.username for thread in found.settled],
    ) == ([], ["rea"], ["ada"])
    comments.reopen_comment(actor=reviewer, comment=remark)
    assert [row.comment.text for row in open_remarks(source)] == ["Which year?"]
    told = (
        LogLine.objects.filter(verb__contains="comment").order_by("pk").values_list("verb", "actor__username", "detail")
    )
    assert list(told) == [
        ("comment", "rea", "on Title"),
        ("answer_comment", "ada", "on Title"),
        ("answer_comment", "rea", "on Title"),
        ("resolve_comment", "ada", "on Title"),
        ("reopen_comment", "rea", "on Title"),
    ]


def test_authors_and_speakers_are_told_and_nobody_of_her_own_words(author, reviewer, source):
    remark = say(reviewer, source)
    comments.answer_comment(actor=author, comment=remark, text="1983.")
    other = factories.user("Publisher", username="pia")
    comments.answer_comment(actor=other, comment=remark, text="Or 1984?")
    comments.resolve_comment(actor=author, comment=remark)
    told = Notice.objects.filter(verb__contains="comment").values_list("verb", "recipient__username", "text")
    assert sorted(told) == [
        ("answer_comment", "ada", "Or 1984?"),
        ("answer_comment", "rea", "1983."),
        ("answer_comment", "rea", "Or 1984?"),
        ("comment", "ada", "Which year?"),
        ("resolve_comment", "pia", "Which year?"),
        ("resolve_comment", "rea", "Which year?"),
    ]


def test_who_may_not_is_told_what_to_do(author, reviewer, source):
    nobody = factories.user("", is_superuser=True)
    assert "ask someone who has it" in refusal(say, user=nobody, record=source)
    remark = say(reviewer, source)
    stranger = factories.user("Publisher")
    assert refusal(comments.resolve_comment, actor=stranger, comment=remark) == (
        "rea settles it, or somebody who wrote the record; answer it instead."
    )
    assert "The comment is open" in refusal(comments.reopen_comment, actor=author, comment=remark)
    comments.resolve_comment(actor=reviewer, comment=remark)
    assert refusal(comments.resolve_comment, actor=author, comment=remark).startswith("rea resolved this comment")
    assert "reopen it to answer" in refusal(comments.answer_comment, actor=author, comment=remark, text="No.")
    for act in (comments.answer_comment, comments.resolve_comment, comments.reopen_comment):
        more = {"text": "x"} if act == comments.answer_comment else {}
        assert "ask someone who has it" in refusal(act, actor=nobody, comment=remark, **more)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Write what you want"), (" \n", "Write what you want"), ("x" * 4001, "at most 4000"), ("a\x00b", "")],
)
def test_a_remark_needs_words(reviewer, source, text, said):
    assert said in refusal(say, user=reviewer, record=source, text=text)
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("anchor", ["claims/9/text", "titel", "title/", "/", "x" * 300, "\x00"])
def test_only_what_was_read_can_be_remarked_on(reviewer, source, anchor):
    assert refusal(say, user=reviewer, record=source, anchor=anchor) == comments.NO_SUCH_FIELD


def test_the_revision_that_was_read_is_kept(author, reviewer, source):
    old = factories.newest(source)
    source.original_title = "Zdroj"
    source.save()
    drafting.freeze(record=source, author=author)
    assert say(reviewer, source, anchor="title", revision=old.pk).revision == old
    assert refusal(say, user=reviewer, record=source, revision=10**9) == comments.NO_SUCH_REVISION
    assert refusal(say, user=reviewer, record=source, anchor="original_title", revision=old) == comments.NO_SUCH_FIELD


def test_said_twice_is_kept_once(author, reviewer, source):
    remark = say(reviewer, source)
    assert refusal(say, user=reviewer, record=source) == comments.SAID_ALREADY
    comments.answer_comment(actor=author, comment=remark, text="1983.")
    assert refusal(comments.answer_comment, actor=author, comment=remark, text="1983.") == comments.SAID_ALREADY
    comments.resolve_comment(actor=reviewer, comment=remark)
    assert say(reviewer, source).pk != remark.pk


def test_remarks_outlive_their_field_and_their_edition(author, reviewer, source):
    source.summary = "In three volumes."
    source.save()
    drafting.freeze(record=source, author=author)
    factories.submit_all(author, [source])
    say(reviewer, source, anchor="summary")
    source.summary = ""
    source.save()
    drafting.freeze(record=source, author=author)
    assert [thread.gone for thread in talk(author, source).open] == [True]
    factories.submit_all(author, [source])
    factories.publish_all(reviewer_and_publisher(), [source])
    assert refusal(comments.add_comment, actor=reviewer, edition=closed(source), text="Now?").startswith(
        "Nothing is open"
    )
    assert [thread.root.text for thread in talk(author, source).open] == ["Which year?"]
    remark = Comment.objects.get()
    comments.answer_comment(actor=author, comment=remark, text="Taken out.")
    comments.resolve_comment(actor=author, comment=remark)
    assert open_remarks(source) == []


def reviewer_and_publisher():
    return factories.user("Publisher")


def closed(record):
    return record.editions.latest("number")


def test_who_approves_says_that_she_read_what_is_open(author, reviewer, source):
    edition, seen = factories.open_of(source), {factories.open_of(source).pk: factories.newest(source).pk}
    first = say(author, source, text="I am not sure.")
    approve = {"actor": reviewer, "edition": edition, "seen": seen}
    assert refusal(deciding.approve, **approve) == (
        "1 comment is open: resolve what is settled, or tick that you read it and approve all the same."
    )
    second = say(author, source, text="And here?")
    with pytest.raises(Stale):
        deciding.approve(**approve, read={first.pk})
    deciding.approve(**approve, read={first.pk, second.pk})
    assert closed(source).state == "approved"


def test_what_vanishes_takes_its_remarks_along(author, reviewer, source):
    publisher, second = factories.user("Publisher"), factories.user("Publisher")
    say(reviewer, source, anchor="title")
    factories.publish_all(publisher, [source])
    proposal = vanishing.propose_vanish(actor=publisher, record=source, reason="A court.")
    vanishing.vanish(actor=second, record=source, proposal=proposal)
    assert list(Comment.objects.values_list("anchor", flat=True)) == [""]
    assert not Comment.objects.filter(text__contains="Which").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_remarks(reviewer, source, count, django_assert_num_queries):
    for number in range(count):
        say(reviewer, source, text=f"Remark {number}", anchor="title")
    document = load(factories.newest(source).document)
    with django_assert_num_queries(2):
        found = talks([source], reviewer, {source.pk: document})[source.pk]
        assert len(found.at("title")) == count
    with django_assert_num_queries(1):
        assert len(open_remarks(source)) == count
