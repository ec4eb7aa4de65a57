"""Screens that only show: the proposed public page, and everything that happened to a record."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

from editorial.admin.review import proposed
from editorial.admin.review.screen import BAD_REQUEST, Screen
from editorial.diffs import differences
from editorial.forms.anchors import number_in
from editorial.models import Revision
from editorial.selectors import history_of
from relations.documents import load


@csp_replace({"frame-ancestors": [SELF]})
@xframe_options_sameorigin
def preview(screen: Screen) -> HttpResponse:
    """The newest revision, or `?revision=ID`, as readers would see it. The review screen shows it in a frame."""
    response = proposed.page_of(asked_for(screen))
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def asked_for(screen: Screen) -> Revision:
    """The revision that the address names; 404 for one of another record."""
    revisions = Revision.objects.filter(record=screen.record).select_related("edition__record").order_by("-seq")
    wanted = screen.request.GET.get("revision", "")
    if wanted:
        revisions = revisions.filter(pk=number(wanted))
    revision = revisions.first()
    if revision is None:
        raise Http404
    return revision


def number(text: str) -> int:
    """A row number from an address; 0, which no row has, for anything else."""
    return number_in(text) or 0


def history(screen: Screen) -> HttpResponse:
    """All revisions, decisions and log lines in order, and the difference between any two revisions."""
    events = history_of(screen.record)
    revisions = [event.revision for event in events if event.revision]
    found = {row.seq: row for row in revisions}
    asked = {name: screen.request.GET.get(name, "") for name in ("from", "to")}
    pair = [found.get(number(asked[name])) for name in ("from", "to")]
    compared = changes(*pair) if all(pair) else None
    wrong = any(asked.values()) and not all(pair)
    return screen.page(
        "history",
        f"History of {screen.record}",
        status=BAD_REQUEST if wrong else 200,
        events=events,
        revisions=revisions,
        chosen={"from": pair[0], "to": pair[1]},
        differences=compared,
        wrong=wrong,
    )


def changes(old: Revision, new: Revision) -> list:
    before, after = (load(Revision.objects.get(pk=row.pk).document) for row in (old, new))
    names = proposed.titles([*before.get("refs", []), *after.get("refs", [])])
    return differences(before, after, names)
