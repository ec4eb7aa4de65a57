"""Reads EDTF text: the grammar and the checks that need a whole value. Why a malformed part fails is told by `refusals`.

Accepted, years 0001-9999: days, months, years, seasons 21-24, decades 201X, centuries 18XX, a month or day whose year is
not stated (202X-05, 20XX-06-14), each with ~ ? or % after it; intervals A/B with open (..) or unknown (empty) ends;
[..A], [A..] and [A..B]. Unstated parts written XX at the end are dropped: 2014-05-XX is kept as 2014-05.
"""

import re
from typing import Any

from django.utils.translation import gettext as _

from relations.dates.refusals import LONGEST, explained, meant, shown
from relations.dates.values import EDTF, DateFault, Point

POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<qualifier>[~?%]?)\Z",
    re.ASCII,
)


def parse(text: str) -> EDTF:
    """Read one EDTF value exactly as typed: no surrounding space, plain ASCII. Raises `DateFault`, nothing else."""
    _check_characters(text)
    if "[" in text or "]" in text:
        return _bracketed(text)
    if "/" in text:
        return _interval(text)
    point = _point(text)
    return EDTF(
        point.text + point.qualifier, point.earliest, point.latest, point.unit, point.approximate, point.uncertain,
        lasted=False, start=point, end=point,
    )  # fmt: skip


def _check_characters(text: str) -> None:
    if not isinstance(text, str):
        raise DateFault(
            _("The date is missing")
            if text is None
            else _("The date is of type {name}, not text").format(name=type(text).__name__)
        )
    if not text.strip():
        raise DateFault(_("The date is empty"))
    if text != text.strip():
        # Read first: a date that is wrong besides gets the fault that matters.
        sound = parse(text.strip())
        raise DateFault(_said(_("{part} has a space or line break before or after it"), text), sound.text)
    if len(text) > LONGEST:
        raise DateFault(_said(_("{part} is longer than {most} characters"), text, most=LONGEST))
    if any(dash in text for dash in "‐‑‒–—−"):
        raise DateFault(_said(_("{part} has a dash where a plain hyphen or a slash belongs"), text), "2014/2016")
    odd = next((mark for mark in text if not mark.isascii()), None)
    if odd:
        raise DateFault(
            _said(_("{part} has the character {odd}; only 0-9, X and - / . [ ] ~ ? % are used"), text, odd=shown(odd))
        )


def _said(what: str, text: str, **values: Any) -> str:
    """A refusal of a whole date; `what` has `{part}` for its name and what was typed."""
    return what.format(part=f"{_('The date')} {shown(text)}", **values)


def _point(text: str, where: str = "") -> Point:
    where = where or _("The date")
    found = POINT.match(text)
    if not found:
        raise explained(text, where)
    year, month, day, qualifier = found["year"], found["month"], found["day"], found["qualifier"]
    part = f"{where} {shown(text)}"
    if month == "XX" and day not in (None, "XX"):
        raise DateFault(_("{part} states a day without its month").format(part=part), "2014")
    month, day = (None if digits == "XX" else digits for digits in (month, day))
    body = "-".join(digits for digits in (year, month, day) if digits)
    first, last = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    if not last:
        raise DateFault(_("{part} has the year 0000, and years run from 0001 to 9999").format(part=part), "0001")
    return _checked(Point(body, "year", first, last, month and int(month), day and int(day), None, qualifier), part)


def _checked(point: Point, part: str) -> Point:
    """The point with its unit named, once month, season and day are possible."""
    masked = point.text[:4].count("X")
    unit, month, season = ("year", "decade", "century")[masked], point.month, None
    if month is not None:
        if month in (21, 22, 23, 24):
            _check_season(point, part, masked)
            unit, month, season = "season", None, point.month
        elif not 1 <= month <= 12:
            told = _("{part} has month {month}; months are 01 to 12, seasons 21 to 24")
            raise DateFault(told.format(part=part, month=f"{month:02}"), "2014-10")
        else:
            unit = ("day" if point.day is not None else "month") + ("-without-year" if masked else "")
    named = Point(
        point.text, unit, point.first_year, point.last_year, month, point.day, season, point.qualifier
    )  # fmt: skip
    if not named.spans():
        told = _("{part} has day {day}, which that month does not have")
        raise DateFault(told.format(part=part, day=f"{point.day:02}"), "2014-02-28")
    return named


def _check_season(point: Point, part: str, masked: int) -> None:
    if point.day is not None:
        raise DateFault(_("{part} has a day after a season; a season stands alone").format(part=part), "2014-21")
    if masked:
        raise DateFault(_("{part} has a season whose year is not stated").format(part=part), "2014-21")


def _interval(text: str) -> EDTF:
    if text.count("/") != 1:
        raise DateFault(
            _said(_("{part} has more than one slash; a slash only parts start from end"), text),
            meant(text) or "2014/2016",
        )
    left, right = text.split("/")
    if left in ("", "..") and right in ("", ".."):
        told = _("The interval {text} has neither a start nor an end; one of them must be known")
        raise DateFault(told.format(text=shown(text)), "2014/..")
    start = None if left in ("", "..") else _point(left, _("The start of the interval"))
    end = None if right in ("", "..") else _point(right, _("The end of the interval"))
    return _built(
        f"{_part(start, left)}/{_part(end, right)}", "interval", start, end, open_start=left == "..",
        open_end=right == "..", unknown_start=left == "", unknown_end=right == "",
    )  # fmt: skip


def _bracketed(text: str) -> EDTF:
    inner = text[1:-1]
    if text[-2:] in ("]~", "]?", "]%"):
        raise DateFault(_said(_("{part} has its sign of doubt outside the square brackets"), text), "[1968~..]")
    if text[0] != "[" or text[-1] != "]" or len(text) < 2:
        raise DateFault(
            _said(_("{part} has a square bracket without its pair at the other end"), text), "[..1935-05-16]"
        )
    if inner.count("..") != 1 or inner == "..":
        raise DateFault(
            _said(_("{part} needs two dots and at least one date in its square brackets"), text), "[1968..1989]"
        )
    left, right = inner.split("..")
    start = _point(left, _("The earlier date")) if left else None
    end = _point(right, _("The later date")) if right else None
    precision = "between" if start and end else "on-or-after" if start else "on-or-before"
    return _built(f"[{_part(start, left)}..{_part(end, right)}]", precision, start, end)


def _part(point: Point | None, typed: str) -> str:
    return point.text + point.qualifier if point else typed


def _built(text: str, precision: str, start: Point | None, end: Point | None, **ends: bool) -> EDTF:
    points = [point for point in (start, end) if point]
    earliest, latest = start and start.earliest, end and end.latest
    if earliest and latest and earliest > latest:
        turned = (_part(end, ""), _part(start, ""))
        raise DateFault(
            _said(_("{part} ends before it starts; the earlier date comes first"), text),
            "{}/{}".format(*turned) if precision == "interval" else "[{}..{}]".format(*turned),
        )
    return EDTF(
        text, earliest, latest, precision, any(point.approximate for point in points),
        any(point.uncertain for point in points), lasted=precision == "interval", start=start, end=end, **ends,
    )  # fmt: skip
