"""Worklists together: what waits for one person and for the desk. A fixed number of queries however long the lists.

What each list holds stands in `edition_lists`, `act_lists`, `report_lists` and `upkeep_lists`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils import timezone

from editorial.models import Dossier, Record, User
from editorial.selectors.act_lists import ACT_LISTS
from editorial.selectors.edition_lists import EDITION_LISTS, bundled
from editorial.selectors.facts import Facts
from editorial.selectors.report_lists import REPORT_LISTS
from editorial.selectors.upkeep_lists import UPKEEP_LISTS
from editorial.selectors.worklist import Scope, WorkItem, Worklist

LONGEST = 200  # lines where a whole list is asked for
KNOWN: dict[str, Worklist] = {each.name: each for each in (*EDITION_LISTS, *ACT_LISTS, *REPORT_LISTS, *UPKEEP_LISTS)}
# What is this person's own or hers to decide; what the desk has before it; what keeps the public record right. A list of
# the first group that her role does not suffice for stands in the second.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("For you", ("returned", "to_review", "to_publish", "to_confirm", "merges", "my_reports", "assigned", "my_drafts")),
    ("For the desk", ("due", "reports", "scheduled")),
    ("Upkeep", ("broken", "behind", "liftable", "stale")),
)


def groups_for(scope: Scope) -> list[tuple[str, list[str]]]:
    """The names of all lists under their headings, as this person should meet them."""
    (first, own), (second, shared), *rest = GROUPS
    others = [name for name in own if KNOWN[name].refusal(scope) and not KNOWN[name].mine]
    mine = [name for name in own if name not in others]
    return [(first, mine), (second, [*shared, *others]), *((title, list(names)) for title, names in rest)]


class Shown(NamedTuple):
    """One list as it is shown: how many lines it has in all, and some of them."""

    list: Worklist
    total: int
    items: list[WorkItem]


def scope_of(user: User, dossier: Dossier | None = None) -> Scope:
    return Scope(user, timezone.now(), dossier)


def overview(scope: Scope, lines: int) -> dict[str, Shown]:
    """The first `lines` of every list, and its number. Facts about editions are read for all lists at once."""
    found = {name: each.first(scope, lines) for name, each in KNOWN.items()}
    facts = facts_for({name: keys for name, (_, keys) in found.items()})
    return {name: Shown(each, found[name][0], each.brief(scope, found[name][1], facts)) for name, each in KNOWN.items()}


def facts_for(keys: Mapping[str, Sequence[Any]]) -> Facts:
    """What the lines of several lists need to know, each kind of row in one query; `keys` by the names of the lists."""
    editions = [key for name, found in keys.items() if KNOWN[name].of_editions for key in found]
    records = [key for name, found in keys.items() if KNOWN[name].of_records for key in found]
    return Facts(bundled(editions), Record.objects.defer("summary", "public_note", "desk_note").in_bulk(records))


def items_of(name: str, scope: Scope, keys: Sequence[Any]) -> list[WorkItem]:
    """The lines of one list for these of its keys."""
    return KNOWN[name].items(scope, keys, facts_for({name: keys}))


def first(name: str, user: User) -> list[WorkItem]:
    """The first lines of one list."""
    scope = scope_of(user)
    return items_of(name, scope, list(KNOWN[name].keys(scope)[:LONGEST]))


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
