"""Laws -> triggers of either engine: install, lift, and say which are missing or altered. Knows no single law."""

from django.db.backends.base.base import BaseDatabaseWrapper

from editorial.laws.articles import LAWS, Law


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


def postgresql_trigger(law: Law) -> str:
    """Table, pg_trigger.tgtype and function body: what `installed` reads back."""
    events = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
    row, before = (0 if law.event == "TRUNCATE" else 1), 2
    return f"{law.table} {row + before + events[law.event]} {postgresql_function(law)}"


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
        else "SELECT t.tgname, c.relname || ' ' || t.tgtype || ' ' || p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace s ON s.oid = c.relnamespace"
        " WHERE t.tgname LIKE 'law\\_%' AND t.tgenabled IN ('O', 'A') AND s.nspname = current_schema()"
        " AND t.tgqual IS NULL AND t.tgattr::text = ''"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of laws that are absent, disabled or altered in this database."""
    there = installed(connection)
    expected = sqlite_trigger if connection.vendor == "sqlite" else postgresql_trigger
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
