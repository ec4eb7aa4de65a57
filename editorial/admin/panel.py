"""What stands above the form of a record: its state, what is missing, what saving would do, and the buttons.

A button is shown where the edition's state allows its verb, and says why it cannot be pressed. Writes nothing.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse

from editorial import hours, readiness, rules
from editorial.models import Decision, Edition, Record, Reference, Revision, User
from editorial.selectors import approvals
from editorial.selectors.approvals import Approvals
from editorial.selectors.comments import Remark, open_remarks
from editorial.services import drafting, merging, sets
from editorial.workflow import LABELS, RANK, TRANSITIONS, EditionState, RoleName
from relations.documents import DocumentFault, Problem, load
from relations.models import Listing
from relations.vocabularies import State

VOIDED = (EditionState.IN_REVIEW, EditionState.APPROVED, EditionState.SCHEDULED)
DECIDING = {
    "approve": rules.may_approve,
    "request_changes": rules.may_request_changes,
    "publish": rules.may_publish,
}  # the verbs of the review page
OPEN_VERBS = {
    "submit": rules.may_submit,
    "schedule": rules.may_schedule,
    "unschedule": rules.may_unschedule,
    "recall": rules.may_recall,
    "discard": rules.may_discard,
}
MERGING = {"merge": rules.may_merge, "drop_merge": rules.may_drop_merge}
CURRENT_VERBS = {
    "withdraw": rules.may_withdraw,
    "confirm_withdrawal": rules.may_confirm_withdrawal,
    "reinstate": rules.may_reinstate,
}


class Button(NamedTuple):
    """A link to the page of one verb; `reason` says why it is not for this person now."""

    verb: str
    label: str
    url: str
    reason: str | None = None
    main: bool = False


def address(verb: str, record: Record) -> str:
    return reverse(f"admin:editorial_{verb}", args=[record.pk])


class Panel:
    """One record as one person sees it now."""

    def __init__(self, record: Record, user: User) -> None:
        self.record, self.user = record, user

    @cached_property
    def edition(self) -> Edition | None:
        """The attempt to publish that is under way."""
        return drafting.open_edition(self.record)

    @cached_property
    def current(self) -> Edition | None:
        return self.record.editions.filter(state__in=[EditionState.PUBLISHED, EditionState.WITHDRAWN]).first()

    @cached_property
    def listing(self) -> Listing | None:
        """The public face, if it ever had one."""
        return Listing.objects.filter(public_id=self.record.public_id).first()

    @cached_property
    def proposal(self) -> Decision | None:
        """The merge of this record that waits for a second publisher."""
        return rules.merge_proposal(self.current) if self.current else None

    @cached_property
    def merged_into(self) -> Listing | None:
        """The record that answers for this one now."""
        if self.listing is None or self.listing.state != State.MERGED:
            return None
        return Listing.objects.filter(record=self.listing.replacement_id).first()

    @property
    def due(self) -> str:
        """When it is published by itself, in words."""
        return hours.words(self.edition.scheduled_for) if self.edition and self.edition.scheduled_for else ""

    @cached_property
    def last_saved(self) -> Revision | None:
        newest = Revision.objects.filter(record=self.record.pk).select_related("author").defer("document")
        return newest.order_by("-seq").first()

    @cached_property
    def remarks(self) -> list[Remark]:
        """What was said about the record and nobody has settled."""
        return open_remarks(self.record)

    @cached_property
    def last_decision(self) -> Decision | None:
        return Decision.objects.filter(record=self.record.pk).select_related("actor").order_by("-pk").first()

    @cached_property
    def document(self) -> str | None:
        """What would be submitted now; None while no edition is open, or where a text cannot stand in a document."""
        if self.edition is None:
            return None
        self.edition.record = self.record
        try:
            return drafting.compose_edition(self.edition)
        except DocumentFault as fault:
            self.fault = str(fault)
        return None

    fault = ""

    @cached_property
    def refs(self) -> list[str]:
        return load(self.document).get("refs", []) if self.document else []

    @cached_property
    def approvals(self) -> Approvals | None:
        """L7: what the draft will need, were it submitted by this person; or what the submission still needs."""
        if self.edition is None or self.document is None:
            return None
        if self.edition.state in VOIDED:
            newest = rules.newest_revision(self.edition)
            return approvals.of_revision(load(newest.document), newest)
        return approvals.before_submission(load(self.document), self.edition, self.user)

    @cached_property
    def problems(self) -> list[Problem]:
        """The checklist of submit, asked now; records that can go along in the same set are `needs` instead."""
        if self.document is None:
            return [Problem("", self.fault)] if self.fault else []
        return readiness.checklist(self.document, together=self.refs)

    @cached_property
    def needs(self) -> list[Record]:
        """Records that the document names and that are not public."""
        public = Listing.objects.filter(public_id__in=self.refs, state=State.PUBLIC).values("public_id")
        return list(Record.objects.filter(public_id__in=self.refs).exclude(public_id__in=public))

    @cached_property
    def held(self) -> list[Reference]:
        return readiness.held_rows(self.record)

    @cached_property
    def warnings(self) -> list[str]:
        """What saving a change would do, for those who may save."""
        if rules.may_edit(self.user, self.record) is not None:
            return []
        return [*self.warns_of_voiding(), *self.warns_reviewer(), *self.warns_of_new_edition(), *self.warns_of_merge()]

    def warns_of_voiding(self) -> Iterator[str]:
        if self.edition and self.edition.state in VOIDED:
            lost = "submission" if self.edition.state == EditionState.IN_REVIEW else "submission and its approval"
            yield f"This edition is {self.edition.get_state_display()}. Saving a change voids the {lost}; it goes back to draft."

    def warns_reviewer(self) -> Iterator[str]:
        """L2, said before it happens."""
        if self.edition is None or rules.rank_of(self.user) < RANK[RoleName.REVIEWER]:
            return
        if self.user.pk not in rules.contributors(self.edition):
            yield "You may approve this edition now. If you save a change you no longer can: someone else has to."

    def warns_of_new_edition(self) -> Iterator[str]:
        if self.edition is None and self.listing and self.merged_into is None:
            yield (
                f"Readers see version {self.listing.number}. Saving a change opens a new edition; "
                "the public page stays as it is until that is published."
            )

    def warns_of_merge(self) -> Iterator[str]:
        if self.merged_into:
            yield rules.MERGED

    @cached_property
    def buttons(self) -> list[Button]:
        return [*self.open_buttons(), *self.current_buttons()]

    def open_buttons(self) -> Iterator[Button]:
        edition = self.edition
        if edition is None:
            return
        if edition.state not in (EditionState.DRAFT, EditionState.CHANGES_REQUESTED):
            yield self.review_button(edition)
        yield from self.in_state(edition, OPEN_VERBS)

    def review_button(self, edition: Edition) -> Button:
        """One page for all decisions: open to whoever may take one of them."""
        verbs = [verb for verb in DECIDING if edition.state in TRANSITIONS[verb].sources]
        reasons = [DECIDING[verb](self.user, edition) for verb in verbs]
        label = "Review" if edition.state == EditionState.IN_REVIEW else "Review and publish"
        return Button(
            "review", label, address("review", self.record), None if None in reasons else reasons[0], main=True
        )

    def current_buttons(self) -> Iterator[Button]:
        if self.current:
            yield from self.in_state(self.current, CURRENT_VERBS)
            yield from self.merge_buttons(self.current)

    def merge_buttons(self, current: Edition) -> Iterator[Button]:
        """To propose one, or to settle the one that is proposed."""
        if self.proposal:
            yield from self.in_state(current, MERGING)
        elif current.state in TRANSITIONS["propose_merge"].sources:
            reason = rules.may_propose_merge(self.user, current) or merging.never(self.record)
            yield Button("propose_merge", str(LABELS["propose_merge"]), address("propose_merge", self.record), reason)

    def in_state(self, edition: Edition, verbs: dict[str, Callable[[User, Edition], str | None]]) -> Iterator[Button]:
        """The verbs that the edition's state allows, with the reason of this person."""
        for verb, may in verbs.items():
            if edition.state not in TRANSITIONS[verb].sources:
                continue
            reason = may(self.user, edition)
            if verb == "discard" and self.listing is None:
                continue
            yield Button(verb, str(LABELS[verb]), address(verb, self.record), reason, main=verb == "submit")

    @cached_property
    def is_to_vanish(self) -> bool:
        """Whether a second publisher is to read that somebody wants it to vanish; only publishers are asked."""
        publishes = rules.rank_of(self.user) >= RANK[RoleName.PUBLISHER]
        return publishes and self.listing is not None and rules.vanish_proposal(self.record) is not None

    @cached_property
    def links(self) -> list[Button]:
        """Pages that only show."""
        shown = [Button("preview", "Preview", address("preview", self.record))] if self.edition else []
        if self.edition and self.edition.submitted_at and sets.release_of(self.edition):
            shown.append(Button("set", "The set", address("set", self.record)))
        if self.is_to_vanish:
            shown.append(Button("vanishing", "Proposed to vanish", address("vanishing", self.record)))
        if self.listing and self.listing.state == State.PUBLIC:
            shown.append(Button("check", "Check again", address("check", self.record)))
        return [*shown, Button("history", "History", address("history", self.record))]
