"""Selector of what surrounds a dossier's lists: its name and sides, its kept counts, who and where occur, names for slots.

One statement, whatever the list below it shows; never writes. Names of other records come from here alone, so that
a renamed or withdrawn record shows at once.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Subquery

from relations.documents import load
from relations.models import Path
from relations.profiles import Name

OPTIONS = ("person", "organisation", "country", "place")
MOST_OPTIONS = 500

SQL = """
SELECT 'name', public_id, title, path, state, 0, '' FROM relations_listing WHERE public_id IN ({ids})
UNION ALL SELECT 'dossier', l.public_id, l.title, l.path, l.state, l.record_id, e.document
 FROM relations_listing l JOIN relations_publishededition e ON e.id = l.edition_id
 WHERE l.record_id = (SELECT record_id FROM relations_path WHERE word = %s)
UNION ALL SELECT 'count', facet, value, '', '', count, ''
 FROM relations_entrycount WHERE dossier_id = (SELECT record_id FROM relations_path WHERE word = %s)
UNION ALL SELECT l.type, l.public_id, l.title, l.path, l.state, 0, l.sort_title
 FROM relations_listing l WHERE l.type IN ('person', 'organisation', 'country', 'place') AND l.state = 'public'
 AND EXISTS (SELECT 1 FROM relations_publishedlink k JOIN relations_timelineentry e
  ON e.record_id = k.source_id AND e.seq_to IS NULL
  AND e.dossier_id = (SELECT record_id FROM relations_path WHERE word = %s)
  WHERE k.target_id = l.record_id AND k.relation IN ('participations', 'place'))
"""


class Called(Subquery):
    """The integer key of the dossier at an address word, to be found inside the query that uses it."""

    def __init__(self, word: str) -> None:
        super().__init__(Path.objects.filter(word=word).values("record_id")[:1])
        self.word = word

    def __repr__(self) -> str:
        return f"<dossier {self.word}>"


class Surroundings(NamedTuple):
    """`dossier` None: no dossier ever had this word. `counts` as in `timeline.counts`; `options`: type -> names, sorted."""

    dossier: Name | None
    pk: int
    document: dict[str, Any]
    counts: dict[str, dict[str, int]]
    options: dict[str, list[Name]]
    names: dict[str, Name]

    @property
    def sides(self) -> list[dict[str, Any]]:
        """The dossier's two sides: label and country ids."""
        return [side for side in self.document.get("record", {}).get("sides", []) if not side.get("removed")]


def surroundings(word: str, ids: Iterable[str]) -> Surroundings:
    """Everything around a list of the dossier at `word`, with the names of the records `ids`. One query."""
    wanted = sorted(set(ids))
    found = Surroundings(None, 0, {}, {}, {kind: [] for kind in OPTIONS}, {})
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(ids=", ".join(["%s"] * len(wanted)) or "''"), [*wanted, word, word, word])
        rows = cursor.fetchall()
    for row in sorted(rows, key=lambda row: row[6] if row[0] in OPTIONS else ""):
        found = place(found, *row)
    return found


def place(found: Surroundings, row: str, key: str, title: str, path: str, state: str, number: int, text: str) -> Any:
    """Put one row of the statement where it belongs."""
    if row == "dossier":
        return found._replace(dossier=Name(key, title, path, state), pk=number, document=load(text))
    if row == "count":
        found.counts.setdefault(key, {})[title] = number
    elif row == "name":
        found.names[key] = Name(key, title, path, state)
    elif len(found.options[row]) < MOST_OPTIONS:
        found.options[row].append(Name(key, title, path, state))
    return found
