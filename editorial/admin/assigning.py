"""Screens of the working day around one record: whose task it is and by when, and who reads the submission now."""

from functools import partial

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path

from editorial import desk_rules, hours, rules
from editorial.admin.review.screen import (
    CONFLICT,
    FORBIDDEN,
    UNPROCESSABLE,
    Screen,
    address,
    attempt,
    change_url,
    on_screen,
    status_of,
)
from editorial.forms.assigning import AssignForm
from editorial.models import Edition, User
from editorial.selectors import people
from editorial.services import assignment
from editorial.services.guarding import Refused
from editorial.workflow import RANK, RoleName
from relations.models import Listing

REVIEW = "review"  # where the person came from, and goes back to


def assigning_urls(site: AdminSite) -> list[URLPattern]:
    """`/admin/editorial/assign/<uuid>/` and the two of a claim."""
    views = {"assign": assign, "claim_review": claim_review, "release_review": release_review}
    return [
        path(
            f"editorial/{name.replace('_', '-')}/<uuid:record_id>/",
            site.admin_view(on_screen(site, view)),
            name=f"editorial_{name}",
        )
        for name, view in views.items()
    ]


def assign(screen: Screen) -> HttpResponse:
    """Who has the record and by which day; what was typed stays."""
    edition = assignment.opened(screen.record)
    reason = desk_rules.may_assign(screen.user, screen.record, edition)
    now = {"assignee": edition.assignee_id, "due_on": edition.due_on} if edition else {}
    form = AssignForm(screen.request.POST if screen.acts else None, initial=now, offered=offered(screen.user, edition))
    if not screen.acts:
        return show(screen, edition, form, reason)
    if reason:
        return show(screen, edition, form, reason, status=denied(screen.user, RoleName.AUTHOR))
    if not form.is_valid():
        return show(screen, edition, form, reason, status=UNPROCESSABLE)
    given: list[Edition] = []
    act = partial(assignment.assign, actor=screen.user, record=screen.record, **form.cleaned_data)
    if fault := attempt(lambda: given.append(act())):
        return show(screen, edition, form, reason, fault, status=status_of(fault))
    return screen.done(f"{said(given[0])}", back_url(screen))


def offered(user: User, edition: Edition | None) -> list[User]:
    """Everybody who may write; authors see themselves, and whoever has it now stays in the list."""
    everybody = people.writers()
    free = rules.rank_of(user) >= RANK[RoleName.REVIEWER]
    shown = everybody if free else [person for person in everybody if person == user]
    has = assignment.holder(edition)
    return [*shown, has] if has and has not in shown else shown


def said(edition: Edition) -> str:
    day = f", due {hours.day(edition.due_on)}" if edition.due_on else ""
    return f"“{edition.record}” is assigned to {edition.assignee or assignment.NOBODY}{day}."


def show(
    screen: Screen,
    edition: Edition | None,
    form: AssignForm,
    reason: str | None,
    fault: Refused | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    listing = Listing.objects.filter(public_id=screen.record.public_id).first()
    context = {
        "label": "Assign",
        "edition": edition,
        "form": form,
        "reason": reason,
        "fault": fault,
        "listing": listing,
    }
    title = f"Assign “{screen.record}”"
    return screen.page("assign", title, status=status, back=came_from(screen), back_url=back_url(screen), **context)


def claim_review(screen: Screen) -> HttpResponse:
    """Say that one reads it now; somebody else's claim is taken over from whom the page showed."""
    edition = screen.open_edition()
    if edition is None:
        return screen.nothing_open()
    edition = assignment.opened(screen.record)
    if screen.acts:
        over = screen.typed("over")
        fault = attempt(
            lambda: assignment.claim_review(
                actor=screen.user, edition=edition, over=int(over) if is_key(over) else None
            )
        )
        if fault is None:
            return screen.done("You have claimed this review; others see it.", address(REVIEW, screen.record))
        return confirm_claim(screen, assignment.opened(screen.record) or edition, fault)
    return confirm_claim(screen, edition)


def confirm_claim(screen: Screen, edition: Edition, fault: Refused | None = None) -> HttpResponse:
    reason = assignment.why_not_claim(screen.user, assignment.reviewed_with(edition))
    other = edition.reviewer if edition.reviewer_id not in (None, screen.user.pk) else None
    status = 200 if fault is None else denied(screen.user, RoleName.REVIEWER) if reason else status_of(fault)
    label = f"Take over from {other}" if other else "Claim the review"
    context = {"label": label, "other": other, "edition": edition, "reason": reason, "fault": fault}
    since = hours.words(edition.claimed_at) if other else ""
    title = f"{label}: “{screen.record}”"
    return screen.page("claim", title, status=status, since=since, back_url=address(REVIEW, screen.record), **context)


def release_review(screen: Screen) -> HttpResponse:
    """Give one's own claim back."""
    edition = assignment.opened(screen.record)
    if edition is None:
        return screen.nothing_open()
    if screen.acts:
        fault = attempt(partial(assignment.release_review, actor=screen.user, edition=edition))
        if fault is None:
            return screen.done("Released: anybody may claim this review.", address(REVIEW, screen.record))
        return confirm_release(screen, edition, fault)
    return confirm_release(screen, edition)


def confirm_release(screen: Screen, edition: Edition, fault: Refused | None = None) -> HttpResponse:
    reason = desk_rules.may_release_review(screen.user, edition)
    status = denied(screen.user, RoleName.REVIEWER) if fault else 200
    context = {"what": "The submission waits for anybody again.", "label": "Release the review"}
    title = f"Release the review: “{screen.record}”"
    return screen.page("confirm", title, status=status, reason=reason, fault=fault, **context)


def denied(user: User, role: RoleName) -> int:
    """403 for who lacks the role; 409 where the ground has shifted."""
    return FORBIDDEN if rules.lacks_role(user, role) else CONFLICT


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def came_from(screen: Screen) -> str:
    """Only pages that this one knows."""
    asked = screen.typed("from") if screen.acts else screen.request.GET.get("from", "")
    return REVIEW if asked == REVIEW else ""


def back_url(screen: Screen) -> str:
    return address(REVIEW, screen.record) if came_from(screen) else change_url(screen.record)
