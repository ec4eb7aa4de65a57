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
MERGE = "INSERT INTO search_index(search_index) VALUES ('optimize')"
EMPTY = "INSERT INTO search_index(search_index) VALUES ('delete-all')"
SELECT = "SELECT rowid AS place FROM search_index WHERE search_index MATCH %s"
COLUMNS = ("title", "text", "type")
MOST_WORDS = 200
LAST_SIGN = "\U0010ffff"
# Each step seeks the next word of the index, so this costs the same however often a word occurs.
BEGINNING = """SELECT {number}, term FROM (WITH RECURSIVE found(term) AS (
  SELECT (SELECT term FROM search_terms WHERE term >= %s LIMIT 1)
  UNION ALL SELECT (SELECT term FROM search_terms WHERE term >= found.term || char(1) LIMIT 1) FROM found
   WHERE found.term < %s)
 SELECT term FROM found WHERE term < %s LIMIT %s)"""


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


def forget() -> None:
    """Merge the index into one piece: until then it keeps the words of rows that were taken out, and VACUUM would too."""
    with connection.cursor() as cursor:
        cursor.execute(MERGE)


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


def prepared(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The same terms with the words that begin as asked written out, where they are not too many. One query, or none.

    FTS5 reads everything under a beginning before it gives the first hit; of words side by side it reads as it goes.
    """
    beginnings = {reading.rpartition(" ")[2] for term in terms if term.begins for reading in term.readings}
    if not beginnings:
        return terms
    found = words_beginning(sorted(beginnings))
    return tuple(written_out(term, found) if term.begins else term for term in terms)


def words_beginning(beginnings: list[str]) -> dict[str, list[str]]:
    """Beginning -> the words of the index that begin so, one more than are written out at most."""
    found: dict[str, list[str]] = {beginning: [] for beginning in beginnings}
    pieces = [BEGINNING.format(number=number) for number in range(len(beginnings))]
    ends = [(each, f"{each}{LAST_SIGN}", f"{each}{LAST_SIGN}", MOST_WORDS + 1) for each in beginnings]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(pieces), [value for values in ends for value in values])
        for number, word in cursor.fetchall():
            found[beginnings[number]].append(word)
    return found


def written_out(term: Term, found: dict[str, list[str]]) -> Term:
    """A term that begins as whole words; itself where there are too many of them."""
    splits = [reading.rpartition(" ") for reading in term.readings]
    if any(len(found[last]) > MOST_WORDS for _, _, last in splits):
        return term
    readings = [f"{first}{space}{word}" for first, space, last in splits for word in found[last] or [last]]
    return Term(term.said, tuple(dict.fromkeys(readings)), False)


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
