"""What follows every migrate: laws and role groups. Holds the project's only signal handlers and the law check."""

from django.apps import apps
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections

from editorial import laws
from editorial.workflow import RoleName

TABLES = {"editorial_revision", "editorial_decision", "relations_change", "relations_head"}


def has_tables(using: str) -> bool:
    """Whether both apps' tables exist: the laws join them."""
    connection = connections[using]
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor)) >= TABLES


def before_migrate(*, using: str, **kwargs) -> None:
    """SQLite rebuilds tables to alter them, which breaks or silently drops triggers: lift them first."""
    if connections[using].vendor == "sqlite":
        laws.lift(connections[using])


def after_migrate(*, using: str, **kwargs) -> None:
    """Install laws and groups; idempotent."""
    if not has_tables(using):
        return
    laws.install(connections[using])
    install_groups(using)


def install_groups(using: str) -> None:
    """The four role groups, with the model permissions that let the admin open its pages.

    Editorial rights are read from the group's name (`rules.role_of`), never from permissions.
    """
    Group, Permission = (
        apps.get_model("auth", "Group"),
        apps.get_model("auth", "Permission"),
    )  # not loaded at import time
    desk = Permission.objects.using(using).filter(content_type__app_label="editorial")
    accounts = desk.filter(content_type__model="user")
    records = desk.exclude(content_type__model="user")
    for role in RoleName:
        group, _ = Group.objects.using(using).get_or_create(name=role.value)
        group.permissions.set(accounts if role == RoleName.ADMINISTRATOR else records)


def check_laws(app_configs=None, databases=None, **kwargs) -> list[checks.CheckMessage]:
    """A warning, never an error: an error would keep `migrate` from repairing what it names."""
    found = []
    for using in databases or []:
        if has_tables(using) and (missing := laws.missing(connections[using])):
            found.append(
                checks.Warning(
                    f"Database laws are missing or altered on '{using}': {', '.join(missing)}.",
                    hint="Run `python manage.py migrate`, which installs them.",
                    id="editorial.W001",
                )
            )
    return found


def missing_laws() -> str:
    """The reason that `/readyz/` gives while a law is missing or altered; "" while all stand."""
    return "laws" if laws.missing(connections[DEFAULT_DB_ALIAS]) else ""
