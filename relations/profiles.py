"""Selectors for item pages: one record with its editions, the names that it uses, who names it. Reads, never renders."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, Exists, OuterRef, Q, When

from relations import languages
from relations.documents import as_read, load
from relations.models import Listing, Path, PublishedEdition, PublishedLink
from relations.vocabularies import RecordType, State

MENTIONS_SHOWN = 300
CITING_SHOWN = 400
NOT_LISTED = ("citations", "dossiers")


class Name(NamedTuple):
    """What a page shows of another record. `path` None: not public here. `record`: its document, of sources only
    (on pages in another language of dossiers too).

    `item`: its ready list item as JSON, "" where it is not public. `survivor`: id of the record that it was merged into.
    """

    public_id: str
    title: str
    path: str | None = None
    state: str = ""
    type: str = ""
    record: dict[str, Any] | None = None
    item: str = ""
    survivor: str = ""

    @property
    def is_gone(self) -> bool:
        """Nothing of it may be shown but its type and id."""
        return self.state in (State.WITHDRAWN, State.VANISHED)

    @property
    def type_label(self) -> str:
        """Its type in the language of the answer."""
        return str(RecordType(self.type).label) if self.type else ""

    @property
    def facts(self) -> dict[str, Any]:
        """Its list item, {} where it is not public."""
        return json.loads(self.item) if self.item else {}


class Names(dict[str, Name]):
    """id -> `Name`; an id that nobody knows reads as itself. `dossiers`: the public ones, first published first.

    `merged`: the records that the page's own record stands for as well.
    """

    dossiers: tuple[Name, ...] = ()
    merged: tuple[Name, ...] = ()

    def __missing__(self, public_id: str) -> Name:
        return Name(public_id, public_id)

    def sides(self, own: Iterable[str]) -> list[list[str]]:
        """The countries of both sides of the first public dossier among `own`, else of the first of all."""
        public = [self[each] for each in own if self[each].state == State.PUBLIC] or self.dossiers
        sides = public[0].facts.get("sides", []) if public else []
        return [side["countries"] for side in sides]


class Profile(NamedTuple):
    """One public identity: its listing and all its editions, oldest first."""

    listing: Listing
    editions: list[PublishedEdition]

    @property
    def newest(self) -> PublishedEdition:
        return self.editions[-1]

    @property
    def is_answered(self) -> bool:
        """Whether a record that is public now says that it answers this one."""
        return self.newest.is_answered


class Mention(NamedTuple):
    """One record that names another: in which parts (`relation`, `anchors`) and functions (`roles`), and its list item."""

    relation: str
    roles: tuple[str, ...]
    listing: Listing
    item: dict[str, Any]
    anchors: tuple[str, ...] = ()

    def parts(self, field: str) -> list[dict[str, Any]]:
        """The parts of the item that name the record in this field. By anchor: a merged record is named by its old id."""
        numbers = {int(n) for _, n, last in map(split, self.anchors) if last == field}
        return [part for part in self.item.get(self.relation, []) if part["n"] in numbers]


def split(anchor: str) -> tuple[str, str, str]:
    """`participations/2/who` -> its three pieces, absent ones empty."""
    head, _, rest = anchor.partition("/")
    n, _, last = rest.partition("/")
    return head, n if n.isdigit() else "0", last


def profile(*, public_id: str = "", word: str = "") -> Profile | None:
    """The identity with this id, or the dossier that owns this address word; None when nothing was ever published."""
    which = {"record__public_id": public_id} if public_id else {"record__pk__in": owners(word)}
    answers = PublishedLink.objects.filter(target=OuterRef("record"), relation="responses").exclude(role="asserted_by")
    editions = list(
        PublishedEdition.objects.filter(**which)
        .annotate(is_answered=Exists(answers))
        .select_related("record__listing__replacement__listing")
        .order_by("number")
    )
    return Profile(editions[-1].record.listing, editions) if editions else None


def owners(word: str):
    """Subquery: the record that an address word belongs to."""
    return Path.objects.filter(word=word).values("record")


def names(ids: Iterable[str], of: Listing | None = None) -> Names:
    """The names of these records, of the publishers of the sources among them, all public dossiers, and what was merged
    into the record `of`. One query.
    """
    ids = set(ids)
    publishers = PublishedLink.objects.filter(source__public_id__in=ids, relation="publisher").values("target")
    wanted = Q(public_id__in=ids) | Q(record__in=publishers) | Q(type=RecordType.DOSSIER, state=State.PUBLIC)
    if of is not None:
        wanted |= Q(replacement=of.record_id, state=State.MERGED)
    rows = Listing.objects.filter(wanted).select_related("edition", "replacement").order_by("first_seq")
    found = {row.public_id: (with_texts(row), row.replacement_id) for row in rows}
    known = Names({public_id: name for public_id, (name, _) in found.items()})
    known.dossiers = tuple(name for name in known.values() if (name.type, name.state) == ("dossier", "public"))
    if of is not None:
        merged = [name for name, into in found.values() if name.state == State.MERGED and into == of.record_id]
        known.merged = tuple(merged)
    return known


def name_of(row: Listing) -> Name:
    """The name of a listing. Only what is public has an address to offer, apart from the notice of its withdrawal.

    The address of a merged record is its own: it leads on to whatever stands for the record when somebody follows it.
    """
    public = row.state == State.PUBLIC
    document = source_of(row) if public and row.type == RecordType.SOURCE else None
    survivor = row.replacement.public_id if row.state == State.MERGED else ""
    return Name(
        row.public_id, row.called, row.path, row.state, row.type, document, row.item if public else "", survivor
    )


def with_texts(row: Listing) -> Name:
    """The name of a listing; of a dossier on a page in another language the whole record, which has its translations."""
    name = name_of(row)
    if languages.current() == languages.ORIGINAL or row.type != RecordType.DOSSIER or name.state != State.PUBLIC:
        return name
    return name._replace(record=load(row.edition.document)["record"])


def source_of(row: Listing) -> dict[str, Any]:
    """What is public of a source, as a reader of the present language gets it."""
    return as_read(load(row.edition.document), languages.current())["record"]


def mentions(listing: Listing) -> list[Mention]:
    """Current records that name this one other than as source or dossier, in order of time. One query."""
    return mentioned(naming(listing))


def naming(listing: Listing) -> list[PublishedLink]:
    """The links behind `mentions`. Where there are more than `MENTIONS_SHOWN`: all by profiles, then the newest entries."""
    links = PublishedLink.objects.filter(target=listing.record_id).exclude(relation__in=NOT_LISTED)
    in_order = links.order_by(Case(When(sort_key=0, then=0), default=1), "-sort_key", "source", "anchor")
    return list(in_order.select_related("source__listing")[:MENTIONS_SHOWN])


def mentioned(links: Iterable[PublishedLink]) -> list[Mention]:
    """Links as mentions: those of one record in one relation are one."""
    found: dict[tuple[str, int], Mention] = {}
    for link in sorted(links, key=in_time):
        key = (link.relation, link.source_id)
        if key not in found:
            row = link.source.listing
            found[key] = Mention(link.relation, (), row, json.loads(row.item), ())
        found[key] = found[key]._replace(
            roles=(*found[key].roles, link.role), anchors=(*found[key].anchors, link.anchor)
        )
    return list(found.values())


def in_time(link: PublishedLink) -> tuple[int, int, str]:
    return link.sort_key, link.source_id, link.anchor


def citing(listing: Listing) -> list[Listing]:
    """Current records that cite this source, with their editions. One query, at most `CITING_SHOWN` + 1 rows."""
    links = PublishedLink.objects.filter(target=listing.record_id, relation="citations").values("source")
    rows = Listing.objects.filter(record__in=links, state=State.PUBLIC).select_related("edition")
    return list(rows.order_by("type", "sort_title", "record")[: CITING_SHOWN + 1])
