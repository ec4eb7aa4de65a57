"""The only writer of the public tables: publish a set, withdraw, confirm, reinstate, merge, vanish, rebuild.

Every act runs inside the caller's transaction and locks `Head` last, so sequence numbers have no gap and follow
commit order. Who may act is the desk's business; the database laws have the last word.
"""

import datetime
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from relations import cards, derivation
from relations.documents import content_hash, load, stub, stubs
from relations.models import (
    Change,
    EntryCount,
    Head,
    Listing,
    Path,
    PublishedEdition,
    PublishedFile,
    PublishedLink,
    PublishedRecord,
    PublishedTopic,
    SearchRow,
    TimelineEntry,
)
from relations.search import index, texts
from relations.vocabularies import TIMELINE_TYPES, Op, State

FACETS = ("group", "kind", "direction", "standing")
BATCH = 500
OF_RECORD = (TimelineEntry, SearchRow, Path, PublishedTopic, PublishedFile, Listing)
REBUILT = (EntryCount, PublishedLink, *OF_RECORD)


@transaction.atomic
def publish(*, documents: Sequence[str], at: datetime.datetime | None = None) -> list[PublishedEdition]:
    """Publish canonical document texts together, all or nothing; returns their editions in the same order."""
    at = at or timezone.now()
    editions = [add_edition(text, at) for text in documents]
    rendered = {
        edition.pk: cards.render(document, edition)
        for edition in editions
        if (document := load(edition.document))["type"] in TIMELINE_TYPES
    }
    head = lock_head()
    for edition in editions:
        append(head, Op.PUBLISH, edition.record, at, edition=edition)
    refresh([edition.record for edition in editions], rendered)
    head.save()
    return editions


def add_edition(text: str, at: datetime.datetime) -> PublishedEdition:
    """Store one document under its identity, which its first edition makes."""
    document = load(text)
    record = PublishedRecord.objects.filter(public_id=document["id"]).first()
    record = record or PublishedRecord.objects.create(public_id=document["id"], type=document["type"])
    last = record.editions.aggregate(last=models.Max("number"))["last"] or 0
    return PublishedEdition.objects.create(
        record=record, number=last + 1, document=text, content_hash=content_hash(text), published_at=at
    )


@transaction.atomic
def withdraw(
    *, public_id: str, reason: str, replacement: str | None = None, at: datetime.datetime | None = None
) -> None:
    """Withdraw at once; shows reason class and replacement only."""
    other = PublishedRecord.objects.get(public_id=replacement) if replacement else None
    act(Op.WITHDRAW, public_id, at, reason=reason, replacement=other)


@transaction.atomic
def confirm_withdrawal(*, public_id: str, notice: str, at: datetime.datetime | None = None) -> None:
    """Make a withdrawal final and show its own words."""
    act(Op.CONFIRM_WITHDRAWAL, public_id, at, notice=notice)


@transaction.atomic
def reinstate(*, public_id: str, at: datetime.datetime | None = None) -> None:
    """Bring the same bytes back while the withdrawal is unconfirmed."""
    act(Op.REINSTATE, public_id, at)


@transaction.atomic
def merge(*, public_id: str, survivor: str, at: datetime.datetime | None = None) -> None:
    """Let `survivor` answer for `public_id` from now on; no document is rewritten."""
    other = PublishedRecord.objects.get(public_id=survivor)
    act(Op.MERGE, public_id, at, replacement=other)


@transaction.atomic
def vanish(*, public_id: str, at: datetime.datetime | None = None) -> None:
    """Replace every text of one identity by a stub and drop what was derived from it; ids, numbers, dates and hashes stay.

    Other records keep their documents, and so their own words about this one.
    """
    record = PublishedRecord.objects.get(public_id=public_id)
    members = TimelineEntry.objects.filter(dossier=record).values("record")
    naming = list(
        PublishedRecord.objects.filter(pk__in=members)
    )  # what happened between sides that nobody can name now
    head = lock_head()
    append(head, Op.VANISH, record, at or timezone.now())
    record.editions.update(document=stub(record.type, public_id))
    record.changes.exclude(notice="").update(notice=stubs.TEXT)
    refresh([record, *naming])
    index.forget()
    head.save()


def act(op: Op, public_id: str, at: datetime.datetime | None, **columns) -> None:
    """One act on one identity: log it, refresh what is derived."""
    record = PublishedRecord.objects.get(public_id=public_id)
    head = lock_head()
    append(head, op, record, at or timezone.now(), **columns)
    refresh([record, *(resolving_to(record) if op == Op.MERGE else ())])
    head.save()


def resolving_to(record: PublishedRecord) -> list[PublishedRecord]:
    """Whose derived rows depend on what `record` is: what links to it, what was merged into it, and the entries of the
    dossiers on a side of which it stands.
    """
    linking = PublishedLink.objects.filter(target=record).values("source")
    merged = Listing.objects.filter(replacement=record, state=State.MERGED).values("record")
    dossiers = PublishedLink.objects.filter(target=record, relation="sides").values("source")
    members = TimelineEntry.objects.filter(dossier__in=dossiers).values("record")
    named = models.Q(pk__in=linking) | models.Q(pk__in=merged) | models.Q(pk__in=members)
    return list(PublishedRecord.objects.filter(named))


