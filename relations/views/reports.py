"""`/report/`: the form for errors, what becomes of a sent one, and the page with its reference. The only page that takes a POST.

The form itself is a page like any other (address, UTC day, build); the answers to a sent one are never stored.
"""

import datetime
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from relations import http, profiles, reports
from relations.models import Listing
from relations.reports import ReportForm
from relations.vocabularies import RecordType, State

ID = re.compile("[0-9A-Za-z]{6}")
METHODS = (*http.SAFE_METHODS, "POST")
URLENCODED = "application/x-www-form-urlencoded"
ADDRESS = "/report/"
RECEIVED = "/report/received/"
# What happened to a form that was not taken, by status; the text that was typed is always in it again.
REFUSED = {
    403: gettext_lazy(
        "This form did not come from this site, so it was not taken. Check what is in the fields and send it again."
    ),
    422: gettext_lazy("Nothing was sent yet: some fields need a change."),
    429: gettext_lazy(
        "Too many reports came in this hour, so this one was not taken. What you typed is below: send it again later."
    ),
    503: gettext_lazy("The report could not be stored. What you typed is below."),
}
EXPIRED = gettext_lazy(
    "The form was open for more than a day, so it was not taken. Check what is in the fields and send it again."
)


@csrf_exempt  # nobody is logged in here; the token and the origin stand for what the middleware would ask
def report(request: HttpRequest) -> HttpResponse:
    """The form, and what is sent with it."""
    if request.method == "POST" and settings.RECEIVE_REPORTS:
        return unstored(sent(request))
    if request.method not in METHODS:
        return http.dressed(HttpResponseNotAllowed(METHODS), "")
    return shown(request)


def unstored(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = http.PRIVATE
    return response


@http.page(known=("about", "place"), today=True)
def shown(request: HttpRequest) -> HttpResponse:
    """An empty form; an id that is not public is said and left out."""
    asked, place = request.GET.get("about", ""), reports.place_of(request.GET.get("place", ""))
    record = record_of(asked)
    if asked and record is None:
        request.ignored = [*request.ignored, "about"]
    if request.GET.get("place") and not (place and record):
        request.ignored = [*request.ignored, "place"]
        place = ""
    return http.render("relations/report.html", context(request, ReportForm(), record, place))


@http.page(known=("reference", "seal"))
def received(request: HttpRequest) -> HttpResponse:
    """What a sender sees: the reference. Nothing is asked of the database, and nobody can make up such a page."""
    reference, seal = request.GET.get("reference", ""), request.GET.get("seal", "")
    if not reports.is_sealed(reference, seal):
        raise Http404
    context = {"title": _("Your report was received"), "reference": reference, "robots": "noindex", "here": "report"}
    return http.render("relations/report_received.html", context)


def record_of(public_id: str) -> Listing | None:
    """What is publicly known under an id, withdrawn records too: who they concern may have something to say."""
    found = profiles.profile(public_id=public_id.upper()) if ID.fullmatch(public_id) else None
    return found.listing if found else None


def context(
    request: HttpRequest, form: ReportForm, record: Listing | None, place: str, refused: str = ""
) -> dict[str, Any]:
    """What the form's page shows."""
    about = record.public_id if record else ""
    today = datetime.datetime.now(datetime.UTC).date()
    return {
        "title": _("Report an error"),
        "description": _("Say what is wrong, without an account."),
        "canonical": request.build_absolute_uri(ADDRESS),
        "robots": "noindex,follow" if about or refused else "",
        "here": "report",
        "ignored": http.ignored(request) if request.method != "POST" else "",
        "form": form,
        "refused": refused,
        "about": about,
        "place": place,
        "place_words": reports.place_words(place),
        "record": profiles.name_of(record) if record else None,
        "record_type": RecordType(record.type).label if record else "",
        "is_public": bool(record and record.state == State.PUBLIC),
        "token": reports.token(about, place, today),
    }


# --- A sent form ----------------------------------------------------------------------------------


def sent(request: HttpRequest) -> HttpResponse:
    """Redirect to the page with the reference, or the form again with everything that was typed."""
    if request.content_type != URLENCODED or length_of(request) > reports.LONGEST_BODY:
        return http.render("relations/report_refused.html", {"title": _("This report cannot be read")}, status=413)
    now = datetime.datetime.now(datetime.UTC)
    record = record_of(request.POST.get("about", ""))
    place = reports.place_of(request.POST.get("place", "")) if record else ""
    form = ReportForm(request.POST)
    status = refusal(request, form, now, record.public_id if record else "", place)
    if status == 0:
        try:
            return thanked(
                reports.receive(
                    about=record.public_id if record else "", place=place, now=now, typed=form.cleaned_data
                ).reference
            )
        except DatabaseError:
            status = 503
    expired = status == 403 and is_from_here(request)
    words = EXPIRED if expired else REFUSED[status]
    answer = http.render("relations/report.html", context(request, form, record, place, words), status=status)
    if status == 429:
        answer["Retry-After"] = str(reports.HOUR)
    return answer


def length_of(request: HttpRequest) -> int:
    """Bytes of the body as announced; what is not announced is not read either."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    return int(announced) if announced.isdecimal() else 0


def refusal(request: HttpRequest, form: ReportForm, now: datetime.datetime, about: str, place: str) -> int:
    """The status of a form that is not taken; 0 for one that is."""
    if not is_from_here(request):
        return 403
    if not reports.is_ours(request.POST.get("token", ""), about, place, now.date()):
        return 403
    if not form.is_valid():
        return 422
    return 429 if reports.is_too_much(request, now) else 0


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form was sent from a page of this host. Every present one sends `Origin`."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False


def thanked(reference: str) -> HttpResponse:
    """Going on by redirect, so that reloading sends nothing twice."""
    query = urlencode({"reference": reference, "seal": reports.sealed(reference)})
    return HttpResponseRedirect(f"{RECEIVED}?{query}", status=303)
