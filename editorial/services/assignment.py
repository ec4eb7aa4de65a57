"""Who is to write a record and by when, and who reads it now. Nothing here changes a text, a state or a right to decide.

Work is given on a record: where nothing is open, assigning it opens a draft, so that the task has a place on the desk.
"""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from editorial import desk_rules, hours
from editorial.models import Edition, Record, User
from editorial.rules import Reason
from editorial.services import drafting, notices, reviewing
from editorial.services.guarding import Stale, end_claim, lock_records, log, refuse

NOBODY = "nobody"
LAST_DAY = datetime.date(2100, 1, 1)


@transaction.atomic
def assign(*, actor: User, record: Record, assignee: User | None, due_on: datetime.date | None = None) -> Edition:
    """Give the record to somebody (None: to nobody) to be ready on a day (None: no day). The same again writes nothing.

    Opens a draft where nothing is open. Both persons are told, unless they did it themselves.
    """
    record = lock_records([record.pk])[record.pk]
    edition = opened(record)
    refuse(desk_rules.may_assign(actor, record, edition, assignee))
    refuse(desk_rules.may_be_assigned(assignee) if assignee and assignee != holder(edition) else None)
    refuse(wrong_day(due_on, edition))
    refuse("Nobody has this record, so there is nothing to take away." if not (assignee or edition) else None)
    edition = edition or drafting.new_edition(record)
    before, due_before = edition.assignee, edition.due_on
    if (before, due_before) == (assignee, due_on):
        return edition
    edition.assignee, edition.due_on = assignee, due_on
    edition.save(update_fields=["assignee", "due_on"])
    if before != assignee:
        hand_over(actor, edition, before)
    else:
        tell_of_day(actor, edition)
    return edition


@transaction.atomic
def set_due(*, actor: User, record: Record, due_on: datetime.date | None) -> Edition:
    """Change the day alone; whoever has the record keeps it."""
    locked = lock_records([record.pk])[record.pk]
    edition = opened(locked)
    refuse(None if edition else f"Nothing is open for “{record}”; assign it to somebody, with a day.")
    return assign(actor=actor, record=locked, assignee=edition.assignee, due_on=due_on)


def opened(record: Record) -> Edition | None:
    """The attempt to publish that is under way, with its people."""
    edition = drafting.open_edition(record)
    return edition and Edition.objects.select_related("record", "assignee", "reviewer").get(pk=edition.pk)


def holder(edition: Edition | None) -> User | None:
    return edition.assignee if edition else None


def wrong_day(due_on: datetime.date | None, edition: Edition | None) -> Reason:
    """A day that has passed is no aim; one that stood there before may stay."""
    if due_on is None or (edition and due_on == edition.due_on):
        return None
    if due_on < hours.today():
        return f"The day has passed; choose today or one to come, for example {example()}, or leave it empty."
    return None if due_on < LAST_DAY else f"Choose a day of this century, for example {example()}."


def example() -> str:
    """A day in a week, as it is written."""
    return f"{hours.today() + datetime.timedelta(days=7):%Y-%m-%d}"


def hand_over(actor: User, edition: Edition, before: User | None) -> None:
    """Log it and tell whoever has it now, and whoever had it."""
    day = f", due {hours.day(edition.due_on)}" if edition.due_on else ""
    said = f"to {edition.assignee}{day}" if edition.assignee else f"to {NOBODY}"
    log(
        "assign",
        actor=actor,
        record=edition.record,
        edition=edition,
        detail=said + (f"; before {before}" if before else ""),
    )
    told = {"actor": actor, "record": edition.record, "edition": edition}
    if edition.assignee:
        notices.tell(recipients=[edition.assignee], verb="assign", text=due_words(edition), **told)
    if before:
        gone = f"It is with {edition.assignee} now." if edition.assignee else "It is with nobody now."
        notices.tell(recipients=[before], verb="unassign", text=gone, **told)


def tell_of_day(actor: User, edition: Edition) -> None:
    log("set_due", actor=actor, record=edition.record, edition=edition, detail=due_words(edition))
    people = [edition.assignee] if edition.assignee else []
    words = due_words(edition)
    notices.tell(recipients=people, actor=actor, verb="set_due", record=edition.record, edition=edition, text=words)


def due_words(edition: Edition) -> str:
    return f"Due {hours.day(edition.due_on)}." if edition.due_on else "No day is set."


@transaction.atomic
def claim_review(*, actor: User, edition: Edition, over: User | int | None = None) -> list[Edition]:
    """Say that one reads it now, its whole set with it. `over`: whom the person agreed to take it over from.

    Somebody else's claim is `Stale` unless it is the one that `over` names: two clicks at once never take over unseen.
    """
    members = locked_set(edition)
    refuse(why_not_claim(actor, members))
    mine = [member for member in members if desk_rules.may_claim_review(actor, member) is None]
    for member in mine:
        require_agreed(member, over)
    for member in mine:
        before, member.reviewer, member.claimed_at = member.reviewer, actor, timezone.now()
        member.save(update_fields=["reviewer", "claimed_at"])
        detail = f"taken over from {before}" if before else ""
        log("claim_review", actor=actor, record=member.record, edition=member, detail=detail)
        if before:
            notices.tell(
                recipients=[before], actor=actor, verb="take_over_review", record=member.record, edition=member
            )
    return mine


def why_not_claim(actor: User, members: Sequence[Edition]) -> Reason:
    """None as soon as one member is open to this person: as the decision on a set."""
    reasons = [desk_rules.may_claim_review(actor, member) for member in members]
    return None if None in reasons else reasons[0]


def require_agreed(member: Edition, over: User | int | None) -> None:
    """Whoever reads it now is whom the page showed."""
    agreed = over.pk if isinstance(over, User) else over
    if member.reviewer_id and member.reviewer_id != agreed:
        raise Stale(
            f"{member.reviewer} is reading “{member.record}” since {hours.words(member.claimed_at)}; "
            "ask, or take it over."
        )


@transaction.atomic
def release_review(*, actor: User, edition: Edition) -> list[Edition]:
    """Give one's own claim back, with its whole set; the submission waits for anybody again."""
    members = locked_set(edition)
    own = next(member for member in members if member.pk == edition.pk)
    refuse(desk_rules.may_release_review(actor, own))
    mine = [member for member in members if member.reviewer_id == actor.pk]
    for member in mine:
        end_claim(member)
        log("release_review", actor=actor, record=member.record, edition=member)
    return mine


def locked_set(edition: Edition) -> list[Edition]:
    """`reviewed_with`, locked."""
    lock_records(reviewing.keys(reviewing.members_of(edition)))
    return reviewed_with(edition)


def reviewed_with(edition: Edition) -> list[Edition]:
    """The editions that are reviewed on one screen with this one, itself included, as they are now."""
    found = reviewing.members_of(edition)
    return [Edition.objects.select_related("record", "reviewer").get(pk=member.pk) for member in found]
