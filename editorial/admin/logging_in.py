"""The door of the desk: who gets in, the login page, links by mail, one's own password. Decides no right of the desk."""

import datetime
from collections.abc import Callable, Iterator
from functools import partial, update_wrapper
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import login as open_session
from django.contrib.auth.views import (
    INTERNAL_RESET_SESSION_TOKEN,
    PasswordChangeView,
    PasswordResetConfirmView,
)
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlencode, urlsafe_base64_encode
from django.views.decorators.cache import never_cache

from editorial.admin import second_factor
from editorial.forms.logging_in import WAIT, ChosenPasswordForm, ForgottenForm, LoginForm, OwnPasswordForm
from editorial.models import User
from editorial.services import account_letters, accounts, logging_in
from editorial.services import second_factor as factors
from editorial.services.guarding import Stale
from relations.limits import network_of

SESSION = datetime.timedelta(hours=8)  # from the login on, whatever is done in between
INVITATION, RESET, FORGOTTEN = "invitation", "password_reset", "password_forgotten"
ASKED_FOR = "If there is such an account, a link is on its way to its address. It works once and for an hour."
NO_MAIL = "This desk sends no letters yet; ask an administrator to send you a link in another way."


class Doors:
    """Mixed into the admin site: every page behind the second factor, whatever its address."""

    login_form = LoginForm

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not second_factor.is_missing(request)

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """Who has given a password alone is led to the second factor; nothing else is open but the way out."""
        usual = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not waits(self, request):
                return usual(request, *args, **kwargs)
            return view(request) if view == self.logout else to_second_factor(request)

        return update_wrapper(never_cache(inner), usual)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if request.method == "GET" and waits(self, request):
            return to_second_factor(request)
        answer = super().login(request, {"forgotten_url": reverse(f"admin:{FORGOTTEN}"), **(extra_context or {})})
        form = getattr(answer, "context_data", {}).get("form")
        if form is not None:
            answer.status_code = second_factor.TOO_MANY if form.has_error("__all__", WAIT) else 200
        elif request.method == "POST":
            begin_session(request)
        return answer

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        context = self.each_context(request) | (extra_context or {})
        request.current_app = self.name
        return OwnPassword.as_view(extra_context=context)(request)


class OwnPassword(PasswordChangeView):
    """Changed by who knows the old one; the owner hears of it."""

    form_class = OwnPasswordForm
    success_url = reverse_lazy("admin:password_change_done")

    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        answer = super().form_valid(form)
        account_letters.tell(self.request.user, "the password was changed.")
        return answer


def waits(site: AdminSite, request: HttpRequest) -> bool:
    """Whether the person may enter as soon as the second factor is given."""
    return AdminSite.has_permission(site, request) and second_factor.is_missing(request)


def to_second_factor(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("next", "") if request.path == reverse("admin:login") else request.get_full_path()
    query = urlencode({"next": wanted}) if wanted and request.method == "GET" else ""
    return redirect(reverse(f"admin:{second_factor.FACTOR}") + (f"?{query}" if query else ""))


def begin_session(request: HttpRequest) -> None:
    """A new session: it ends at a fixed hour, and its second factor is still to be given."""
    request.session.set_expiry(timezone.now() + SESSION)
    request.session.pop(second_factor.GIVEN, None)
    request.session[second_factor.ASKED] = factors.device_of(request.user) is not None


# --- Links ----------------------------------------------------------------------------------------


def link_for(request: HttpRequest, account: User, name: str) -> str:
    """The whole address of a signed link."""
    links = accounts.INVITATIONS if name == INVITATION else accounts.RESETS
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    return request.build_absolute_uri(reverse(f"admin:{name}", args=[uid, links.make_token(account)]))


class ByLink(PasswordResetConfirmView):
    """Choose a password by a link. Django's view takes the token out of the address before anything is shown."""

    form_class = ChosenPasswordForm
    template_name = "admin/accounts/choose_password.html"
    token_generator = accounts.INVITATIONS
    title = "Choose your password"
    site: AdminSite | None = None
    logs_in = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.site.each_context(self.request) | super().get_context_data(**kwargs)
        dead = {"title": "This link does not work any more", "dead": accounts.DEAD_LINK}
        return found | {"account": self.user} if self.validlink else found | dead

    def form_valid(self, form: ChosenPasswordForm) -> HttpResponse:
        token = self.request.session.pop(INTERNAL_RESET_SESSION_TOKEN, "")
        chosen = {"links": self.token_generator, "token": token, "password": form.cleaned_data["new_password1"]}
        try:
            account = accounts.choose_password(account=self.user, **chosen)
        except Stale:
            self.validlink = False
            return self.render_to_response(self.get_context_data())
        account_letters.tell(account, "the password was set by a link.")
        if self.logs_in:
            open_session(self.request, account, settings.AUTHENTICATION_BACKENDS[0])
            begin_session(self.request)
            return redirect("admin:index")
        messages.success(
            self.request, "Your new password is set. Log in with it; your second factor is the same as before."
        )
        return redirect("admin:login")


class Afterwards(TemplateResponse):
    """An answer whose letters go out once it was sent: how long a mail server takes would tell that there is an account."""

    letters: tuple[Callable, ...] = ()

    def close(self) -> None:
        super().close()
        for letter in self.letters:
            letter()


def forgotten(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Asks for a link. The answer is the same for every name."""
    if request.method not in second_factor.METHODS:
        return HttpResponseNotAllowed(second_factor.METHODS)
    form, context, status = ForgottenForm(request.POST if request.method == "POST" else None), {}, 200
    letters: tuple[Callable, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            logging_in.begin(logging_in.limits_of_letters(form.cleaned_data["name"], network_of(request)))
            letters = tuple(letters_to(request, form.cleaned_data["name"]))
            context = {"said": ASKED_FOR if account_letters.has_mail() else NO_MAIL}
        except logging_in.Waits as fault:
            status = second_factor.said(form, fault)
    context |= site.each_context(request) | {"title": "Forgotten password", "form": form}
    answer = Afterwards(request, "admin/accounts/forgotten.html", context, status=status)
    answer.letters = letters
    return answer


def letters_to(request: HttpRequest, name: str) -> Iterator[Callable]:
    """A link to the account of this name or address; an invitation that was not accepted is sent again."""
    for account in accounts.of_name(name):
        if account.has_usable_password():
            yield partial(account_letters.send_reset, account, link_for(request, account, RESET))
        else:
            yield partial(account_letters.send_invitation, account, link_for(request, account, INVITATION))


def door_urls(site: AdminSite) -> list[URLPattern]:
    """Open to everybody: each page looks at a signed link, or answers all names alike."""

    @never_cache
    def asked(request: HttpRequest) -> HttpResponse:
        return forgotten(site, request)

    reset = {"token_generator": accounts.RESETS, "title": "Choose a new password", "site": site}
    return [
        path("-/password/", asked, name=FORGOTTEN),
        path("-/password/<slug:uidb64>/<slug:token>/", ByLink.as_view(**reset), name=RESET),
        path("-/invitation/<slug:uidb64>/<slug:token>/", ByLink.as_view(site=site, logs_in=True), name=INVITATION),
        *second_factor.second_factor_urls(site),
    ]
