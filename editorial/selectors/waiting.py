"""Worklists together: what waits for one person and for the desk. A fixed number of queries however long the lists.

What each list holds stands in `edition_lists`, `act_lists`, `report_lists` and `upkeep_lists`.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils import timezone

from editorial.models import Dossier, User
from editorial.selectors.act_lists import ACT_LISTS
from editorial.selectors.edition_lists import EDITION_LISTS, bundled
from editorial.selectors.facts import Facts
from editorial.selectors.report_lists import REPORT_LISTS
from editorial.selectors.upkeep_lists import UPKEEP_LISTS
from editorial.selectors.worklist import Scope, WorkItem, Worklist

LONGEST = 200  # lines where a whole list is asked for
KNOWN: dict[str, Worklist] = {each.name: each for each in (*EDITION_LISTS, *ACT_LISTS, *REPORT_LISTS, *UPKEEP_LISTS)}
# What is this person's own; what the desk has to decide; what keeps the public record right.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("For you", ("returned", "my_reports", "to_review", "assigned", "my_drafts")),
    ("For the desk", ("due", "to_publish", "to_confirm", "merges", "scheduled", "reports")),
    ("Upkeep", ("broken", "behind", "liftable", "stale")),
)


class Shown(NamedTuple):
    """One list as it is shown: how many lines it has in all, and some of them."""

    list: Worklist
    total: int
    items: list[WorkItem]


def scope_of(user: User, dossier: Dossier | None = None) -> Scope:
    return Scope(user, timezone.now(), dossier)


def overview(scope: Scope, lines: int) -> dict[str, Shown]:
    """The first `lines` of every list, and its number. Facts about editions are read for all lists at once."""
    totals = {name: each.keys(scope).count() for name, each in KNOWN.items()}
    keys = {name: list(each.keys(scope)[:lines]) for name, each in KNOWN.items()}
    facts = facts_for(key for name, found in keys.items() if KNOWN[name].of_editions for key in found)
    return {name: Shown(each, totals[name], each.items(scope, keys[name], facts)) for name, each in KNOWN.items()}


def facts_for(keys: Iterable[int]) -> Facts:
    return Facts(bundled(keys))


def items_of(each: Worklist, scope: Scope, keys: Sequence[Any]) -> list[WorkItem]:
    """The lines of one list for these of its keys."""
    return each.items(scope, keys, facts_for(keys if each.of_editions else ()))


def first(name: str, user: User) -> list[WorkItem]:
    """The first lines of one list."""
    scope = scope_of(user)
    return items_of(KNOWN[name], scope, list(KNOWN[name].keys(scope)[:LONGEST]))


def worklists(user: User) -> dict[str, list[WorkItem]]:
    """All lists of one person, each to its first lines."""
    return {name: shown.items for name, shown in overview(scope_of(user), LONGEST).items()}


def returned(user: User) -> list[WorkItem]:
    """What reviewers sent back to this person, with what they said."""
    return first("returned", user)


def my_drafts(user: User) -> list[WorkItem]:
    """Drafts that this person contributed to."""
    return first("my_drafts", user)


def to_review(user: User) -> list[WorkItem]:
    return first("to_review", user)


def to_publish(user: User) -> list[WorkItem]:
    return first("to_publish", user)


def scheduled(user: User) -> list[WorkItem]:
    return first("scheduled", user)


def to_confirm(user: User) -> list[WorkItem]:
    """Withdrawals that wait for a second publisher."""
    return first("to_confirm", user)


def merges(user: User) -> list[WorkItem]:
    """Merges that wait for a second publisher."""
    return first("merges", user)
