"""Attempts to log in: counted before the password is looked at, so that guessing has to wait. Ends sessions too.

Nobody is locked out for ever: a wait ends after minutes, and attempts refused while waiting do not prolong it.
Names and networks are kept for a day, as keyed digests.
"""

import datetime
import math
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from editorial.models import LoginFailure, User
from editorial.services.guarding import Refused

WINDOW = LONGEST_WAIT = datetime.timedelta(minutes=15)
FIRST_WAIT = datetime.timedelta(minutes=1)
KEPT = datetime.timedelta(days=1)
PER_NAME, PER_ACCOUNT, PER_NETWORK = 5, 20, 50  # failures within `WINDOW` after which somebody waits
NOTHING = datetime.timedelta()


class Waits(Refused):
    """Too many failures: not looked at (429)."""


class Limit(NamedTuple):
    """How many failures under one key are let pass."""

    key: str
    most: int


class Attempt(NamedTuple):
    """One attempt that was let through; its rows count as failures until `succeed`."""

    limits: tuple[Limit, ...]
    rows: list[int]


def limits_of_name(name: str, network: str) -> tuple[Limit, ...]:
    """For a password: of any name, whether there is such an account or not."""
    return Limit(digest("name", name.casefold(), network), PER_NAME), Limit(digest("network", network), PER_NETWORK)


def limits_of_codes(account: User, network: str) -> tuple[Limit, ...]:
    """For a second factor: six digits can be guessed from many networks at once, so the account has a limit too."""
    own = Limit(digest("code", str(account.pk), network), PER_NAME)
    return own, Limit(digest("codes", str(account.pk)), PER_ACCOUNT), Limit(digest("network", network), PER_NETWORK)


def limits_of_letters(name: str, network: str) -> tuple[Limit, ...]:
    """For asking for a link by mail."""
    return Limit(digest("letter", name.casefold()), PER_NAME), Limit(digest("letters", network), PER_NETWORK)


def digest(*parts: str) -> str:
    return salted_hmac("editorial.logging_in", "|".join(parts), algorithm="sha256").hexdigest()


def begin(limits: tuple[Limit, ...]) -> Attempt:
    """Count an attempt, then see whether it has to wait; `Waits` says how long.

    Two transactions on purpose: of many attempts at once each has to see the others.
    """
    now = timezone.now()
    rows = counted(limits, now)
    wait = max(wait_of(limit, now, rows) for limit in limits)
    if wait <= NOTHING:
        return Attempt(limits, rows)
    LoginFailure.objects.filter(pk__in=rows).delete()
    minutes = math.ceil(wait.total_seconds() / 60)
    raise Waits(
        f"Too many failed attempts. Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again; "
        "nothing that is typed before is looked at."
    )


@transaction.atomic
def counted(limits: tuple[Limit, ...], now: datetime.datetime) -> list[int]:
    LoginFailure.objects.filter(at__lt=now - KEPT).delete()
    return [LoginFailure.objects.create(key=limit.key, at=now).pk for limit in limits]


def wait_of(limit: Limit, now: datetime.datetime, own: list[int]) -> datetime.timedelta:
    """One minute after as many failures as are let pass, then twice as long with each further one."""
    rows = LoginFailure.objects.filter(key=limit.key, at__gt=now - WINDOW).exclude(pk__in=own)
    times = list(rows.order_by("-at").values_list("at", flat=True)[: limit.most + 5])
    if len(times) < limit.most:
        return NOTHING
    return times[0] + min(FIRST_WAIT * 2 ** (len(times) - limit.most), LONGEST_WAIT) - now


@transaction.atomic
def succeed(attempt: Attempt) -> None:
    """The attempt was no failure, and what failed before under the same name from there is forgotten."""
    LoginFailure.objects.filter(pk__in=attempt.rows).delete()
    LoginFailure.objects.filter(key=attempt.limits[0].key).delete()


def end_sessions(account: User) -> None:
    """Every session of the account ends with its next request; `account` carries the new stamp."""
    User.objects.filter(pk=account.pk).update(session_stamp=F("session_stamp") + 1)
    account.refresh_from_db(fields=["session_stamp"])
