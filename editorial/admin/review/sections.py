"""One member on the review screen: the proposed page beside everything that a decision on it rests on. Reads only."""

from functools import cached_property
from typing import Any, NamedTuple

from editorial import readiness, rules
from editorial.admin.review import proposed
from editorial.admin.review.problems import ListedProblem, listed
from editorial.admin.review.screen import address, change_url
from editorial.diffs import Difference, differences
from editorial.models import Decision, Edition, Revision, User
from relations.documents import label, load
from relations.models import Listing
from relations.vocabularies import ChangeKind, Stance


class CitationLine(NamedTuple):
    """What a citation proves, by which source, where in it, in which words."""

    proves: str
    said: str
    source: str
    locator: str
    quote: str
    language: str
    stance: str


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
        record = self.document["record"]
        claims = {part["n"]: part.get("text", "") for part in record.get("claims", [])}
        return [
            CitationLine(
                proves=label(part.get("anchor", "")),
                said=said(part.get("anchor", ""), claims),
                source=self.names.get(part.get("source", ""), part.get("source", "")),
                locator=part.get("locator", ""),
                quote=part.get("quote", ""),
                language=part.get("language", ""),
                stance=Stance(part.get("stance", Stance.SUPPORTS)).label,
            )
            for part in record.get("citations", [])
            if not part.get("removed")
        ]

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
    def approvals(self) -> int:
        return rules.approvals(self.newest)


def said(anchor: str, claims: dict[int, str]) -> str:
    """The statement that a citation proves; empty for fields, which show on the page."""
    head, _, rest = anchor.partition("/")
    number = rest.partition("/")[0]
    return claims.get(int(number), "") if head == "claims" and number.isdecimal() else ""
