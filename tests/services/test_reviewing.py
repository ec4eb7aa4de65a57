"""Submitting alone and as a set, recalling, requesting changes, approving: what was read is what was decided on."""

import pytest

from editorial import rules
from editorial.models import Citation, Claim, Decision, DossierMembership, Edition, Release, Revision
from editorial.services import drafting, holding, publishing, reviewing
from editorial.services.guarding import NotReady, Refused, Stale
from editorial.services.reviewing import Submission
from relations.documents import load
from relations.models import Listing
from tests import factories
from tests.laws import scene


@pytest.fixture
def of(db):
    return scene.scene()


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return str(refusal.value)


def pair(of):
    """A public source with a changed title and a new source, submitted as a set by the author."""
    other = scene.source(of.author, "Another source")
    scene.edit(of.shown, of.author, title="A changed source")
    scene.submit(of.author, of.shown, other)
    return of.shown, other


def publish_both(of, *records):
    for record in records:
        scene.approve(of.reviewer, scene.open_of(record))
    return scene.publish(of.publisher, scene.open_of(records[0]))


# --- Submitting -----------------------------------------------------------------------------------


def test_submitting_freezes_a_revision_with_the_change_in_it(of):
    edition = scene.proposal(of, of.author)
    revision = scene.newest(of.shown)
    assert load(revision.document)["change"] == {"kind": "minor"}
    assert (revision.submitted, revision.needs, revision.author) == (True, 1, of.author)
    assert (edition.state, edition.submitted_by) == ("in_review", of.author)
    assert edition.submitted_at is not None


def test_submitting_again_after_a_return_freezes_anew_even_for_equal_bytes(of):
    edition = scene.proposal(of, of.author)
    first = scene.newest(of.shown)
    reviewing.request_changes(actor=of.reviewer, edition=edition, revision=first, comment="Say more.")
    scene.submit(of.author, of.shown)
    second = scene.newest(of.shown)
    assert (second.seq, second.document) == (first.seq + 1, first.document)
    scene.approve(of.reviewer, scene.open_of(of.shown))
    assert rules.approvals(second) == 1


@pytest.mark.parametrize(
    ("kind", "note", "sentence"),
    [
        ("", "", "Kind of change: choose one, for example “update: the world moved”."),
        ("nonsense", "", "Kind of change: choose one, for example “update: the world moved”."),
        ("first", "", "Kind of change: the record was published before; choose another kind."),
        ("correction", " ", "Public note: say in one sentence what was wrong and what is right."),
        ("clarification", "", "Public note: say in one sentence what was wrong and what is right."),
    ],
)
def test_the_kind_of_change_must_fit(of, kind, note, sentence):
    scene.edit(of.shown, of.author, title="A changed source")
    edition = scene.open_of(of.shown)
    said = refused(reviewing.submit, actor=of.author, submissions=[Submission(edition, kind, note)])
    edition.refresh_from_db()
    assert (said, edition.state, edition.change_kind) == (sentence, "draft", "")


def test_a_new_record_is_a_first_publication(of):
    draft = scene.source(of.author, "A draft")
    said = refused(reviewing.submit, actor=of.author, submissions=[Submission(scene.open_of(draft), "update")])
    assert said == "Kind of change: the record was never published; choose “first publication”."


def test_nothing_chosen_and_chosen_twice_are_refused(of):
    scene.edit(of.shown, of.author, title="A changed source")
    twice = [scene.submission(of.shown)] * 2
    assert refused(reviewing.submit, actor=of.author, submissions=[]) == (
        "Nothing was chosen; choose at least one record to submit."
    )
    assert refused(reviewing.submit, actor=of.author, submissions=twice) == (
        "A record was chosen twice; choose each one once."
    )
    assert not Release.objects.exists()


def test_a_stale_form_submits_nothing(of):
    scene.edit(of.shown, of.author, title="A changed source")
    seen = {of.shown.pk: of.shown.lock_version}
    scene.edit(of.shown, of.mallory, summary="Meanwhile.")
    with pytest.raises(Stale):
        reviewing.submit(actor=of.author, submissions=[scene.submission(of.shown)], seen=seen)
    assert scene.open_of(of.shown).state == "draft"


