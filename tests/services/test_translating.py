"""Translations at save and at submit: stamped when typed, stale by themselves, withheld by a correction, never revived."""

import pytest

from editorial import readiness
from editorial.models import Claim, Source, Translation
from editorial.services import drafting, reviewing
from editorial.services.reviewing import Submission
from relations.documents import content_hash, load, localise
from tests import factories
from tests.laws import scene


@pytest.fixture
def of(db):
    """A public source whose title has a Czech translation."""
    of = scene.scene()
    factories.add_part(of.shown, Translation, "translations", anchor="title", language="cs", text="Pramen")
    again(of)
    return of


def again(of, kind="update", **columns):
    """Change the public source in one step, as one kind of change."""
    scene.edit(of.shown, of.author, **columns)
    note = "What was wrong, and what is right." if kind in ("correction", "clarification") else ""
    reviewing.submit(actor=of.author, submissions=[Submission(scene.open_of(of.shown), kind, note)])
    scene.approve(of.reviewer, scene.open_of(of.shown))
    scene.publish(of.publisher, scene.open_of(of.shown))
    of.shown.refresh_from_db()


def retype(of, **columns):
    """Change the translation itself."""
    Translation.objects.update(**columns)
    return scene.edit(of.shown, of.author)


def document(of):
    return load(scene.newest(of.shown).document)


def part(of):
    return document(of)["record"]["translations"][0]


def read(of):
    """What a Czech reader of the newest text would see: words, and whether they are marked as older."""
    shown, used = localise(document(of), "cs")
    return shown["record"]["title"], used["title"].older if used else None


# --- At save --------------------------------------------------------------------------------------


def test_what_is_typed_translates_what_stands_there_now(of):
    assert part(of) == {"n": 1, "anchor": "title", "language": "cs", "text": "Pramen", "of": content_hash("A source")}


def test_a_changed_original_leaves_it_behind_by_itself(of):
    scene.edit(of.shown, of.author, title="Another source")
    assert part(of)["of"] == content_hash("A source")
    assert read(of) == ("Pramen", True)


def test_a_save_of_something_else_stamps_nothing(of):
    scene.edit(of.shown, of.author, title="Another source")
    scene.edit(of.shown, of.author, summary="More.")
    assert read(of) == ("Pramen", True)


def test_typed_anew_it_is_fresh_again(of):
    scene.edit(of.shown, of.author, title="Another source")
    retype(of, text="Jiný pramen")
    assert read(of) == ("Jiný pramen", False)


def test_typed_together_with_the_original_it_is_fresh(of):
    Translation.objects.update(text="Jiný pramen")
    scene.edit(of.shown, of.author, title="Another source")
    assert read(of) == ("Jiný pramen", False)


@pytest.mark.parametrize("typed", ["Pramen\r\na další", "Pramen\ta další", " Pramen a další ", "Prame\u0301n"])
def test_a_form_that_only_words_it_in_another_form_does_not_renew_it(of, typed):
    """A browser sends line breaks its own way: that is no new translation."""
    retype(of, text=typed)
    scene.edit(of.shown, of.author, title="Another source")
    Translation.objects.update(text=typed)
    scene.edit(of.shown, of.author, summary="More.")
    assert read(of)[1] is True


def test_at_another_anchor_it_is_another_translation(of):
    scene.edit(of.shown, of.author, summary="More.", title="Another source")
    retype(of, anchor="summary")
    assert part(of)["of"] == content_hash("More.")


def test_a_translation_of_what_is_not_there_yet_is_stamped_once_it_is(of):
    retype(of, anchor="claims/1/text")
    assert part(of)["of"] == content_hash("")
    factories.add_part(of.shown, Claim, "claims", text="A statement.")
    scene.edit(of.shown, of.author)
    assert part(of)["of"] == content_hash("A statement.")


def test_a_translation_of_nothing_is_named_at_submit_with_the_way_out(of):
    retype(of, anchor="claims/9/text")
    ((anchor, sentence),) = readiness.checklist(scene.newest(of.shown).document)
    assert (anchor, sentence[:73]) == (
        "translations/1", "Translation 1: it translates “claims/9/text”, which is no text of this re"
    )  # fmt: skip


