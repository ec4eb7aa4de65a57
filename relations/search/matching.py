"""The backend of the database in use, and a question as a condition on rows of any table.

A backend is a module. `add`, `remove`, `clear`, `forget`, `differences` keep its index (see `index`); `select(match)`
answers SQL and parameters: a SELECT of sort keys as `place` that ends in its conditions, where `KEY` names the column.
`prepared(terms)` answers terms that find the same, in the form that is quickest to page through.
"""

from types import ModuleType

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from relations.models import SearchRow
from relations.search import postgresql, sqlite
from relations.search.asking import Match
from relations.search.questions import terms

BACKENDS = {"sqlite": sqlite, "postgresql": postgresql}


def backend() -> ModuleType:
    return BACKENDS[connection.vendor]


def records(text: str) -> QuerySet[SearchRow]:
    """Keys of the records that hold every term of a question; none for a question without a word."""
    asked = terms(text)
    if not asked:
        return SearchRow.objects.none().values("record_id")
    sql, parameters = backend().select(Match(asked))
    return SearchRow.objects.filter(sort_key__in=RawSQL(sql, parameters)).values("record_id")
