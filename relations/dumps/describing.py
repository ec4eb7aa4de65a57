"""What a dump says of itself: `manifest.json` with the hash of each file, `datapackage.json` with every column in words."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings

from relations.dumps.snapshot import Snapshot
from relations.dumps.tables import TABLES, Column, Table

MANIFEST, PACKAGE = "manifest.json", "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
BLOCK = 1 << 20
MEDIA_TYPES = {
    ".jsonl": "application/x-ndjson",
    ".csv": "text/csv; charset=utf-8",
    ".sqlite": "application/vnd.sqlite3",
    ".json": "application/json",
}
LINES = {
    "records.jsonl": "Every public record by id: the object of the item API with its document.",
    "versions.jsonl": "Every edition that can still be read, by id and number, with its document.",
    "changes.jsonl": "Every act on the public record in order, as /api/v1/changes/ gives them.",
    "chronicle.sqlite": "The tables below, and every edition's document as canonical text in `documents`.",
}
SAFE_CELLS = (
    "Cells that a spreadsheet would run as a formula, and cells that begin with an apostrophe, have one apostrophe put "
    "before them; take away one leading apostrophe of any cell to have what was written."
)


def manifest(snapshot: Snapshot, folder: Path, rows: dict[str, int]) -> dict[str, Any]:
    """The files of a dump with their hashes. The manifest itself is not among them. `at`: when the last act was."""
    files = [described_file(path, rows, snapshot.seq) for path in sorted(folder.iterdir()) if path.name != MANIFEST]
    stands = {"seq": snapshot.seq, "epoch": snapshot.epoch} | ({"at": snapshot.at} if snapshot.at else {})
    return stands | {"schema": 1, "cells": SAFE_CELLS, "files": files}


def described_file(path: Path, rows: dict[str, int], seq: int) -> dict[str, Any]:
    """One file: its hash and size, where its columns are described, and the acts that it is the outcome of."""
    found = {
        "name": path.name,
        "media_type": MEDIA_TYPES[path.suffix],
        "bytes": path.stat().st_size,
        "sha256": hash_of(path),
        "schema": schema_of(path.name),
        "first_seq": min(seq, 1),
        "last_seq": seq,
    }
    return found | ({"rows": rows[path.name]} if path.name in rows else {})


def schema_of(name: str) -> str:
    """Where a file is described: a JSON pointer into the Data Package, or the profile that this one follows."""
    names = [*(f"{table.name}.csv" for table in TABLES), *LINES]
    return f"{PACKAGE}#/resources/{names.index(name)}" if name in names else PROFILE


def hash_of(path: Path) -> str:
    """sha256 of a file in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while block := opened.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def package(snapshot: Snapshot, folder: Path) -> dict[str, Any]:
    """Data Package (version 2): each table with its columns, their meaning and their closed values."""
    licence = {"name": settings.CONTENT_LICENCE, "path": settings.CONTENT_LICENCE_URL}
    resources = [table_resource(table, folder) for table in TABLES]
    resources += [lines_resource(name, words, folder) for name, words in LINES.items()]
    return {
        "$schema": PROFILE,
        "name": "chronicle",
        "title": settings.SITE_NAME,
        "description": f"The whole public record of {settings.SITE_NAME} at act {snapshot.seq}. {SAFE_CELLS}",
        "version": str(snapshot.seq),
        **({"licenses": [licence]} if settings.CONTENT_LICENCE else {}),
        "resources": resources,
    }


def lines_resource(name: str, words: str, folder: Path) -> dict[str, Any]:
    path = folder / name
    facts = {"mediatype": MEDIA_TYPES[path.suffix], "bytes": path.stat().st_size, "hash": f"sha256:{hash_of(path)}"}
    return {"name": name.replace(".", "-"), "path": name, "description": words, "format": path.suffix[1:]} | facts


def table_resource(table: Table, folder: Path) -> dict[str, Any]:
    fields = [field(column) for column in table.columns]
    schema = {"fields": fields} | ({"primaryKey": list(table.key)} if table.key else {})
    found = lines_resource(f"{table.name}.csv", table.meaning, folder)
    return found | {"type": "table", "name": table.name, "encoding": "utf-8", "schema": schema}


def field(column: Column) -> dict[str, Any]:
    """One column; the words of a closed vocabulary with what each means, from the codebook's own vocabularies."""
    found: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.meaning}
    if column.words is None:
        return found
    words = [(word.value, str(word.label)) for word in column.words]
    return found | {
        "constraints": {"enum": [value for value, _ in words]},
        "categories": [{"value": value, "label": label} for value, label in words],
    }
