"""Previews: the exact public page of a revision at a signed address, with its set and its files, in every language."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from editorial import previews, rules
from editorial.admin import evidence
from editorial.admin.review import reading
from editorial.admin.review.foreseen import documents_with
from editorial.admin.review.preview_pages import NOT_NAMED, Opened, Refusal, files_in, page_of
from editorial.admin.review.screen import FORBIDDEN, NOT_FOUND, Screen, address
from editorial.models import Revision
from relations import languages

GONE = 410
NO_SUCH = "This is no address of a preview, or it was cut off; open the preview from the record once more."
SOMEBODY = "This preview was made for somebody else; open your own from the record."
OVER = "This preview has ended: its address was good for a while only. Make a new one."


def open_preview(screen: Screen) -> HttpResponse:
    """Leads to a new signed address of the newest revision, or of `?revision=ID`; the review screen has its own frame."""
    if screen.acts:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if screen.request.GET.get("framed") == "1":
        return reading.preview(screen)
    revision = reading.asked_for(screen)
    token = previews.sign(screen.user, revision)
    asked = screen.request.GET.get("lang", "")
    opened = Opened(revision, previews.read(token), reverse("admin:preview", args=[token]))
    return redirect(opened.to(screen.record.public_id, asked if asked in languages.LANGUAGES else languages.ORIGINAL))


class Previews:
    """The views behind a signed address, on one admin site."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    @property
    def urls(self) -> list[URLPattern]:
        page, file = (self.site.admin_view(require_safe(view)) for view in (self.page, self.file))
        return [
            path("-/preview/<str:token>/", page, name="preview"),
            path("-/preview/<str:token>/evidence/<slug:sha256>/", file),
            path("-/preview/<str:token>/<slug:language>/<slug:public_id>/", page),
            path("-/preview/<str:token>/<slug:public_id>/", page),
        ]

    def page(self, request: HttpRequest, token: str, public_id: str = "", language: str = "") -> HttpResponse:
        """The page of the revision, or of another member of its set."""
        try:
            opened = opened_for(request, token)
            return private(page_of(request, opened, public_id or opened.revision.record.public_id, language))
        except Refusal as refusal:
            return self.refused(request, refusal)

    def file(self, request: HttpRequest, token: str, sha256: str) -> HttpResponse:
        """A file of evidence that the revision or its set names."""
        try:
            opened = opened_for(request, token)
            if sha256 not in files_in(documents_with(opened.revision)):
                raise Refusal(NOT_FOUND, NOT_NAMED)
            return private(evidence.file(request, sha256))
        except Refusal as refusal:
            return self.refused(request, refusal)

    def refused(self, request: HttpRequest, refusal: Refusal) -> HttpResponse:
        context = self.site.each_context(request) | {"title": "Preview", "reason": str(refusal), "again": refusal.again}
        return private(TemplateResponse(request, "admin/preview/refused.html", context, status=refusal.status))


def private(response: HttpResponse) -> HttpResponse:
    """No search engine and no other site learns of it; that nothing keeps it, the desk's middleware says."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def opened_for(request: HttpRequest, token: str) -> Opened:
    """The preview, if the address is whole, this person's, and not over."""
    try:
        allowed = previews.read(token)
    except previews.NoPreview:
        raise Refusal(NOT_FOUND, NO_SUCH) from None
    if allowed.user != request.user.pk:
        raise Refusal(FORBIDDEN, SOMEBODY)
    if reason := rules.may_look(request.user):
        raise Refusal(FORBIDDEN, reason)
    revision = (
        Revision.objects.select_related("record", "edition__record", "author").filter(pk=allowed.revision).first()
    )
    if revision is None:
        raise Refusal(NOT_FOUND, NO_SUCH)
    if reason := rules.vanished(revision.record):
        raise Refusal(GONE, reason)
    if allowed.is_over:
        raise Refusal(GONE, OVER, f"{address('preview', revision.record)}?revision={revision.pk}")
    return Opened(revision, allowed, reverse("admin:preview", args=[token]))
