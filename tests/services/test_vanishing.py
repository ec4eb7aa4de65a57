"""Vanishing: two publishers, every text gone from every table, ids and hashes kept, and nothing brings it back."""

import hashlib
import json

import pytest
from django.db import connection, models

from editorial import laws, rules
from editorial.models import Attachment, Decision, Edition, ImportedRecord, LogLine, Record, Revision, Source
from editorial.services import drafting, importing, merging, publishing, reviewing, vanishing
from editorial.services.guarding import Refused
from relations import evidence, publication, verification
from relations.documents import load, stub, stubs
from relations.dumps import shelf
from relations.models import Change, Listing, PublishedEdition, TimelineEntry
from tests import dumping, factories
from tests.laws import raw, scene

TOKEN = "Zwetschke"
LEFT = "withdrawn record"


@pytest.fixture
def of(db):
    return scene.scene()


def everything(*but):
    """Every row of both apps as one text per table."""
    names = [name for name in connection.introspection.table_names() if name.startswith(("relations_", "editorial_"))]
    return {name: "\n".join(dumping.table(name)) for name in sorted(names) if name not in but}


def refused(act, *args, **kwargs):
    before = everything()
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert everything() == before
    return str(refusal.value)


def propose(of, record=None, actor=None, reason=scene.REASON):
    return vanishing.propose_vanish(actor=actor or of.publisher, record=record or of.shown, reason=reason)


def confirm(of, proposal, record=None, actor=None):
    vanishing.vanish(actor=actor or of.mallory, record=record or of.shown, proposal=proposal)


def listing(record):
    return Listing.objects.get(public_id=record.public_id)


# --- Nothing is left ------------------------------------------------------------------------------


def typed_everywhere(record):
    """The token in every column of the working record that takes words, and one part of every list that has words."""
    model = type(record)
    for field in model._meta.concrete_fields:
        words = isinstance(field, (models.CharField, models.TextField)) and not field.choices
        if words and field.name not in ("public_id", "type", "slug", "case") and "date" not in field.name:
            setattr(record, field.attname, f"{getattr(record, field.attname)} {TOKEN}")
    record.slug = TOKEN.lower()
    record.save()


def test_no_text_of_it_is_left_in_any_table(of):
    """A record with everything in it: two editions, an open draft, comments, a notice, a translation, an imported key."""
    made = factories.published_incident_set()
    author, publisher, reviewer = made["author"], made["publisher"], made["reviewer"]
    incident = made["incident"]
    for part in vanishing.part_models():
        for row in part.objects.filter(record=incident.pk):
            for name in {"text", "note", "outcome", "capacity", "category_as_stated", "quote", "label", "title"}:
                if hasattr(row, name):
                    setattr(row, name, TOKEN)
            row.save()
    typed_everywhere(incident)
    factories.freeze(incident, author)
    factories.submit_all(author, [incident], change_kind="correction", change_note=f"Not {TOKEN}.")
    for person in (reviewer, publisher):
        edition, revision = factories.open_of(incident), factories.newest(incident)
        reviewing.approve(actor=person, edition=edition, revision=revision, comment=f"{TOKEN} is right.")
    publishing.publish(actor=publisher, edition=edition, revision=revision)
    publishing.withdraw(actor=publisher, record=incident, reason="legal", notice=f"About {TOKEN}.")
    publishing.confirm_withdrawal(actor=of.mallory, record=incident, notice=f"About {TOKEN}.")
    columns = {"file_hash": "sha256:0", "revision": factories.newest(incident)}
    ImportedRecord.objects.create(dossier="d", key=f"incident-{TOKEN}", record=incident, **columns)
    typed_everywhere(incident)
    factories.freeze(incident, author)
    holding = {name for name, rows in everything().items() if TOKEN.lower() in rows.lower()}
    assert {*laws.APPEND_ONLY} - holding == {"editorial_logline", "relations_publishedrecord"}
    assert holding >= {"editorial_incident", "editorial_record", "editorial_translation", "relations_listing"}
    raw.insert(LogLine(record=incident, actor=author, verb="save", detail=TOKEN))

    confirm(of, propose(of, incident), incident)

    assert {name for name, rows in everything().items() if TOKEN.lower() in rows.lower()} == set()
    assert list(verification.differences()) == []
    assert laws.missing(connection) == []


