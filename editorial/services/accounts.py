"""Accounts of the desk: create, invite, describe, open or close, grant roles. Never deletes one, never sets another's password.

Every grant stands in the log, because an administrator who makes two accounts could act as two people.
Links by mail are signed and kept nowhere: they die when they are used, and with the address that they went to.
"""

import datetime
from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.db.models import Q
from django.utils.http import base36_to_int

from editorial import account_rules, rules
from editorial.models import LogLine, User
from editorial.services.guarding import Refused, Stale, refuse
from editorial.services.logging_in import end_sessions
from editorial.workflow import RoleName

PROFILE = ("first_name", "last_name", "email")
MOST_NAMESAKES = 3
INVITATION_DAYS, RESET_HOURS = 7, 1
DEAD_LINK = "This link was used already or is too old. Ask for a new one and open it within its time."


class Links(PasswordResetTokenGenerator):
    """Django's signed links with a life of their own; each dies with password, address, login, or the sessions."""

    def __init__(self, key_salt: str, life: datetime.timedelta) -> None:
        self.key_salt, self.life = key_salt, life
        super().__init__()

    def check_token(self, user: User | None, token: str | None) -> bool:
        if not super().check_token(user, token) or not user.is_active:
            return False
        made = base36_to_int(token.partition("-")[0])
        return self._num_seconds(self._now()) - made <= self.life.total_seconds()

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}.{user.session_stamp}"


INVITATIONS = Links("editorial.invitation", datetime.timedelta(days=INVITATION_DAYS))
RESETS = Links("editorial.password_reset", datetime.timedelta(hours=RESET_HOURS))


@transaction.atomic
def create_account(*, actor: User, account: User, roles: Iterable[str]) -> User:
    """Save a new account with its roles and no password: its owner chooses one by an invitation."""
    refuse(rules.may_manage_accounts(actor) or address_taken(account, account.email))
    account.is_staff, account.is_active, account.is_superuser = True, True, False
    account.set_unusable_password()
    account.save(force_insert=True)
    log(actor, "create_account", account.username)
    give(actor, account, roles)
    return account


@transaction.atomic
def invite(*, actor: User, account: User) -> User:
    """Make earlier links die and open the account; the link itself is `INVITATIONS.make_token` of what is returned."""
    account = User.objects.select_for_update().get(pk=account.pk)
    refuse(account_rules.may_invite(actor, account))
    account.is_active = True
    account.save(update_fields=["is_active"])
    end_sessions(account)
    log(actor, "invite", f"{account.username}: invited")
    return account


@transaction.atomic
def withdraw_invitation(*, actor: User, account: User) -> None:
    """Close an account that nobody has used; its link is dead."""
    account = User.objects.select_for_update().get(pk=account.pk)
    refuse(account_rules.may_withdraw_invitation(actor, account))
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(account)
    log(actor, "withdraw_invitation", f"{account.username}: invitation withdrawn")


@transaction.atomic
def choose_password(*, account: User, links: Links, token: str, password: str) -> User:
    """The owner of a link sets the password of its account, once: of two at the same time the second is refused."""
    account = User.objects.select_for_update().get(pk=account.pk)
    if not links.check_token(account, token):
        raise Stale(DEAD_LINK)
    verb, said = ("reset_password", "password reset") if account.has_usable_password() else ("accept", "accepted")
    account.set_password(password)
    account.save(update_fields=["password"])
    end_sessions(account)
    log(account, verb, f"{account.username}: {said}")
    return account


@transaction.atomic
def change_password(*, account: User, password: str) -> None:
    """Somebody sets their own password; every other session of theirs ends with the old one."""
    account.set_password(password)
    account.save(update_fields=["password"])
    log(account, "change_password", f"{account.username}: password changed")


@transaction.atomic
def describe_account(*, actor: User, account: User, **profile: str) -> None:
    """Change name and address; nothing else of an account can be passed here."""
    refuse(rules.may_manage_accounts(actor))
    refuse(None if set(profile) <= set(PROFILE) else f"Only {', '.join(PROFILE)} can be changed here.")
    moved = "email" in profile and profile["email"] != account.email
    refuse(address_taken(account, profile["email"]) if moved else None)
    for name, value in profile.items():
        setattr(account, name, value)
    account.save(update_fields=list(profile))
    if moved:
        log(actor, "change_address", f"{account.username}: address changed")


def of_name(name: str) -> list[User]:
    """Open accounts with this name or address that can be reached by mail."""
    found = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name), is_active=True)
    return list(found.exclude(email="")[:MOST_NAMESAKES])


def address_taken(account: User, email: str) -> rules.Reason:
    """One person, one account: the same address twice would be two voices of one."""
    others = User.objects.filter(email__iexact=email, is_active=True).exclude(pk=account.pk)
    if email and (other := others.first()):
        return f"“{other.username}” has this address already; give that account the roles instead."
    return None


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
    end_sessions(account)
    log(actor, "set_roles", f"{account.username}: {', '.join(sorted(wanted)) or 'no role'}")


@transaction.atomic
def set_active(*, actor: User, account: User, active: bool) -> None:
    """Open or close an account; a closed one is logged out with its next request."""
    refuse(rules.may_set_roles(actor, account))
    if account.is_active != active:
        account.is_active = active
        account.save(update_fields=["is_active"])
        end_sessions(account)
        log(actor, "open_account" if active else "close_account", account.username)


def log(actor: User, verb: str, detail: str) -> None:
    LogLine.objects.create(actor=actor, verb=verb, detail=detail)
