"""Cells of tables for spreadsheets: no text that anybody wrote is run as a formula. Pure.

`inert` is for reading; `shielded` can be taken back, so that a table says exactly what was written.
"""

from relations.documents.fields import DECIMAL

# What a spreadsheet takes for the start of a formula, in either width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def inert(cell: str) -> str:
    """A cell that no spreadsheet runs: what begins like a formula gets an apostrophe, a plain number stays one."""
    return f"'{cell}" if cell.startswith(FORMULA) and not DECIMAL.match(cell) else cell


def shielded(cell: str) -> str:
    """`inert`, and an apostrophe before what begins with one, so that `bared` gives back the same text."""
    return f"'{cell}" if cell.startswith("'") else inert(cell)


def bared(cell: str) -> str:
    """The text that `shielded` was given: one apostrophe at the start is not part of it."""
    return cell.removeprefix("'")
