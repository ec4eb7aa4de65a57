"""The query names of search. What they ask for is matched by `relations.search`."""

from typing import Any

import django_filters

from relations.filters import fields
from relations.filters.lookups import Control
from relations.models import Listing
from relations.vocabularies import RecordType


class Types(Control):
    """Types of record, any of several."""

    many = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields.ChoiceField, choices=RecordType.choices, **kwargs)


class SearchFilters(django_filters.FilterSet):
    """Names that search understands."""

    q = Control(
        fields.TextField,
        help_text="Words that must all occur, as they begin; “in quotation marks” exactly so. Case, accents and script do not matter.",
    )
    type = Types(help_text="Type of record.")
    cursor = Control(fields.CursorField, help_text="Where the list goes on; follow page.next.")
    limit = Control(fields.LimitField, help_text="Items per page, 1 to 200; 50 is the default.")

    class Meta:
        model = Listing
        fields: list[str] = []


class SearchPageFilters(SearchFilters):
    """Names that the page understands: its length is fixed."""

    limit = None

    class Meta(SearchFilters.Meta):
        pass
