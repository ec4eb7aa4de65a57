"""The screen of a set that waits: who is in it, what each still needs, who leaves, what could be added."""

from functools import partial
from typing import NamedTuple

from django.http import HttpResponse

from editorial import desk_rules, readiness, rules
from editorial.admin.review.problems import ListedProblem, listed
from editorial.admin.review.screen import BAD_REQUEST, CONFLICT, NOT_FOUND, Screen, attempt, change_url, status_of
from editorial.forms.anchors import number_in
from editorial.models import Edition, Record, Revision
from editorial.selectors.approvals import Approvals, of_revision
from editorial.services import drafting, sets
from editorial.services.guarding import Refused
from editorial.workflow import OPEN_STATES
from relations.documents import load

LONGEST_WORDS = 200
MOST_FOUND = 20


class Member(NamedTuple):
    """One record of the set: where it stands, what its text lacks, why it cannot leave."""

    edition: Edition
    revision: Revision
    approvals: Approvals
    problems: list[ListedProblem]
    change_url: str
    stays: str | None


def one_set(screen: Screen) -> HttpResponse:
    """The set of this record; POST `leave` takes a member out of it."""
    edition = screen.open_edition()
    members = sets.members_of(edition) if edition else []
    if len(members) < 2:
        reason = (
            f"“{screen.record}” is in no set; submit it together with others, or add it to a set when you submit it."
        )
        return screen.refused(reason, CONFLICT if screen.acts else NOT_FOUND)
    if not screen.acts:
        return show(screen, members)
    leaving = next((each for each in members if each.pk == number_in(screen.typed("leave"))), None)
    if leaving is None:
        return show(screen, members, Refused("Choose a member of this set; it may have left meanwhile."), BAD_REQUEST)
    if fault := attempt(partial(sets.leave_set, actor=screen.user, edition=leaving)):
        return show(screen, members, fault, status_of(fault))
    return screen.done(f"“{leaving.record}” left the set. It keeps its state, and is published by itself.")


def show(screen: Screen, members: list[Edition], fault: Refused | None = None, status: int = 200) -> HttpResponse:
    together = [member.record.public_id for member in members]
    asked = screen.request.GET.get("q", "")[:LONGEST_WORDS].replace("\x00", " ").strip()
    shown = [described(screen, member, members, together) for member in members]
    return screen.page(
        "set",
        f"The set of {len(members)} with “{screen.record}”",
        status=status,
        fault=fault,
        members=sorted(shown, key=lambda each: (each.edition.record.type, each.edition.record.title)),
        lacking=[each for each in shown if each.problems],
        closed=desk_rules.scheduled_set(members),
        release=sets.release_of(members[0]),
        asked=asked,
        found=drafts(asked, members) if asked else [],
    )


def described(screen: Screen, member: Edition, members: list[Edition], together: list[str]) -> Member:
    revision = rules.newest_revision(member)
    return Member(
        member,
        revision,
        of_revision(load(revision.document), revision),
        listed(readiness.checklist(drafting.compose_edition(member), together=together), member.record),
        change_url(member.record),
        desk_rules.may_leave_set(screen.user, member, members),
    )


def drafts(asked: str, members: list[Edition]) -> list[Record]:
    """Open records whose title or id fits, and that are not in this set: each can be added where it is submitted."""
    inside = [member.record_id for member in members]
    rows = Record.objects.filter(editions__state__in=OPEN_STATES).exclude(pk__in=inside)
    found = rows.filter(title__icontains=asked) | rows.filter(public_id=asked.upper())
    return list(found.distinct().order_by("title")[:MOST_FOUND])
