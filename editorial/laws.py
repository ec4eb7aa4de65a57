"""The laws of the record as database triggers, as data: one entry per law and guarded table, for both engines.

Services check the same rules first and say why (`rules`, `readiness`); these triggers hold when somebody goes around them.
Installed after every migrate (`installation`), because SQLite's table rebuilds break or drop triggers.
"""

from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

REVISION, DECISION, LOG = "editorial_revision", "editorial_decision", "editorial_logline"
RECORD, EDITION, CHANGE, HEAD = (
    "relations_publishedrecord",
    "relations_publishededition",
    "relations_change",
    "relations_head",
)
APPEND_ONLY = (REVISION, DECISION, LOG, RECORD, EDITION, CHANGE)
# Every unique key: SQLite's REPLACE would overwrite the colliding row without firing its DELETE trigger.
UNIQUE_KEYS = {
    REVISION: (("id",), ("record_id", "seq")),
    DECISION: (("id",),),
    LOG: (("id",),),
    RECORD: (("id",), ("public_id",)),
    EDITION: (("id",), ("record_id", "number")),
    CHANGE: (("seq",),),
    HEAD: (("id",),),
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


APPROVED = """
 SELECT 1 FROM editorial_revision r JOIN editorial_record k ON k.id = r.record_id
 WHERE {match}
 AND r.seq = (SELECT max(x.seq) FROM editorial_revision x WHERE x.record_id = r.record_id)
 AND NOT EXISTS (SELECT 1 FROM editorial_decision n WHERE n.revision_id = r.id AND n.kind = 'request_changes')
 AND r.needs <= (SELECT count(DISTINCT d.actor_id) FROM editorial_decision d
   WHERE d.revision_id = r.id AND d.kind = 'approve' AND d.actor_id NOT IN
   (SELECT y.author_id FROM editorial_revision y WHERE y.edition_id = r.edition_id))
"""
APPROVED_BYTES = APPROVED.format(
    match="k.public_id = (SELECT p.public_id FROM relations_publishedrecord p WHERE p.id = NEW.record_id)"
    " AND r.document = NEW.document AND r.sha256 = NEW.content_hash"
)
APPROVED_IDENTITY = APPROVED.format(match="k.public_id = NEW.public_id AND k.type = NEW.type")

STATE_OPS = "('publish', 'withdraw', 'reinstate', 'merge', 'vanish')"
LAST_STATE = (
    f"(SELECT c.op FROM relations_change c WHERE c.record_id = {{record}} AND c.op IN {STATE_OPS}"
    " ORDER BY c.seq DESC LIMIT 1)"
)
# Public = the last act left it so, or its new edition waits for its own row in this transaction.
NOT_PUBLIC = (
    "NOT EXISTS (SELECT 1 FROM relations_publishedrecord t WHERE t.public_id = {ref} AND ("
    f"{LAST_STATE.format(record='t.id')} IN ('publish', 'reinstate')"
    " OR EXISTS (SELECT 1 FROM relations_publishededition e WHERE e.record_id = t.id AND NOT EXISTS"
    " (SELECT 1 FROM relations_change c WHERE c.edition_id = e.id))))"
)
DOCUMENT = "(SELECT e.document FROM relations_publishededition e WHERE e.id = NEW.edition_id)"
SQLITE_REFS = f"SELECT 1 FROM json_each(json_extract({DOCUMENT}, '$.refs')) j WHERE {NOT_PUBLIC.format(ref='j.value')}"
POSTGRES_REFS = (
    f"SELECT 1 FROM jsonb_array_elements_text({DOCUMENT}::jsonb -> 'refs') j(value)"
    f" WHERE {NOT_PUBLIC.format(ref='j.value')}"
)
DECISIONS = (
    "(SELECT count(*) FROM editorial_decision d JOIN editorial_record k ON k.id = d.record_id"
    " JOIN relations_publishedrecord p ON p.public_id = k.public_id WHERE p.id = NEW.record_id AND d.kind = NEW.op)"
)
ACTS = "(SELECT count(*) FROM relations_change c WHERE c.record_id = NEW.record_id AND c.op = NEW.op)"
LAST_ACTOR = (
    "(SELECT d.actor_id FROM editorial_decision d JOIN editorial_record k ON k.id = d.record_id"
    " JOIN relations_publishedrecord p ON p.public_id = k.public_id"
    " WHERE p.id = NEW.record_id AND d.kind = {kind} ORDER BY d.id DESC LIMIT 1)"
)
LAST_WITHDRAWAL = (
    "(SELECT coalesce(max(c.seq), 0) FROM relations_change c WHERE c.record_id = NEW.record_id AND c.op = 'withdraw')"
)
CONFIRMED = (
    "EXISTS (SELECT 1 FROM relations_change c WHERE c.record_id = NEW.record_id"
    f" AND c.op = 'confirm_withdrawal' AND c.seq > {LAST_WITHDRAWAL})"
)
LAST_OP = LAST_STATE.format(record="NEW.record_id")

APPROVAL_LAWS = [
    Law(
        "l1_edition",
        EDITION,
        "INSERT",
        f"NOT EXISTS ({APPROVED_BYTES})",
        "L1: a public edition needs an approval of exactly these bytes, newest and not sent back",
        lock="PERFORM 1 FROM editorial_record k JOIN relations_publishedrecord p ON p.public_id = k.public_id"
        " WHERE p.id = NEW.record_id FOR UPDATE OF k;",
    ),
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
        f"NOT EXISTS ({APPROVED_IDENTITY})",
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
        f"NEW.op = 'publish' AND EXISTS ({SQLITE_REFS})",
        REFERENCE_MESSAGE,
        engine="sqlite",
    ),
    Law(
        "l5_refs_postgresql",
        CHANGE,
        "INSERT",
        f"NEW.op = 'publish' AND EXISTS ({POSTGRES_REFS})",
        REFERENCE_MESSAGE,
        engine="postgresql",
    ),
    Law(
        "l8_unconfirmed",
        CHANGE,
        "INSERT",
        f"NEW.op = 'publish' AND {LAST_OP} = 'withdraw' AND NOT {CONFIRMED}",
        "L8: nothing is published while a withdrawal waits for its confirmation",
    ),
    Law(
        "l8_state",
        CHANGE,
        "INSERT",
        f"(NEW.op = 'withdraw' AND coalesce({LAST_OP}, '') NOT IN ('publish', 'reinstate'))"
        f" OR (NEW.op IN ('confirm_withdrawal', 'reinstate') AND (coalesce({LAST_OP}, '') <> 'withdraw' OR {CONFIRMED}))",
        "L8: only a public record is withdrawn, only an unconfirmed withdrawal is confirmed or reversed",
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
        f"NEW.op <> 'publish' AND {DECISIONS} <> {ACTS} + 1",
        "L9: an act on the public record needs a decision of its kind",
    ),
    Law(
        "l9_two_people",
        CHANGE,
        "INSERT",
        "NEW.op IN ('confirm_withdrawal', 'reinstate') AND "
        + LAST_ACTOR.format(kind="NEW.op")
        + " = "
        + LAST_ACTOR.format(kind="'withdraw'"),
        "L9: who confirms or reverses a withdrawal is not who withdrew",
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
    Law("l9_head_delete", HEAD, "DELETE", "1 = 1", "L9: the head cannot be deleted"),
]


def collision(table: str, keys: tuple[tuple[str, ...], ...]) -> str:
    """SQL that holds when the new row would collide with an existing one on any unique key."""
    tests = [" AND ".join(f"o.{column} = NEW.{column}" for column in key) for key in keys]
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table} o WHERE {test})" for test in tests)


