"""Dates as people write them, in English and Czech -> EDTF: `17 April 2021`, `duben 2021`, `2021-4-17`, `c. 1968`. Pure.

Only offered, never taken: whoever typed it presses the button. What is not plain gets no offer.
"""

import re
from collections.abc import Callable

from relations import dates
from relations.dates import czech, english
from relations.dates.refusals import meant as meant_by_digits
from relations.search.days import PATTERNS, spelled
from relations.search.folding import fold

LONGEST = 60
SEASONS = {fold(name): number for names in czech.SEASONS.values() for number, name in names.items()}
SEASONS |= {fold(name): number for number, name in english.SEASONS.items()} | {"fall": 23}
SEASON = re.compile(
    rf"(?P<name>{'|'.join(sorted(SEASONS, key=len, reverse=True))}),? (?:of |roku )?(?P<year>[12][0-9]{{3}})"
)
DECADE = re.compile(r"(?:the )?([12][0-9]{2})0'?s|([12][0-9]{2})0\. leta|leta ([12][0-9]{2})0")
CENTURY = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th) century|([0-9]{1,2})\. stoleti")
ABOUT = re.compile(r"(?:c\.|ca\.?|circa|about|around|approximately|kolem(?: roku)?|asi|priblizne) ?(.+)")
BEFORE = re.compile(r"(?:on or before|by|until|no later than|nejpozdeji|do) (.+)")
AFTER = re.compile(r"(?:on or after|no earlier than|nejdrive) (.+)")
SINCE = re.compile(r"(?:since|from|od)(?: roku)? (.+)")
BETWEEN = re.compile(r"(?:between|mezi) (.+?) (?:and|a) (.+)")
LASTING = re.compile(r"(?:from |od )?(?:roku )?(.+?)(?: ?[–—] ?| - | to | until | do )(.+)")
DAYS = re.compile(r"([0-9]{1,2})\.? ?[–—-] ?(([0-9]{1,2})[. ].+)")  # 3-5 January 1983


def meant(text: str) -> str:
    """The EDTF of a date in words; "" where it is none, or not plain."""
    folded = fold(" ".join(text.split()))
    if not folded or len(folded) > LONGEST:
        return ""
    for read in (point, qualified, bounded, lasting):
        if found := read(folded):
            return valid(found)
    return ""


def valid(edtf: str) -> str:
    try:
        return str(dates.parse(edtf))
    except dates.DateFault:
        return ""


def point(text: str) -> str:
    """One day, month, season, year, decade or century."""
    if digits := meant_by_digits(text):
        return digits
    for pattern in PATTERNS:
        if found := pattern.fullmatch(text):
            return next(spelled(found.groupdict()), "")
    if found := SEASON.fullmatch(text):
        return f"{found['year']}-{SEASONS[found['name']]}"
    if found := DECADE.fullmatch(text):
        return f"{next(filter(None, found.groups()))}X"
    if found := CENTURY.fullmatch(text):
        return f"{int(next(filter(None, found.groups()))) - 1:02d}XX"
    return ""


def qualified(text: str) -> str:
    found = ABOUT.fullmatch(text)
    inner = point(found[1]) if found else ""
    return f"{inner}~" if inner else ""


def bounded(text: str) -> str:
    """One day on one side of another, or between two; since when something is so."""
    shapes: tuple[tuple[re.Pattern, Callable[..., str]], ...] = (
        (BETWEEN, lambda first, last: f"[{first}..{last}]"),
        (BEFORE, lambda last: f"[..{last}]"),
        (AFTER, lambda first: f"[{first}..]"),
    )
    for pattern, written in shapes:
        if (found := pattern.fullmatch(text)) and all(ends := [point(end) for end in found.groups()]):
            return written(*ends)
    return ""


def lasting(text: str) -> str:
    """From one to another: the first day may leave out what the second says; or from one on."""
    if found := DAYS.fullmatch(text):
        last = point(found[2])
        return f"{last[:8]}{int(found[1]):02d}/{last}" if len(last) == 10 else ""
    if found := LASTING.fullmatch(text):
        first, last = point(found[1]), point(found[2])
        return f"{first}/{last}" if first and last else ""
    found = SINCE.fullmatch(text)
    first = point(found[1]) if found else ""
    return f"{first}/.." if first else ""
