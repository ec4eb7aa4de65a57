"""Stored tables -> derived rows, as plain functions: what `publication` writes, `rebuild` remakes and `verify` compares."""

import datetime
from typing import Any, NamedTuple

from relations import cards, dates, languages
from relations.documents import links, load, stubs
from relations.models import (
    Change,
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
from relations.search import texts
from relations.search.folding import fold
from relations.vocabularies import (
    ACTING_ROLES,
    GROUP_OF_KIND,
    RECEIVING_ROLES,
    SHARED_ROLES,
    TIMELINE_TYPES,
    Direction,
    Op,
    State,
)

STATE_AFTER = {
    Op.PUBLISH: State.PUBLIC,
    Op.REINSTATE: State.PUBLIC,
    Op.WITHDRAW: State.WITHDRAWN,
    Op.CONFIRM_WITHDRAWAL: State.WITHDRAWN,
    Op.MERGE: State.MERGED,
    Op.VANISH: State.VANISHED,
}
ENDS = (Op.WITHDRAW, Op.MERGE, Op.VANISH)


class History(NamedTuple):
    """Everything stored about one identity: editions by number, changes by sequence number."""

    record: PublishedRecord
    editions: list[PublishedEdition]
    changes: list[Change]


class Span(NamedTuple):
    """From which act to which (exclusive, None = still) an edition stood in public."""

    edition: PublishedEdition
    seq_from: int
    seq_to: int | None


class Rows(NamedTuple):
    """All derived rows of one identity; `entries` include those of older editions."""

    listing: Listing
    entries: list[TimelineEntry]
    links: list[PublishedLink]
    search: list[SearchRow]
    paths: list[Path]
    topics: list[PublishedTopic]
    files: list[PublishedFile]


class Context(NamedTuple):
    """What else derived rows depend on: ids -> identities, dossier id -> its two sides (sets of the keys of countries),
    and the key of each merged identity -> the one that stands for it now.
    """

    records: dict[str, PublishedRecord]
    sides: dict[str, list[set[int]]]
    rendered: dict[int, cards.Card]
    survivors: dict[int, PublishedRecord]

    def standing_for(self, record: PublishedRecord) -> PublishedRecord:
        """The identity that answers for `record`: itself, or the one that it was merged into."""
        return self.survivors.get(record.pk, record)

    def side_of(self, part: dict[str, Any], sides: list[set[int]]) -> int | None:
        """0 or 1 for the side whose countries hold the part's state (or the party itself); None for neither."""
        named = {self.standing_for(self.records[name]).pk for name in ids_of(part) if name in self.records}
        return next((index for index, countries in enumerate(sides) if named & countries), None)


def spans(history: History) -> list[Span]:
    """When each edition stood in public, oldest first."""
    editions = {edition.pk: edition for edition in history.editions}
    found: list[Span] = []
    for change in history.changes:
        if change.op in (Op.PUBLISH, *ENDS) and found and found[-1].seq_to is None:
            found[-1] = found[-1]._replace(seq_to=change.seq)
        if change.op == Op.PUBLISH:
            found.append(Span(editions[change.edition_id], change.seq, None))
        elif change.op == Op.REINSTATE:
            found.append(Span(found[-1].edition, change.seq, None))
    return found


def withdrawn_through(history: History) -> int:
    """Number of the last edition that a standing withdrawal covers; 0 for none. A later edition brings none back."""
    number, through, before = 0, 0, 0
    numbers = {edition.pk: edition.number for edition in history.editions}
    for change in history.changes:
        if change.op == Op.PUBLISH:
            number = numbers[change.edition_id]
        elif change.op == Op.WITHDRAW:
            before, through = through, number
        elif change.op == Op.REINSTATE:
            through = before
        elif change.op == Op.VANISH:
            through = number
    return through


def derive(history: History, context: Context) -> Rows:
    """All derived rows of one identity."""
    newest = history.editions[-1]
    document = load(newest.document)
    state = STATE_AFTER[history.changes[-1].op]
    if state == State.VANISHED:
        return Rows(nameless(history), [], [], [], [], [], [])
    key = sort_key(history.record, document) if document["type"] in TIMELINE_TYPES else 0
    public = state == State.PUBLIC
    return Rows(
        listing(history, document, state, context),
        entries(history, context) if document["type"] in TIMELINE_TYPES else [],
        link_rows(history.record, document, context, key) if public else [],
        [texts.row(history.record, document, key)] if public else [],
        paths(history),
        topic_rows(history.record, document, key) if public else [],
        file_rows(history.record, document) if public else [],
    )


def sort_key(record: PublishedRecord, document: dict[str, Any]) -> int:
    """The 63-bit place of an incident or visit: order, cursor and search row id in one."""
    value = document["record"]["date"]
    return dates.sort_key(
        dates.parse(value["edtf"]),
        not_before=value.get("not_before"),
        not_after=value.get("not_after"),
        order_in_day=document["record"].get("order_in_day", 0),
        pk=record.pk,
    )


def listing(history: History, document: dict[str, Any], state: State, context: Context) -> Listing:
    """The current face: name, address, state; of a withdrawn record the reason and, once confirmed, the notice."""
    newest, record = history.editions[-1], document["record"]
    first, last = history.changes[0], history.changes[-1]
    row = Listing(
        record=history.record,
        public_id=history.record.public_id,
        type=history.record.type,
        state=state,
        edition=newest,
        number=newest.number,
        title=record["title"],
        title_cs=cards.title_in("cs", record),
        slug=record["slug"],
        path=cards.path_of(document),
        summary=record.get("summary", ""),
        sort_title=fold(record["title"])[:300],
        item=cards.transport_json(cards.item(document, newest)),
        renderer=cards.fingerprint(),
        first_seq=first.seq,
        seq=last.seq,
        first_published_at=first.at,
        updated_at=last.at,
        withdrawn_through=withdrawn_through(history),
    )
    if state == State.WITHDRAWN:
        tell_withdrawal(row, history.changes)
    if state == State.MERGED:
        row.replacement_id = context.standing_for(history.record).pk
    return row


def nameless(history: History) -> Listing:
    """What stays of a record that vanished: that it was there, and when."""
    newest, first, last = history.editions[-1], history.changes[0], history.changes[-1]
    return Listing(
        record=history.record,
        public_id=history.record.public_id,
        type=history.record.type,
        state=State.VANISHED,
        edition=newest,
        number=newest.number,
        title=stubs.TITLE,
        item="{}",
        renderer=cards.fingerprint(),
        first_seq=first.seq,
        seq=last.seq,
        first_published_at=first.at,
        updated_at=last.at,
        withdrawn_at=last.at,
        withdrawn_through=newest.number,
    )


def tell_withdrawal(row: Listing, changes: list[Change]) -> None:
    """Reason, date and replacement from the `withdraw` row; own words only from its confirmation."""
    withdrawal = next(change for change in reversed(changes) if change.op == Op.WITHDRAW)
    row.reason, row.withdrawn_at, row.replacement_id = withdrawal.reason, withdrawal.at, withdrawal.replacement_id
    if changes[-1].op == Op.CONFIRM_WITHDRAWAL:
        row.notice = changes[-1].notice


def entries(history: History, context: Context) -> list[TimelineEntry]:
    """One row per span of an edition and dossier; editions under a withdrawal have none, at any date."""
    through = withdrawn_through(history)
    first = history.changes[0].seq
    return [
        row
        for span in spans(history)
        if span.edition.number > through
        for row in entries_of_span(history.record, span, first, context)
    ]


def entries_of_span(record: PublishedRecord, span: Span, first: int, context: Context) -> list[TimelineEntry]:
    document = load(span.edition.document)
    card = context.rendered.get(span.edition.pk) or cards.render(document, span.edition)
    ids = document["record"].get("dossiers", [])
    return [
        TimelineEntry(
            record=record,
            edition=span.edition,
            dossier=context.records.get(public_id) if public_id else None,
            main=index == 0,
            seq_first=first,
            seq_from=span.seq_from,
            seq_to=span.seq_to,
            **card_columns(card),
            card_json=card.json,
            renderer=cards.fingerprint(),
            direction=direction(document, context.sides.get(public_id or "", []), context),
            **entry_columns(record, document),
        )
        for index, public_id in enumerate(ids or [None])
    ]


def card_columns(card: cards.Card) -> dict[str, str]:
    """The ready cards by column: `card` in the original language, `card_cs` and so on in the others."""
    return {languages.column("card", language): html for language, html in card.html.items()}


def entry_columns(record: PublishedRecord, document: dict[str, Any]) -> dict[str, Any]:
    """The columns of a timeline row that come from the document alone."""
    value = document["record"]["date"]
    edtf = dates.parse(value["edtf"])
    earliest, latest = dates.filter_bounds(edtf, value.get("not_before"), value.get("not_after"))
    return {
        "sort_key": sort_key(record, document),
        "earliest": earliest or datetime.date.min,
        "latest": latest or datetime.date.max,
        "precision": edtf.precision,
        "known_to": edtf.known_to,
        "certain": edtf.bounded and not edtf.qualified,
        "group": GROUP_OF_KIND[document["record"]["kind"]],
        "kind": document["record"]["kind"],
        "standing": document["record"].get("standing", "established"),
        "case": document["record"].get("case", ""),
    }


def direction(document: dict[str, Any], sides: list[set[int]], context: Context) -> str:
    """Who acts towards whom, seen from a dossier's sides: guest to host, initiator to target, else both that signed,
    else as its measures say.

    What is only alleged gives no direction: that would state the allegation as a fact. Who stands on neither side, like
    the host of a meeting elsewhere, changes nothing.
    """
    if len(sides) != 2:
        return Direction.NONE
    parts = [part for part in alive(document, "participations") if not part.get("alleged")]
    acting = on_sides(context, [part for part in parts if part["role"] in ACTING_ROLES], sides)
    receiving = on_sides(context, [part for part in parts if part["role"] in RECEIVING_ROLES], sides)
    if not acting | receiving:
        acting = receiving = together(context, parts, sides)
    if not acting | receiving:
        measures = alive(document, "measures")
        acting = on_sides(context, [{"who": part.get("imposing")} for part in measures], sides)
        receiving = on_sides(context, [{"who": part.get("receiving")} for part in measures], sides)
    if (acting, receiving) == ({0}, {1}):
        return Direction.FIRST_TO_SECOND
    if (acting, receiving) == ({1}, {0}):
        return Direction.SECOND_TO_FIRST
    return Direction.MUTUAL if {0, 1} <= acting | receiving else Direction.NONE


def together(context: Context, parts: list[dict[str, Any]], sides: list[set[int]]) -> set[int]:
    """Both sides where they signed or took part side by side; a shared part of one side alone says nothing."""
    found = on_sides(context, [part for part in parts if part["role"] in SHARED_ROLES], sides)
    return found if found == {0, 1} else set()


def on_sides(context: Context, parts: list[dict[str, Any]], sides: list[set[int]]) -> set[int]:
    """The sides that some parties stand on."""
    return {context.side_of(part, sides) for part in parts} - {None}


def ids_of(part: dict[str, Any]) -> set[str]:
    """The state that a party represents, and the party itself."""
    return {part[name] for name in ("state", "who") if part.get(name)}


def alive(document: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The parts of one list that were not removed."""
    return [part for part in document["record"].get(key, []) if not part.get("removed")]


def link_rows(record: PublishedRecord, document: dict[str, Any], context: Context, key: int) -> list[PublishedLink]:
    """Who the current edition names. Targets are identities, so a later withdrawal changes none of these rows; a merged
    one is found under its survivor.
    """
    return [
        PublishedLink(
            source=record,
            target=context.standing_for(context.records[link.target]),
            relation=link.relation,
            role=link.role,
            anchor=link.anchor,
            sort_key=key,
        )
        for link in links(document)
        if link.target in context.records
    ]


def topic_rows(record: PublishedRecord, document: dict[str, Any], key: int) -> list[PublishedTopic]:
    topics = document["record"].get("topics", [])
    return [PublishedTopic(record=record, topic=topic, sort_key=key) for topic in topics]


def file_rows(record: PublishedRecord, document: dict[str, Any]) -> list[PublishedFile]:
    """One row per file; the same file attached twice is named by its first title."""
    files = {part["sha256"]: part for part in reversed(alive(document, "attachments"))}
    return [
        PublishedFile(record=record, sha256=sha256, media_type=part["media_type"], title=part["title"])
        for sha256, part in sorted(files.items())
    ]


def paths(history: History) -> list[Path]:
    """Every slug that a dossier ever had in public."""
    if history.record.type != "dossier":
        return []
    words = {load(edition.document)["record"]["slug"] for edition in history.editions}
    return [Path(word=word, record=history.record) for word in sorted(words)]
