"""My notices: one page that lists what the desk told me, marks it as read, and asks whether letters should come too."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from editorial import rules
from editorial.selectors import notices as told
from editorial.services import notices

NAME = "editorial_notices"
METHODS = ("GET", "HEAD", "POST")
BAD_REQUEST = 400


def notice_urls(site: AdminSite) -> list[URLPattern]:
    """`/admin/notices/`."""

    def page(request: HttpRequest) -> HttpResponse:
        return mine(site, request)

    return [path("notices/", site.admin_view(page), name=NAME)]


def mine(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The reader's own notices; POST marks one or all as read, or turns letters on or off."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if reason := rules.may_look(request.user):
        raise PermissionDenied(reason)
    if request.method != "POST":
        return show(site, request)
    if said := acted(request):
        messages.success(request, said)
        number = request.POST.get("page", "")
        return redirect(reverse(f"admin:{NAME}") + (f"?page={number}" if is_number(number) else ""))
    return show(site, request, "Press one of the buttons of this page.", status=BAD_REQUEST)


def acted(request: HttpRequest) -> str:
    """What was done, in one sentence; empty where no button of the page says it."""
    act, reader, key = request.POST.get("act", ""), request.user, request.POST.get("notice", "")
    if act == "read" and is_number(key):
        notices.mark_read(reader=reader, notice=int(key))
        return "Marked as read."
    if act == "read_all":
        count = notices.mark_read(reader=reader)
        return f"Marked as read: {count}."
    if act in ("mail", "no_mail"):
        notices.want_mail(actor=reader, wanted=act == "mail")
        return "Notices come by e-mail too." if act == "mail" else "No more letters; notices stand on this page."
    return ""


def show(site: AdminSite, request: HttpRequest, fault: str = "", *, status: int = 200) -> HttpResponse:
    page = told.listed(request.user, request.GET.get("page", "1"))
    lines = [(row, told.words(row.verb), told.path_of(row) if row.record else "") for row in page]
    context: dict[str, Any] = {
        "title": "My notices",
        "fault": fault,
        "page": page,
        "fresh": [line for line in lines if line[0].read_at is None],
        "read": [line for line in lines if line[0].read_at is not None],
        "unread": told.unread(request.user),
    }
    template = "admin/editorial/notices.html"
    return TemplateResponse(request, template, site.each_context(request) | context, status=status)


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
