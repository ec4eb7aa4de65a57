"""Publishing at an hour: one record or a set, every way in which the hour can find something else, two runs at once."""

import datetime
import threading

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connections
from django.utils import timezone

from editorial import installation
from editorial.models import Edition, LogLine, User
from editorial.services import drafting, merging, publishing, reviewing, scheduling
from editorial.services.guarding import Refused, Stale
from relations import publication, verification
from relations.models import Change, Listing, PublishedEdition
from tests import dumping
from tests.laws import scene

HOUR = datetime.timedelta(hours=1)
TOKEN = "K3nn1ngQuartz"


@pytest.fixture
def of(db):
    return scene.scene()


@pytest.fixture
def pair(of):
    """A set of two, approved: a change of the public source, and a source that is new."""
    other = scene.source(of.author, "Another source")
    scene.edit(of.shown, of.author, title="A changed source")
    scene.submit(of.author, of.shown, other)
    for record in (of.shown, other):
        scene.approve(of.reviewer, scene.open_of(record))
    return of.shown, other


def later(hours=1):
    return timezone.now() + hours * HOUR


def schedule(of, record, at=None, actor=None):
    edition, revision = scene.open_of(record), scene.newest(record)
    return scheduling.schedule(actor=actor or of.publisher, edition=edition, revision=revision, at=at or later())


def run(hours=2):
    """The scheduler, so many hours from now: pairs of title and reason."""
    return [tuple(ran) for ran in scheduling.publish_due(now=later(hours))]


def states(*records):
    return [scene.open_of(record).state for record in records]


def refused(act, *args, **kwargs):
    before = dumping.dump()
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert dumping.dump() == before
    return str(refusal.value)


# --- Choosing an hour -----------------------------------------------------------------------------


def test_an_approved_edition_waits_for_its_hour_and_goes_out(of):
    edition, at = scene.approved(of, of.author), later()
    schedule(of, of.shown, at)
    edition.refresh_from_db()
    assert (edition.state, edition.scheduled_for, edition.scheduled_by) == ("scheduled", at, of.publisher)
    assert scheduling.publish_due(now=at - datetime.timedelta(microseconds=1)) == []
    assert [tuple(ran) for ran in scheduling.publish_due(now=at)] == [("A changed source", "")]
    edition.refresh_from_db()
    assert (edition.state, edition.scheduled_for, edition.scheduled_by) == ("published", None, None)
    assert list(LogLine.objects.filter(edition=edition).order_by("pk").values_list("verb", "actor__username")) == [
        *(("save", "author"), ("submit", "author"), ("approve", "reviewer")),
        *(("schedule", "publisher"), ("publish", "publisher")),
    ]
    assert list(verification.differences()) == []


@pytest.mark.parametrize("ago", [datetime.timedelta(0), HOUR])
def test_an_hour_that_has_passed_is_refused(of, ago):
    scene.approved(of, of.author)
    assert refused(schedule, of, of.shown, timezone.now() - ago) == (
        "The hour has passed; choose one to come, or publish now."
    )


def test_another_revision_than_the_one_that_was_read_is_not_scheduled(of):
    edition = scene.proposal(of, of.author)
    seen = scene.newest(of.shown)
    scene.edit(of.shown, of.author, summary="Written meanwhile.")
    with pytest.raises(Stale, match="changed since you read it"):
        scheduling.schedule(actor=of.publisher, edition=edition, revision=seen, at=later())


def test_a_set_that_waits_for_an_approval_is_not_scheduled(of):
    other = scene.source(of.author, "Another source")
    scene.edit(of.shown, of.author, title="A changed source")
    scene.submit(of.author, of.shown, other)
    scene.approve(of.reviewer, scene.open_of(of.shown))
    assert refused(schedule, of, of.shown) == "A changed source: The set waits for the approval of: Another source."


def test_a_scheduled_edition_is_not_scheduled_again(of):
    scene.approved(of, of.author)
    schedule(of, of.shown)
    assert refused(schedule, of, of.shown, later(5)) == (
        "The edition is scheduled; this is possible when it is approved."
    )


def test_unscheduling_keeps_the_approval(of, pair):
    schedule(of, of.shown)
    scheduling.unschedule(actor=of.mallory, edition=scene.open_of(pair[1]))
    assert states(*pair) == ["approved", "approved"]
    assert run() == []
    scene.publish(of.publisher, scene.open_of(of.shown))
    assert Listing.objects.filter(state="public").count() == 2


def test_a_publisher_may_publish_before_the_hour(of):
    edition = scene.approved(of, of.author)
    schedule(of, of.shown)
    scene.publish(of.mallory, edition)
    assert (run(), Listing.objects.get().title) == ([], "A changed source")


