"""What all screens share: who looks at which record, how a page, a refusal and a done act are answered."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from editorial import rules
from editorial.models import Edition, Record, User
from editorial.services import drafting
from editorial.services.guarding import Refused, Stale
from editorial.workflow import LABELS, TRANSITIONS

BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT, UNPROCESSABLE = 400, 403, 404, 409, 422
METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True)
class Screen:
    """One request about one record, by a person who may see drafts."""

    site: AdminSite
    request: HttpRequest
    record: Record

    @property
    def user(self) -> User:
        return self.request.user

    @property
    def acts(self) -> bool:
        """Whether the person pressed a button; anything else only looks."""
        return self.request.method == "POST"

    def typed(self, name: str) -> str:
        return self.request.POST.get(name, "")

    def open_edition(self) -> Edition | None:
        return drafting.open_edition(self.record)

    def page(self, template: str, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """One page in the desk's frame."""
        context |= {"title": title, "record": self.record, "change_url": change_url(self.record)}
        whole = self.site.each_context(self.request) | context
        return TemplateResponse(self.request, f"admin/review/{template}.html", whole, status=status)

    def refused(self, reason: str, status: int = FORBIDDEN) -> HttpResponse:
        """A page that holds one sentence and the way back."""
        return self.page("refused", str(self.record), status=status, reason=reason)

    def nothing_open(self) -> HttpResponse:
        """For a look there is nothing here; for an act the ground has shifted since the page was shown."""
        reason = f"Nothing is open for “{self.record}”: it was published or discarded, or no change was made yet."
        return self.refused(reason, CONFLICT if self.acts else NOT_FOUND)

    def unwritten(self) -> HttpResponse:
        """A task that nobody has begun holds nothing that could be read."""
        reason = f"Nobody has written anything for “{self.record}” yet; this draft holds the place of a task."
        return self.refused(reason, CONFLICT if self.acts else NOT_FOUND)

    def confirm(
        self,
        verb: str,
        what: str,
        *,
        reason: str | None = None,
        fault: Refused | None = None,
        status: int = 200,
        template: str = "confirm",
        **context: Any,
    ) -> HttpResponse:
        """What one act will do, its button, and why it is not for this person now."""
        context |= {"what": what, "label": LABELS[verb], "reason": reason, "fault": fault}
        return self.page(template, f"{LABELS[verb]}: “{self.record}”", status=status, **context)

    def done(self, message: str, url: str = "") -> HttpResponse:
        messages.success(self.request, message)
        return redirect(url or change_url(self.record))


def on_screen(site: AdminSite, view: Callable[[Screen], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of one record for people who may see drafts; what they may do there, each act asks for itself."""

    @wraps(view)
    def show(request: HttpRequest, record_id: Any) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        screen = Screen(site, request, get_object_or_404(Record, pk=record_id))
        reason = rules.may_look(request.user)
        return screen.refused(reason) if reason else view(screen)

    return show


def change_url(record: Record) -> str:
    """Address of the record's own form."""
    return reverse(f"admin:editorial_{record.type}_change", args=[record.pk])


def address(verb: str, record: Record) -> str:
    """Address of one of the screens of a record."""
    return reverse(f"admin:editorial_{verb}", args=[record.pk])


def status_of(fault: Refused) -> int:
    """409 when the ground has shifted, 422 when the words do not suffice or the rules say no."""
    return CONFLICT if isinstance(fault, Stale) else UNPROCESSABLE


def denied(user: User, verb: str, edition: Edition) -> int:
    """403 for who may not; 409 when only the state is in the way, for it has changed since the page was shown."""
    if rules.lacks_role(user, TRANSITIONS[verb].role) is None and rules.lacks_state(verb, edition):
        return CONFLICT
    return FORBIDDEN


def attempt(act: Callable[[], Any]) -> Refused | None:
    """Run one service; its refusal comes back as a value. Nothing was written then."""
    try:
        act()
    except Refused as fault:
        return fault
    return None
