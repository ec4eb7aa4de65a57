"""Acts on the record as Atom, JSON Feed and CSV. What they say comes ready; nothing here asks the database."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.template import loader
from django.utils.feedgenerator import Atom1Feed

from relations import languages
from relations.cards import transport_json
from relations.corrections import Entry
from relations.statistics import inert
from relations.vocabularies import WithdrawalReason

MEDIA_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "jsonfeed": "application/feed+json; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
}
TEMPLATE = "relations/_partials/correction_text.html"
COLUMNS = (
    *("seq", "at", "kind", "id", "type", "title", "version", "place", "before", "after", "days_stood", "note"),
    *("replacement", "url"),
)


class Feed(NamedTuple):
    """Whose feed it is: its title, the page that it is the same as, its own address, its beginning, the site."""

    title: str
    page: str
    address: str
    since: datetime.datetime
    base: str


def title_of(row: dict[str, Any]) -> str:
    """One line for an act; nothing of a record that is withdrawn but its type and id."""
    name = row["name"]
    named = f"{row['noun']} {name.public_id}" if name.is_gone else name.title
    return f"{row['label']}: {named}"


def content_of(row: dict[str, Any], base: str) -> str:
    """The body of an act as HTML with whole addresses, which lead on in its language."""
    html = loader.render_to_string(TEMPLATE, {"each": row, "base": base}).strip()
    return languages.addressed(html, languages.current(), base)


def link_of(row: dict[str, Any], feed: Feed) -> str:
    """Where an act is told in full: the comparison, else its place in the list."""
    if address := row["compare"] or row.get("leads_to"):
        return here(f"{feed.base}{address}")
    return f"{feed.page.partition('?')[0]}#{row['id']}"


def here(address: str) -> str:
    """An address of this site in the language of the answer."""
    return languages.in_language(address, languages.current())


def atom(feed: Feed, rows: list[dict[str, Any]]) -> str:
    """Atom 1.0, by Django's own generator."""
    out = Atom1Feed(
        feed.title, feed.page, "", language=languages.current(), feed_url=feed.address, feed_guid=feed.address
    )
    for row in rows:
        out.add_item(
            title_of(row),
            link_of(row, feed),
            content_of(row, feed.base),
            unique_id=identity(row, feed),
            pubdate=row["at"],
            updateddate=row["at"],
            categories=[row["kind"]],
        )
    # Without entries the generator would take the present moment, and equal answers would differ.
    out.latest_post_date = lambda: rows[0]["at"] if rows else feed.since
    return out.writeString("utf-8")


def identity(row: dict[str, Any], feed: Feed) -> str:
    """The lasting id of an act: its place in the change log, whatever the dossier is called."""
    return f"{feed.base}/api/v1/changes/?after={row['seq'] - 1}&limit=1"


def json_feed(feed: Feed, rows: list[dict[str, Any]]) -> str:
    """JSON Feed 1.1."""
    items = [
        {
            "id": identity(row, feed),
            "url": link_of(row, feed),
            "title": title_of(row),
            "content_html": content_of(row, feed.base),
            "date_published": row["at"].astimezone(datetime.UTC).isoformat().replace("+00:00", "Z"),
            "tags": [row["kind"]],
        }
        for row in rows
    ]
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": languages.current(),
        "items": items,
    }
    return transport_json(value)


def table(feed: Feed, entries: list[Entry]) -> str:
    """One row per changed place, one for an act without any. No cell is a formula, whatever a text begins with."""
    return written(COLUMNS, (cells for entry in entries for cells in rows_of(entry, feed.base)))


def written(columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> str:
    """Rows as CSV under their head, with no cell that is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for cells in rows:
        writer.writerow([inert(cells.get(column, "")) for column in columns])
    return out.getvalue()


def rows_of(entry: Entry, base: str) -> Iterator[dict[str, str]]:
    """The cells of one act."""
    act = {
        "seq": str(entry.seq),
        "at": entry.at.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z"),
        "kind": entry.kind.value,
        "id": entry.name.public_id,
        "type": entry.name.type,
        "title": "" if entry.name.is_gone else entry.name.title,
        "version": str(entry.version or ""),
        "days_stood": "" if entry.days is None else str(entry.days),
        "note": str(languages.called(entry.notice, entry.notice_cs))
        or (WithdrawalReason(entry.reason).label if entry.reason else ""),
        "replacement": entry.replacement.public_id if entry.replacement else "",
        "url": here(f"{base}/r/{entry.name.public_id}/"),
    }
    if not entry.differences:
        yield act
    for each in entry.differences or ():
        yield act | {"place": each.place, "before": each.before, "after": each.after}
