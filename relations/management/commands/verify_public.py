"""`manage.py verify_public`: compares stored and derived rows, names each that was tampered with, exits 1 if any."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from relations import verification


class Command(BaseCommand):
    help = "Check the public record: hashes, numbers without a gap, and every derived row against the stored ones."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for sentence in verification.differences():
            self.stdout.write(sentence)
            found += 1
        if found:
            raise CommandError(
                f"Rows that are not what they should be: {found}. "
                "Derived rows can be made anew: manage.py rebuild_public. Stored ones come back from a backup only.",
                returncode=1,
            )
        self.stdout.write("The public record is whole.")
