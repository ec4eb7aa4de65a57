"""Rows written around every service: by the ORM's own insert or by SQL. No test lives here."""

from typing import Any

from django.db import connection
from django.utils import timezone

from editorial.models import Decision, Edition, Record, Revision, User
from editorial.rules import newest_revision
from relations.documents import canonical, content_hash, load
from relations.models import Change, Head, PublishedEdition, PublishedRecord


def forged(text: str) -> str:
    """The same document with words that nobody approved."""
    document = load(text)
    document["record"]["title"] = "Words that nobody approved"
    return canonical(document)


def edition_row(record: PublishedRecord, text: str, **columns: Any) -> PublishedEdition:
    """An unsaved public edition: the next number, the right hash."""
    last = PublishedEdition.objects.filter(record=record).order_by("-number").first()
    values = {"number": last.number + 1 if last else 1, "content_hash": content_hash(text)} | columns
    return PublishedEdition(record=record, document=text, published_at=timezone.now(), **values)


def change_row(record: PublishedRecord, op: str, **columns: Any) -> Change:
    """An unsaved act with the next sequence number."""
    values = {"seq": Head.objects.get().seq + 1, "at": timezone.now()} | columns
    return Change(record=record, op=op, **values)


def insert(row: Any) -> Any:
    row.save(force_insert=True)
    return row


def act(record: PublishedRecord, op: str, **columns: Any) -> None:
    """One act with its place at the head, as `publication` would write it."""
    change = insert(change_row(record, op, **columns))
    Head.objects.update(seq=change.seq)


def decision(actor: User, kind: str, *, record: Record, revision: Revision | None = None, **columns: Any) -> Decision:
    return Decision.objects.create(record=record, revision=revision, actor=actor, kind=kind, **columns)


def approval(actor: User, edition: Edition, revision: Revision | None = None) -> Decision:
    revision = revision or newest_revision(edition)
    return decision(actor, "approve", record=edition.record, revision=revision)


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def columns_of(row: Any) -> dict[str, Any]:
    """Column -> value as this engine stores it."""
    found = {}
    for column in row._meta.concrete_fields:
        found[column.column] = column.get_db_prep_save(getattr(row, column.attname), connection)
    return found


def replace(row: Any, **columns: Any) -> None:
    """SQLite's REPLACE through any unique key, PostgreSQL's upsert through the primary key."""
    values = columns_of(row) | columns
    table, names = row._meta.db_table, ", ".join(values)
    marks = ", ".join(["%s"] * len(values))
    if connection.vendor == "sqlite":
        sql(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", *values.values())
        return
    sets = ", ".join(f"{name} = EXCLUDED.{name}" for name in values)
    key = row._meta.pk.column
    sql(f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {sets}", *values.values())
