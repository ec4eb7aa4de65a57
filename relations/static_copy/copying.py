"""A copy made or brought up to date: follow the links from the beginnings, make what is not as it was, take away the rest."""

import datetime
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from relations.dumps import describing, shelf
from relations.static_copy import addresses, beside, rewriting, seeds, serving, static_files
from relations.static_copy.addresses import Address
from relations.static_copy.asking import Answer, Site, as_the_copy
from relations.static_copy.folder import Folder, claimed, hash_of
from relations.static_copy.remembered import Memory, Page, asked_of, state_of
from relations.static_copy.rewriting import Leading
from relations.static_copy.tracing import Rows, one_moment

ANSWERED = (
    200,
    410,
)  # a withdrawn record keeps a page that says so; so does every refusal of the API, which explains itself
LEADING_ON = (301, 302, 307, 308)
DUMPS = addresses.DUMPS.strip("/")


class Wanted(NamedTuple):
    """What somebody asked for: the origin of the copy, the live site ("": none), who is told how many are done and left."""

    origin: str
    server: str
    tell: Callable[[int, int], None]


class Report(NamedTuple):
    """What a run did. `made`: pages asked anew, `written`: files that are other ones now. `missing`: links to nothing."""

    seq: int
    files: int
    size: int
    made: int
    written: int
    removed: int
    missing: tuple[str, ...]


def make(place: Path, wanted: Wanted) -> Report:
    """The copy of the record as it stands. Raises `Refused` or `Failed`; what was written then, the next run completes."""
    with claimed(place) as folder, as_the_copy(wanted.origin, folder.path(DUMPS)), one_moment():
        run = Run(folder, wanted)
        return run.report(0) if run.is_done() else run.whole()


def today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


