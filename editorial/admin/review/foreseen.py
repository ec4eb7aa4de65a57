"""The public record as it would be, were a set published now: rows made in memory from its documents and never saved.

The public side's own code derives them and renders from them, so that a preview is the page that readers will get.
"""

import datetime
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Max

from editorial import rules
from editorial.models import Record, Revision
from editorial.readiness import contradicting_bounds
from editorial.services import sets
from editorial.workflow import OPEN_STATES
from relations import chains, derivation, http, languages, profiles
from relations.documents import canonical, content_hash, links, load, problems
from relations.models import Change, Listing, PublishedEdition, PublishedLink, PublishedRecord
from relations.profiles import Mention, Name, Names, Profile
from relations.responses import Around, Node, Stage, key_of, own_answers
from relations.views.records import World
from relations.vocabularies import TIMELINE_TYPES, Op, RecordType, State

Document = dict[str, Any]


class Member(NamedTuple):
    """One record as it would be public: its document, its face, all its editions with the proposed one last."""

    document: Document
    listing: Listing
    editions: list[PublishedEdition]

    @property
    def answered(self) -> set[str]:
        return {answer["to"] for answer in own_answers(self.document)}

    @property
    def sort_key(self) -> int:
        is_event = self.document["type"] in TIMELINE_TYPES
        return derivation.sort_key(self.listing.record, self.document) if is_event else 0

    def node(self, *, later: bool) -> Node:
        return Node(self.name, json.loads(self.listing.item), self.sort_key, later)

    @property
    def name(self) -> Name:
        """As chains name an event."""
        title = languages.said(json.loads(self.listing.item)["title"])
        return Name(self.listing.public_id, title, self.listing.path, State.PUBLIC, self.listing.type)

    def names(self, public_id: str) -> bool:
        return any(link.target == public_id for link in links(self.document))


