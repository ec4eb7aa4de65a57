"""Who names a record on the desk: the first few records, and how many there are. Two queries for many records."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from editorial.models import Citation, Record
from editorial.selectors.facts import grouped
from editorial.selectors.worklist import Mention

FEW = 3


def cited_by(sources: Sequence[Record]) -> dict[Any, Mention]:
    """The records that cite each of these sources, by the source's key."""
    rows = Citation.objects.filter(source__in=list(sources), removed=False)
    totals = dict(rows.values("source").annotate(total=Count("record", distinct=True)).values_list("source", "total"))
    place = Window(RowNumber(), partition_by=F("source"), order_by=[F("record__title"), F("record")])
    first = rows.order_by().values("source", "record", "record__title").distinct()
    ranked = first.annotate(place=place).filter(place__lte=FEW).values_list("source", "record")
    found = list(ranked) if totals else []
    records = Record.objects.in_bulk({record for _, record in found})
    by_source = grouped(found, lambda pair: pair[0])
    return {
        source: Mention("Cited by", [records[key] for _, key in by_source.get(source, []) if key in records], total)
        for source, total in totals.items()
    }
