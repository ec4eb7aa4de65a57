"""Screens of the author: submit (alone or as a set), recall, discard."""

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import Any

from django.http import HttpResponse

from editorial import readiness, rules
from editorial.admin.review import proposed
from editorial.admin.review.problems import ListedProblem, listed
from editorial.admin.review.screen import Screen, address, attempt, change_url, denied, status_of
from editorial.diffs import Difference, differences
from editorial.forms.anchors import number_in
from editorial.forms.submission import MemberForm
from editorial.models import Edition, Record, Revision, User
from editorial.selectors.approvals import Approvals, before_submission
from editorial.services import drafting, reviewing
from editorial.services.guarding import NotReady, Refused, Stale
from editorial.services.reviewing import Submission
from relations.documents import DocumentFault, Problem, load
from relations.models import Listing


class Candidate:
    """One record that may go along: its open edition, its own checklist and its part of the form."""

    def __init__(self, record: Record, user: User, *, lead: bool = False) -> None:
        self.record, self.lead = record, lead
        self.edition = drafting.open_edition(record)
        self.newest = rules.newest_revision(self.edition) if self.edition else None
        self.reason = why_not(user, self.edition, lead=lead)
        self.prefix = record.public_id
        self.change_url = change_url(record)
        self.problems: list[ListedProblem] = []
        self.approvals: Approvals | None = None
        self.user = user
        self.since: list[Difference] = []
        self.form = self.bound(None)

    @cached_property
    def published_before(self) -> bool:
        return Listing.objects.filter(public_id=self.record.public_id).exists()

    def bound(self, data: Any) -> MemberForm:
        """The form as typed, or as first shown: a returned edition keeps the kind and note chosen before."""
        initial = {"included": self.reason is None}
        if self.edition:
            initial |= {"kind": self.edition.change_kind, "note": self.edition.change_note}
        if not self.published_before:
            initial.pop("kind", None)
        return MemberForm(
            data, prefix=self.prefix, initial=initial, published_before=self.published_before, always=self.lead
        )

    def check(self, together: Iterable[str]) -> None:
        """Fill in what is missing, were it submitted with `together`."""
        if self.edition is None:
            return
        try:
            text = drafting.compose_edition(self.edition)
            found = readiness.checklist(text, together=together)
            self.approvals = before_submission(load(text), self.edition, self.user)
        except DocumentFault as fault:
            found = [Problem("", str(fault))]
        self.problems = listed(found, self.record)

    def submission(self) -> Submission:
        return Submission(self.edition, self.form.cleaned_data["kind"], self.form.cleaned_data["note"])

    def show_since(self, seen: str) -> None:
        """What somebody else changed after the page with revision `seen` was shown."""
        old = Revision.objects.filter(record=self.record, pk=number_in(seen) or 0).first()
        if old and self.newest and old != self.newest:
            before, after = load(old.document), load(self.newest.document)
            names = proposed.titles([*before.get("refs", []), *after.get("refs", [])])
            self.since = differences(before, after, names)


def why_not(user: User, edition: Edition | None, *, lead: bool) -> str | None:
    """Why a record does not go along; one that is under review already is another submission's."""
    if edition is None:
        return "No change of it is open."
    reason = rules.may_submit(user, edition)
    if lead or rules.lacks_state("submit", edition) is None:
        return reason
    return (
        f"It is {edition.get_state_display()}, submitted by {edition.submitted_by}. Wait until it is published, "
        "or recall it from its own page and submit both together."
    )


def submit(screen: Screen) -> HttpResponse:
    """The checklist, the change and the proposed set; POST submits what is ticked."""
    if screen.open_edition() is None:
        return screen.nothing_open()
    candidates = candidates_for(screen)
    if not screen.acts:
        return show(screen, candidates)
    if candidates[0].reason:
        return show(screen, candidates, Refused(candidates[0].reason))
    for candidate in candidates:
        candidate.form = candidate.bound(screen.request.POST)
    if not all(candidate.form.is_valid() for candidate in candidates):
        return show(screen, candidates, Refused("Nothing was submitted yet: see the marked fields."))
    return send(screen, candidates)