# --- Sets -----------------------------------------------------------------------------------------


def test_a_set_waits_and_goes_out_as_a_whole(of, pair):
    assert {edition.record_id for edition in schedule(of, pair[1])} == {record.pk for record in pair}
    assert states(*pair) == ["scheduled", "scheduled"]
    assert run() == [("A changed source", ""), ("Another source", "")]
    assert list(Change.objects.values_list("seq", "op")) == [(1, "publish"), (2, "publish"), (3, "publish")]
    assert PublishedEdition.objects.filter(published_at=Change.objects.last().at).count() == 2


def edited(of, record):
    scene.edit(record, of.author, summary="Written while it waited.")


def returned(of, record):
    edition, revision = scene.open_of(record), scene.newest(record)
    reviewing.request_changes(actor=of.reviewer, edition=edition, revision=revision, comment="Not yet.")


def recalled(of, record):
    reviewing.recall(actor=of.author, edition=scene.open_of(record))


def discarded(of, record):
    drafting.discard(actor=of.author, edition=scene.open_of(record))


def withdrawn(of, record):
    scene.withdraw(of.mallory, record)


@pytest.mark.parametrize(
    ("meanwhile", "state"),
    [
        (edited, "draft"),
        (returned, "changes_requested"),
        (recalled, "draft"),
        (withdrawn, "draft"),
        (discarded, "discarded"),
    ],
)
def test_a_set_that_lost_a_member_goes_back_whole_and_is_not_tried_again(of, pair, meanwhile, state):
    schedule(of, of.shown)
    lost, kept = (scene.open_of(record) for record in pair)
    meanwhile(of, of.shown)
    before = dumping.dump()
    name, named = ("A source" if state == "discarded" else "A changed source"), state.replace("_", " ")
    reason = f"{name}: The edition is {named}; this is possible when it is approved or scheduled."
    assert run() == [("Another source", reason)]
    assert (run(), dumping.dump()) == ([], before)
    for edition in (lost, kept):
        edition.refresh_from_db()
    assert (lost.state, kept.state, kept.scheduled_for) == (state, "approved", None)
    assert kept.schedule_refusal == reason
    line = LogLine.objects.filter(record=pair[1]).first()
    assert (line.verb, line.actor, line.detail) == ("schedule_refused", of.publisher, reason)


def test_the_reason_of_a_refusal_ends_with_the_next_act(of, pair):
    schedule(of, of.shown)
    edited(of, of.shown)
    run()
    recalled(of, pair[1])
    assert scene.open_of(pair[1]).schedule_refusal == ""


def test_a_withdrawal_of_a_target_is_found_at_the_hour(of):
    """Nothing that is scheduled names what was withdrawn meanwhile."""
    other = scene.source(of.author, "Another source")
    scene.cite(other, of.shown)
    scene.edit(other, of.author)
    scene.submit(of.author, other)
    scene.approve(of.reviewer, scene.open_of(other))
    schedule(of, other)
    scene.withdraw(of.mallory, of.shown)
    assert run() == [("Another source", "Not public and not in this set: A source. Publish them first or together.")]
    assert states(other) == ["approved"]


def test_a_merge_takes_the_schedule_of_the_merged_record_along(of):
    other = scene.public_source(of)
    scene.approved(of, of.author)
    schedule(of, of.shown)
    merging.propose_merge(actor=of.publisher, record=of.shown, survivor=other)
    merging.merge(actor=of.mallory, record=of.shown, survivor=other)
    assert (states(of.shown), run()) == (["draft"], [])


# --- The person who chose the hour ----------------------------------------------------------------


def lost_the_role(of):
    of.publisher.groups.set(Group.objects.filter(name="Reviewer"))


def account_closed(of):
    User.objects.filter(pk=of.publisher.pk).update(is_active=False)


@pytest.mark.parametrize(
    ("meanwhile", "reason"),
    [
        (lost_the_role, "This needs the role Publisher; ask someone who has it, or an administrator to be given it."),
        (account_closed, "This account is not active; ask an administrator."),
    ],
)
def test_it_goes_out_in_the_name_of_a_publisher_or_not_at_all(of, meanwhile, reason):
    edition = scene.approved(of, of.author)
    schedule(of, of.shown)
    meanwhile(of)
    assert run() == [("A changed source", reason)]
    edition.refresh_from_db()
    assert (edition.state, edition.schedule_refusal) == ("approved", reason)


# --- Failures -------------------------------------------------------------------------------------


