"""Who has to approve an edition, who did, who still can: law L7 as the desk shows it before and during review. Reads only."""

from typing import Any, NamedTuple

from editorial import accusations, rules
from editorial.models import Edition, Record, Revision, User
from editorial.workflow import RANK, DecisionKind, RoleName

MAY_APPROVE = [name for name, rank in RANK.items() if rank >= RANK[RoleName.REVIEWER]]
NUMBERS = {1: "one person", 2: "two people"}


class Approvals(NamedTuple):
    """`accused`: titles of the living people that the document accuses. `given`: who approved, in order.
    `able`: whose approval would still count.
    """

    needs: int
    accused: list[str]
    given: list[User]
    able: list[User]

    @property
    def missing(self) -> int:
        return max(self.needs - len(self.given), 0)

    @property
    def expected(self) -> str:
        """What will be needed, before it is submitted; empty where one approval is, as usual."""
        if self.needs == 1:
            return ""
        people = NUMBERS.get(self.needs, f"{self.needs} people")
        who = "a living person" if len(self.accused) == 1 else "living people"
        return f"It accuses {listed(self.accused)}, {who}: {people} who did not write it have to approve it."

    @property
    def supply(self) -> str:
        """Whether there are enough people for what is missing."""
        if len(self.able) >= self.missing:
            return f"These can: {listed([str(person) for person in self.able])}."
        found = f"only {listed([str(person) for person in self.able])}" if self.able else "nobody"
        return f"At present {found} can; ask an administrator for a further account with the role Reviewer."

    @property
    def progress(self) -> str:
        """How far the approvals are: `1 of 2 approvals, by ann; a second person has to approve.`"""
        said = f"{len(self.given)} of {self.needs} approval{'s' if self.needs > 1 else ''}"
        by = f", by {listed([str(person) for person in self.given])}" if self.given else ""
        second = "; a second person has to approve" if self.given and self.missing else ""
        return f"{said}{by}{second}."


def before_submission(document: dict[str, Any], edition: Edition, user: User) -> Approvals:
    """What would be needed, were `user` to submit `document` now: who submits counts as an author."""
    accused = accused_in(document)
    if not accused:
        return Approvals(accusations.APPROVALS, [], [], [])
    writers = rules.contributors(edition) | {user.pk}
    return Approvals(accusations.APPROVALS_WHEN_ACCUSING, accused, [], able(writers))


def of_revision(document: dict[str, Any], revision: Revision) -> Approvals:
    """What a submitted revision needs, who approved it and who still can."""
    writers, given = rules.contributors(revision.edition), given_to(revision)
    done = writers | {person.pk for person in given}
    several = revision.needs > accusations.APPROVALS
    accused = accused_in(document) if several else []
    return Approvals(revision.needs, accused, given, able(done) if several else [])


def accused_in(document: dict[str, Any]) -> list[str]:
    """Titles of the living people that a document accuses, in order of the alphabet."""
    named = accusations.accused(document)
    rows = Record.objects.filter(public_id__in=named).order_by("title") if named else []
    types, titles = {row.public_id: row.type for row in rows}, {row.public_id: str(row) for row in rows}
    living = accusations.living_accused(document, types) if types else set()
    return [title for public_id, title in titles.items() if public_id in living]


def given_to(revision: Revision) -> list[User]:
    """Who approved exactly this revision, as `rules.approvals` counts them."""
    found = list(revision.decisions.select_related("actor"))
    if any(decision.kind == DecisionKind.REQUEST_CHANGES for decision in found):
        return []
    writers = rules.contributors(revision.edition)
    people = [decision.actor for decision in found if decision.kind == DecisionKind.APPROVE]
    return list(dict.fromkeys(person for person in people if person.pk not in writers))


def able(without: set[int]) -> list[User]:
    """Open accounts that may approve, other than these."""
    rows = User.objects.filter(is_active=True, groups__name__in=MAY_APPROVE).exclude(pk__in=without)
    return list(rows.distinct().order_by("username"))


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
