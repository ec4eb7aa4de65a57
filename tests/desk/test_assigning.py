"""Assigning and claiming on screen: who may, what is refused and why, the line on the form and the review page."""

import datetime
import uuid

import pytest

from editorial import hours
from editorial.models import Edition, LogLine
from editorial.services import assignment
from tests import factories
from tests.desk.forms import client_of, opened
from tests.desk.screens import look, ready_source, send, url, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def author():
    return factories.user("Author", username="ann")


@pytest.fixture
def reviewer():
    return factories.user("Reviewer", username="rita")


@pytest.fixture
def source(author):
    return ready_source(author)


@pytest.fixture
def waiting(author, source):
    factories.submit_all(author, [source])
    return source


def edition_of(record):
    return Edition.objects.get(pk=factories.open_of(record).pk)


# --- Assigning ------------------------------------------------------------------------------------


def test_a_reviewer_assigns_from_the_form_of_the_record(author, reviewer, source):
    line = words(opened(client_of(reviewer), source))
    assert "Assigned to nobody" in line
    page = look(reviewer, "assign", source)
    assert [name for _, name in page.context["form"].fields["assignee"].choices] == ["nobody", "ann", "rita"]
    day = hours.today() + DAY
    answer = send(reviewer, "assign", source, assignee=author.pk, due_on=f"{day:%Y-%m-%d}")
    assert (answer.status_code, answer.url) == (302, f"/admin/editorial/source/{source.pk}/change/")
    shown = words(opened(client_of(author), source))
    assert f"Assigned to ann , due {hours.day(day)}, tomorrow" in shown


def test_what_was_said_stands_on_the_next_page(author, reviewer, source):
    client = client_of(reviewer)
    answer = client.post(url("assign", source), {"assignee": author.pk, "due_on": "", "from": "review"}, follow=True)
    assert answer.redirect_chain == [(url("review", source), 302)]
    assert "“A source” is assigned to ann." in words(answer)


def test_a_late_task_says_how_late(author, reviewer, source):
    edition = assignment.assign(actor=reviewer, record=source, assignee=author, due_on=hours.today())
    Edition.objects.filter(pk=edition.pk).update(due_on=hours.today() - 3 * DAY)
    page = opened(client_of(reviewer), source)
    assert ("3 days late" in words(page), b'class="desk-late"' in page.content) == (True, True)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"due_on": "31 March"}, "Write the day as year, month, day, for example 20"),
        ({"due_on": "2026-02-30"}, "Write the day as year, month, day"),
        ({"due_on": "2001-01-01"}, "The day has passed; choose today or one to come, for example 20"),
        ({"due_on": "2100-01-01"}, "Choose a day of this century"),
        ({"assignee": "0"}, "Choose somebody of the list."),
        ({"assignee": "x\x00"}, "Choose somebody of the list."),
        ({"assignee": "9" * 5000}, "Choose somebody of the list."),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence_and_stays(author, reviewer, source, typed, sentence):
    page = send(reviewer, "assign", source, **({"assignee": author.pk, "due_on": "2090-01-31"} | typed))
    assert (page.status_code, sentence in words(page)) == (422, True)
    assert edition_of(source).assignee is None
    if "due_on" in typed:
        assert f'value="{typed["due_on"]}"' in page.content.decode()
        assert f'value="{author.pk}" selected' in page.content.decode()


def test_an_author_is_offered_herself_alone_and_refused_what_is_anothers(author, reviewer, source):
    other = factories.user("Author", username="olga")
    page = look(author, "assign", source)
    assert [name for _, name in page.context["form"].fields["assignee"].choices] == ["nobody", "ann"]
    assert "Choose somebody of the list." in words(send(author, "assign", source, assignee=other.pk))
    assert send(author, "assign", source, assignee=author.pk).status_code == 302
    page = send(other, "assign", source, assignee=other.pk)
    assert (page.status_code, "It is assigned to ann; ask ann" in words(page)) == (409, True)
    assert b"disabled" in look(other, "assign", source).content


def test_where_nothing_is_open_the_page_says_that_a_draft_opens(author, reviewer):
    made = factories.published_visit_set()
    text = words(look(reviewer, "assign", made["place"]))
    assert "Assigning it opens a draft, which holds the task; readers see version 1" in text
    assert send(reviewer, "assign", made["place"], assignee=author.pk).status_code == 302
    assert edition_of(made["place"]).assignee == author
    for verb in ("submit", "history", "discard", "schedule"):
        assert look(reviewer, verb, made["place"]).status_code == 200, verb
    for answer in (look(reviewer, "review", made["place"]), send(reviewer, "review", made["place"], act="approve")):
        assert answer.status_code in (404, 409)
        assert "Nobody has written anything for “A Town” yet" in words(answer)
    assert look(reviewer, "preview", made["place"]).status_code < 500
    assert opened(client_of(reviewer), made["place"]).status_code == 200
    assert send(author, "discard", made["place"]).status_code == 302
    assert factories.open_of(made["place"]) is None


