"""Sets that wait: who is in one, who names whom inside, which sets a record could join. Reads only."""

from typing import NamedTuple

from editorial.models import Edition, Record, Reference, Release
from editorial.workflow import CURRENT_STATES, EditionState

MOST = 20
MOST_NAMED = 4  # titles that say which set it is


class OpenSet(NamedTuple):
    """One set that waits, and who is in it, by title."""

    release: Release
    members: list[Record]

    @property
    def words(self) -> str:
        """`the set of 3 with “A”, “B” and “C”`."""
        named = [f"“{record}”" for record in self.members[:MOST_NAMED]]
        more = len(self.members) - len(named)
        if more:
            return f"the set of {len(self.members)} with {', '.join(named)} and {more} more"
        return f"the set of {len(self.members)} with {', '.join(named)}"


def open_sets(record: Record) -> list[OpenSet]:
    """The newest sets that a record could join, without its own and without those that can never be whole. Two queries."""
    closed = [*CURRENT_STATES, EditionState.SUPERSEDED, EditionState.DISCARDED, EditionState.SCHEDULED]
    spoilt = Release.objects.filter(published_at=None, items__edition__state__in=closed)
    rows = Release.objects.filter(published_at=None, items__isnull=False).exclude(pk__in=spoilt)
    rows = rows.exclude(items__edition__record=record).distinct().order_by("-pk")[:MOST]
    releases = {release.pk: OpenSet(release, []) for release in rows}
    members = Edition.objects.filter(release_item__release__in=list(releases)).select_related("record", "release_item")
    for member in members.order_by("record__title"):
        releases[member.release_item.release_id].members.append(member.record)
    return list(releases.values())


def named_by(records: list[Record], targets: list[Record]) -> dict:
    """Key of each target -> those of `records` that name it, held rows aside. One query."""
    rows = Reference.objects.filter(held=False, source__in=records, target__in=targets).select_related("source")
    found: dict = {}
    for row in rows.order_by("source__title"):
        if row.source_id != row.target_id and row.source not in found.setdefault(row.target_id, []):
            found[row.target_id].append(row.source)
    return found
