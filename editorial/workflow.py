"""The transition table of editions: pure data. Who may is in `rules`, doing it in `services`."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EditionState(TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUPERSEDED = "superseded", _("superseded")
    DISCARDED = "discarded", _("discarded")


OPEN_STATES = ["draft", "in_review", "changes_requested", "approved", "scheduled"]
CURRENT_STATES = ["published", "withdrawn"]


class DecisionKind(TextChoices):
    APPROVE = "approve", _("approved")
    REQUEST_CHANGES = "request_changes", _("changes requested")
    WITHDRAW = "withdraw", _("withdrawn")
    CONFIRM_WITHDRAWAL = "confirm_withdrawal", _("withdrawal confirmed")
    REINSTATE = "reinstate", _("reinstated")
    PROPOSE_MERGE = "propose_merge", _("merge proposed")
    MERGE = "merge", _("merged")
    DROP_MERGE = "drop_merge", _("merge dropped")
    PROPOSE_VANISH = "propose_vanish", _("vanishing proposed")
    VANISH = "vanish", _("vanished")
    DROP_VANISH = "drop_vanish", _("vanishing dropped")


# Decisions about the public record as a whole, which only publishers take.
PUBLIC_ACTS = (
    *(DecisionKind.WITHDRAW, DecisionKind.CONFIRM_WITHDRAWAL, DecisionKind.REINSTATE),
    *(DecisionKind.PROPOSE_MERGE, DecisionKind.MERGE, DecisionKind.DROP_MERGE),
    *(DecisionKind.PROPOSE_VANISH, DecisionKind.VANISH, DecisionKind.DROP_VANISH),
)


class RoleName(TextChoices):
    """Groups of the desk; each of the first three has the rights of the one before."""

    AUTHOR = "Author", _("Author")
    REVIEWER = "Reviewer", _("Reviewer")
    PUBLISHER = "Publisher", _("Publisher")
    ADMINISTRATOR = "Administrator", _("Administrator")


RANK = {RoleName.AUTHOR: 1, RoleName.REVIEWER: 2, RoleName.PUBLISHER: 3}


class Transition(NamedTuple):
    """From which states a verb leads where, and the lowest role that may do it."""

    sources: tuple[str, ...]
    target: str
    role: RoleName


TRANSITIONS = {
    "submit": Transition(("draft", "changes_requested"), "in_review", RoleName.AUTHOR),
    "recall": Transition(("in_review", "approved", "scheduled"), "draft", RoleName.AUTHOR),
    "request_changes": Transition(("in_review", "approved", "scheduled"), "changes_requested", RoleName.REVIEWER),
    "approve": Transition(("in_review",), "approved", RoleName.REVIEWER),
    "schedule": Transition(("approved",), "scheduled", RoleName.PUBLISHER),
    "unschedule": Transition(("scheduled",), "approved", RoleName.PUBLISHER),
    "publish": Transition(("approved", "scheduled"), "published", RoleName.PUBLISHER),
    "withdraw": Transition(("published",), "withdrawn", RoleName.PUBLISHER),
    "confirm_withdrawal": Transition(("withdrawn",), "withdrawn", RoleName.PUBLISHER),
    "reinstate": Transition(("withdrawn",), "published", RoleName.PUBLISHER),
    "propose_merge": Transition(("published",), "published", RoleName.PUBLISHER),
    "merge": Transition(("published",), "superseded", RoleName.PUBLISHER),
    "drop_merge": Transition(("published", "withdrawn"), "published", RoleName.PUBLISHER),
    "discard": Transition(tuple(OPEN_STATES), "discarded", RoleName.AUTHOR),
}

# What each verb is called on a button and in a sentence. The last ones move no edition by themselves: going back makes a
# draft as any edit does, and vanishing is for a whole record, whatever its editions are.
LABELS = {
    "submit": _("Submit for review"),
    "recall": _("Recall"),
    "request_changes": _("Request changes"),
    "approve": _("Approve"),
    "schedule": _("Schedule"),
    "unschedule": _("Unschedule"),
    "publish": _("Publish"),
    "withdraw": _("Withdraw"),
    "confirm_withdrawal": _("Confirm the withdrawal"),
    "reinstate": _("Reinstate"),
    "propose_merge": _("Propose a merge"),
    "merge": _("Merge"),
    "drop_merge": _("Drop the merge"),
    "discard": _("Discard"),
    "revert_to": _("Go back to this version"),
    "propose_vanish": _("Propose to let it vanish"),
    "vanish": _("Let it vanish"),
    "drop_vanish": _("Drop the vanishing"),
}
