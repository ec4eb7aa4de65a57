"""Filters of the desk's pages: how near a day is, and hours in the desk's time zone. Words alone."""

import datetime

from django import template

from editorial import hours

register = template.Library()


@register.filter
def hour(at: datetime.datetime | None) -> str:
    """`23 Nov 2026, 09:00 UTC`."""
    return hours.words(at) if at else ""


@register.filter
def due(on: datetime.date | None) -> str:
    """`due 25 Nov 2026`, and how near or late that is."""
    if on is None:
        return ""
    near = {0: ", today", 1: ", tomorrow", -1: ", 1 day late"}
    days = (on - hours.today()).days
    return f"due {hours.day(on)}{near.get(days) or (f', {-days} days late' if days < 0 else '')}"


@register.filter
def is_late(on: datetime.date | None) -> bool:
    return on is not None and on < hours.today()
