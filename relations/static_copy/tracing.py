"""What an answer was made of: the rows that it read. Where they are the same, so is the answer, and nobody need ask again.

Every public answer is a function of its address, the record, the build and, for some, the day. So no rule has to know
which page names which record: the queries of a page are kept, and asked again before it is made again.
"""

import datetime
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from relations.models import Head

# One moment of the database, however long the copy takes. The desk goes on meanwhile.
BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
READS = ("SELECT", "WITH")
BESIDE = ("SAVEPOINT", "RELEASE", "ROLLBACK TO")
HEAD = f'FROM "{Head._meta.db_table}"'
DAY, MOMENT = "day", "moment"


class Untold(Exception):
    """A query that cannot be asked again."""


class Trace:
    """The queries of one answer, each once. `whole`: nothing was asked that could not be asked again."""

    def __init__(self) -> None:
        self.queries: dict[str, tuple[str, Any]] = {}
        self.whole = True

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Django's wrapper of every query."""
        self.note(sql, params, many)
        return execute(sql, params, many, context)

    def note(self, sql: str, params: Any, many: bool) -> None:
        text = sql.lstrip("( \n").upper()
        if text.startswith(BESIDE) or HEAD in sql:
            return  # where the record stands always differs; who asked it is known otherwise
        try:
            if many or not text.startswith(READS):
                raise Untold
            kept = None if params is None else stored(list(params))
            self.queries.setdefault(repr((sql, kept)), (sql, kept))
        except Untold:
            self.whole = False


def stored(value: Any) -> Any:
    """A parameter as JSON can hold it; `Untold` for what it cannot hold."""
    if isinstance(value, (list, tuple)):
        return [stored(each) for each in value]
    if isinstance(value, datetime.datetime):
        return {MOMENT: value.isoformat()}
    if isinstance(value, datetime.date):
        return {DAY: value.isoformat()}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise Untold


def restored(value: Any) -> Any:
    """The parameter again."""
    if isinstance(value, list):
        return [restored(each) for each in value]
    if isinstance(value, dict):
        read = datetime.datetime.fromisoformat if MOMENT in value else datetime.date.fromisoformat
        return read(*value.values())
    return value


class Rows:
    """The rows that queries have now, as hashes; each is asked once."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def hash_of(self, sql: str, params: Any) -> str:
        key = repr((sql, params))
        if key not in self.known:
            with connection.cursor() as cursor:
                self.known[key] = hash_of_rows(cursor, sql, restored(params))
        return self.known[key]


def hash_of_rows(cursor: CursorWrapper, sql: str, params: list[Any] | None) -> str:
    cursor.execute(sql, params)
    return hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()[:32]


@contextmanager
def one_moment() -> Iterator[None]:
    """Read the record as it stands now until the block is left, without holding up who writes."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
