"""Selectors for what was put right in a dossier: corrections, clarifications, withdrawals, merges. Reads, never renders.

Updates (the world moved) and changes of wording are not announced here: the versions of each record have them.
Nothing of a text that is withdrawn now is handed out, neither as before nor as after.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, Q, QuerySet, TextChoices, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from relations import comparing, profiles
from relations.comparing import Difference
from relations.documents import load
from relations.models import Change, Listing, PublishedEdition
from relations.profiles import Name
from relations.vocabularies import ChangeKind, Op, RecordType, State

GONE = (State.WITHDRAWN, State.VANISHED)


class Kind(TextChoices):
    """What a reader calls it when the record was put right."""

    CORRECTION = "correction", _("correction")
    CLARIFICATION = "clarification", _("clarification")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    REINSTATEMENT = "reinstatement", _("reinstatement")
    MERGE = "merge", _("merge")
    REMOVAL = "removal", _("removal")


KIND_OF_OP = {
    Op.WITHDRAW: Kind.WITHDRAWAL,
    Op.REINSTATE: Kind.REINSTATEMENT,
    Op.MERGE: Kind.MERGE,
    Op.VANISH: Kind.REMOVAL,
}
KIND_OF_CHANGE = {ChangeKind.CORRECTION: Kind.CORRECTION, ChangeKind.CLARIFICATION: Kind.CLARIFICATION}


class Entry(NamedTuple):
    """One act. `version`: the edition that it made; `differences`: what that says otherwise than the one before, None
    where one of the two is withdrawn; `days`: how long the error stood; `notice`: the editors' own words.
    """

    seq: int
    at: datetime.datetime
    kind: Kind
    name: Name
    version: int = 0
    notice: str = ""
    reason: str = ""
    replacement: Name | None = None
    differences: list[Difference] | None = None
    days: int | None = None


def acts(dossier: Listing, until: int) -> QuerySet[Change]:
    """The acts of all kinds on the records of a dossier, up to a sequence number, newest first; `act` is the kind.

    Which dossier a record belongs to, its newest document says, withdrawn or not. What vanished belongs to none, so it
    stands in the list of each, with nothing but the act itself. Canonical text starts with the change, so it can be
    told by its first characters; inside a text a quote is escaped, so `"K7Q2XD"` is a reference.
    """
    of_change = [
        When(op=Op.PUBLISH, edition__document__startswith=f'{{"change":{{"kind":"{kind}"', then=Value(str(act)))
        for kind, act in KIND_OF_CHANGE.items()
    ]
    of_op = [When(op=op, then=Value(str(act))) for op, act in KIND_OF_OP.items()]
    text = "record__listing__edition__document__contains"
    member = Q(**{text: f'"{dossier.public_id}"'}) | ~Q(**{text: '"dossiers":['})
    known = Q(record=dossier.record_id) | (~Q(record__type=RecordType.DOSSIER) & member)
    left = ~Q(record__listing__state=State.VANISHED) | Q(op=Op.VANISH)
    named = Change.objects.annotate(act=Case(*of_change, *of_op, default=Value(""), output_field=CharField()))
    return named.filter(known, left, seq__lte=until).exclude(act="").order_by("-seq")


def counts(found: QuerySet[Change]) -> list[dict[str, Any]]:
    """Per UTC year, newest first: the year, its sum, and how many acts there were of each kind. One query."""
    rows = found.order_by().annotate(year=ExtractYear("at", tzinfo=datetime.UTC)).values("year", "act")
    years: dict[int, dict[str, int]] = defaultdict(dict)
    for row in rows.annotate(number=Count("seq")):
        years[row["year"]][row["act"]] = row["number"]
    return [
        {"year": year, "all": sum(years[year].values()), "kinds": [years[year].get(kind, 0) for kind in Kind.values]}
        for year in sorted(years, reverse=True)
    ]


def page(found: QuerySet[Change], *, after: int | None, limit: int) -> tuple[list[Entry], int | None]:
    """Up to `limit` entries older than the key `after`, and the key of the page after. Four queries, however many."""
    older = found if after is None else found.filter(seq__lt=after)
    rows = list(older.select_related("record__listing", "edition", "replacement__listing")[: limit + 1])
    shown = rows[:limit]
    notices, editions = notices_of(shown), editions_of(shown)
    pairs = {row.seq: pair for row in shown if (pair := pair_of(row, editions))}
    found_at = {seq: [comparing.values(load(each.document)) for each in pair] for seq, pair in pairs.items()}
    ids = {each for old, new in found_at.values() for each in comparing.ids_at(comparing.changed(old, new), old, new)}
    names = profiles.names(ids)
    entries = [
        entry(row, notices.get(row.seq, ""))._replace(
            **told(row, found_at[row.seq], editions[row.record_id], names) if row.seq in pairs else {}
        )
        for row in shown
    ]
    return entries, shown[-1].seq if len(rows) > limit else None


def entry(row: Change, notice: str) -> Entry:
    """One act without its differences. A text that is withdrawn takes the note on it along."""
    listing = row.record.listing
    name = profiles.name_of(listing)
    bare = Entry(row.seq, row.at, Kind(row.act), name)
    if row.op == Op.PUBLISH:
        if is_withdrawn(listing, row.edition.number):
            return bare._replace(version=row.edition.number)
        note = load(row.edition.document)["change"].get("note", "")
        return bare._replace(version=row.edition.number, notice=note)
    other = profiles.name_of(row.replacement.listing) if row.replacement_id else None
    return bare._replace(reason=row.get_reason_display() if row.reason else "", replacement=other, notice=notice)


def is_withdrawn(listing: Listing, number: int) -> bool:
    """Whether the text of an edition may not be shown."""
    return listing.state in GONE or number <= listing.withdrawn_through


def notices_of(rows: Iterable[Change]) -> dict[int, str]:
    """Number of each withdrawal -> the words with which it was confirmed. One query."""
    records = {row.record_id for row in rows if row.op == Op.WITHDRAW}
    found: dict[int, str] = {}
    last: dict[int, int] = {}
    for row in Change.objects.filter(op__in=(Op.WITHDRAW, Op.CONFIRM_WITHDRAWAL), record__in=records).order_by("seq"):
        if row.op == Op.WITHDRAW:
            last[row.record_id] = row.seq
        else:
            found[last[row.record_id]] = row.notice
    return found


def editions_of(rows: Iterable[Change]) -> dict[int, list[PublishedEdition]]:
    """Record -> its editions that are not withdrawn, oldest first, of the records that some acts corrected."""
    corrected = {row.record_id: row.record.listing for row in rows if row.op == Op.PUBLISH}
    found: dict[int, list[PublishedEdition]] = defaultdict(list)
    for edition in PublishedEdition.objects.filter(record__in=corrected).order_by("record_id", "number"):
        if not is_withdrawn(corrected[edition.record_id], edition.number):
            found[edition.record_id].append(edition)
    return found


def pair_of(
    row: Change, editions: dict[int, list[PublishedEdition]]
) -> tuple[PublishedEdition, PublishedEdition] | None:
    """The edition before a correction and the one that it made; None where either is withdrawn."""
    if row.op != Op.PUBLISH:
        return None
    by_number = {each.number: each for each in editions[row.record_id]}
    old, new = by_number.get(row.edition.number - 1), by_number.get(row.edition.number)
    return (old, new) if old and new else None


def told(
    row: Change, pair: list[dict[str, comparing.Value]], editions: list[PublishedEdition], names: profiles.Names
) -> dict[str, Any]:
    """What a correction changed, and how many days the error had stood."""
    found = comparing.differences(row.record.type, *pair, names)
    if row.act != Kind.CORRECTION or not found:
        return {"differences": found}
    wrong = [each.anchor for each in found if each.op != "added"] or [each.anchor for each in found]
    since = first_day(wrong, pair[0], [each for each in editions if each.number < row.edition.number])
    return {"differences": found, "days": (utc_day(row.at) - since).days}


def first_day(anchors: list[str], wrong: dict[str, comparing.Value], editions: list[PublishedEdition]) -> datetime.date:
    """The day since which any of some values stood as it did before the correction."""
    standing, since = set(anchors), editions[-1].published_at
    for edition in reversed(editions):
        there = comparing.values(load(edition.document))
        standing = {each for each in standing if there.get(each) == wrong.get(each)}
        if not standing:
            break
        since = edition.published_at
    return utc_day(since)


def utc_day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(datetime.UTC).date()
