"""The signed address of a preview: for one person, one revision, one hour. Pure but for the clock.

The address alone opens nothing: whoever comes with it has to be logged in as the person that it was made for.
"""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.utils import timezone

from editorial.models import Revision, User

SALT = "editorial.preview"


class NoPreview(Exception):
    """The address is none of ours: cut off, or made by somebody else."""


class Pass(NamedTuple):
    """Whom an address was made for, what it shows, until when."""

    user: int
    revision: int
    until: datetime.datetime

    @property
    def is_over(self) -> bool:
        return timezone.now() >= self.until


def sign(user: User, revision: Revision) -> str:
    return signing.dumps([user.pk, revision.pk, int(timezone.now().timestamp())], salt=SALT)


def read(token: str) -> Pass:
    """What an address says, over or not."""
    try:
        user, revision, made = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise NoPreview from error
    until = datetime.datetime.fromtimestamp(made, datetime.UTC) + datetime.timedelta(minutes=settings.PREVIEW_MINUTES)
    return Pass(user, revision, until)
