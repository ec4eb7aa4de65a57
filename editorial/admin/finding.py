"""`/admin/-/find/`: one field for everything on the desk. A pasted id or address leads straight there."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from editorial import rules
from editorial.admin.history import kept
from editorial.admin.review.screen import BAD_REQUEST, FORBIDDEN
from editorial.forms.finding import FindForm
from editorial.models import Record
from editorial.selectors import finding
from editorial.selectors.finding import Wanted
from editorial.services import indexing
from editorial.workflow import EditionState
from relations.models import Report
from relations.vocabularies import State

PAGE = 25
SHORT = "Write a word of at least two letters, an id such as K7Q2XD, or paste an address."


def find_urls(site: AdminSite) -> list[URLPattern]:
    """For whoever may see drafts; who only manages accounts finds people alone."""

    def shown(request: HttpRequest) -> HttpResponse:
        return find(site, request)

    return [path("-/find/", site.admin_view(shown), name="editorial_find")]


def find(site: AdminSite, request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    blind = rules.may_look(request.user)
    if blind and rules.may_manage_accounts(request.user):
        return page(site, request, FORBIDDEN, refused=blind)
    form = FindForm(request.GET)
    if not form.is_valid():
        return page(site, request, BAD_REQUEST, form=form)
    words = form.cleaned_data["q"]
    if not blind and (found := finding.straight_to(words)):
        return redirect(address_of(found))
    if not any(len(word) > 1 for reading in finding.question(words) for word in reading):
        return page(site, request, form=form, fault=SHORT if words else "")
    if blind:
        return page(site, request, form=form, only_people=True, people=finding.people(words))
    return results(site, request, form, Wanted(words, *(form.cleaned_data[name] for name in Wanted._fields[1:])))


def results(site: AdminSite, request: HttpRequest, form: FindForm, wanted: Wanted) -> HttpResponse:
    behind = brought_up_to_date()
    records = Paginator(finding.records(wanted), PAGE).get_page(form.cleaned_data["page"] or 1)
    places = finding.hits(records, wanted.words)
    manages = rules.may_manage_accounts(request.user) is None
    return page(
        site,
        request,
        form=form,
        records=records,
        rows=[(record, state_of(record), public_of(record), places.get(record.pk, [])) for record in records],
        people=finding.people(wanted.words) if manages else [],
        behind=behind,
        kept=kept(request.GET, "q", "type", "state", "dossier"),
    )


def brought_up_to_date() -> int:
    """What was saved since is read into the index first; how many records still wait. A search that may not write
    finds what is there.
    """
    try:
        done = indexing.renew()
    except OperationalError:
        done = indexing.AT_ONCE
    return indexing.behind().count() if done == indexing.AT_ONCE else 0


def address_of(found: Record | Report) -> str:
    if isinstance(found, Report):
        return reverse("admin:editorial_report", args=[found.reference])
    return reverse(f"admin:editorial_{found.type}_change", args=[found.pk])


def state_of(record: Record) -> tuple[str, str] | None:
    """The open edition's state and its words."""
    return (record.open_state, str(EditionState(record.open_state).label)) if record.open_state else None


def public_of(record: Record) -> str:
    if record.public_number is None:
        return "not public yet"
    if record.public_state == State.PUBLIC:
        return f"version {record.public_number}"
    return f"{State(record.public_state).label}, last version {record.public_number}"


def page(site: AdminSite, request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    whole = site.each_context(request) | {"title": "Find on the desk"} | context
    return TemplateResponse(request, "admin/finding/find.html", whole, status=status)
