"""Keeps the database's full-text index in step with `SearchRow`; called by `publication` alone.

The rows themselves hold the folded text; a backend adds what makes matching fast.
"""

from collections.abc import Iterable

from relations.models import SearchRow


def add(rows: Iterable[SearchRow]) -> None:
    """Index new rows."""


def remove(rows: Iterable[SearchRow]) -> None:
    """Take rows out before they are deleted."""


def clear() -> None:
    """Empty the index."""
