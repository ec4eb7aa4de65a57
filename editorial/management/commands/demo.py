"""`manage.py demo`: a filled site from nothing, served at a port. Refused without RELATIONS_DEMO=1 and in production."""

import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from editorial.models import User
from editorial.services import demonstration
from editorial.services.guarding import Refused, refuse
from relations import publication, verification
from relations.models import Head

DOSSIER = "czech-republic-russia"
HOST = "127.0.0.1"
PAGES = {
    "home": "/",
    "timeline": f"/{DOSSIER}/timeline/",
    "visits": f"/{DOSSIER}/visits/",
    "data": "/data/",
    "API": "/api/v1/",
    "desk": "/admin/",
}
GRANIAN = (
    *("granian", "--interface", "wsgi", "--host", HOST, "--workers", "1", "--blocking-threads", "4"),
    *("--no-access-log", "--log-level", "warning"),
)


class Command(BaseCommand):
    help = "Fill an empty database with the first dossier, review it by script and serve it (RELATIONS_DEMO=1 only)."
    requires_system_checks: list[str] = []  # before the first migrate there is nothing to check; migrate checks itself

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000", help="where to serve (default 8000)")
        parser.add_argument("--no-serve", action="store_true", help="prepare only")

    def handle(self, *, port: str, no_serve: bool, **options: Any) -> None:
        try:
            refuse(demonstration.why_not() or demonstration.why_not_here())
            refuse(None if no_serve else why_not_at(port))
            self.fill()
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.tell(port)
        if not no_serve:
            self.serve(port)

    def fill(self) -> None:
        """Every step says what is missing and does only that, so that a second run changes nothing."""
        self.say("Preparing the database")
        call_command("migrate", verbosity=0, interactive=False)
        demonstration.open_accounts()
        call_command("load_dossier", DOSSIER, user="author", stdout=self.stdout)
        number = demonstration.review(dossier=DOSSIER, report=lambda line: self.say(f"  {line}"))
        self.say(f"Reviewed and published by script: {number} records" if number else "Nothing new to review")
        if any(verification.differences()):
            self.say("Deriving pages and lists again, which an older version had made")
            publication.rebuild()
        call_command("export_dump", stdout=self.stdout)

    def tell(self, port: str) -> None:
        """Addresses, accounts and where the record stands: one line each."""
        head = Head.objects.first()
        self.say(f"The public record stands at change {head.seq if head else 0}; a script reviewed it.")
        self.say("")
        for name, path in PAGES.items():
            self.say(f"{name:<14}http://{HOST}:{port}{path}")
        self.say("")
        for account in demonstration.ACCOUNTS:
            known = User.objects.get(username=account.username).check_password(account.password)
            password = account.password if known else "(its password was changed)"
            self.say(f"{account.username:<14}{password}")

    def serve(self, port: str) -> None:
        """Become the server, as in production: no DEBUG, hashed static files."""
        environment = os.environ | {"DEBUG": "0", "RELATIONS_DEMO": "1"}
        os.chdir(settings.BASE_DIR)
        self.say("")
        if not collected():
            self.say("Collecting static files")
            collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
            if subprocess.run(collect, env=environment).returncode:
                raise CommandError("The static files could not be collected; the reason stands above.")
        self.say(f"Serving at http://{HOST}:{port}/ until Ctrl-C")
        server = [sys.executable, "-m", *GRANIAN, "--port", port, "relations.wsgi:application"]
        os.execve(sys.executable, server, environment)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def collected() -> bool:
    """Whether the collected static files are younger than what they were collected from; a second run skips them then."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    sources = [*(settings.BASE_DIR / "static").rglob("*"), Path(django.__file__)]
    return manifest.exists() and max(path.stat().st_mtime for path in sources) <= manifest.stat().st_mtime


def why_not_at(port: str) -> str | None:
    """Why nothing can be served at `port`, as one sentence."""
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        return f"“{port}” is not a port; choose a number from 1 to 65535, for example: make demo PORT=8001"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except OSError as error:
            return f"Port {port} cannot be used ({error.strerror}); choose another, for example: make demo PORT=8765"
    return None