def lock_head() -> Head:
    """The head row, locked until the transaction ends; made on the very first act."""
    Head.objects.get_or_create(pk=1, defaults={"epoch": secrets.token_hex(8)})
    return Head.objects.select_for_update().get(pk=1)


def append(head: Head, op: Op, record: PublishedRecord, at: datetime.datetime, **columns) -> None:
    """The next row of the change log; the database checks references and decisions here."""
    head.seq += 1
    Change.objects.create(seq=head.seq, op=op, record=record, at=at, **columns)


def histories(records: Iterable[PublishedRecord]) -> list[derivation.History]:
    """Everything stored about some identities, in two queries."""
    records = list(records)
    editions: dict[int, list[PublishedEdition]] = {record.pk: [] for record in records}
    changes: dict[int, list[Change]] = {record.pk: [] for record in records}
    for edition in PublishedEdition.objects.filter(record__in=records).order_by("record_id", "number"):
        editions[edition.record_id].append(edition)
    for change in Change.objects.filter(record__in=records).order_by("seq"):
        changes[change.record_id].append(change)
    return [derivation.History(record, editions[record.pk], changes[record.pk]) for record in records]


def context_for(found: list[derivation.History], rendered: dict[int, cards.Card] | None = None) -> derivation.Context:
    """The identities that these histories name, and the sides of their dossiers."""
    documents = [load(edition.document) for history in found for edition in history.editions]
    named = {ref for document in documents for ref in document.get("refs", [])}
    dossiers = {ref for document in documents for ref in document["record"].get("dossiers", [])}
    merged = survivors()
    return derivation.Context(
        {record.public_id: record for record in PublishedRecord.objects.filter(public_id__in=named)},
        sides_of(dossiers, merged),
        rendered or {},
        merged,
    )


def survivors() -> dict[int, PublishedRecord]:
    """Key of each merged identity -> the one that it leads to in the end. Merges are few and have no cycle (law L9)."""
    rows = Change.objects.filter(op=Op.MERGE).select_related("replacement")
    into = {row.record_id: row.replacement for row in rows}
    found = {}
    for key, target in into.items():
        while target.pk in into:
            target = into[target.pk]
        found[key] = target
    return found


def sides_of(dossiers: set[str], merged: dict[int, PublishedRecord]) -> dict[str, list[set[int]]]:
    """Dossier id -> the keys of the countries of its two sides, by its newest edition; of the survivor for a merged one."""
    newest: dict[str, str] = {}
    rows = PublishedEdition.objects.filter(record__public_id__in=dossiers).order_by("record_id", "number")
    for public_id, text in rows.values_list("record__public_id", "document"):
        newest[public_id] = text
    sides = {
        public_id: [side["countries"] for side in load(text)["record"].get("sides", []) if not side.get("removed")]
        for public_id, text in newest.items()
    }
    named = {country for pair in sides.values() for countries in pair for country in countries}
    keys = dict(PublishedRecord.objects.filter(public_id__in=named).values_list("public_id", "pk"))
    now = {country: merged[key].pk if key in merged else key for country, key in keys.items()}
    return {
        public_id: [{now[country] for country in countries if country in now} for countries in pair]
        for public_id, pair in sides.items()
    }


def refresh(records: Sequence[PublishedRecord], rendered: dict[int, cards.Card] | None = None) -> None:
    """Make the derived rows of some identities what their stored rows say. The caller holds the head lock."""
    records = list(dict.fromkeys([*records, *members_of_changed_dossiers(records)]))
    keys = [record.pk for record in records]
    before = counts(keys)
    found = histories(records)
    context = context_for(found, rendered)
    index.remove(SearchRow.objects.filter(record__in=keys))
    for model in OF_RECORD:
        model.objects.filter(record__in=keys).delete()
    PublishedLink.objects.filter(source__in=keys).delete()
    write([derivation.derive(history, context) for history in found])
    move_counts(before, counts(keys))


def members_of_changed_dossiers(records: Sequence[PublishedRecord]) -> list[PublishedRecord]:
    """Entries whose direction depends on a dossier whose sides its newest edition changed."""
    dossiers = [record.pk for record in records if record.type == "dossier" and sides_changed(record)]
    members = TimelineEntry.objects.filter(dossier__in=dossiers).values("record")
    return list(PublishedRecord.objects.filter(pk__in=members)) if dossiers else []


def sides_changed(dossier: PublishedRecord) -> bool:
    """Whether the two newest editions of a dossier differ in their sides."""
    texts = dossier.editions.order_by("-number").values_list("document", flat=True)[:2]
    sides = [load(text)["record"].get("sides") for text in texts]
    return len(sides) == 2 and sides[0] != sides[1]


