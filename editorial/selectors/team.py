"""Who is on the desk: how each account stands, and which roles are missing for records to get through. Reads only."""

from typing import NamedTuple

from django.db.models import Q, QuerySet
from django_otp.plugins.otp_totp.models import TOTPDevice

from editorial import rules
from editorial.models import User
from editorial.workflow import RoleName

POWERS = {
    "a superuser": "You see drafts and manage accounts. You have no editorial power: you cannot write, approve or publish.",
    "an administrator": "You manage accounts. You have no editorial power: you see no drafts, and you cannot write, approve or publish.",
    "here without a role": "Your account has no role yet, so no draft is shown to you. Ask an administrator to give you one.",
}
INVITED = "invited, not accepted yet"


def standing(account: User) -> str:
    """One phrase for lists; a withdrawn invitation is a closed account."""
    if not account.is_active:
        return "closed"
    return "open" if account.has_usable_password() else INVITED


def active_in(*roles: str) -> QuerySet[User]:
    """Open accounts in one of these roles whose owners have accepted."""
    usable = ~Q(password__startswith="!")
    return User.objects.filter(usable, is_active=True, groups__name__in=roles).distinct()


def missing() -> list[str]:
    """What the team lacks, each as one sentence with what to do. Two queries."""
    publishers = active_in(RoleName.PUBLISHER).count()
    reviewers = active_in(RoleName.REVIEWER, RoleName.PUBLISHER).count()
    said = []
    if publishers < 2:
        said.append(
            f"{publishers or 'No'} active publisher{'' if publishers == 1 else 's'}: nobody approves what they wrote themselves, and a "
            "withdrawal or merge needs a second one. Give two people the role Publisher."
        )
    if reviewers < 3:
        said.append(
            f"{reviewers or 'No'} active {'person' if reviewers == 1 else 'people'} with Reviewer rights: a record that accuses a living "
            "person needs two approvals beside its author. With three it gets through when one of them wrote it."
        )
    return said


class Welcome(NamedTuple):
    """What the start page tells somebody who has no editorial role."""

    who: str
    powers: str
    manages: bool
    has_factor: bool
    missing: list[str]


def welcome(user: User) -> Welcome | None:
    """None for everybody with an editorial role: the worklists speak to them."""
    if rules.rank_of(user):
        return None
    manages = rules.may_manage_accounts(user) is None
    who = "a superuser" if user.is_superuser else "an administrator" if manages else "here without a role"
    return Welcome(
        f"{user.get_username()}, {who}", POWERS[who], manages, has_device(user), missing() if manages else []
    )


def has_device(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()