def append_only_laws() -> list[Law]:
    """L4 for each append-only table: no UPDATE, no DELETE, no colliding INSERT (SQLite), no TRUNCATE (PostgreSQL)."""
    laws = []
    for table in APPEND_ONLY:
        short = table.split("_")[1]
        for event in ("UPDATE", "DELETE"):
            laws.append(Law(f"l4_{short}_{event.lower()}", table, event, "1 = 1", f"L4: {short} rows are append-only"))
        laws.append(Law(f"l4_{short}_truncate", table, "TRUNCATE", "", f"L4: {short} is append-only", "postgresql"))
    laws.append(Law("l4_head_truncate", HEAD, "TRUNCATE", "", "L4: the head cannot be truncated", "postgresql"))
    for table, keys in UNIQUE_KEYS.items():
        short = table.split("_")[1]
        message = f"L4: a {short} row with this key exists"
        laws.append(Law(f"l4_{short}_collision", table, "INSERT", collision(table, keys), message, "sqlite"))
    return laws


LAWS = [*APPROVAL_LAWS, *ACT_LAWS, *append_only_laws()]


def of_engine(vendor: str) -> list[Law]:
    """The laws that apply to one engine (`sqlite`, `postgresql`)."""
    return [law for law in LAWS if law.engine in ("", vendor)]


