"""Keeping the public record right: that somebody checked a record again, and what the addresses of its sources answered."""

import datetime

from django.db import transaction
from django.utils import timezone

from editorial import desk_rules
from editorial.models import AccessPoint, Checkup, LinkCheck, Record, User
from editorial.services.guarding import lock_records, log, plain, refuse

LONGEST_FAULT = 200


@transaction.atomic
def check(*, actor: User, record: Record, note: str = "") -> Checkup:
    """Say that a public record was read against its sources again and is still right."""
    locked = lock_records([record.pk])[record.pk]
    refuse(desk_rules.may_check(actor, locked))
    checkup = Checkup.objects.create(record=locked, actor=actor, note=plain(note, "Note"))
    log("check", actor=actor, record=locked)
    return checkup


@transaction.atomic
def note_answer(*, url: str, status: int | None, fault: str, now: datetime.datetime | None = None) -> LinkCheck:
    """What an address answered just now. Failures are counted by day: two runs of one day are one."""
    now = now or timezone.now()
    row = LinkCheck.objects.select_for_update().filter(url=url).first() or LinkCheck(url=url)
    another_day = row.checked_at is None or row.checked_at.date() != now.date()
    if not fault:
        row.failing_since, row.failures = None, 0
    elif row.failing_since is None:
        row.failing_since, row.failures = now, 1
    elif another_day:
        row.failures += 1
    row.checked_at, row.status, row.fault = now, status, fault[:LONGEST_FAULT]
    row.save()
    return row


@transaction.atomic
def forget_links() -> int:
    """Drop what is known of addresses that no source has any more; returns how many."""
    points = AccessPoint.objects.filter(removed=False)
    rows = LinkCheck.objects.exclude(url__in=points.values("url")).exclude(url__in=points.values("archive_url"))
    return rows.delete()[0]
