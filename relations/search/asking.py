"""What a backend is asked: which terms, of which types of record, in which part of it."""

from enum import StrEnum
from typing import NamedTuple

from relations.search.questions import Term


class Part(StrEnum):
    """Where all terms must be found."""

    ANY = "any"  # some in what the record is called, others in what it says
    TITLE = "title"
    REST = "rest"  # anywhere, but not all of them in what it is called


class Match(NamedTuple):
    terms: tuple[Term, ...]
    types: tuple[str, ...] = ()
    part: Part = Part.ANY
