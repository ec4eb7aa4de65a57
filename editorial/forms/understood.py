"""How a typed date is understood: its words in both languages and its limits, or what is wrong and what may be meant. Pure."""

from functools import lru_cache
from typing import NamedTuple

from editorial.forms.worded_dates import meant
from relations import dates

LONGEST = 60
# What can be written, as the help of the form shows it; its words are made from these like any other date's.
EXAMPLES = (
    ("One day", "2021-04-17"),
    ("A month", "2021-04"),
    ("A year", "1968"),
    ("A season (21 spring to 24 winter)", "1968-21"),
    ("A decade, a century", "198X"),
    ("About", "1968~"),
    ("Uncertain", "1968?"),
    ("It lasted from … to …", "1983-01-03/1983-01-05"),
    ("It lasts, no end", "2014-03/.."),
    ("It ended, beginning not known", "/1968-08"),
    ("On this day or before", "[..1935-05-16]"),
    ("On this day or after", "[2014-03-18..]"),
    ("One day between two", "[1968-08-20..1968-08-23]"),
    ("Month known, year not", "202X-05"),
)


class Understood(NamedTuple):
    """Either words and limits of a date, or `fault` with what may be meant: its EDTF and its words."""

    en: str = ""
    cs: str = ""
    limits: str = ""
    precision: str = ""
    fault: str = ""
    meant: str = ""
    meant_words: str = ""

    @property
    def sentence(self) -> str:
        """The line under the field."""
        if self.fault:
            return f"Not understood. Did you mean {self.meant} ({self.meant_words})?" if self.meant else self.fault
        if not self.en:
            return ""
        parts = [self.limits, f"“{self.en}”", f"„{self.cs}“", self.precision]
        return f"Understood as: {' · '.join(part for part in parts if part)}"


@lru_cache(maxsize=2048)
def understood(text: str) -> Understood:
    """What the desk makes of one text; nothing of an empty one."""
    text = text.strip()
    if not text:
        return Understood()
    if len(text) > LONGEST:
        return Understood(fault=f"A date has at most {LONGEST} signs; write, for example, “2014-10-16”.")
    try:
        return worded(dates.parse(text))
    except dates.DateFault as fault:
        guess = meant(text)
        words = dates.words(dates.parse(guess), "en") if guess else ""
        return Understood(fault=str(fault), meant=guess, meant_words=words)


def worded(edtf: dates.EDTF) -> Understood:
    known_day = dates.words(edtf, "en", weekday=True)
    words = dates.words(edtf, "en")
    limits = known_day if known_day != words else limits_of(edtf)
    return Understood(
        words, dates.words(edtf, "cs"), "" if limits == words else limits, dates.precision_words(edtf, "en")
    )


def limits_of(edtf: dates.EDTF) -> str:
    """First and last day in words: of one day somewhere between them, or of what lasted."""
    first, last = edtf.earliest, edtf.latest
    if first is None or last is None or first == last:
        return ""
    return dates.words(dates.parse(f"{first}/{last}" if edtf.lasted else f"[{first}..{last}]"), "en")


@lru_cache(maxsize=1)
def examples() -> tuple[tuple[str, str, Understood], ...]:
    """(what, how it is written, how it reads) of each kind of date."""
    return tuple((what, edtf, worded(dates.parse(edtf))) for what, edtf in EXAMPLES)
