"""Selectors for what was put right in a dossier: which acts, each with its words before and after, how many in a year."""

from relations.corrections.acts import APART, Kind, acts, narrowed_to
from relations.corrections.days import editions_of
from relations.corrections.entries import Entry, entries_of, page
from relations.corrections.years import Years, years

__all__ = ["APART", "Entry", "Kind", "Years", "acts", "editions_of", "entries_of", "narrowed_to", "page", "years"]
