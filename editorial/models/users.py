"""The desk's own user model, there from the first migration. Roles are groups, never flags on the user."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person of the desk. Never deleted: what somebody wrote or decided keeps its author."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username