class Foreseen:
    """The members of a set by public id, and what the rest of the record would say about each."""

    def __init__(self, documents: Iterable[Document], now: datetime.datetime) -> None:
        self.members: dict[str, Member] = {}
        key = PublishedRecord.objects.aggregate(last=Max("pk"))["last"] or 0
        seq = http.read_head().seq
        for at, document in enumerate(documents, 1):
            self.members[document["id"]] = member_of(document, key + at, seq + at, now)

    @property
    def world(self) -> World:
        return World(self.names, self.mentions, self.citing, self.around)

    def profile(self, public_id: str) -> Profile:
        member = self.members[public_id]
        return Profile(member.listing, member.editions)

    def names(self, ids: Iterable[str], of: Listing | None = None) -> Names:
        """Names as readers would see them; what is neither public nor in the set by its title on the desk."""
        wanted = set(ids)
        records = [self.members[each].document["record"] for each in wanted & self.members.keys()]
        wanted |= {record["publisher"] for record in records if "publisher" in record}
        inside = [self.members[each] for each in wanted & self.members.keys()]
        found = profiles.names(wanted, of)
        dossiers = [each for each in self.members.values() if each.listing.type == RecordType.DOSSIER]
        found |= {each.listing.public_id: profiles.with_texts(each.listing) for each in [*inside, *dossiers]}
        known = [name.public_id for name in found.dossiers]
        known += [each.listing.public_id for each in dossiers if each.listing.public_id not in known]
        found.dossiers = tuple(found[each] for each in known)
        drafts = Record.objects.filter(public_id__in=wanted - found.keys()).values_list("public_id", "title")
        found |= {public_id: Name(public_id, title) for public_id, title in drafts}
        return found

    def mentions(self, listing: Listing) -> list[Mention]:
        found = [link for link in profiles.naming(listing) if link.source.public_id not in self.members]
        return profiles.mentioned([*found, *self.naming(listing)])

    def naming(self, listing: Listing) -> list[PublishedLink]:
        """What the members would say about a record."""
        context = derivation.Context({listing.public_id: listing.record}, {}, {}, {})
        return [
            link
            for each in self.members.values()
            for link in derivation.link_rows(each.listing.record, each.document, context, each.sort_key)
            if link.relation not in profiles.NOT_LISTED
        ]

    def citing(self, listing: Listing) -> list[Listing]:
        found = [row for row in profiles.citing(listing) if row.public_id not in self.members]
        found += [
            each.listing
            for each in self.members.values()
            if any((link.relation, link.target) == ("citations", listing.public_id) for link in links(each.document))
        ]
        return sorted(found, key=lambda row: (row.type, row.sort_title, row.record_id))

    def around(self, profile: Profile, document: Document) -> Around | None:
        """The chain of the public record and that of the set, joined; the stages of the case alike."""
        listing, case = profile.listing, document["record"].get("case", "")
        if listing.type not in TIMELINE_TYPES:
            return None
        earlier = self.earlier(document)
        public = chains.around(listing.record_id, answered=earlier - self.members.keys(), case=case)
        later = self.later(listing.public_id, {node.name.public_id for node in public.nodes if node.later})
        nodes = self.drafts(earlier - self.members.keys())
        nodes |= {each: self.members[each].node(later=False) for each in earlier & self.members.keys()}
        nodes |= {each: self.members[each].node(later=True) for each in later - {listing.public_id}}
        beyond = [self.members[each].listing.record_id for each in later - {listing.public_id}]
        found = [*public.nodes, *(node for key in beyond for node in chains.around(key, answered=()).nodes)]
        for node in found:
            nodes.setdefault(node.name.public_id, node)
        cut = public.cut or len(nodes) > chains.MOST_NODES
        return Around(list(nodes.values())[: chains.MOST_NODES], self.stages(public.stages, case), cut)

    def drafts(self, ids: set[str]) -> dict[str, Node]:
        """What is answered and is neither public nor in the set: by its title on the desk, without a date."""
        named = self.names(ids) if ids else Names()
        return {each: Node(name, {}, None, False) for each, name in named.items() if each in ids and not name.state}

    def earlier(self, document: Document) -> set[str]:
        """What an event answers, directly or through members of the set."""
        found: set[str] = set()
        waiting = {answer["to"] for answer in own_answers(document)}
        while waiting:
            found |= waiting
            inside = waiting & self.members.keys()
            waiting = set().union(*(self.members[each].answered for each in inside)) - found - {document["id"]}
        return found

    def later(self, public_id: str, public: set[str]) -> set[str]:
        """The members that answer an event, directly or through others; itself included."""
        found = {public_id}
        while more := {
            each for each, member in self.members.items() if each not in found and member.answered & (found | public)
        }:
            found |= more
        return found

    def stages(self, public: list[Stage], case: str) -> list[Stage]:
        inside = [each for each in self.members.values() if case and each.document["record"].get("case") == case]
        found = [stage for stage in public if stage.name.public_id not in self.members]
        found += [Stage(each.name, json.loads(each.listing.item)) for each in inside]
        return sorted(found, key=lambda stage: key_of(stage.item.get("date")) or 0)


def member_of(document: Document, key: int, seq: int, now: datetime.datetime) -> Member:
    """The rows that publication would make of one document. `key`: of its identity, if it has none yet."""
    text = canonical(document)
    public = profiles.profile(public_id=document["id"])
    record = public.listing.record if public else PublishedRecord(key, document["id"], document["type"])
    before = public.editions if public else []
    edition = PublishedEdition(
        record=record, number=len(before) + 1, document=text, content_hash=content_hash(text), published_at=now
    )
    changes = list(Change.objects.filter(record=record.pk).order_by("seq"))
    changes.append(Change(seq=seq, op=Op.PUBLISH, record=record, edition=edition, at=now))
    history = derivation.History(record, [*before, edition], changes)
    listing = derivation.listing(history, document, State.PUBLIC, derivation.Context({}, {}, {}, {}))
    record.listing = listing
    return Member(document, listing, history.editions)


def documents_with(revision: Revision) -> list[Document]:
    """The document of a revision and the newest ones of its set, as far as they are complete, in the order in which
    they would be published.
    """
    edition = revision.edition
    members = sets.members_of(edition) if edition.state in OPEN_STATES else [edition]
    texts = [
        revision.document if member.pk == edition.pk else rules.newest_revision(member).document for member in members
    ]
    return [document for document in map(load, texts) if is_complete(document)]


def is_complete(document: Document) -> bool:
    """Whether it could be published as far as its form goes; rows of anything else cannot be derived."""
    return not problems(document) and not contradicting_bounds(document)
