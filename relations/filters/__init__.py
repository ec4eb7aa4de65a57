"""The one vocabulary of query names that pages and API share, and what each value means. Never touches a request's path.

* `fields`  one value: read, normalised, or refused with one sentence;
* `sets`  the names, as django-filter FilterSets over timeline entries and listings;
* `reading`  a whole query string -> `Query`; a page shows its `problems`, the API refuses with its `faults`.
"""

from relations.filters.reading import Fault, Query, Scope, read
from relations.filters.sets import ChangeFilters, EntryFilters, ListingFilters, NoFilters, SourceFilters

__all__ = [
    "ChangeFilters",
    "EntryFilters",
    "Fault",
    "ListingFilters",
    "NoFilters",
    "Query",
    "Scope",
    "SourceFilters",
    "read",
]
