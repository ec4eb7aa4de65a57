"""Everything that the review screen reads of all its members at once, so that a set costs no more queries than one record."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from django.urls import reverse

from editorial.admin.review.credits import Credits
from editorial.admin.review.proposed import readable
from editorial.models import Decision, Edition, Record, Revision, User
from editorial.selectors.approvals import MAY_APPROVE, Approvals, accused_in
from editorial.selectors.comments import Talk, talks
from editorial.selectors.facts import Facts, grouped
from editorial.workflow import DecisionKind
from relations.documents import load
from relations.models import Listing

Document = dict[str, Any]
READ_BACK = 12  # revisions of one edition whose texts are compared to say who wrote what


class Titled(NamedTuple):
    """What a document names, as the desk calls it."""

    pk: Any
    type: str
    title: str


class Gathered:
    """The members of one screen as one person sees them. `seen`: edition -> the revision that she had read;
    `typed`: remark -> an answer that she has not sent yet.
    """

    def __init__(
        self, members: list[Edition], user: User, seen: dict[int, int], typed: Mapping[int, str] | None = None
    ) -> None:
        self.members, self.user, self.seen, self.typed = members, user, seen, typed or {}

    @cached_property
    def revisions(self) -> dict[int, list[Revision]]:
        """edition -> who contributed what, oldest first."""
        rows = Revision.objects.filter(edition__in=self.members).select_related("author").defer("document")
        return grouped(rows.order_by("seq"), lambda row: row.edition_id)

    @cached_property
    def written(self) -> dict[int, str]:
        """revision -> its text: the last ones of each edition, and those that this person had read."""
        wanted = [row.pk for rows in self.revisions.values() for row in rows[-READ_BACK:]]
        records = [member.record_id for member in self.members]
        rows = Revision.objects.filter(record__in=records, pk__in=[*wanted, *self.seen.values()])
        return dict(rows.values_list("pk", "document"))

    @cached_property
    def texts(self) -> dict[int, Document]:
        """revision -> its document."""
        return {key: load(text) for key, text in self.written.items()}

    def newest(self, member: Edition) -> Revision:
        return self.revisions[member.pk][-1]

    def document(self, member: Edition) -> Document:
        return self.texts[self.newest(member).pk]

    def had_read(self, member: Edition) -> Document | None:
        """What this person had read, when that is no longer the newest revision."""
        revision = self.seen.get(member.pk)
        return self.texts.get(revision) if revision != self.newest(member).pk else None

    @cached_property
    def listings(self) -> dict[str, Listing]:
        """public id -> what readers see now."""
        ids = [member.record.public_id for member in self.members]
        return {row.public_id: row for row in Listing.objects.filter(public_id__in=ids).select_related("edition")}

    @cached_property
    def public(self) -> dict[str, Document]:
        """public id -> the text that readers see now."""
        return {public_id: load(row.edition.document) for public_id, row in self.listings.items()}

    @cached_property
    def titled(self) -> dict[str, Titled]:
        """public id -> every record that some text on the screen names."""
        documents = [*self.texts.values(), *self.public.values()]
        ids = {public_id for document in documents for public_id in document.get("refs", [])}
        ids |= {member.record.public_id for member in self.members}
        rows = Record.objects.filter(public_id__in=ids).values_list("public_id", "pk", "type", "title")
        return {public_id: Titled(*rest) for public_id, *rest in rows}

    @cached_property
    def names(self) -> dict[str, str]:
        return {public_id: row.title for public_id, row in self.titled.items()}

    @cached_property
    def addresses(self) -> dict[str, str]:
        """public id -> the form of the record."""
        return {
            public_id: reverse(f"admin:editorial_{row.type}_change", args=[row.pk])
            for public_id, row in self.titled.items()
        }

    @cached_property
    def decisions(self) -> dict[int, list[Decision]]:
        """edition -> earlier decisions on it, those on older revisions included."""
        rows = Decision.objects.filter(revision__edition__in=self.members).select_related("actor", "revision")
        return grouped(rows.order_by("pk").defer("revision__document"), lambda row: row.revision.edition_id)

    @cached_property
    def talks(self) -> dict[Any, Talk]:
        documents = {member.record_id: self.document(member) for member in self.members}
        return talks([member.record for member in self.members], self.user, documents, self.typed)

    @cached_property
    def approvers(self) -> list[User]:
        """Every open account whose role may approve."""
        rows = User.objects.filter(is_active=True, groups__name__in=MAY_APPROVE)
        return list(rows.distinct().order_by("username"))

    def writers(self, member: Edition) -> set[int]:
        """Everybody who wrote a revision of this edition."""
        return {row.author_id for row in self.revisions[member.pk]}

    def about(self, member: Edition) -> list[Decision]:
        """Decisions on the newest revision."""
        newest = self.newest(member)
        return [row for row in self.decisions.get(member.pk, []) if row.revision_id == newest.pk]

    @cached_property
    def unconfirmed(self) -> set:
        """Records whose withdrawal waits for a second person."""
        waiting = Facts(self.members).withdrawals.items()
        return {key for key, last in waiting if last.kind == DecisionKind.WITHDRAW}

    def approvals(self, member: Edition) -> Approvals:
        """Who approved the newest revision, as `rules.approvals` counts them, and whose approval would still count."""
        newest, writers, about = self.newest(member), self.writers(member), self.about(member)
        sent_back = any(row.kind == DecisionKind.REQUEST_CHANGES for row in about)
        people = [row.actor for row in about if row.kind == DecisionKind.APPROVE and row.actor_id not in writers]
        given = [] if sent_back else list(dict.fromkeys(people))
        done = writers | {person.pk for person in given}
        accused = accused_in(self.document(member)) if newest.needs > 1 else []
        able = [person for person in self.approvers if person.pk not in done]
        return Approvals(newest.needs, accused, given, able)

    def credits(self, member: Edition) -> Credits:
        """Who wrote last what this edition changes."""
        rows = [(row, self.texts[row.pk]) for row in self.revisions[member.pk] if row.pk in self.texts]
        return Credits(rows, self.public.get(member.record.public_id))

    def pairs(self) -> Iterator[tuple[Document | None, Document]]:
        """(what is public, what would be) of every member, of a draft what is complete."""
        for member in self.members:
            yield self.public.get(member.record.public_id), readable(self.document(member))[0]


def fresh(members: Iterable[Edition]) -> list[Edition]:
    """The members as they are now, in the same order. One query."""
    keys = [member.pk for member in members]
    rows = {row.pk: row for row in Edition.objects.filter(pk__in=keys).select_related("record", "reviewer")}
    return [rows[key] for key in keys if key in rows]
