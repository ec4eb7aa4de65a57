"""`manage.py send_notices`: reminds of tasks that are due, then sends each person one letter; exits 1 when one did not go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial.services import mailing, reminding
from editorial.services.guarding import Refused


class Command(BaseCommand):
    help = (
        "Remind people of tasks that are due tomorrow or overdue, then send everybody who wants it one letter with the "
        "notices that wait. Safe to run twice or on two hosts: nobody gets a notice twice. What the mail server refuses is "
        "tried again by the next run, for a week."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if reminded := reminding.remind():
            self.stdout.write(f"reminded: {reminded}")
        failed = 0
        try:
            for sent in mailing.send_due():
                failed += bool(sent.reason)
                self.stdout.write(f"not sent: {sent.username}: {sent.reason}" if sent.reason else said(sent))
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        if failed:
            raise CommandError(f"Not sent: {failed}. The reasons are above; the next run tries again.", returncode=1)


def said(sent: mailing.Sent) -> str:
    return f"sent: {sent.username}: {sent.count} notice{'s' if sent.count > 1 else ''}"