def test_the_checklist_of_a_set_names_each_record(of):
    person = drafting.create(actor=of.author, model=factories.Person, title="A person")
    country = drafting.create(actor=of.author, model=factories.Country, title="A country")
    with pytest.raises(NotReady) as refusal:
        scene.submit(of.author, person, country)
    assert [(problem.anchor, problem.message) for problem in refusal.value.problems] == [
        ("claims", "A person: Statements: add at least one statement that says what the record is about."),
        ("claims", "A country: Statements: add at least one statement that says what the record is about."),
    ]
    assert {scene.open_of(record).state for record in (person, country)} == {"draft"}
    assert not Revision.objects.filter(record__in=[person.pk, country.pk], submitted=True).exists()


def test_choosing_a_set_lifts_what_was_held_for_it_alone(of):
    other = scene.source(of.author, "Another source")
    third = scene.source(of.author, "A third source")
    for source in (other, third, of.shown):
        factories.add_part(of.shown, Citation, "citations", anchor="title", source=source, held=True)
    scene.edit(of.shown, of.author)
    scene.edit(of.shown, of.author, title="A changed source")
    scene.submit(of.author, of.shown, other)
    assert list(of.shown.citations.order_by("n").values_list("held", flat=True)) == [False, True, True]
    assert load(scene.newest(of.shown).document)["refs"] == [other.public_id]


# --- Sets -----------------------------------------------------------------------------------------


def test_a_set_is_approved_member_by_member_and_published_at_once(of):
    first, second = pair(of)
    scene.approve(of.reviewer, scene.open_of(first))
    assert scene.open_of(second).state == "in_review"
    scene.approve(of.reviewer, scene.open_of(second))
    editions = scene.publish(of.publisher, scene.open_of(second))
    assert [edition.record.public_id for edition in editions] == [first.public_id, second.public_id]
    assert Release.objects.get().published_at is not None
    assert set(Edition.objects.filter(release_item__isnull=False).values_list("state", flat=True)) == {"published"}


@pytest.mark.parametrize("how", ["edit", "return", "recall"])
def test_one_member_voids_its_own_approval_and_blocks_the_release(of, how):
    first, second = pair(of)
    for record in (first, second):
        scene.approve(of.reviewer, scene.open_of(record))
    if how == "edit":
        scene.edit(second, of.author, title="Another title")
    elif how == "return":
        reviewing.request_changes(
            actor=of.reviewer, edition=scene.open_of(second), revision=scene.newest(second), comment="No."
        )
    else:
        reviewing.recall(actor=of.author, edition=scene.open_of(second))
    second.refresh_from_db()
    assert rules.approvals(scene.newest(first)) == 1
    assert refused(scene.publish, of.publisher, scene.open_of(first)) == (
        f"A changed source: The set waits for the approval of: {second.title}."
    )
    assert Listing.objects.count() == 1


def test_a_member_comes_back_into_its_place(of):
    first, second = pair(of)
    scene.approve(of.reviewer, scene.open_of(first))
    scene.edit(second, of.author, title="Another title")
    scene.submit(of.author, second)
    scene.approve(of.reviewer, scene.open_of(second))
    assert reviewing.members_of(scene.open_of(second)) == [scene.open_of(first), scene.open_of(second)]
    assert Release.objects.get().items.get(edition__record=second).revision == scene.newest(second)
    assert len(scene.publish(of.publisher, scene.open_of(first))) == 2


def test_a_discarded_member_blocks_until_the_others_are_submitted_anew(of):
    first, second = pair(of)
    scene.approve(of.reviewer, scene.open_of(second))
    drafting.discard(actor=of.author, edition=scene.open_of(first))
    assert refused(scene.publish, of.publisher, scene.open_of(second)) == (
        "A source: The edition is discarded; this is possible when it is approved or scheduled."
    )
    reviewing.recall(actor=of.author, edition=scene.open_of(second))
    scene.submit(of.author, second)
    scene.approve(of.reviewer, scene.open_of(second))
    assert len(scene.publish(of.publisher, scene.open_of(second))) == 1


