"""Pairs that look alike and are not the same thing: kept apart once, with the reason, and never suggested again."""

from django.db import transaction

from editorial import rules
from editorial.models import KeptApart, Record, User
from editorial.services.guarding import lock_records, log, plain, refuse

LONGEST = 300
WHY = "Say in a few words why these are two, for example: “Two meetings on one day”."
TOO_LONG = f"The reason has at most {LONGEST} characters; write a shorter one."
ITSELF = "A record is not kept apart from itself; choose another one."


@transaction.atomic
def keep_apart(*, actor: User, record: Record, other: Record, reason: str) -> KeptApart:
    """Nobody is asked about this pair again. It stands in the history of both."""
    lock_records([record.pk, other.pk])
    refuse(ITSELF if record.pk == other.pk else None)
    for each in (record, other):
        refuse(rules.may_edit(actor, each))
    reason = plain(reason, "Reason")
    refuse(WHY if not any(sign.isalnum() for sign in reason) else TOO_LONG if len(reason) > LONGEST else None)
    first, second = sorted((record, other), key=lambda each: each.pk)
    before = KeptApart.objects.filter(first=first, second=second).select_related("actor").first()
    refuse(before and f"{before.actor} keeps them apart already: {before.reason}")
    for one, two in ((first, second), (second, first)):
        log("keep_apart", actor=actor, record=one, detail=f"from {two.public_id}: {reason}")
    return KeptApart.objects.create(first=first, second=second, reason=reason, actor=actor)
