"""`manage.py publish_due`: a line for each record, exit code 1 when something did not go out, one run or many."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from editorial.management.commands import publish_due
from editorial.models import Edition
from editorial.services import scheduling
from tests.laws import scene


@pytest.fixture
def of(db):
    return scene.scene()


def due(of, record):
    """Approved and scheduled, its hour one second ago."""
    edition, at = scene.open_of(record), timezone.now() + datetime.timedelta(hours=1)
    scheduling.schedule(actor=of.publisher, edition=edition, revision=scene.newest(record), at=at)
    Edition.objects.filter(pk=edition.pk).update(scheduled_for=timezone.now() - datetime.timedelta(seconds=1))


def run(*arguments):
    out = StringIO()
    try:
        call_command("publish_due", *arguments, stdout=out)
    except CommandError as fault:
        return out.getvalue().splitlines(), str(fault), fault.returncode
    return out.getvalue().splitlines(), "", 0


def test_nothing_due_says_nothing(of):
    scene.approved(of, of.author)
    assert run() == ([], "", 0)


def test_each_record_that_went_out_has_its_line_and_the_next_run_none(of):
    other = scene.source(of.author, "Another source")
    scene.edit(of.shown, of.author, title="A changed source")
    scene.submit(of.author, of.shown, other)
    for record in (of.shown, other):
        scene.approve(of.reviewer, scene.open_of(record))
    due(of, other)
    Edition.objects.filter(state="scheduled").update(scheduled_for=timezone.now())
    assert run() == (["published: A changed source", "published: Another source"], "", 0)
    assert run() == ([], "", 0)


def test_what_is_refused_has_its_reason_and_the_exit_code_is_one(of):
    scene.approved(of, of.author)
    due(of, of.shown)
    of.publisher.groups.clear()
    reason = "This needs the role Publisher; ask someone who has it, or an administrator to be given it."
    assert run() == (
        [f"not published: A changed source: {reason}"], "Not published: 1. The reasons are above.", 1
    )  # fmt: skip
    assert run() == ([], "", 0)


def test_what_fails_is_tried_again_by_the_next_run(of, monkeypatch):
    scene.approved(of, of.author)
    due(of, of.shown)
    with monkeypatch.context() as patch:
        patch.setattr(scheduling, "published", lambda *args: 1 / 0)
        assert run()[0] == [f"not published: A changed source: {scheduling.UNEXPECTED}"]
    assert run() == (["published: A changed source"], "", 0)


@pytest.fixture
def sleeps(monkeypatch):
    """The pauses between runs; the second one is ended by the person who stops the command."""
    found = []

    def sleep(seconds):
        found.append(seconds)
        if len(found) > 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(publish_due.time, "sleep", sleep)
    monkeypatch.setattr(publish_due, "close_old_connections", lambda: found.append("closed"))
    return found


def test_it_runs_again_and_again_until_it_is_stopped(of, sleeps):
    scene.approved(of, of.author)
    due(of, of.shown)
    assert run("--every", "30") == (["published: A changed source", "Stopped."], "", 0)
    assert sleeps == ["closed", 30, "closed", 30]


def test_it_outlives_a_database_that_does_not_answer(of, sleeps, monkeypatch):
    def gone():
        raise OperationalError("connection refused")

    monkeypatch.setattr(scheduling, "publish_due", gone)
    errors = StringIO()
    call_command("publish_due", "--every", "30", stdout=StringIO(), stderr=errors)
    line = "The database does not answer (connection refused); next try in 30 seconds."
    assert errors.getvalue().splitlines() == [line, line]


@pytest.mark.parametrize("text", ["0", "-1", "86401", "1.5", "often", "²", ""])
def test_a_number_of_seconds_that_makes_no_sense_is_refused(db, text):
    lines, said, _ = run("--every", text)
    assert (lines, said) == (
        [], f"Error: argument --every: “{text}” is no number of seconds from 1 to 86400; for example 60."
    )  # fmt: skip
