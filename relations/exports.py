"""The filtered timeline as CSV, Atom and JSON Feed. What it says comes from ready items; nothing here asks the database.

Titles and summaries are in the language of the address, else in the original; values for machines and ids have none.
"""

import csv
import datetime
import io
from collections.abc import Mapping
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from relations import dates, languages, measures
from relations.cards import transport_json
from relations.feeds import Feed
from relations.profiles import Name
from relations.statistics import inert
from relations.vocabularies import KIND_LABELS, Standing

Item = dict[str, Any]
Names = Mapping[str, Name]
AS_TEXT = ("id", "type", "version", "group", "kind", "standing", "published_at", "content_hash")
COLUMNS = (
    *("id", "type", "version", "date", "date_as_stated", "earliest", "latest", "precision", "approximate", "uncertain"),
    *("lasted", "group", "kind", "standing", "title", "summary", "acting", "acting_ids", "receiving", "receiving_ids"),
    *("place", "place_id", "topics", "sources", "published_at", "content_hash", "url"),
)


def ids_in(item: Item) -> set[str]:
    """The records whose names an export of one entry shows."""
    acting, receiving = measures.towards(item)
    return {*acting, *receiving, *([item["place"]] if "place" in item else [])}


def name_of(public_id: str, names: Names) -> str:
    """The title of a record; of a withdrawn one its id."""
    known = names.get(public_id)
    return str(known.title) if known and not known.is_gone else public_id


def address_of(item: Item, base: str) -> str:
    """The address that a record keeps, whatever it is called."""
    return f"{base}/r/{item['id']}/"


def date_words(item: Item) -> str:
    """The date as the page words it."""
    return dates.words(dates.parse(item["date"]["edtf"]), languages.current()).replace("\xa0", " ")


def title_of(item: Item) -> str:
    """The title in the present language, as plain text."""
    return said(item["title"])


def summary_of(item: Item) -> str:
    return said(item["summary"]) if "summary" in item else ""


def said(texts: Mapping[str, str]) -> str:
    return texts.get(languages.current(), texts[languages.ORIGINAL])


def page_of(item: Item, base: str) -> str:
    """The address of the entry's page in the present language."""
    return base + languages.in_language(item["url"], languages.current())


# --- CSV ------------------------------------------------------------------------------------------


def table(items: list[Item], names: Names, base: str) -> str:
    """One row per entry. No cell is a formula, whatever a text begins with."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in items:
        found = cells(item, names, base)
        writer.writerow([inert(found.get(column, "")) for column in COLUMNS])
    return out.getvalue()


def cells(item: Item, names: Names, base: str) -> dict[str, str]:
    acting, receiving = measures.towards(item)
    place, date = item.get("place", ""), item["date"]
    return {name: str(item.get(name, "")) for name in AS_TEXT} | {
        "date": date["edtf"],
        "date_as_stated": date.get("as_stated", ""),
        "earliest": date.get("earliest", ""),
        "latest": date.get("latest", ""),
        "precision": date["precision"],
        **{name: "yes" if date[name] else "no" for name in ("approximate", "uncertain", "lasted")},
        "title": title_of(item),
        "summary": summary_of(item),
        "acting": "; ".join(name_of(each, names) for each in acting),
        "acting_ids": " ".join(acting),
        "receiving": "; ".join(name_of(each, names) for each in receiving),
        "receiving_ids": " ".join(receiving),
        "place": name_of(place, names) if place else "",
        "place_id": place,
        "topics": " ".join(item.get("topics", [])),
        "sources": " ".join(item["sources"]),
        "url": address_of(item, base),
    }


# --- Feeds: what was published or changed last comes first ----------------------------------------


def lines(item: Item, names: Names) -> list[str]:
    """What a feed and a calendar tell of an entry, in plain words: when, what, who towards whom, summary, standing."""
    acting, receiving = ([name_of(each, names) for each in ids] for ids in measures.towards(item))
    kind = capfirst(str(KIND_LABELS[item["kind"]]))
    towards = " → ".join(", ".join(found) for found in (acting, receiving) if found)
    standing = item.get("standing", Standing.ESTABLISHED)
    return list(
        filter(
            None,
            [
                date_words(item),
                f"{kind}: {towards}" if towards else kind,
                summary_of(item),
                ""
                if standing == Standing.ESTABLISHED
                else _("Standing: %(standing)s") % {"standing": Standing(standing).label},
            ],
        )
    )


def content(item: Item, names: Names) -> str:
    """The body of a feed's entry as HTML."""
    return format_html("{}", format_html_join("\n", "<p>{}</p>", ((line,) for line in lines(item, names))))


def atom(feed: Feed, items: list[Item], names: Names, first: Mapping[str, datetime.datetime]) -> str:
    """Atom 1.0. `first`: id -> when the record was first published."""
    out = Atom1Feed(
        feed.title, feed.page, "", language=languages.current(), feed_url=feed.address, feed_guid=feed.address
    )
    for item in items:
        out.add_item(
            title_of(item),
            page_of(item, feed.base),
            content(item, names),
            unique_id=address_of(item, feed.base),
            pubdate=first[item["id"]],
            updateddate=moment(item),
            categories=[item["group"], item["kind"]],
        )
    # Without entries the generator would take the present moment, and equal answers would differ.
    out.latest_post_date = lambda: max((moment(item) for item in items), default=feed.since)
    return out.writeString("utf-8")


def json_feed(feed: Feed, items: list[Item], names: Names, first: Mapping[str, datetime.datetime]) -> str:
    """JSON Feed 1.1; `_chronicle` holds the date of the event, which is not that of its publication."""
    entries = [
        {
            "id": address_of(item, feed.base),
            "url": page_of(item, feed.base),
            "title": title_of(item),
            "content_html": content(item, names),
            "date_published": zulu(first[item["id"]]),
            "date_modified": zulu(moment(item)),
            "tags": [item["group"], item["kind"]],
            "_chronicle": {"id": item["id"], "version": item["version"], "date": item["date"]},
        }
        for item in items
    ]
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": languages.current(),
        "items": entries,
    }
    return transport_json(value)


def moment(item: Item) -> datetime.datetime:
    """When the edition was published."""
    return datetime.datetime.fromisoformat(item["published_at"])


def zulu(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
