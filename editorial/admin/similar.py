"""Hints on records that look alike: beside the form of a draft, while a new one is typed, and the way to keep two apart."""

from functools import partial
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.db import OperationalError, transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from editorial import rules
from editorial.admin.review.screen import FORBIDDEN, Screen, address, attempt, change_url, on_screen, status_of
from editorial.forms.selects import is_uuid
from editorial.models import Record, User
from editorial.selectors import similar
from editorial.selectors.similar import Hint, Subject
from editorial.services import indexing
from editorial.services.apart import keep_apart
from editorial.shapes import SHAPES
from relations.models import Listing
from relations.vocabularies import RecordType, State

LISTS = {
    RecordType.INCIDENT: ("responses", "add it as what this answers"),
    RecordType.DOSSIER: ("see_also", "add it to see also"),
}
FEW = 20  # records read into the index before they are compared


class Offer(NamedTuple):
    """One hint with what can be done about it."""

    hint: Hint
    url: str
    link: tuple[str, str] | None = None
    merge: tuple[str, str] | None = None
    apart: str = ""


def similar_urls(site: AdminSite) -> list[URLPattern]:
    """`/admin/-/similar/` while a new record is typed, `/admin/-/keep-apart/<record>/` for a pair."""

    def typed(request: HttpRequest) -> HttpResponse:
        return while_typing(request)

    return [
        path("-/similar/", site.admin_view(typed), name="editorial_similar"),
        path(
            "-/keep-apart/<uuid:record_id>/",
            site.admin_view(on_screen(site, kept_apart)),
            name="editorial_keep_apart",
        ),
    ]


# --- Beside the form --------------------------------------------------------------------------------


def offers_beside(
    request: HttpRequest, record: Record | None, kind: str, form: BaseForm, formsets: list
) -> list[Offer]:
    """What looks like the draft on screen; for a form that came back, like what was typed into it."""
    if rules.may_edit(request.user):
        return []
    typed = request.method == "POST"
    subject = subject_typed(record, kind, form, formsets) if typed or record is None else similar.subject_of(record)
    return offers(subject, record, request.user) if subject.title.strip() or subject.urls else []


def subject_typed(record: Record | None, kind: str, form: BaseForm, formsets: list) -> Subject:
    rows = {formset.key: formset for formset in formsets if hasattr(formset, "key")}
    urls = [value_of(row, name) for row in rows_of(rows, "access_points") for name in ("url", "archive_url")]
    who = [value_of(row, "who") for row in rows_of(rows, "participations")]
    return Subject(
        kind,
        value_of(form, "title"),
        tuple(filter(None, urls)),
        value_of(form, "date_edtf"),
        tuple(key for key in who if is_uuid(key)),
        record.pk if record else None,
    )


def rows_of(formsets: dict[str, Any], key: str) -> list[BaseForm]:
    return formsets[key].forms if key in formsets else []


def value_of(form: BaseForm, name: str) -> str:
    value = form[name].value() if name in form.fields else ""
    return str(value or "").replace("\x00", "")


def offers(subject: Subject, record: Record | None, user: User) -> list[Offer]:
    bring_up_to_date()
    found = similar.hints(subject)
    public = record is not None and found and is_public(record)
    return [offer(hint, record, user, public) for hint in found]


def bring_up_to_date() -> None:
    """Titles are compared in the index; where nothing may be written, as far as it was read."""
    if not indexing.behind().exists():
        return
    try:
        with transaction.atomic():
            indexing.renew(limit=FEW)
    except OperationalError:
        return


def is_public(record: Record) -> bool:
    return Listing.objects.filter(public_id=record.public_id, state=State.PUBLIC).exists()


def offer(hint: Hint, record: Record | None, user: User, public: bool) -> Offer:
    url = change_url(hint.record)
    if record is None:
        return Offer(hint, url)
    key, words = LISTS.get(record.type, ("", ""))
    link = (f"#{key}-group", words) if key else None
    apart = f"{reverse('admin:editorial_keep_apart', args=[record.pk])}?other={hint.record.public_id}"
    return Offer(hint, url, link, way_out(hint, record, public), apart)


def way_out(hint: Hint, record: Record, public: bool) -> tuple[str, str] | None:
    """Two public records are merged; a change of a public one is discarded in favour of the other."""
    if not public:
        return None
    if hint.record.public_state == State.PUBLIC and hint.record.type == record.type:
        return f"{address('propose_merge', record)}?survivor={hint.record.public_id}", "merge this one into it"
    return address("discard", record), "discard this draft in favour of it"


# --- While a new record is typed --------------------------------------------------------------------


def while_typing(request: HttpRequest) -> HttpResponse:
    """`?type=source&title=…&url=…`: a piece of a page that the form of a new record shows."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if reason := rules.may_look(request.user):
        return HttpResponse(reason, status=FORBIDDEN, content_type="text/plain; charset=utf-8")
    kind, title = request.GET.get("type", ""), request.GET.get("title", "").replace("\x00", "")
    if kind not in SHAPES:
        raise Http404
    urls = tuple(url.replace("\x00", "") for url in request.GET.getlist("url")[: similar.ADDRESSES])
    found = offers(Subject(kind, title, urls), None, request.user)
    return TemplateResponse(request, "admin/finding/_similar.html", {"similar": found, "popup": "popup" in request.GET})


# --- Two that are two -------------------------------------------------------------------------------


def kept_apart(screen: Screen) -> HttpResponse:
    """Asks why, then keeps the pair apart for good."""
    asked = screen.typed("other") if screen.acts else screen.request.GET.get("other", "")
    other = Record.objects.filter(public_id=asked.replace("\x00", "").upper()[:6]).exclude(pk=screen.record.pk).first()
    if other is None:
        raise Http404
    context = {"other": other, "other_url": change_url(other), "typed": screen.typed("reason")}
    title = f"Keep “{screen.record}” apart"
    if reason := rules.may_edit(screen.user, screen.record):
        return screen.page("keep_apart", title, status=FORBIDDEN if screen.acts else 200, reason=reason, **context)
    if not screen.acts:
        return screen.page("keep_apart", title, **context)
    act = partial(keep_apart, actor=screen.user, record=screen.record, other=other, reason=screen.typed("reason"))
    if fault := attempt(act):
        return screen.page("keep_apart", title, status=status_of(fault), fault=fault, **context)
    return screen.done(f"Kept apart from “{other}”: nobody is asked about these two again.")
