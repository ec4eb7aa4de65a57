"""The log of the whole desk: its lines by person, verb, day and record, newest first. Reads only."""

import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from editorial.models import LogLine, User
from editorial.selectors.history import said


class Wanted(NamedTuple):
    """Which lines somebody asks for; None or "" is any. `until` is the last day that counts."""

    person: str = ""
    verb: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    record: str = ""


def lines(wanted: Wanted) -> QuerySet[LogLine]:
    """The lines that fit, newest first."""
    rows = LogLine.objects.select_related("actor", "record", "edition").order_by("-pk")
    if wanted.person:
        rows = rows.filter(actor__username=wanted.person)
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.since:
        rows = rows.filter(at__gte=start_of(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=start_of(wanted.until + datetime.timedelta(days=1)))
    return rows.filter(record__public_id=wanted.record.upper()) if wanted.record else rows


def start_of(day: datetime.date) -> datetime.datetime:
    """Its midnight where the desk is."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()), timezone.get_default_timezone())


def verbs() -> list[tuple[str, str]]:
    """Every verb that the log holds, with its words."""
    found = LogLine.objects.order_by("verb").values_list("verb", flat=True).distinct()
    return [(verb, said(verb)) for verb in found]


def people() -> list[tuple[str, str]]:
    """Every account, in the order of names as they are shown."""
    return sorted(((user.username, str(user)) for user in User.objects.all()), key=lambda pair: pair[1].casefold())
