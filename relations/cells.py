"""Cells of tables for spreadsheets: no text that anybody wrote is run as a formula. Pure."""

from relations.documents.fields import DECIMAL

# What a spreadsheet takes for the start of a formula, in either width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def inert(cell: str) -> str:
    """A cell that no spreadsheet runs: what begins like a formula gets an apostrophe, a plain number stays one."""
    return f"'{cell}" if cell.startswith(FORMULA) and not DECIMAL.match(cell) else cell
