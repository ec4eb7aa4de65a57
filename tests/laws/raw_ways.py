"""Ways to publish alone by rows and SQL around the services. Registers into `ways.WAYS`; no test lives here."""

from editorial.models import Decision, Revision
from editorial.services import reviewing
from relations import publication
from relations.models import Change, Head, PublishedEdition, PublishedRecord
from relations.vocabularies import Op
from tests.laws import raw, scene
from tests.laws.scene import Scene, law
from tests.laws.ways import alone, send_back, way

EDITION = (
    "INSERT INTO relations_publishededition (record_id, number, document, content_hash, published_at)"
    " SELECT record_id, number + 1, %s, %s, published_at FROM relations_publishededition"
)
CHANGE = (
    "INSERT INTO relations_change (seq, op, record_id, edition_id, at, reason, notice)"
    " SELECT seq + 1, %s, record_id, {edition}, at, '{reason}', '' FROM relations_change"
)


@way(law("l1_edition"), law("l9_publish"), law("l9_act"), law("l9_act"))
def raw_insert_into_editions_and_changes(of: Scene) -> None:
    scene.proposal(of)
    revision = scene.newest(of.shown)
    send_back(of)
    of.tries(raw.sql, EDITION, revision.document, revision.sha256)
    of.tries(raw.sql, CHANGE.format(edition="edition_id", reason=""), "publish")
    of.tries(raw.sql, CHANGE.format(edition="NULL", reason="error"), "withdraw")
    of.tries(publication.withdraw, public_id=of.shown.public_id, reason="error")


@way(law("l4_revision_update"), law("l4_revision_delete"))
def raw_edit_of_an_approved_revision(of: Scene) -> None:
    scene.approved(of)
    newest = scene.newest(of.shown)
    evil = raw.forged(newest.document)
    of.tries(raw.sql, "UPDATE editorial_revision SET document = %s WHERE id = %s", evil, newest.pk)
    of.tries(raw.sql, "DELETE FROM editorial_revision WHERE id = %s", newest.pk)


@way(law("l4_revision_collision"), law("l4_publishededition_collision"), engine="sqlite")
def raw_replace_of_an_approved_revision(of: Scene) -> None:
    scene.approved(of)
    newest = scene.newest(of.shown)
    of.tries(raw.replace, newest, document=raw.forged(newest.document), seq=newest.seq + 1)
    of.tries(raw.replace, raw.edition_row(of.public(), newest.document, id=PublishedEdition.objects.get().pk))


@way(law("l4_revision_update"), law("l4_change_update"), law("l4_publishededition_update"), engine="sqlite")
def update_or_replace(of: Scene) -> None:
    scene.approved(of)
    of.tries(raw.sql, "UPDATE OR REPLACE editorial_revision SET document = 'x'")
    of.tries(raw.sql, "UPDATE OR IGNORE relations_change SET notice = 'x'")
    of.tries(raw.sql, "UPDATE OR FAIL relations_publishededition SET document = 'x'")


@way(law("l1_edition"), law("l1_edition"), law("l1_edition"), engine="sqlite")
def insert_with_a_conflict_clause(of: Scene) -> None:
    scene.proposal(of)
    revision = scene.newest(of.shown)
    for clause in ("OR IGNORE", "OR REPLACE", "OR FAIL"):
        statement = EDITION.replace("INSERT INTO", f"INSERT {clause} INTO")
        of.tries(raw.sql, statement, revision.document, revision.sha256)


@way(law("l4_change_collision"), engine="sqlite")
def overwriting_a_change_by_its_row_number(of: Scene) -> None:
    edition = scene.approved(of)
    scene.publish(of.publisher, edition)
    change = raw.change_row(of.public(), "withdraw", reason="error")
    raw.decision(of.mallory, "withdraw", record=of.shown)
    send_back(of)
    of.tries(raw.replace, change, rowid=1)


@way(law("l4_decision_update"), law("l4_decision_delete"), law("l1_edition"))
def erasing_a_return(of: Scene) -> None:
    edition = scene.approved(of)
    reviewing.request_changes(actor=of.reviewer, edition=edition, revision=scene.newest(of.shown), comment="No.")
    returned = Decision.objects.filter(kind="request_changes")
    of.tries(returned.update, kind="approve")
    of.tries(returned._raw_delete, using="default")
    of.tries(publication.publish, documents=[scene.newest(of.shown).document])