@pytest.mark.parametrize(("role", "superuser"), [("", True), ("Administrator", False), ("", False)])
def test_who_has_no_role_assigns_and_claims_nothing(role, superuser, author, waiting):
    user = factories.user(role, is_superuser=superuser)
    lines = LogLine.objects.count()
    for verb in ("assign", "claim_review", "release_review"):
        page = send(user, verb, waiting, assignee=author.pk)
        assert page.status_code == 403, verb
        assert "needs the role" in words(page) or "people with an editorial role" in words(page)
    assert LogLine.objects.count() == lines


def test_looking_writes_nothing_and_other_methods_are_refused(reviewer, waiting):
    lines = LogLine.objects.count()
    for verb in ("assign", "claim_review", "release_review"):
        assert look(reviewer, verb, waiting, assignee=reviewer.pk).status_code == 200
        assert client_of(reviewer).put(url(verb, waiting)).status_code == 405
        assert client_of(reviewer).get(f"/admin/editorial/{verb.replace('_', '-')}/{uuid.uuid4()}/").status_code == 404
    assert LogLine.objects.count() == lines


# --- Claiming -------------------------------------------------------------------------------------


def test_one_click_on_the_review_page_claims_and_one_releases(reviewer, waiting):
    page = words(look(reviewer, "review", waiting))
    assert ("Claim the review" in page, "Release" in page) == (True, False)
    assert send(reviewer, "claim_review", waiting).url == url("review", waiting)
    page = words(look(reviewer, "review", waiting))
    assert "claimed by rita since" in page
    assert ("Claim the review" in page, "Release the review" in page) == (False, True)
    assert send(reviewer, "release_review", waiting).url == url("review", waiting)
    assert edition_of(waiting).reviewer is None


def test_taking_over_says_from_whom_and_since_when(reviewer, waiting):
    other = factories.user("Publisher", username="petra")
    send(reviewer, "claim_review", waiting)
    assert "Take over the review" in words(look(other, "review", waiting))
    page = look(other, "claim_review", waiting)
    assert "rita has been reading it since" in words(page)
    assert f'name="over" value="{reviewer.pk}"' in page.content.decode()
    quick = send(other, "claim_review", waiting)
    assert (quick.status_code, "ask, or take it over" in words(quick)) == (409, True)
    assert "Take over from rita" in words(quick)
    assert send(other, "claim_review", waiting, over=reviewer.pk).status_code == 302
    assert edition_of(waiting).reviewer == other


@pytest.mark.parametrize("over", ["", "x", "-1", "\x00", "9" * 400, "٣"])
def test_a_forged_name_takes_over_nothing(reviewer, waiting, over):
    send(reviewer, "claim_review", waiting)
    assert send(factories.user("Reviewer"), "claim_review", waiting, over=over).status_code == 409
    assert edition_of(waiting).reviewer == reviewer


def test_who_wrote_it_is_told_why_she_cannot_claim(author, waiting):
    wrote = author
    wrote.groups.add(*factories.user("Reviewer").groups.all())
    page = look(wrote, "review", waiting)
    assert "Claim the review" not in words(page)
    page = send(wrote, "claim_review", waiting)
    assert (page.status_code, "You contributed to this edition" in words(page)) == (409, True)
    assert b"disabled" in look(wrote, "claim_review", waiting).content


def test_what_is_a_draft_again_is_not_claimed(author, reviewer, source):
    page = send(reviewer, "claim_review", source)
    assert (page.status_code, "possible when it is in review" in words(page)) == (409, True)
    assert send(reviewer, "release_review", source).status_code == 409


def test_a_claim_does_not_keep_others_from_deciding(reviewer, waiting):
    send(reviewer, "claim_review", waiting)
    other = factories.user("Reviewer")
    seen = {f"seen-{edition_of(waiting).pk}": factories.newest(waiting).pk}
    assert send(other, "review", waiting, act="approve", **seen).status_code == 302
    assert (edition_of(waiting).state, edition_of(waiting).reviewer) == ("approved", None)


def test_a_set_has_a_line_for_each_member_and_one_claim(author, reviewer):
    rows = [ready_source(author, title) for title in ("One", "Two")]
    factories.submit_all(author, rows)
    page = look(reviewer, "review", rows[0])
    assert [f"{title}: Assigned to nobody" in words(page) for title in ("One", "Two")] == [True, True]
    send(reviewer, "claim_review", rows[0])
    assert {edition_of(row).reviewer for row in rows} == {reviewer}


def test_the_acts_stand_in_the_history(author, reviewer, waiting):
    send(reviewer, "assign", waiting, assignee=author.pk)
    send(reviewer, "claim_review", waiting)
    send(reviewer, "release_review", waiting)
    text = words(look(reviewer, "history", waiting))
    assert [said in text for said in ("to ann", "claim", "release")] == [True, True, True]
