"""Why a piece of text is not a date: one sentence each, with an example made of what was typed where that is clear."""

import re
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from relations.dates.values import DateFault

LONGEST = 40

# The first pattern that fits explains the refusal: (pattern, what is wrong, an example that works).
SLIPS = [
    (re.compile(pattern, re.ASCII), what, example)
    for pattern, what, example in (
        (r"[0-9]T|:", _("{part} has a time of day, and dates here are whole days"), "2014-10-16"),
        (r"(?i)open|unknown", _("{part} has a word for an open end, which is written as two dots"), "2014/.."),
        (r"(?i)^(c|ca|circa)\b|^~", _("{part} does not end with its sign for 'about'"), "1968~"),
        (r"[0-9][xuU]", _("{part} has a small x or a u; an unknown digit is a capital X"), "201X"),
        (r"^[0-9]{8}\Z", _("{part} has no hyphens between year, month and day"), "2014-10-16"),
        (r"^(Y|E|[0-9]{5})|^-|[0-9]E", _("{part} has a year outside 0001 to 9999, or a sign of its own"), "0843"),
        (r"[A-WYZa-z]", _("{part} has letters in it; months are numbers, and only X stands for a digit"), "2014-10-16"),
        (r"\s", _("{part} has a space in it"), "2014-10-16"),
        (
            r"^[?%]|[~?%].*-",
            _("{part} has its sign of doubt before the end, and only the whole date takes one"),
            "2018?",
        ),
        (r"[~?%]{2,}", _("{part} has two signs of doubt; % says both approximate and uncertain"), "2018%"),
        (r"[,{}]", _("{part} looks like a list of dates; 'one day between two dates' has two dots"), "[1968..1989]"),
        (r"[\[\]]", _("{part} has a square bracket, which only stands around a whole value"), "[..1935-05-16]"),
        (r"\.\.", _("{part} has dots, which stand alone at an end of an interval or in square brackets"), "2014/.."),
        (r"^[0-9]{1,2}\.", _("{part} is not written year first"), "2014-10-16"),
        (r"\.", _("{part} has dots between its parts; they are joined by hyphens"), "2014-10-16"),
        (r"^XXXX", _("{part} does not state even the century"), "20XX-06"),
        (r"^[0-9X]*X[0-9]", _("{part} has a known digit of the year after an unknown one"), "201X"),
        (r"^[0-9]X", _("{part} states only the thousand years; at least the century is needed"), "18XX"),
        (
            r"^[0-9X]{4}-([0-9]X|X[0-9])",
            _("{part} has half a month; leave the month out or state both digits"),
            "2014-10",
        ),
        (
            r"^[0-9X]{4}-[0-9X]{2}-([0-9]X|X[0-9])",
            _("{part} has half a day; leave the day out or state both"),
            "2014-10",
        ),
        (r"^[0-9X]{1,3}(-|[~?%]?\Z)", _("{part} has a year of fewer than four digits"), "0843"),
        (
            r"^[0-9X]{4}(-[0-9]{2})?-[0-9]([~?%-]|\Z)",
            _("{part} has a month or day of one digit; both take two"),
            "2014-05-03",
        ),
    )
]


# Digits whose order is clear although the joints are not EDTF: 2014-5-3, 2014/05/03, 2014.5, 20141016 and 16. 10. 2014.
YEAR_FIRST = re.compile(
    r"([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?\Z|([0-9]{4})([0-9]{2})([0-9]{2})\Z", re.ASCII
)
DAY_FIRST = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})\Z", re.ASCII)


def shown(text: str) -> str:
    """What was typed, quoted for a sentence: cut, and without characters that would not show."""
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return gettext("“{text}”").format(text="".join(mark if mark.isprintable() else "�" for mark in cut))


def explained(text: str, where: str) -> DateFault:
    """The fault for a part that is no date; `where` names the part ("The end of the interval")."""
    part = f"{where} {shown(text)}"
    for pattern, what, example in SLIPS:
        if pattern.search(text):
            return DateFault(what.format(part=part), meant(text) or example)
    return DateFault(gettext("{part} is not year, year-month or year-month-day").format(part=part))


def meant(text: str) -> str | None:
    """The EDTF of digits in another order or with other joints; None where that is not plain."""
    if found := YEAR_FIRST.match(text):
        year, month, day = (
            digits and int(digits) for digits in (found.groups()[:3] if found[1] else found.groups()[3:])
        )
    elif found := DAY_FIRST.match(text):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat() if day else date(year, month, 1).isoformat()[:7]
    except ValueError:
        return None
