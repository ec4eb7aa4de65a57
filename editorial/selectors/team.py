"""Who is on the desk: how each account stands, and which roles are missing for records to get through. Reads only."""

from django.db.models import Q, QuerySet

from editorial.models import User
from editorial.workflow import RoleName

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
