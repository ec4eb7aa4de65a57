"""`manage.py publish_due`: publishes what is due, once or every so many seconds; exits 1 when something did not go out."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, close_old_connections

from editorial.services import scheduling

SHORTEST, LONGEST = 1, 86_400


def seconds(text: str) -> int:
    """Whole seconds between two runs, from 1 to a day."""
    if not text.isascii() or not text.isdigit() or not SHORTEST <= int(text) <= LONGEST:
        raise ArgumentTypeError(f"“{text}” is no number of seconds from {SHORTEST} to {LONGEST}; for example 60.")
    return int(text)


class Command(BaseCommand):
    help = (
        "Publish every edition whose hour has come, each set whole or not at all. Safe to run twice or on two hosts. "
        "What is refused goes back to approved with the reason, and is not tried again by itself."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=seconds, metavar="SECONDS", help="run again and again until stopped")

    def handle(self, *args: Any, every: int | None = None, **options: Any) -> None:
        if every is None:
            if failed := self.run_once():
                raise CommandError(f"Not published: {failed}. The reasons are above.", returncode=1)
            return
        try:
            self.run_for_ever(every)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def run_for_ever(self, every: int) -> None:
        """A database that does not answer, or was restarted meanwhile, is asked anew at the next turn."""
        while True:
            try:
                self.run_once()
            except OperationalError as fault:
                self.stderr.write(f"The database does not answer ({fault}); next try in {every} seconds.")
            close_old_connections()
            time.sleep(every)

    def run_once(self) -> int:
        """One line for each record; returns how many were refused or failed."""
        runs = scheduling.publish_due()
        for ran in runs:
            self.stdout.write(f"not published: {ran.title}: {ran.reason}" if ran.reason else f"published: {ran.title}")
        self.stdout.flush()
        return sum(bool(ran.reason) for ran in runs)
