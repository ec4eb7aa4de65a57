"""What the desk reads for its start page, history and impact pages. Writes nothing."""

from editorial.selectors.history import Event, Impact, Withdrawal, history_of, impact_of, last_withdrawal_of
from editorial.selectors.waiting import (
    merges,
    my_drafts,
    returned,
    scheduled,
    to_confirm,
    to_publish,
    to_review,
    worklists,
)
from editorial.selectors.worklist import WorkItem

__all__ = [
    "Event",
    "Impact",
    "Withdrawal",
    "WorkItem",
    "history_of",
    "impact_of",
    "last_withdrawal_of",
    "merges",
    "my_drafts",
    "returned",
    "scheduled",
    "to_confirm",
    "to_publish",
    "to_review",
    "worklists",
]
