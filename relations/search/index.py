"""Keeps the database's full-text index in step with `SearchRow`; called by `publication` and `verification` alone.

The rows hold the words; a backend adds what makes matching fast.
"""

from collections.abc import Iterable, Iterator

from relations.models import SearchRow
from relations.search.matching import backend


def add(rows: Iterable[SearchRow]) -> None:
    """Index new rows."""
    backend().add(rows)


def remove(rows: Iterable[SearchRow]) -> None:
    """Take rows out before they are changed or deleted."""
    backend().remove(rows)


def clear() -> None:
    """Empty the index."""
    backend().clear()


def forget() -> None:
    """Keep no word of rows that were taken out; for what must not be kept. Costs as much as the index is large."""
    backend().forget()


def differences() -> Iterator[str]:
    """One sentence for each row that the index does not hold as it stands."""
    return backend().differences()