def candidates_for(screen: Screen) -> list[Candidate]:
    """The record itself first, then the unpublished records that it needs and that are not in its set already."""
    inside = {member.record_id for member in reviewing.members_of(screen.open_edition())}
    needs = readiness.unpublished_needs(screen.record)
    others = [Candidate(need, screen.user) for need in needs]
    waiting = [other for other in others if other.record.pk not in inside or other.reason is None]
    return [Candidate(screen.record, screen.user, lead=True), *waiting]


def send(screen: Screen, candidates: list[Candidate]) -> HttpResponse:
    chosen = [candidate for candidate in candidates if candidate.form.chosen]
    seen = {candidate.record.pk: version_of(screen, candidate) for candidate in chosen}
    submissions = [candidate.submission() for candidate in chosen]
    fault = attempt(partial(reviewing.submit, actor=screen.user, submissions=submissions, seen=seen))
    if fault:
        return show(screen, candidates, fault)
    others = f" with {len(chosen) - 1} more as one set" if len(chosen) > 1 else ""
    return screen.done(f"“{screen.record}” was submitted{others}.", address("review", screen.record))


def version_of(screen: Screen, candidate: Candidate) -> int:
    """The lock version that the page showed; one that nobody could have seen when it is missing or forged."""
    version = number_in(screen.typed(f"{candidate.prefix}-version"))
    return -1 if version is None else version


def show(screen: Screen, candidates: list[Candidate], fault: Refused | None = None) -> HttpResponse:
    """The page, with everything typed and what stands in the way."""
    inside = [member.record for member in reviewing.members_of(candidates[0].edition)]
    together = [record.public_id for record in inside] + [each.record.public_id for each in candidates if ticked(each)]
    for candidate in candidates:
        candidate.check(together)
        if isinstance(fault, NotReady) and ticked(candidate):
            candidate.problems = listed(fault.by_record.get(candidate.record.pk, []), candidate.record)
        if isinstance(fault, Stale):
            candidate.show_since(screen.typed(f"{candidate.prefix}-revision"))
    lead = candidates[0]
    status = status_of(fault) if fault else 200
    if fault and lead.reason:
        status = denied(screen.user, "submit", lead.edition)
    return screen.page(
        "submit",
        f"Submit “{screen.record}”",
        status=status,
        fault=fault if not isinstance(fault, NotReady) else None,
        not_ready=isinstance(fault, NotReady),
        lead=lead,
        others=candidates[1:],
        inside=[record for record in inside if record.pk != screen.record.pk],
        held=readiness.held_rows(screen.record),
    )


def ticked(candidate: Candidate) -> bool:
    if candidate.lead:
        return True
    return candidate.form.chosen if candidate.form.is_bound and candidate.form.is_valid() else candidate.reason is None


def recall(screen: Screen) -> HttpResponse:
    return on_open_edition(
        screen, "recall", rules.may_recall, reviewing.recall,
        "The submission goes back to draft, so that it can be worked on. Approvals given so far end.",
        "Recalled: the edition is a draft again.",
    )  # fmt: skip


def discard(screen: Screen) -> HttpResponse:
    return on_open_edition(
        screen, "discard", rules.may_discard, drafting.discard,
        "The open edition is closed and the form goes back to what is public. Its revisions stay in the history.",
        "Discarded: the form shows again what is public.",
    )  # fmt: skip


def on_open_edition(
    screen: Screen, verb: str, may: Callable[[User, Edition], str | None], act: Callable, what: str, done: str
) -> HttpResponse:
    """A page that says what will happen, and a button that does it."""
    edition = screen.open_edition()
    if edition is None:
        return screen.nothing_open()
    reason = may(screen.user, edition)
    if not screen.acts:
        return screen.confirm(verb, what, reason=reason)
    if reason:
        return screen.confirm(verb, what, reason=reason, status=denied(screen.user, verb, edition))
    if fault := attempt(partial(act, actor=screen.user, edition=edition)):
        return screen.confirm(verb, what, fault=fault, status=status_of(fault))
    return screen.done(done)