class Run:
    """One run over one folder."""

    def __init__(self, folder: Folder, wanted: Wanted) -> None:
        self.folder, self.wanted = folder, wanted
        self.site, self.rows = Site(wanted.origin), Rows()
        self.day = today()
        self.key = beside.key_of(wanted.origin, wanted.server)
        self.memory = Memory(folder.state(), self.key)
        self.known = {*self.memory.files, *folder.begun}
        self.files = dict(self.memory.files)  # file -> its size and hash
        self.kept: set[str] = set()
        self.pages: dict[str, Page] = {}
        self.made = self.written = 0

    def is_done(self) -> bool:
        """Whether the last finished run left just this, and all of it is there."""
        stands = self.memory.stood == (self.site.head.seq, self.site.head.epoch)
        today = self.memory.day in ("", self.day)
        return stands and today and not self.folder.begun and all(map(self.is_there, self.files))

    def whole(self) -> Report:
        self.dump()
        self.follow()
        for file, content in beside.pages(self.site, self.wanted.origin, self.wanted.server):
            self.put(file, content)
        for file, content in serving.files(self.pages, self.site, self.wanted.server):
            self.put(file, content)
        removed = self.folder.remove(self.known - self.kept)
        self.folder.finish(self.state())
        return self.report(removed)

    def state(self) -> dict:
        head = self.site.head
        stands = {"seq": head.seq, "epoch": head.epoch, "key": self.key, "build": settings.BUILD}
        stands |= {"origin": self.wanted.origin, "day": max(page.day for page in self.pages.values())}
        files = {file: self.files[file] for file in sorted(self.kept)}
        return stands | {"files": files} | state_of(self.pages, self.rows)

    def report(self, removed: int) -> Report:
        size = sum(self.files[file][0] for file in self.kept or self.files)
        missing = tuple(sorted(address for address, page in self.pages.items() if not page.file))
        number = len(self.kept or self.files)
        return Report(self.site.head.seq, number, size, self.made, self.written, removed, missing)

    # --- Pages ------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Every address that can be reached, each once."""
        todo = deque(dict.fromkeys(seeds.all_of()))
        seen = set(todo)
        while todo:
            address = todo.popleft()
            page = self.pages[str(address)] = self.page(address)
            fresh = [each for each in dict.fromkeys(page.addresses()) if each not in seen]
            seen.update(fresh)
            todo.extend(fresh)
            self.wanted.tell(len(self.pages), len(todo))

    def page(self, address: Address) -> Page:
        """One address: as it was, or made again."""
        if address.path.startswith(addresses.STATIC):
            return self.static(address)
        if address.path.startswith(addresses.DUMPS) and not address.path.endswith("/"):
            file = addresses.file_of(address)
            return Page(file if file in self.kept else "", 200)
        was = self.memory.still(address, self.day, self.rows)
        if was is None or (was.file and not self.is_there(was.file)):
            return self.asked(address)
        self.kept.add(was.file)
        self.kept.discard("")
        return was

    def asked(self, address: Address) -> Page:
        """The address asked of the site, its file written where it is another one."""
        self.made += 1
        answer = self.site.ask(address)
        leading = Leading(self.wanted.origin, self.wanted.server, address)
        with connection.execute_wrapper(answer.trace):
            file = addresses.file_of(address)
            content, location = self.content(answer, leading, file)
        if content is not None:
            self.put(file, content)
        links = [*map(str, leading.links), *beside.readable(address, answer)]
        queries = None if answer.standing else asked_of(answer.trace)
        day = self.day if answer.dated else ""
        return Page(file if content is not None else "", answer.status, location, tuple(links), day, queries)

    def content(self, answer: Answer, leading: Leading, file: str) -> tuple[bytes | None, str]:
        """The bytes of the file (None: there is none), and where it leads on."""
        if answer.status in ANSWERED or (
            str(leading.base).startswith(addresses.API) and answer.status not in LEADING_ON
        ):
            return rewriting.led(answer, leading), ""
        if answer.status not in LEADING_ON:
            return None, ""
        location = leading.lead(answer.location)
        if file.endswith(".html"):
            return beside.moved(location, leading), location
        return self.target(answer, leading), location

    def target(self, answer: Answer, leading: Leading) -> bytes | None:
        """What stands where data moved to: a program that reads a file follows no page."""
        for found in leading.links:
            there = self.site.ask(found)
            answer.trace.queries.update(there.trace.queries)
            answer.trace.whole &= there.trace.whole
            return rewriting.led(there, Leading(leading.origin, leading.server, found))
        return None

    # --- Files ------------------------------------------------------------------------------------

    def is_there(self, file: str) -> bool:
        """Whether a file lies there as it was left."""
        return file in self.files and self.folder.has(file, self.files[file][0])

    def put(self, file: str, content: bytes) -> None:
        """Write a file unless the same one is there."""
        stands = [len(content), hash_of(content)]
        if self.files.get(file) != stands or not self.is_there(file):
            self.folder.write(file, content, self.known)
            self.written += 1
        self.files[file] = stands
        self.kept.add(file)

    def static(self, address: Address) -> Page:
        """A style sheet, the script, a picture."""
        content, file = static_files.read(address.path), addresses.file_of(address)
        if content is None:
            return Page("", 404)
        leading = Leading(self.wanted.origin, self.wanted.server, address)
        self.put(file, rewriting.changed(static_files.media_type(file), content, leading))
        return Page(file, 200, "", tuple(map(str, leading.links)))

    def dump(self) -> None:
        """The newest dump, made where the API shows it, and the same files as the latest. Older ones go with it."""
        dump, _ = shelf.make(settings.DUMPS_DIR, keep=1)
        for path in sorted(dump.folder.iterdir()):
            for file in (f"{DUMPS}/{dump.seq}/{path.name}", f"{DUMPS}/latest/{path.name}"):
                stands = [path.stat().st_size, sha256_of(dump, path)]
                if self.files.get(file) != stands or not self.is_there(file):
                    self.folder.link(file, path, self.known)
                    self.written += 1
                self.files[file] = stands
                self.kept.add(file)


def sha256_of(dump: shelf.Dump, path: Path) -> str:
    """As the manifest says it; of the manifest itself as it is."""
    said = dump.file(path.name)
    return said["sha256"] if said else describing.hash_of(path)
