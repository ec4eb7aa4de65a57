"""Two connections at once on PostgreSQL: an act and its opposite never both go through."""

import datetime
import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from editorial import installation
from editorial.models import Revision, Source
from editorial.services import guarding, merging, scheduling, vanishing
from editorial.services.guarding import Refused
from relations import publication, verification
from relations.models import Change, Listing
from tests import factories
from tests.laws import raw, scene

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def of(transactional_db):
    installation.install_groups("default")  # a flush took them along
    return scene.scene()


def together(*acts):
    """Run each act in a thread of its own, all from one starting line; the refusals by position."""
    line, faults = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        try:
            line.wait()
            act()
        except (Refused, DatabaseError) as fault:
            faults[index] = fault
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return faults


def naming_shown(of):
    """An approved source that names the public one."""
    other = scene.source(of.author, "Another source")
    factories.add_part(other, factories.Citation, "citations", anchor="title", source=of.shown)
    scene.edit(other, of.author)
    scene.submit(of.author, other)
    scene.approve(of.reviewer, scene.open_of(other))
    return other


@pytest.mark.parametrize("attempt", range(5))
def test_publishing_and_withdrawing_its_target(of, attempt):
    other = naming_shown(of)
    edition, revision = scene.open_of(other), scene.newest(other)
    faults = together(
        lambda: scene.publish(of.mallory, edition, revision), lambda: scene.withdraw(of.publisher, of.shown)
    )
    states = dict(Listing.objects.values_list("public_id", "state"))
    acts = list(Change.objects.values_list("op", "record__public_id"))
    published = ("publish", other.public_id)
    assert faults[1] is None
    assert (published in acts) == (faults[0] is None)
    assert published not in acts or acts.index(published) < acts.index(("withdraw", of.shown.public_id))
    assert (states[of.shown.public_id], list(verification.differences())) == ("withdrawn", [])


@pytest.mark.parametrize("attempt", range(3))
def test_the_same_publication_twice(of, attempt):
    edition = scene.approved(of, of.author)
    revision = scene.newest(of.shown)
    faults = together(*[lambda: scene.publish(of.mallory, edition, revision)] * 4)
    assert sum(fault is None for fault in faults) == 1
    assert (Change.objects.count(), list(verification.differences())) == (2, [])


@pytest.mark.parametrize("attempt", range(3))
def test_approving_while_the_author_edits(of, attempt):
    edition = scene.proposal(of, of.author)
    revision = scene.newest(of.shown)
    together(
        lambda: scene.approve(of.reviewer, edition, revision),
        lambda: scene.edit(of.shown, of.author, summary="Written meanwhile."),
    )
    assert scene.open_of(of.shown).state == "draft"


def test_raw_acts_wait_for_the_head(of):
    """Without a service, too: who writes a change holds the head, so a target cannot move in between."""
    other = naming_shown(of)
    document = scene.newest(other).document
    decided = threading.Event()

    def publish():
        with transaction.atomic():
            publication.publish(documents=[document])
            decided.set()

    def withdraw():
        decided.wait(10)
        with transaction.atomic():
            raw.decision(of.publisher, "withdraw", record=of.shown)
            raw.decision(
                of.publisher, "request_changes", record=of.shown, revision=scene.newest(of.shown), comment="Back."
            )
            raw.act(of.public(), "withdraw", reason="error")

    together(publish, withdraw)
    seqs = list(Change.objects.values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))
    assert connection.vendor == "postgresql"


# --- Merging, vanishing and hours -----------------------------------------------------------------


@pytest.mark.parametrize("attempt", range(3))
def test_two_records_merged_into_each_other(of, attempt):
    other = scene.public_source(of)
    merging.propose_merge(actor=of.publisher, record=of.shown, survivor=other)
    merging.propose_merge(actor=of.publisher, record=other, survivor=of.shown)
    faults = together(
        lambda: merging.merge(actor=of.mallory, record=of.shown, survivor=other),
        lambda: merging.merge(actor=of.mallory, record=other, survivor=of.shown),
    )
    assert sorted(str(fault).partition(" is ")[2] for fault in faults) == [
        "", "not public; a record is merged into one that readers can see."
    ]  # fmt: skip
    assert sorted(Listing.objects.values_list("state", flat=True)) == ["merged", "public"]
    assert list(verification.differences()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_merging_into_a_record_that_vanishes(of, attempt):
    other = scene.public_source(of)
    merging.propose_merge(actor=of.publisher, record=of.shown, survivor=other)
    proposal = vanishing.propose_vanish(actor=of.publisher, record=other, reason=scene.REASON)
    faults = together(
        lambda: merging.merge(actor=of.mallory, record=of.shown, survivor=other),
        lambda: vanishing.vanish(actor=of.mallory, record=other, proposal=proposal),
    )
    states = dict(Listing.objects.values_list("public_id", "state"))
    assert (faults[1], states[other.public_id]) == (None, "vanished")
    assert states[of.shown.public_id] == ("merged" if faults[0] is None else "public")
    assert list(verification.differences()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_publishing_and_letting_its_target_vanish(of, attempt):
    other = naming_shown(of)
    edition, revision = scene.open_of(other), scene.newest(other)
    proposal = vanishing.propose_vanish(actor=of.publisher, record=of.shown, reason=scene.REASON)
    faults = together(
        lambda: scene.publish(of.mallory, edition, revision),
        lambda: vanishing.vanish(actor=of.mallory, record=of.shown, proposal=proposal),
    )
    ops = list(Change.objects.values_list("op", flat=True))
    assert faults[1] is None
    assert ops == (["publish", "publish", "vanish"] if faults[0] is None else ["publish", "vanish"])
    assert list(verification.differences()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_editing_a_record_that_vanishes(of, attempt):
    proposal = vanishing.propose_vanish(actor=of.publisher, record=of.shown, reason=scene.REASON)

    def edit():
        with transaction.atomic():  # as the admin does it: the record's row is locked before anything is read
            guarding.lock_records([of.shown.pk])
            scene.edit(of.shown, of.author, summary="Written meanwhile.")

    faults = together(edit, lambda: vanishing.vanish(actor=of.mallory, record=of.shown, proposal=proposal))
    assert faults[1] is None
    assert Source.objects.get(pk=of.shown.pk).summary == ""
    assert not Revision.objects.filter(record=of.shown, document__contains="Written meanwhile.").exists()
    assert list(verification.differences()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_the_hour_and_its_cancellation(of, attempt):
    edition = scene.approved(of, of.author)
    at = timezone.now() + datetime.timedelta(hours=1)
    scheduling.schedule(actor=of.publisher, edition=edition, revision=scene.newest(of.shown), at=at)
    found = []
    faults = together(
        lambda: found.extend(scheduling.publish_due(now=at)),
        lambda: scheduling.unschedule(actor=of.publisher, edition=edition),
    )
    edition.refresh_from_db()
    assert faults[0] is None
    assert (edition.state, len(found)) == (("published", 1) if faults[1] else ("approved", 0))
    assert Change.objects.count() == 1 + len(found)
