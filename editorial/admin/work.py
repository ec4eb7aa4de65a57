"""The start page's worklists, the page of each list, and what the team did lately. Looks only: what waits is dealt with elsewhere."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from editorial import hours, rules, spans
from editorial.admin.checking import check
from editorial.admin.review.screen import on_screen
from editorial.models import Dossier, Record, User
from editorial.rendering import Written
from editorial.selectors import waiting
from editorial.selectors.activity import Deed, activity
from editorial.selectors.waiting import GROUPS, KNOWN, Shown, groups_for
from editorial.selectors.worklist import Scope, WorkItem, Worklist

LOOKING = ("GET", "HEAD")
FEW, OF_OTHERS, PER_PAGE, DEEDS = 5, 2, 50, 20
PUBLIC_ID, NUMBER = re.compile(r"[0-9A-HJKMNP-TV-Z]{6}"), re.compile(r"[0-9]{1,15}")


class Line(NamedTuple):
    """One line as the page prints it."""

    item: WorkItem
    url: str  # where its title leads
    act: str
    act_url: str
    since: str
    exact: str
    claimed: str
    urls: list[tuple[Record, str]]  # of the records that it mentions


class Box(NamedTuple):
    """One list as the page prints it."""

    list: Worklist
    total: int
    lines: list[Line]
    url: str
    refusal: str | None  # why nothing of it is for this person: said once, not on every line

    @property
    def further(self) -> int:
        return self.total - len(self.lines)

    @property
    def written(self) -> Written:
        return Written("admin/work/lines.html", box=self)


class DeedLine(NamedTuple):
    deed: Deed
    when: str
    exact: str
    urls: list[tuple[Record, str]]
    report_url: str


def work_urls(site: AdminSite) -> list[URLPattern]:
    """`/admin/-/work/<list>/`, `/admin/-/activity/`, `/admin/-/check/<uuid>/`."""

    def one_list(request: HttpRequest, name: str) -> HttpResponse:
        return list_page(site, request, name)

    def deeds(request: HttpRequest) -> HttpResponse:
        return activity_page(site, request)

    return [
        path("-/work/<slug:name>/", site.admin_view(one_list), name="editorial_worklist"),
        path("-/activity/", site.admin_view(deeds), name="editorial_activity"),
        path("-/check/<uuid:record_id>/", site.admin_view(on_screen(site, check)), name="editorial_check"),
    ]


def start(request: HttpRequest) -> dict[str, Any]:
    """What the start page shows to somebody who may see drafts; nothing to others."""
    if rules.may_look(request.user):
        return {}
    scope, unknown = asked_scope(request)
    found = waiting.overview(scope, FEW)
    boxes = [(title, [short(box(scope, found[name])) for name in names]) for title, names in groups_for(scope)]
    recent = activity(scope, DEEDS)
    return filtering(request, scope, unknown) | {
        "groups": [(title, full) for title, each in boxes if (full := [one for one in each if one.total])],
        "quiet": [one for _, each in boxes for one in each if not one.total],
        "deeds": written(scope, recent.deeds),
        "activity_url": address("activity", scope),
    }


def short(each: Box) -> Box:
    """A list that is for others stands with its first lines only."""
    return each._replace(lines=each.lines[:OF_OTHERS]) if each.refusal else each


def list_page(site: AdminSite, request: HttpRequest, name: str) -> HttpResponse:
    """One list, whole, in pages. Its number is the number of its lines."""
    if refused := refusal(request):
        return refused
    if name not in KNOWN:
        raise Http404("There is no such list.")
    scope, unknown = asked_scope(request)
    each = KNOWN[name]
    page = Paginator(each.keys(scope), PER_PAGE).get_page(request.GET.get("page", "1"))
    shown = Shown(each, page.paginator.count, waiting.items_of(name, scope, list(page.object_list)))
    whole = box(scope, shown)
    context = filtering(request, scope, unknown) | {
        "title": each.title,
        "box": whole,
        "written": Written("admin/work/lines.html", box=whole, token=get_token(request), dossier=scope.dossier),
        "page": page,
        "lists": [(other, address("worklist", scope, name=other.name)) for other in in_groups()],
    }
    return TemplateResponse(request, "admin/work/list.html", site.each_context(request) | context)


def activity_page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """What the team did, newest first, paged by key."""
    if refused := refusal(request):
        return refused
    scope, unknown = asked_scope(request)
    person, before = number(request, "person"), number(request, "before")
    found = activity(scope, DEEDS, person, before)
    older = {"person": person, "before": found.before} if person else {"before": found.before}
    context = filtering(request, scope, unknown) | {
        "title": "What the team did",
        "deeds": written(scope, found.deeds),
        "people": User.objects.filter(is_staff=True).order_by("username"),
        "person": person,
        "before": before,
        "older_url": address("activity", scope, **older) if found.before else "",
    }
    return TemplateResponse(request, "admin/work/activity.html", site.each_context(request) | context)


def refusal(request: HttpRequest) -> HttpResponse | None:
    """Drafts are for people of the desk, and these pages only show."""
    if reason := rules.may_look(request.user):
        raise PermissionDenied(reason)
    return None if request.method in LOOKING else HttpResponseNotAllowed(LOOKING)


def asked_scope(request: HttpRequest) -> tuple[Scope, str]:
    """Who looks at which dossier; and what was asked for where that is no dossier."""
    asked = request.GET.get("dossier", "").strip()
    known = PUBLIC_ID.fullmatch(asked.upper())
    dossier = Dossier.objects.filter(public_id=asked.upper()).first() if known else None
    return waiting.scope_of(request.user, dossier), "" if dossier else asked[:60]


def number(request: HttpRequest, name: str) -> int | None:
    """A key in the address; None for anything else."""
    text = request.GET.get(name, "")
    return int(text) if NUMBER.fullmatch(text) else None


def filtering(request: HttpRequest, scope: Scope, unknown: str) -> dict[str, Any]:
    """The choice of a dossier; it stands in the address alone."""
    return {"dossiers": Dossier.objects.order_by("title"), "dossier": scope.dossier, "unknown_dossier": unknown}


def in_groups() -> list[Worklist]:
    return [KNOWN[name] for _, names in GROUPS for name in names]


def address(page: str, scope: Scope, *, name: str = "", **query: Any) -> str:
    """One of these pages, with the dossier that is looked at."""
    asked = ({"dossier": scope.dossier.public_id} if scope.dossier else {}) | query
    url = reverse(f"admin:editorial_{page}", args=[name] if name else [])
    return f"{url}?{urlencode(asked)}" if asked else url


def box(scope: Scope, shown: Shown) -> Box:
    lines = [line(scope, shown.list, item) for item in shown.items]
    url = address("worklist", scope, name=shown.list.name)
    return Box(shown.list, shown.total, lines, url, shown.list.refusal(scope))


def line(scope: Scope, each: Worklist, item: WorkItem) -> Line:
    mentioned = item.mention.records if item.mention else ()
    return Line(
        item,
        screen_url("change" if each.screen == "check" else each.screen, item),
        each.act,
        screen_url(each.screen, item),
        spans.relative(item.since, scope.now) if item.since else "",
        hours.words(item.since) if item.since else "",
        claimed(scope, item),
        [(record, form_url(record)) for record in mentioned],
    )


def claimed(scope: Scope, item: WorkItem) -> str:
    """Who said that she reads it now."""
    edition = item.edition
    if edition is None or edition.reviewer is None:
        return ""
    who = "you read it" if edition.reviewer == scope.user else f"{edition.reviewer} reads it"
    return f"{who}, claimed {spans.relative(edition.claimed_at, scope.now)}"


def screen_url(screen: str, item: WorkItem) -> str:
    """The page where a line is dealt with."""
    if screen == "report":
        return reverse("admin:editorial_report", args=[item.reference])
    return form_url(item.record) if screen == "change" else reverse(f"admin:editorial_{screen}", args=[item.record.pk])


def form_url(record: Record) -> str:
    return reverse(f"admin:editorial_{record.type}_change", args=[record.pk])


def written(scope: Scope, deeds: list[Deed]) -> Written | None:
    return Written("admin/work/deeds.html", deeds=deed_lines(scope, deeds)) if deeds else None


def deed_lines(scope: Scope, deeds: Iterable[Deed]) -> list[DeedLine]:
    return [
        DeedLine(
            deed,
            spans.relative(deed.at, scope.now),
            hours.words(deed.at),
            [(record, form_url(record)) for record in deed.records],
            reverse("admin:editorial_report", args=[deed.reference]) if deed.reference else "",
        )
        for deed in deeds
    ]
