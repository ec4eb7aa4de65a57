"""Screens of publishing at an hour: schedule an approved edition with its whole set, and take it off again."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from editorial import hours, rules
from editorial.admin.review.screen import UNPROCESSABLE, Screen, attempt, denied, status_of
from editorial.admin.review.seen import reading_order, seen_in
from editorial.admin.review.submitting import on_open_edition
from editorial.forms.scheduling import ScheduleForm
from editorial.models import Edition
from editorial.services import deciding, reviewing, scheduling
from editorial.services.guarding import Refused


def schedule(screen: Screen) -> HttpResponse:
    """Day and hour, in the desk's time zone; a refusal keeps what was typed."""
    edition = screen.open_edition()
    if edition is None:
        return screen.nothing_open()
    form = ScheduleForm(screen.request.POST if screen.acts else None)
    if not screen.acts:
        return show(screen, edition, form)
    members = reviewing.members_of(edition)
    if deciding.why_not_schedule(screen.user, members):
        return show(screen, edition, form, status=denied(screen.user, "schedule", edition))
    if not form.is_valid():
        return show(screen, edition, form, status=UNPROCESSABLE)
    act = partial(deciding.schedule, actor=screen.user, edition=edition, seen=seen_in(screen.request.POST))
    at = form.cleaned_data["at"]
    if fault := attempt(partial(act, at=at)):
        return show(screen, edition, form, fault, status=status_of(fault))
    others = f" with {len(members) - 1} more of its set" if len(members) > 1 else ""
    return screen.done(f"Scheduled{others} for {hours.words(at)}. Until then it can be unscheduled.")


def show(
    screen: Screen, edition: Edition, form: ScheduleForm, fault: Refused | None = None, *, status: int = 200
) -> HttpResponse:
    """The page, with what is there now."""
    members = reviewing.members_of(deciding.fresh(edition))
    context: dict[str, Any] = {
        "form": form,
        "reason": deciding.why_not_schedule(screen.user, members),
        "fault": fault,
        "members": [(member, rules.newest_revision(member)) for member in reading_order(members, edition)],
        "zone": hours.zone(),
        "now": hours.words(timezone.now()),
    }
    return screen.confirm("schedule", "", template="schedule", status=status, **context)


def unschedule(screen: Screen) -> HttpResponse:
    """Back to approved, with the whole set."""
    edition = screen.open_edition()
    due = hours.words(edition.scheduled_for) if edition and edition.scheduled_for else ""
    said = f"It was to be published on {due}. " if due else ""
    return on_open_edition(
        screen, "unschedule", rules.may_unschedule, scheduling.unschedule,
        f"{said}It goes back to approved, its whole set with it; the approvals stay.",
        "Unscheduled: it is approved, and published only when somebody does it.",
    )  # fmt: skip
