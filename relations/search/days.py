"""Dates inside a question: `17 April 2021`, `duben 2021`, `17. 4. 2021`, `2021-04` -> EDTF. Pure; a date that is none is left alone."""

import re
from collections.abc import Iterator

from relations import dates
from relations.dates import czech, english
from relations.search.folding import fold

SHORTEST_MONTH = 3
MOST = 2
NAMES = [
    *((fold(name), number) for number, name in enumerate(english.MONTHS, 1)),
    *((fold(name), number) for names in czech.MONTHS.values() for number, name in enumerate(names, 1)),
]
MONTHS = dict(NAMES) | {
    fold(name)[:SHORTEST_MONTH]: number for number, name in enumerate(english.MONTHS, 1)
} | {"sept": 9}  # fmt: skip
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
YEAR = r"(?P<year>[12][0-9]{3})"
# From the most exact on: what one pattern took, no later one reads again.
PATTERNS = [
    re.compile(rf"(?<![\w-]){pattern}(?![\w-])")
    for pattern in (
        rf"{YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})",
        rf"{DAY} (?:of )?{MONTH},? {YEAR}",
        rf"{MONTH} {DAY},? {YEAR}",
        rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?{YEAR}",
        rf"{YEAR}-(?P<month>[0-9]{{2}})",
        rf"{MONTH},? {YEAR}",
        YEAR,
    )
]


def found_in(text: str) -> list[str]:
    """The dates of a question as EDTF, in the order of its words, a day with its month after it."""
    rest, found = fold(" ".join(text.split())), []
    for pattern in PATTERNS:
        for match in pattern.finditer(rest):
            found.append((match.start(), match.groupdict()))
        rest = pattern.sub(lambda match: "#" * len(match[0]), rest)
    named = [edtf for _, parts in sorted(found, key=lambda each: each[0]) for edtf in spelled(parts)]
    return list(dict.fromkeys(named))[: MOST * 2]


def spelled(parts: dict[str, str]) -> Iterator[str]:
    """A date and, of a day, its month; nothing for 30 February."""
    month = parts.get("month", "")
    number = f"{MONTHS[month] if month in MONTHS else int(month):02d}" if month else ""
    pieces = [parts["year"], *([number] if number else []), *([f"{int(parts['day']):02d}"] if "day" in parts else [])]
    for length in range(len(pieces), 1 if len(pieces) > 1 else 0, -1):
        try:
            yield str(dates.parse("-".join(pieces[:length])))
        except dates.DateFault:
            return
