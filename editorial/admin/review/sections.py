"""One member on the review screen: the proposed page beside everything that a decision on it rests on. Reads only."""

from functools import cached_property
from typing import Any

from editorial import hours, readiness, rules
from editorial.admin.review import grounds, proposed
from editorial.admin.review.grounds import CitationLine, Proof, TranslatedText
from editorial.admin.review.problems import ListedProblem, listed
from editorial.admin.review.screen import address, change_url
from editorial.diffs import Difference, differences
from editorial.models import Decision, Edition, Revision, User
from editorial.selectors import Impact, impact_of
from editorial.selectors.approvals import Approvals, of_revision
from relations.documents import load
from relations.models import Listing
from relations.vocabularies import ChangeKind


class Section:
    """The open edition of one record as the screen shows it to one person."""

    def __init__(self, edition: Edition, user: User, together: list[str], seen: int = 0) -> None:
        self.edition, self.record, self.user = edition, edition.record, user
        self.together, self.seen = together, seen
        self.newest = rules.newest_revision(edition)
        self.document = load(self.newest.document)
        self.reason = rules.may_approve(user, edition)
        self.change_url = change_url(self.record)
        self.preview_url = f"{address('preview', self.record)}?revision={self.newest.pk}"
        self.history_url = address("history", self.record)

    @cached_property
    def listing(self) -> Listing | None:
        """What readers see now."""
        return Listing.objects.filter(public_id=self.record.public_id).select_related("edition").first()

    @property
    def due(self) -> str:
        """When it is published by itself, in words."""
        return hours.words(self.edition.scheduled_for) if self.edition.scheduled_for else ""

    @property
    def before(self) -> dict[str, Any] | None:
        return load(self.listing.edition.document) if self.listing else None

    @cached_property
    def names(self) -> dict[str, str]:
        documents = [self.document, self.before or {}, self.seen_document or {}]
        return proposed.titles(public_id for document in documents for public_id in document.get("refs", []))

    @cached_property
    def differences(self) -> list[Difference]:
        """Against the public edition; the change itself stands in the head of the section."""
        found = differences(self.before, self.document, self.names)
        return [each for each in found if not each.anchor.startswith("change/")]

    @cached_property
    def seen_document(self) -> dict[str, Any] | None:
        """What this person had read, when that is no longer the newest revision."""
        old = Revision.objects.filter(record=self.record, pk=self.seen).exclude(pk=self.newest.pk).first()
        return load(old.document) if old else None

    @cached_property
    def since(self) -> list[Difference]:
        """What changed after this person had read it."""
        return differences(self.seen_document, self.document, self.names) if self.seen_document else []

    @cached_property
    def change(self) -> dict[str, str]:
        value = self.document.get("change", {})
        kind = value.get("kind", "")
        return {"kind": ChangeKind(kind).label if kind else "not chosen yet", "note": value.get("note", "")}

    @cached_property
    def citations(self) -> list[CitationLine]:
        return grounds.citations(self.document, self.names)

    @cached_property
    def proofs(self) -> list[Proof]:
        """Every part with what proves it."""
        return grounds.proofs(self.document, self.names)

    @cached_property
    def translations(self) -> list[TranslatedText]:
        return grounds.translations(self.document)

    @cached_property
    def attachments(self) -> list[dict[str, Any]]:
        """The files that the document makes public."""
        return grounds.alive(self.document, "attachments")

    @cached_property
    def impact(self) -> Impact:
        """Who links here."""
        return impact_of(self.record)

    @cached_property
    def revisions(self) -> list[Revision]:
        """Who contributed what to this edition, oldest first."""
        rows = Revision.objects.filter(edition=self.edition).select_related("author").defer("document")
        return list(rows.order_by("seq"))

    @cached_property
    def decisions(self) -> list[Decision]:
        """Earlier decisions on this edition, those on older revisions included."""
        rows = Decision.objects.filter(revision__edition=self.edition).select_related("actor", "revision")
        return list(rows.order_by("pk"))

    @cached_property
    def problems(self) -> list[ListedProblem]:
        return listed(readiness.checklist(self.newest.document, together=self.together), self.record)

    @cached_property
    def approvals(self) -> Approvals:
        """Who approved this revision, and who still has to."""
        return of_revision(self.document, self.newest)