@pytest.fixture
def two(of):
    """Two records, each scheduled by itself."""
    other = scene.source(of.author, "Another source")
    scene.submit(of.author, other)
    scene.approve(of.reviewer, scene.open_of(other))
    scene.approved(of, of.author)
    schedule(of, of.shown, later(1))
    schedule(of, other, later(1.5))
    return of.shown, other


@pytest.mark.parametrize("where", ["published", "give_back"])
def test_an_unexpected_error_does_not_stop_the_others(of, two, monkeypatch, caplog, where):
    act, first = getattr(scheduling, where), scene.open_of(two[0])
    if where == "give_back":
        Edition.objects.filter(pk=first.pk).update(scheduled_by=of.reviewer)  # refused, and then the error

    def fails(edition, *args):
        if edition.pk == first.pk:
            raise DatabaseError("the disk is full")
        return act(edition, *args)

    with monkeypatch.context() as patch:
        patch.setattr(scheduling, where, fails)
        assert run() == [("A changed source", scheduling.UNEXPECTED), ("Another source", "")]
    assert [line.exc_info[0] for line in caplog.records] == [DatabaseError]
    assert (states(two[0]), scene.open_of(two[1])) == (["scheduled"], None)
    Edition.objects.filter(pk=first.pk).update(scheduled_by=of.publisher)
    assert run() == [("A changed source", "")]


def test_what_a_law_refuses_goes_back_with_its_sentence(of, monkeypatch):
    edition = scene.approved(of, of.author)
    schedule(of, of.shown)
    scene.edit(of.shown, of.author, summary="Not approved.")
    hour = {"scheduled_for": later(), "scheduled_by": of.publisher}
    Edition.objects.filter(pk=edition.pk).update(state="scheduled", **hour)
    monkeypatch.setattr(scheduling.rules, "lacks_approval", lambda edition: None)
    before = dumping.dump()
    [(title, reason)] = run()
    assert (title, scene.law("l1_edition") in reason, dumping.dump()) == ("A changed source", True, before)


@pytest.mark.parametrize("where", ["add_edition", "append", "refresh", "lock_head"])
def test_a_run_that_fails_in_the_middle_changes_nothing(of, pair, monkeypatch, where):
    schedule(of, of.shown)
    before, calls, act = dumping.dump(), [], getattr(publication, where)

    def fails_in_the_end(*args, **kwargs):
        calls.append(1)
        if where in ("refresh", "lock_head") or len(calls) % 2 == 0:
            raise DatabaseError("the disk is full")
        return act(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(publication, where, fails_in_the_end)
        assert run() == [(title, scheduling.UNEXPECTED) for title in ("Another source", "A changed source")]
    assert (dumping.dump(), states(*pair)) == (before, ["scheduled", "scheduled"])
    assert run() == [("A changed source", ""), ("Another source", "")]


# --- Before the hour, and at it on two hosts ------------------------------------------------------


def test_nothing_of_it_is_public_before_the_hour(of):
    scene.approved(of, of.author, title=TOKEN)
    before = dumping.dump()
    schedule(of, of.shown)
    assert (dumping.dump(), TOKEN.encode() in before) == (before, False)
    run()
    assert TOKEN.encode() in dumping.dump()


def test_two_runs_one_after_the_other_publish_once(of):
    scene.approved(of, of.author)
    schedule(of, of.shown)
    assert (run(), run()) == ([("A changed source", "")], [])
    assert Change.objects.count() == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_hosts_at_once_publish_once(transactional_db, attempt):
    installation.install_groups("default")  # a flush took them along
    of = scene.scene()
    scene.approved(of, of.author)
    schedule(of, of.shown)
    line, found = threading.Barrier(3), []

    def host():
        try:
            line.wait(10)
            found.extend(run())
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=host) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == [("A changed source", "")]
    assert (Change.objects.count(), list(verification.differences())) == (2, [])


def test_who_scheduled_and_what_was_refused_is_in_the_log(of):
    scene.approved(of, of.author)
    at = later()
    schedule(of, of.shown, at)
    scheduling.unschedule(actor=of.mallory, edition=scene.open_of(of.shown))
    lines = LogLine.objects.filter(verb__in=["schedule", "unschedule"]).order_by("pk")
    assert list(lines.values_list("verb", "actor__username", "detail")) == [
        ("schedule", "publisher", at.isoformat()),
        ("unschedule", "mallory", ""),
    ]


def test_the_bytes_that_were_approved_go_out(of):
    scene.approved(of, of.author)
    approved = scene.newest(of.shown)
    schedule(of, of.shown)
    run()
    public = PublishedEdition.objects.order_by("-number").first()
    assert (public.document, public.content_hash) == (approved.document, approved.sha256)
    assert publishing.current(of.shown).published_number == 2
