"""Lists counted by value: what is kept of a whole dossier, and of any other list its first rows, live. Never writes.

However many facets are asked for, the list is read once and by one query. All SQL stands here; no word of a client is in
it but as a parameter.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from relations.models import EntryCount, Listing, PublishedRecord, TimelineEntry

MOST_ROWS = 10_000
MOST_VALUES = 1_000
KEPT = ("year", "group", "kind", "direction", "standing")
YEAR_BITS = 41  # below them a sort key holds the day, see `dates.sort_key`


class Facets(NamedTuple):
    """Facet -> (value, count): years in order, of the others the most frequent first. A value that no row has is absent.

    `complete`: whether every row of the list and every value was counted.
    """

    values: dict[str, list[tuple[str, int]]]
    complete: bool


class Reading(NamedTuple):
    """How one facet is read off the rows: SQL of the value; further tables, and how a row of the list is joined to them."""

    value: str
    tables: tuple[str, ...] = ()
    joined: str = ""


# The kind of a profile stands in its ready item alone.
KIND = {"sqlite": "json_extract({}.item, '$.kind')", "postgresql": "CAST({}.item AS jsonb) ->> 'kind'"}
LINK, NAMED = "relations_publishedlink AS link", "relations_publishedrecord AS named"
LINKED = "link.source_id = listed.record_id AND link.relation = '{}'"
KINDS = """sources(record_id, kind) AS MATERIALIZED (
 SELECT record_id, {kind} FROM relations_listing AS source WHERE state = 'public' AND type = 'source' AND record_id IN (
  SELECT link.target_id FROM listed CROSS JOIN relations_publishedlink AS link WHERE {linked}))"""
TOPIC = Reading("about.topic", ("relations_publishedtopic AS about",), "about.record_id = listed.record_id")
KIND_OF_PROFILE = Reading("{kind}", ("relations_listing AS own",), "own.record_id = listed.record_id")


def named(relation: str) -> Reading:
    """The records that a row names in one part."""
    return Reading("named.public_id", (LINK, NAMED), f"{LINKED.format(relation)} AND named.id = link.target_id")


OF_ENTRIES = {
    "year": Reading(f"CAST(listed.sort_key >> {YEAR_BITS} AS varchar(8))"),
    "group": Reading('listed."group"'),
    "kind": Reading("listed.kind"),
    "direction": Reading("listed.direction"),
    "standing": Reading("listed.standing"),
    "precision": Reading("listed.known_to"),
    "case": Reading('listed."case"'),
    "topic": TOPIC,
    "who": named("participations"),
    "place": named("place"),
    "source": named("citations"),
    "source_kind": Reading(
        "sources.kind", (LINK, "sources"), f"{LINKED.format('citations')} AND sources.record_id = link.target_id"
    ),
    "dossier": Reading(
        "named.public_id",
        ("relations_timelineentry AS member", NAMED),
        "member.record_id = listed.record_id AND member.seq_to IS NULL AND named.id = member.dossier_id",
    ),
}
OF_LISTINGS = {
    "kind": KIND_OF_PROFILE,
    "source_kind": KIND_OF_PROFILE,
    "topic": TOPIC,
    "dossier": named("dossiers"),
}
ENTRY_COLUMNS = ("record_id", "sort_key", "group", "kind", "direction", "standing", "known_to", "case")


def of_entries(rows: QuerySet[TimelineEntry], names: Iterable[str]) -> Facets:
    """Timeline entries by value: the first `MOST_ROWS` in order of time. One query."""
    return live(rows.order_by("sort_key").values_list(*ENTRY_COLUMNS), ENTRY_COLUMNS, OF_ENTRIES, list(names))


def of_listings(rows: QuerySet[Listing], names: Iterable[str]) -> Facets:
    """Profiles by value: the first `MOST_ROWS` by title. One query."""
    ordered = rows.order_by("sort_title", "record_id").values_list("record_id")
    return live(ordered, ("record_id",), OF_LISTINGS, list(names))


def live(rows: QuerySet, columns: tuple[str, ...], readings: dict[str, Reading], names: list[str]) -> Facets:
    """Each facet of the rows, which the database reads once."""
    try:
        listed, parameters = rows[:MOST_ROWS].query.sql_with_params()
    except EmptyResultSet:
        return Facets({name: [] for name in names}, True)
    quoted = ", ".join(f'"{column}"' for column in columns)
    tables = [f"listed({quoted}) AS MATERIALIZED ({listed})"]
    if any("sources" in readings[name].tables for name in names):
        tables.append(KINDS.format(kind=kind_of("source"), linked=LINKED.format("citations")))
    pieces = ["SELECT '', '', count(*) FROM listed", *(piece(name, readings[name]) for name in names)]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(tables)} {' UNION ALL '.join(pieces)}", parameters)
        return tallied(cursor.fetchall(), names)


def piece(name: str, reading: Reading) -> str:
    """SQL of one facet: its name, each value but "" and how many of the rows have it.

    The rows come first: `CROSS JOIN` is how SQLite is told, which would else begin with every link that there is.
    """
    value = reading.value.format(kind=kind_of("own"))
    counted = "count(DISTINCT listed.record_id)" if reading.joined else "count(*)"
    tables = " CROSS JOIN ".join(("listed", *reading.tables))
    condition = f"{reading.joined} AND {value} <> ''" if reading.joined else f"{value} <> ''"
    return f"SELECT '{name}', {value}, {counted} FROM {tables} WHERE {condition} GROUP BY {value}"


def kind_of(table: str) -> str:
    return KIND[connection.vendor].format(table)


def tallied(found: list[tuple[str, str, int]], names: list[str]) -> Facets:
    """The rows of that query as facets."""
    values: dict[str, dict[str, int]] = {name: {} for name in names}
    total = 0
    for name, value, count in found:
        if not name:
            total = count
            continue
        value = f"{datetime.date.fromordinal(int(value)).year:04d}" if name == "year" else value
        values[name][value] = values[name].get(value, 0) + count
    cut = any(len(counts) > MOST_VALUES for counts in values.values())
    return Facets({name: in_order(name, counts) for name, counts in values.items()}, total < MOST_ROWS and not cut)


def in_order(name: str, counts: dict[str, int]) -> list[tuple[str, int]]:
    """Years in order; other values by how often they occur."""
    ordered = sorted(counts.items(), key=lambda each: each if name == "year" else (-each[1], each[0]))
    return ordered[:MOST_VALUES] if name != "year" else ordered


def kept(dossiers: QuerySet[PublishedRecord], names: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    """The facets among `KEPT` of all entries of one dossier. One query."""
    values: dict[str, dict[str, int]] = {name: {} for name in names}
    rows = EntryCount.objects.filter(dossier_id=dossiers.values("pk")[:1], facet__in=list(values))
    for name, value, count in rows.values_list("facet", "value", "count"):
        values[name][value] = count
    return {name: in_order(name, counts) for name, counts in values.items()}


def kept_count(dossiers: QuerySet[PublishedRecord]) -> int:
    """How many entries one dossier has. One query."""
    rows = EntryCount.objects.filter(dossier_id=dossiers.values("pk")[:1], facet="all")
    return rows.values_list("count", flat=True).first() or 0