@way(law("l3_revision"), law("l3_revision"), "revision_needs_at_least_one_approval")
def a_revision_that_needs_nobody(of: Scene) -> None:
    other = scene.source(of.mallory, "Another source")
    last = scene.newest(of.shown)
    columns = {"record": of.shown, "document": last.document, "sha256": last.sha256, "author": of.mallory}
    of.tries(Revision.objects.create, **columns, edition=scene.open_of(other), seq=last.seq + 1)
    of.tries(Revision.objects.create, **columns, edition=last.edition, seq=last.seq + 2)
    of.tries(Revision.objects.create, **columns, edition=last.edition, seq=last.seq + 1, needs=0)


@way(law("l1_identity"), law("l1_identity"), law("l4_publishedrecord_update"), law("l4_publishedrecord_delete"))
def inserting_an_identity(of: Scene) -> None:
    draft = scene.source(of.mallory, "A draft")
    of.tries(PublishedRecord.objects.create, public_id=draft.public_id, type="source")
    of.tries(PublishedRecord.objects.create, public_id="N0B0DY", type="source")
    of.tries(PublishedRecord.objects.update, public_id=draft.public_id)
    of.tries(raw.sql, "DELETE FROM relations_publishedrecord")


@way(law("l1_identity"))
def an_identity_of_another_type(of: Scene) -> None:
    draft = scene.source(of.author, "A draft")
    scene.submit(of.author, draft)
    scene.approve(of.reviewer, scene.open_of(draft))
    of.tries(PublishedRecord.objects.create, public_id=draft.public_id, type="person")


@way(law("l9_head"), law("l9_head_delete"), law("l9_head"))
def tampering_with_the_head(of: Scene) -> None:
    of.tries(Head.objects.update, seq=99)
    of.tries(raw.sql, "DELETE FROM relations_head")
    of.tries(Head.objects.update, seq=0)


@way(law("l9_head_insert"))
def a_head_that_begins_elsewhere(of: Scene) -> None:
    of.tries(Head.objects.create, pk=2, seq=99, epoch="x")


@way(law("l4_change_update"), law("l4_change_delete"), law("l9_sequence"))
def rewriting_the_change_log(of: Scene) -> None:
    scene.approved(of)
    of.tries(Change.objects.update, at="2020-01-01T00:00:00Z")
    of.tries(raw.sql, "DELETE FROM relations_change")
    of.tries(skip_a_number, of)


def skip_a_number(of: Scene) -> None:
    """Approved bytes, in one's own name, with a hole in the sequence."""
    edition = raw.insert(raw.edition_row(of.public(), scene.newest(of.shown).document))
    raw.insert(raw.change_row(of.public(), "publish", edition=edition, seq=Head.objects.get().seq + 2))


@way(
    law("l8_sent_back"),
    law("l8_words"),
    law("l8_words"),
    "Reason: choose one of error, source_retracted, duplicate, legal, privacy, for example “error”",
)
def own_words_in_a_withdrawal(of: Scene) -> None:
    of.tries(alone, of, Op.WITHDRAW, reason="error")
    send_back(of)
    of.tries(alone, of, Op.WITHDRAW, reason="My own reason.")
    of.tries(alone, of, Op.WITHDRAW, reason="error", notice="My own words.")
    of.tries(scene.withdraw, of.mallory, of.shown, reason="My own reason.")


@way(
    *[law(f"l4_{name}_truncate") for name in ("change", "publishededition", "publishedrecord", "head")],
    engine="postgresql",
)
def truncate(of: Scene) -> None:
    raw.sql("SET CONSTRAINTS ALL IMMEDIATE")  # as after a commit: no foreign key waits to be checked
    for table in ("change", "publishededition", "publishedrecord", "head"):
        of.tries(raw.sql, f"TRUNCATE relations_{table} CASCADE")


@way(law("l4_revision_update"), law("l4_publishededition_update"), engine="postgresql")
def upsert(of: Scene) -> None:
    scene.approved(of)
    newest = scene.newest(of.shown)
    of.tries(raw.replace, newest, document=raw.forged(newest.document), seq=newest.seq + 1)
    of.tries(raw.replace, raw.edition_row(of.public(), newest.document, id=PublishedEdition.objects.get().pk))
