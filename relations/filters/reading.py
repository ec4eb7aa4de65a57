"""A whole query string -> `Query`: what was accepted in one normal form, and one fault for everything that was not.

A page goes on with what was accepted and shows `problems`; the API refuses the request when there is any fault.
No value raises.
"""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from relations import dates, timeline
from relations.filters import cursors
from relations.filters.faults import MOST_FAULTS, Fault, accepted, unknown_names
from relations.filters.lookups import of_type
from relations.filters.sets import EntryFilters, narrowed
from relations.models import TimelineEntry

DEFAULT_LIMIT = 50
# These names read what is public now, and `asof` asks for what was.
PRESENT_NAMES = ("topic", "who", "place", "source", "source_kind", "q", "include")
# Facets that are counted by them; `facets` itself may be asked of the past.
PRESENT_FACETS = (*PRESENT_NAMES, "dossier")
# These say how a page looks, not what stands in the list.
SHAPE_NAMES = ("view", "limit", "fields", "include", "lang", "facets", "count")


class Scope(NamedTuple):
    """What the address itself fixes: a dossier (integer key), a drawn class, a record type. Such names take no value."""

    dossier: int | None = None
    group: str | None = None
    type: str | None = None

    def names(self) -> set[str]:
        return {name for name, value in self._asdict().items() if value is not None}


EVERYTHING = Scope()


class Page(NamedTuple):
    """Rows in order and the cursor of the page after; None on the last one."""

    rows: list[timeline.Row]
    next: str | None


@dataclass(frozen=True)
class Query:
    """A validated query. `values`: name -> normal forms in the order of the vocabulary; defaults are left out."""

    names: type[django_filters.FilterSet]
    scope: Scope
    values: dict[str, tuple[str, ...]]
    faults: tuple[Fault, ...] = ()
    after: Any = None

    @property
    def problems(self) -> list[str]:
        """A sentence for everything that was ignored or swapped."""
        return [fault.detail for fault in self.faults]

    @property
    def swapped(self) -> bool:
        """Whether `date_from` was later than `date_to`, and they changed places."""
        return any(fault.code == "swapped-dates" for fault in self.faults)

    @property
    def sort(self) -> str:
        return self.one("sort") or default_sort(self.names)

    @property
    def limit(self) -> int:
        return int(self.one("limit") or default_limit(self.names))

    @property
    def is_filtered(self) -> bool:
        """Whether anything but order, paging and shape was asked for."""
        return bool(self.values.keys() - {"sort", "cursor", *SHAPE_NAMES})

    @property
    def canonical(self) -> str:
        """The query string of this very list page: names in order, values sorted, nothing that is the default."""
        return urlencode(self.values, doseq=True)

    def one(self, name: str) -> str:
        """The value of a single-valued name, "" where it was not given."""
        return self.values.get(name, ("",))[0]

    def has(self, name: str, value: str) -> bool:
        """Whether `value` is among the values of `name`."""
        return value in self.values.get(name, ())

    def changed(self, **values: str | tuple[str, ...] | None) -> str:
        """Canonical query string with some names set anew (None or "" removes); back on the first page."""
        fresh = {name: (value,) if isinstance(value, str) else tuple(value or ()) for name, value in values.items()}
        kept = self.values | {"cursor": ()} | fresh
        ordered = {name: kept[name] for name in self.names.base_filters if kept.get(name, ()) not in ((), ("",))}
        return without_defaults(replace(self, values=ordered)).canonical

    def without(self, name: str, value: str) -> str:
        """Canonical query string with one value taken away: the address of a chip's cross."""
        return self.changed(**{name: tuple(each for each in self.values.get(name, ()) if each != value)})

    def toggled(self, name: str, value: str) -> str:
        """Canonical query string with one value added, or taken away where it is there."""
        if self.has(name, value):
            return self.without(name, value)
        return self.changed(**{name: tuple(sorted({*self.values.get(name, ()), value}))})

    @property
    def bound_to(self) -> str:
        """Short name of this list, whatever the page: what a cursor belongs to."""
        return cursors.filter_hash(self.names.__name__, repr(self.scope), self.changed(**dict.fromkeys(SHAPE_NAMES)))

    def cursor_after(self, key: cursors.Key) -> str:
        return cursors.encode(key, self.bound_to)

    def entries(self) -> QuerySet[TimelineEntry]:
        """The timeline entries that scope and filters leave."""
        asof = self.one("asof")
        rows = timeline.as_of(dates.parse(asof).earliest) if asof else timeline.current()
        if self.scope.dossier is not None:
            rows = rows.filter(dossier_id=self.scope.dossier)
        elif "dossier" not in self.values:
            rows = rows.filter(main=True)
        if self.scope.type is not None:
            rows = of_type(rows, self.scope.type)
        if self.scope.group is not None:
            rows = rows.filter(group=self.scope.group)
        return narrowed(rows, self.values)

    def page(self, fragment: str = "card") -> Page:
        """This page of timeline entries, by one query; `fragment` is `card` (HTML) or `card_json`."""
        found = timeline.page(self.entries(), order=self.sort, after=self.after, limit=self.limit, fragment=fragment)
        return Page(found.rows, None if found.after is None else self.cursor_after(found.after))

    def count(self) -> int:
        """How many entries the filters leave, on all pages; more than `timeline.COUNT_CAP` means "more than that"."""
        return timeline.capped_count(self.entries())


