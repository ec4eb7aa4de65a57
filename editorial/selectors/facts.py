"""What the worklists need to know of many editions at once: each kind of row in one query. Decides nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar

from editorial.models import Decision, Edition, Record, ReleaseItem, Revision, User
from editorial.workflow import DecisionKind

WITHDRAWALS = [DecisionKind.WITHDRAW, DecisionKind.CONFIRM_WITHDRAWAL, DecisionKind.REINSTATE]
Row = TypeVar("Row")


class Facts:
    """Everything that the reasons of many editions need: revisions, decisions, withdrawals, sets; one query each."""

    def __init__(self, editions: Iterable[Edition], records: dict[Any, Record] | None = None) -> None:
        self.editions, self.records = list(editions), records or {}

    @cached_property
    def revisions(self) -> dict[int, list[Revision]]:
        rows = Revision.objects.filter(edition__in=self.editions).select_related("author").defer("document")
        return grouped(rows, lambda row: row.edition_id)

    @cached_property
    def decisions(self) -> dict[int, list[Decision]]:
        newest = [rows[-1] for rows in self.revisions.values()]
        rows = Decision.objects.filter(revision__in=newest).select_related("actor")
        return grouped(rows, lambda row: row.revision_id)

    @cached_property
    def withdrawals(self) -> dict[object, Decision]:
        """The last act of withdrawal, confirmation or return on each record."""
        records = [edition.record_id for edition in self.editions]
        rows = Decision.objects.filter(record__in=records, kind__in=WITHDRAWALS).select_related("actor")
        return {row.record_id: row for row in rows.order_by("pk")}

    @cached_property
    def sets(self) -> dict[int, int]:
        """edition -> the open set that it belongs to."""
        rows = ReleaseItem.objects.filter(edition__in=self.editions, release__published_at=None)
        return dict(rows.values_list("edition_id", "release_id"))

    @cached_property
    def bundles(self) -> dict[int, list[Edition]]:
        """Editions by the key of their line: the number of their open set, or their own with a minus before it."""
        return grouped(self.editions, lambda edition: self.sets.get(edition.pk, -edition.pk))

    @cached_property
    def by_key(self) -> dict[int, Edition]:
        return {edition.pk: edition for edition in self.editions}

    def bundle(self, key: int) -> list[Edition]:
        """The editions of one line; a key with a minus finds its edition in a set too."""
        return self.bundles.get(key, []) if key > 0 else [edition for edition in [self.by_key.get(-key)] if edition]

    def newest(self, edition: Edition) -> Revision | None:
        rows = self.revisions.get(edition.pk)
        return rows[-1] if rows else None

    def about(self, edition: Edition) -> list[Decision]:
        """Decisions on the newest revision of `edition`."""
        newest = self.newest(edition)
        return self.decisions.get(newest.pk, []) if newest else []

    def people(self, edition: Edition) -> list[User]:
        """Who wrote the edition, in order of their first revision."""
        return list(dict.fromkeys(revision.author for revision in self.revisions.get(edition.pk, [])))

    def wrote(self, user: User, edition: Edition) -> bool:
        return user in self.people(edition)

    def unconfirmed(self, edition: Edition) -> Decision | None:
        last = self.withdrawals.get(edition.record_id)
        return last if last and last.kind == DecisionKind.WITHDRAW else None

    def members(self, edition: Edition) -> list[Edition]:
        """The open set of `edition` among the editions read, itself included, in one order whatever the database's."""
        return sorted(self.bundles.get(self.sets.get(edition.pk, 0), [edition]), key=lambda member: member.pk)

    def approved(self, edition: Edition) -> bool:
        """As `rules.lacks_approval`: enough people who did not write it approved the newest revision."""
        newest = self.newest(edition)
        return newest is not None and len(self.approvers(edition)) >= newest.needs

    def approvers(self, edition: Edition) -> set[User]:
        """Who approved the newest revision and wrote none of the edition; nobody once it was sent back."""
        found = self.about(edition)
        if any(decision.kind == DecisionKind.REQUEST_CHANGES for decision in found):
            return set()
        return {row.actor for row in found if row.kind == DecisionKind.APPROVE} - set(self.people(edition))


def grouped(rows: Iterable[Row], key: Callable[[Row], int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)
