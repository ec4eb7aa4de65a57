"""`manage.py index_desk`: reads every working record that changed into the desk's index of words."""

from typing import Any

from django.core.management.base import BaseCommand

from editorial.services import indexing


class Command(BaseCommand):
    help = "Read what changed on the desk into the index of its search. The search does so by itself, a part at a time."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{indexing.renew_all()} records read.")
