"""The desk's own user model, there from the first migration. Roles are groups, never flags on the user."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person of the desk. Never deleted: what somebody wrote or decided keeps its author."""

    wants_mail = models.BooleanField(
        _("notices by e-mail"), default=True, help_text=_("What concerns you is on the start page in any case.")
    )
    session_stamp = models.PositiveIntegerField(default=0, editable=False)  # raised to end every session of the account

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django compares it with every request: another password or another stamp, and the session has ended."""
        value = f"{self.password}.{self.session_stamp}"
        return salted_hmac("editorial.session", value, secret=secret, algorithm="sha256").hexdigest()

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
