"""An hour in words, in the desk's own time zone, which is always named, with UTC beside it where that differs. Pure."""

import datetime

from django.utils import timezone


def zone() -> str:
    """Name of the time zone in which the desk reads and writes hours."""
    return timezone.get_default_timezone_name()


def words(at: datetime.datetime) -> str:
    """`23 Nov 2026, 09:00 UTC`, or `23 Nov 2026, 10:00 Europe/Prague (23 Nov 2026, 09:00 UTC)`."""
    here, utc = timezone.localtime(at, timezone.get_default_timezone()), at.astimezone(datetime.UTC)
    said = f"{plain(here)} {zone()}"
    return said if zone() == "UTC" else f"{said} ({plain(utc)} UTC)"


def written(text: str) -> str:
    """`words` of an hour in ISO text, as the log keeps it; the text itself where it is none."""
    try:
        return words(datetime.datetime.fromisoformat(text))
    except ValueError:
        return text


def plain(at: datetime.datetime) -> str:
    return f"{at.day} {at:%b %Y, %H:%M}"