def test_discarding_revives_no_translation(of):
    """The words of a discarded draft are not the last that were typed."""
    again(of, title="Another source")
    retype(of, text="Jiný pramen")
    drafting.discard(actor=of.author, edition=scene.open_of(of.shown))
    of.shown.refresh_from_db()
    scene.edit(of.shown, of.author, summary="More.")
    assert read(of) == ("Pramen", True)


def test_removing_a_part_removes_its_translations(of):
    claim = factories.add_part(of.shown, Claim, "claims", text="A statement.")
    factories.add_part(of.shown, Translation, "translations", anchor="claims/1/text", language="cs", text="Věta.")
    factories.add_part(of.shown, Translation, "translations", anchor="claims/10/text", language="cs", text="Jiná.")
    drafting.remove_part(record=of.shown, part=claim, key="claims")
    assert list(Translation.objects.order_by("n").values_list("anchor", "removed")) == [
        ("title", False), ("claims/10/text", False)
    ]  # fmt: skip


# --- At submit ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("minor", ("Pramen", True)),
        ("update", ("Pramen", True)),
        ("clarification", ("Pramen", True)),
        ("correction", ("Another source", None)),
    ],
)
def test_after_each_kind_of_change_a_reader_sees(of, kind, seen):
    again(of, kind, title="Another source")
    assert read(of) == seen


def test_a_correction_of_another_text_leaves_it(of):
    again(of, "correction", summary="More.")
    assert read(of) == ("Pramen", False)
    again(of, "update", title="Another source")
    again(of, "correction", summary="Still more.")
    assert read(of) == ("Pramen", True)


def test_what_a_correction_left_behind_stays_so_after_later_changes(of):
    again(of, "correction", title="Another source")
    again(of, "minor", summary="More.")
    again(of, "update", title="A third source")
    assert read(of) == ("A third source", None)


def test_typed_anew_it_is_shown_again(of):
    again(of, "correction", title="Another source")
    retype(of, text="Jiný pramen")
    again(of, "minor")
    assert read(of) == ("Jiný pramen", False)


def test_typed_together_with_the_correction_it_is_shown(of):
    Translation.objects.update(text="Jiný pramen")
    again(of, "correction", title="Another source")
    assert read(of) == ("Jiný pramen", False)


def test_a_correction_that_is_taken_back_brings_it_back(of):
    again(of, "correction", title="Another source")
    again(of, "correction", title="A source")
    assert read(of) == ("Pramen", False)


def test_a_submission_as_a_correction_that_becomes_an_update_withholds_nothing(of):
    scene.edit(of.shown, of.author, title="Another source")
    reviewing.submit(actor=of.author, submissions=[Submission(scene.open_of(of.shown), "correction", "Wrong.")])
    assert read(of)[1] is None
    reviewing.recall(actor=of.author, edition=scene.open_of(of.shown))
    reviewing.submit(actor=of.author, submissions=[Submission(scene.open_of(of.shown), "update")])
    assert read(of) == ("Pramen", True)


def test_a_correction_sent_back_and_submitted_again_still_withholds(of):
    scene.edit(of.shown, of.author, title="Another source")
    for _ in range(2):
        edition = scene.open_of(of.shown)
        reviewing.submit(actor=of.author, submissions=[Submission(edition, "correction", "Wrong.")])
        reviewing.request_changes(
            actor=of.reviewer, edition=scene.open_of(of.shown), revision=scene.newest(of.shown), comment="Again."
        )
    assert read(of)[1] is None


# --- Going back -----------------------------------------------------------------------------------


def versions(of):
    return [revision.document for revision in of.shown.revisions.filter(submitted=True).order_by("seq")]


def back(of, text):
    record = Source.objects.get(pk=of.shown.pk)
    return drafting.revert_to(actor=of.author, record=record, document_text=text, seen=record.lock_version)


def test_going_back_renews_no_stamp(of):
    again(of, title="Another source")
    older = versions(of)[-1]
    Translation.objects.update(text="Jiný pramen")
    again(of)
    back(of, older)
    assert read(of) == ("Pramen", True)


def test_going_back_to_a_withheld_translation_shows_it_no_more_than_before(of):
    again(of, "correction", title="Another source")
    corrected = versions(of)[-1]
    Translation.objects.update(text="Jiný pramen")
    again(of)
    back(of, corrected)
    assert read(of) == ("Another source", None)
    scene.edit(of.shown, of.author, summary="More.")
    assert read(of) == ("Another source", None)
