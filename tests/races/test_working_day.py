"""The desk's day on two hosts: one letter for each person, one reminder, one owner of a claim, one draft for a task."""

import datetime

import pytest
from django.conf import settings

from editorial import hours
from editorial.models import Edition, LogLine, Notice, User
from editorial.services import assignment, mailing, notices, reminding
from tests.laws import scene
from tests.races.together import desk, jitter, together

pytestmark = [pytest.mark.desk, pytest.mark.django_db(transaction=True)]
DAY = datetime.timedelta(days=1)


def rounds(few, many):
    return pytest.mark.parametrize("rounds", [few, pytest.param(many, marks=pytest.mark.slow)])


@pytest.fixture
def of(transactional_db):
    made = desk()
    for person in User.objects.all():
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@example.org")
    Notice.objects.all().delete()
    return made


def letters():
    return [(sent.username, sent.count) for sent in mailing.send_due()]


@rounds(2, 40)
def test_two_runs_send_each_letter_once(of, rounds, monkeypatch):
    monkeypatch.setattr(settings, "DESK_URL", "https://desk.example.org")
    people = [of.author, of.reviewer, of.publisher, of.mallory]
    for attempt in range(rounds):
        notices.tell(
            recipients=User.objects.filter(pk__in=[row.pk for row in people]),
            actor=None,
            verb="comment",
            record=of.shown,
        )
        runs = together(letters, letters, letters, delays=jitter(attempt, 3))
        assert [run.acted for run in runs] == [True] * 3, runs
        sent = [letter for run in runs for letter in run[1]]
        assert sorted(sent) == sorted((row.username, 1) for row in people)
    assert not Notice.objects.filter(mail_due=True).exists()


@rounds(2, 40)
def test_two_runs_remind_once(of, rounds):
    edition = assignment.assign(actor=of.reviewer, record=of.shown, assignee=of.author, due_on=hours.today() + DAY)
    for attempt in range(rounds):
        day = hours.today() + (attempt + 1) * DAY
        Edition.objects.filter(pk=edition.pk).update(due_on=day)
        runs = together(*[lambda day=day: reminding.remind(today=day - DAY)] * 3, delays=jitter(attempt, 3))
        assert (sorted(run[1] for run in runs), {run.acted for run in runs}) == ([0, 0, 1], {True})


@rounds(2, 40)
def test_of_two_claims_at_once_one_is_refused(of, rounds):
    edition = scene.proposal(of, of.author)
    for attempt in range(rounds):
        runs = together(
            *[lambda actor=actor: len(assignment.claim_review(actor=actor, edition=edition))
              for actor in (of.reviewer, of.publisher, of.mallory)],
            delays=jitter(attempt, 3),
        )  # fmt: skip
        assert sorted(run[0] for run in runs) == ["acted", "refused", "refused"]
        owner = Edition.objects.get(pk=edition.pk).reviewer
        assert LogLine.objects.filter(verb="claim_review").first().actor == owner
        assignment.release_review(actor=owner, edition=edition)


@rounds(2, 40)
def test_a_task_opens_one_draft_however_many_assign_it(of, rounds):
    def given(actor, to):
        return assignment.assign(actor=actor, record=of.shown, assignee=to).pk

    for attempt in range(rounds):
        runs = together(
            lambda: given(of.reviewer, of.author), lambda: given(of.publisher, of.reviewer), delays=jitter(attempt, 2)
        )
        assert (len({run[1] for run in runs}), [run.acted for run in runs]) == (1, [True, True])
        scene.drafting.discard(actor=of.author, edition=scene.open_of(of.shown))
