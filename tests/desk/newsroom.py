"""A desk with much to do: every worklist filled with rows of its own, by bulk, for tests of counts and costs.

The rows are as the services leave them as far as a list looks; documents are empty. Take the laws away first (`lawless`).
"""

import datetime
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils import timezone

from editorial.models import (
    AccessPoint,
    Decision,
    Dossier,
    DossierMembership,
    Edition,
    LinkCheck,
    LogLine,
    Record,
    Reference,
    Release,
    ReleaseItem,
    Revision,
    Source,
    Translation,
    Triage,
    User,
)
from relations.models import Listing, PublishedEdition, PublishedRecord, Report

OLD = timezone.now() - datetime.timedelta(days=900)
BATCH = 500
# The state of the one edition of the records of each list.
STATES = {
    "returned": "changes_requested", "my_drafts": "draft", "assigned": "draft", "due": "draft", "to_review": "in_review",
    "to_publish": "approved", "scheduled": "scheduled", "to_confirm": "withdrawn", "merges": "published",
    "stale": "published", "broken": "published", "behind": "published", "liftable": "draft",
}  # fmt: skip
LISTS = (*STATES, "reports", "my_reports")


class Desk(NamedTuple):
    """`me` is who looks; `other` wrote everything that is not hers."""

    me: User
    other: User
    dossier: Dossier


def fill(desk: Desk, each: int, names: Iterable[str] = STATES) -> None:
    """`each` lines for every list, or for those named; every third line in review is a set of two."""
    for name in names:
        rows = records(desk, name, each)
        AFTER.get(name, nothing)(desk, editions(desk, name, rows))
    if names is STATES:
        reports(desk, each)


def records(desk: Desk, name: str, count: int) -> list[Record]:
    """Every second one belongs to the dossier."""
    rows = [Record(type="source", title=f"{name} {n}", created_by=desk.other) for n in range(count)]
    Record.objects.bulk_create(rows, BATCH)
    inside = [DossierMembership(record=row, dossier=desk.dossier) for row in rows[::2]]
    DossierMembership.objects.bulk_create(inside, BATCH)
    LogLine.objects.bulk_create([LogLine(record=row, actor=desk.other, verb="save") for row in rows], BATCH)
    return rows


def editions(desk: Desk, name: str, rows: list[Record]) -> list[Edition]:
    state, now = STATES[name], timezone.now()
    fields: dict[str, Any] = {"number": 1, "state": state, "submitted_at": None if state == "draft" else now}
    if name == "scheduled":
        fields |= {"scheduled_for": now + datetime.timedelta(hours=3), "scheduled_by": desk.other}
    if name == "assigned":
        fields["assignee"] = desk.me
    if name == "due":
        fields["due_on"] = now.date()
    found = [Edition(record=row, **fields) for row in rows]
    Edition.objects.bulk_create(found, BATCH)
    author = desk.me if name in ("returned", "my_drafts") else desk.other
    revisions = [
        Revision(edition=edition, record=edition.record, seq=1, document="{}", sha256="sha256:0", author=author)
        for edition in found
    ]
    Revision.objects.bulk_create(revisions, BATCH)
    if name in ("returned", "to_publish"):
        kind = "request_changes" if name == "returned" else "approve"
        decide(desk.me if kind == "approve" else desk.other, found, kind, revisions)
    return found


def decide(
    actor: User, found: list[Edition], kind: str, revisions: list[Revision] | None = None, **fields: Any
) -> None:
    rows = [
        Decision(
            record=edition.record, kind=kind, actor=actor, comment="Why.",
            revision=revisions[n] if revisions else None, **fields,
        )
        for n, edition in enumerate(found)
    ]  # fmt: skip
    Decision.objects.bulk_create(rows, BATCH)


def nothing(desk: Desk, found: list[Edition]) -> None:
    """These editions need no further rows."""


