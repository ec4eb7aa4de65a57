"""Citations of one document as numbered notes: which source proves what. Numbers follow the reading order of the page."""

from typing import Any, NamedTuple

from django.utils.translation import ngettext

from relations.part_words import PARTS, READING_ORDER, Places, gathered, part_of, place_of
from relations.profiles import Name, Names
from relations.vocabularies import SourceKind, Stance


class Note(NamedTuple):
    """One citation: `number` is that of its source in the list at the end of the page.

    `through`: the source that was read, where that one reports what `source` says; locator and excerpt are its own.
    """

    number: int
    citation: dict[str, Any]
    source: Name
    stance: str
    through: Name | None = None

    @property
    def disputes(self) -> bool:
        return self.citation["stance"] == Stance.DISPUTES


class CitedSource(NamedTuple):
    """A line of the source list: `places` are what rests on it, `count` how many these are.

    `through`: the sources that were read in its stead; `is_read`: some of it was read itself.
    """

    number: int
    name: Name
    kind: str
    publisher: Name | None
    places: list[Places]
    count: int
    access_points: list[dict[str, Any]]
    through: list[Name]
    is_read: bool

    @property
    def retrieved(self) -> str:
        """The day on which what was read was retrieved last, as ISO text; "" where nobody says."""
        read = [*self.access_points] if self.is_read else []
        read += [point for name in self.through for point in (name.record or {}).get("access_points", [])]
        return max((str(point["accessed"]) for point in read if point.get("accessed")), default="")


class Notes(NamedTuple):
    """`read`: ids of the sources that somebody read for this page; those cited through them are not among them."""

    by_part: dict[str, list[Note]]
    sources: list[CitedSource]
    read: frozenset[str] = frozenset()

    def at(self, part: str) -> list[Note]:
        """The notes of one part: `date`, `claims/3`."""
        return self.by_part.get(part, [])


def notes_of(document: dict[str, Any], names: Names) -> Notes:
    """All notes and the source list of one document."""
    cited = sorted(
        (part for part in document["record"].get("citations", []) if not part.get("removed")),
        key=lambda part: place_in_page(document["record"], part_of(part["anchor"])),
    )
    numbers = {source: at for at, source in enumerate(dict.fromkeys(part["source"] for part in cited), 1)}
    by_part: dict[str, list[Note]] = {}
    for part in cited:
        by_part.setdefault(part_of(part["anchor"]), []).append(note_of(part, numbers, names))
    sources = [cited_source(number, source, by_part, names) for source, number in numbers.items()]
    return Notes(by_part, sources, frozenset(part.get("through", part["source"]) for part in cited))


def note_of(part: dict[str, Any], numbers: dict[str, int], names: Names) -> Note:
    return Note(
        number=numbers[part["source"]],
        citation=part,
        source=names[part["source"]],
        stance=str(Stance(part["stance"]).label),
        through=names[part["through"]] if "through" in part else None,
    )


def place_in_page(record: dict[str, Any], part: str) -> tuple[int, int]:
    """Reading order: statements as they stand in the document, then the other lists of the page, then everything else."""
    head = part.partition("/")[0]
    if head != "claims":
        own_place = head in PARTS and PARTS[head][0] != "facts"
        return (READING_ORDER.index(head) if own_place else len(PARTS), 0)
    order = [f"claims/{claim['n']}" for claim in record.get("claims", [])]
    return (0, order.index(part)) if part in order else (len(PARTS), 0)


def cited_source(number: int, source: str, by_part: dict[str, list[Note]], names: Names) -> CitedSource:
    """One line of the source list, with what is public of the source itself."""
    record = names[source].record or {}
    kind, publisher = record.get("source_kind"), record.get("publisher")
    own = [note for notes in by_part.values() for note in notes if note.number == number]
    places = list(dict.fromkeys(map(place_of, parts_on(number, by_part))))
    return CitedSource(
        number=number,
        name=names[source],
        kind=str(SourceKind(kind).label) if kind else "",
        publisher=names[publisher] if publisher else None,
        places=gathered(places),
        count=len(places),
        access_points=[point for point in record.get("access_points", []) if not point.get("removed")],
        through=list({note.through.public_id: note.through for note in own if note.through}.values()),
        is_read=any(note.through is None for note in own),
    )


def parts_on(number: int, by_part: dict[str, list[Note]]) -> list[str]:
    """The parts that one source is cited for, in reading order."""
    return [part for part, notes in by_part.items() if any(note.number == number for note in notes)]


def evidence_words(notes: list[Note]) -> str:
    """How many sources stand behind a part, and how many nobody here has read: "2 sources, 1 cited through another"."""
    named = {note.number for note in notes}
    count, unread = len(named), len(named - {note.number for note in notes if note.through is None})
    sources = ngettext("%(count)s source", "%(count)s sources", count) % {"count": count}
    if not unread:
        return sources
    if unread == count:
        words = ngettext("%(count)s source, cited through another", "%(count)s sources, cited through another", count)
        return words % {"count": count}
    words = ngettext(
        "%(sources)s, %(count)s cited through another", "%(sources)s, %(count)s cited through another", unread
    )
    return words % {"sources": sources, "count": unread}
