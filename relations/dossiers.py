"""Selectors of dossiers: what surrounds their lists (name, sides, counts, names for slots), and what occurs in them.

`surroundings` is one statement, whatever the list below it shows. Never writes.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from relations import languages, spans
from relations.documents import as_read, load
from relations.models import Change, EntryCount, Listing, Path, PublishedLink, TimelineEntry
from relations.models.timeline import CURRENT
from relations.profiles import Name
from relations.vocabularies import RecordType, State, Topic

OPTIONS = ("person", "organisation", "country", "place")
MOST_OPTIONS = 500
MOST_STAGES = 300

SQL = """
SELECT 'name', public_id, title, title_cs, path, state, 0, '' FROM relations_listing WHERE public_id IN ({ids})
UNION ALL SELECT 'dossier', l.public_id, l.title, l.title_cs, l.path, l.state, l.record_id, e.document
 FROM relations_listing l JOIN relations_publishededition e ON e.id = l.edition_id
 WHERE l.record_id = (SELECT record_id FROM relations_path WHERE word = %s)
UNION ALL SELECT 'count', facet, value, '', '', '', count, ''
 FROM relations_entrycount WHERE dossier_id = (SELECT record_id FROM relations_path WHERE word = %s)
UNION ALL SELECT l.type, l.public_id, l.title, l.title_cs, l.path, l.state, 0, l.sort_title
 FROM relations_listing l WHERE l.type IN ('person', 'organisation', 'country', 'place') AND l.state = 'public'
 AND EXISTS (SELECT 1 FROM relations_publishedlink k JOIN relations_timelineentry e
  ON e.record_id = k.source_id AND e.seq_to IS NULL
  AND e.dossier_id = (SELECT record_id FROM relations_path WHERE word = %s)
  WHERE k.target_id = l.record_id AND k.relation IN ('participations', 'place'))
UNION ALL SELECT 'topic', v.column1, '', '', '', '', 0, '' FROM (VALUES {topics}) AS v
 WHERE EXISTS (SELECT 1 FROM relations_publishedtopic t JOIN relations_timelineentry e
  ON e.record_id = t.record_id AND e.seq_to IS NULL
  AND e.dossier_id = (SELECT record_id FROM relations_path WHERE word = %s)
  WHERE t.topic = v.column1)
{spans}"""


class Called(Subquery):
    """The integer key of the dossier at an address word, to be found inside the query that uses it."""

    def __init__(self, word: str) -> None:
        super().__init__(Path.objects.filter(word=word).values("record_id")[:1])
        self.word = word

    def __repr__(self) -> str:
        return f"<dossier {self.word}>"


class Surroundings(NamedTuple):
    """`dossier` None: no dossier ever had this word. `counts` as in `timeline.counts`; `options`: type -> names, sorted.

    `topics`: the subjects that its entries have. `days`: the entries that the overview draws by their own days.
    """

    dossier: Name | None
    pk: int
    document: dict[str, Any]
    counts: dict[str, dict[str, int]]
    options: dict[str, list[Name]]
    names: dict[str, Name]
    topics: set[str]
    days: list[spans.Row]

    @property
    def sides(self) -> list[dict[str, Any]]:
        """The dossier's two sides: label and country ids."""
        return [side for side in self.document.get("record", {}).get("sides", []) if not side.get("removed")]


def surroundings(word: str, ids: Iterable[str], asked: spans.Asked | None = None) -> Surroundings:
    """Everything around a list of the dossier at `word`, with the names of the records `ids`. One query.

    `asked`: for the overview, which days are chosen, and which day's public record the counts are of.
    """
    wanted = sorted(set(ids))
    found = Surroundings(None, 0, {}, {}, {kind: [] for kind in OPTIONS}, {}, set(), [])
    topics = ", ".join(f"('{topic}')" for topic in Topic.values)
    drawn, values = spans.statement(word, asked) if asked else ("", [])
    sql = SQL.format(ids=", ".join(["%s"] * len(wanted)) or "''", topics=topics, spans=drawn)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*wanted, word, word, word, word, *values])
        rows = cursor.fetchall()
    for row, key, title, title_cs, *rest in sorted(rows, key=lambda row: row[7] if row[0] in OPTIONS else ""):
        found = place(found, row, key, title if row == "count" else languages.called(title, title_cs), *rest)
    return found._replace(counts=spans.counts(found.days)) if asked and asked.until else found


