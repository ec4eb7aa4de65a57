"""Small answers that the forms of records ask for: how a date is read, and where the control for an anchor is. Reads only."""

import re
from uuid import UUID

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from editorial import rules
from editorial.admin.controls import control_of
from editorial.forms.understood import understood
from editorial.models import Record
from editorial.shapes import SHAPES

CONTROL = re.compile(r"[a-z0-9_-]{1,80}")


@require_safe
def date(request: HttpRequest) -> JsonResponse:
    """`/admin/-/date/?q=1993-08`: the line under the field, and what may be meant instead."""
    refuse_strangers(request)
    read = understood(request.GET.get("q", ""))
    line = {"text": read.fault if read.fault else read.sentence, "understood": not read.fault}
    return JsonResponse(line | {"meant": read.meant, "words": read.meant_words})


@require_safe
def at(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """`/admin/-/at/<record>/?anchor=claims/3/text`: to the form of the record, at the control of that anchor."""
    refuse_strangers(request)
    record = Record.objects.filter(pk=record_id).first()
    if record is None:
        raise Http404("No record has this key.")
    control = control_of(request.GET.get("anchor", ""), record.type, lambda key, n: place_of(record, key, n))
    form = reverse(f"admin:editorial_{record.type}_change", args=[record.pk])
    return redirect(f"{form}#{control}" if CONTROL.fullmatch(control) else form)


def refuse_strangers(request: HttpRequest) -> None:
    if reason := rules.may_look(request.user):
        raise PermissionDenied(reason)


def place_of(record: Record, key: str, number: int) -> int | None:
    """The place of a part among the rows that the form shows."""
    model = next(part.model for part in SHAPES[record.type].parts if part.key == key)
    rows = model.objects.filter(record=record.pk, removed=False).order_by("position", "n")
    return {n: index for index, n in enumerate(rows.values_list("n", flat=True))}.get(number)


def understanding_urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("-/date/", site.admin_view(date), name="editorial_date"),
        path("-/at/<uuid:record_id>/", site.admin_view(at), name="editorial_at"),
    ]