def cycle(of):
    """Two new sources that cite each other."""
    one, other = scene.source(of.author, "One"), scene.source(of.author, "Other")
    for record, target in ((one, other), (other, one)):
        factories.add_part(record, Citation, "citations", anchor="title", source=target)
        scene.edit(record, of.author)
    return one, other


def test_a_cycle_goes_public_together_and_neither_alone(of):
    one, other = cycle(of)
    with pytest.raises(NotReady) as refusal:
        scene.submit(of.author, one)
    assert str(refusal.value) == (
        "Citation 1: source: “Other” is not public; submit it in the same set, or hold this row back."
    )
    scene.submit(of.author, one, other)
    publish_both(of, one, other)
    assert Listing.objects.filter(state="public").count() == 3


def test_withdrawing_a_record_blocks_the_set_that_holds_its_open_edition(of):
    first, second = pair(of)
    for record in (first, second):
        scene.approve(of.reviewer, scene.open_of(record))
    scene.withdraw(of.publisher, first)
    assert scene.open_of(first).state == "draft"
    assert refused(scene.publish, of.publisher, scene.open_of(second)) == (
        "A changed source: The edition is draft; this is possible when it is approved or scheduled."
    )


def test_a_target_withdrawn_after_approval_blocks_the_publication(of):
    other = scene.source(of.author, "Another source")
    factories.add_part(other, Citation, "citations", anchor="title", source=of.shown)
    scene.edit(other, of.author)
    scene.submit(of.author, other)
    scene.approve(of.reviewer, scene.open_of(other))
    scene.withdraw(of.publisher, of.shown)
    assert refused(scene.publish, of.publisher, scene.open_of(other)) == (
        "Not public and not in this set: A source. Publish them first or together."
    )


# --- Recall, request changes, approve -------------------------------------------------------------


def test_a_recall_ends_the_approvals(of):
    edition = scene.approved(of, of.author)
    newest = scene.newest(of.shown)
    reviewing.recall(actor=of.author, edition=edition)
    assert rules.approvals(newest) == 0
    assert Decision.objects.filter(revision=newest).values_list("kind", "comment").last() == (
        "request_changes", "The submission was recalled."
    )  # fmt: skip


def test_a_recall_before_any_approval_decides_nothing(of):
    edition = scene.proposal(of, of.author)
    reviewing.recall(actor=of.author, edition=edition)
    assert not Decision.objects.filter(revision=scene.newest(of.shown)).exists()


@pytest.mark.parametrize("comment", ["", "  \n"])
def test_a_return_needs_words(of, comment):
    edition = scene.proposal(of, of.author)
    said = refused(
        reviewing.request_changes,
        actor=of.reviewer, edition=edition, revision=scene.newest(of.shown), comment=comment,
    )  # fmt: skip
    assert said == "Say in the comment what should change, for example: “Statement 2 needs the page number.”"
    assert scene.open_of(of.shown).state == "in_review"


@pytest.mark.parametrize("verb", ["approve", "request_changes", "publish", "approve_and_publish"])
def test_what_changed_since_it_was_read_is_not_decided_on(of, verb):
    edition = scene.proposal(of, of.author)
    seen = scene.newest(of.shown)
    scene.edit(of.shown, of.author, summary="More.")
    scene.submit(of.author, of.shown)
    act = {
        "approve": reviewing.approve,
        "request_changes": lambda **words: reviewing.request_changes(comment="No.", **words),
        "publish": publishing.publish,
        "approve_and_publish": publishing.approve_and_publish,
    }[verb]
    with pytest.raises(Stale) as refusal:
        act(actor=of.publisher, edition=edition, revision=seen.pk)
    assert str(refusal.value) == (
        "“A changed source” changed since you read it: look at the newest revision and decide again."
    )
    assert not Decision.objects.filter(revision__in=[seen, scene.newest(of.shown)]).exists()