def sqlite_trigger(law: Law) -> str:
    return (
        f"CREATE TRIGGER law_{law.name} BEFORE {law.event} ON {law.table} WHEN {law.condition}"
        f" BEGIN SELECT RAISE(ABORT, '{law.message}'); END"
    )


def postgresql_function(law: Law) -> str:
    """Body of the trigger function; compared with the installed one by `missing`."""
    refuse = f"RAISE EXCEPTION '{law.message}' USING ERRCODE = '23514';"
    if law.event == "TRUNCATE":
        return f"BEGIN {refuse} END;"
    row = "OLD" if law.event == "DELETE" else "NEW"
    return f"BEGIN {law.lock} IF {law.condition} THEN {refuse} END IF; RETURN {row}; END;"


def postgresql_statements(law: Law) -> list[str]:
    level = "STATEMENT" if law.event == "TRUNCATE" else "ROW"
    return [
        f"CREATE OR REPLACE FUNCTION law_{law.name}() RETURNS trigger LANGUAGE plpgsql AS $law${postgresql_function(law)}$law$",
        f"DROP TRIGGER IF EXISTS law_{law.name} ON {law.table}",
        f"CREATE TRIGGER law_{law.name} BEFORE {law.event} ON {law.table}"
        f" FOR EACH {level} EXECUTE FUNCTION law_{law.name}()",
    ]


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Trigger name -> its definition as the database holds it now; disabled ones are left out."""
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'law\\_%' ESCAPE '\\'"
        if connection.vendor == "sqlite"
        else "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace s ON s.oid = c.relnamespace"
        " WHERE t.tgname LIKE 'law\\_%' AND t.tgenabled IN ('O', 'A') AND s.nspname = current_schema()"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of laws that are absent, disabled or altered in this database."""
    there = installed(connection)
    expected = sqlite_trigger if connection.vendor == "sqlite" else postgresql_function
    return [law.name for law in of_engine(connection.vendor) if there.get(f"law_{law.name}") != expected(law)]


def lift(connection: BaseDatabaseWrapper, *names: str) -> None:
    """Remove the named laws, or all of them (migrations on SQLite, and tests)."""
    with connection.cursor() as cursor:
        for law in of_engine(connection.vendor):
            if not names or law.name in names:
                on_table = f" ON {law.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS law_{law.name}{on_table}")


def install(connection: BaseDatabaseWrapper) -> None:
    """Install every law of this engine; running it again changes nothing."""
    with connection.cursor() as cursor:
        for law in of_engine(connection.vendor):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS law_{law.name}")
                cursor.execute(sqlite_trigger(law))
            else:
                for statement in postgresql_statements(law):
                    cursor.execute(statement)