def place(found: Surroundings, row: str, key: str, title: str, path: str, state: str, number: int, text: str) -> Any:
    """Put one row of the statement where it belongs."""
    if row == "dossier":
        return found._replace(
            dossier=Name(key, title, path, state), pk=number, document=as_read(load(text), languages.current())
        )
    if row == "count":
        found.counts.setdefault(key, {})[title] = number
    elif row == "topic":
        found.topics.add(key)
    elif row == "span":
        found.days.append(spans.row(key, path, state, number))
    elif row == "name":
        found.names[key] = Name(key, title, path, state)
    elif len(found.options[row]) < MOST_OPTIONS:
        found.options[row].append(Name(key, title, path, state))
    return found


LATEST = """
SELECT * FROM (SELECT t.topic, e.card_json, t.sort_key FROM relations_publishedtopic t
 JOIN relations_timelineentry e ON e.record_id = t.record_id AND e.seq_to IS NULL AND e.dossier_id = %s
 WHERE t.topic = %s ORDER BY t.sort_key DESC LIMIT %s) AS latest_{number}
"""


def latest_on(dossier: int, topics: list[str], limit: int) -> dict[str, list[dict[str, Any]]]:
    """Topic -> items of the newest entries of a dossier (its integer key) on it, newest first. One query."""
    sql = " UNION ALL ".join(LATEST.format(number=number) for number, _ in enumerate(topics))
    found: dict[str, list[dict[str, Any]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for topic in topics for value in (dossier, topic, limit)])
        for topic, item, _ in sorted(cursor.fetchall(), key=newest):
            found.setdefault(topic, []).append(json.loads(item))
    return found


def stages_of(dossier: int) -> list[tuple[str, dict[str, Any]]]:
    """(case, list item) of the stages of all cases of a dossier (its integer key), in order of time. One query."""
    rows = TimelineEntry.objects.filter(CURRENT, dossier_id=dossier).exclude(case="").order_by("sort_key")
    return [(case, json.loads(item)) for case, item in rows.values_list("case", "card_json")[:MOST_STAGES]]


def newest(row: tuple[str, str, int]) -> int:
    return -row[2]


class Occurring(NamedTuple):
    """A record that entries of a dossier name, and how many of them do."""

    name: Name
    type: str
    count: int


def occurring(dossier: int) -> list[Occurring]:
    """People, organisations, states, places and sources in a dossier's entries, the most frequent first. One query."""
    entries = TimelineEntry.objects.filter(dossier_id=dossier, seq_to__isnull=True).values("record")
    links = PublishedLink.objects.filter(source__in=entries, relation__in=("participations", "place", "citations"))
    rows = (
        links.filter(target__listing__state=State.PUBLIC)
        .values_list(
            *("target__public_id", "target__listing__title", "target__listing__title_cs"),
            *("target__listing__path", "target__type"),
        )
        .annotate(count=Count("source", distinct=True))
        .order_by("-count", "target__listing__sort_title", "target")
    )
    return [
        Occurring(Name(key, languages.called(title, title_cs), path, State.PUBLIC), kind, n)
        for key, title, title_cs, path, kind, n in rows
    ]


def changes(limit: int, dossier: int | None = None) -> list[Change]:
    """The newest acts, with edition and listing: all, or those on one dossier and the records in it. One query."""
    members = PublishedLink.objects.filter(target=dossier, relation="dossiers").values("source")
    rows = Change.objects.filter(Q(record=dossier) | Q(record__in=members)) if dossier else Change.objects.all()
    return list(rows.select_related("record__listing", "edition").order_by("-seq")[:limit])


def listings(ids: Iterable[str]) -> dict[str, Listing]:
    """The listings of some records by id. One query."""
    return {row.public_id: row for row in Listing.objects.filter(public_id__in=set(ids))}


def every() -> QuerySet[Listing]:
    """All public dossiers, each with `entries` (how many it has now) and `last_change` (of any of its entries)."""
    counts = EntryCount.objects.filter(dossier=OuterRef("record"), facet="all").values("count")[:1]
    last = PublishedLink.objects.filter(
        target=OuterRef("record"), relation="dossiers", source__listing__state=State.PUBLIC
    )
    newest = last.values("target").annotate(at=Max("source__listing__updated_at")).values("at")
    rows = Listing.objects.filter(type=RecordType.DOSSIER, state=State.PUBLIC)
    return rows.annotate(entries=Subquery(counts), last_change=Subquery(newest)).order_by("sort_title", "record")
