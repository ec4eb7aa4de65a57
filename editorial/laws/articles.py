"""The laws as data: one entry per law and guarded table. Says what is refused; installing is `enforcement`'s business."""

from typing import NamedTuple

from editorial.laws import conditions as when
from editorial.workflow import PUBLIC_ACTS, RoleName

REVISION, DECISION, LOG = "editorial_revision", "editorial_decision", "editorial_logline"
RECORD, EDITION, CHANGE, HEAD = (
    "relations_publishedrecord",
    "relations_publishededition",
    "relations_change",
    "relations_head",
)
APPEND_ONLY = (REVISION, DECISION, LOG, RECORD, EDITION, CHANGE)
# Every unique key: SQLite's REPLACE would overwrite the colliding row without firing its DELETE trigger.
# `rowid` where the primary key is another column: SQLite lets an INSERT name it, and REPLACE through it.
UNIQUE_KEYS = {
    REVISION: (("id",), ("record_id", "seq")),
    DECISION: (("id",),),
    LOG: (("id",),),
    RECORD: (("id",), ("public_id",)),
    EDITION: (("id",), ("record_id", "number")),
    CHANGE: (("seq",), ("rowid",)),
    HEAD: (("id",),),
}


class Texts(NamedTuple):
    """What `vanish` may replace in rows of an append-only table, and what it leaves as it is: every other column."""

    column: str
    kept: tuple[str, ...]
    document: bool = False  # the stub is that of a document
    on_desk: bool = True  # `record_id` names a working record, not a public identity


VANISHING = {
    REVISION: Texts(
        "document",
        ("id", "edition_id", "record_id", "seq", "sha256", "author_id", "needs", "submitted", "created_at"),
        document=True,
    ),
    DECISION: Texts("comment", ("id", "record_id", "revision_id", "kind", "actor_id", "survivor_id", "at")),
    LOG: Texts("detail", ("id", "record_id", "edition_id", "actor_id", "verb", "at")),
    EDITION: Texts(
        "document", ("id", "record_id", "number", "content_hash", "published_at"), document=True, on_desk=False
    ),
    CHANGE: Texts("notice", ("seq", "op", "record_id", "edition_id", "at", "reason", "replacement_id"), on_desk=False),
}


class Law(NamedTuple):
    """Refuse `event` on `table` with `message` when `condition` (SQL over NEW) holds."""

    name: str
    table: str
    event: str
    condition: str
    message: str
    engine: str = ""  # both when empty
    lock: str = ""  # PostgreSQL only: rows to lock before the condition is read


