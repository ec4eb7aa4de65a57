"""The review screen: one open edition, or every member of its set, and the decision on exactly what is shown."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpResponse

from editorial import rules
from editorial.admin.review.screen import Screen, address, attempt, denied, status_of
from editorial.admin.review.sections import Section
from editorial.admin.review.seen import plain, reading_order, seen_in
from editorial.models import Edition, User
from editorial.services import deciding, reviewing
from editorial.services.guarding import Refused, Stale
from editorial.workflow import LABELS, EditionState
from relations.models import Listing


class Act(NamedTuple):
    """One button: its label, the reason that disables it, what it does, and the role and state that it needs."""

    label: str
    why_not: Callable[[User, list[Edition]], str | None]
    run: Callable[[Screen, Edition, dict[int, int]], str]
    verb: str


class Button(NamedTuple):
    name: str
    label: str
    reason: str | None


class Further(NamedTuple):
    """A verb with a page of its own, and why it is not for this person now."""

    label: str
    url: str
    reason: str | None


@csp_replace({"frame-src": [SELF]})
def review(screen: Screen) -> HttpResponse:
    """Shows the set; POST with `act` decides on the revisions that the page showed."""
    edition = screen.open_edition()
    if edition is None:
        return screen.nothing_open()
    members = reading_order(reviewing.members_of(edition), edition)
    if not screen.acts:
        return show(screen, members)
    act = ACTS.get(screen.typed("act"))
    if act is None:
        return show(screen, members, Refused("Press one of the buttons at the end of the page."), status=400)
    return decide(screen, act, edition, members)


def decide(screen: Screen, act: Act, edition: Edition, members: list[Edition]) -> HttpResponse:
    """Run the act; a refusal shows the page again with its reason and everything typed."""
    seen = seen_in(screen.request.POST)
    done: list[str] = []
    fault = attempt(lambda: done.append(act.run(screen, edition, seen)))
    if fault is None:
        home = Listing.objects.filter(public_id=screen.record.public_id).first()
        after = "" if home and screen.open_edition() is None else address("review", screen.record)
        return screen.done(done[0], after)
    now = [deciding.fresh(member) for member in members]  # somebody else, or a second click, may have been quicker
    ruled_out = act.why_not(screen.user, now) and not isinstance(fault, Stale)
    status = denied(screen.user, act.verb, deciding.fresh(edition)) if ruled_out else status_of(fault)
    return show(screen, members, fault, status=status)


def show(screen: Screen, members: list[Edition], fault: Refused | None = None, *, status: int = 200) -> HttpResponse:
    """The whole screen; what this person had read is compared with what is there now."""
    seen = seen_in(screen.request.POST)
    members = [deciding.fresh(member) for member in members]
    together = [member.record.public_id for member in members]
    sections = [Section(member, screen.user, together, seen.get(member.pk, 0)) for member in members]
    return screen.page(
        "review",
        f"Review “{screen.record}”",
        status=status,
        fault=fault,
        sections=sections,
        is_set=len(sections) > 1,
        buttons=[Button(name, act.label, act.why_not(screen.user, members)) for name, act in ACTS.items()],
        further=further(screen, members),
        comment=screen.typed("comment"),
        chosen=screen.request.POST.getlist("member"),
        waiting=[section for section in sections if section.reason],
    )


def further(screen: Screen, members: list[Edition]) -> list[Further]:
    """Hours and taking back, where the state of the record asked for has them."""
    lead, user = members[0], screen.user
    asked = {
        "schedule": lambda: deciding.why_not_schedule(user, members),
        "unschedule": lambda: rules.may_unschedule(user, lead),
        "recall": lambda: rules.may_recall(user, lead),
    }
    return [
        Further(str(LABELS[verb]), address(verb, lead.record), why_not())
        for verb, why_not in asked.items()
        if rules.lacks_state(verb, lead) is None
    ]


def approve(screen: Screen, edition: Edition, seen: dict[int, int]) -> str:
    approved = deciding.approve(actor=screen.user, edition=edition, seen=seen, comment=screen.typed("comment"))
    waiting = len(seen) - len(approved)
    rest = f" {waiting} more in the set were approved already or need somebody else." if waiting else ""
    short = [edition for edition in map(deciding.fresh, approved) if edition.state == EditionState.IN_REVIEW]
    second = f" Still in review, for it needs a second person's approval: {titles(short)}." if short else ""
    return f"Approved: {titles(approved)}.{second}{rest}"


def request_changes(screen: Screen, edition: Edition, seen: dict[int, int]) -> str:
    chosen = {int(text) for text in screen.request.POST.getlist("member") if plain(text)}
    comment = screen.typed("comment")
    returned = deciding.request_changes(actor=screen.user, edition=edition, seen=seen, comment=comment, chosen=chosen)
    return f"Sent back with your comment: {titles(returned)}."


def publish(screen: Screen, edition: Edition, seen: dict[int, int]) -> str:
    published = deciding.publish(actor=screen.user, edition=edition, seen=seen)
    return f"Published: {len(published)} record{'s' if len(published) > 1 else ''} can now be read by everybody."


def approve_and_publish(screen: Screen, edition: Edition, seen: dict[int, int]) -> str:
    act = partial(deciding.approve_and_publish, actor=screen.user, edition=edition, seen=seen)
    count = len(act(comment=screen.typed("comment")))
    return f"Approved and published: {count} record{'s' if count > 1 else ''} can now be read by everybody."


def titles(editions: list[Edition]) -> str:
    return ", ".join(f"“{edition.record}”" for edition in editions)


ACTS = {
    "request_changes": Act("Request changes", deciding.why_not_request_changes, request_changes, "request_changes"),
    "approve": Act("Approve", deciding.why_not_approve, approve, "approve"),
    "publish": Act("Publish", deciding.why_not_publish, publish, "publish"),
    "approve_and_publish": Act(
        "Approve and publish", deciding.why_not_approve_and_publish, approve_and_publish, "approve"
    ),
}
