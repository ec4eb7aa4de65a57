"""Accounts of the desk: create, describe, open or close, grant roles. Never deletes one, never sets another's password.

Every grant stands in the log, because an administrator who makes two accounts could act as two people.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction

from editorial import rules
from editorial.models import LogLine, User
from editorial.services.guarding import Refused, refuse
from editorial.workflow import RoleName

PROFILE = ("first_name", "last_name", "email")


@transaction.atomic
def create_account(*, actor: User, account: User, password: str, roles: Iterable[str]) -> User:
    """Save a new account with its first password and its roles; whoever gets it changes the password."""
    refuse(rules.may_manage_accounts(actor))
    account.is_staff, account.is_active, account.is_superuser = True, True, False
    account.set_password(password)
    account.save(force_insert=True)
    log(actor, "create_account", account.username)
    give(actor, account, roles)
    return account


@transaction.atomic
def describe_account(*, actor: User, account: User, **profile: str) -> None:
    """Change name and address; nothing else of an account can be passed here."""
    refuse(rules.may_manage_accounts(actor))
    refuse(None if set(profile) <= set(PROFILE) else f"Only {', '.join(PROFILE)} can be changed here.")
    for name, value in profile.items():
        setattr(account, name, value)
    account.save(update_fields=list(profile))


@transaction.atomic
def set_roles(*, actor: User, account: User, roles: Iterable[str]) -> None:
    """Make the roles of `account` exactly `roles` (names of `RoleName`); the same roles again write nothing."""
    refuse(rules.may_set_roles(actor, account))
    give(actor, account, roles)


def give(actor: User, account: User, roles: Iterable[str]) -> None:
    wanted, held = set(roles), set(account.groups.values_list("name", flat=True))
    if unknown := wanted - set(RoleName.values):
        raise Refused(f"{', '.join(sorted(unknown))} is not a role; choose from {', '.join(RoleName.values)}.")
    if wanted == held:
        return
    account.groups.set(Group.objects.filter(name__in=wanted))
    log(actor, "set_roles", f"{account.username}: {', '.join(sorted(wanted)) or 'no role'}")


@transaction.atomic
def set_active(*, actor: User, account: User, active: bool) -> None:
    """Open or close an account; a closed one is logged out with its next request."""
    refuse(rules.may_set_roles(actor, account))
    if account.is_active != active:
        account.is_active = active
        account.save(update_fields=["is_active"])
        log(actor, "open_account" if active else "close_account", account.username)


def log(actor: User, verb: str, detail: str) -> None:
    LogLine.objects.create(actor=actor, verb=verb, detail=detail)
