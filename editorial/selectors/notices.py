"""What one person was told, in words, and where each notice leads. Reads only."""

from django.core.paginator import Page, Paginator
from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse

from editorial.models import Notice, User
from editorial.workflow import EditionState

PER_PAGE = 50
READING = (EditionState.IN_REVIEW, EditionState.APPROVED, EditionState.SCHEDULED)  # the review page shows these
# What each verb of a notice is called. One that is missing is said as it is.
SAID = {
    "submit": "Waits for review",
    "request_changes": "Changes requested",
    "approve": "Approved",
    "publish": "Published",
    "publish_due": "Published at its hour",
    "schedule_refused": "Not published when it was due",
    "withdraw": "Withdrawn; a second publisher confirms or reverses it",
    "confirm_withdrawal": "Withdrawal confirmed",
    "reinstate": "Public again",
    "propose_merge": "A merge waits for a second publisher",
    "propose_vanish": "A vanishing waits for a second publisher",
    "assign": "Assigned to you",
    "unassign": "No longer assigned to you",
    "set_due": "The day of your task changed",
    "due_tomorrow": "Your task is due tomorrow",
    "overdue": "Your task is overdue",
    "take_over_review": "Your review was taken over",
    "review_ended": "The review that you claimed has ended",
    "comment": "New comment",
    "answer_comment": "A comment was answered",
    "resolve_comment": "A comment was resolved",
    "reopen_comment": "A comment was reopened",
}


def words(verb: str) -> str:
    """`Changes requested`."""
    return SAID.get(verb) or verb.replace("_", " ").capitalize()


def here() -> str:
    """The page of notices."""
    return reverse("admin:editorial_notices")


def path_of(notice: Notice) -> str:
    """Where the person goes on: the review page while the edition waits there, else the form of the record."""
    if notice.record is None:
        return here()
    if notice.edition and notice.edition.state in READING:
        return reverse("admin:editorial_review", args=[notice.record_id])
    return reverse(f"admin:editorial_{notice.record.type}_change", args=[notice.record_id])


def of(reader: User) -> QuerySet[Notice]:
    """Everything that one person was told, with what its lines name."""
    return Notice.objects.filter(recipient=reader).select_related("actor", "record", "edition")


def listed(reader: User, page: str) -> Page:
    """One page of it: what she has not read first, the newest first."""
    unread_first = Case(When(read_at=None, then=Value(0)), default=Value(1))
    return Paginator(of(reader).order_by(unread_first, "-pk"), PER_PAGE).get_page(page)


def unread(reader: User) -> int:
    return Notice.objects.filter(recipient=reader, read_at=None).count()
