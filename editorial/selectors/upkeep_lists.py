"""Lists of what keeps the public record right: old checks, links that fail, translations left behind, rows held back.

A key is the record's own.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Case, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, When
from django.utils.translation import get_language_info

from editorial import spans
from editorial.models import AccessPoint, Checkup, Edition, LinkCheck, Record, Reference, Revision, Translation, User
from editorial.selectors.facts import Facts, grouped
from editorial.selectors.mentions import cited_by
from editorial.selectors.worklist import Scope, WorkItem, Worklist
from editorial.workflow import OPEN_STATES, EditionState
from relations.documents import label
from relations.models import Listing
from relations.vocabularies import State

GONE = (404, 410)  # a status that needs no second day
BROKEN = Q(status__in=GONE) | Q(failures__gte=2)
MANY = 6  # details of one line
STANDING = [*OPEN_STATES, EditionState.PUBLISHED]


class RecordList(Worklist):
    """One line for each record, worked on by whoever may write."""

    act, screen = "Edit", "change"
    of_records = True

    def rows(self, scope: Scope) -> QuerySet:
        raise NotImplementedError

    def keys(self, scope: Scope) -> QuerySet:
        return scope.inside(self.rows(scope), "pk").order_by("title", "pk").values_list("pk", flat=True)

    def items(self, scope: Scope, keys: Sequence[Any], facts: Facts) -> list[WorkItem]:
        found = [facts.records[key] for key in keys if key in facts.records]
        return self.lines(scope, found, self.refusal(scope))

    def brief(self, scope: Scope, keys: Sequence[Any], facts: Facts) -> list[WorkItem]:
        """Titles alone: what is wrong with each stands on the list's own page, and here it would cost as much as the rest."""
        found = [facts.records[key] for key in keys if key in facts.records]
        return [WorkItem(record, str(record), self.refusal(scope), None, []) for record in found]

    def lines(self, scope: Scope, records: list[Record], reason: str | None) -> list[WorkItem]:
        raise NotImplementedError


def checked_since(limit: Any) -> QuerySet:
    return Checkup.objects.filter(at__gte=limit).values("record")


class Stale(RecordList):
    """Public records whose newest edition and last check are both older than CHECK_AFTER_MONTHS."""

    name, title = "stale", "To check again"
    empty, act, screen, since = "to check again", "Check", "check", "last looked at"
    about = (
        "Public for so long that the world may have moved. Read the record against its sources; if it is still right,"
        " say so, else edit it."
    )

    def rows(self, scope: Scope) -> QuerySet:
        limit = spans.months_before(scope.now, settings.CHECK_AFTER_MONTHS)
        old = Listing.objects.filter(state=State.PUBLIC, updated_at__lt=limit).values("public_id")
        return Record.objects.filter(public_id__in=old).exclude(pk__in=checked_since(limit))

    def keys(self, scope: Scope) -> QuerySet:
        """The longest unseen first."""
        published = Listing.objects.filter(public_id=OuterRef("public_id")).values("updated_at")
        checked = Checkup.objects.filter(record=OuterRef("pk")).order_by("-at").values("at")[:1]
        rows = self.rows(scope).annotate(published=Subquery(published), checked=Subquery(checked))
        seen = Case(When(checked__gt=F("published"), then=F("checked")), default=F("published"))
        return scope.inside(rows, "pk").order_by(seen, "pk").values_list("pk", flat=True)

    def lines(self, scope: Scope, records: list[Record], reason: str | None) -> list[WorkItem]:
        ids = [record.public_id for record in records]
        listings = Listing.objects.filter(public_id__in=ids)
        published = dict(listings.values_list("public_id", "updated_at"))
        checks = last_checks(records)
        return [self.line(record, published.get(record.public_id), checks.get(record.pk), reason) for record in records]

    def line(self, record: Record, published: Any, check: Checkup | None, reason: str | None) -> WorkItem:
        if check is None or (published and check.at < published):
            return WorkItem(record, str(record), reason, published, [], did="published")
        return WorkItem(record, str(record), reason, check.at, [check.actor], comment=check.note, did="checked")


def last_checks(records: Iterable[Record]) -> dict[Any, Checkup]:
    """The newest check of each record."""
    rows = Checkup.objects.filter(record__in=list(records)).select_related("actor").order_by("pk")
    return {row.record_id: row for row in rows}


