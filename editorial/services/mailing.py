"""Notices by e-mail: one plain letter for each person and run, never twice, whatever runs at the same time.

A person's notices are claimed in a transaction of their own before her letter goes out, so that no second run sees them;
what the mail server refuses is given back for the next run. A process that is killed between the two loses that letter,
never sends it twice: the notices still stand on the desk.
"""

import datetime
import logging
import smtplib
from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator

from editorial.models import Notice, User
from editorial.selectors import notices as told
from editorial.services.guarding import Refused
from editorial.services.notices import reachable

logger = logging.getLogger(__name__)
SHOWN = 300  # signs of what a notice says; the rest is read on the desk
TOO_OLD = datetime.timedelta(days=7)  # what could not be sent for so long is read on the desk
LONGEST = 40  # lines of one letter
PRINTED = ("console.EmailBackend", "dummy.EmailBackend")
# The mail server is gone or does not let us in, whoever the letter is for: the run ends, the next one tries again.
GONE = OSError  # smtplib's own exceptions are some of these
OWN = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)  # these are OSErrors too, but about one letter


class Sent(NamedTuple):
    """What became of one letter: `reason` is empty where the mail server took it."""

    username: str
    count: int
    reason: str = ""


class Line(NamedTuple):
    """One notice in a letter."""

    notice: Notice
    words: str
    said: str
    url: str


def why_not() -> str | None:
    """Why no letters go out of this process."""
    if settings.EMAIL_BACKEND.endswith(PRINTED) and not (settings.DEBUG or settings.DEMO):
        return "No mail server is set; for example EMAIL_URL=smtp+tls://user:password@mail.example.org:587"
    if not settings.DESK_URL:
        return "Links need the address of the desk; for example DESK_URL=https://chronicle.example.org"
    return None


def send_due(*, now: datetime.datetime | None = None) -> Iterator[Sent]:
    """A letter to everybody for whom one is due, as it goes. `Refused` where no mail server is set or none answers."""
    now = now or timezone.now()
    if reason := why_not():
        raise Refused(reason)
    waiting = list(Notice.objects.filter(mail_due=True).order_by().values_list("recipient", flat=True).distinct())
    if not waiting:
        return
    try:
        with get_connection() as connection:
            for key in sorted(waiting):
                yield from send_to(key, connection, now)
    except GONE as fault:
        raise Refused(f"The mail server does not answer ({fault}); the next run tries again.") from fault


def send_to(key: int, connection: BaseEmailBackend, now: datetime.datetime) -> Iterator[Sent]:
    """One person's letter; nothing where another run was faster, or where there is nothing left to say."""
    rows = claim(key, now)
    if not rows:
        return
    person = rows[0].recipient
    try:
        connection.send_messages([letter(person, rows, connection)])
    except Exception as fault:
        give_back(rows)
        if isinstance(fault, GONE) and not isinstance(fault, OWN):
            raise
        logger.warning("send_notices: no letter to %s (%s)", person.username, type(fault).__name__)
        yield Sent(person.username, len(rows), f"{type(fault).__name__}; see the address of this account")
        return
    yield Sent(person.username, len(rows))


@transaction.atomic
def claim(key: int, now: datetime.datetime) -> list[Notice]:
    """Take a person's due notices out of everybody else's sight; returns those that are worth a letter."""
    rows = Notice.objects.filter(recipient=key, mail_due=True).select_for_update(skip_locked=True, of=("self",))
    due = list(rows.select_related("recipient", "actor", "record", "edition").order_by("pk"))
    wanted = due if due and writable(due[0].recipient) else []
    sent = [row for row in wanted if row.read_at is None and row.at > now - TOO_OLD]
    Notice.objects.filter(pk__in=[row.pk for row in due]).update(mail_due=False)
    Notice.objects.filter(pk__in=[row.pk for row in sent]).update(mailed_at=now)
    return sent


def writable(person: User) -> bool:
    """Whether this person still wants letters, and may still look at drafts."""
    return person.wants_mail and bool(person.email) and reachable([person.pk]).exists()


@transaction.atomic
def give_back(rows: list[Notice]) -> None:
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mail_due=True, mailed_at=None)


def letter(person: User, rows: list[Notice], connection: BaseEmailBackend) -> EmailMessage:
    """Plain text; the subject names no record, for subjects are shown on locked screens and kept by servers."""
    count = len(rows)
    subject = f"[{settings.SITE_NAME} desk] {count} notice{'s wait' if count > 1 else ' waits'} for you"
    lines = [line(row) for row in rows[:LONGEST]]
    context = {
        "person": person,
        "lines": lines,
        "more": count - len(lines),
        "desk": f"{settings.DESK_URL}{told.here()}",
    }
    return EmailMessage(
        subject, render_to_string("editorial/mail/notices.txt", context), to=[person.email], connection=connection
    )


def line(row: Notice) -> Line:
    said = Truncator(" ".join(row.text.split())).chars(SHOWN)
    return Line(row, told.words(row.verb), said, f"{settings.DESK_URL}{told.path_of(row)}")