APPROVAL_LAWS = [
    Law(
        "l1_edition",
        EDITION,
        "INSERT",
        f"NOT EXISTS ({when.APPROVED_BYTES})",
        "L1: a public edition needs an approval of exactly these bytes, newest and not sent back",
        lock="PERFORM 1 FROM editorial_record k JOIN relations_publishedrecord p ON p.public_id = k.public_id"
        " WHERE p.id = NEW.record_id FOR UPDATE OF k;",
    ),
    Law("l1_once", EDITION, "INSERT", when.ONCE, "L1: an approved edition is published once"),
    Law(
        "l1_number",
        EDITION,
        "INSERT",
        "NEW.number <> (SELECT coalesce(max(e.number), 0) + 1 FROM relations_publishededition e"
        " WHERE e.record_id = NEW.record_id)",
        "L1: edition numbers have no gap",
    ),
    Law(
        "l1_identity",
        RECORD,
        "INSERT",
        f"NOT EXISTS ({when.APPROVED_IDENTITY})",
        "L1: a public identity needs an approved desk record of its type",
    ),
    Law(
        "l2_decision",
        DECISION,
        "INSERT",
        "NEW.kind = 'approve' AND NEW.actor_id IN (SELECT y.author_id FROM editorial_revision y WHERE y.edition_id ="
        " (SELECT r.edition_id FROM editorial_revision r WHERE r.id = NEW.revision_id))",
        "L2: whoever contributed to this edition may not approve it",
    ),
    Law(
        "l2_reviewer",
        DECISION,
        "INSERT",
        f"NEW.kind = 'approve' AND {when.without_role(RoleName.REVIEWER)}",
        "L2: who approves is an active reviewer or publisher",
    ),
    Law(
        "l2_publisher",
        DECISION,
        "INSERT",
        f"NEW.kind IN {when.sql_list(PUBLIC_ACTS)} AND {when.without_role(RoleName.PUBLISHER)}",
        "L2: who acts on the public record is an active publisher",
    ),
    Law(
        "l3_decision",
        DECISION,
        "INSERT",
        "NEW.kind = 'approve' AND NOT EXISTS (SELECT 1 FROM editorial_revision r WHERE r.id = NEW.revision_id"
        " AND r.record_id = NEW.record_id"
        " AND r.seq = (SELECT max(x.seq) FROM editorial_revision x WHERE x.record_id = r.record_id))",
        "L3: only the newest revision of the record can be approved",
    ),
    Law(
        "l3_revision",
        REVISION,
        "INSERT",
        "NEW.seq <> (SELECT coalesce(max(x.seq), 0) + 1 FROM editorial_revision x WHERE x.record_id = NEW.record_id)"
        " OR NOT EXISTS (SELECT 1 FROM editorial_edition e WHERE e.id = NEW.edition_id AND e.record_id = NEW.record_id)",
        "L3: revision numbers have no gap and belong to an edition of their record",
    ),
]
REFERENCE_MESSAGE = "L5: the document names a record that is not public"
ACT_LAWS = [
    Law(
        "l5_refs_sqlite",
        CHANGE,
        "INSERT",
        f"NEW.op = 'publish' AND EXISTS ({when.SQLITE_REFS})",
        REFERENCE_MESSAGE,
        engine="sqlite",
    ),
    Law(
        "l5_refs_postgresql",
        CHANGE,
        "INSERT",
        f"NEW.op = 'publish' AND EXISTS ({when.POSTGRES_REFS})",
        REFERENCE_MESSAGE,
        engine="postgresql",
        lock="PERFORM 1 FROM relations_head FOR UPDATE;",  # first by name: acts come one by one, targets stand still
    ),
    Law("l8_words", CHANGE, "INSERT", when.OWN_WORDS, "L8: an act of one person shows a fixed reason only"),
    Law(
        "l8_sent_back",
        CHANGE,
        "INSERT",
        f"NEW.op IN ('withdraw', 'merge', 'vanish') AND {when.NOT_SENT_BACK}",
        "L8: a withdrawal, merge or vanishing sends the newest revision back",
    ),
    Law(
        "l8_unconfirmed",
        CHANGE,
        "INSERT",
        f"NEW.op = 'publish' AND {when.LAST_OP} = 'withdraw' AND NOT {when.CONFIRMED}",
        "L8: nothing is published while a withdrawal waits for its confirmation",
    ),
    Law(
        "l8_state",
        CHANGE,
        "INSERT",
        f"(NEW.op IN ('withdraw', 'merge') AND coalesce({when.LAST_OP}, '') NOT IN ('publish', 'reinstate'))"
        f" OR (NEW.op IN ('confirm_withdrawal', 'reinstate') AND (coalesce({when.LAST_OP}, '') <> 'withdraw' OR {when.CONFIRMED}))",
        "L8: only a public record is withdrawn or merged, only an unconfirmed withdrawal is confirmed or reversed",
    ),
    Law(
        "l9_merge",
        CHANGE,
        "INSERT",
        f"NEW.op = 'merge' AND ({when.SURVIVOR_GONE} OR NOT EXISTS ({when.PROPOSAL}))",
        "L9: a merge leads to a public record of its type, as one publisher proposed and another confirmed",
    ),
    Law(
        "l9_vanish",
        CHANGE,
        "INSERT",
        f"NEW.op = 'vanish' AND (coalesce({when.LAST_OP}, 'vanish') = 'vanish' OR NOT EXISTS ({when.VANISH_PROPOSAL}))",
        "L9: a record vanishes once, as one publisher proposed and another confirmed",
    ),
    Law(
        "l9_merged",
        CHANGE,
        "INSERT",
        f"NEW.op = 'publish' AND {when.LAST_OP} IN ('merge', 'vanish')",
        "L9: a merged or vanished record has no further edition",
    ),
    Law(
        "l9_publish",
        CHANGE,
        "INSERT",
        "NEW.op = 'publish' AND (NOT EXISTS (SELECT 1 FROM relations_publishededition e WHERE e.id = NEW.edition_id"
        " AND e.record_id = NEW.record_id AND e.number = (SELECT max(x.number) FROM relations_publishededition x"
        " WHERE x.record_id = e.record_id))"
        " OR EXISTS (SELECT 1 FROM relations_change c WHERE c.edition_id = NEW.edition_id))",
        "L9: a publish row names the newest edition of its record, once",
    ),
    Law(
        "l9_act",
        CHANGE,
        "INSERT",
        f"NEW.op <> 'publish' AND {when.DECISIONS} <> {when.ACTS} + 1",
        "L9: an act on the public record needs a decision of its kind",
    ),
    Law(
        "l9_two_people",
        CHANGE,
        "INSERT",
        "NEW.op IN ('confirm_withdrawal', 'reinstate') AND "
        + when.LAST_ACTOR.format(kind="NEW.op")
        + " = "
        + when.LAST_ACTOR.format(kind="'withdraw'"),
        "L9: who confirms or reverses a withdrawal is not who withdrew",
    ),
    Law(
        "l9_known",
        CHANGE,
        "INSERT",
        f"NEW.op NOT IN {when.sql_list(when.KNOWN_ACTS)}",
        "L9: this act does not exist",
    ),
    Law(
        "l9_sequence",
        CHANGE,
        "INSERT",
        "NEW.seq <> (SELECT coalesce(max(c.seq), 0) + 1 FROM relations_change c)",
        "L9: sequence numbers have no gap",
    ),
    Law(
        "l9_head",
        HEAD,
        "UPDATE",
        "NEW.id <> 1 OR NEW.seq <> (SELECT coalesce(max(c.seq), 0) FROM relations_change c)",
        "L9: the head names the last change",
    ),
    Law(
        "l9_head_insert",
        HEAD,
        "INSERT",
        "NEW.seq <> (SELECT coalesce(max(c.seq), 0) FROM relations_change c)",
        "L9: the head begins at the last change",
    ),
    Law("l9_head_delete", HEAD, "DELETE", "1 = 1", "L9: the head cannot be deleted"),
]


