"""Reads EDTF text: the grammar and the checks that need a whole value. Why a malformed part fails is told by `refusals`.

Accepted, years 0001-9999: days, months, years, seasons 21-24, decades 201X, centuries 18XX, a month or day whose year is
not stated (202X-05, 20XX-06-14), each with ~ ? or % after it; intervals A/B with open (..) or unknown (empty) ends;
[..A], [A..] and [A..B]. Unstated parts written XX at the end are dropped: 2014-05-XX is kept as 2014-05.
"""

import re

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
            "The date is missing" if text is None else f"The date is of type {type(text).__name__}, not text"
        )
    if not text.strip():
        raise DateFault("The date is empty")
    if text != text.strip():
        # Read first: a date that is wrong besides gets the fault that matters.
        sound = parse(text.strip())
        raise DateFault(f"The date {shown(text)} has a space or line break before or after it", sound.text)
    if len(text) > LONGEST:
        raise DateFault(f"The date {shown(text)} is longer than {LONGEST} characters")
    if any(dash in text for dash in "‐‑‒–—−"):
        raise DateFault(f"The date {shown(text)} has a dash where a plain hyphen or a slash belongs", "2014/2016")
    odd = next((mark for mark in text if not mark.isascii()), None)
    if odd:
        raise DateFault(
            f"The date {shown(text)} has the character {shown(odd)}; only 0-9, X and - / . [ ] ~ ? % are used"
        )


def _point(text: str, where: str = "The date") -> Point:
    found = POINT.match(text)
    if not found:
        raise explained(text, where)
    year, month, day, qualifier = found["year"], found["month"], found["day"], found["qualifier"]
    part = f"{where} {shown(text)}"
    if month == "XX" and day not in (None, "XX"):
        raise DateFault(f"{part} states a day without its month", "2014")
    month, day = (None if digits == "XX" else digits for digits in (month, day))
    body = "-".join(digits for digits in (year, month, day) if digits)
    first, last = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    if not last:
        raise DateFault(f"{part} has the year 0000, and years run from 0001 to 9999", "0001")
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
            raise DateFault(f"{part} has month {month:02}; months are 01 to 12, seasons 21 to 24", "2014-10")
        else:
            unit = ("day" if point.day is not None else "month") + ("-without-year" if masked else "")
    named = Point(
        point.text, unit, point.first_year, point.last_year, month, point.day, season, point.qualifier
    )  # fmt: skip
    if not named.spans():
        raise DateFault(f"{part} has day {point.day:02}, which that month does not have", "2014-02-28")
    return named


def _check_season(point: Point, part: str, masked: int) -> None:
    if point.day is not None:
        raise DateFault(f"{part} has a day after a season; a season stands alone", "2014-21")
    if masked:
        raise DateFault(f"{part} has a season whose year is not stated", "2014-21")


def _interval(text: str) -> EDTF:
    if text.count("/") != 1:
        raise DateFault(
            f"The date {shown(text)} has more than one slash; a slash only parts start from end",
            meant(text) or "2014/2016",
        )
    left, right = text.split("/")
    if left in ("", "..") and right in ("", ".."):
        raise DateFault(
            f"The interval {shown(text)} has neither a start nor an end; one of them must be known", "2014/.."
        )
    start = None if left in ("", "..") else _point(left, "The start of the interval")
    end = None if right in ("", "..") else _point(right, "The end of the interval")
    return _built(
        f"{_part(start, left)}/{_part(end, right)}", "interval", start, end, open_start=left == "..",
        open_end=right == "..", unknown_start=left == "", unknown_end=right == "",
    )  # fmt: skip


def _bracketed(text: str) -> EDTF:
    inner = text[1:-1]
    if text[-2:] in ("]~", "]?", "]%"):
        raise DateFault(f"The date {shown(text)} has its sign of doubt outside the square brackets", "[1968~..]")
    if text[0] != "[" or text[-1] != "]" or len(text) < 2:
        raise DateFault(
            f"The date {shown(text)} has a square bracket without its pair at the other end", "[..1935-05-16]"
        )
    if inner.count("..") != 1 or inner == "..":
        raise DateFault(
            f"The date {shown(text)} needs two dots and at least one date in its square brackets", "[1968..1989]"
        )
    left, right = inner.split("..")
    start = _point(left, "The earlier date") if left else None
    end = _point(right, "The later date") if right else None
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
            f"The date {shown(text)} ends before it starts; the earlier date comes first",
            "{}/{}".format(*turned) if precision == "interval" else "[{}..{}]".format(*turned),
        )
    return EDTF(
        text, earliest, latest, precision, any(point.approximate for point in points),
        any(point.uncertain for point in points), lasted=precision == "interval", start=start, end=end, **ends,
    )  # fmt: skip
