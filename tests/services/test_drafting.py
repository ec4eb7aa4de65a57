"""Drafting: revisions only for changes, voided approvals, numbers for life, stubs, stale forms, discarding."""

import pytest
from django.utils import timezone

from editorial.models import Citation, Claim, Country, Edition, Record, Reference, Revision, Source, Visit
from editorial.services import drafting, reviewing
from editorial.services.guarding import Refused, Stale
from relations.documents import load
from tests import factories
from tests.laws import scene


@pytest.fixture
def of(db):
    return scene.scene()


def claim(record, text="A statement."):
    return factories.add_part(record, Claim, "claims", text=text)


def published_with_claims(of, *texts):
    """The public source with statements of its own, as version 2."""
    made = [claim(of.shown, text) for text in texts]
    for part in made:
        factories.add_part(of.shown, Citation, "citations", anchor=f"claims/{part.n}/text", source_id=of.shown.pk)
    scene.edit(of.shown, of.author)
    scene.submit(of.author, of.shown)
    scene.approve(of.reviewer, scene.open_of(of.shown))
    scene.publish(of.publisher, scene.open_of(of.shown))
    of.shown.refresh_from_db()
    return made


def parts(of, key):
    return load(scene.newest(of.shown).document)["record"].get(key)


def test_a_new_record_has_a_draft_with_one_revision_by_its_author(of):
    record = scene.source(of.author, "A draft")
    assert list(record.editions.values_list("number", "state")) == [(1, "draft")]
    assert list(Revision.objects.filter(record=record).values_list("seq", "author", "submitted", "needs")) == [
        (1, of.author.pk, False, 1)
    ]


def test_drafting_needs_a_role(of):
    with pytest.raises(Refused, match=r"^This needs the role Author; ask someone who has it, or an administrator"):
        scene.source(scene.person("guest"), "A draft")
    assert not Record.objects.filter(title="A draft").exists()


def test_saving_without_a_change_makes_no_revision_and_voids_nothing(of):
    edition = scene.approved(of, of.author)
    before = list(Revision.objects.values_list("pk", flat=True))
    assert drafting.freeze(record=of.shown, author=of.publisher) is None
    edition.refresh_from_db()
    assert (list(Revision.objects.values_list("pk", flat=True)), edition.state) == (before, "approved")
    scene.publish(of.publisher, edition)


def test_saving_a_public_record_without_a_change_opens_nothing(of):
    assert drafting.freeze(record=of.shown, author=of.author) is None
    assert scene.open_of(of.shown) is None


def test_a_desk_note_is_no_change_of_the_document(of):
    assert scene.edit(of.shown, of.author, desk_note="For the desk only.") is None
    assert scene.open_of(of.shown) is None


@pytest.mark.parametrize("state", ["in_review", "approved", "scheduled"])
def test_a_change_voids_submission_approval_and_schedule(of, state):
    edition = scene.proposal(of, of.author)
    hour = {"scheduled_for": timezone.now(), "scheduled_by": of.publisher} if state == "scheduled" else {}
    Edition.objects.filter(pk=edition.pk).update(state=state, **hour)
    scene.edit(of.shown, of.author, summary="More.")
    edition.refresh_from_db()
    assert (edition.state, edition.scheduled_for) == ("draft", None)
    assert list(of.shown.log.filter(verb="void").values_list("detail", flat=True)) == [f"was {state}"]


@pytest.mark.parametrize("state", ["draft", "changes_requested"])
def test_a_change_leaves_a_state_that_is_open_for_work(of, state):
    edition = scene.proposal(of, of.author)
    Edition.objects.filter(pk=edition.pk).update(state=state)
    scene.edit(of.shown, of.author, summary="More.")
    edition.refresh_from_db()
    assert edition.state == state


def test_each_save_raises_the_version_and_an_older_form_is_stale(of):
    seen = of.shown.lock_version
    scene.edit(of.shown, of.author, summary="First.")
    assert of.shown.lock_version == seen + 1
    with pytest.raises(Stale) as refusal:
        drafting.require_version(of.shown, seen)
    assert str(refusal.value) == (
        f"“A source” was saved by someone else since you opened it (version {seen}, now {seen + 1})."
    )


def test_numbers_are_given_in_turn_and_never_again(of):
    first, second = claim(of.shown), claim(of.shown)
    assert (first.n, second.n, first.position, second.position) == (1, 2, 1, 2)
    drafting.remove_part(record=of.shown, part=second, key="claims")
    record = Record.objects.get(pk=of.shown.pk)
    assert drafting.next_numbers(record, "claims", 2) == [3, 4]
    assert claim(of.shown).n == 3


def test_a_number_is_never_taken_from_the_caller(of):
    part = Claim(record_id=of.shown.pk, n=77, text="T")
    drafting.number_part(record=of.shown, part=part, key="claims")
    assert part.n == 1


