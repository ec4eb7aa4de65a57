"""Withdrawal, confirmation, reinstatement, the way back, and failures in the middle of an act: all or nothing."""

import pytest
from django.db import DatabaseError, IntegrityError

from editorial.models import Citation, Decision, Edition, LogLine
from editorial.services import drafting, publishing, reviewing
from editorial.services.guarding import Refused
from editorial.services.reviewing import Submission
from relations import cards, publication, verification
from relations.models import Change, EntryCount, Head, Listing, PublishedEdition, TimelineEntry
from tests import dumping, factories
from tests.laws import raw, scene


@pytest.fixture
def of(db):
    return scene.scene()


def refused(act, *args, **kwargs):
    before = dumping.dump()
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert dumping.dump() == before
    return str(refusal.value)


def listing(of):
    return Listing.objects.get(public_id=of.shown.public_id)


def confirm(of, actor, notice=scene.NOTICE):
    publishing.confirm_withdrawal(actor=actor, record=of.shown, notice=notice)


# --- Withdrawal -----------------------------------------------------------------------------------


def test_one_publisher_withdraws_at_once_with_a_fixed_reason(of):
    scene.withdraw(of.publisher, of.shown, notice="Seen once confirmed.")
    row = listing(of)
    assert (row.state, row.reason, row.notice, row.withdrawn_through) == ("withdrawn", "error", "", 1)
    assert row.withdrawn_at == Change.objects.get(op="withdraw").at
    assert Edition.objects.get(record=of.shown).state == "withdrawn"
    assert list(verification.differences()) == []


@pytest.mark.parametrize("state", ["in_review", "approved"])
def test_an_open_edition_goes_back_to_draft_and_its_approval_ends(of, state):
    edition = scene.approved(of, of.author) if state == "approved" else scene.proposal(of, of.author)
    scene.withdraw(of.publisher, of.shown)
    edition.refresh_from_db()
    last = Decision.objects.filter(revision=scene.newest(of.shown)).last()
    assert (edition.state, last.kind, last.comment) == (
        "draft", "request_changes", "The public record was withdrawn."
    )  # fmt: skip


@pytest.mark.parametrize("reason", ["", "My own words.", "ERROR"])
def test_a_reason_is_one_of_the_fixed_ones(of, reason):
    assert refused(scene.withdraw, of.publisher, of.shown, reason=reason) == (
        "Reason: choose one of error, source_retracted, duplicate, legal, privacy, for example “error”."
    )


def test_a_replacement_is_another_public_record(of):
    draft = scene.source(of.author, "A draft")
    for wrong in (of.shown.public_id, draft.public_id, "N0B0DY"):
        assert refused(scene.withdraw, of.publisher, of.shown, replacement=wrong) == (
            f"Replacement: {wrong} is not another public record; give the id of one, or leave it empty."
        )


def test_a_replacement_is_shown(of):
    other = scene.source(of.author, "Another source")
    scene.submit(of.author, other)
    publishing.approve_and_publish(actor=of.publisher, edition=scene.open_of(other), revision=scene.newest(other))
    scene.withdraw(of.publisher, of.shown, reason="duplicate", replacement=other.public_id)
    assert listing(of).replacement.public_id == other.public_id


def test_what_links_here_never_blocks_a_withdrawal(of):
    other = scene.source(of.author, "Another source")
    factories.add_part(other, Citation, "citations", anchor="title", source=of.shown)
    scene.edit(other, of.author)
    scene.submit(of.author, other)
    publishing.approve_and_publish(actor=of.publisher, edition=scene.open_of(other), revision=scene.newest(other))
    scene.withdraw(of.publisher, of.shown)
    assert listing(of).state == "withdrawn"
    assert Listing.objects.get(public_id=other.public_id).state == "public"
    assert list(verification.differences()) == []


def test_a_draft_has_nothing_to_withdraw(of):
    draft = scene.source(of.author, "A draft")
    assert refused(scene.withdraw, of.publisher, draft) == ("“A draft” is not public, so there is nothing to act on.")


