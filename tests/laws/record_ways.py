"""Ways to publish, merge or erase alone by acts on whole records, and by waiting for an hour. No test lives here."""

import datetime

from django.utils import timezone

from editorial.models import Edition, Revision
from editorial.services import merging, scheduling, vanishing
from relations import publication
from relations.documents import stub, stubs
from relations.models import Change, PublishedEdition
from tests.laws import raw, scene
from tests.laws.scene import Scene, law
from tests.laws.ways import NOT_READY, UNAPPROVED, alone, in_state, merge, send_back, way

PROPOSED = "You proposed this merge, so a second publisher has to confirm it"
PROPOSED_VANISHING = "You proposed that this record vanishes, so a second publisher has to confirm it"


@way("No merge of this record is proposed; propose one first", PROPOSED, law("l9_merge"))
def merging_alone(of: Scene) -> None:
    other = scene.public_source(of)
    of.tries(merging.merge, actor=of.mallory, record=of.shown, survivor=other)
    merging.propose_merge(actor=of.mallory, record=of.shown, survivor=other)
    of.tries(merging.merge, actor=of.mallory, record=of.shown, survivor=other)
    send_back(of)
    of.tries(merge, of, other)


@way("“Another source” is not public; a record is merged into one that readers can see", law("l9_merge"))
def merging_into_a_withdrawn_record(of: Scene) -> None:
    other = scene.public_source(of)
    of.stage()
    scene.withdraw(of.publisher, other)
    of.stage()
    of.tries(scene.merge, of.publisher, of.mallory, of.shown, other)
    raw.decision(of.publisher, "propose_merge", record=of.shown, survivor=other)
    send_back(of)
    of.tries(merge, of, other)


@way("The record was merged into another one; edit that one instead", NOT_READY, law("l1_edition"))
def what_was_approved_before_a_merge(of: Scene) -> None:
    other, edition = scene.public_source(of), scene.approved(of)
    of.stage()
    scene.merge(of.publisher, of.mallory, of.shown, other)
    of.stage()
    of.tries(scene.submit, of.mallory, of.shown)
    of.tries(scene.publish, of.mallory, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


@way(
    "Nobody proposed that this record vanishes; propose it first",
    PROPOSED_VANISHING,
    law("l9_vanish"),
    *(law(f"l4_{name}_update") for name in ("publishededition", "revision", "change")),
)
def letting_a_record_vanish_alone(of: Scene) -> None:
    of.tries(vanishing.vanish, actor=of.mallory, record=of.shown, proposal=0)
    proposal = vanishing.propose_vanish(actor=of.mallory, record=of.shown, reason="Mine.")
    of.tries(vanishing.vanish, actor=of.mallory, record=of.shown, proposal=proposal)
    send_back(of)
    of.tries(alone, of, "vanish")
    left = stub("source", of.shown.public_id)
    of.tries(PublishedEdition.objects.update, document=left)
    of.tries(Revision.objects.update, document=left)
    of.tries(Change.objects.update, notice=stubs.TEXT)


@way(in_state("in review", "approved"), UNAPPROVED)
def waiting_for_the_hour(of: Scene) -> None:
    edition = scene.proposal(of)
    revision, at = scene.newest(of.shown), timezone.now() + datetime.timedelta(hours=1)
    of.tries(scheduling.schedule, actor=of.mallory, edition=edition, revision=revision, at=at)
    Edition.objects.filter(pk=edition.pk).update(state="scheduled", scheduled_for=at, scheduled_by=of.mallory)
    of.tries(scene.run_due)
