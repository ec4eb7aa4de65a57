"""Screens of taking a public record down: withdraw with its impact, then confirm or reinstate by a second publisher."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse

from editorial import rules
from editorial.admin.review.screen import CONFLICT, NOT_FOUND, UNPROCESSABLE, Screen, attempt, denied, status_of
from editorial.forms.withdrawal import LONGEST_WORDS, ConfirmForm, ReinstateForm, WithdrawForm
from editorial.models import Edition
from editorial.selectors import duplicates, impact_of, last_withdrawal_of
from editorial.services import publishing
from editorial.services.guarding import Refused, Stale
from editorial.workflow import DecisionKind

FIND = "find"
SECOND = ("confirm_withdrawal", "reinstate")
NEVER_PUBLIC = "“{}” was never published, so there is nothing to withdraw."


def withdraw(screen: Screen) -> HttpResponse:
    """Who links here, and the reason that readers will see. Never blocked by links or by an open draft. The button
    “Find” looks for a replacement and does nothing else.
    """
    return act_on_public(
        screen, "withdraw", WithdrawForm, rules.may_withdraw, publishing.withdraw,
        "Withdrawn. Readers see the reason now; a second publisher confirms it with the notice, or reinstates the record.",
    )  # fmt: skip


def confirm_withdrawal(screen: Screen) -> HttpResponse:
    """The second publisher reads the proposed words and makes them final."""
    return act_on_public(
        screen, "confirm_withdrawal", ConfirmForm, rules.may_confirm_withdrawal, publishing.confirm_withdrawal,
        "The withdrawal is confirmed; readers see the notice.",
    )  # fmt: skip


def reinstate(screen: Screen) -> HttpResponse:
    """The second publisher brings the same text back."""
    return act_on_public(
        screen, "reinstate", ReinstateForm, rules.may_reinstate, publishing.reinstate,
        "Reinstated: the same text is public again.",
    )  # fmt: skip


def act_on_public(
    screen: Screen, verb: str, form_class: type[forms.Form], may: Callable, act: Callable, done: str
) -> HttpResponse:
    """One page and one act on the public record; a refusal keeps what was typed."""
    edition = rules.current_edition(Edition(record=screen.record))
    if edition is None:
        reason = rules.merged(Edition(record=screen.record)) or NEVER_PUBLIC.format(screen.record)
        return screen.refused(reason, CONFLICT if screen.acts else NOT_FOUND)
    reason = may(screen.user, edition)
    form = form_class(screen.request.POST if screen.acts else None, initial=proposed_words(edition))
    if not screen.acts:
        return show(screen, verb, form, reason)
    if verb == "withdraw" and screen.typed("act") == FIND:
        return show(screen, verb, form_class(initial=screen.request.POST.dict()), reason)
    if reason:
        settled = verb in SECOND and rules.confirmed(edition) == reason
        return show(screen, verb, form, reason, status=CONFLICT if settled else denied(screen.user, verb, edition))
    if not form.is_valid():
        return show(screen, verb, form, reason, status=UNPROCESSABLE)
    fault = attempt(partial(act, actor=screen.user, record=screen.record, **form.cleaned_data))
    if fault:
        shown = form_class(initial=proposed_words(edition)) if isinstance(fault, Stale) else form
        return show(screen, verb, shown, reason, fault, status=status_of(fault))
    return screen.done(done)


def proposed_words(edition: Edition) -> dict[str, str]:
    """The notice that the first publisher proposed, for the form that confirms it."""
    last = rules.last_withdrawal(edition)
    return {"notice": last.comment} if last and last.kind == DecisionKind.WITHDRAW else {}


def show(
    screen: Screen, verb: str, form: forms.Form, reason: str | None, fault: Refused | None = None, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {}
    if verb == "withdraw":
        asked = str(form["q"].value() or "")[:LONGEST_WORDS]
        context = {"impact": impact_of(screen.record), "found": duplicates.replacements(screen.record, asked)}
        context |= {"asked": asked, "chosen": form["chosen"].value() or ""}
    return screen.confirm(
        verb, "", reason=reason, fault=fault, status=status, template=verb, form=form,
        withdrawal=last_withdrawal_of(screen.record), **context,
    )  # fmt: skip
