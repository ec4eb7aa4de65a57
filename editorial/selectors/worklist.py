"""What a worklist is: rows that are counted, and one line for each of them. The count is of the very rows that are shown.

Each list of `edition_lists`, `act_lists` and `upkeep_lists` is one object; `waiting` puts them together. Writes nothing.
"""

import datetime
from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from django.db.models import Exists, Func, IntegerField, OuterRef, Q, QuerySet

from editorial import rules
from editorial.models import Dossier, DossierMembership, Edition, Record, Reference, User
from editorial.selectors.facts import Facts
from editorial.workflow import RoleName


class Scope(NamedTuple):
    """Who looks, when, and at which dossier alone."""

    user: User
    now: datetime.datetime
    dossier: Dossier | None = None

    @property
    def today(self) -> datetime.date:
        return self.now.date()

    def inside(self, rows: QuerySet, column: str = "record") -> QuerySet:
        """The rows whose record is the dossier, belongs to it, or is named by what belongs to it."""
        if self.dossier is None:
            return rows
        belongs = DossierMembership.objects.filter(record=OuterRef(column), dossier=self.dossier)
        named = Reference.objects.filter(target=OuterRef(column), source__in_dossiers__dossier=self.dossier)
        return rows.filter(Q(**{column: self.dossier.pk}) | Exists(belongs) | Exists(named))


class Mention(NamedTuple):
    """Records that a line names, the first few of `total`: “cited by …”."""

    how: str
    records: Sequence[Record]
    total: int = 0

    @property
    def more(self) -> int:
        return max(self.total - len(self.records), 0)


class WorkItem(NamedTuple):
    """One line of a worklist. A set stands on one line: `edition` leads it, `others` are its further members."""

    record: Record | None
    title: str
    reason: str | None  # why this person cannot do it now; None when she can
    since: datetime.datetime | None
    people: list[User]  # who wrote it, or did what the line is about
    edition: Edition | None = None
    others: Sequence[Edition] = ()
    comment: str = ""  # what the last decision said
    note: str = ""  # what else there is to know: the hour, a refused publication, approvals so far
    details: Sequence[str] = ()  # one line each: addresses that fail, texts that are behind
    mention: Mention | None = None
    reference: str = ""  # of a reader's report
    due: str = ""  # when it should be done, in words
    did: str = ""  # word before the hour, where it differs from the list's

    @property
    def late(self) -> bool:
        return self.due.startswith("overdue")


class Total(Func):
    """The number of all rows beside each row of a page: one query instead of two. Groups are counted, where there are any."""

    template = "COUNT(*) OVER ()"
    output_field = IntegerField()

    def get_group_by_cols(self) -> list:
        return []


class Worklist:
    """One list. `keys` gives one value per line, in order; `items` makes the lines of some of these keys."""

    name: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]  # one sentence on the list's own page
    empty: ClassVar[str]  # the same list as a part of “nothing waits: …”
    act: ClassVar[str]  # what the person can do with a line of it
    screen: ClassVar[str]  # the page where she does it
    since: ClassVar[str] = "since"  # word before the hour
    role: ClassVar[RoleName] = RoleName.AUTHOR  # who acts on it
    mine: ClassVar[bool] = False  # lines that are this person's own
    of_editions: ClassVar[bool] = False  # keys are bundles of editions, read for all lists at once
    of_records: ClassVar[bool] = False  # ... or those of records, read for all lists at once too

    def keys(self, scope: Scope) -> QuerySet:
        raise NotImplementedError

    def first(self, scope: Scope, lines: int) -> tuple[int, list[Any]]:
        """How many lines there are, and the keys of the first ones."""
        found = self.keys(scope)
        (key,) = found._fields
        rows = list(found.annotate(total=Total()).values_list(key, "total")[:lines])
        return (rows[0][1] if rows else 0), [each for each, _ in rows]

    def items(self, scope: Scope, keys: Sequence[Any], facts: Facts) -> list[WorkItem]:
        """Lines for these keys in this order; one whose row went meanwhile is left out."""
        raise NotImplementedError

    def brief(self, scope: Scope, keys: Sequence[Any], facts: Facts) -> list[WorkItem]:
        """The lines as the start page has them."""
        return self.items(scope, keys, facts)

    def refusal(self, scope: Scope) -> str | None:
        """Why this person's role does not suffice."""
        return rules.lacks_role(scope.user, self.role)
