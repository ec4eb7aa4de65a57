"""Who cites a source on the desk: the first few records, and how many there are. One query for many sources."""

from collections.abc import Sequence
from typing import Any

from editorial.models import Citation, Record
from editorial.selectors.facts import grouped
from editorial.selectors.worklist import Mention

FEW = 3


def cited_by(sources: Sequence[Record]) -> dict[Any, Mention]:
    """The records that cite each of these sources, by the source's key."""
    rows = Citation.objects.filter(source__in=[source.pk for source in sources], removed=False)
    pairs = rows.order_by("record__title", "record").values_list("source", "record", "record__title", "record__type")
    return {
        source: Mention(
            "Cited by",
            [Record(pk=key, title=title, type=record_type) for _, key, title, record_type in found[:FEW]],
            len(found),
        )
        for source, found in grouped(pairs.distinct(), lambda row: row[0]).items()
    }
