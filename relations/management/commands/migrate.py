"""Django's `migrate`, refused in a public process on a database that holds the desk: its laws could not be put back."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections


class Command(Migrate):
    """Migrate; the public role may only do so on a database of its own."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if not settings.HAS_DESK and any(
            name.startswith(f"{settings.DESK_APP}_") for name in connection.introspection.table_names()
        ):
            raise CommandError(
                "This database holds the desk, whose laws a public process cannot install: "
                "run `RELATIONS_ROLE=desk python manage.py migrate` instead."
            )
        super().handle(*args, **options)
