"""Where one person stands in what waits for her review: which of how many, the one before, the next. Reads only."""

from typing import NamedTuple

from editorial.admin.review.screen import address
from editorial.models import Edition, User
from editorial.selectors import to_review


class Waiting(NamedTuple):
    """One line of the queue, by the record that leads its set."""

    title: str
    url: str


class Queue(NamedTuple):
    """`place`: 1 for the first; 0 where what is on screen does not wait for this person."""

    place: int
    total: int
    previous: Waiting | None
    next: Waiting | None

    @property
    def words(self) -> str:
        """`3 of 12 waiting for you`."""
        return f"{self.place} of {self.total} waiting for you" if self.place else f"{self.total} waiting for you"


def queue_of(user: User, edition: Edition) -> Queue:
    """What this person may approve now, oldest first, sets on one line, seen from the edition on screen."""
    lines = [line for line in to_review(user) if line.reason is None]
    at = next((i for i, line in enumerate(lines) if edition in (line.edition, *line.others)), None)
    waiting = [Waiting(str(line.edition.record), address("review", line.edition.record)) for line in lines]
    if at is None:
        return Queue(0, len(lines), None, waiting[0] if waiting else None)
    before = waiting[at - 1] if at else None
    return Queue(at + 1, len(lines), before, waiting[at + 1] if at + 1 < len(lines) else None)
