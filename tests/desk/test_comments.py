"""Comments on the screens of the desk: said at a field, answered, settled; nothing typed is lost; approval asks who read."""

import pytest
from django.urls import reverse

from editorial.models import Comment, Decision
from editorial.services import comments, drafting
from tests import factories
from tests.desk.forms import client_of
from tests.desk.screens import look, ready_source, seen, send, url, words

pytestmark = [pytest.mark.desk, pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def author():
    return factories.user("Author", username="ada")


@pytest.fixture
def reviewer():
    return factories.user("Reviewer", username="rea")


@pytest.fixture
def source(author):
    row = ready_source(author)
    factories.submit_all(author, [row])
    return row


def say(user, record, text="Which year?", **fields):
    return comments.add_comment(actor=user, edition=factories.open_of(record), text=text, **fields)


def press(user, record, act, verb="review", **data):
    return send(user, verb, record, act=act, **seen(record), **data)


def test_a_comment_stands_beside_its_field_until_it_is_settled(author, reviewer, source):
    edition = factories.open_of(source).pk
    page = look(reviewer, "review", source, on="title")
    assert '<option value="title" selected>Title</option>' in page.content.decode()
    answer = press(reviewer, source, f"comment-{edition}", **{f"say-{edition}": "Whose?", f"on-{edition}": "title"})
    remark = Comment.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{url('review', source)}#c-{remark.pk}")
    assert (remark.anchor, remark.revision) == ("title", factories.newest(source))
    (row,) = [row for row in look(author, "review", source).context["sections"][0].rows if row.threads]
    assert (row.place, row.threads[0].root.text) == ("title", "Whose?")
    press(author, source, f"answer-{remark.pk}", **{f"answer-{remark.pk}": "Mine."})
    assert "Mine." in words(look(reviewer, "review", source))
    assert press(author, source, f"resolve-{remark.pk}").status_code == 302
    page = look(reviewer, "review", source)
    assert (page.context["remarks"], "Resolved by ada" in words(page)) == ([], True)
    assert press(reviewer, source, f"reopen-{remark.pk}").status_code == 302
    assert look(reviewer, "review", source).context["remarks"] == [remark.pk]


def test_a_link_opens_the_box_of_its_own_member(author, reviewer):
    made = factories.visit_set(author)
    factories.submit_all(author, list(made.values()))
    member = factories.open_of(made["place"]).pk
    page = look(reviewer, "review", made["visit"], on="claims/1", of=member)
    assert [each.edition.pk for each in page.context["sections"] if each.on] == [member]
    shown = page.content.decode()
    assert (shown.count(' class="rv-new" open'), f"?on=claims/1&amp;of={member}" in shown) == (1, False)
    assert f"?on=claims%2F1&amp;of={member}" in shown


def test_a_comment_leaves_what_else_was_typed(author, reviewer, source):
    edition, remark = factories.open_of(source).pk, say(author, source)
    typed = {"comment": "Half a decision", f"say-{edition}": "Said at once", f"answer-{remark.pk}": "Half an answer"}
    page = press(reviewer, source, f"comment-{edition}", **typed)
    shown = page.content.decode()
    assert (page.status_code, Comment.objects.count()) == (200, 2)
    assert ("Half a decision</textarea>" in shown, "Half an answer</textarea>" in shown) == (True, True)
    assert "Said at once</textarea>" not in shown
    refused = press(reviewer, source, f"comment-{edition}", **typed)
    assert (refused.status_code, Comment.objects.count()) == (422, 2)
    shown = refused.content.decode()
    assert all(f"{text}</textarea>" in shown for text in typed.values())


@pytest.mark.parametrize("act", ["comment-0", "answer-99", "resolve-99", "reopen-99"])
def test_what_is_not_there_is_a_conflict(reviewer, source, act):
    page = press(reviewer, source, act, comment="Kept")
    assert (page.status_code, "Kept</textarea>" in page.content.decode()) == (409, True)
    assert press(reviewer, source, act, verb="comments").status_code == 409


@pytest.mark.parametrize(
    "act", ["comment-x", "answer-", "resolve-²", "reopen-99999999999", "comment", "\x00", "drop-1"]
)
def test_forged_buttons_do_nothing(reviewer, source, act):
    for verb in ("review", "comments"):
        assert press(reviewer, source, act, verb=verb).status_code == 400


def test_a_comment_of_another_record_is_out_of_reach(author, reviewer, source):
    other = ready_source(author, "Another source")
    remark = say(reviewer, other)
    for verb in ("review", "comments"):
        assert press(reviewer, source, f"resolve-{remark.pk}", verb=verb).status_code == 409
    remark.refresh_from_db()
    assert remark.resolved_at is None


def test_who_has_no_role_looks_and_says_nothing(reviewer, source):
    remark, edition = say(reviewer, source), factories.open_of(source).pk
    watcher = factories.user("", is_superuser=True)
    assert look(watcher, "comments", source).status_code == 200
    for verb in ("review", "comments"):
        for act, box in ((f"comment-{edition}", f"say-{edition}"), (f"answer-{remark.pk}", f"answer-{remark.pk}")):
            assert press(watcher, source, act, verb=verb, **{box: "Hm."}).status_code == 403
        assert press(watcher, source, f"resolve-{remark.pk}", verb=verb).status_code == 403
    assert Comment.objects.count() == 1


def test_approving_with_open_comments_takes_a_tick(author, reviewer, source):
    first = say(author, source)
    page = press(reviewer, source, "approve", comment="Fine.")
    assert (page.status_code, Decision.objects.count()) == (422, 0)
    assert "1 comment is open: resolve what is settled" in words(page)
    assert "Fine.</textarea>" in page.content.decode()
    second = say(author, source, "And this?")
    page = press(reviewer, source, "approve", comment="Fine.", read=str(first.pk))
    assert (page.status_code, Decision.objects.count()) == (409, 0)
    assert f'name="read" value="{first.pk},{second.pk}" id="id_read">' in page.content.decode()
    for forged in ("x", "²", "9" * 30, ",,"):
        assert press(reviewer, source, "approve", read=forged).status_code == 422
    assert press(reviewer, source, "approve", read=f"{first.pk},{second.pk}").status_code == 302
    assert Decision.objects.get().kind == "approve"


def test_changes_are_requested_without_any_tick(author, reviewer, source):
    say(author, source)
    assert press(reviewer, source, "request_changes", comment="Name the page.").status_code == 302


def test_everything_said_stays_readable_when_nothing_is_open(author, reviewer, source):
    remark = say(reviewer, source, anchor="title")
    comments.resolve_comment(actor=author, comment=say(reviewer, source, "Typo."))
    factories.publish_all(factories.user("Publisher"), [source])
    page = look(author, "comments", source)
    assert ("Which year?" in words(page), "Typo." in words(page)) == (True, True)
    answer = press_closed(author, source, f"answer-{remark.pk}", **{f"answer-{remark.pk}": "1983."})
    assert (answer.status_code, remark.replies.get().text) == (302, "1983.")
    refused = press_closed(author, source, f"answer-{remark.pk}", **{f"answer-{remark.pk}": " "})
    assert (refused.status_code, "Write what you want to say" in words(refused)) == (422, True)


def press_closed(user, record, act, **data):
    return send(user, "comments", record, act=act, **data)


def test_the_form_lists_what_waits_for_an_answer(author, reviewer, source):
    remark = say(reviewer, source, "Which <b>year</b>?", anchor="title")
    page = client_of(author).get(reverse("admin:editorial_source_change", args=[source.pk])).content.decode()
    assert f'<a href="{url("comments", source)}#c-{remark.pk}">Title</a>: Which &lt;b&gt;year&lt;/b&gt;?' in page
    comments.resolve_comment(actor=author, comment=remark)
    page = client_of(author).get(reverse("admin:editorial_source_change", args=[source.pk])).content.decode()
    assert "to answer</summary>" not in page


def test_a_comment_on_a_field_that_is_gone_stays_in_sight(author, reviewer, source):
    source.original_title = "Zdroj"
    source.save()
    drafting.freeze(record=source, author=author)
    say(reviewer, source, anchor="original_title")
    source.original_title = ""
    source.save()
    drafting.freeze(record=source, author=author)
    page = look(reviewer, "review", source)
    assert "about a field that is gone" in words(page)
    assert [thread.gone for thread in page.context["sections"][0].talk_elsewhere] == [True]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_page_of_comments(author, reviewer, source, count, django_assert_num_queries):
    for number in range(count):
        say(reviewer, source, f"Remark {number}")
    client = client_of(author)
    with django_assert_num_queries(10):
        assert client.get(url("comments", source)).status_code == 200
