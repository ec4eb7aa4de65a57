"""What a record must have before it is submitted: a checklist that names the field and the fix. Changes nothing."""

from editorial.readiness.advice import advice
from editorial.readiness.general import (
    change_problems,
    checklist,
    contradicting_bounds,
    held_rows,
    turning_sign,
    unpublished_needs,
)

__all__ = [
    "advice",
    "change_problems",
    "checklist",
    "contradicting_bounds",
    "held_rows",
    "turning_sign",
    "unpublished_needs",
]
