"""Merging two public records: proposed by one publisher, confirmed by another; what is refused, and what readers get."""

import pytest

from editorial.models import Decision, Edition, LogLine
from editorial.services import drafting, merging, publishing
from editorial.services.guarding import NotReady, Refused, Stale
from relations import publication, verification
from relations.documents import load
from relations.models import Change, Listing, PublishedEdition, PublishedLink
from tests import dumping, factories
from tests.laws import scene


@pytest.fixture
def of(db):
    return scene.scene()


@pytest.fixture
def other(of):
    return scene.public_source(of)


def refused(act, *args, **kwargs):
    before = dumping.dump()
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert dumping.dump() == before
    return str(refusal.value)


def propose(of, record, survivor, actor=None):
    return merging.propose_merge(actor=actor or of.publisher, record=record, survivor=survivor)


def confirm(of, record, survivor, actor=None):
    merging.merge(actor=actor or of.mallory, record=record, survivor=survivor)


def listing(record):
    return Listing.objects.get(public_id=record.public_id)


def naming(of, target, title="A third source"):
    """A public source that cites `target`."""
    third = scene.source(of.author, title)
    scene.cite(third, target)
    scene.edit(third, of.author)
    scene.submit(of.author, third)
    publishing.approve_and_publish(actor=of.publisher, edition=scene.open_of(third), revision=scene.newest(third))
    return third


def targets(record):
    return list(
        PublishedLink.objects.filter(source__public_id=record.public_id).values_list("target__public_id", flat=True)
    )


# --- Two people -----------------------------------------------------------------------------------


def test_a_proposal_changes_nothing_that_readers_see(of, other):
    before = dumping.dump()
    propose(of, of.shown, other)
    assert dumping.dump() == before
    assert (Edition.objects.get(record=of.shown).state, Decision.objects.last().survivor_id) == ("published", other.pk)


def test_a_second_publisher_confirms(of, other):
    title, document = (
        listing(of.shown).title,
        PublishedEdition.objects.get(record__public_id=of.shown.public_id).document,
    )
    propose(of, of.shown, other)
    confirm(of, of.shown, other)
    row = listing(of.shown)
    assert (row.state, row.replacement.public_id, row.title) == ("merged", other.public_id, title)
    assert PublishedEdition.objects.get(record__public_id=of.shown.public_id).document == document
    assert (listing(other).state, Edition.objects.get(record=of.shown).state) == ("public", "superseded")
    lines = LogLine.objects.filter(verb__in=["propose_merge", "merge"]).order_by("pk")
    assert list(lines.values_list("verb", "actor__username", "detail")) == [
        ("propose_merge", "publisher", other.public_id),
        ("merge", "mallory", other.public_id),
    ]
    assert list(verification.differences()) == []


def test_who_proposed_does_not_confirm(of, other):
    propose(of, of.shown, other)
    assert refused(confirm, of, of.shown, other, of.publisher) == (
        "You proposed this merge, so a second publisher has to confirm it."
    )


def test_nothing_is_confirmed_that_nobody_proposed(of, other):
    sentence = "No merge of this record is proposed; propose one first."
    assert refused(confirm, of, of.shown, other) == sentence
    assert refused(merging.drop_merge, actor=of.publisher, record=of.shown) == sentence


def test_only_the_survivor_that_was_read_is_confirmed(of, other):
    third = scene.public_source(of, "A third source")
    propose(of, of.shown, other)
    with pytest.raises(Stale, match="The proposed merge is not the one that you read"):
        confirm(of, of.shown, third)


def test_a_merge_is_proposed_once_and_may_be_dropped_by_anyone(of, other):
    propose(of, of.shown, other)
    assert refused(propose, of, of.shown, other, of.mallory) == (
        "A merge into “Another source” is proposed already; confirm it or drop it first."
    )
    merging.drop_merge(actor=of.publisher, record=of.shown, comment="They are two.")
    assert Decision.objects.last().comment == "They are two."
    assert refused(confirm, of, of.shown, other) == "No merge of this record is proposed; propose one first."
    propose(of, of.shown, other, of.mallory)
    confirm(of, of.shown, other, of.publisher)
    assert listing(of.shown).state == "merged"


# --- What does not fit ----------------------------------------------------------------------------


def test_a_record_is_not_merged_into_itself(of):
    assert refused(propose, of, of.shown, of.shown) == (
        "A record cannot be merged into itself; choose the other one of the two."
    )


def test_a_record_is_merged_into_one_of_its_type_and_no_dossier_at_all(of):
    made = factories.published_visit_set()
    assert refused(propose, of, of.shown, made["guest"]) == (
        "“Guest Person” is a person, not a source; a record is merged into one of its own type."
    )
    assert refused(propose, of, made["dossier"], made["dossier"]) == (
        "A record cannot be merged into itself; choose the other one of the two."
    )
    twin = drafting.create(actor=of.author, model=factories.Dossier, title="Twin", slug="twin")
    assert refused(propose, of, made["dossier"], twin) == (
        "Dossiers are not merged; withdraw one, and name the other as its replacement."
    )


