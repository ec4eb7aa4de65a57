"""How values of a document look on a page: dates, days, names of other records. Escaped by the templates, never by hand."""

import datetime
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.template import loader
from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape

from relations import cards, dates, facts, languages
from relations.dates.typography import NBSP
from relations.notes import evidence_words

register = template.Library()


def parsed(value: Any) -> dates.EDTF:
    """The EDTF of a document's date object, of a text, or itself."""
    if isinstance(value, dates.EDTF):
        return value
    return dates.parse(value["edtf"] if isinstance(value, dict) else value)


@register.filter
def date_words(value: Any, lang: str = "") -> str:
    """The date as a reader sees it, from a date object, EDTF text or EDTF value; "" for none."""
    return dates.words(parsed(value), lang or languages.current()) if value else ""


@register.filter
def plain(value: Any) -> str:
    """The text alone, for attributes and the title of the window: what marks its language there would break them."""
    return str(value)


register.filter("in_language", languages.in_language)


@register.filter
def lines(value: Any) -> str:
    """A text with its line breaks, still saying in which language it is; Django's own filters take that off it."""
    return linebreaksbr(conditional_escape(value))


@register.inclusion_tag("relations/components/when.html")
def when(value: dict[str, Any], *, weekday: bool = False, stated: bool = False) -> dict[str, Any]:
    """A document's date object: words, the 12-month strip, what is not known; `stated`: the words of the source too."""
    shown = cards.when(value)
    if weekday:
        shown["words"] = dates.words(parsed(value), languages.current(), weekday=True)
    words = shown["words"].replace(NBSP, " ")
    return shown | {"as_stated": value.get("as_stated", "") if stated and value.get("as_stated") != words else ""}


@register.inclusion_tag("relations/components/day.html")
def day(value: datetime.date | datetime.datetime | str) -> dict[str, str]:
    """A day of our own acts (published, withdrawn, accessed) in <time>."""
    found = as_date(value)
    return {"iso": found.isoformat(), "words": day_words(found)}


def as_date(value: datetime.date | datetime.datetime | str) -> datetime.date:
    """The UTC day of a moment, a day or ISO text."""
    if isinstance(value, str):
        return datetime.date.fromisoformat(value[:10])
    return value.astimezone(datetime.UTC).date() if isinstance(value, datetime.datetime) else value


def day_words(value: datetime.date) -> str:
    """`2 September 2026` with no-break spaces."""
    return dates.words(dates.parse(value.isoformat()), languages.current())


@register.filter
def as_day(value: datetime.date | datetime.datetime | str) -> str:
    """What `day` shows, as a value: for a day inside a translated sentence."""
    return loader.render_to_string("relations/components/day.html", day(value))


@register.filter
def as_link(name: Any) -> str:
    """What `record_link` shows, as a value: for a name inside a translated sentence."""
    return loader.render_to_string("relations/components/record_link.html", record_link(name))


@register.filter
def day_text(value: datetime.date | datetime.datetime) -> str:
    """A day of our own acts as plain text, for citations that are copied."""
    return day_words(as_date(value)).replace(NBSP, " ")


@register.inclusion_tag("relations/components/record_link.html")
def record_link(name: Any) -> dict[str, Any]:
    """The name of another record: a link, or plain text marked as withdrawn or not public."""
    return {"name": name}


register.filter("language_words", facts.language_name)  # `language_name` is a filter of i18n
register.filter("evidence_words", evidence_words)


@register.filter
def numbers(notes: list[Any]) -> list[int]:
    """The numbers of the sources behind some notes, each once: two passages of one source are one reference."""
    return sorted({note.number for note in notes or []})


@register.filter
def site_of(url: str) -> str:
    """The host of an address, as the text of a link: long addresses do not break the line."""
    return urlsplit(url).netloc.removeprefix("www.") or url
