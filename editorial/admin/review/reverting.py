"""The screen of going back: what the draft would say again, what it would lose, and what that voids."""

from functools import partial
from typing import Any

from django.http import HttpResponse

from editorial import rules
from editorial.admin.review import proposed
from editorial.admin.review.screen import CONFLICT, FORBIDDEN, NOT_FOUND, Screen, attempt, status_of
from editorial.diffs import Difference, differences
from editorial.forms.anchors import number_in
from editorial.models import Record, Revision
from editorial.services import drafting
from editorial.services.guarding import Refused, Stale
from editorial.workflow import EditionState
from relations.documents import DocumentFault, load

UNKNOWN = "This is no revision of “{}”; choose one of its history."
VOIDED = {
    EditionState.IN_REVIEW: "its submission and the approvals given so far",
    EditionState.APPROVED: "its submission and its approval",
    EditionState.SCHEDULED: "its submission, its approval and its hour",
}


def revert_to(screen: Screen) -> HttpResponse:
    """`?revision=ID` shows what going back to it changes; POST does it, as a new draft."""
    asked = screen.typed("revision") if screen.acts else screen.request.GET.get("revision", "")
    revision = Revision.objects.filter(record=screen.record, pk=number_in(asked) or 0).first()
    if revision is None:
        return screen.refused(UNKNOWN.format(screen.record), NOT_FOUND)
    if not screen.acts:
        return show(screen, revision)
    if rules.may_revert_to(screen.user, screen.record):
        return show(screen, revision, status=FORBIDDEN)
    version = number_in(screen.typed("version"))
    made: list[Revision | None] = []
    act = partial(drafting.revert_to, actor=screen.user, record=screen.record, document_text=revision.document)
    if fault := attempt(lambda: made.append(act(seen=-1 if version is None else version))):
        return show(screen, revision, fault, status=CONFLICT if isinstance(fault, Stale) else status_of(fault))
    said = f"as revision {made[0].seq}" if made[0] else "nothing else than it says already"
    return screen.done(f"Went back to revision {revision.seq}: the draft says it again, {said}.")


def show(screen: Screen, revision: Revision, fault: Refused | None = None, *, status: int = 200) -> HttpResponse:
    """The page, compared with the draft as it stands now."""
    screen.record.refresh_from_db()
    edition = screen.open_edition()
    context: dict[str, Any] = {
        "revision": revision,
        "edition": edition,
        "voided": VOIDED.get(edition.state, "") if edition else "",
        "differences": what_changes(screen.record, revision),
        "reason": rules.may_revert_to(screen.user, screen.record),
    }
    return screen.confirm("revert_to", "", template="revert_to", fault=fault, status=status, **context)


def what_changes(record: Record, revision: Revision) -> list[Difference]:
    """From what the rows say now to what the revision says; the change itself is chosen anew at submit."""
    now, then = load(present(record)), load(revision.document)
    names = proposed.titles([*now.get("refs", []), *then.get("refs", [])])
    return [each for each in differences(now, then, names) if not each.anchor.startswith("change/")]


def present(record: Record) -> str:
    """The document of the rows as they stand; the newest revision where a text cannot stand in a document."""
    edition = drafting.open_edition(record)
    try:
        return drafting.compose_edition(edition) if edition else drafting.compose(record)
    except DocumentFault:
        return record.revisions.order_by("-seq").first().document
