"""What a page that is not there can still offer: words to search for and a year, read out of the address alone.

So a draft's address answers as one that never was. Only public dossiers are asked for, and only for a year. Never writes.
"""

import re
from typing import Any
from urllib.parse import urlencode

from relations.models import Listing
from relations.vocabularies import PATH_WORDS, RESERVED_WORDS, RecordType, State

IDENTIFIED = frozenset({*PATH_WORDS.values(), "r"})  # an identifier follows, which no search finds
MACHINE = re.compile(r"v\d+|\d+\.\.\d+|versions|compare|withdrawn|timeline|visits|ledger|statistics|corrections")
ENDING = re.compile(r"\.[a-z]{1,5}\Z")
WORD = re.compile(r"(?<![^\W_])(?:[^\W\d_]{3,30}|\d{4})(?![^\W_])")  # whole ones; a hash or a number says nothing
YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
MOST_WORDS, MOST_READ = 8, 300
MOST_DOSSIERS = 5


def offered(path: str) -> dict[str, Any]:
    """What the 404 page shows beside its help: words in the search form, and the year in each dossier's timeline."""
    year = year_in(path)
    return {"typed": words(path), "year": year, "years": timelines(year) if year else []}


def words(path: str) -> str:
    """The words of the last part of an address that has any and is neither an identifier nor a word of ours."""
    said = (" ".join(WORD.findall(part)[:MOST_WORDS]) for part in reversed(parts(path)))
    return next(filter(None, said), "")


def parts(path: str) -> list[str]:
    """What somebody named in an address, such as the slug of a record."""
    found = path[:MOST_READ].split("/")
    named = [part for before, part in zip(["", *found], found, strict=False) if before not in IDENTIFIED]
    ours = RESERVED_WORDS | IDENTIFIED
    return [ENDING.sub("", part) for part in named if part not in ours and not MACHINE.fullmatch(part)]


def year_in(path: str) -> str:
    """The last year that an address names; of `/x/1968-08-21/` and `/x/?y=1968` only the first has one."""
    return next(reversed(YEAR.findall(path[:MOST_READ])), "")


def timelines(year: str) -> list[tuple[str, str]]:
    """(title, address) of that year in each public dossier. One query."""
    rows = Listing.objects.filter(type=RecordType.DOSSIER, state=State.PUBLIC).order_by("sort_title")[:MOST_DOSSIERS]
    query = urlencode({"date_from": year, "date_to": year})
    return [(row.called, f"{row.path}timeline/?{query}") for row in rows]
