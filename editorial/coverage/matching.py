"""Which data file leans on which line of which document: every citation, looked up in the text that was read."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from editorial.coverage import records
from editorial.coverage.reading import TITLE, Document, Line, Place
from editorial.importers import dossiers
from editorial.importers.dossiers import Entry
from editorial.importers.toml_files import Fault
from editorial.readiness.reading import is_cited


class Cited(NamedTuple):
    """A citation with its place in the file and, where it was found, what it cites."""

    entry: Entry
    index: int
    part: dict[str, Any]
    document: Document | None
    places: list[Place]

    def text(self, name: str) -> str:
        return str(self.part.get(name, ""))

    def headings(self, place: Place) -> list[Place]:
        return self.document.headings[place] if self.document else []

    def fault(self, name: str, message: str) -> Fault:
        return self.entry.file.fault(("citations", self.index, name), f"Citation {self.part.get('n')}: {message}")


def read_document(path: Path) -> Document | Fault:
    """A file of the folder of documents; a fault where it is no text."""
    try:
        return Document.read(path)
    except UnicodeDecodeError:
        return Fault(path.name, 0, "This is not UTF-8 text; a document is compared as a plain text file.")


class Coverage:
    """The data files of a dossier beside its documents."""

    def __init__(self, entries: list[Entry], documents: list[Document]) -> None:
        self.entries = {entry.key: entry for entry in entries}
        self.unnamed = [document for document in documents if not self.source_of(document)]
        self.documents = {key: document for document in documents if (key := self.source_of(document))}
        for key, document in self.documents.items():
            document.source = key

    @classmethod
    def read(cls, folder: Path, documents: Path) -> tuple["Coverage", list[Fault]]:
        """The coverage of a dossier's folder, and the files that could not be read."""
        entries, faults = dossiers.read_folder(folder)
        paths = sorted(path for path in documents.iterdir() if path.is_file() and path.name[0] not in "._")
        read = [read_document(path) for path in paths]
        faults += [one for one in read if isinstance(one, Fault)]
        return cls(entries, [one for one in read if isinstance(one, Document)]), faults

    @cached_property
    def hashes(self) -> dict[str, str]:
        """Hash of a document -> the source whose access point names it."""
        points = [
            (point, entry.key) for entry in self.entries.values() for point in records.parts(entry, "access_points")
        ]
        return {str(point["content_sha256"]): key for point, key in points if "content_sha256" in point}

    def source_of(self, document: Document) -> str:
        return self.hashes.get(document.sha256, "")

    @cached_property
    def cited(self) -> list[Cited]:
        return [cited for entry in self.entries.values() for cited in self.of_entry(entry)]

    def of_entry(self, entry: Entry) -> Iterator[Cited]:
        """Its citations; `through` is the document that was read where it reports what another work says."""
        for index, part in enumerate(entry.content.get("citations") or []):
            if isinstance(part, dict):
                document = self.documents.get(str(part.get("through") or part.get("source")))
                places = document.at(str(part.get("locator", ""))) if document else []
                yield Cited(entry, index, part, document, places)

    @cached_property
    def carriers(self) -> dict[tuple[str, int], list[str]]:
        """(source, line number) -> the parts whose excerpt lies in that line: “incidents/x claims/1/text”."""
        found = {(key, 1): [f"{key} title"] for key in self.entitled}
        for cited in self.cited:
            for line in self.lines_of(cited):
                carrier = f"{cited.entry.key} {cited.text('anchor')}"
                if carrier not in (have := found.setdefault((cited.document.source, line.number), [])):
                    have.append(carrier)
        return found

    @cached_property
    def entitled(self) -> list[str]:
        """The sources whose record bears the title of its document."""
        titles = {key: place.text for key, document in self.documents.items() for place in document.at(TITLE)}
        return [key for key, title in titles.items() if title in records.called(self.entries[key])]

    def lines_of(self, cited: Cited) -> list[Line]:
        """The lines that an excerpt touches."""
        return [line for place in cited.places for line in self.lines_with(cited, place)]

    def lines_with(self, cited: Cited, place: Place) -> list[Line]:
        """The lines of one place that its excerpt touches, wherever in it the excerpt stands."""
        quote = cited.text("quote")
        spans = [found.span() for found in re.finditer(re.escape(quote), place.text)] if quote else []
        lines = cited.document.lines_in(place) if cited.document else []
        return [line for line in lines if any(line.start < end and start < line.end for start, end in spans)]

    @cached_property
    def citing(self) -> dict[tuple[str, Place], set[str]]:
        """(source, place) -> keys of the records that cite it; a heading is cited with anything below it."""
        found = {(key, place): {key} for key in self.entitled for place in self.documents[key].at(TITLE)}
        for cited in self.cited:
            for place in cited.places:
                for each in (place, *cited.headings(place)):
                    found.setdefault((cited.document.source, each), set()).add(cited.entry.key)
        return found

    @cached_property
    def said(self) -> dict[str, records.Said]:
        """key -> what that record says."""
        return {key: records.Said(entry, self.names_linked(entry)) for key, entry in self.entries.items()}

    def names_linked(self, entry: Entry) -> list[str]:
        keys = records.linked(entry) & self.entries.keys()
        return [name for key in keys for name in records.called(self.entries[key])]

    def proofs(self, entry: Entry, anchor: str) -> list[Cited]:
        """The citations for a part, for something in it or around it; all of the record for what has none of its own."""
        of_record = anchor in records.OF_THE_RECORD
        return [cited for cited in self.of_entry(entry) if of_record or is_cited(anchor, {cited.text("anchor")})]
