"""`manage.py check_links`: asks the addresses of the sources whether they still answer; once a day, from cron."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand

from editorial import link_checking

MOST, LONGEST = 100_000, 120


def whole(most: int, example: int) -> Callable[[str], int]:
    """A number from 1 to `most`."""

    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= most:
            raise ArgumentTypeError(f"“{text}” is no number from 1 to {most}; for example {example}.")
        return int(text)

    return parse


class Command(BaseCommand):
    help = (
        "Ask the addresses of all sources that are public or being edited whether they still answer, those first that "
        "waited longest. What fails on two days, or is gone, stands on the desk's list of broken links."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=whole(MOST, 500), default=500, help="addresses to ask in this run (500)")
        parser.add_argument("--timeout", type=whole(LONGEST, 15), default=15, help="seconds for one address (15)")

    def handle(self, *args: Any, limit: int, timeout: int, **options: Any) -> None:
        asked = failing = 0
        for url, answer in link_checking.run(limit=limit, timeout=timeout):
            asked += 1
            if answer.fault:
                failing += 1
                self.stdout.write(f"{url}: {answer.fault}")
        self.stdout.write(f"{asked} asked, {failing} failing.")