def test_a_revision_of_another_record_is_stale(of):
    edition = scene.proposal(of, of.author)
    other = scene.source(of.author, "Another source")
    with pytest.raises(Stale):
        scene.approve(of.reviewer, edition, scene.newest(other))


def test_an_edition_that_is_no_longer_open_is_not_approved_through_its_revision(of):
    """The record's newest revision belongs to a later edition: the earlier one cannot borrow it."""
    old = scene.proposal(of, of.author)
    drafting.discard(actor=of.author, edition=old)
    scene.proposal(of, of.author, "Again")
    assert refused(scene.approve, of.reviewer, old, scene.newest(of.shown)) == (
        "The edition is discarded; this is possible when it is in review."
    )


def test_the_last_needed_approval_makes_it_approved(of):
    edition = scene.proposal(of, of.author)
    last = scene.newest(of.shown)
    Revision(
        edition=edition, record=of.shown, seq=last.seq + 1, document=last.document, sha256=last.sha256,
        author=of.author, needs=2, submitted=True,
    ).save()  # fmt: skip
    scene.approve(of.reviewer, edition)
    assert scene.open_of(of.shown).state == "in_review"
    assert refused(scene.approve, of.reviewer, edition) == (
        "You have approved this revision already; a further approval must come from someone else."
    )
    scene.approve(of.mallory, edition)
    assert scene.open_of(of.shown).state == "approved"


def test_one_step_needs_the_last_approval(of):
    edition = scene.proposal(of, of.author)
    last = scene.newest(of.shown)
    last.pk, last.seq, last.needs = None, last.seq + 1, 2
    last.save(force_insert=True)
    said = refused(publishing.approve_and_publish, actor=of.publisher, edition=edition, revision=last)
    assert said == "This edition needs a further approval by another person before it can be published."
    assert not Decision.objects.filter(revision=last).exists()


def test_one_step_on_a_set_that_waits_leaves_no_approval_behind(of):
    first, _ = pair(of)
    said = refused(
        publishing.approve_and_publish,
        actor=of.publisher, edition=scene.open_of(first), revision=scene.newest(first),
    )  # fmt: skip
    assert said == "A changed source: The set waits for the approval of: Another source."
    assert not Decision.objects.filter(revision=scene.newest(first)).exists()


def test_what_was_approved_is_what_is_published(of):
    """Rows that changed under the approval without a save are not read any more."""
    edition = scene.approved(of, of.author)
    factories.Source.objects.filter(pk=of.shown.pk).update(title="Typed around the services")
    scene.publish(of.publisher, edition)
    assert Listing.objects.get().title == "A changed source"


def test_membership_and_claims_of_a_set_are_lifted(of):
    dossier = drafting.create(actor=of.author, model=factories.Dossier, title="D", slug="d")
    other = scene.source(of.author, "Another source")
    DossierMembership.objects.create(record=other, dossier=dossier, held=True)
    factories.add_part(other, Claim, "claims", text="T", holder_id=dossier.pk, held=True)
    holding.lift_inside([other, dossier])
    assert not other.in_dossiers.get().held
    assert not other.claims.get().held
    assert list(other.references.values_list("held", flat=True)) == [False, False]


def test_the_note_in_czech_is_part_of_what_is_submitted(db):
    made = factories.published_visit_set()
    made["source"].summary = "Now with a summary."
    made["source"].save()
    factories.freeze(made["source"], made["author"])
    edition = factories.open_of(made["source"])
    with pytest.raises(NotReady, match="write it in English too"):
        reviewing.submit(actor=made["author"], submissions=[Submission(edition, "update", "", "Česky.")])
    reviewing.submit(actor=made["author"], submissions=[Submission(edition, "update", "In English.", "Česky.")])
    change = load(factories.newest(made["source"]).document)["change"]
    assert change == {"kind": "update", "note": "In English.", "note_cs": "Česky."}
