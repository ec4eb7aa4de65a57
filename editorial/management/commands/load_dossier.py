"""`manage.py load_dossier`: data files of a dossier become drafts, submitted as one set in the name of a user."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from editorial.importers import dossiers
from editorial.models import User
from editorial.services import importing
from editorial.services.guarding import NotReady, Refused
from editorial.services.importing import Outcome


class Command(BaseCommand):
    help = (
        "Draft and submit the records of a dossier from its data files, in the name of a user; others review them. "
        "Run again, it changes nothing; records that somebody changed on the desk since are left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dossier", help="a folder, or the name of a dossier under editorial/dossiers")
        parser.add_argument("--user", required=True, help="username of the author who submits")
        parser.add_argument("--dry-run", action="store_true", help="check and report, write nothing")

    def handle(self, *, dossier: str, user: str, dry_run: bool, **options: Any) -> None:
        actor = User.objects.filter(username=user).first()
        if actor is None:
            raise CommandError(f"There is no user “{user}”; give the name of an account with the role Author.")
        outcome = self.load(dossier, actor, dry_run)
        self.tell(outcome, dry_run)

    def load(self, dossier: str, actor: User, dry_run: bool) -> Outcome:
        """Read, check and write in one transaction. Raises `CommandError` with one line for each fault."""
        try:
            with transaction.atomic():
                folder = dossiers.find(dossier)
                records = dossiers.plan(folder)
                self.stdout.write(f"{folder.name}: {len(records)} data files read, no fault")
                outcome = importing.take_in(actor=actor, dossier=folder.name, records=records, report=self.progress)
                transaction.set_rollback(dry_run)
        except dossiers.BadData as bad:
            raise CommandError(f"Nothing was written. {count(len(bad.faults), 'fault')}:\n{bad}") from bad
        except NotReady as refused:
            lines = "\n".join(problem.message for problem in refused.problems)
            raise CommandError(f"Nothing was written. Not ready for review:\n{lines}") from refused
        except Refused as refused:
            raise CommandError(f"Nothing was written. {refused}") from refused
        return outcome

    def progress(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()

    def tell(self, outcome: Outcome, dry_run: bool) -> None:
        """What became of the records, and what a person should look at."""
        for key, reason in outcome.left_alone:
            self.stdout.write(f"left alone: {key} ({reason})")
        for key in outcome.notes_kept:
            self.stdout.write(f"desk note kept as it stands on the desk: {key}")
        for key in outcome.without_file:
            self.stdout.write(f"no data file any more, left as it is: {key}")
        done = f"{len(outcome.created)} new, {len(outcome.updated)} changed, {len(outcome.unchanged)} unchanged"
        ending = " (dry run: nothing was written)" if dry_run else ""
        self.stdout.write(f"{done}, {len(outcome.left_alone)} left alone{ending}")
        if outcome.created or outcome.updated:
            self.stdout.write("They wait for review; somebody else approves and publishes them." if not dry_run else "")


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