KEPT = {
    Revision: ("id", "seq", "sha256", "author_id", "needs", "submitted", "created_at", "edition_id"),
    Decision: ("id", "kind", "actor_id", "at", "revision_id"),
    LogLine: ("id", "verb", "actor_id", "at", "edition_id"),
}


def test_ids_numbers_dates_hashes_and_people_stay(of):
    scene.publish(of.publisher, scene.approved(of, of.author))
    kept = {model: list(model.objects.order_by("pk").values_list(*names)) for model, names in KEPT.items()}
    editions = list(PublishedEdition.objects.order_by("pk").values_list("pk", "number", "content_hash", "published_at"))
    changes = list(Change.objects.values_list("seq", "op", "at"))
    scene.vanish(of.publisher, of.mallory, of.shown)
    for model, names in KEPT.items():
        assert list(model.objects.order_by("pk").values_list(*names))[: len(kept[model])] == kept[model]
    assert editions == list(
        PublishedEdition.objects.order_by("pk").values_list("pk", "number", "content_hash", "published_at")
    )
    assert list(Change.objects.values_list("seq", "op", "at"))[:-1] == changes
    record = Record.objects.get(pk=of.shown.pk)
    assert (record.public_id, record.type, record.part_numbers) == (of.shown.public_id, "source", of.shown.part_numbers)


def test_what_stands_where_the_texts_were(of):
    scene.publish(of.publisher, scene.approved(of, of.author))
    scene.vanish(of.publisher, of.mallory, of.shown)
    left = stub("source", of.shown.public_id)
    assert json.loads(left) == {
        "schema": 1, "type": "source", "id": of.shown.public_id, "vanished": True,
        "record": {"title": LEFT, "slug": "vanished"},
    }  # fmt: skip
    assert set(PublishedEdition.objects.values_list("document", flat=True)) == {left}
    assert set(Revision.objects.values_list("document", flat=True)) == {left}
    comments = Decision.objects.order_by("pk").values_list("kind", "comment")
    assert list(comments)[-3:] == [
        ("propose_vanish", scene.REASON), ("vanish", ""), ("request_changes", stubs.TEXT)
    ]  # fmt: skip
    details = dict(LogLine.objects.values_list("verb", "detail"))
    assert (details["publish"], details["approve"], details["vanish"]) == (stubs.TEXT, stubs.TEXT, "")
    record = Source.objects.get(pk=of.shown.pk)
    assert (record.title, record.slug, record.summary, record.source_kind) == (LEFT, "", "", "news")


def test_its_listing_holds_no_word_of_it_and_no_version_stands(of):
    scene.publish(of.publisher, scene.approved(of, of.author))
    scene.vanish(of.publisher, of.mallory, of.shown)
    row, last = listing(of.shown), Change.objects.last()
    assert (row.state, row.title, row.item, row.withdrawn_through) == ("vanished", LEFT, "{}", 2)
    assert (row.slug, row.path, row.summary, row.sort_title, row.notice) == ("", "", "", "", "")
    assert (last.op, row.seq, row.withdrawn_at) == ("vanish", last.seq, last.at)


# --- What stays around it -------------------------------------------------------------------------


def vanish_of(made, name):
    scene.vanish(made["publisher"], factories.user("Publisher"), made[name])
    made[name].refresh_from_db()


@pytest.mark.parametrize(
    "name", ["incident", "cause", "agent", "east", "embassy", "town", "series", "source", "dossier"]
)
def test_any_type_vanishes_and_every_document_that_names_it_stays(db, name):
    made = factories.published_incident_set()
    others = PublishedEdition.objects.exclude(record__public_id=made[name].public_id).order_by("pk")
    before = list(others.values_list("document", flat=True))
    vanish_of(made, name)
    assert list(others.values_list("document", flat=True)) == before
    assert any(made[name].public_id in load(text).get("refs", []) for text in before) == (name != "incident")
    assert list(verification.differences()) == []
    publication.rebuild()
    assert list(verification.differences()) == []


