"""The evidence of a decision, one row for each place of a text: what it says, what of that is new, what proves it. Pure.

Every difference stands in exactly one row: one that is not shown could be approved unseen.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from editorial import wording
from editorial.admin.review import grounds
from editorial.admin.review.credits import Credits
from editorial.admin.review.grounds import CitationLine
from editorial.diffs import Difference, in_reading_order, words
from editorial.models import Revision
from editorial.selectors.comments import Talk, Thread, place_of

Document = Mapping[str, Any]
PROVED = {"date", "existed", "place", "seat", "lead", "definition"}  # fields; parts are proved, but for these
UNPROVED = grounds.NOT_PROVED | {"names", "see_also", "eras", "cases", "sides"}


class Change(NamedTuple):
    """One difference, and who wrote it."""

    difference: Difference
    by: Revision | None


class Row(NamedTuple):
    """One place. `op`: added, removed, changed or "". `proved`: whether a reader may ask for a proof of it."""

    place: str
    label: str
    said: str
    op: str
    changes: list[Change]
    citations: list[CitationLine]
    threads: list[Thread]
    proved: bool
    by: Revision | None

    @property
    def is_changed(self) -> bool:
        """Whether something here, or in what proves it, differs from what is public."""
        return bool(self.op) or any(line.mark for line in self.citations)

    @property
    def is_shown(self) -> bool:
        """Among what changed: what somebody asks about too."""
        return self.is_changed or bool(self.threads)


class Writer:
    """Makes the rows of one text. `differences`: those against what is public, without the change itself; `addresses`: id -> form."""

    def __init__(
        self,
        before: Document | None,
        after: Document,
        differences: Iterable[Difference],
        names: Mapping[str, str],
        addresses: Mapping[str, str],
        credits: Credits,
        talk: Talk,
    ) -> None:
        self.kind, self.names, self.credits, self.talk = after["type"], names, credits, talk
        self.addresses = addresses
        self.before, self.after = before, after
        self.changes: dict[str, list[Change]] = {}
        self.of_citations: dict[str, list[Change]] = {}
        for each in differences:
            place = place_of(each.anchor)
            cited = each.anchor.startswith("citations/") and not each.anchor.endswith("/order")
            found = self.of_citations if cited else self.changes
            found.setdefault(place, []).append(Change(each, credits.of(each.anchor)))

    def rows(self) -> list[Row]:
        """In reading order, what was taken out last in its list."""
        now, old = dict(self.said(self.after)), dict(self.said(self.before)) if self.before else {}
        cited = self.cited()
        places = [*now, *(place for place in [*old, *self.changes, *cited] if place not in now)]
        places = sorted(dict.fromkeys(places), key=lambda place: in_reading_order(place.partition("/")[0]))
        rows = (self.row(place, now.get(place), old.get(place), cited.get(place, [])) for place in places)
        return [row for row in rows if row.said or row.changes or row.citations]

    def row(self, place: str, now: str | None, old: str | None, citations: list[CitationLine]) -> Row:
        changes = self.changes.get(place, [])
        op = "changed" if changes else ""
        if changes and self.before is not None and (now is None) != (old is None):
            op = "added" if old is None else "removed"
        by = self.credits.of(place) if op in ("added", "removed") else None
        threads = self.talk.at(place)
        name, field = words(place, self.kind)
        label = name if "/" in place or not field else f"{name}: {field}"
        proved = place in PROVED or ("/" in place and place.partition("/")[0] not in UNPROVED)
        return Row(place, label, now if now is not None else old or "", op, changes, citations, threads, proved, by)

    def said(self, document: Document) -> Iterator[tuple[str, str]]:
        """(place, what stands there in words) of a text, citations left out: they stand beside what they prove."""
        for key, value in document["record"].items():
            if key == "citations":
                continue
            if isinstance(value, list) and value and isinstance(value[0], dict):
                for part in grounds.alive(document, key):
                    yield f"{key}/{part['n']}", wording.part_words(self.kind, key, part, self.names)
            else:
                yield key, wording.words_of(self.kind, key, value, self.names)

    def cited(self) -> dict[str, list[CitationLine]]:
        """place -> its citations, those that were taken out too, each with how it changed."""
        lines = {part["n"]: part for part in grounds.alive(self.before, "citations")} if self.before else {}
        lines |= {part["n"]: part for part in grounds.alive(self.after, "citations")}
        present = {part["n"] for part in grounds.alive(self.after, "citations")}
        found: dict[str, list[CitationLine]] = {}
        for number, part in lines.items():
            changes = self.of_citations.pop(f"citations/{number}", [])
            line = grounds.citation_line(part, self.names)._replace(url=self.addresses.get(part.get("source", ""), ""))
            line = line._replace(
                mark=self.mark(changes, number in present), changes=[each.difference for each in changes]
            )
            found.setdefault(place_of(part.get("anchor", "")), []).append(line)
        self.changes |= self.of_citations  # of parts that are numbers alone on both sides
        return found

    def mark(self, changes: list[Change], present: bool) -> str:
        if self.before is None or not changes:
            return ""
        if not present:
            return "removed"
        return "new" if all(each.difference.op == "added" for each in changes) else "changed"
