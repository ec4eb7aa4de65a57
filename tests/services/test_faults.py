"""I16: an act that fails at any statement changes nothing. The fault is injected at every statement that writes."""

import datetime
import itertools

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from editorial.services import deciding, drafting, merging, publishing, reviewing, scheduling, vanishing
from relations import verification
from tests import dumping
from tests.laws import scene

WRITES = ("INSERT", "UPDATE", "DELETE")


class Fault(DatabaseError):
    """What a full disk or a lost connection looks like to the code above it."""


class FailsAt:
    """Lets so many writing statements pass, then raises at every further one."""

    def __init__(self, passes):
        self.left = passes

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            if self.left == 0:
                raise Fault(sql[:60])
            self.left -= 1
        return execute(sql, params, many, context)


def everything():
    """All rows of both apps."""
    names = [name for name in connection.introspection.table_names() if name.startswith(("relations_", "editorial_"))]
    return {name: dumping.table(name) for name in sorted(names)}


@pytest.fixture
def of(db):
    return scene.scene()


def as_set(of):
    """A set of two, submitted, that names a public record."""
    other = scene.source(of.author, "Another source")
    scene.cite(other, of.shown)
    scene.edit(other, of.author)
    scene.edit(of.shown, of.author, title="A changed source")
    scene.submit(of.author, of.shown, other)
    return other


def approved_set(of):
    other = as_set(of)
    for record in (of.shown, other):
        scene.approve(of.reviewer, scene.open_of(record))


def publish(of):
    approved_set(of)
    edition, revision = scene.open_of(of.shown), scene.newest(of.shown)
    return lambda: publishing.publish(actor=of.publisher, edition=edition, revision=revision)


def approve_and_publish(of):
    other = as_set(of)
    seen = {scene.open_of(record).pk: scene.newest(record).pk for record in (of.shown, other)}
    edition = scene.open_of(of.shown)
    return lambda: deciding.approve_and_publish(actor=of.publisher, edition=edition, seen=seen)


def submit(of):
    other = scene.source(of.author, "Another source")
    scene.edit(of.shown, of.author, title="A changed source")
    submissions = [scene.submission(record) for record in (of.shown, other)]
    return lambda: reviewing.submit(actor=of.author, submissions=submissions)


def request_changes(of):
    approved_set(of)
    edition, revision = scene.open_of(of.shown), scene.newest(of.shown)
    return lambda: reviewing.request_changes(actor=of.reviewer, edition=edition, revision=revision, comment="No.")


def schedule(of):
    approved_set(of)
    edition, revision, at = (
        scene.open_of(of.shown),
        scene.newest(of.shown),
        timezone.now() + datetime.timedelta(hours=1),
    )
    return lambda: scheduling.schedule(actor=of.publisher, edition=edition, revision=revision, at=at)


def unschedule(of):
    schedule(of)()
    edition = scene.open_of(of.shown)
    return lambda: scheduling.unschedule(actor=of.publisher, edition=edition)


def withdraw(of):
    scene.approved(of, of.author)
    return lambda: publishing.withdraw(actor=of.publisher, record=of.shown, reason="error", notice=scene.NOTICE)


def confirm_withdrawal(of):
    withdraw(of)()
    return lambda: publishing.confirm_withdrawal(actor=of.mallory, record=of.shown, notice=scene.NOTICE)


def reinstate(of):
    withdraw(of)()
    return lambda: publishing.reinstate(actor=of.mallory, record=of.shown)


def merge(of):
    """Of a record that another names, with an approved edition."""
    approved_set(of)
    publishing.publish(actor=of.publisher, edition=scene.open_of(of.shown), revision=scene.newest(of.shown))
    survivor = scene.public_source(of, "A third source")
    scene.approved(of, of.author, title="Changed again")
    merging.propose_merge(actor=of.publisher, record=of.shown, survivor=survivor)
    return lambda: merging.merge(actor=of.mallory, record=of.shown, survivor=survivor)


def drop_merge(of):
    survivor = scene.public_source(of)
    merging.propose_merge(actor=of.publisher, record=of.shown, survivor=survivor)
    return lambda: merging.drop_merge(actor=of.mallory, record=of.shown)


def vanish(of):
    """Of a record with an approved edition, a notice and two versions."""
    scene.publish(of.publisher, scene.approved(of, of.author))
    withdraw_notice(of)
    scene.approved(of, of.author, title="Changed again")
    proposal = vanishing.propose_vanish(actor=of.publisher, record=of.shown, reason=scene.REASON)
    return lambda: vanishing.vanish(actor=of.mallory, record=of.shown, proposal=proposal)


def withdraw_notice(of):
    scene.withdraw(of.publisher, of.shown)
    publishing.confirm_withdrawal(actor=of.mallory, record=of.shown, notice=scene.NOTICE)


def discard(of):
    edition = scene.approved(of, of.author)
    return lambda: drafting.discard(actor=of.author, edition=edition)


def revert_to(of):
    first = scene.newest(of.shown)
    scene.edit(of.shown, of.author, title="A changed source")
    of.shown.refresh_from_db()
    seen = of.shown.lock_version
    return lambda: drafting.revert_to(actor=of.author, record=of.shown, document_text=first.document, seen=seen)


# act -> how many statements it writes at least: that many faults were tried
ACTS = {
    submit: 10, request_changes: 3, publish: 15, approve_and_publish: 20, schedule: 4, unschedule: 4, withdraw: 10,
    confirm_withdrawal: 8, reinstate: 8, merge: 12, drop_merge: 2, vanish: 20, discard: 5, revert_to: 6,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_an_act_that_fails_at_any_statement_changes_nothing(of, act):
    perform = act(of)
    before = everything()
    for passes in itertools.count():
        try:
            with connection.execute_wrapper(FailsAt(passes)), transaction.atomic():
                perform()
        except Fault:
            assert everything() == before
        else:
            break
    assert passes >= ACTS[act]
    assert everything() != before
    assert list(verification.differences()) == []


@pytest.mark.slow
def test_a_due_run_that_fails_at_any_statement_leaves_it_scheduled(of):
    schedule(of)()
    before, at = everything(), timezone.now() + datetime.timedelta(hours=2)
    for passes in itertools.count():
        with connection.execute_wrapper(FailsAt(passes)):
            runs = scheduling.publish_due(now=at)
        if not any(ran.reason for ran in runs):
            break
        assert {ran.reason for ran in runs} == {scheduling.UNEXPECTED}
        assert everything() == before
    assert (passes >= 15, [ran.title for ran in runs]) == (True, ["A changed source", "Another source"])
    assert list(verification.differences()) == []
