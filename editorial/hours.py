"""Hours and days in words, in the desk's own time zone (DESK_TIME_ZONE), which is always named, with UTC beside it where
that differs. What is typed is read in the same zone. Pure.
"""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def zone() -> str:
    """Name of the time zone in which the desk reads and writes hours."""
    return settings.DESK_TIME_ZONE


def today() -> datetime.date:
    """The day that it is at the desk."""
    return timezone.localdate(timezone=ZoneInfo(zone()))


def words(at: datetime.datetime) -> str:
    """`23 Nov 2026, 09:00 UTC`, or `23 Nov 2026, 10:00 Europe/Prague (23 Nov 2026, 09:00 UTC)`."""
    here, utc = at.astimezone(ZoneInfo(zone())), at.astimezone(datetime.UTC)
    said = f"{plain(here)} {zone()}"
    return said if zone() == "UTC" else f"{said} ({plain(utc)} UTC)"


def written(text: str) -> str:
    """`words` of an hour in ISO text, as the log keeps it; the text itself where it is none."""
    try:
        return words(datetime.datetime.fromisoformat(text))
    except ValueError:
        return text


def moment(day: datetime.date, hour: datetime.time) -> datetime.datetime | None:
    """The one moment at which the desk's clocks show this; None where they skip it or show it twice."""
    naive = datetime.datetime.combine(day, hour)
    first, second = (naive.replace(tzinfo=ZoneInfo(zone()), fold=fold) for fold in (0, 1))
    return first if first.utcoffset() == second.utcoffset() else None


def day(on: datetime.date) -> str:
    """`23 Nov 2026`."""
    return f"{on.day} {on:%b %Y}"


def plain(at: datetime.datetime) -> str:
    return f"{day(at)}, {at:%H:%M}"
