"""Letters about an account: invitations, links, and what its owner must hear of. Writes no row.

Plain text; a subject never says more than that there is something about the account.
"""

import smtplib

from django.conf import settings
from django.core.mail import send_mail

from editorial.models import User
from editorial.services.accounts import INVITATION_DAYS, RESET_HOURS

CLOSING = "\n\nYou did not expect this? Tell an administrator of the desk.\n"


def has_mail() -> bool:
    """Whether letters are handed over to anybody. The console would write a secret link into the log."""
    return not settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend"))


def send_invitation(account: User, link: str) -> bool:
    text = (
        f"You are invited to the desk of {settings.SITE_NAME}, as {account.username}.\n\n"
        f"Open this link within {INVITATION_DAYS} days, choose a password, and set up a second factor:\n\n{link}\n\n"
        "The link works once. Give it to nobody."
    )
    return sent(account.email, "An invitation", text)


def send_reset(account: User, link: str) -> bool:
    hours = f"{RESET_HOURS} hour{'s' if RESET_HOURS > 1 else ''}"
    text = (
        f"Somebody asked for a new password of {account.username} at the desk of {settings.SITE_NAME}.\n\n"
        f"Open this link within {hours} to choose one; the second factor stays as it is:\n\n{link}\n\n"
        "If it was not you, do nothing: the password stays as it is."
    )
    return sent(account.email, "Your password", text)


def tell(account: User, what: str, address: str = "") -> bool:
    """One sentence about the account to its owner; `address` where the letter must not go to the present one."""
    return sent(address or account.email, "Your account", f"{account.username}: {what}")


def sent(address: str, subject: str, text: str) -> bool:
    """Whether the letter was handed over; a mail server that fails costs a letter, never the page."""
    if not address or not has_mail():
        return False
    try:
        return bool(send_mail(f"[{settings.SITE_NAME}] {subject}", text + CLOSING, None, [address]))
    except (OSError, smtplib.SMTPException):
        return False