# --- A second person ------------------------------------------------------------------------------


def test_a_second_publisher_confirms_and_the_words_show(of):
    scene.withdraw(of.publisher, of.shown)
    confirm(of, of.mallory)
    assert (listing(of).state, listing(of).notice) == ("withdrawn", "The date was wrong.")
    assert list(verification.differences()) == []


@pytest.mark.parametrize("notice", ["", "My own words."])
def test_only_the_proposed_words_can_be_confirmed(of, notice):
    scene.withdraw(of.publisher, of.shown)
    assert refused(confirm, of, of.mallory, notice) == (
        "The proposed notice is not the one that you read: read it again, then confirm it or reinstate."
    )


def test_without_proposed_words_the_reason_stands_alone(of):
    scene.withdraw(of.publisher, of.shown, notice=" ")
    confirm(of, of.mallory, "")
    assert (listing(of).state, listing(of).reason, listing(of).notice) == ("withdrawn", "error", "")


def test_the_first_person_neither_confirms_nor_reinstates(of):
    scene.withdraw(of.publisher, of.shown)
    sentence = "You withdrew this record, so a second publisher has to confirm or reverse it."
    assert refused(confirm, of, of.publisher) == sentence
    assert refused(publishing.reinstate, actor=of.publisher, record=of.shown) == sentence


def test_a_second_publisher_brings_the_same_bytes_back(of):
    before = PublishedEdition.objects.values_list("document", "content_hash").get()
    scene.withdraw(of.publisher, of.shown)
    publishing.reinstate(actor=of.mallory, record=of.shown)
    row = listing(of)
    assert (row.state, row.reason, row.withdrawn_at, row.withdrawn_through) == ("public", "", None, 0)
    assert PublishedEdition.objects.values_list("document", "content_hash").get() == before
    assert Edition.objects.get(record=of.shown).state == "published"
    assert list(verification.differences()) == []


def test_a_settled_withdrawal_is_not_settled_again(of):
    scene.withdraw(of.publisher, of.shown)
    confirm(of, of.mallory)
    sentence = "The withdrawal is settled; a new edition is the way back."
    assert refused(confirm, of, of.mallory) == sentence
    assert refused(publishing.reinstate, actor=of.mallory, record=of.shown) == sentence


def test_a_reinstated_record_can_be_withdrawn_again_by_the_other(of):
    scene.withdraw(of.publisher, of.shown)
    publishing.reinstate(actor=of.mallory, record=of.shown)
    scene.withdraw(of.mallory, of.shown)
    assert refused(confirm, of, of.mallory) == (
        "You withdrew this record, so a second publisher has to confirm or reverse it."
    )
    confirm(of, of.publisher)
    assert list(Change.objects.values_list("op", flat=True)) == [
        "publish", "withdraw", "reinstate", "withdraw", "confirm_withdrawal"
    ]  # fmt: skip
    assert list(verification.differences()) == []


def test_reinstating_leaves_an_open_edition_that_changed_alone(of):
    edition = scene.approved(of, of.author)
    scene.withdraw(of.publisher, of.shown)
    scene.edit(of.shown, of.author, summary="Written while it was down.")
    publishing.reinstate(actor=of.mallory, record=of.shown)
    edition.refresh_from_db()
    assert (edition.state, listing(of).title) == ("draft", "A source")
    scene.submit(of.author, of.shown)
    scene.approve(of.reviewer, scene.open_of(of.shown))
    scene.publish(of.publisher, scene.open_of(of.shown))
    assert (listing(of).title, listing(of).number) == ("A changed source", 2)


def test_a_new_edition_is_the_way_back_after_a_confirmation(of):
    scene.withdraw(of.publisher, of.shown)
    confirm(of, of.mallory)
    edition = scene.approved(of, of.author)
    scene.publish(of.publisher, edition)
    row = listing(of)
    assert (row.state, row.number, row.withdrawn_through, row.notice) == ("public", 2, 1, "")
    assert list(Edition.objects.filter(record=of.shown).order_by("number").values_list("state", flat=True)) == [
        "superseded", "published"
    ]  # fmt: skip
    assert list(verification.differences()) == []


