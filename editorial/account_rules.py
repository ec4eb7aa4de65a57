"""Who may open, close and rescue accounts: `may_<verb>(user, account)` gives the reason why not as one sentence, or None.

Who manages accounts at all, and who grants roles, stands in `rules`.
"""

from editorial.models import User
from editorial.rules import Reason, may_manage_accounts


def may_invite(user: User, account: User) -> Reason:
    """A link goes to who has not chosen a password yet; everybody else asks for her own link."""
    return others_only(user, account) or accepted(account)


def may_withdraw_invitation(user: User, account: User) -> Reason:
    if reason := others_only(user, account) or accepted(account):
        return reason
    return None if account.is_active else "The invitation is withdrawn already; invite again to open the account."


def may_reset_second_factor(user: User, account: User) -> Reason:
    """Never one's own: who holds a stolen session must not be able to give herself another phone."""
    if reason := others_only(user, account):
        return reason
    if not account.is_active:
        return "The account is closed; open it first."
    if not account.has_usable_password():
        return "The invitation is not accepted yet; send it again instead."
    return None


def others_only(user: User, account: User) -> Reason:
    if reason := may_manage_accounts(user):
        return reason
    return "This is your own account; another administrator has to do it." if user.pk == account.pk else None


def accepted(account: User) -> Reason:
    if account.has_usable_password():
        return f"{account} has accepted already; “Forgotten password” on the login page sends a new link."
    return None