def test_a_part_that_was_never_public_vanishes_with_its_citations(of):
    part = claim(of.shown)
    factories.add_part(of.shown, Citation, "citations", anchor="claims/1/text", source_id=of.shown.pk)
    factories.add_part(of.shown, Citation, "citations", anchor="claims/10/text", source_id=of.shown.pk)
    drafting.remove_part(record=of.shown, part=part, key="claims")
    scene.edit(of.shown, of.author)
    assert parts(of, "claims") is None
    assert [citation["anchor"] for citation in parts(of, "citations")] == ["claims/10/text"]


def test_a_public_part_leaves_a_stub_and_so_do_its_citations(of):
    first, _ = published_with_claims(of, "One.", "Two.")
    drafting.remove_part(record=of.shown, part=first, key="claims")
    scene.edit(of.shown, of.author)
    assert parts(of, "claims") == [
        {"n": 1, "removed": True},
        {"n": 2, "text": "Two.", "standing": "established"},
    ]
    assert [(part["n"], part.get("removed")) for part in parts(of, "citations")] == [(1, True), (2, None)]


def test_a_part_that_was_public_and_then_held_leaves_a_stub_when_removed(of):
    (part,) = published_with_claims(of, "One.")
    Claim.objects.update(held=True)
    Citation.objects.update(held=True)
    scene.edit(of.shown, of.author)
    scene.submit(of.author, of.shown)
    scene.approve(of.reviewer, scene.open_of(of.shown))
    scene.publish(of.publisher, scene.open_of(of.shown))
    assert parts(of, "claims") is None
    part.refresh_from_db()
    drafting.remove_part(record=of.shown, part=part, key="claims")
    scene.edit(of.shown, of.author)
    assert parts(of, "claims") == [{"n": 1, "removed": True}]


def test_references_name_who_is_named_held_rows_too(of):
    visit = drafting.create(actor=of.author, model=Visit, title="A visit", date_edtf="1993")
    country = drafting.create(actor=of.author, model=Country, title="A country")
    factories.add_part(visit, Claim, "claims", text="T", holder_id=country.pk, held=True)
    factories.add_part(visit, Citation, "citations", anchor="claims/1/text", source_id=of.shown.pk)
    factories.freeze(visit, of.author)
    assert sorted(Reference.objects.filter(source=visit).values_list("target", "relation", "anchor", "held")) == sorted(
        [(country.pk, "claims", "claims/1/holder", True), (of.shown.pk, "citations", "citations/1/source", False)]
    )


def test_discarding_puts_back_what_is_public(of):
    part, _ = published_with_claims(of, "One.", "Two.")
    public = load(scene.newest(of.shown).document)["record"]
    drafting.remove_part(record=of.shown, part=part, key="claims")
    new = claim(of.shown, "A new one.")
    scene.edit(of.shown, of.author, title="Changed", summary="More.", desk_note="Kept.")
    seen = Record.objects.get(pk=of.shown.pk).lock_version
    edition = scene.open_of(of.shown)
    drafting.discard(actor=of.author, edition=edition)
    edition.refresh_from_db()
    of.shown = Source.objects.get(pk=of.shown.pk)
    assert (edition.state, of.shown.title, of.shown.desk_note) == ("discarded", "A source", "Kept.")
    assert of.shown.lock_version == seen + 1
    assert drafting.freeze(record=of.shown, author=of.author) is None
    assert load(drafting.compose(of.shown))["record"] == public
    assert drafting.next_numbers(of.shown, "claims", 1) == [new.n + 1]


def test_discarding_lifts_what_the_draft_held_back(of):
    published_with_claims(of, "One.")
    Claim.objects.update(held=True)
    scene.edit(of.shown, of.author)
    drafting.discard(actor=of.author, edition=scene.open_of(of.shown))
    assert drafting.freeze(record=Record.objects.get(pk=of.shown.pk), author=of.author) is None
    assert scene.open_of(of.shown) is None


def test_a_record_that_was_never_public_has_nothing_to_go_back_to(of):
    draft = scene.source(of.author, "A draft")
    with pytest.raises(Refused) as refusal:
        drafting.discard(actor=of.author, edition=scene.open_of(draft))
    assert str(refusal.value) == (
        "The record was never published; edit the draft instead, there is nothing to go back to."
    )


def test_after_discarding_the_next_edition_has_the_next_number(of):
    scene.proposal(of, of.author)
    drafting.discard(actor=of.author, edition=scene.open_of(of.shown))
    scene.edit(of.shown, of.author, title="Again")
    assert list(of.shown.editions.order_by("number").values_list("number", "state")) == [
        (1, "published"), (2, "discarded"), (3, "draft")
    ]  # fmt: skip


def test_a_new_edition_starts_with_no_contributors_of_the_one_before(of):
    """Who wrote an earlier edition may approve a later one that others wrote."""
    scene.proposal(of, of.reviewer)
    drafting.discard(actor=of.author, edition=scene.open_of(of.shown))
    edition = scene.proposal(of, of.author, "Written by the author")
    scene.approve(of.reviewer, edition)
    assert reviewing.drafting.open_edition(of.shown).state == "approved"
