"""Which act tells whom: reviewers of a submission, writers of a decision, publishers of a withdrawal; a set is told once."""

import datetime

import pytest
from django.utils import timezone

from editorial.models import Edition, Notice
from editorial.services import deciding, merging, publishing, reviewing, scheduling, telling, vanishing
from tests.laws import scene

pytestmark = [pytest.mark.desk, pytest.mark.django_db]
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def of(db):
    made = scene.scene()
    Notice.objects.all().delete()
    return made


@pytest.fixture
def pair(of):
    """Two new sources of two authors, in one set; the second was helped by the first's author."""
    other = scene.person("other", "Author")
    rows = scene.source(of.author, "One"), scene.source(other, "Two")
    scene.edit(rows[1], of.author, title="Two, and better")
    scene.submit(of.author, *rows)
    return rows


def told(*verbs):
    """Who was told of what, in order of the alphabet."""
    rows = Notice.objects.order_by("recipient__username", "pk").values_list("recipient__username", "verb", "text")
    return [row for row in rows if not verbs or row[1] in verbs]


def clear():
    Notice.objects.all().delete()


def send_back(of, actor, comment="Say which page."):
    edition = scene.open_of(of.shown)
    reviewing.request_changes(actor=actor, edition=edition, revision=scene.newest(of.shown), comment=comment)


def test_a_submission_is_told_to_everybody_who_may_approve_it(of):
    scene.proposal(of, of.author)
    assert told() == [(name, "submit", "") for name in ("mallory", "publisher", "reviewer")]


def test_not_to_a_reviewer_who_wrote_it(of):
    scene.proposal(of, of.reviewer)
    assert told() == [(name, "submit", "") for name in ("mallory", "publisher")]


def test_what_is_submitted_again_is_told_to_whoever_sent_it_back(of):
    scene.proposal(of, of.author)
    send_back(of, of.reviewer)
    clear()
    scene.edit(of.shown, of.author, title="With its page")
    scene.submit(of.author, of.shown)
    assert told() == [("reviewer", "submit", "")]


def test_to_everybody_again_when_she_can_no_longer_approve(of):
    scene.proposal(of, of.author)
    send_back(of, of.reviewer)
    of.reviewer.groups.clear()
    clear()
    scene.edit(of.shown, of.author, title="With its page")
    scene.submit(of.author, of.shown)
    assert told() == [("mallory", "submit", ""), ("publisher", "submit", "")]


def test_what_was_sent_back_is_told_to_its_writers_with_the_comment(of):
    scene.proposal(of, of.author)
    send_back(of, of.publisher)
    assert told() == [("author", "request_changes", "Say which page.")]  # and nobody is asked to review it any more


def test_a_task_is_told_to_whoever_has_it(of):
    edition = scene.proposal(of, of.author)
    Edition.objects.filter(pk=edition.pk).update(assignee=of.mallory)
    send_back(of, of.publisher)
    assert told() == [(name, "request_changes", "Say which page.") for name in ("author", "mallory")]


def test_an_approval_is_told_and_the_publication_takes_its_place(of):
    scene.approved(of, of.author)
    assert told() == [("author", "approve", "")]
    scene.publish(of.publisher, scene.open_of(of.shown))
    assert told() == [("author", "publish", "")]


def test_what_was_read_stays(of):
    scene.approved(of, of.author)
    Notice.objects.update(read_at=timezone.now())
    scene.publish(of.publisher, scene.open_of(of.shown))
    assert told() == [("author", "approve", ""), ("author", "publish", "")]


def test_a_set_is_told_once_about_the_first_record_that_concerns_each(of, pair):
    assert told() == [(name, "submit", "With 1 more of its set.") for name in ("mallory", "publisher", "reviewer")]
    seen = {scene.open_of(record).pk: scene.newest(record).pk for record in pair}
    deciding.approve(actor=of.reviewer, edition=scene.open_of(pair[0]), seen=seen)
    assert told() == [("author", "approve", "With 1 more of its set."), ("other", "approve", "")]
    assert Notice.objects.get(recipient__username="other").record_id == pair[1].pk
    deciding.publish(actor=of.publisher, edition=scene.open_of(pair[0]), seen=seen)
    assert told() == [("author", "publish", "With 1 more of its set."), ("other", "publish", "")]


def test_half_a_set_approved_is_not_told(of, pair):
    clear()
    scene.approve(of.reviewer, scene.open_of(pair[0]))
    assert told() == []


def due(of, record):
    """Approved and scheduled by the publisher; the run comes two hours later."""
    edition = scene.open_of(record)
    scheduling.schedule(actor=of.publisher, edition=edition, revision=scene.newest(record), at=timezone.now() + HOUR)
    clear()


def test_at_the_hour_the_writer_and_who_chose_it_are_told(of):
    scene.approved(of, of.author)
    due(of, of.shown)
    scheduling.publish_due(now=timezone.now() + 2 * HOUR)
    assert told() == [("author", "publish", ""), ("publisher", "publish_due", "")]
    assert Notice.objects.get(verb="publish_due").actor is None


def test_what_was_refused_at_the_hour_is_told_with_its_reason(of, pair):
    for record in pair:
        scene.approve(of.reviewer, scene.open_of(record))
    due(of, pair[0])
    scene.edit(pair[1], of.author, title="Edited while it waited")
    clear()
    (ran,) = scheduling.publish_due(now=timezone.now() + 2 * HOUR)
    assert told() == [("author", "schedule_refused", ran.reason), ("publisher", "schedule_refused", ran.reason)]
    scheduling.publish_due(now=timezone.now() + 3 * HOUR)
    assert Notice.objects.count() == 2


def test_a_withdrawal_and_what_became_of_it_are_told_to_publishers_and_writers(of):
    scene.withdraw(of.publisher, of.shown)
    assert told() == [("author", "withdraw", ""), ("mallory", "withdraw", "")]
    clear()
    publishing.reinstate(actor=of.mallory, record=of.shown)
    assert told() == [("author", "reinstate", ""), ("publisher", "reinstate", "")]
    scene.withdraw(of.publisher, of.shown)
    clear()
    publishing.confirm_withdrawal(actor=of.mallory, record=of.shown, notice=scene.NOTICE)
    assert told() == [("author", "confirm_withdrawal", ""), ("publisher", "confirm_withdrawal", "")]


def test_proposals_are_told_to_the_other_publishers(of):
    survivor = scene.public_source(of)
    clear()
    merging.propose_merge(actor=of.publisher, record=of.shown, survivor=survivor)
    vanishing.propose_vanish(actor=of.publisher, record=survivor, reason=scene.REASON)
    assert told() == [("mallory", "propose_merge", ""), ("mallory", "propose_vanish", "")]


def test_what_is_refused_tells_nobody(of):
    edition = scene.proposal(of, of.author)
    clear()
    of.tries(reviewing.approve, actor=of.author, edition=edition, revision=scene.newest(of.shown))
    of.tries(scene.withdraw, of.author, of.shown)
    assert (len(of.said), told()) == (2, [])


@pytest.mark.parametrize("count", [1, 3])
def test_telling_of_a_publication_takes_the_same_number_of_queries(of, count, django_assert_num_queries):
    rows = [scene.source(of.author, f"Source {number}") for number in range(count)]
    scene.submit(of.author, *rows)
    members = reviewing.members_of(scene.open_of(rows[0]))
    with django_assert_num_queries(8):
        telling.published(of.publisher, members)
