"""What happened: the history of one record, any two of its revisions compared, and the log of the whole desk."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from editorial import desk_rules, rules
from editorial.admin import tables
from editorial.admin.review import proposed
from editorial.admin.review.screen import BAD_REQUEST, FORBIDDEN, Screen
from editorial.diffs import differences
from editorial.forms.anchors import number_in
from editorial.forms.finding import LogForm
from editorial.models import LogLine, Revision
from editorial.selectors import history, loglines
from editorial.selectors.history import Event
from relations.documents import load
from relations.models import Listing

PAGE = 100
CHUNK = 2000  # rows of an export that are read at a time
COLUMNS = ("at", "who", "account", "kind", "what", "detail", "comment", "edition", "revision", "sha256")
LOG_COLUMNS = ("number", "at", "who", "account", "verb", "what", "detail", "record", "type", "title", "edition")
WRONG_PAIR = "Choose two revisions of this record to compare, for example ?from=1&to=2."


# --- One record -------------------------------------------------------------------------------------


def of_record(screen: Screen) -> HttpResponse:
    """Everything that happened to a record, newest first; `?from=1&to=4` shows the difference of two revisions."""
    events = history.history_of(screen.record)
    wanted = [event for event in events if fits(event, screen.request.GET)]
    form = screen.request.GET.get("format", "")
    if form in tables.FORMATS:
        name = f"history-{screen.record.public_id}"
        return tables.file(form, name, COLUMNS, (cells(event) for event in wanted))
    return page_of(screen, events, wanted, tables.WRONG_FORMAT if form else "")


def fits(event: Event, asked: QueryDict) -> bool:
    """By person and by kind of line; "" is any."""
    person, kind = asked.get("person", ""), asked.get("kind", "")
    return (not person or event.actor.username == person) and (not kind or event.kind == kind)


def page_of(screen: Screen, events: list[Event], wanted: list[Event], fault: str) -> HttpResponse:
    revisions = [event.revision for event in events if event.revision]
    pair, asked = pair_of(screen.request.GET, revisions)
    fault = fault or (WRONG_PAIR if asked and not all(pair) else "")
    before = number_in(screen.request.GET.get("before")) or len(events) + 1
    older = [event for event in reversed(wanted) if event.number < before]
    shown, listing = older[:PAGE], public_face(screen)
    return screen.page(
        "history",
        f"History of {screen.record}",
        status=BAD_REQUEST if fault else 200,
        days=history.by_day(shown),
        found=len(wanted),
        whole=len(events),
        next=shown[-1].number if len(older) > PAGE else None,
        is_first=before > len(events),
        people=sorted({(event.actor.username, str(event.actor)) for event in events}, key=lambda each: each[1]),
        kinds=history.KINDS,
        revisions=revisions,
        newest=revisions[-1] if revisions else None,
        present=text_of_the_draft(screen, revisions, listing),
        listing=listing,
        short_path=f"/r/{screen.record.public_id}/",
        chosen={"from": pair[0], "to": pair[1]},
        differences=changes(*pair) if all(pair) else None,
        fault=fault,
        kept=kept(screen.request.GET, "person", "kind"),
        asked={name: screen.request.GET.get(name, "") for name in ("person", "kind")},
    )


def kept(asked: QueryDict, *names: str) -> str:
    """The part of the address that the links of the page carry on."""
    query = QueryDict(mutable=True)
    query.update({name: asked[name] for name in names if asked.get(name)})
    return query.urlencode()


def pair_of(asked: QueryDict, revisions: list[Revision]) -> tuple[list[Revision | None], bool]:
    """The two revisions that the address names, and whether it names any."""
    found = {row.seq: row for row in revisions}
    typed = [asked.get(name, "") for name in ("from", "to")]
    return [found.get(number_in(text) or 0) for text in typed], any(typed)


def public_face(screen: Screen) -> Listing | None:
    return Listing.objects.filter(public_id=screen.record.public_id).select_related("edition").first()


def text_of_the_draft(screen: Screen, revisions: list[Revision], listing: Listing | None) -> str:
    """Hash of what the draft says now: going back to that changes nothing. Without an open edition it is what is public."""
    if listing and screen.open_edition() is None:
        return listing.edition.content_hash
    return revisions[-1].sha256 if revisions else ""


def changes(old: Revision, new: Revision) -> list:
    before, after = (load(Revision.objects.get(pk=row.pk).document) for row in (old, new))
    names = proposed.titles([*before.get("refs", []), *after.get("refs", [])])
    return differences(before, after, names)


def cells(event: Event) -> tuple[Any, ...]:
    revision = event.revision or event.text
    return (
        utc(event.at),
        str(event.actor),
        event.actor.username,
        event.kind,
        event.what,
        event.detail,
        event.comment,
        event.edition.number if event.edition else None,
        revision.seq if revision else None,
        revision.sha256 if revision else "",
    )


def utc(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat(timespec="seconds")


# --- The whole desk ---------------------------------------------------------------------------------


def log_urls(site: AdminSite) -> list[URLPattern]:
    """`/admin/-/log/`, for whoever may see drafts or manages accounts."""

    def shown(request: HttpRequest) -> HttpResponse:
        return log(site, request)

    return [path("-/log/", site.admin_view(shown), name="editorial_log")]


def log(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Every act on the desk, newest first, narrowed by person, verb, days and record; as a file for who may take it."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if reason := desk_rules.may_read_log(request.user):
        return page(site, request, FORBIDDEN, refused=reason)
    form = LogForm(request.GET, verbs=loglines.verbs(), people=loglines.people())
    if not form.is_valid():
        return page(site, request, BAD_REQUEST, form=form)
    rows, file, no_file = (
        loglines.lines(form.wanted()),
        form.cleaned_data["format"],
        desk_rules.may_export_log(request.user),
    )
    if file and no_file:
        return page(site, request, FORBIDDEN, form=form, refused=no_file)
    sees = rules.may_look(request.user) is None
    if file:
        return tables.file(file, "log", LOG_COLUMNS, log_cells(rows.iterator(chunk_size=CHUNK), sees))
    return listed(site, request, form, rows, sees=sees, no_file=no_file)


def listed(site: AdminSite, request: HttpRequest, form: LogForm, rows: Any, **context: Any) -> HttpResponse:
    """One page of lines; the next one begins below the number of the last."""
    before = form.cleaned_data["before"]
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    names = [name for name in form.fields if name not in ("before", "format")]
    return page(
        site,
        request,
        form=form,
        lines=[(row, history.said(row.verb)) for row in found[:PAGE]],
        next=found[PAGE - 1].pk if len(found) > PAGE else None,
        kept=kept(request.GET, *names),
        **context,
    )


def page(site: AdminSite, request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    whole = site.each_context(request) | {"title": "Log of the desk"} | context
    return TemplateResponse(request, "admin/finding/log.html", whole, status=status)


def log_cells(rows: Iterable[LogLine], sees: bool) -> Iterator[tuple[Any, ...]]:
    """Who may not see drafts gets ids without titles or details."""
    for row in rows:
        yield (
            row.pk,
            utc(row.at),
            str(row.actor),
            row.actor.username,
            row.verb,
            history.said(row.verb),
            row.detail if sees or row.record is None else "",
            row.record.public_id if row.record else "",
            row.record.type if row.record else "",
            row.record.title if row.record and sees else "",
            row.edition.number if row.edition else None,
        )
