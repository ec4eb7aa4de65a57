"""Going back to a version: its words in the rows, stubs for what was public since, nothing lost, nothing foreign."""

import pytest

from editorial.models import Claim, Dossier, DossierMembership, Incident, Measure, Record, Source
from editorial.services import drafting, reviewing
from editorial.services.guarding import Refused, Stale
from editorial.services.reviewing import Submission
from relations.documents import load
from relations.models import PublishedEdition
from tests import factories
from tests.laws import scene


@pytest.fixture
def of(db):
    """A public source with two statements of its own: version 2."""
    of = scene.scene()
    for text in ("One.", "Two."):
        claim = factories.add_part(of.shown, Claim, "claims", text=text)
        factories.add_part(
            of.shown, factories.Citation, "citations", anchor=f"claims/{claim.n}/text", source=source(of)
        )
    again(of)
    return of


def source(of):
    return Source.objects.get(pk=of.shown.pk)


def again(of, **columns):
    """The next version of the source, public."""
    scene.edit(of.shown, of.author, **columns)
    reviewing.submit(actor=of.author, submissions=[Submission(scene.open_of(of.shown), "update")])
    scene.approve(of.reviewer, scene.open_of(of.shown))
    scene.publish(of.publisher, scene.open_of(of.shown))
    of.shown.refresh_from_db()


def version(of, number):
    return PublishedEdition.objects.get(record__public_id=of.shown.public_id, number=number).document


def back(of, text, actor=None, seen=None):
    record = source(of)
    seen = record.lock_version if seen is None else seen
    return drafting.revert_to(actor=actor or of.author, record=record, document_text=text, seen=seen)


def body(of):
    return load(drafting.compose(Record.objects.get(pk=of.shown.pk)))["record"]


def test_the_words_of_the_version_are_a_new_draft(of):
    again(of, title="Another title", summary="More.")
    revision = back(of, version(of, 2))
    assert (body(of)["title"], "summary" in body(of)) == ("A source", False)
    assert (revision.author, revision.submitted, scene.open_of(of.shown).state) == (of.author, False, "draft")
    assert of.shown.log.filter(verb="revert_to").count() == 1


def test_going_back_to_what_is_public_is_no_change(of):
    assert back(of, version(of, 2)) is None
    assert scene.open_of(of.shown) is None
    assert body(of) == load(version(of, 2))["record"]


def test_a_draft_that_goes_back_to_what_is_public_says_just_that(of):
    scene.edit(of.shown, of.author, title="A draft")
    back(of, version(of, 2))
    assert body(of) == load(version(of, 2))["record"]


def test_what_was_public_since_leaves_stubs(of):
    back(of, version(of, 1))
    assert [(part["n"], part.get("removed")) for part in body(of)["claims"]] == [(1, True), (2, True)]
    assert [(part["n"], part.get("removed")) for part in body(of)["citations"]] == [(1, True), (2, True)]


def test_a_part_that_was_never_public_leaves_nothing(of):
    factories.add_part(of.shown, Claim, "claims", text="A draft.")
    scene.edit(of.shown, of.author)
    back(of, version(of, 2))
    assert [part["n"] for part in body(of)["claims"]] == [1, 2]
    assert factories.add_part(of.shown, Claim, "claims", text="Next.").n == 4


def test_a_stub_becomes_the_part_again_under_its_own_number(of):
    drafting.remove_part(record=of.shown, part=Claim.objects.get(n=2), key="claims")
    again(of)
    assert body(of)["claims"][1] == {"n": 2, "removed": True}
    back(of, version(of, 2))
    assert body(of)["claims"][1] == {"n": 2, "text": "Two.", "standing": "established"}


def test_what_is_held_back_stays_on_the_desk(of):
    """Version 3 went public without statement 2: going back to it neither shows nor loses the held words."""
    Claim.objects.filter(n=2).update(held=True)
    factories.Citation.objects.filter(n=2).update(held=True)
    again(of)
    scene.edit(of.shown, of.author, title="A draft")
    back(of, version(of, 3))
    assert body(of) == load(version(of, 3))["record"]
    assert list(Claim.objects.order_by("n").values_list("text", "held", "removed")) == [
        ("One.", False, False), ("Two.", True, False)
    ]  # fmt: skip


