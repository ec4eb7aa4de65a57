"""Whole lists counted, whatever the page: `facets` by value, `count` in all. Asks for nothing that nobody asked for."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from django.db.models import QuerySet

from relations import facets
from relations.facets import Facets
from relations.filters import Query
from relations.filters.lookups import dossiers_called
from relations.filters.reading import SHAPE_NAMES
from relations.models import Listing, PublishedRecord
from relations.search import hits
from relations.search.questions import Term
from relations.vocabularies import TIMELINE_TYPES, State


class Counted(Protocol):
    """A list that can be counted."""

    def facets(self, names: Iterable[str]) -> Facets: ...

    def count(self) -> int: ...


class Entries(NamedTuple):
    """The entries that a query asks for. Of a whole dossier the counts are kept; any other list is counted live."""

    query: Query

    def facets(self, names: Iterable[str]) -> Facets:
        whole = self.whole_dossier
        ready = [name for name in names if whole is not None and name in facets.KEPT]
        others = [name for name in names if name not in ready]
        found = facets.of_entries(self.query.entries(), others) if others else Facets({}, True)
        kept = facets.kept(whole, ready) if ready else {}
        return Facets({name: (kept | found.values)[name] for name in names}, found.complete)

    def count(self) -> int:
        if not self.chosen:  # every public visit or incident stands in its list once
            types = [self.query.scope.type] if self.query.scope.type else TIMELINE_TYPES
            return in_all(Listing.objects.filter(type__in=types, state=State.PUBLIC))
        whole = self.whole_dossier
        return in_all(self.query.entries()) if whole is None else facets.kept_count(whole)

    @property
    def chosen(self) -> set[str]:
        """The names that choose what stands in the list."""
        return self.query.values.keys() - {*SHAPE_NAMES, "sort", "cursor"}

    @property
    def whole_dossier(self) -> QuerySet[PublishedRecord] | None:
        """The one dossier whose entries the list is, all of them as they are now; None where it is another list."""
        names = self.query.values.get("dossier", ())
        if self.chosen != {"dossier"} or len(names) > 1 or self.query.scope.type is not None:
            return None
        return dossiers_called(names)


class Profiles(NamedTuple):
    """Public listings of one type."""

    rows: QuerySet[Listing]

    def facets(self, names: Iterable[str]) -> Facets:
        return facets.of_listings(self.rows, names)

    def count(self) -> int:
        return in_all(self.rows)


class Hits(NamedTuple):
    """What a search finds; its one facet is the type of the records."""

    asked: tuple[Term, ...]
    types: tuple[str, ...]

    def facets(self, names: Iterable[str]) -> Facets:
        found = hits.by_type(self.asked, self.types, facets.MOST_ROWS)
        counts = sorted(found.items(), key=lambda each: (-each[1], each[0]))
        return Facets({"type": counts}, all(count < facets.MOST_ROWS for count in found.values()))

    def count(self) -> int:
        return hits.in_all(self.asked, self.types)


def in_all(rows: QuerySet) -> int:
    """The true number of the rows: whoever asks for it waits for it."""
    return rows.order_by().values("pk").count()
