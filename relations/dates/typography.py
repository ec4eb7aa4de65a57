"""Spaces and dashes inside dates, the same in every language."""

NBSP = "\u00a0"


def dashed(left: str, right: str) -> str:
    """A range: tight after one word ("3–5 January 1983"), else with a space that keeps the dash on the first line."""
    return f"{left}{NBSP}– {right}" if NBSP in left else f"{left}–{right}"
