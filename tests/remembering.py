"""Worlds of rows that many tests begin with are built once: `remembered` keeps the statements and sends them again.

A statement may only be sent again where it means the same: the database was empty but for what other remembered
statements wrote, the counters of ids stand where they stood, and the clock is the real one. In every other case, the
first time and whenever a statement is refused, the world is built by the services. The laws stand either way.
"""

import hashlib
import itertools
import pickle
from collections import OrderedDict
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, NamedTuple

from django.apps import apps
from django.core.cache import caches
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

KEPT = 60  # worlds; the longest has some 700 statements
READS = ("SELECT", "SAVEPOINT", "RELEASE", "EXPLAIN", "PRAGMA")
# Logging in writes a random key and the time; no world holds either, so it may come before one.
LOGIN = ('"django_session"', 'SET "last_login"')
REAL_NOW = timezone.now
serial = itertools.count()


class World(NamedTuple):
    statements: list[tuple[str, Any, bool]]
    result: bytes
    number: int
    after: str


class Test:
    """What one test wrote so far, as a hash: two tests with the same one have the same rows. None: it cannot be said."""

    def __init__(self) -> None:
        self.written: str | None = ""
        self.begun = False
        self.number = 0
        self.recording: list[tuple[str, Any, bool]] | None = None
        self.own = False


now = Test()
worlds: OrderedDict[str, World] = OrderedDict()


def begin() -> None:
    """Call before each test. Pages are kept under the number of the last change, which repeats from test to test."""
    global now
    now = Test()
    for each in caches.all():
        each.clear()
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def number() -> int:
    """1, 2, 3 … within one test."""
    now.number += 1
    return now.number


def hashed(*values: Any) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()


def watch(execute: Callable, sql: Any, params: Any, many: bool, context: dict) -> Any:
    """Django's wrapper around every statement of the main thread."""
    params = list(params) if many else params  # a generator is read once
    if not now.own and not (isinstance(sql, str) and sql.lstrip().upper().startswith(READS)):
        note(str(sql), params, many)
    return execute(sql, params, many, context)


def note(sql: str, params: Any, many: bool) -> None:
    if any(words in sql for words in LOGIN):
        return
    if now.recording is not None:
        now.recording.append((sql, params, many))
    elif now.written is not None:
        of_rows = not sql.lstrip().upper().startswith(("DROP TRIGGER", "CREATE TRIGGER"))
        now.written = None if of_rows and not now.begun else hashed(now.written, sql, params)


@cache
def tables() -> list[str]:
    return sorted(
        model._meta.db_table
        for label in ("relations", "editorial")
        if apps.is_installed(label)
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    )


def from_the_start() -> bool:
    """Whether the database is empty; then the ids begin at 1 again and the roles are part of what is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in tables()))
        if cursor.fetchone()[0]:
            return False
        if connection.vendor == "sqlite":
            cursor.execute(
                "DELETE FROM sqlite_sequence WHERE name LIKE 'relations\\_%' ESCAPE '\\' OR name LIKE 'editorial\\_%' ESCAPE '\\'"
            )
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(c.table_name, c.column_name), 1, false) FROM information_schema.columns c"
                " WHERE c.table_schema = current_schema() AND c.is_identity = 'YES' AND c.table_name = ANY(%s)",
                [tables()],
            )
        if apps.is_installed("editorial"):
            cursor.execute("SELECT id, name FROM auth_group ORDER BY id")
            now.written = hashed(now.written, connection.vendor, cursor.fetchall())
    return True


def usable() -> bool:
    """Whether statements may be kept or sent again here; the first time in a test, the ids are set back."""
    if (
        now.recording is not None
        or now.written is None
        or not connection.in_atomic_block
        or timezone.now is not REAL_NOW
    ):
        return False
    if not now.begun:
        now.own = True
        try:
            now.begun = from_the_start()
        finally:
            now.own = False
        if not now.begun:
            now.written = None
    return now.begun


def plain(value: Any) -> Any:
    """An argument, such that equal ones have the same `repr`."""
    if isinstance(value, models.Model):
        return value._meta.label, value.pk
    if isinstance(value, dict):
        return [(name, plain(part)) for name, part in value.items()]
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


def remembered(build: Callable) -> Callable:
    """Decorator of a function that only writes rows, from plain arguments, and changes none of its arguments."""

    @wraps(build)
    def built(*args: Any, **kwargs: Any) -> Any:
        if not usable():
            return build(*args, **kwargs)
        key = hashed(now.written, build.__qualname__, plain(args), plain(kwargs), now.number)
        world = worlds.get(key)
        if world and sent_again(world):
            worlds.move_to_end(key)
            return pickle.loads(world.result)
        return recorded(key, lambda: build(*args, **kwargs))

    return built


def sent_again(world: World) -> bool:
    now.own = True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params, many in world.statements:
                (cursor.executemany if many else cursor.execute)(sql, params)
    except DatabaseError:
        return False
    finally:
        now.own = False
    now.written, now.number = world.after, world.number
    return True


def recorded(key: str, build: Callable) -> Any:
    """What `build` returns; its statements are kept unless it undid some of them or failed."""
    now.recording = []
    complete = False
    try:
        result = build()
        complete = True
    finally:
        statements, now.recording = now.recording, None
        now.written = hashed(now.written, key, next(serial)) if complete else None
    if any(sql.lstrip().upper().startswith("ROLLBACK") for sql, *_ in statements):
        return result
    worlds[key] = World(statements, pickle.dumps(result), now.number, now.written)
    if len(worlds) > KEPT:
        worlds.popitem(last=False)
    return result
