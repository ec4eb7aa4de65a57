"""Acts on many records: rows chosen in a list, a page that says what each of them will meet, and a report of what was done.

Nothing happens before the second page is sent; each record is its own transaction and its own line of the report.
"""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite, helpers
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from editorial import rules
from editorial.admin.bulk_verbs import VERBS, VOIDED, Row, Seen, Verb, done_to
from editorial.admin.review.screen import FORBIDDEN, UNPROCESSABLE, change_url
from editorial.forms.anchors import number_in
from editorial.forms.selects import is_uuid
from editorial.models import Record

MOST = 200
TOO_MANY = f"At most {MOST} records go at once; narrow the list or choose fewer rows."
NONE_CHOSEN = "Tick the rows first, then choose what to do with them."
NO_VERB = "Choose what to do with the rows that you ticked."
VOIDS = "It is {}: this ends its submission and approval."
NOBODY_SAW = -1


class Line(NamedTuple):
    """One record on the page before: what will happen, or why nothing will."""

    row: Row
    will: str
    reason: str | None
    warning: str
    ticked: bool
    version: int
    revision: int


class Result(NamedTuple):
    """One line of the report; `reason` is None where it was done."""

    record: Record
    url: str
    reason: str | None
    said: str


class ChoosingRows:
    """Mixed into an admin: its list has boxes, and what is ticked goes to the page of one act."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        if rules.may_edit(request.user) or "_popup" in request.GET:
            return {}
        return {name: (None, name, verb.label) for name, verb in VERBS.items()}

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Nothing is done here: the choice is carried to a page that can be reloaded."""
        verb = next((name for name in request.POST.getlist("action") if name in self.get_actions(request)), None)
        keys = [key for key in request.POST.getlist(helpers.ACTION_CHECKBOX_NAME) if is_uuid(key)]
        rows = queryset if request.POST.get("select_across") == "1" else queryset.filter(pk__in=keys[: MOST + 1])
        chosen = list(rows.values_list("public_id", flat=True)[: MOST + 1]) if verb else []
        if not chosen or len(chosen) > MOST:
            messages.warning(request, TOO_MANY if chosen else NONE_CHOSEN if verb else NO_VERB)
            return redirect(request.get_full_path())
        return redirect(f"{reverse('admin:editorial_bulk', args=[verb])}?records={','.join(chosen)}")


def bulk_urls(site: AdminSite) -> list[URLPattern]:
    """`/admin/-/bulk/<act>/?records=…`"""

    def shown(request: HttpRequest, verb: str) -> HttpResponse:
        return bulk(site, request, verb)

    return [path("-/bulk/<slug:verb>/", site.admin_view(shown), name="editorial_bulk")]


def bulk(site: AdminSite, request: HttpRequest, name: str) -> HttpResponse:
    """GET shows what will happen to each record; POST does it to those that are ticked."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if name not in VERBS:
        raise Http404
    page = Page(site, request, VERBS[name])
    if reason := rules.may_look(request.user) or rules.may_edit(request.user):
        return page.answer(FORBIDDEN, refused=reason)
    if page.fault:
        return page.answer(UNPROCESSABLE, refused=page.fault)
    if request.method != "POST":
        return page.plan(page.form(None))
    form = page.form(request.POST)
    if not form.is_valid():
        return page.plan(form, UNPROCESSABLE)
    return page.report(form.cleaned_data) if page.ticked else page.plan(form, UNPROCESSABLE, fault=NONE_CHOSEN)


class Page:
    """One act on the records that the address or the form names."""

    def __init__(self, site: AdminSite, request: HttpRequest, verb: Verb) -> None:
        self.site, self.request, self.verb = site, request, verb
        sent = request.POST if request.method == "POST" else request.GET
        self.ids = list(dict.fromkeys(word for word in sent.get("records", "").upper().split(",") if len(word) == 6))
        self.ticked = set(request.POST.getlist("r"))
        self.fault = TOO_MANY if len(self.ids) > MOST else "" if self.ids else NONE_CHOSEN
        found = {} if self.fault else Record.objects.in_bulk(self.ids, field_name="public_id")
        self.rows = [Row(found[each], request.user) for each in self.ids if each in found]
        self.fault = self.fault or ("" if self.rows else NONE_CHOSEN)

    def form(self, data: Any) -> forms.Form:
        if self.verb.form is None:
            return forms.Form(data or {})
        ticked = [row for row in self.rows if data is None or row.record.public_id in self.ticked]
        return self.verb.form(data, user=self.request.user, rows=ticked)

    def plan(self, form: forms.Form, status: int = 200, fault: str = "") -> HttpResponse:
        lines = [self.line(row) for row in self.rows]
        able = [line for line in lines if not line.reason]
        return self.answer(status, form=form, lines=lines, able=len(able), fault=fault, ids=",".join(self.ids))

    def line(self, row: Row) -> Line:
        reason = self.verb.why_not(row)
        voids = self.verb.edits and row.edition is not None and row.edition.state in VOIDED
        warning = VOIDS.format(row.edition.get_state_display()) if voids else ""
        ticked = row.record.public_id in self.ticked if self.request.method == "POST" else not (reason or voids)
        will = "" if reason else self.verb.will(row)
        return Line(row, will, reason, warning, ticked, row.record.lock_version, self.revision_of(row))

    def revision_of(self, row: Row) -> int:
        """What the page speaks of: the newest revision, or where nothing is open the public version."""
        if row.newest and self.verb is not VERBS["check"]:
            return row.newest.pk
        return row.listing.number if row.listing else NOBODY_SAW

    def seen(self, row: Row) -> Seen:
        numbers = (number_in(self.request.POST.get(f"{name}-{row.record.public_id}")) for name in ("v", "n"))
        return Seen(*(NOBODY_SAW if number is None else number for number in numbers))

    def report(self, typed: dict[str, Any]) -> HttpResponse:
        results: list[Result] = []
        gone: set[Any] = set()  # records that went with the set of another one
        for row in (row for row in self.rows if row.record.public_id in self.ticked):
            together = {member.record_id for member in row.together}
            if row.record.pk in gone:
                results.append(Result(row.record, change_url(row.record), None, "Done, with its set."))
                continue
            reason = done_to(self.verb, row, self.seen(row), typed)
            if reason is None and self.verb in (VERBS["publish"], VERBS["schedule"]):
                gone |= together
            results.append(Result(row.record, change_url(row.record), reason, "Done."))
        refused = [each.record.public_id for each in results if each.reason]
        return self.answer(
            results=results,
            done=len(results) - len(refused),
            again=",".join(refused),
            left=len(self.rows) - len(results),
        )

    def answer(self, status: int = 200, **context: Any) -> HttpResponse:
        whole = self.site.each_context(self.request) | {"title": self.verb.label, "verb": self.verb} | context
        return TemplateResponse(self.request, "admin/finding/bulk.html", whole, status=status)