def test_a_draft_and_a_withdrawn_record_answer_for_nobody(of, other):
    draft = scene.source(of.author, "A draft")
    assert refused(propose, of, of.shown, draft) == (
        "“A draft” is not public; a record is merged into one that readers can see."
    )
    assert refused(propose, of, draft, of.shown) == "“A draft” is not public, so there is nothing to act on."
    scene.withdraw(of.publisher, other)
    assert refused(propose, of, of.shown, other) == (
        "“Another source” is not public; a record is merged into one that readers can see."
    )


def withdrawn(of, other):
    scene.withdraw(of.publisher, other)


def vanished(of, other):
    scene.vanish(of.publisher, of.mallory, other)
    other.refresh_from_db()


def merged(of, other):
    scene.merge(of.publisher, of.mallory, other, scene.public_source(of, "A third source"))


@pytest.mark.parametrize("meanwhile", [withdrawn, vanished, merged])
def test_a_survivor_that_is_gone_when_it_is_confirmed(of, other, meanwhile):
    propose(of, of.shown, other)
    meanwhile(of, other)
    assert refused(confirm, of, of.shown, other) == (
        f"“{other}” is not public; a record is merged into one that readers can see."
    )


def test_a_record_that_is_withdrawn_when_it_is_confirmed(of, other):
    propose(of, of.shown, other)
    scene.withdraw(of.publisher, of.shown)
    assert refused(confirm, of, of.shown, other) == "The edition is withdrawn; this is possible when it is published."
    merging.drop_merge(actor=of.mallory, record=of.shown)


def test_no_cycle_in_either_order(of, other):
    """Both directions may be proposed; the first that is confirmed makes the other impossible."""
    propose(of, of.shown, other)
    propose(of, other, of.shown)
    confirm(of, of.shown, other)
    assert refused(confirm, of, other, of.shown) == (
        "“A source” is not public; a record is merged into one that readers can see."
    )


# --- What becomes of the rest ---------------------------------------------------------------------


def test_its_open_draft_stays_to_be_read_and_cannot_be_submitted(of, other):
    edition = scene.approved(of, of.author)
    scene.merge(of.publisher, of.mallory, of.shown, other)
    edition.refresh_from_db()
    last = Decision.objects.filter(revision=scene.newest(of.shown)).last()
    assert (edition.state, last.kind) == ("draft", "request_changes")
    assert last.comment == "The public record was merged into another one."
    sentence = "The record was merged into another one; edit that one instead."
    assert refused(scene.submit, of.author, of.shown) == sentence
    drafting.discard(actor=of.author, edition=edition)
    assert refused(publishing.withdraw, actor=of.publisher, record=of.shown, reason="error") == sentence


def test_a_chain_leads_to_its_end(of, other):
    third = scene.public_source(of, "A third source")
    citing = naming(of, of.shown, "A fourth source")
    scene.merge(of.publisher, of.mallory, of.shown, other)
    scene.merge(of.mallory, of.publisher, other, third)
    assert [listing(record).replacement.public_id for record in (of.shown, other)] == [third.public_id] * 2
    assert targets(citing) == [third.public_id]
    assert list(verification.differences()) == []
    publication.rebuild()
    assert list(verification.differences()) == []


def test_a_referrer_keeps_its_document_and_its_next_edition_names_the_survivor(of, other):
    citing = naming(of, of.shown)
    document = listing(citing).edition.document
    scene.merge(of.publisher, of.mallory, of.shown, other)
    assert (listing(citing).edition.document, targets(citing)) == (document, [other.public_id])
    assert of.shown.public_id in load(document)["refs"]
    scene.edit(citing, of.author, summary="Written later.")
    with pytest.raises(NotReady) as refusal:
        scene.submit(of.author, citing)
    assert "“A source” was merged into “Another source”; name that one instead." in str(refusal.value)
    row = factories.Citation.objects.get(record=citing)
    factories.Citation.objects.filter(pk=row.pk).update(source=other)
    scene.edit(citing, of.author)
    scene.submit(of.author, citing)
    scene.approve(of.reviewer, scene.open_of(citing))
    scene.publish(of.publisher, scene.open_of(citing))
    assert load(listing(citing).edition.document)["refs"] == [other.public_id]
    assert list(verification.differences()) == []


def test_a_person_named_by_an_entry_is_found_under_the_survivor(of):
    made = factories.published_visit_set()
    scene.merge(of.publisher, of.mallory, made["guest"], made["host"])
    assert set(targets(made["visit"])) >= {made["host"].public_id}
    assert made["guest"].public_id not in targets(made["visit"])
    assert list(verification.differences()) == []


def test_each_merge_is_one_act(of, other):
    scene.merge(of.publisher, of.mallory, of.shown, other)
    last = Change.objects.last()
    assert (last.op, last.record.public_id, last.replacement.public_id) == (
        "merge", of.shown.public_id, other.public_id
    )  # fmt: skip