class Broken(RecordList):
    name, title = "broken", "Sources with broken links"
    empty, since = "links that fail", "failing since"
    about = (
        "Addresses that answered “gone”, or failed on two days in a row. Add an archived copy, or correct the address."
    )

    def rows(self, scope: Scope) -> QuerySet:
        broken = LinkCheck.objects.filter(BROKEN).exclude(fault="").values("url")
        points = AccessPoint.objects.filter(Q(url__in=broken) | Q(archive_url__in=broken), removed=False)
        standing = Edition.objects.filter(record=OuterRef("pk"), state__in=STANDING)
        return Record.objects.filter(Exists(standing), pk__in=points.values("record"))

    def lines(self, scope: Scope, records: list[Record], reason: str | None) -> list[WorkItem]:
        points = grouped(
            AccessPoint.objects.filter(record__in=records, removed=False).order_by("position", "n"),
            lambda row: row.record_id,
        )
        urls = {url for rows in points.values() for row in rows for url in (row.url, row.archive_url) if url}
        checks = {row.url: row for row in LinkCheck.objects.filter(BROKEN, url__in=urls).exclude(fault="")}
        mentions = cited_by(records)
        return [
            self.line(record, points.get(record.pk, []), checks, reason, mentions.get(record.pk)) for record in records
        ]

    def line(self, record: Record, points: list, checks: dict, reason: str | None, mention: Any) -> WorkItem:
        failing = {
            url: (kind, checks[url])
            for point in points
            for kind, url in (("", point.url), ("archived copy ", point.archive_url))
            if url in checks
        }
        details = [f"{kind}{url}: {check.fault}" for url, (kind, check) in failing.items()]
        oldest = min((check.failing_since for _, check in failing.values()), default=None)
        return WorkItem(record, str(record), reason, oldest, [], details=shortened(details), mention=mention)


class Behind(RecordList):
    """Translations of a text that has changed since, and those that a correction took from the page."""

    name, title = "behind", "Translations behind their text"
    empty, act, since = "translations behind", "Translate", "text changed"
    about = (
        "The original says something else than when it was translated. A withheld translation is not shown to readers."
    )
    left: ClassVar[Q] = Q(behind=True) | Q(withheld=True)

    def rows(self, scope: Scope) -> QuerySet:
        left = Translation.objects.filter(self.left, removed=False)
        standing = Edition.objects.filter(record=OuterRef("pk"), state__in=STANDING)
        return Record.objects.filter(Exists(standing), pk__in=left.values("record"))

    def lines(self, scope: Scope, records: list[Record], reason: str | None) -> list[WorkItem]:
        rows = Translation.objects.filter(self.left, record__in=records, removed=False).order_by("position", "n")
        left, saved = grouped(rows, lambda row: row.record_id), last_saved(records)
        return [self.line(record, left.get(record.pk, []), saved.get(record.pk), reason) for record in records]

    def line(self, record: Record, left: list[Translation], saved: tuple | None, reason: str | None) -> WorkItem:
        details = [
            f"{language(row.language)}: {label(row.anchor)}{' (not shown to readers)' if row.withheld else ''}"
            for row in left
        ]
        since, author = saved or (None, None)
        return WorkItem(record, str(record), reason, since, [author] if author else [], details=shortened(details))


def last_saved(records: Iterable[Record]) -> dict[Any, tuple[Any, User]]:
    """When each record was saved last, and by whom."""
    rows = Revision.objects.filter(record__in=list(records)).order_by("seq")
    names = ("record", "created_at", "author__username", "author__first_name", "author__last_name")
    return {
        key: (at, User(username=name, first_name=first, last_name=last))
        for key, at, name, first, last in rows.values_list(*names)
    }


def language(code: str) -> str:
    try:
        return get_language_info(code)["name"]
    except KeyError:
        return code


class Row(Func):
    """The row that a reference stands in, by its anchor without the name of the column: `participations/1/`."""

    function, template, output_field = (
        "RTRIM",
        "%(function)s(%(expressions)s, 'abcdefghijklmnopqrstuvwxyz_')",
        TextField(),
    )


class Liftable(RecordList):
    """Rows held back although every record that they name is public now."""

    name, title = "liftable", "Held rows that can be lifted"
    empty, act = "held rows to lift", "Lift"
    about = (
        "These rows were held back because a record that they name was not public. Now it is: untick “hold back”, save."
    )

    def held(self) -> QuerySet:
        """Held references with all other names of the same row public."""
        public = Listing.objects.filter(state=State.PUBLIC).values("public_id")
        held = Reference.objects.filter(held=True).annotate(row=Row("anchor"))
        same = held.filter(source=OuterRef("source"), relation=OuterRef("relation"), row=OuterRef("row"))
        return held.filter(~Exists(same.filter(~Q(target__public_id__in=public))))

    def rows(self, scope: Scope) -> QuerySet:
        return Record.objects.filter(pk__in=self.held().values("source"))

    def lines(self, scope: Scope, records: list[Record], reason: str | None) -> list[WorkItem]:
        rows = self.held().filter(source__in=records).select_related("target").order_by("pk")
        held = grouped(rows, lambda row: row.source_id)
        return [self.line(record, held.get(record.pk, []), reason) for record in records]

    def line(self, record: Record, rows: list[Reference], reason: str | None) -> WorkItem:
        details = [f"{label(row.anchor)}: “{row.target}” is public" for row in rows]
        return WorkItem(record, str(record), reason, None, [], details=shortened(details))


def shortened(details: list[str]) -> list[str]:
    """The first few, and how many more there are."""
    rest = len(details) - MANY
    return [*details[:MANY], f"and {rest} more"] if rest > 0 else details


UPKEEP_LISTS = (Stale(), Broken(), Behind(), Liftable())
