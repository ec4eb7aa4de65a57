"""The database of a test run: made by the migrations once, kept, and copied for every further run and worker.

Kept under a hash of all that makes it (migrations, laws): whoever edits one of these makes a new one. `migrate` runs in
every copy too. No test lives here.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from contextlib import contextmanager, suppress
from pathlib import Path

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.test.utils import setup_databases

from editorial.laws import LAWS
from tests.project_files import ROOT

# `tests.mutants` names one folder for all its copies of the project.
KEPT = Path(os.environ.get("TEST_DATABASES") or ROOT / ".pytest_cache" / "databases")
MAKERS = (
    "relations/migrations/*.py",
    "editorial/migrations/*.py",
    "editorial/laws/*.py",
    "editorial/installation.py",
    "editorial/apps.py",
    "relations/settings.py",
    "tests/databases.py",
)


def key() -> str:
    """Another value wherever the migrations would make another database."""
    found = hashlib.sha256(repr((django.VERSION, settings.INSTALLED_APPS, LAWS)).encode())
    for pattern in MAKERS:
        for path in sorted(ROOT.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


@contextmanager
def alone():
    """Several workers start at once: the first makes the database, the others wait and copy it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class File:
    """SQLite's kept database: a file."""

    def __init__(self) -> None:
        self.path = KEPT / f"{key()}.sqlite3"
        self.name = connection.settings_dict["TEST"]["NAME"]

    def is_there(self) -> bool:
        return self.path.exists()

    def keep(self) -> None:
        for old in sorted(KEPT.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-5]:
            old.unlink(missing_ok=True)
        part = self.path.with_suffix(".part")
        with sqlite3.connect(self.name) as made, sqlite3.connect(part) as kept:
            made.backup(kept)
        made.close()
        kept.close()
        part.replace(self.path)

    def copy(self) -> None:
        shutil.copyfile(self.path, self.name)


class Template:
    """PostgreSQL's kept database: a database that nobody connects to."""

    def __init__(self) -> None:
        self.prefix = f"test_kept_{connection.settings_dict['USER']}_"
        self.path = self.prefix + key()
        self.name = connection.creation._get_test_db_name()

    def execute(self, statement: str, *names: str) -> None:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(statement.format(*map(connection.ops.quote_name, names)))

    def others(self) -> list[str]:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.prefix])
            return [name for (name,) in cursor.fetchall()]

    def is_there(self) -> bool:
        return self.path in self.others()

    def keep(self) -> None:
        connection.close()
        for old in self.others():
            with suppress(DatabaseError):  # another project's run is copying it
                self.execute("DROP DATABASE {}", old)
        with suppress(DatabaseError):  # another project's run has just made it
            self.execute("CREATE DATABASE {} TEMPLATE {}", self.path, self.name)

    def copy(self) -> None:
        self.execute("DROP DATABASE IF EXISTS {}", self.name)
        self.execute("CREATE DATABASE {} TEMPLATE {}", self.name, self.path)


def set_up():
    """What `teardown_databases` takes; the connection leads to a database of this worker's own."""
    kept = File() if connection.vendor == "sqlite" else Template()
    with alone():
        there = kept.is_there()
        try:
            if there:
                kept.copy()
        except DatabaseError:  # dropped by a run of another project on the same server
            there = False
        made = setup_databases(verbosity=0, interactive=False, keepdb=there)
        if not there:
            kept.keep()
    return made
