"""What must be true after every act, read from the tables and compared with the model or with itself. No test lives here."""

import functools
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.db import connection

from editorial.models import Claim, Decision, Edition, LogLine, Place, Record, ReleaseItem, Revision
from relations import publication, verification
from relations.documents import content_hash, load
from relations.models import Change, Head, Listing, PublishedEdition, PublishedLink, PublishedTopic, SearchRow
from tests.dumping import dump, table
from tests.machine.hands import Hands
from tests.machine.model import OPEN, Desk, Entity, Text

WRITTEN = (
    "revision",
    "edition",
    "decision",
    "logline",
    "record",
    "release",
    "releaseitem",
    "place",
    "claim",
    "reference",
)
PUBLIC = ("publishedrecord", "publishededition", "change", "head", "listing", "publishedlink", "searchrow")
TABLES = (*(f"editorial_{name}" for name in WRITTEN), *(f"relations_{name}" for name in PUBLIC))
REDUNDANT = (SearchRow, PublishedTopic)


def everything() -> list[list[str]]:
    """All rows that a service of review or publication writes."""
    return [table(name) for name in TABLES]


@functools.cache
def said(document: str) -> tuple[str, str | None, bool]:
    """Title, id of the enclosing place, whether a statement is alleged."""
    record = load(document)["record"]
    alleged = any(claim.get("standing") == "alleged" for claim in record.get("claims", []))
    return record["title"], record.get("inside"), alleged


