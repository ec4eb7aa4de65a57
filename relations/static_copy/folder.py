"""The folder of a copy: who may write there, each file whole or not at all, and what was written by whom.

Nothing that this did not write is ever changed or removed. What a page says is not known here.
"""

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

OWN = ".chronicle-copy"
STATE, JOURNAL, LOCK, UNFINISHED = "state.json", "journal", "lock", "unfinished"
FULL = "There is no room left for {file}: make some and run the command again, it goes on where it stopped."


class Refused(Exception):
    """The folder cannot be used; the text is for the person at the command line."""


class Folder:
    """One copy on a disk. Use it inside `claimed`."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.own = place / OWN
        self.journal: TextIO | None = None
        self.begun: set[str] = set()

    def path(self, file: str) -> Path:
        return self.place / file

    def state(self) -> dict[str, Any]:
        """What the last finished run left; empty where there was none."""
        try:
            return json.loads((self.own / STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    def has(self, file: str, size: int) -> bool:
        """Whether a file lies there as the last finished run left it."""
        if file in self.begun:
            return False
        try:
            return self.path(file).stat().st_size == size
        except OSError:
            return False

    def write(self, file: str, content: bytes, known: Iterable[str]) -> None:
        """Put one file in place. `known`: files of earlier runs, which may be overwritten."""
        target = self.path(file)
        self.require_ours(file, known)
        self.note(file)
        with explained(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            put(self.own / UNFINISHED, content, target)

    def link(self, file: str, source: Path, known: Iterable[str]) -> None:
        """Put a large file in place that lies in the same folder already: the same bytes under another name."""
        target = self.path(file)
        if target == source:
            return
        self.require_ours(file, known)
        self.note(file)
        unfinished = self.own / UNFINISHED
        with explained(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            try:
                os.link(source, unfinished)
            except OSError:  # a disk without links
                shutil.copyfile(source, unfinished)
            unfinished.replace(target)
            unfinished.unlink(
                missing_ok=True
            )  # two names of one file are not renamed: the next would be written into it

    def require_ours(self, file: str, known: Iterable[str]) -> None:
        """Raise `Refused` where somebody else's file lies."""
        target = self.path(file)
        if file not in self.begun and file not in known and target.exists():
            raise Refused(f"{target} was not written by this command; move it away or choose an empty folder.")

    def note(self, file: str) -> None:
        """Remember that a file is ours before it is there, should this run be killed."""
        if file in self.begun:
            return
        self.begun.add(file)
        if self.journal is None:
            self.journal = (self.own / JOURNAL).open("a", encoding="utf-8")
        self.journal.write(f"{file}\n")
        self.journal.flush()

    def remove(self, files: Iterable[str]) -> int:
        """Take files of ours away, and folders that are empty then; how many there were."""
        number = 0
        for file in sorted(files, reverse=True):
            path = self.path(file)
            number += path.is_file()
            path.unlink(missing_ok=True)
            prune(path.parent, self.place)
        return number

    def finish(self, state: dict[str, Any]) -> None:
        """Keep what this run did; only now is it over."""
        os.sync()
        text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
        with explained(self.own / STATE):
            put(self.own / UNFINISHED, text.encode(), self.own / STATE)
        self.close()
        (self.own / JOURNAL).unlink(missing_ok=True)
        self.begun.clear()

    def close(self) -> None:
        if self.journal is not None:
            self.journal.close()
            self.journal = None


@contextmanager
def explained(target: Path) -> Iterator[None]:
    """What the disk refuses, as a sentence."""
    try:
        yield
    except OSError as fault:
        told = FULL.format(file=target) if fault.errno == errno.ENOSPC else f"{target}: {fault.strerror}."
        raise Refused(told) from fault


def put(unfinished: Path, content: bytes, target: Path) -> None:
    """Write beside and rename, so that no reader meets half a file."""
    try:
        unfinished.write_bytes(content)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def prune(folder: Path, top: Path) -> None:
    """Remove a folder and those above it as long as they are empty."""
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextmanager
def claimed(place: Path) -> Iterator[Folder]:
    """The folder, for this process alone. Raises `Refused` where it is somebody else's or in use."""
    folder = Folder(place)
    try:
        if place.exists() and not place.is_dir():
            raise Refused(f"{place} is a file; name a folder, for example /srv/copy.")
        if place.is_dir() and not folder.own.is_dir() and any(place.iterdir()):
            raise Refused(f"{place} holds other files, and they are not touched; name an empty folder or a new one.")
        folder.own.mkdir(parents=True, exist_ok=True)
        lock = (folder.own / LOCK).open("w")
    except OSError as fault:
        raise Refused(f"{place} cannot be written: {fault.strerror}.") from fault
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise Refused(
                f"Another export_site is writing to {place}; run it again when that one has ended."
            ) from fault
        folder.begun = begun_before(folder.own / JOURNAL)
        try:
            yield folder
        finally:
            folder.close()


def begun_before(journal: Path) -> set[str]:
    """The files that a killed run had begun."""
    try:
        return set(journal.read_text(encoding="utf-8").splitlines())
    except OSError:
        return set()