def test_discarding_while_withdrawn_keeps_the_withdrawal(of):
    edition = scene.proposal(of, of.author)
    scene.withdraw(of.publisher, of.shown)
    drafting.discard(actor=of.author, edition=edition)
    assert listing(of).state == "withdrawn"
    assert Edition.objects.get(record=of.shown, number=1).state == "withdrawn"


# --- Publishing -----------------------------------------------------------------------------------


def test_each_act_has_its_number_and_its_log_line(of):
    scene.publish(of.publisher, scene.approved(of, of.author))
    scene.withdraw(of.publisher, of.shown)
    confirm(of, of.mallory)
    assert list(Change.objects.values_list("seq", "op")) == [
        (1, "publish"), (2, "publish"), (3, "withdraw"), (4, "confirm_withdrawal")
    ]  # fmt: skip
    assert Head.objects.get().seq == 4
    public = LogLine.objects.filter(verb__in=["publish", "withdraw", "confirm_withdrawal"]).order_by("pk")
    assert list(public.values_list("verb", "actor__username", "detail")) == [
        ("publish", "publisher", "version 1"),
        ("publish", "publisher", "version 2"),
        ("withdraw", "publisher", "error"),
        ("confirm_withdrawal", "mallory", ""),
    ]


def test_the_bytes_that_were_reviewed_are_the_bytes_that_are_public(of):
    scene.publish(of.publisher, scene.approved(of, of.author))
    reviewed = scene.newest(of.shown)
    public = PublishedEdition.objects.order_by("-number").first()
    assert (public.document, public.content_hash) == (reviewed.document, reviewed.sha256)


def test_the_author_may_press_the_button_once_someone_else_approved(of):
    edition = scene.approved(of, of.mallory)
    assert [row.number for row in scene.publish(of.mallory, edition)] == [2]


def test_two_dossiers_cannot_share_an_address(of):
    """Submitted apart neither knows of the other; the index of addresses decides, and nothing is left behind."""
    made = factories.visit_set(of.author)
    twin = drafting.create(actor=of.author, model=factories.Dossier, title="Twin", slug="first-second")
    factories.add_part(twin, factories.Side, "sides", label="First", countries=[made["first"]])
    factories.add_part(twin, factories.Side, "sides", label="Second", countries=[made["second"]])
    factories.freeze(twin, of.author)
    sides = [made[name] for name in ("source", "first", "second")]
    factories.submit_all(of.author, sides)
    factories.publish_all(of.publisher, sides)
    for dossier in (made["dossier"], twin):
        factories.submit_all(of.author, [dossier])
        scene.approve(of.reviewer, scene.open_of(dossier))
    scene.publish(of.publisher, scene.open_of(made["dossier"]))
    assert refused(scene.publish, of.publisher, scene.open_of(twin)) == (
        "The database refused this act: the address word “first-second” belongs or belonged to another dossier; choose "
        "another."
    )


# --- Failures in the middle -----------------------------------------------------------------------


class Failure(Exception):
    """Something that no service expects."""


def fail(*args, **kwargs):
    raise Failure


STATEMENTS = {
    "editions": (publication, "add_edition"),
    "cards": (cards, "render"),
    "head": (publication, "lock_head"),
    "changes": (publication, "append"),
    "derived rows": (publication, "write"),
    "counts": (publication, "move_counts"),
    "refresh": (publication, "refresh"),
    "desk states": (publishing, "close"),
}


