"""The files of one dump: lines of JSON, tables as CSV, and one SQLite file with the same tables. Each counts its rows.

Equal records give equal bytes: nothing here knows the hour, the machine or the order of anything but the snapshot's.
"""

import csv
import json
import sqlite3
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from relations.cells import shielded
from relations.documents import canonical
from relations.dumps.snapshot import Snapshot, line
from relations.dumps.tables import CHANGES, OF_RECORDS, TABLES, Column, Table, cells

AFFINITIES = {"integer": "INTEGER", "boolean": "INTEGER"}
# What SQLite holds beside the tables: whole documents as canonical text, to be asked with its JSON functions.
DOCUMENTS = (
    "CREATE TABLE documents (id TEXT NOT NULL, version INTEGER NOT NULL, current INTEGER NOT NULL, "
    "content_hash TEXT NOT NULL, published_at TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (id, version))"
)


def write(snapshot: Snapshot, folder: Path) -> dict[str, int]:
    """Write every file of a dump into an empty folder; file name -> rows. Raises `Moved` when the record moved on."""
    with ExitStack() as opened:
        lines = {
            name: opened.enter_context(text_file(folder / f"{name}.jsonl"))
            for name in ("records", "versions", "changes")
        }
        tables = Tables(folder, opened)
        database = opened.enter_context(Database(folder / "chronicle.sqlite"))
        counts: Counter[str] = Counter()
        current = {}
        for item in snapshot.records():
            lines["records"].write(line(item))
            counts["records.jsonl"] += 1
            current[item["id"]] = item["version"]
            for table in OF_RECORDS:
                for row in map(lambda found, table=table: cells(table, found), table.rows(item)):
                    tables.write(table, row)
                    database.insert(table.name, row)
        for version in snapshot.versions():
            lines["versions"].write(line(version))
            counts["versions.jsonl"] += 1
            database.insert("documents", document_row(version, current))
        for act in snapshot.changes():
            lines["changes"].write(line(act))
            counts["changes.jsonl"] += 1
            row = cells(CHANGES, act)
            tables.write(CHANGES, row)
            database.insert(CHANGES.name, row)
        snapshot.require_still()
    return dict(counts) | tables.counts | {"chronicle.sqlite": database.rows}


def text_file(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def document_row(version: dict[str, Any], current: dict[str, int]) -> list[Any]:
    is_current = current.get(version["id"]) == version["version"]
    stored = (version["content_hash"], version["published_at"], canonical(version["document"]))
    return [version["id"], version["version"], int(is_current), *stored]


class Tables:
    """The CSV files (RFC 4180, UTF-8): no cell is a formula, and every cell can be taken back (`cells.bared`)."""

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        self.counts = {f"{table.name}.csv": 0 for table in TABLES}
        self.writers = {}
        for table in TABLES:
            writer = csv.writer(opened.enter_context(text_file(folder / f"{table.name}.csv")), lineterminator="\r\n")
            writer.writerow([column.name for column in table.columns])
            self.writers[table.name] = writer

    def write(self, table: Table, row: list[Any]) -> None:
        self.counts[f"{table.name}.csv"] += 1
        self.writers[table.name].writerow(map(cell, row))


def cell(value: Any) -> str:
    """One value as it stands in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return json.dumps(value)
    return shielded(str(value))


class Database:
    """One SQLite file with the same tables; it is complete when the block is left."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.rows = 0

    def __enter__(self) -> "Database":
        self.connection.execute("PRAGMA journal_mode=OFF")
        self.connection.execute("BEGIN")
        for table in TABLES:
            self.connection.execute(create(table))
        self.connection.execute(DOCUMENTS)
        return self

    def insert(self, name: str, row: list[Any]) -> None:
        marks = ",".join("?" * len(row))
        self.connection.execute(f'INSERT INTO "{name}" VALUES ({marks})', row)
        self.rows += 1

    def __exit__(self, kind: Any, *_: Any) -> None:
        self.connection.execute("ROLLBACK" if kind else "COMMIT")
        self.connection.close()


def create(table: Table) -> str:
    """The table in SQL."""
    columns = [column_sql(column) for column in table.columns]
    key = [f"PRIMARY KEY ({', '.join(table.key)})"] if table.key else []
    return f'CREATE TABLE "{table.name}" ({", ".join([*columns, *key])})'


def column_sql(column: Column) -> str:
    return f'"{column.name}" {AFFINITIES.get(column.type, "TEXT")}'
