"""The review screen: one open edition, or every member of its set, and the decision on exactly what is shown."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpResponse
from django.utils.html import format_html

from editorial import rules
from editorial.admin.review import buttons, commenting
from editorial.admin.review.commenting import Pressed
from editorial.admin.review.gathered import Gathered, fresh
from editorial.admin.review.queue import Waiting, queue_of
from editorial.admin.review.screen import Screen, address, attempt, change_url, denied, status_of
from editorial.admin.review.sections import Section
from editorial.admin.review.seen import plain, reading_order, seen_in
from editorial.models import Edition, User
from editorial.selectors.impact import effect_of
from editorial.services import comments, deciding, reviewing
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
    """Shows the set; POST with `act` decides on the revisions that the page showed, or comments on them."""
    edition = screen.open_edition()
    if edition is None:
        return screen.nothing_open()
    if edition.state == EditionState.DRAFT and not edition.revisions.exists():
        return screen.unwritten()
    members = reading_order(reviewing.members_of(edition), edition)
    if not screen.acts:
        return show(screen, members)
    if button := commenting.pressed(screen):
        return comment(screen, button, members)
    act = ACTS.get(screen.typed("act"))
    if act is None:
        return show(screen, members, Refused("Press one of the buttons at the end of the page."), status=400)
    return decide(screen, act, edition, members)


def comment(screen: Screen, button: Pressed, members: list[Edition]) -> HttpResponse:
    """Comment, answer or settle. While something else stands typed, the same page comes back with it."""
    fault, key = commenting.act(screen, button, members)
    if fault:
        return show(screen, members, fault, status=commenting.denied(screen.user, fault))
    if commenting.others_typed(screen, button):
        messages.success(screen.request, commenting.DONE[button.verb])
        return show(screen, members, sent=button)
    return screen.done(commenting.DONE[button.verb], f"{address('review', screen.record)}#c-{key}")


def decide(screen: Screen, act: Act, edition: Edition, members: list[Edition]) -> HttpResponse:
    """Run the act; a refusal shows the page again with its reason and everything typed."""
    seen, waiting = seen_in(screen.request.POST), queue_of(screen.user, edition).next
    done: list[str] = []
    fault = attempt(lambda: done.append(act.run(screen, edition, seen)))
    if fault is None:
        return decided(screen, done[0], waiting)
    now = fresh(members)  # somebody else, or a second click, may have been quicker
    ruled_out = act.why_not(screen.user, now) and not isinstance(fault, Stale)
    status = denied(screen.user, act.verb, deciding.fresh(edition)) if ruled_out else status_of(fault)
    return show(screen, members, fault, status=status)


def decided(screen: Screen, said: str, waiting: Waiting | None) -> HttpResponse:
    """On to the next that waits for this person, with the way back; else to where this record stands now."""
    home = Listing.objects.filter(public_id=screen.record.public_id).first()
    here = change_url(screen.record) if home and screen.open_edition() is None else address("review", screen.record)
    if waiting is None:
        return screen.done(said, here)
    back = format_html('{} <a href="{}">Back to “{}”</a>', said, here, str(screen.record))
    return screen.done(back, waiting.url)


def show(
    screen: Screen,
    members: list[Edition],
    fault: Refused | None = None,
    *,
    status: int = 200,
    sent: Pressed | None = None,
) -> HttpResponse:
    """The whole screen; what this person had read is compared with what is there now. `sent`: its words are no longer
    only typed.
    """
    members = fresh(members)
    typed = {key: text for key, text in commenting.answers_typed(screen).items() if sent != ("answer", key)}
    gathered = Gathered(members, screen.user, seen_in(screen.request.POST), typed)
    sections = [section(screen, member, gathered, sent) for member in members]
    remarks = [thread.root.pk for each in sections for thread in each.talk.open]
    return screen.page(
        "review",
        f"Review “{screen.record}”",
        status=status,
        fault=fault,
        sections=sections,
        is_set=len(sections) > 1,
        buttons=[Button(name, act.label, why_not(name, gathered)) for name, act in ACTS.items()],
        further=further(screen, members),
        comment=screen.typed("comment"),
        chosen=screen.request.POST.getlist("member"),
        waiting=[each for each in sections if each.reason],
        effect=effect_of(gathered.pairs()),
        queue=queue_of(screen.user, members[0]),
        remarks=remarks,
        remarks_ask=comments.ask(len(remarks)) if remarks else "",
        remarks_read=set(remarks) <= read_in(screen),
        mode=asked(screen, "show"),
    )


def section(screen: Screen, member: Edition, gathered: Gathered, sent: Pressed | None) -> Section:
    """One member, with the comment on it that was typed and not sent."""
    is_sent = sent == ("comment", member.pk)
    say = "" if is_sent else screen.typed(f"{commenting.SAY}{member.pk}")
    asked_here = screen.request.GET.get("of", str(member.pk)) == str(member.pk)
    linked = screen.request.GET.get("on", "") if asked_here else ""
    on = screen.typed(f"{commenting.ON}{member.pk}") if screen.acts else linked
    return Section(member, gathered, show=asked(screen, "show"), on="" if is_sent else on, say=say)


def asked(screen: Screen, name: str) -> str:
    return (screen.request.POST if screen.acts else screen.request.GET).get(name, "")


def read_in(screen: Screen) -> set[int]:
    """The remarks that the ticked box stood for."""
    return {int(key) for text in screen.request.POST.getlist("read") for key in text.split(",") if plain(key)}


def why_not(name: str, gathered: Gathered) -> str | None:
    """The reason on a button; the costly ones from what was read for all members."""
    bulk = {"approve": buttons.why_not_approve, "approve_and_publish": buttons.why_not_approve_and_publish}
    return bulk[name](gathered) if name in bulk else ACTS[name].why_not(gathered.user, gathered.members)


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
    approved = deciding.approve(
        actor=screen.user, edition=edition, seen=seen, comment=screen.typed("comment"), read=read_in(screen)
    )
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
    count = len(act(comment=screen.typed("comment"), read=read_in(screen)))
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
