"""Selectors for item pages: one record with its editions, the names that it uses, who names it. Reads, never renders."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q

from relations.documents import load
from relations.models import Listing, Path, PublishedEdition, PublishedLink
from relations.vocabularies import RecordType, State

MENTIONS_SHOWN = 300
CITING_SHOWN = 100
NOT_LISTED = ("citations", "dossiers")


class Name(NamedTuple):
    """What a page shows of another record. `path` None: not public here. `record`: its document, of sources only."""

    public_id: str
    title: str
    path: str | None = None
    state: str = ""
    type: str = ""
    record: dict[str, Any] | None = None


class Names(dict[str, Name]):
    """id -> `Name`; an id that nobody knows reads as itself. `dossiers`: the public ones, first published first."""

    dossiers: tuple[Name, ...] = ()

    def __missing__(self, public_id: str) -> Name:
        return Name(public_id, public_id)


class Profile(NamedTuple):
    """One public identity: its listing and all its editions, oldest first."""

    listing: Listing
    editions: list[PublishedEdition]

    @property
    def newest(self) -> PublishedEdition:
        return self.editions[-1]


class Mention(NamedTuple):
    """One record that names another: in which parts (`relation`) and functions (`roles`), and its list item."""

    relation: str
    roles: tuple[str, ...]
    listing: Listing
    item: dict[str, Any]


def profile(*, public_id: str = "", word: str = "") -> Profile | None:
    """The identity with this id, or the dossier that owns this address word; None when nothing was ever published."""
    which = {"record__public_id": public_id} if public_id else {"record__pk__in": owners(word)}
    editions = list(
        PublishedEdition.objects.filter(**which)
        .select_related("record__listing__replacement__listing")
        .order_by("number")
    )
    return Profile(editions[-1].record.listing, editions) if editions else None


def owners(word: str):
    """Subquery: the record that an address word belongs to."""
    return Path.objects.filter(word=word).values("record")


def names(ids: Iterable[str]) -> Names:
    """The names of these records, of the publishers of the sources among them, and all public dossiers. One query."""
    ids = set(ids)
    publishers = PublishedLink.objects.filter(source__public_id__in=ids, relation="publisher").values("target")
    rows = Listing.objects.filter(
        Q(public_id__in=ids) | Q(record__in=publishers) | Q(type=RecordType.DOSSIER, state=State.PUBLIC)
    ).select_related("edition")
    found = {row.public_id: name_of(row) for row in rows.order_by("first_seq")}
    known = Names(found)
    known.dossiers = tuple(name for name in found.values() if (name.type, name.state) == ("dossier", "public"))
    return known


def name_of(row: Listing) -> Name:
    """The name of a listing. Only what is public has an address to offer, apart from the notice of its withdrawal."""
    document = load(row.edition.document)["record"] if row.type == RecordType.SOURCE else None
    return Name(
        row.public_id, row.title, row.path, row.state, row.type, document if row.state == State.PUBLIC else None
    )


def mentions(listing: Listing) -> list[Mention]:
    """Current records that name this one other than as source or dossier, in order of time. One query."""
    links = (
        PublishedLink.objects.filter(target=listing.record_id)
        .exclude(relation__in=NOT_LISTED)
        .order_by("sort_key", "source", "anchor")
        .select_related("source__listing")[:MENTIONS_SHOWN]
    )
    found: dict[tuple[str, int], Mention] = {}
    for link in links:
        key = (link.relation, link.source_id)
        if key not in found:
            row = link.source.listing
            found[key] = Mention(link.relation, (), row, json.loads(row.item))
        found[key] = found[key]._replace(roles=(*found[key].roles, link.role))
    return list(found.values())


def citing(listing: Listing) -> list[Listing]:
    """Current records that cite this source, with their editions. One query, at most `CITING_SHOWN` + 1 rows."""
    links = PublishedLink.objects.filter(target=listing.record_id, relation="citations").values("source")
    rows = Listing.objects.filter(record__in=links, state=State.PUBLIC).select_related("edition")
    return list(rows.order_by("type", "sort_title", "record")[: CITING_SHOWN + 1])
