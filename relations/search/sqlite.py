"""Matching on SQLite: an FTS5 index whose row ids are the sort keys, so that it walks in the order of time.

The index keeps no text: it reads `relations_searchrow`, and a row is taken out with the very text that was put in.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection

from relations.models import SearchRow
from relations.search.asking import Match, Part
from relations.search.questions import Term

KEY = "rowid"
PUT_IN = "INSERT INTO search_index(rowid, title, text, type) VALUES (%s, %s, %s, %s)"
TAKE_OUT = "INSERT INTO search_index(search_index, rowid, title, text, type) VALUES ('delete', %s, %s, %s, %s)"
EMPTY = "INSERT INTO search_index(search_index) VALUES ('delete-all')"
SELECT = "SELECT rowid AS place FROM search_index WHERE search_index MATCH %s"
COLUMNS = ("title", "text", "type")


def add(rows: Iterable[SearchRow]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(PUT_IN, map(values, rows))


def remove(rows: Iterable[SearchRow]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(TAKE_OUT, map(values, rows))


def values(row: SearchRow) -> tuple[int, str, str, str]:
    return row.sort_key, row.title, row.text, row.type


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)


def differences() -> Iterator[str]:
    """Rows whose words do not stand in the index as they do in the table, and what the index holds of no row."""
    held: dict[int, set[tuple[str, int, str]]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute("SELECT doc, col, offset, term FROM search_terms")
        for place, *word in cursor.fetchall():
            held[place].add(tuple(word))
    for row in SearchRow.objects.order_by("record_id"):
        wanted = {(name, at, word) for name in COLUMNS for at, word in enumerate(getattr(row, name).split())}
        if held.pop(row.sort_key, set()) != wanted:
            yield f"Search index of {row.record_id} differs."
    yield from (f"Search index holds a row at {place} that should not exist." for place in sorted(held))


def select(match: Match) -> tuple[str, list[str]]:
    return SELECT, [expression(match)]


def expression(match: Match) -> str:
    """The question in the language of FTS5. Every word stands in quotation marks, so none is an operator."""
    asked = " AND ".join(map(term, match.terms))
    found = f"{{title}} : ({asked})" if match.part == Part.TITLE else f"{{title text}} : ({asked})"
    if match.part == Part.REST:
        found = f"({found}) NOT ({{title}} : ({asked}))"
    if not match.types:
        return found
    return f"({found}) AND ({{type}} : ({' OR '.join(map(quoted, match.types))}))"


def term(asked: Term) -> str:
    return f"({' OR '.join(quoted(reading) + ' *' * asked.begins for reading in asked.readings)})"


def quoted(words: str) -> str:
    return f'"{words}"'
