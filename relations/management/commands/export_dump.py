"""`manage.py export_dump`: the whole public record as files, for the API to serve. Safe to run twice, and by a timer."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from relations.dumps import shelf
from relations.dumps.snapshot import Moved


class Command(BaseCommand):
    help = "Write a dump of the public record as it stands: JSON lines, CSV, SQLite, Data Package, manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, help="folder of dumps (default: DUMPS_DIR, which the API serves)")
        parser.add_argument("--keep", type=int, default=3, help="how many of the newest to keep (default 3)")

    def handle(self, *args: Any, to: Path | None = None, keep: int = 3, **options: Any) -> None:
        if keep < 1:
            raise CommandError("--keep is at least 1, for example --keep 3.")
        try:
            dump, is_new = shelf.make(to, keep)
        except Moved as moved:
            raise CommandError(str(moved)) from moved
        total = sum(each["bytes"] for each in dump.manifest["files"])
        state = "Written" if is_new else "There already"
        self.stdout.write(
            f"{state}: {dump.folder}, act {dump.seq}, {len(dump.manifest['files'])} files, {total:,} bytes."
        )
