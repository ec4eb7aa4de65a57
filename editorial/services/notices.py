"""What the desk tells each person: notices, written in the transaction of the act that they tell of. Decides nothing.

Nobody is told what she did herself, and only people who may look at drafts are told anything. Mail goes out later:
see `mailing`.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from editorial.models import Edition, Notice, Record, User
from editorial.workflow import RANK

LONGEST = 1000  # signs of a text; the rest is read where the notice leads


def tell(
    *,
    recipients: Iterable[User],
    actor: User | None,
    verb: str,
    record: Record | None,
    edition: Edition | None = None,
    text: str = "",
) -> list[Notice]:
    """One unread notice for each person, never for `actor` (None: the desk itself), never for a closed account."""
    keys = {person.pk for person in recipients}
    return tell_keys(keys=keys, actor=actor, verb=verb, record=record, edition=edition, text=text)


@transaction.atomic
def tell_keys(
    *,
    keys: Iterable[int],
    actor: User | None,
    verb: str,
    record: Record | None,
    edition: Edition | None = None,
    text: str = "",
) -> list[Notice]:
    """As `tell`, for people known by their keys."""
    others = set(keys) - {actor.pk if actor else None}
    said = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return Notice.objects.bulk_create(
        Notice(
            recipient=person, actor=actor, record=record, edition=edition, verb=verb, text=said,
            mail_due=person.wants_mail and bool(person.email),
        )
        for person in (reachable(others) if others else ())
    )  # fmt: skip


@transaction.atomic
def take_back(*, verb: str, editions: Iterable[Edition]) -> None:
    """Delete what nobody has read yet and a later act has overtaken."""
    Notice.objects.filter(edition__in=[row.pk for row in editions], verb=verb, read_at=None).delete()


def reachable(keys: Iterable[int]) -> QuerySet[User]:
    """Those of them whose account is open and who may look at drafts."""
    allowed = Q(groups__name__in=list(RANK)) | Q(is_superuser=True)
    return User.objects.filter(allowed, pk__in=keys, is_active=True).distinct().order_by("pk")


@transaction.atomic
def mark_read(*, reader: User, notice: int | None = None) -> int:
    """Mark one of the reader's own notices as read, or all of them; returns how many were unread."""
    rows = Notice.objects.filter(recipient=reader, read_at=None)
    return (rows if notice is None else rows.filter(pk=notice)).update(read_at=timezone.now())


@transaction.atomic
def want_mail(*, actor: User, wanted: bool) -> None:
    """Choose whether notices come by e-mail too. Everybody chooses for herself; what was to be sent is sent no more."""
    User.objects.filter(pk=actor.pk).update(wants_mail=wanted)
    if not wanted:
        Notice.objects.filter(recipient=actor, mail_due=True).update(mail_due=False)
