"""`manage.py rebuild_public`: every derived row made anew from the stored ones, or only cards of an older renderer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from relations import publication


class Command(BaseCommand):
    help = "Make the derived rows of the public record anew from its stored editions and changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--cards", action="store_true", help="only render the cards that an older renderer made (after a deploy)"
        )

    def handle(self, *args: Any, cards: bool = False, **options: Any) -> None:
        if cards:
            self.stdout.write(f"Cards rendered: {publication.rebuild_cards()}.")
        else:
            self.stdout.write(f"Public records rebuilt: {publication.rebuild()}.")
