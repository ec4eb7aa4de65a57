"""The filtered timeline as a calendar (iCalendar). Whole days only, never a time of day; no query here.

By default it holds what a calendar can say truly: days, and spans whose both ends are known to the day.
"""

import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from relations import dates, exports
from relations.exports import Item, Names
from relations.feeds import Feed

DAY = datetime.timedelta(days=1)


def calendar(feed: Feed, items: list[Item], names: Names, *, vague: bool) -> bytes:
    """All entries that have a place in a calendar; `vague` adds dates with bounds but without a day."""
    out = Calendar()
    out.add("prodid", "-//Chronicle of relations//Timeline//EN")
    out.add("version", "2.0")
    out.add("name", feed.title)
    out.add("x-wr-calname", feed.title)
    out.add("source", feed.address)
    for item in items:
        known = is_known(item)
        if known or (vague and is_bounded(item)):
            out.add_component(event(item, names, feed.base, known=known))
    return out.to_ical()


def is_known(item: Item) -> bool:
    """Whether the record says on which day, or from which day to which."""
    edtf = dates.parse(item["date"]["edtf"])
    return edtf.known_to == "day" and edtf.bounded and not edtf.qualified and is_bounded(item)


def is_bounded(item: Item) -> bool:
    """Whether both limits are known, and the day after the last one is a day."""
    date = item["date"]
    return "earliest" in date and date.get("latest", datetime.date.max.isoformat()) < datetime.date.max.isoformat()


def event(item: Item, names: Names, base: str, *, known: bool) -> Event:
    """One entry. The end of a whole-day event is the day after its last one."""
    date, title, moment = item["date"], exports.title_of(item), exports.moment(item)
    out = Event()
    out.add("uid", f"{item['id']}@{urlsplit(base).hostname}")
    out.add("sequence", item["version"])
    out.add("dtstamp", moment)
    out.add("last-modified", moment)
    out.add("dtstart", datetime.date.fromisoformat(date["earliest"]))
    out.add("dtend", datetime.date.fromisoformat(date["latest"]) + DAY)
    out.add("summary", title if known else _("%(title)s (day not known)") % {"title": title})
    out.add("description", "\n".join([*exports.lines(item, names), exports.page_of(item, base)]))
    out.add("url", exports.page_of(item, base))
    out.add("categories", [item["group"], item["kind"]])
    out.add("transp", "TRANSPARENT")
    return out
