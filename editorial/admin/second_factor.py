"""The second factor at the door: which sessions have given it, and the pages that ask for it and set it up.

What counts is the session, never that there is a device: a session begun before it was set up has not given it.
"""

import io
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from editorial.forms.logging_in import CodeForm, MovingForm, NewDeviceForm
from editorial.models import User
from editorial.services import account_letters, second_factor
from editorial.services.guarding import Refused
from editorial.services.logging_in import Waits
from relations.limits import network_of

GIVEN, ASKED, SECRET = "second_factor_given", "second_factor_asked", "second_factor_secret"
FACTOR, DEVICE, PICTURE, CODES = "second_factor", "second_factor_device", "second_factor_picture", "backup_codes"
METHODS = ("GET", "HEAD", "POST")
TOO_MANY, UNPROCESSABLE = 429, 422


def is_missing(request: HttpRequest) -> bool:
    """Whether this session was opened by a password alone where more is asked for."""
    asked = settings.REQUIRE_SECOND_FACTOR or request.session.get(ASKED)
    return bool(asked) and not has_given(request)


def has_given(request: HttpRequest) -> bool:
    return request.session.get(GIVEN) == request.user.pk


def give(request: HttpRequest, user: User) -> None:
    """The session has given it; its key changes, so that one known from before opens nothing."""
    update_session_auth_hash(request, user)
    request.session[GIVEN] = user.pk
    request.session.pop(SECRET, None)


def next_of(request: HttpRequest) -> str:
    """Where the person wanted to go: an address of the desk, else the start page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    start = reverse("admin:index")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith(start) else start


def second_factor_urls(site: AdminSite) -> list[URLPattern]:
    """Open to who gave a password: the session itself decides what each page shows."""

    def with_password(view: Any) -> Any:
        @never_cache
        @sensitive_post_parameters()
        def show(request: HttpRequest) -> HttpResponse:
            if not (request.user.is_active and request.user.is_staff):
                return redirect("admin:login")
            return view(site, request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

        return show

    return [
        path("-/second-factor/", with_password(factor), name=FACTOR),
        path("-/second-factor/device/", with_password(device), name=DEVICE),
        path("-/second-factor/device/picture.svg", with_password(picture), name=PICTURE),
        path("-/second-factor/codes/", with_password(codes), name=CODES),
    ]


def page(
    site: AdminSite, request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    whole = site.each_context(request) | {"title": title, "next": next_of(request)} | context
    return TemplateResponse(request, f"admin/accounts/{template}.html", whole, status=status)


def factor(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Asks for a code; to who has given one, it shows how things stand."""
    if second_factor.device_of(request.user) is None:
        return device(site, request)
    if has_given(request):
        return overview(site, request)
    form, status = CodeForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound and form.is_valid():
        fault = accepted(request, form.cleaned_data["code"])
        if fault is None:
            return redirect(next_of(request))
        status = said(form, fault)
    return page(site, request, "verify", "Second factor", status, form=form)


def said(form: Any, fault: Refused) -> int:
    """Put the sentence of a refusal into the form; returns the status of the answer."""
    form.add_error(None, str(fault))
    return TOO_MANY if isinstance(fault, Waits) else UNPROCESSABLE


def accepted(request: HttpRequest, code: str) -> Refused | None:
    """Give the second factor by `code`; a refusal comes back as a value."""
    try:
        by_backup_code = second_factor.accept(user=request.user, code=code, network=network_of(request))
    except Refused as fault:
        return fault
    give(request, request.user)
    if by_backup_code:
        left = second_factor.codes_left(request.user)
        messages.warning(
            request, f"That was a backup code; {left} are left. Make new ones as soon as you have your device."
        )
        account_letters.tell(request.user, "somebody logged in with one of your backup codes.")
    return None


def overview(site: AdminSite, request: HttpRequest, status: int = 200, form: Any = None) -> HttpResponse:
    """What is set up, and how to renew it."""
    context = {"device": second_factor.device_of(request.user), "left": second_factor.codes_left(request.user)}
    return page(site, request, "second_factor", "Second factor", status, form=form or CodeForm(), **context)


def codes(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """New backup codes for who types a code once more; they are shown in this one answer."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not has_given(request):
        return redirect(f"admin:{FACTOR}")
    form = CodeForm(request.POST)
    if not form.is_valid():
        return overview(site, request, UNPROCESSABLE, form)
    try:
        second_factor.accept(user=request.user, code=form.cleaned_data["code"], network=network_of(request))
    except Refused as fault:
        return overview(site, request, said(form, fault), form)
    return shown_once(site, request, second_factor.renew_codes(user=request.user))


def shown_once(site: AdminSite, request: HttpRequest, codes: list[str]) -> HttpResponse:
    return page(site, request, "codes", "Your backup codes", codes=codes)


def device(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Sets up the first device, or moves to another one; ends with the backup codes."""
    has_one = second_factor.device_of(request.user) is not None
    if has_one and not has_given(request):
        return redirect(f"admin:{FACTOR}")
    secret = request.session.setdefault(SECRET, second_factor.new_secret())
    form_class, status = MovingForm if has_one else NewDeviceForm, 200
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return shown_once(site, request, enrolled(request, secret, form.cleaned_data))
        except Refused as fault:
            status = said(form, fault)
    context = {"form": form, "spelled": second_factor.spelled(secret), "moving": has_one}
    return page(site, request, "device", "Set up your second factor", status, **context)


def enrolled(request: HttpRequest, secret: str, typed: dict[str, str]) -> list[str]:
    """Backup codes of the new device. The new code is looked at first: the present one is good only once."""
    second_factor.require_fit(request.user, secret, typed["code"])
    if "present" in typed:
        second_factor.accept(user=request.user, code=typed["present"], network=network_of(request))
    made = second_factor.enrol(user=request.user, secret=secret, code=typed["code"])
    request.user.refresh_from_db()
    give(request, request.user)
    account_letters.tell(request.user, "a second factor was set up.")
    return made


def picture(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """What the app photographs. It holds the secret, so nothing may keep it."""
    secret = request.session.get(SECRET)
    if request.method == "POST" or not secret:
        return HttpResponseNotAllowed(["GET"]) if request.method == "POST" else redirect(f"admin:{FACTOR}")
    drawn = io.BytesIO()
    address = second_factor.device_for(request.user, secret).config_url
    segno.make(address, error="m").save(
        drawn, kind="svg", scale=5, border=4, light="#fff", xmldecl=False, svgclass=None
    )
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
