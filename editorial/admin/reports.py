"""Reports of readers on the desk: the triage list, and one report with what can be done about it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from editorial import rules
from editorial.forms.reports import CloseForm
from editorial.models import LogLine, Record, TriageState
from editorial.services import reports
from editorial.services.guarding import Refused, Stale
from relations.models import Listing, Report
from relations.reports import place_words

LIST, ONE = "editorial_reports", "editorial_report"
TITLES = {"new": "New", "taken": "Taken", "closed": "Closed"}
CONFLICT, UNPROCESSABLE = 409, 422
METHODS = ("GET", "HEAD", "POST")


def report_urls(site: AdminSite) -> list[URLPattern]:
    """`/admin/reports/` and `/admin/reports/7K3M-Q2XD/`."""

    def listed(request: HttpRequest) -> HttpResponse:
        return triage_list(site, request)

    def one(request: HttpRequest, reference: str) -> HttpResponse:
        return triage(site, request, reference)

    return [
        path("reports/", site.admin_view(listed), name=LIST),
        path("reports/<slug:reference>/", site.admin_view(one), name=ONE),
    ]


def require_role(request: HttpRequest) -> None:
    if reason := rules.may_look(request.user):
        raise PermissionDenied(reason)


def triage_list(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """One of the three lists."""
    require_role(request)
    if request.method not in METHODS[:2]:
        return HttpResponseNotAllowed(METHODS[:2])
    asked = request.GET.get("state", "")
    which = asked if asked in reports.LISTS else reports.NEW
    page, counts = reports.listed(which, request.GET.get("page", "1")), reports.counts()
    context = {
        "title": "Reports of readers",
        "lists": [(name, TITLES[name], counts[name], name == which) for name in reports.LISTS],
        "page": page,
        "rows": [(row, titles.get(row.about, "")) for titles in [titles_of(page)] for row in page],
        "which": TITLES[which].lower(),
        "state": which,
    }
    return TemplateResponse(request, "admin/editorial/reports.html", site.each_context(request) | context)


def titles_of(page: Any) -> dict[str, str]:
    """Id -> title of the records that one page of reports is about. One query."""
    ids = {row.about for row in page if row.about}
    return dict(Record.objects.filter(public_id__in=ids).values_list("public_id", "title"))


def triage(site: AdminSite, request: HttpRequest, reference: str) -> HttpResponse:
    """One report; its buttons take it, close it or open it again."""
    require_role(request)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if not Report.objects.filter(pk=reference).exists():
        raise Http404("There is no such report.")
    form, fault = CloseForm(request.POST if request.POST.get("act") == "close" else None), None
    if request.method == "POST":
        fault = acted(request, reference, form)
        if fault is None and not form.errors:
            return redirect(reverse(f"admin:{ONE}", args=[reference]))
    status = (CONFLICT if isinstance(fault, Stale) else UNPROCESSABLE) if fault or form.errors else 200
    context = described(request, reference, form) | {"fault": fault}
    return TemplateResponse(request, "admin/editorial/report.html", site.each_context(request) | context, status=status)


def acted(request: HttpRequest, reference: str, form: CloseForm) -> Refused | None:
    """Do what the pressed button says; a refusal comes back as a value."""
    act, whom = request.POST.get("act", ""), {"actor": request.user, "reference": reference}
    try:
        if act == "take":
            reports.take(**whom)
        elif act == "reopen":
            reports.reopen(**whom)
        elif act == "close":
            if form.is_valid():
                reports.close(**whom, **form.cleaned_data)
                messages.success(request, "Closed. The e-mail address of the reader was deleted.")
        else:
            raise Refused("Press one of the buttons of this page.")
    except Refused as fault:
        return fault
    return None


def described(request: HttpRequest, reference: str, form: CloseForm) -> dict[str, Any]:
    """The report as it is now."""
    report = reports.reports().get(pk=reference)
    done = getattr(report, "triage", None)
    if done and not form.is_bound:
        form = CloseForm(initial={"note": done.note})
    record = Record.objects.filter(public_id=report.about).first() if report.about else None
    return {
        "title": f"Report {report.reference}",
        "report": report,
        "place": place_words(report.place),
        "triage": done,
        "is_closed": bool(done and done.state == TriageState.CLOSED),
        "is_mine": bool(done and done.taken_by_id == request.user.pk),
        "record": record,
        "record_url": reverse(f"admin:editorial_{record.type}_change", args=[record.pk]) if record else "",
        "listing": Listing.objects.filter(public_id=report.about).first() if report.about else None,
        "acts": LogLine.objects.filter(verb__endswith="_report", detail__startswith=reference).select_related("actor"),
        "form": form,
        "reason": reports.may_triage(request.user),
        "list_url": reverse(f"admin:{LIST}"),
    }
