"""A span of time in words: “in 3 hours”, “2 days ago”, “overdue by 4 days”. Pure; the exact hour is `hours`'s business."""

import calendar
import datetime

STEPS = (
    (365 * 86_400, "year"),
    (30 * 86_400, "month"),
    (7 * 86_400, "week"),
    (86_400, "day"),
    (3_600, "hour"),
    (60, "minute"),
)
SOON = 60  # seconds that are no span
FROM_TWO = ("week", "month")  # “9 days” says more than “1 week”


def counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def length(seconds: float) -> str:
    """The largest unit that fits, rounded down."""
    for size, unit in STEPS:
        number = int(seconds // size)
        if number >= (2 if unit in FROM_TWO else 1):
            return counted(number, unit)
    return ""


def relative(at: datetime.datetime, now: datetime.datetime) -> str:
    """How far an hour is from now, before or behind."""
    seconds = (at - now).total_seconds()
    if abs(seconds) < SOON:
        return "now" if seconds > 0 else "just now"
    return f"in {length(seconds)}" if seconds > 0 else f"{length(-seconds)} ago"


def due(day: datetime.date, today: datetime.date) -> str:
    """What a due date means today."""
    days = (day - today).days
    if days < 0:
        return f"overdue by {counted(-days, 'day')}"
    return {0: "due today", 1: "due tomorrow"}.get(days, f"due in {counted(days, 'day')}")


def months_before(at: datetime.datetime, months: int) -> datetime.datetime:
    """The same day and hour so many months earlier, or the last day of a month that is shorter."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    if year < datetime.MINYEAR:
        return datetime.datetime.min.replace(tzinfo=at.tzinfo)
    day = min(at.day, calendar.monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)