def read(
    params: QueryDict,
    names: type[django_filters.FilterSet] = EntryFilters,
    *,
    scope: Scope = EVERYTHING,
    other: tuple[str, ...] = (),
) -> Query:
    """Read a query string. `other` are names that the caller understands itself. Empty values count as not given."""
    known = [name for name in names.base_filters if name not in scope.names()]
    faults = [*unknown_names(params, known, other)]
    values: dict[str, tuple[str, ...]] = {}
    for name in known:
        filter_ = names.base_filters[name]
        values[name], refused = accepted(filter_, name, given(filter_, params.getlist(name)))
        faults += refused
    query = Query(names, scope, {name: value for name, value in values.items() if value})
    return positioned(swapped(present(without_defaults(replace(query, faults=tuple(faults[:MOST_FAULTS]))))))


def given(filter_: Any, values: list[str]) -> list[str]:
    """The values that say something; where commas may stand between words, those of each one."""
    if separator := getattr(filter_, "separator", ""):
        values = [word.strip(" ") for value in values for word in value.split(separator)]
    return [value for value in values if value.strip()]


def default_sort(names: type[django_filters.FilterSet]) -> str:
    """The first sort of a vocabulary; "" where the order is fixed."""
    sort = names.base_filters.get("sort")
    return sort.field.values[0] if sort else ""


def default_limit(names: type[django_filters.FilterSet]) -> int:
    """How many items a page of this vocabulary holds where nobody says: pages for reading are shorter than the API's."""
    return getattr(names, "page_size", DEFAULT_LIMIT)


def without_defaults(query: Query) -> Query:
    """The same list by its shortest query: `sort=date`, the usual length and a match without a range say nothing."""
    limit = str(default_limit(query.names))
    default = {"sort": default_sort(query.names), "limit": limit, "after": "0", "view": "list", "count": "none"}
    default["date_match"] = "overlaps" if query.values.keys() & {"date_from", "date_to"} else query.one("date_match")
    kept = {name: value for name, value in query.values.items() if value != (default.get(name),)}
    return replace(query, values=kept)


def present(query: Query) -> Query:
    """Names that read today's links and texts cannot say what was public then: `asof` stays, they go."""
    if "asof" not in query.values:
        return query
    told = _("{name} reads what is public now and cannot be joined with asof; leave one out.")
    found = [name for name in PRESENT_NAMES if name in query.values]
    faults = [Fault("invalid-parameter", name, told.format(name=name)) for name in found]
    counted = [name for name in PRESENT_FACETS if query.has("facets", name)]
    faults += [Fault("invalid-parameter", "facets", told.format(name=f"facets={name}")) for name in counted]
    dropped = {*found, "facets"} if counted else set(found)
    kept = {name: value for name, value in query.values.items() if name not in dropped}
    return replace(query, values=kept, faults=(*query.faults, *faults))


def swapped(query: Query) -> Query:
    """A range whose start is later than its end, turned round and said."""
    first, last = query.one("date_from"), query.one("date_to")
    if not (first and last and dates.query_bounds(first, last)[2]):
        return query
    told = _("date_from {first} is later than date_to {last}; the range {last} to {first} is meant.")
    detail = told.format(first=first, last=last)
    turned = query.values | {"date_from": (last,), "date_to": (first,)}
    return replace(query, values=turned, faults=(*query.faults, Fault("swapped-dates", "date_from", detail)))


def positioned(query: Query) -> Query:
    """The key inside the cursor; a cursor of another list, or of none, is dropped and said."""
    cursor = query.one("cursor")
    if not cursor:
        return query
    key_of = cursors.titled if query.sort == "title" else cursors.whole
    try:
        return replace(query, after=key_of(cursors.decode(cursor, query.bound_to)))
    except cursors.CursorFault:
        detail = _("The cursor does not belong to this list and its filters; leave it out to start on the first page.")
        kept = {name: value for name, value in query.values.items() if name != "cursor"}
        faults = (*query.faults, Fault("cursor-mismatch", "cursor", detail))
        return replace(query, values=kept, faults=faults)
