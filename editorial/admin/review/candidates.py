"""Who may go along in a submission: the record itself, what it names and what that names, each with its own checklist."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from editorial import readiness, rules
from editorial.admin.review import proposed
from editorial.admin.review.problems import ListedProblem, listed
from editorial.admin.review.screen import Screen, change_url
from editorial.diffs import Difference, differences
from editorial.forms.anchors import number_in
from editorial.forms.submission import MemberForm
from editorial.models import Edition, Record, Revision, User
from editorial.selectors.approvals import Approvals, before_submission
from editorial.services import drafting, reviewing
from editorial.services.reviewing import Submission
from relations.documents import DocumentFault, Problem, load
from relations.models import Listing

Document = dict[str, Any]


class Candidate:
    """One record that may go along: its open edition, its own checklist and its part of the form."""

    def __init__(self, record: Record, user: User, *, lead: bool = False) -> None:
        self.record, self.lead = record, lead
        self.edition = drafting.open_edition(record)
        self.newest = rules.newest_revision(self.edition) if self.edition else None
        self.reason = why_not(user, self.edition, lead=lead)
        self.prefix = record.public_id
        self.change_url = change_url(record)
        self.document: Document | None = None
        self.problems: list[ListedProblem] = []
        self.approvals: Approvals | None = None
        self.user = user
        self.since: list[Difference] = []
        self.named_by: list[Record] = []
        self.form = self.bound(None)

    @cached_property
    def listing(self) -> Listing | None:
        return Listing.objects.filter(public_id=self.record.public_id).select_related("edition", "record").first()

    @property
    def published_before(self) -> bool:
        return self.listing is not None

    def bound(self, data: Any) -> MemberForm:
        """The form as typed, or as first shown: a returned edition keeps the kind and notes chosen before."""
        initial = {"included": self.reason is None}
        if self.edition:
            initial |= {"note": self.edition.change_note, "note_cs": self.edition.change_note_cs}
            if self.published_before:
                initial["kind"] = self.edition.change_kind
        return MemberForm(
            data, prefix=self.prefix, initial=initial, published_before=self.published_before, always=self.lead
        )

    @property
    def ticked(self) -> bool:
        if self.lead:
            return True
        return self.form.chosen if self.form.is_bound and self.form.is_valid() else self.reason is None

    def check(self, together: Iterable[str]) -> None:
        """Fill in what is missing, were it submitted with `together`."""
        if self.edition is None:
            return
        try:
            text = drafting.compose_edition(self.edition)
            self.document = load(text)
            found = readiness.checklist(text, together=together)
            self.approvals = before_submission(self.document, self.edition, self.user)
        except DocumentFault as fault:
            found = [Problem("", str(fault))]
        self.problems = listed(found, self.record)

    @property
    def differences(self) -> list[Difference]:
        """What the draft says otherwise than what is public; the change itself aside."""
        if self.document is None or self.listing is None:
            return []
        before = load(self.listing.edition.document)
        return [each for each in compared(before, self.document) if not each.anchor.startswith("change/")]

    def submission(self) -> Submission:
        change = self.form.change
        return Submission(self.edition, change["kind"], change["note"], change["note_cs"])

    def show_since(self, seen: str) -> None:
        """What somebody else changed after the page with revision `seen` was shown."""
        old = Revision.objects.filter(record=self.record, pk=number_in(seen) or 0).first()
        if old and self.newest and old != self.newest:
            self.since = compared(load(old.document), load(self.newest.document))


def compared(before: Document, after: Document) -> list[Difference]:
    return differences(before, after, proposed.titles([*before.get("refs", []), *after.get("refs", [])]))


def why_not(user: User, edition: Edition | None, *, lead: bool) -> str | None:
    """Why a record does not go along; one that is under review already is another submission's."""
    if edition is None:
        return "No change of it is open."
    reason = rules.may_submit(user, edition)
    if lead or rules.lacks_state("submit", edition) is None:
        return reason
    return (
        f"It is {edition.get_state_display()}, submitted by {edition.submitted_by}. Wait until it is published, "
        "or recall it from its own page and submit both together; or choose its set below."
    )


def candidates_for(screen: Screen) -> list[Candidate]:
    """The record itself first, then the unpublished records that it needs and that are not in its set already."""
    inside = {member.record_id for member in reviewing.members_of(screen.open_edition())}
    needs = readiness.unpublished_needs(screen.record)
    others = [Candidate(need, screen.user) for need in needs]
    waiting = [other for other in others if other.record.pk not in inside or other.reason is None]
    return [Candidate(screen.record, screen.user, lead=True), *waiting]
