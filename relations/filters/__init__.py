"""The one vocabulary of query names that pages and API share, and what each value means. Never touches a request's path.

* `fields`  one value: read, normalised, or refused with one sentence;
* `lookups`  what one name leaves of a queryset;  * `sets`  the names, as django-filter FilterSets;
* `reading`  a whole query string -> `Query`; a page shows its `problems`, the API refuses with its `faults`.
"""

from relations.filters.reading import Fault, Query, Scope, read
from relations.filters.sets import (
    ChangeFilters,
    EntryFilters,
    IncidentFilters,
    ItemFilters,
    ListingFilters,
    NoFilters,
    OrganisationFilters,
    PageFilters,
    ProfileFilters,
    SeriesFilters,
    SourceFilters,
    VisitFilters,
)

__all__ = [
    "ChangeFilters",
    "EntryFilters",
    "Fault",
    "IncidentFilters",
    "ItemFilters",
    "ListingFilters",
    "NoFilters",
    "OrganisationFilters",
    "PageFilters",
    "ProfileFilters",
    "Query",
    "Scope",
    "SeriesFilters",
    "SourceFilters",
    "VisitFilters",
    "read",
]