def test_what_the_version_has_is_no_longer_held_back(of):
    Claim.objects.filter(n=2).update(held=True)
    factories.Citation.objects.filter(n=2).update(held=True)
    again(of)
    back(of, version(of, 2))
    assert [part.get("text") for part in body(of)["claims"]] == ["One.", "Two."]


def test_what_the_desk_keeps_for_itself_stays(of):
    Source.objects.filter(pk=of.shown.pk).update(desk_note="For the desk.")
    back(of, version(of, 1))
    assert source(of).desk_note == "For the desk."


def test_a_submission_is_void_after_it(of):
    edition = scene.approved(of, of.author)
    back(of, version(of, 1))
    edition.refresh_from_db()
    assert edition.state == "draft"


def test_what_the_draft_said_stands_in_its_revisions(of):
    scene.edit(of.shown, of.author, title="Words of a draft")
    back(of, version(of, 1))
    assert any("Words of a draft" in text for text in of.shown.revisions.values_list("document", flat=True))


def test_a_draft_of_before_is_a_version_too(of):
    scene.edit(of.shown, of.author, title="Words of a draft")
    draft = scene.newest(of.shown).document
    scene.edit(of.shown, of.author, title="Other words")
    back(of, draft)
    assert body(of)["title"] == "Words of a draft"


# --- Refusals -------------------------------------------------------------------------------------


def refused(of, *args, **kwargs):
    before = body(of), source(of).lock_version, of.shown.revisions.count()
    with pytest.raises(Refused) as refusal:
        back(of, *args, **kwargs)
    assert (body(of), source(of).lock_version, of.shown.revisions.count()) == before
    return str(refusal.value)


def test_a_text_of_another_record_is_refused(of):
    other = scene.public_source(of)
    said = refused(of, scene.newest(other).document)
    assert said == "This is no earlier version of the record; choose one of its history."


@pytest.mark.parametrize(
    "change", [lambda text: text + " ", lambda text: text.replace("One.", "Forged."), lambda text: ""]
)
def test_a_text_that_nobody_froze_is_refused(of, change):
    assert refused(of, change(version(of, 2))) == "This is no earlier version of the record; choose one of its history."


def test_an_older_form_is_stale(of):
    with pytest.raises(Stale, match="was saved by someone else since you opened it"):
        back(of, version(of, 1), seen=0)


def test_going_back_needs_a_role(of):
    said = refused(of, version(of, 1), actor=scene.person("guest"))
    assert said.startswith("This needs the role Author;")


# --- Every list of parts --------------------------------------------------------------------------


def test_an_incident_comes_back_whole(db):
    made = factories.published_incident_set()
    incident = made["incident"]
    public = PublishedEdition.objects.get(record__public_id=incident.public_id).document
    Incident.objects.filter(pk=incident.pk).update(topics=["trade"], case="", stage="", place=made["depot"].pk)
    drafting.remove_part(record=incident, part=Measure.objects.get(record=incident, n=1), key="measures")
    DossierMembership.objects.filter(record=incident).delete()
    factories.freeze(Incident.objects.get(pk=incident.pk), made["author"])
    record = Incident.objects.get(pk=incident.pk)
    assert load(drafting.compose(record))["record"] != load(public)["record"]
    drafting.revert_to(actor=made["author"], record=record, document_text=public, seen=record.lock_version)
    assert load(drafting.compose(Record.objects.get(pk=record.pk)))["record"] == load(public)["record"]


def test_a_dossier_comes_back_whole(db):
    made = factories.published_incident_set()
    dossier = made["dossier"]
    public = PublishedEdition.objects.get(record__public_id=dossier.public_id).document
    for key, model in (("sections", factories.Section), ("infobox", factories.InfoboxRow), ("eras", factories.Era)):
        drafting.remove_part(record=dossier, part=model.objects.get(record=dossier), key=key)
    Dossier.objects.filter(pk=dossier.pk).update(lead="Another lead.")
    factories.freeze(Dossier.objects.get(pk=dossier.pk), made["author"])
    record = Dossier.objects.get(pk=dossier.pk)
    drafting.revert_to(actor=made["author"], record=record, document_text=public, seen=record.lock_version)
    assert load(drafting.compose(Record.objects.get(pk=record.pk)))["record"] == load(public)["record"]
