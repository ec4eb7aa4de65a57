"""The one UPDATE that the laws allow: the stub, nothing but the stub, and only where the last act is `vanish`."""

import pytest
from django.db import DatabaseError, transaction

from editorial.laws.articles import APPEND_ONLY, VANISHING
from editorial.models import Decision, LogLine, Revision
from relations.documents import stub, stubs
from relations.models import Change, PublishedEdition, PublishedRecord
from tests import dumping
from tests.laws import raw, scene

MODELS = {
    model._meta.db_table: model for model in (Revision, Decision, LogLine, PublishedRecord, PublishedEdition, Change)
}
# A value that each column could take without breaking another constraint.
OTHERS = {
    "seq": "seq + 100",
    "id": "id + 100",
    "number": "number + 100",
    "needs": "needs + 1",
    "record_id": None,  # another record's, see `other_value`
    "edition_id": "NULL",
    "revision_id": "NULL",
    "replacement_id": "record_id",
    "author_id": "author_id + 1",
    "actor_id": "actor_id + 1",
    "submitted": "NOT submitted",
    **dict.fromkeys(("sha256", "content_hash", "kind", "verb", "op", "reason"), "'other'"),
    **dict.fromkeys(("created_at", "at", "published_at"), "'2020-01-01 00:00:00'"),
    "survivor_id": None,
}


@pytest.fixture
def of(db):
    """A source with two versions, withdrawn with a notice: the first has vanished, the second, of another record, not."""
    found = scene.scene()
    found.other = scene.public_source(found)
    for record in (found.shown, found.other):
        scene.withdraw(found.publisher, record)
        scene.publishing.confirm_withdrawal(actor=found.mallory, record=record, notice=scene.NOTICE)
    scene.vanish(found.publisher, found.mallory, found.shown)
    return found


def guarded():
    return {name: dumping.table(name) for name in APPEND_ONLY}


def refused(statement, *values):
    before = guarded()
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        raw.sql(statement, *values)
    assert guarded() == before
    return scene.sentence(refusal.value)


def left(table, record):
    return stub("source", record.public_id) if VANISHING[table].document else stubs.TEXT


def own(table, of, record):
    """SQL and values for the rows of one record."""
    on_desk = VANISHING[table].on_desk
    key = raw.columns_of(record)["record_ptr_id"] if on_desk else of.public(record).pk
    return "record_id = %s", key


def law_of(table):
    return scene.law(f"l4_{table.split('_')[1]}_update")


def test_texts_and_kept_columns_are_all_columns():
    for table, texts in VANISHING.items():
        assert sorted([texts.column, *texts.kept]) == sorted(
            field.column for field in MODELS[table]._meta.concrete_fields
        )
    assert set(APPEND_ONLY) - set(VANISHING) == {"relations_publishedrecord"}


@pytest.mark.parametrize("table", VANISHING)
def test_the_stub_may_be_put_there_again(of, table):
    where, key = own(table, of, of.shown)
    raw.sql(f"UPDATE {table} SET {VANISHING[table].column} = %s WHERE {where}", left(table, of.shown), key)


@pytest.mark.parametrize("table", VANISHING)
def test_any_other_text_is_refused(of, table):
    where, key = own(table, of, of.shown)
    statement = f"UPDATE {table} SET {VANISHING[table].column} = %s WHERE {where}"
    for text in ("", "My own words.", left(table, of.shown) + " ", left(table, of.other)):
        if text != left(table, of.shown):
            assert refused(statement, text, key) == law_of(table)


@pytest.mark.parametrize("table", VANISHING)
def test_the_record_that_stands_keeps_its_texts(of, table):
    where, key = own(table, of, of.other)
    for text in (left(table, of.shown), left(table, of.other)):
        assert refused(f"UPDATE {table} SET {VANISHING[table].column} = %s WHERE {where}", text, key) == law_of(table)


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, texts in VANISHING.items() for column in texts.kept]
)
def test_no_other_column_moves_with_it(of, table, column):
    where, key = own(table, of, of.shown)
    value, values = other_value(table, column, of)
    statement = f"UPDATE {table} SET {VANISHING[table].column} = %s, {column} = {value} WHERE {where}"
    narrowed = {"edition_id": " AND edition_id IS NOT NULL", "revision_id": " AND revision_id IS NOT NULL"}
    assert refused(f"{statement}{narrowed.get(column, '')}", left(table, of.shown), *values, key) == law_of(table)


def other_value(table, column, of):
    """SQL for another value of a column, with its parameters."""
    if column == "record_id":
        return "%s", [own(table, of, of.other)[1]]
    if column == "survivor_id":
        return "%s", [own(table, of, of.other)[1]]
    return OTHERS[column], []


def test_a_public_identity_stays_even_then(of):
    law = scene.law("l4_publishedrecord_update")
    assert refused("UPDATE relations_publishedrecord SET type = type") == law


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_of_it_is_deleted(of, table):
    assert refused(f"DELETE FROM {table}") == scene.law(f"l4_{table.split('_')[1]}_delete")


def test_log_lines_of_no_record_stay(of):
    raw.insert(LogLine(actor=of.author, verb="role", detail="Author"))
    statement = "UPDATE editorial_logline SET detail = %s WHERE record_id IS NULL"
    assert refused(statement, stubs.TEXT) == scene.law("l4_logline_update")


def test_it_vanishes_once(of):
    raw.decision(of.publisher, "propose_vanish", record=of.shown)
    raw.decision(of.mallory, "vanish", record=of.shown)
    newest = scene.newest(of.shown)
    raw.decision(of.mallory, "request_changes", record=of.shown, revision=newest, comment="Sent back.")
    before = guarded()
    with pytest.raises(DatabaseError, match=scene.law("l9_vanish")), transaction.atomic():
        raw.act(of.public(), "vanish")
    assert guarded() == before
