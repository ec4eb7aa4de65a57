"""`publication.vanish` alone, without a desk: stubs in the stored tables, nothing in the derived ones, and rebuild agrees."""

import pytest

from relations import publication, verification
from relations.documents import stub, stubs
from relations.models import (
    Change,
    EntryCount,
    Head,
    Listing,
    Path,
    PublishedEdition,
    PublishedLink,
    SearchRow,
    TimelineEntry,
)
from tests import dumping, histories, records
from tests.records import DOSSIER, GUEST, VISIT

pytestmark = pytest.mark.usefixtures("lawless")


@pytest.fixture
def visit():
    """A visit with two versions, and its world."""
    records.publish(*records.background())
    records.publish(records.visit())
    records.publish(records.visit(edtf="1983-02", change={"kind": "correction", "note": "The month was wrong."}))


def whole():
    """Nothing to say for `verify_public`, before a rebuild and after it."""
    found = list(verification.differences())
    publication.rebuild()
    return found + list(verification.differences())


def test_every_version_is_a_stub_and_its_hash_stays(visit):
    editions = PublishedEdition.objects.filter(record__public_id=VISIT).order_by("number")
    hashes = list(editions.values_list("number", "content_hash", "published_at"))
    publication.vanish(public_id=VISIT)
    assert set(editions.values_list("document", flat=True)) == {stub("visit", VISIT)}
    assert list(editions.values_list("number", "content_hash", "published_at")) == hashes
    assert whole() == []


def test_nothing_derived_is_left_but_a_nameless_row(visit):
    publication.vanish(public_id=VISIT)
    row = Listing.objects.get(public_id=VISIT)
    assert (row.state, row.title, row.path, row.summary, row.item) == ("vanished", stubs.TITLE, "", "", "{}")
    assert not TimelineEntry.objects.exists()  # at no date and in no version
    assert not EntryCount.objects.exists()
    assert not PublishedLink.objects.filter(source=row.record).exists()
    assert not SearchRow.objects.filter(record=row.record).exists()
    assert whole() == []


def test_it_is_one_act_with_its_number(visit):
    publication.vanish(public_id=VISIT)
    last = Change.objects.last()
    assert (last.op, last.record.public_id, last.edition, last.notice) == ("vanish", VISIT, None, "")
    assert Head.objects.get().seq == last.seq


def test_words_of_a_withdrawal_go_too(visit):
    histories.withdraw(VISIT)()
    histories.confirm(VISIT)()
    publication.vanish(public_id=VISIT)
    assert list(Change.objects.exclude(notice="").values_list("op", "notice")) == [
        ("confirm_withdrawal", stubs.TEXT)
    ]  # fmt: skip
    assert whole() == []


def test_a_person_who_vanishes_stays_in_the_documents_that_name_her(visit):
    before = list(PublishedEdition.objects.filter(record__public_id=VISIT).values_list("document", flat=True))
    publication.vanish(public_id=GUEST)
    assert list(PublishedEdition.objects.filter(record__public_id=VISIT).values_list("document", flat=True)) == before
    assert PublishedLink.objects.filter(target__public_id=GUEST).count() == 1
    assert whole() == []


def test_a_dossier_that_vanishes_gives_its_address_words_up(visit):
    assert Path.objects.count() == 1
    publication.vanish(public_id=DOSSIER)
    assert not Path.objects.exists()
    assert set(TimelineEntry.objects.values_list("direction", flat=True)) == {"none"}
    assert whole() == []


def test_no_word_of_it_is_in_any_public_table():
    records.publish(*records.background())
    records.publish(records.visit(title="Ebereschen", slug="ebereschen", summary="Ebereschen."))
    assert b"bereschen" in dumping.dump()
    publication.vanish(public_id=VISIT)
    assert b"bereschen" not in dumping.dump()
