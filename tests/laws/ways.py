"""Ways to publish alone through the services and the ORM, each with the sentences that refuse it. No test lives here.

In each, `mallory` (a publisher) tries; what others do belongs to the scene before her first attempt.
"""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.core.management import call_command

from editorial.models import Citation, Decision, Edition, Record, Revision, Source
from editorial.services import drafting, publishing, reviewing
from relations import publication
from relations.models import Change, PublishedEdition
from tests import factories
from tests.laws import raw, scene
from tests.laws.scene import Scene, law

OWN = "You contributed to this edition, so someone else has to approve it"
UNAPPROVED = "The newest revision is not approved yet; someone who did not write it has to approve it"
NO_REVIEWER = "This needs the role Reviewer; ask someone who has it, or an administrator to be given it"
NO_PUBLISHER = "This needs the role Publisher; ask someone who has it, or an administrator to be given it"
STALE = "“A changed source” changed since you read it: look at the newest revision and decide again"
WITHDREW = "You withdrew this record, so a second publisher has to confirm or reverse it"
UNCONFIRMED = (
    "The record was withdrawn and the withdrawal is not confirmed yet; a second publisher confirms or reverses it first"
)

SETTLED = "The withdrawal is settled; a new edition is the way back"


def in_state(state: str, *allowed: str) -> str:
    return f"The edition is {state}; this is possible when it is {' or '.join(allowed)}"


READY = ("approved", "scheduled")
NOT_READY = in_state("draft", *READY)


class Way(NamedTuple):
    """One way to publish alone, and what it is told, attempt by attempt."""

    walk: Callable[[Scene], None]
    said: tuple[str, ...]
    engine: str = ""


WAYS: dict[str, Way] = {}


def way(*said: str, engine: str = "") -> Callable:
    def register(walk: Callable[[Scene], None]) -> Callable[[Scene], None]:
        WAYS[walk.__name__.replace("_", " ")] = Way(walk, said, engine)
        return walk

    return register


def load_fixture(row: dict) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "forged.json")
        path.write_text(json.dumps([row]), encoding="utf-8")
        call_command("loaddata", path, verbosity=0)


@way(law("l4_publishededition_update"), law("l4_revision_update"), UNAPPROVED)
def queryset_update(of: Scene) -> None:
    edition = scene.proposal(of)
    of.tries(PublishedEdition.objects.update, document="{}")
    of.tries(Revision.objects.update, document="{}")
    Edition.objects.filter(pk=edition.pk).update(state="approved")
    of.tries(scene.publish, of.mallory, edition)


@way(law("l4_publishededition_update"), law("l4_revision_update"))
def bulk_update(of: Scene) -> None:
    public, revision = PublishedEdition.objects.get(), scene.newest(of.shown)
    public.document = revision.document = raw.forged(public.document)
    of.tries(PublishedEdition.objects.bulk_update, [public], ["document"])
    of.tries(Revision.objects.bulk_update, [revision], ["document"])


@way(law("l1_edition"), law("l2_decision"), law("l9_publish"))
def bulk_create(of: Scene) -> None:
    edition = scene.proposal(of)
    revision = scene.newest(of.shown)
    of.tries(PublishedEdition.objects.bulk_create, [raw.edition_row(of.public(), revision.document)])
    mine = Decision(record=edition.record, revision=revision, actor=of.mallory, kind="approve")
    of.tries(Decision.objects.bulk_create, [mine])
    of.tries(
        Change.objects.bulk_create, [raw.change_row(of.public(), "publish", edition=PublishedEdition.objects.get())]
    )


@way(law("l4_publishededition_update"), law("l1_edition"))
def save(of: Scene) -> None:
    public = PublishedEdition.objects.get()
    public.document = raw.forged(public.document)
    of.tries(public.save)
    of.tries(raw.insert, raw.edition_row(of.public(), public.document))


