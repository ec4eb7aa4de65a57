"""Selectors for what was put right in a dossier: which acts, each with its words before and after, how many in a year."""

from relations.corrections.acts import APART, Kind, acts, narrowed_to
from relations.corrections.entries import Entry, page
from relations.corrections.years import Years, years

__all__ = ["APART", "Entry", "Kind", "Years", "acts", "narrowed_to", "page", "years"]