def pair_up(desk: Desk, found: list[Edition]) -> None:
    """Every third one leads a set with another one."""
    leads = found[::3]
    partners = editions(desk, "to_review", records(desk, "partner", len(leads)))
    releases = Release.objects.bulk_create([Release(created_by=desk.other) for _ in leads], BATCH)
    items = [
        ReleaseItem(release=release, edition=edition, revision=edition.revisions.get())
        for release, *pair in zip(releases, leads, partners, strict=True)
        for edition in pair
    ]
    ReleaseItem.objects.bulk_create(items, BATCH)


def withdraw(desk: Desk, found: list[Edition]) -> None:
    decide(desk.other, found, "withdraw")


def propose(desk: Desk, found: list[Edition]) -> None:
    decide(desk.other, found, "propose_merge", survivor=desk.dossier)


def publish(found: list[Edition], at: datetime.datetime) -> None:
    """A public face for each record, as far as the desk reads it."""
    ids = [edition.record.public_id for edition in found]
    public = PublishedRecord.objects.bulk_create(
        [PublishedRecord(public_id=each, type="source") for each in ids], BATCH
    )
    texts = [PublishedEdition(record=row, number=1, document="{}", content_hash="x", published_at=at) for row in public]
    PublishedEdition.objects.bulk_create(texts, BATCH)
    listings = [
        Listing(
            record=row, public_id=row.public_id, type="source", state="public", edition=text, number=1, title="A title",
            slug="a-title", path=f"/sources/{row.public_id}/", sort_title="a title", item="{}" * 400, first_seq=1, seq=1,
            first_published_at=at, updated_at=at,
        )
        for row, text in zip(public, texts, strict=True)
    ]  # fmt: skip
    Listing.objects.bulk_create(listings, BATCH)


def grow_stale(desk: Desk, found: list[Edition]) -> None:
    publish(found, OLD)


def break_links(desk: Desk, found: list[Edition]) -> None:
    """Each source has one address that fails; the next one cites it."""
    for edition in found:
        Source(record_ptr_id=edition.record_id, source_kind="news").save_base(raw=True)
    urls = [f"https://example.org/{edition.pk}" for edition in found]
    points = [AccessPoint(record_id=each.record_id, n=1, url=url) for each, url in zip(found, urls, strict=True)]
    AccessPoint.objects.bulk_create(points, BATCH)
    checks = [
        LinkCheck(url=url, checked_at=OLD, status=404, fault="Gone.", failing_since=OLD, failures=1) for url in urls
    ]
    LinkCheck.objects.bulk_create(checks, BATCH)


def leave_behind(desk: Desk, found: list[Edition]) -> None:
    rows = [
        Translation(record=edition.record, n=1, anchor="title", language="cs", text="Titul", of="x", behind=True)
        for edition in found
    ]
    Translation.objects.bulk_create(rows, BATCH)


def hold_back(desk: Desk, found: list[Edition]) -> None:
    """Each names a public record in a held row."""
    target = editions(desk, "stale", records(desk, "target", 1))
    publish(target, timezone.now())
    rows = [
        Reference(
            source=edition.record, target=target[0].record, relation="claims", anchor="claims/1/holder", held=True
        )
        for edition in found
    ]
    Reference.objects.bulk_create(rows, BATCH)


def reports(desk: Desk, each: int) -> None:
    """New ones, and as many that this person took."""
    first = Report.objects.count()
    rows = [
        Report(reference=f"{first + number:04d}-{tail}", text="It is wrong.", seq=1, received_at=OLD)
        for tail in ("AAAA", "BBBB")
        for number in range(each)
    ]
    Report.objects.bulk_create(rows, BATCH)
    taken = [Triage(report=row, state="taken", taken_by=desk.me, taken_at=OLD) for row in rows[each:]]
    Triage.objects.bulk_create(taken, BATCH)


AFTER: dict[str, Callable[[Desk, list[Edition]], None]] = {
    "to_review": pair_up,
    "to_confirm": withdraw,
    "merges": propose,
    "stale": grow_stale,
    "broken": break_links,
    "behind": leave_behind,
    "liftable": hold_back,
}
