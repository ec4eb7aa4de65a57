"""`manage.py export_site DIR`: the whole public site as files for any web server. Run again, it changes what has changed."""

import re
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from relations.dumps.snapshot import Moved
from relations.static_copy import copying
from relations.static_copy.asking import Failed
from relations.static_copy.folder import Refused

ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-fA-F:]+\](:[0-9]{1,5})?")
LOCAL = ("localhost", "127.0.0.1", "[::1]")
SECONDS_BETWEEN = 5
MISSING_SHOWN = 10


class Command(BaseCommand):
    help = "Write the whole public site and the newest dump as files that any web server or CDN serves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="empty or new folder, or that of an earlier run")
        parser.add_argument(
            "--origin", help="where the copy will be served: https://chronicle.example (default: ALLOWED_HOSTS)"
        )
        parser.add_argument("--server", default="", help="the live site, for what needs one: search, filters, reports")

    def handle(self, *, folder: Path, origin: str | None, server: str, **options: Any) -> None:
        self.told, started = time.monotonic(), time.monotonic()
        wanted = copying.Wanted(asked_origin("--origin", origin or of_settings()), server_of(server), self.tell)
        try:
            report = copying.make(folder.absolute(), wanted)
        except (Refused, Failed, Moved) as refused:
            raise CommandError(str(refused)) from refused
        except (OperationalError, InterfaceError) as fault:
            raise CommandError(f"The database does not answer, so {folder} stays as it is: {fault}") from fault
        self.say(folder, report, time.monotonic() - started)

    def tell(self, done: int, left: int) -> None:
        """How far it is, every few seconds."""
        if time.monotonic() - self.told > SECONDS_BETWEEN:
            self.told = time.monotonic()
            self.stdout.write(f"{done:,} addresses, {left:,} more found so far")

    def say(self, folder: Path, report: copying.Report, seconds: float) -> None:
        for address in report.missing[:MISSING_SHOWN]:
            self.stdout.write(f"Left out, because the site has no page there: {address}")
        if len(report.missing) > MISSING_SHOWN:
            self.stdout.write(f"… and {len(report.missing) - MISSING_SHOWN:,} more")
        state = "Written" if report.written or report.removed else "There already"
        self.stdout.write(
            f"{state}: {folder}, act {report.seq}, {report.files:,} files, {report.size:,} bytes; pages made {report.made:,}, "
            f"files written {report.written:,}, removed {report.removed:,}; {seconds:.1f} s."
        )


def of_settings() -> str:
    """The one public host that the site is served under; "" where there is none or there are several."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host not in LOCAL]
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{hosts[0]}" if len(hosts) == 1 and not hosts[0].startswith((".", "*")) else ""


def asked_origin(name: str, value: str) -> str:
    """Scheme and host, without the slash at the end; a sentence for anything else."""
    origin = value.rstrip("/")
    if not origin:
        raise CommandError(f"Say where the copy will be served, for example {name} https://chronicle.example")
    if not ORIGIN.fullmatch(origin):
        raise CommandError(
            f"{name} {value!r} is not scheme and host alone; for example {name} https://chronicle.example"
        )
    return origin.lower()


def server_of(value: str) -> str:
    return asked_origin("--server", value) if value else ""
