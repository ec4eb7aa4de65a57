"""The tables of the public record: four stored ones in `record`, everything else derived and rebuildable."""

from relations.models.links import PublishedFile, PublishedLink, PublishedTopic
from relations.models.listing import Listing, SearchRow
from relations.models.paths import Path
from relations.models.record import Change, Head, PublishedEdition, PublishedRecord
from relations.models.reports import Report
from relations.models.timeline import EntryCount, TimelineEntry

__all__ = [
    "Change",
    "EntryCount",
    "Head",
    "Listing",
    "Path",
    "PublishedEdition",
    "PublishedFile",
    "PublishedLink",
    "PublishedRecord",
    "PublishedTopic",
    "Report",
    "SearchRow",
    "TimelineEntry",
]