class Truths:
    """Reads the tables under the model's names."""

    def __init__(self, hands: Hands, desk: Desk) -> None:
        self.hands, self.desk = hands, desk
        self.name_of = {row.pk: name for name, row in hands.records.items()}
        self.by_id = {row.public_id: name for name, row in hands.records.items()}
        self.actor = {account.pk: name for name, account in hands.people.items()}
        self.lines = LogLine.objects.order_by("pk").last().pk
        self.seq = Head.objects.get().seq

    def text(self, document: str) -> Text:
        title, inside, alleged = said(document)
        return Text(title, self.by_id[inside] if inside else None, alleged)

    # --- The model and the tables say the same ------------------------------------------------

    def expected(self) -> dict[str, Any]:
        return {name: self.expected_of(name) for name in self.desk.records}

    def expected_of(self, name: str) -> dict[str, Any]:
        record = self.desk[name]
        last = record.last
        return {
            "attempts": [(attempt.number, attempt.state, sorted(attempt.authors)) for attempt in record.attempts],
            "newest": (last.text, last.needs, sorted(last.approvers), last.returned, last.by, last.hour is not None),
            "set": sorted(member.record for member in self.desk.members(last)),
            "revisions": record.revisions,
            "editions": record.editions,
            "public": (record.public, self.final(name).name if record.survivor else ""),
            "rows": (record.title, record.inside, record.held, record.alleged),
            "numbers": list(range(1, len(record.editions) + 1)),
        }

    def found(self) -> dict[str, Any]:
        self.read()
        return {name: self.found_of(name) for name in self.desk.records}

    def read(self) -> None:
        """Each table once a step."""
        keys = list(self.name_of)
        self.editions = list(Edition.objects.filter(record__in=keys).order_by("number"))
        self.revisions = list(Revision.objects.filter(record__in=keys).order_by("seq"))
        self.decisions = list(Decision.objects.filter(record__in=keys))
        self.items = list(ReleaseItem.objects.select_related("release", "edition"))
        self.public = list(PublishedEdition.objects.order_by("number").select_related("record"))
        self.listings = {row.public_id: row for row in Listing.objects.select_related("replacement")}
        self.places = {row.pk: row for row in Place.objects.all()}
        self.titles = dict(Record.objects.values_list("pk", "title"))
        self.alleged = set(Claim.objects.filter(standing="alleged").values_list("record_id", flat=True))

    def found_of(self, name: str) -> dict[str, Any]:
        row = self.hands.records[name]
        editions = [edition for edition in self.editions if edition.record_id == row.pk]
        revisions = [revision for revision in self.revisions if revision.record_id == row.pk]
        public = [edition for edition in self.public if edition.record.public_id == row.public_id]
        listing, place = self.listings.get(row.public_id), self.places.get(row.pk)
        merged = listing.replacement if listing and listing.state == "merged" else None
        return {
            "attempts": [(edition.number, edition.state, self.authors(edition.pk)) for edition in editions],
            "newest": self.newest(editions[-1], revisions[-1]),
            "set": self.members(editions[-1]),
            "revisions": [self.text(revision.document) for revision in revisions],
            "editions": [self.text(edition.document) for edition in public],
            "public": (listing.state if listing else "", self.by_id[merged.public_id] if merged else ""),
            "rows": self.rows(row.pk, place),
            "numbers": [edition.number for edition in public],
        }

    def authors(self, edition: int) -> list[str]:
        return sorted({self.actor[revision.author_id] for revision in self.revisions if revision.edition_id == edition})

    def newest(self, edition: Edition, revision: Revision) -> tuple:
        on_it = [decision for decision in self.decisions if decision.revision_id == revision.pk]
        approvers = sorted({self.actor[decision.actor_id] for decision in on_it if decision.kind == "approve"})
        returned = any(decision.kind == "request_changes" for decision in on_it)
        by = self.actor[edition.scheduled_by_id] if edition.scheduled_by_id else ""
        return self.text(revision.document), revision.needs, approvers, returned, by, edition.scheduled_for is not None

    def members(self, edition: Edition) -> list[str]:
        own = [item for item in self.items if item.edition_id == edition.pk and item.release.published_at is None]
        if not own:
            return [self.name_of[edition.record_id]]
        mates = [item.edition.record_id for item in self.items if item.release_id == own[0].release_id]
        return sorted(self.name_of[key] for key in mates)

    def rows(self, key: Any, place: Place | None) -> tuple:
        inside = self.name_of[place.inside_id] if place and place.inside_id else None
        return self.titles[key], inside, bool(place and place.inside_held), key in self.alleged

    # --- The tables agree with themselves -----------------------------------------------------

    def broken(self) -> Iterator[str]:
        """One sentence for each invariant that does not hold; after `found`, which reads the tables."""
        connection.check_constraints()
        yield from self.unapproved()
        yield from self.misnumbered()
        yield from self.dangling()
        yield from self.still_shown()
        if Head.objects.get().seq != self.seq:
            yield from verification.differences()
        self.seq = Head.objects.get().seq

    def unapproved(self) -> Iterator[str]:
        """I1 to I3: the public bytes are the last revision of a closed attempt, approved by enough people who wrote none of it."""
        for public in self.public:
            if public.record.public_id not in self.by_id:
                continue
            key = self.hands.records[self.by_id[public.record.public_id]].pk
            edition = next(
                (row for row in self.editions if (row.record_id, row.published_number) == (key, public.number)), None
            )
            written = [revision for revision in self.revisions if edition and revision.edition_id == edition.pk]
            if not written or written[-1].document != public.document:
                yield f"I1: {public} is not the last revision of its attempt, byte for byte."
            elif self.approvals(written) < max(written[-1].needs, 1 + self.text(public.document).alleged):
                yield f"I3: {public} went out without enough approvals by others."

    def approvals(self, written: list[Revision]) -> int:
        """Other people's approvals of the last of these revisions, before anybody sent it back."""
        on_it = [decision for decision in self.decisions if decision.revision_id == written[-1].pk]
        approvers = {decision.actor_id for decision in on_it if decision.kind == "approve"}
        return len(approvers - {revision.author_id for revision in written})

    def misnumbered(self) -> Iterator[str]:
        """I5, I7: one open and one current attempt, numbers without a gap, hashes that recompute."""
        for name, row in self.hands.records.items():
            editions = [edition for edition in self.editions if edition.record_id == row.pk]
            seqs = [revision.seq for revision in self.revisions if revision.record_id == row.pk]
            states = Counter("open" if edition.state in OPEN else edition.state for edition in editions)
            if states["open"] > 1 or states["published"] + states["withdrawn"] > 1:
                yield f"I5: {name} has {dict(states)}."
            if [edition.number for edition in editions] != list(range(1, len(editions) + 1)):
                yield f"I5: the attempts of {name} have a gap."
            if seqs != list(range(1, len(seqs) + 1)):
                yield f"I5: the revisions of {name} have a gap."
        for row in (*self.revisions, *self.public):
            stored = row.sha256 if isinstance(row, Revision) else row.content_hash
            if hashes(row.document) != stored:
                yield f"I7: {row} does not have its hash."

    def dangling(self) -> Iterator[str]:
        """I8: at its own act, what a new edition names was public; sets are whole, so it still is now."""
        for change in Change.objects.filter(seq__gt=self.seq, op="publish").select_related("edition"):
            for ref in load(change.edition.document)["refs"]:
                if ref not in self.listings or self.listings[ref].state != "public":
                    yield f"I8: act {change.seq} names {ref}, which is not public."

    def still_shown(self) -> Iterator[str]:
        """L8: what was withdrawn or merged stands in no index."""
        hidden = [row.record_id for row in self.listings.values() if row.state != "public"]
        for model in REDUNDANT:
            if model.objects.filter(record__in=hidden).exists():
                yield f"L8: {model.__name__} has rows of a record that is not public."
        if PublishedLink.objects.filter(source__in=hidden).exists():
            yield "L8: a record that is not public still links."

    def new_lines(self) -> Counter:
        """I18: what the log gained since the last act: (verb, actor, record) -> lines."""
        rows = list(LogLine.objects.filter(pk__gt=self.lines).order_by("pk"))
        self.lines = rows[-1].pk if rows else self.lines
        return Counter((row.verb, self.actor[row.actor_id], self.name_of[row.record_id]) for row in rows)

    def at_the_end(self, client: Any) -> Iterator[str]:
        """I9, I11: every address answers as its record stands, and a rebuild makes the same rows."""
        yield from verification.differences()
        before = dump(surrogates=False)
        publication.rebuild()
        if dump(surrogates=False) != before:
            yield "I11: a rebuild makes other rows."
        cache.clear()  # a page is kept by its sequence number, which the walk before has used too
        for name, row in self.hands.records.items():
            yield from self.answers(client, name, row.public_id)

    def answers(self, client: Any, name: str, public_id: str) -> Iterator[str]:
        statuses = {"": 404, "public": 200, "withdrawn": 410, "merged": 200}
        listing = Listing.objects.filter(public_id=public_id).first()
        word = "places" if self.desk[name].kind == "place" else "people"
        for path in {f"/{word}/{public_id}/", f"/r/{public_id}/", *([listing.path] if listing else [])}:
            answer = client.get(path, follow=True)
            wanted = statuses[self.final(name).public]
            if answer.status_code != wanted:
                yield f"I9: {path} of {name} answers {answer.status_code}, not {wanted}."

    def final(self, name: str) -> Entity:
        """What answers for a record: itself, or what it was merged into in the end."""
        record = self.desk[name]
        while record.public == "merged":
            record = self.desk[record.survivor]
        return record


@functools.cache
def hashes(document: str) -> str:
    return content_hash(document)