@pytest.mark.parametrize("where", STATEMENTS)
def test_a_failed_publication_changes_nothing(of, monkeypatch, where):
    made = factories.visit_set(of.author)
    records = list(made.values())
    factories.submit_all(of.author, records)
    for record in records:
        scene.approve(of.reviewer, scene.open_of(record))
    before, states = dumping.dump(), list(Edition.objects.values_list("pk", "state"))
    with monkeypatch.context() as patch, pytest.raises(Failure):
        patch.setattr(*STATEMENTS[where], fail)
        scene.publish(of.publisher, scene.open_of(records[0]))
    assert (dumping.dump(), list(Edition.objects.values_list("pk", "state"))) == (before, states)
    scene.publish(of.publisher, scene.open_of(records[0]))
    assert list(verification.differences()) == []


def test_a_failure_after_some_members_changes_nothing(of, monkeypatch):
    other = scene.source(of.author, "Another source")
    scene.edit(of.shown, of.author, title="A changed source")
    scene.submit(of.author, of.shown, other)
    for record in (of.shown, other):
        scene.approve(of.reviewer, scene.open_of(record))
    before, append, calls = dumping.dump(), publication.append, []

    def second_fails(*args, **kwargs):
        calls.append(1)
        return fail() if len(calls) == 2 else append(*args, **kwargs)

    monkeypatch.setattr(publication, "append", second_fails)
    with pytest.raises(Failure):
        scene.publish(of.publisher, scene.open_of(other))
    assert dumping.dump() == before


@pytest.mark.parametrize("verb", ["withdraw", "confirm_withdrawal", "reinstate"])
@pytest.mark.parametrize("where", ["head", "changes", "refresh"])
def test_a_failed_act_changes_nothing(of, monkeypatch, verb, where):
    if verb != "withdraw":
        scene.withdraw(of.publisher, of.shown)
    acts = {
        "withdraw": lambda: scene.withdraw(of.mallory, of.shown),
        "confirm_withdrawal": lambda: confirm(of, of.mallory),
        "reinstate": lambda: publishing.reinstate(actor=of.mallory, record=of.shown),
    }
    before = (dumping.dump(), Decision.objects.count(), Edition.objects.get(record=of.shown).state)
    monkeypatch.setattr(*STATEMENTS[where], fail)
    with pytest.raises(Failure):
        acts[verb]()
    assert (dumping.dump(), Decision.objects.count(), Edition.objects.get(record=of.shown).state) == before


def test_a_law_that_refuses_is_a_refusal_with_its_reason(of, monkeypatch):
    edition = scene.approved(of, of.author)
    monkeypatch.setattr(publishing, "require_newest", lambda edition, revision: revision)
    monkeypatch.setattr(reviewing.rules, "lacks_approval", lambda edition: None)
    scene.edit(of.shown, of.author, summary="Not approved.")
    Edition.objects.filter(pk=edition.pk).update(state="approved")
    said = refused(scene.publish, of.publisher, edition)
    assert scene.sentence(Refused(said)) == scene.law("l1_edition")


def test_the_laws_count_what_is_there_and_not_what_is_claimed(of):
    """The head cannot be moved past the last change, nor left behind by one."""
    with pytest.raises((IntegrityError, DatabaseError), match=scene.law("l9_head")):
        raw.sql("UPDATE relations_head SET seq = seq + 1")


def test_counts_follow_every_act(of):
    made = factories.visit_set(of.author)
    factories.submit_all(of.author, list(made.values()))
    factories.publish_all(of.publisher, list(made.values()))
    assert EntryCount.objects.get(facet="all").count == 1
    publishing.withdraw(actor=of.publisher, record=made["visit"], reason="error")
    assert not EntryCount.objects.exists()
    publishing.reinstate(actor=of.mallory, record=made["visit"])
    assert EntryCount.objects.get(facet="all").count == 1
    assert TimelineEntry.objects.filter(seq_to=None).count() == 1
    assert list(verification.differences()) == []


def test_a_submission_of_nothing_new_still_needs_a_kind(of):
    scene.edit(of.shown, of.author, title="A changed source")
    said = refused(reviewing.submit, actor=of.author, submissions=[Submission(scene.open_of(of.shown))])
    assert said == "Kind of change: the record was published before; choose another kind."
