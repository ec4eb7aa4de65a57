"""The page of a proposed vanishing: who asks for it and why, what would be lost, who names the record. Acts on nothing.

Vanishing is done by command, so that nobody does it in passing; here the second publisher reads what she is to confirm.
"""

from typing import NamedTuple

from django.http import HttpResponse, HttpResponseNotAllowed

from editorial import rules
from editorial.admin.review.screen import NOT_FOUND, Screen
from editorial.models import Attachment, Comment, Decision, LogLine, Record, Revision
from editorial.selectors import impact_of
from relations.models import PublishedEdition

NOBODY = (
    "Nobody proposed that “{record}” vanishes. A publisher proposes it with the command "
    "`manage.py vanish {id} --user NAME --reason WHY`, and another one confirms it."
)


class Loss(NamedTuple):
    """How many rows of one sort would say nothing any more."""

    name: str
    count: int


def vanishing(screen: Screen) -> HttpResponse:
    """What was proposed, for whoever has to confirm it or let it fall."""
    if screen.acts:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    record, proposal = screen.record, rules.vanish_proposal(screen.record)
    if proposal is None:
        reason = rules.vanished(record) or NOBODY.format(record=record, id=record.public_id)
        return screen.refused(reason, NOT_FOUND)
    return screen.page(
        "vanishing",
        f"Proposed to vanish: “{record}”",
        proposal=proposal,
        losses=losses(record),
        impact=impact_of(record),
        reason=rules.may_vanish(screen.user, record),
    )


def losses(record: Record) -> list[Loss]:
    """One query each; what is not there is not told."""
    texts = Comment.objects.filter(record=record)
    found = [
        Loss("public version", PublishedEdition.objects.filter(record__public_id=record.public_id).count()),
        Loss("revision on the desk", Revision.objects.filter(record=record).count()),
        Loss("decision with its comment", Decision.objects.filter(record=record).exclude(comment="").count()),
        Loss("remark on a field", texts.count()),
        Loss("line of the log with its details", LogLine.objects.filter(record=record).exclude(detail="").count()),
        Loss("file", Attachment.objects.filter(record=record).count()),
    ]
    return [loss for loss in found if loss.count]
