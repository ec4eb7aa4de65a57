"""Ways into an account beside its password. Secrets stand here as digests only."""

from django.db import models

from editorial.models.users import User


class BackupCode(models.Model):
    """One code for one login without the second factor's device."""

    user = models.ForeignKey(User, models.CASCADE, related_name="backup_codes")
    digest = models.CharField(max_length=128)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code of {self.user_id}"


class LoginFailure(models.Model):
    """A failed attempt to log in, kept for a day to slow down the next ones; `key` is a keyed digest of name or network."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="failures_by_key")]

    def __str__(self) -> str:
        return f"{self.key[:8]} at {self.at:%H:%M:%S}"
