"""The filtered timeline in the format of TimelineJS 3. Asks no database.

That tool draws what it is given, so a date is given only as precisely as it is known: a year without month and day, no
end where the end is open or unknown. What no number can say stands in words. Texts are HTML there, so all are escaped.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from relations import dates, exports
from relations.cards import transport_json
from relations.dates import EDTF, Point
from relations.exports import Item, Names
from relations.feeds import Feed
from relations.vocabularies import Group

SINGLE = ("day", "month", "year")  # units that are one step of the calendar: such a date has no end


def story(feed: Feed, items: list[Item], names: Names) -> str:
    """All entries, after a slide that says where they are from."""
    found = [event(item, names, feed.base) for item in items]
    return transport_json({"title": opening(feed), "events": [each for each in found if each]})


def opening(feed: Feed) -> dict[str, Any]:
    """The first slide: the title, and the page that all of it is from."""
    source = format_html('<p>{}: <a href="{}">{}</a></p>', _("Source"), feed.page, settings.SITE_NAME)
    if settings.CONTENT_LICENCE:
        source = format_html(
            '{}<p><a href="{}">{}</a></p>', source, settings.CONTENT_LICENCE_URL, settings.CONTENT_LICENCE
        )
    return {"unique_id": "title", "text": {"headline": escape(feed.title), "text": source}}


def event(item: Item, names: Names, base: str) -> Mapping[str, Any] | None:
    """One entry; None of a date that names neither a first nor a last day, which cannot be drawn."""
    limits = limits_of(dates.parse(item["date"]["edtf"]))
    if not limits:
        return None
    link = format_html('<p><a href="{}">{}</a></p>', exports.page_of(item, base), _("Entry with its sources"))
    return {
        "unique_id": item["id"],
        **limits,
        "display_date": escape(exports.date_words(item)),
        "text": {"headline": escape(exports.title_of(item)), "text": exports.content(item, names) + link},
        "group": escape(str(Group(item["group"]).label)),
        "url": exports.page_of(item, base),
    }


def limits_of(edtf: EDTF) -> dict[str, dict[str, int]]:
    """`start_date` and `end_date`, each as far as it is known. The tool must have a start: of a date whose beginning is
    open or unknown that is its known end, and the words say what it means.
    """
    if edtf.start is None:
        return {} if edtf.end is None else {"start_date": first(edtf.end)}
    if edtf.end is None or (edtf.start is edtf.end and edtf.start.unit in SINGLE):
        return {"start_date": first(edtf.start)}
    return {"start_date": first(edtf.start), "end_date": last(edtf.end)}


def first(point: Point) -> dict[str, int]:
    """Where a unit begins."""
    if point.season:
        return {"year": point.first_year, "month": point.earliest.month}
    return stated(point, point.first_year)


def last(point: Point) -> dict[str, int]:
    """Where a unit ends: a winter ends in the next year."""
    if point.season:
        return {"year": point.latest.year, "month": point.latest.month}
    return stated(point, point.last_year)


def stated(point: Point, year: int) -> dict[str, int]:
    """Year, month and day as far as they are stated: of a day without its year neither is."""
    known = point.first_year == point.last_year
    parts = {"year": year, "month": point.month if known else None, "day": point.day if known else None}
    return {name: value for name, value in parts.items() if value is not None}
