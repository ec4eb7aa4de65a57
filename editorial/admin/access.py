"""How the person of an account gets in: invite, withdraw the invitation, reset the second factor. Acts by POST alone."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse

from editorial import account_rules, rules
from editorial.admin.logging_in import INVITATION, link_for
from editorial.models import User
from editorial.selectors import team
from editorial.services import account_letters, accounts, second_factor
from editorial.services.guarding import Refused

LINK = "invitation_link"  # in the administrator's session until it is shown
RESET_TOLD = "an administrator reset the second factor and the password. A link to choose new ones follows."


class Act(NamedTuple):
    """One button beside an account; `reason` says why it is off."""

    label: str
    what: str
    url: str
    reason: str | None


class Access(NamedTuple):
    """What an administrator sees about the way in."""

    standing: str
    second_factor: str
    acts: list[Act]


def access(user: User, account: User) -> Access:
    """How things stand, and what can be done about it."""
    device = second_factor.device_of(account)
    left = second_factor.codes_left(account)
    return Access(
        standing=team.standing(account),
        second_factor=f"set up; {left} backup codes unused" if device else "not set up",
        acts=[reset_act(user, account)] if account.has_usable_password() else invitation_acts(user, account),
    )


def invitation_acts(user: User, account: User) -> list[Act]:
    what = f"A new link goes to {account.email or 'an address: add one first'}; earlier links die."
    return [
        Act("Send the invitation again", what, act_url("invite", account), account_rules.may_invite(user, account)),
        Act("Withdraw the invitation", "The link dies and the account is closed.",
            act_url("withdraw_invitation", account), account_rules.may_withdraw_invitation(user, account)),
    ]  # fmt: skip


def reset_act(user: User, account: User) -> Act:
    what = (
        "For somebody who lost device and backup codes; make sure by telephone that it is really that person. Device, "
        "backup codes, password and all sessions end, and a new invitation goes to the address. It is logged."
    )
    reason = account_rules.may_reset_second_factor(user, account)
    return Act("Reset the second factor", what, act_url("reset_second_factor", account), reason)


def act_url(name: str, account: User) -> str:
    return reverse(f"admin:editorial_user_{name}", args=[account.pk])


def access_urls(of: ModelAdmin) -> list[URLPattern]:
    """`/admin/editorial/user/<id>/invite/` and its like."""
    acts: dict[str, Callable[[HttpRequest, User], None]] = {
        "invite": invite_by_link,
        "withdraw_invitation": withdraw,
        "reset_second_factor": reset,
    }
    return [
        path(
            f"<int:account_id>/{name.replace('_', '-')}/",
            of.admin_site.admin_view(by_post(act)),
            name=f"editorial_user_{name}",
        )
        for name, act in acts.items()
    ]


def by_post(act: Callable[[HttpRequest, User], None]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, account_id: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if reason := rules.may_manage_accounts(request.user):
            raise PermissionDenied(reason)
        account = get_object_or_404(User, pk=account_id)
        try:
            act(request, account)
        except Refused as fault:
            messages.error(request, str(fault))
        return redirect(reverse("admin:editorial_user_change", args=[account.pk]))

    return view


def invite_by_link(request: HttpRequest, account: User) -> None:
    """Send a link, or show it once where no letter could be handed over."""
    account = accounts.invite(actor=request.user, account=account)
    link = link_for(request, account, INVITATION)
    if account_letters.send_invitation(account, link):
        messages.success(
            request,
            f"The invitation went to {account.email}; the link works once, for {accounts.INVITATION_DAYS} days.",
        )
        return
    request.session[LINK] = link
    why = "The letter could not be handed over" if account_letters.has_mail() else "This desk sends no letters"
    messages.warning(
        request, f"{why}: the link stands below, this one time. Hand it over yourself, to that person alone."
    )


def withdraw(request: HttpRequest, account: User) -> None:
    accounts.withdraw_invitation(actor=request.user, account=account)
    messages.success(request, "The invitation is withdrawn; its link is dead.")


def reset(request: HttpRequest, account: User) -> None:
    account = second_factor.reset(actor=request.user, account=account)
    account_letters.tell(account, RESET_TOLD)
    invite_by_link(request, account)