def write(derived: list[derivation.Rows]) -> None:
    """Insert derived rows, table by table."""
    Listing.objects.bulk_create([rows.listing for rows in derived], BATCH)
    TimelineEntry.objects.bulk_create([row for rows in derived for row in rows.entries], BATCH)
    PublishedLink.objects.bulk_create([row for rows in derived for row in rows.links], BATCH)
    search_rows = [row for rows in derived for row in rows.search]
    SearchRow.objects.bulk_create(search_rows, BATCH)
    index.add(search_rows)
    paths = [row for rows in derived for row in rows.paths]
    refuse_taken_words(paths)
    Path.objects.bulk_create(paths, BATCH)
    PublishedTopic.objects.bulk_create([row for rows in derived for row in rows.topics], BATCH)
    PublishedFile.objects.bulk_create([row for rows in derived for row in rows.files], BATCH)


class TakenWord(IntegrityError):
    """Two dossiers claim one address; `str()` is one sentence for a person."""


def refuse_taken_words(paths: list[Path]) -> None:
    """A word that another dossier has, or ever had, refuses the whole act; the head lock makes this exact."""
    owners = dict(Path.objects.filter(word__in=[row.word for row in paths]).values_list("word", "record_id"))
    for row in paths:
        if owners.setdefault(row.word, row.record_id) != row.record_id:
            raise TakenWord(f"the address word “{row.word}” belongs or belonged to another dossier; choose another")


def counts(records: list[int]) -> Counter[tuple[int, str, str]]:
    """The tally of the current entries among `records`."""
    return tally(TimelineEntry.objects.filter(record__in=records).only("dossier", "sort_key", "seq_to", *FACETS))


def tally(entries: Iterable[TimelineEntry]) -> Counter[tuple[int, str, str]]:
    """(dossier, facet, value) -> number of current entries; facet `all` has the value "", `year_group` "1983/visit"."""
    found: Counter[tuple[int, str, str]] = Counter()
    for row in entries:
        if row.seq_to is None and row.dossier_id:
            found[row.dossier_id, "all", ""] += 1
            found[row.dossier_id, "year", year_of(row.sort_key)] += 1
            found[row.dossier_id, "year_group", f"{year_of(row.sort_key)}/{row.group}"] += 1
            found.update((row.dossier_id, facet, getattr(row, facet)) for facet in FACETS)
    return found


def year_of(sort_key: int) -> str:
    """The year under which an entry is listed, as text of four digits."""
    return f"{datetime.date.fromordinal(sort_key >> 41).year:04d}"


def move_counts(before: Counter, after: Counter) -> None:
    """Keep the aggregates in step; the head lock makes this exact without a lock of their own."""
    for key in sorted(set(before) | set(after)):
        if not (difference := after[key] - before[key]):
            continue
        dossier, facet, value = key
        row, _ = EntryCount.objects.get_or_create(dossier_id=dossier, facet=facet, value=value, defaults={"count": 0})
        row.count += difference
        row.save() if row.count else row.delete()


@transaction.atomic
def rebuild() -> int:
    """Throw every derived row away and make it anew; returns how many identities there are."""
    head = lock_head()
    index.clear()
    for model in REBUILT:
        model.objects.all().delete()
    records = list(PublishedRecord.objects.order_by("pk"))
    for start in range(0, len(records), BATCH):
        found = histories(records[start : start + BATCH])
        write([derivation.derive(history, context_for(found)) for history in found])
    move_counts(Counter(), counts([record.pk for record in records]))
    head.save()
    return len(records)


@transaction.atomic
def rebuild_cards() -> int:
    """Render every card and list item that an older renderer made, and fold every search row; returns how many."""
    lock_head()
    return renew_cards() + renew_items() + renew_search()


def renew_cards() -> int:
    """The cards of timeline entries, older editions included."""
    stale = list(TimelineEntry.objects.exclude(renderer=cards.fingerprint()).select_related("edition"))
    for row in stale:
        card = cards.render(load(row.edition.document), row.edition)
        columns = derivation.card_columns(card) | {"card_json": card.json, "renderer": cards.fingerprint()}
        for name, text in columns.items():
            setattr(row, name, text)
        row.save(update_fields=list(columns))
    return len(stale)


def renew_items() -> int:
    """The list items of identities; what vanished has none."""
    stale = list(Listing.objects.exclude(renderer=cards.fingerprint()).select_related("edition"))
    for row in stale:
        if row.state != State.VANISHED:
            document = load(row.edition.document)
            row.item = cards.transport_json(cards.item(document, row.edition))
            row.title_cs = cards.title_in("cs", document["record"])
        row.renderer = cards.fingerprint()
        row.save(update_fields=["item", "title_cs", "renderer"])
    return len(stale)


def renew_search() -> int:
    """The search rows of public records that other code folded."""
    stale = list(SearchRow.objects.exclude(renderer=texts.fingerprint()).select_related("record__listing__edition"))
    index.remove(stale)
    for row in stale:
        entry = row.sort_key if row.record.type in TIMELINE_TYPES else 0
        fresh = texts.row(row.record, load(row.record.listing.edition.document), entry)
        row.type, row.title, row.text, row.renderer = fresh.type, fresh.title, fresh.text, fresh.renderer
        row.save(update_fields=["type", "title", "text", "renderer"])
    index.add(stale)
    return len(stale)
