"""Where finished dumps lie: one folder for each act at which one was made, never half of one, none that must not be served.

A dump holds the texts of its day, so that it is taken away as soon as one of them was withdrawn or removed.
"""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from relations.cards import transport_json
from relations.dumps import describing, files
from relations.dumps.snapshot import Moved, Snapshot
from relations.models import Change, Head
from relations.vocabularies import Op

UNFINISHED = ".new-"
ATTEMPTS = 5
GONE = (Op.WITHDRAW, Op.MERGE, Op.VANISH)  # acts after which an older dump says what is no longer public


class Dump(NamedTuple):
    """One finished dump."""

    seq: int
    folder: Path
    manifest: dict[str, Any]

    def file(self, name: str) -> dict[str, Any] | None:
        """What the manifest says of a file; None when the dump has none of that name."""
        return next((each for each in self.manifest["files"] if each["name"] == name), None)


def make(shelf: Path | None = None, keep: int = 3) -> tuple[Dump, bool]:
    """The dump of the record as it stands, and whether it had to be made. Older ones beyond `keep` are taken away."""
    shelf = shelf or settings.DUMPS_DIR
    shelf.mkdir(parents=True, exist_ok=True)
    with alone(shelf):
        return made(shelf, keep)


@contextmanager
def alone(shelf: Path) -> Iterator[None]:
    """Wait until no other process makes a dump on this shelf; a killed one lets go by itself."""
    with (shelf / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made(shelf: Path, keep: int) -> tuple[Dump, bool]:
    for _ in range(ATTEMPTS):
        snapshot = Snapshot()
        there = read(shelf / str(snapshot.seq))
        if there and there.manifest["epoch"] == snapshot.epoch and is_whole(there):
            clear(shelf, keep)
            return there, False
        try:
            return put(snapshot, shelf, keep), True
        except Moved:
            continue
    raise Moved(f"The record was published to {ATTEMPTS} times while it was read; try again when it is quieter.")


def put(snapshot: Snapshot, shelf: Path, keep: int) -> Dump:
    """Write beside the others, check, and only then give the folder its name."""
    folder = shelf / f"{UNFINISHED}{secrets.token_hex(8)}"
    folder.mkdir()
    try:
        rows = files.write(snapshot, folder)
        write_json(folder / describing.PACKAGE, describing.package(snapshot, folder))
        write_json(folder / describing.MANIFEST, describing.manifest(snapshot, folder, rows))
        for path in [*folder.iterdir(), folder]:
            settle(path)
        place = shelf / str(snapshot.seq)
        if place.exists():
            shutil.rmtree(place)
        folder.rename(place)
        settle(shelf)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    clear(shelf, keep)
    found = read(place)
    assert found is not None, f"{place} was just written"
    return found


def write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def settle(path: Path) -> None:
    """Wait until the disk has it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(folder: Path) -> Dump | None:
    """The dump in a folder; None where there is no finished one."""
    try:
        manifest = json.loads((folder / describing.MANIFEST).read_text(encoding="utf-8"))
        return Dump(int(folder.name), folder, manifest)
    except (OSError, ValueError):
        return None


def is_whole(dump: Dump) -> bool:
    """Whether every file is there with the bytes that the manifest names."""
    paths = [(dump.folder / each["name"], each["sha256"]) for each in dump.manifest["files"]]
    return all(path.is_file() and describing.hash_of(path) == sha256 for path, sha256 in paths)


def finished(shelf: Path | None = None) -> Iterator[Dump]:
    """Finished dumps, the newest first."""
    shelf = shelf or settings.DUMPS_DIR
    folders = [path for path in shelf.iterdir() if path.name.isdecimal()] if shelf.is_dir() else []
    found = (read(folder) for folder in sorted(folders, key=lambda path: int(path.name), reverse=True))
    return (dump for dump in found if dump is not None)


def servable(shelf: Path | None = None) -> list[Dump]:
    """Finished dumps of this record in which nothing stands that is no longer public, the newest first."""
    epoch = Head.objects.values_list("epoch", flat=True).first()  # None before the first act
    last = Change.objects.filter(op__in=GONE).order_by("-seq").values_list("seq", flat=True).first() or 0
    return [dump for dump in finished(shelf) if dump.seq >= last and dump.manifest["epoch"] == epoch]


def withhold() -> None:
    """Delete the dumps in which something stands that is no longer public. One being made at this moment gives up."""
    take_away(settings.DUMPS_DIR, None)


def clear(shelf: Path, keep: int) -> None:
    """`withhold`, and away with what is older than the newest `keep` and with what a killed process left."""
    take_away(shelf, keep)
    for path in shelf.glob(f"{UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)


def take_away(shelf: Path, keep: int | None) -> None:
    kept = {dump.folder for dump in servable(shelf)[:keep]}
    for path in shelf.iterdir() if shelf.is_dir() else ():
        if path.name.isdecimal() and path not in kept:
            shutil.rmtree(path, ignore_errors=True)


def listed(dump: Dump, address: str) -> str:
    """One dump as the API lists it; `address` is that of its folder."""
    found = [each | {"url": f"{address}{each['name']}"} for each in dump.manifest["files"]]
    at = {"at": dump.manifest["at"]} if "at" in dump.manifest else {}
    return transport_json({"seq": dump.seq} | at | {"manifest": f"{address}{describing.MANIFEST}", "files": found})