@way(law("l1_edition"), law("l2_decision"))
def loaddata(of: Scene) -> None:
    edition = scene.proposal(of)
    revision = scene.newest(of.shown)
    row = raw.edition_row(of.public(), revision.document)
    fields = {"record": row.record_id, "number": row.number, "document": row.document}
    fields |= {"content_hash": row.content_hash, "published_at": "2026-01-01T00:00:00Z"}
    of.tries(load_fixture, {"model": "relations.publishededition", "fields": fields})
    fields = {"record": str(edition.record_id), "revision": revision.pk, "actor": of.mallory.pk, "kind": "approve"}
    of.tries(load_fixture, {"model": "editorial.decision", "fields": fields | {"at": "2026-01-01T00:00:00Z"}})


@way(OWN, in_state("in review", *READY), law("l2_decision"), OWN)
def approving_own_words(of: Scene) -> None:
    edition = scene.proposal(of)
    of.tries(scene.approve, of.mallory, edition)
    of.tries(scene.publish, of.mallory, edition)
    of.tries(raw.approval, of.mallory, edition)
    of.tries(publishing.approve_and_publish, actor=of.mallory, edition=edition, revision=scene.newest(of.shown))


@way(OWN, law("l2_decision"))
def approving_what_one_only_touched(of: Scene) -> None:
    scene.edit(of.shown, of.author, title="A changed source")
    scene.edit(of.shown, of.mallory, summary="A word by Mallory.")
    scene.edit(of.shown, of.author, summary="")
    scene.submit(of.author, of.shown)
    of.tries(scene.approve, of.mallory, scene.open_of(of.shown))
    of.tries(raw.approval, of.mallory, scene.open_of(of.shown))


@way(OWN)
def approving_what_one_submitted(of: Scene) -> None:
    scene.edit(of.shown, of.author, title="A changed source")
    scene.submit(of.mallory, of.shown)
    of.tries(scene.approve, of.mallory, scene.open_of(of.shown))


