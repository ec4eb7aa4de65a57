"""`manage.py check_dossier`: a dossier's data files against the documents that they were written from."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial.coverage import report
from editorial.importers import dossiers

FIRST = "czech-republic-russia"


class Command(BaseCommand):
    help = (
        "Compare a dossier's data files with the documents behind them: every sentence carried or explained, every "
        "excerpt, number and name in its place, the wording our own. Needs no database; fails if anything is wrong."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "dossier", nargs="?", default=FIRST, help=f"a folder, or a dossier's name (default {FIRST})"
        )
        parser.add_argument("--documents", required=True, metavar="DIR", help="folder of the documents, as text files")
        parser.add_argument("--only", default="", metavar="TEXT", help="what names TEXT: a data file, a section")
        parser.add_argument("--ledger", action="store_true", help="every line of the documents with what carries it")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, dossier: str, documents: str, only: str, ledger: bool, **options: Any) -> None:
        result = self.check(dossier, Path(documents))
        if options["format"] == "json":
            self.stdout.write(json.dumps(report.as_data(result, only), ensure_ascii=False, indent=1))
        else:
            for line in report.ledger_lines(result, only) if ledger else ():
                self.stdout.write(line)
            for line in report.summary(result):
                self.stdout.write(line)
        if found := result.found(only):
            raise CommandError(f"{len(found)} fault{'' if len(found) == 1 else 's'}:\n" + "\n".join(map(str, found)))

    def check(self, dossier: str, documents: Path) -> report.Result:
        if not documents.is_dir():
            raise CommandError(f"There is no folder “{documents}”; --documents names the one with the documents.")
        try:
            return report.check(dossiers.find(dossier), documents)
        except dossiers.BadData as bad:
            raise CommandError(str(bad)) from bad