def test_a_dossier_takes_its_address_along_and_leaves_its_entries_without_direction(db):
    made = factories.published_incident_set()
    entries = TimelineEntry.objects.filter(dossier__public_id=made["dossier"].public_id)
    assert set(entries.values_list("direction", flat=True)) == {"first-to-second", "none"}
    vanish_of(made, "dossier")
    assert set(entries.values_list("direction", flat=True)) == {"none"}
    assert list(verification.differences()) == []


def test_the_words_of_others_stay_and_their_next_edition_cannot_name_it(of):
    other = scene.source(of.author, "Another source")
    scene.cite(other, of.shown)
    scene.edit(other, of.author, summary="As “A source” has it.")
    scene.submit(of.author, other)
    publishing.approve_and_publish(actor=of.publisher, edition=scene.open_of(other), revision=scene.newest(other))
    scene.vanish(of.publisher, of.mallory, of.shown)
    assert load(listing(other).edition.document)["record"]["summary"] == "As “A source” has it."
    scene.edit(other, of.author, summary="Again.")
    with pytest.raises(Refused, match=f"“{LEFT}” is not public"):
        scene.submit(of.author, other)


PDF = b"%PDF-1.4 a scan"
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def file(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    path = evidence.path_of(SHA)
    path.parent.mkdir()
    path.write_bytes(PDF)
    return path


def attach(record, author):
    columns = {"title": "A scan", "sha256": SHA, "media_type": "application/pdf", "size": len(PDF)}
    part = factories.add_part(record, Attachment, "attachments", **columns)
    scene.edit(record, author)
    return part


def test_its_files_are_deleted_after_the_commit(of, file, django_capture_on_commit_callbacks):
    attach(of.shown, of.author)
    proposal = propose(of)
    with django_capture_on_commit_callbacks() as callbacks:
        confirm(of, proposal)
    assert (file.exists(), len(callbacks)) == (True, 1)
    callbacks[0]()
    assert not file.exists()


def test_a_file_that_only_an_older_revision_named_is_deleted_too(of, file, django_capture_on_commit_callbacks):
    part = attach(of.shown, of.author)
    drafting.remove_part(record=of.shown, part=part, key="attachments")
    scene.edit(of.shown, of.author)
    with django_capture_on_commit_callbacks(execute=True):
        scene.vanish(of.publisher, of.mallory, of.shown)
    assert not file.exists()


@pytest.mark.parametrize("frozen", [True, False])
def test_a_file_of_another_record_too_stays(of, file, frozen, django_capture_on_commit_callbacks):
    """Whether its document names it already, or only its row does."""
    other = scene.source(of.author, "Another source")
    attach(of.shown, of.author)
    part = attach(other, of.author)
    if frozen:
        drafting.remove_part(record=other, part=part, key="attachments")
    else:
        Attachment.objects.filter(pk=part.pk).update(title="Not frozen yet")
    with django_capture_on_commit_callbacks(execute=True):
        scene.vanish(of.publisher, of.mallory, of.shown)
    assert file.exists()


def test_dumps_that_hold_its_texts_are_deleted(of, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.DUMPS_DIR = tmp_path / "dumps"
    dump, _ = shelf.make()
    with django_capture_on_commit_callbacks(execute=True):
        scene.vanish(of.publisher, of.mallory, of.shown)
    assert not dump.folder.exists()


# --- Nothing brings it back -----------------------------------------------------------------------


def test_nothing_is_written_under_its_id_any_more(of):
    edition = scene.approved(of, of.author)
    earlier = scene.newest(of.shown).document
    seen = of.shown.lock_version
    scene.vanish(of.publisher, of.mallory, of.shown)
    edition.refresh_from_db()
    assert edition.state == "discarded"
    sentence = "The record has vanished; nothing is written under its id any more."
    assert refused(scene.edit_in_vain, of.shown, of.author) == sentence
    of.shown.refresh_from_db()
    current = of.shown.lock_version
    assert current == seen + 1
    for act in (
        lambda: publishing.withdraw(actor=of.publisher, record=of.shown, reason="error"),
        lambda: publishing.reinstate(actor=of.publisher, record=of.shown),
        lambda: merging.propose_merge(actor=of.publisher, record=of.shown, survivor=of.shown),
        lambda: propose(of),
        lambda: vanishing.drop_vanish(actor=of.publisher, record=of.shown),
        lambda: vanishing.vanish(actor=of.publisher, record=of.shown, proposal=0),
        lambda: drafting.revert_to(actor=of.author, record=of.shown, document_text=earlier, seen=current),
    ):
        assert refused(act) == sentence


def test_loading_its_data_file_again_does_not_bring_it_back(of):
    content = {"title": "Loaded", "slug": "loaded", "source_kind": "news"}
    row = importing.Incoming("source-1", "source", "10ADED", content, "", "sha256:1")
    importing.take_in(actor=of.author, dossier="d", records=[row])
    record = Record.objects.get(public_id="10ADED")
    publishing.approve_and_publish(actor=of.publisher, edition=scene.open_of(record), revision=scene.newest(record))
    scene.vanish(of.publisher, of.mallory, record)
    assert ImportedRecord.objects.get().key == f"vanished {hashlib.sha256(b'source-1').hexdigest()}"
    before = everything()
    outcome = importing.take_in(actor=of.author, dossier="d", records=[row._replace(file_hash="sha256:2")])
    assert outcome.left_alone[0][0] == "source-1"
    assert (outcome.created, outcome.updated, everything()) == ([], [], before)


# --- From every state -----------------------------------------------------------------------------


def test_a_withdrawn_record_vanishes_confirmed_or_not(of):
    other = scene.public_source(of)
    scene.withdraw(of.publisher, of.shown)
    scene.withdraw(of.publisher, other)
    publishing.confirm_withdrawal(actor=of.mallory, record=other, notice=scene.NOTICE)
    for record in (of.shown, other):
        scene.vanish(of.publisher, of.mallory, record)
    assert set(Listing.objects.values_list("state", "reason", "notice")) == {("vanished", "", "")}
    assert set(Change.objects.values_list("notice", flat=True)) == {"", stubs.TEXT}
    assert set(Edition.objects.values_list("state", flat=True)) == {"superseded"}
    assert list(verification.differences()) == []


def test_a_merged_record_vanishes_and_so_does_its_survivor(of):
    other, third = scene.public_source(of), scene.public_source(of, "A third source")
    scene.merge(of.publisher, of.mallory, of.shown, other)
    scene.merge(of.publisher, of.mallory, other, third)
    for record in (other, third, of.shown):
        scene.vanish(of.mallory, of.publisher, record)
        assert list(verification.differences()) == []
        publication.rebuild()
        assert list(verification.differences()) == []
    assert set(Listing.objects.values_list("state", "replacement")) == {("vanished", None)}


def test_a_proposed_merge_of_it_waits_for_nobody(of):
    other = scene.public_source(of)
    merging.propose_merge(actor=of.publisher, record=of.shown, survivor=other)
    scene.vanish(of.publisher, of.mallory, of.shown)
    assert rules.merge_proposal(Edition(record=of.shown)) is None
    sentence = "The record has vanished; nothing is written under its id any more."
    assert refused(merging.merge, actor=of.mallory, record=of.shown, survivor=other) == sentence


def test_verify_public_names_a_text_that_came_back(of):
    scene.withdraw(of.publisher, of.shown)
    publishing.confirm_withdrawal(actor=of.mallory, record=of.shown, notice=scene.NOTICE)
    text = PublishedEdition.objects.get().document
    scene.vanish(of.publisher, of.mallory, of.shown)
    laws.lift(connection)
    PublishedEdition.objects.update(document=text)
    Change.objects.filter(op="confirm_withdrawal").update(notice=scene.NOTICE)
    key = of.shown.public_id
    assert list(verification.differences())[:2] == [
        f"PublishedEdition {key} v1: its record vanished, and its text did not.",
        "Change 3: its record vanished, and its notice did not.",
    ]