@way(NO_REVIEWER, NO_PUBLISHER, law("l2_reviewer"), law("l1_edition"))
def superuser(of: Scene) -> None:
    root = scene.person("root", is_superuser=True)
    edition = scene.proposal(of, of.author)
    of.tries(scene.approve, root, edition)
    of.tries(publishing.approve_and_publish, actor=root, edition=edition, revision=scene.newest(of.shown))
    of.tries(raw.approval, root, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


@way(OWN, law("l2_decision"))
def superuser_with_every_role(of: Scene) -> None:
    root = scene.person("root", "Author", "Reviewer", "Publisher", "Administrator", is_superuser=True)
    edition = scene.proposal(of, root)
    of.tries(scene.approve, root, edition)
    of.tries(raw.approval, root, edition)


@way(NO_REVIEWER, NO_PUBLISHER)
def administrator(of: Scene) -> None:
    admin = scene.person("admin", "Administrator")
    edition = scene.proposal(of)
    of.tries(scene.approve, admin, edition)
    of.tries(scene.publish, admin, edition)


@way(NO_PUBLISHER)
def publishing_without_the_role(of: Scene) -> None:
    edition = scene.approved(of, of.author)
    of.tries(scene.publish, of.author, edition)


@way("This account is not active; ask an administrator", law("l2_reviewer"))
def an_account_that_was_closed(of: Scene) -> None:
    gone = scene.person("gone", "Publisher", is_active=False)
    edition = scene.proposal(of)
    of.tries(scene.approve, gone, edition)
    of.tries(raw.approval, gone, edition)


@way(NOT_READY, UNAPPROVED, law("l1_edition"))
def edit_after_approval(of: Scene) -> None:
    edition = scene.approved(of)
    scene.edit(of.shown, of.mallory, title="Words that nobody approved")
    of.tries(scene.publish, of.mallory, edition)
    Edition.objects.filter(pk=edition.pk).update(state="approved")
    of.tries(scene.publish, of.mallory, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


@way(STALE, STALE, law("l3_decision"), STALE)
def approval_of_a_stale_revision(of: Scene) -> None:
    edition = scene.proposal(of, of.author)
    seen = scene.newest(of.shown)
    scene.edit(of.shown, of.author, summary="Written after Mallory read it.")
    scene.submit(of.author, of.shown)
    of.tries(scene.approve, of.mallory, edition, seen)
    of.tries(scene.publish, of.mallory, edition, seen)
    of.tries(raw.approval, of.mallory, edition, seen)
    of.tries(publishing.approve_and_publish, actor=of.mallory, edition=edition, revision=seen)


@way(NOT_READY, UNAPPROVED, STALE, law("l1_edition"))
def a_to_b_to_a(of: Scene) -> None:
    edition = scene.approved(of)
    first = scene.newest(of.shown)
    scene.edit(of.shown, of.mallory, summary="B")
    scene.edit(of.shown, of.mallory, summary="")
    of.tries(scene.publish, of.mallory, edition)
    Edition.objects.filter(pk=edition.pk).update(state="approved")
    of.tries(scene.publish, of.mallory, edition)
    of.tries(scene.publish, of.mallory, edition, first)
    of.tries(publication.publish, documents=[first.document])


@way(in_state("changes requested", *READY), UNAPPROVED, law("l1_edition"))
def approved_then_sent_back(of: Scene) -> None:
    edition = scene.approved(of)
    reviewing.request_changes(
        actor=of.reviewer, edition=edition, revision=scene.newest(of.shown), comment="Not like this."
    )
    of.tries(scene.publish, of.mallory, edition)
    Edition.objects.filter(pk=edition.pk).update(state="approved")
    of.tries(scene.publish, of.mallory, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


@way(NOT_READY, UNAPPROVED, law("l1_edition"))
def approved_then_recalled(of: Scene) -> None:
    edition = scene.approved(of)
    reviewing.recall(actor=of.author, edition=edition)
    of.tries(scene.publish, of.mallory, edition)
    Edition.objects.filter(pk=edition.pk).update(state="approved")
    of.tries(scene.publish, of.mallory, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


@way(in_state("discarded", *READY), UNAPPROVED, law("l1_edition"))
def approved_then_discarded(of: Scene) -> None:
    edition = scene.approved(of)
    drafting.discard(actor=of.author, edition=edition)
    of.tries(scene.publish, of.mallory, edition)
    Edition.objects.filter(pk=edition.pk).update(state="approved")
    of.tries(scene.publish, of.mallory, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


@way(in_state("published", *READY), law("l1_once"))
def the_same_approval_twice(of: Scene) -> None:
    edition = scene.approved(of)
    scene.publish(of.publisher, edition)
    of.tries(scene.publish, of.mallory, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


@way(
    "You have approved this revision already; a further approval must come from someone else",
    in_state("in review", *READY),
    law("l1_edition"),
)
def one_person_as_two_approvers(of: Scene) -> None:
    edition = needing_two(of)
    reviewing.approve(actor=of.mallory, edition=edition, revision=scene.newest(of.shown))
    of.tries(scene.approve, of.mallory, edition)
    of.tries(scene.publish, of.mallory, edition)
    raw.approval(of.mallory, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


def needing_two(of: Scene) -> Edition:
    """A submission whose newest revision needs two approvals."""
    edition = scene.proposal(of, of.author)
    last = scene.newest(of.shown)
    last.pk, last.seq, last.needs = None, last.seq + 1, 2
    last.save(force_insert=True)
    return edition


@way("A changed source: The set waits for the approval of: Another source")
def one_member_of_a_set(of: Scene) -> None:
    other = scene.source(of.author, "Another source")
    scene.edit(of.shown, of.author, title="A changed source")
    scene.submit(of.author, of.shown, other)
    scene.approve(of.reviewer, scene.open_of(of.shown))
    of.tries(scene.publish, of.mallory, scene.open_of(of.shown))


@way(WITHDREW, law("l9_two_people"), WITHDREW, law("l9_two_people"))
def confirming_or_reversing_ones_own_withdrawal(of: Scene) -> None:
    scene.withdraw(of.mallory, of.shown)
    of.tries(publishing.confirm_withdrawal, actor=of.mallory, record=of.shown, notice="My own words.")
    of.tries(alone, of, "confirm_withdrawal", notice=scene.NOTICE)
    of.tries(publishing.reinstate, actor=of.mallory, record=of.shown)
    of.tries(alone, of, "reinstate")


@way(SETTLED, SETTLED, law("l8_state"))
def settling_a_withdrawal_twice(of: Scene) -> None:
    scene.withdraw(of.publisher, of.shown)
    publishing.confirm_withdrawal(actor=of.mallory, record=of.shown, notice=scene.NOTICE)
    of.tries(publishing.reinstate, actor=of.mallory, record=of.shown)
    of.tries(publishing.confirm_withdrawal, actor=of.mallory, record=of.shown, notice="My own words.")
    of.tries(alone, of, "reinstate")


@way(NOT_READY, UNAPPROVED, law("l1_edition"))
def what_was_approved_before_a_withdrawal(of: Scene) -> None:
    edition = scene.approved(of)
    scene.withdraw(of.publisher, of.shown)
    publishing.confirm_withdrawal(actor=of.mallory, record=of.shown, notice=scene.NOTICE)
    of.tries(scene.publish, of.mallory, edition)
    Edition.objects.filter(pk=edition.pk).update(state="approved")
    of.tries(scene.publish, of.mallory, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


def alone(of: Scene, op: str, **columns) -> None:
    """Decide and act in one's own name, around the services."""
    raw.decision(of.mallory, op, record=of.shown)
    raw.act(of.public(), op, **columns)


def merge(of: Scene, survivor: Record) -> None:
    """The same for a merge, whose decision and act name who survives."""
    raw.decision(of.mallory, "merge", record=of.shown, survivor=survivor)
    raw.act(of.public(), "merge", replacement=of.public(survivor))


def send_back(of: Scene) -> None:
    """The decision that a withdrawal, a merge or a vanishing needs beside its own."""
    raw.decision(of.mallory, "request_changes", record=of.shown, revision=scene.newest(of.shown), comment="Sent back.")


@way(UNCONFIRMED, UNCONFIRMED, law("l8_unconfirmed"))
def republishing_while_a_withdrawal_waits(of: Scene) -> None:
    scene.withdraw(of.publisher, of.shown)
    scene.edit(of.shown, of.author, title="A changed source")
    of.tries(scene.submit, of.mallory, of.shown)
    edition = scene.open_of(of.shown)
    Edition.objects.filter(pk=edition.pk).update(change_kind="minor")
    again = scene.open_of(of.shown)
    drafting.add_revision(again, of.author, drafting.compose_edition(again), submitted=True)
    raw.approval(of.reviewer, scene.open_of(of.shown))
    Edition.objects.filter(pk=edition.pk).update(state="approved")
    of.tries(scene.publish, of.mallory, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


@way("Not public and not in this set: A draft. Publish them first or together", law("l5_refs_sqlite"))
def naming_a_draft(of: Scene) -> None:
    edition = naming(of, scene.source(of.author, "A draft"))
    of.tries(scene.publish, of.mallory, edition)
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


def naming(of: Scene, target: Source) -> Edition:
    """An approved edition whose document names a record that is not public."""
    factories.add_part(of.shown, Citation, "citations", anchor="title", source=target)
    revision = scene.edit(of.shown, of.author)
    Edition.objects.filter(pk=revision.edition_id).update(state="approved")
    raw.approval(of.reviewer, revision.edition)
    return scene.open_of(of.shown)
