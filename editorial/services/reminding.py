"""Reminders of tasks: once on the day before a task is due, and once when its day has passed. Run by `send_notices`."""

import datetime

from django.db import transaction
from django.db.models import QuerySet

from editorial import hours
from editorial.models import Edition, Notice
from editorial.services import notices
from editorial.services.guarding import lock_records
from editorial.workflow import EditionState

WRITING = [EditionState.DRAFT, EditionState.CHANGES_REQUESTED]  # what was submitted waits for others
TOMORROW, OVERDUE = "due_tomorrow", "overdue"


def remind(*, today: datetime.date | None = None) -> int:
    """Tell everybody whose task is due tomorrow or was due; returns how many were told now. Safe to run twice at once."""
    today = today or hours.today()
    return sum(remind_of(edition, today) for edition in tasks(today))


def tasks(today: datetime.date) -> QuerySet[Edition]:
    """What is still being written by somebody, with its day tomorrow or passed."""
    found = Edition.objects.filter(state__in=WRITING, assignee__isnull=False)
    tomorrow = today + datetime.timedelta(days=1)
    return (found.filter(due_on=tomorrow) | found.filter(due_on__lt=today)).order_by("pk")


@transaction.atomic
def remind_of(edition: Edition, today: datetime.date) -> int:
    """One reminder for each person, day and reason: asked again with the record locked, so that two runs give one."""
    lock_records([edition.record_id])
    now = tasks(today).filter(pk=edition.pk).select_related("record", "assignee").first()
    if now is None:
        return 0
    verb, text = (OVERDUE if now.due_on < today else TOMORROW), f"Due {hours.day(now.due_on)}."
    if Notice.objects.filter(edition=now, recipient=now.assignee_id, verb=verb, text=text).exists():
        return 0
    told = notices.tell(
        recipients=[now.assignee], actor=None, verb=verb, record=now.record, edition=now, text=text
    )  # fmt: skip
    return len(told)