def update_refused(table: str) -> str:
    """SQL that holds for every UPDATE but the one of `vanish`; a comparison with NULL is a refusal too."""
    if table not in VANISHING:
        return "1 = 1"
    texts = VANISHING[table]
    return f"({when.by_vanish(texts.column, texts.kept, on_desk=texts.on_desk, document=texts.document)}) IS NOT TRUE"


def append_only_laws() -> list[Law]:
    """L4 for each append-only table: no UPDATE but that of `vanish`, no DELETE, no colliding INSERT (SQLite), no TRUNCATE
    (PostgreSQL).
    """
    laws = []
    for table in APPEND_ONLY:
        short = table.split("_")[1]
        message = f"L4: {short} rows are append-only"
        laws.append(Law(f"l4_{short}_update", table, "UPDATE", update_refused(table), message))
        laws.append(Law(f"l4_{short}_delete", table, "DELETE", "1 = 1", message))
        laws.append(Law(f"l4_{short}_truncate", table, "TRUNCATE", "", f"L4: {short} is append-only", "postgresql"))
    # Elsewhere the row number is the key; here it could be moved onto that of another row, which REPLACE would then delete.
    message = "L4: change rows keep their place"
    laws.append(Law("l4_change_rowid", CHANGE, "UPDATE", "NEW.rowid <> OLD.rowid", message, "sqlite"))
    laws.append(Law("l4_head_truncate", HEAD, "TRUNCATE", "", "L4: the head cannot be truncated", "postgresql"))
    for table, keys in UNIQUE_KEYS.items():
        short = table.split("_")[1]
        message = f"L4: a {short} row with this key exists"
        laws.append(Law(f"l4_{short}_collision", table, "INSERT", when.collision(table, keys), message, "sqlite"))
    return laws


LAWS = [*APPROVAL_LAWS, *ACT_LAWS, *append_only_laws()]
