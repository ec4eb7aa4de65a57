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
from relations.models import Listing


@csp_replace({"frame-ancestors": [SELF]})
@xframe_options_sameorigin
def preview(screen: Screen) -> HttpResponse:
    """The newest revision, or `?revision=ID`, as readers would see it. The review screen shows it in a frame
    (`?framed=1`), where links open beside it: what was typed on the screen must not be lost.
    """
    response = proposed.page_of(asked_for(screen), framed=screen.request.GET.get("framed") == "1")
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
    listing = Listing.objects.filter(public_id=screen.record.public_id).select_related("edition").first()
    wrong = any(asked.values()) and not all(pair)
    return screen.page(
        "history",
        f"History of {screen.record}",
        status=BAD_REQUEST if wrong else 200,
        events=events,
        revisions=revisions,
        present=text_of_the_draft(screen, revisions, listing),
        listing=listing,
        short_path=f"/r/{screen.record.public_id}/",
        chosen={"from": pair[0], "to": pair[1]},
        differences=compared,
        wrong=wrong,
    )


def text_of_the_draft(screen: Screen, revisions: list[Revision], listing: Listing | None) -> str:
    """Hash of what the draft says now: going back to that changes nothing. Without an open edition it is what is public."""
    if listing and screen.open_edition() is None:
        return listing.edition.content_hash
    return revisions[-1].sha256 if revisions else ""


def changes(old: Revision, new: Revision) -> list:
    before, after = (load(Revision.objects.get(pk=row.pk).document) for row in (old, new))
    names = proposed.titles([*before.get("refs", []), *after.get("refs", [])])
    return differences(before, after, names)
