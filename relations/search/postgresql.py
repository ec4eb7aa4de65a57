"""Matching on PostgreSQL: columns of words that the database derives from each row, each under a GIN index.

They hold no positions (a long text would run out of them); words in a row are looked up in the text of what was found.
"""

from collections.abc import Iterable, Iterator

from relations.models import SearchRow
from relations.search.asking import Match, Part
from relations.search.questions import Term

KEY = "sort_key"
SELECT = "SELECT sort_key AS place FROM relations_searchrow WHERE {conditions}"
IN_A_ROW = "(' ' || {text} || ' ') LIKE %s"
TITLE = ("title",)
BOTH = ("title", "text")


def add(rows: Iterable[SearchRow]) -> None:
    """Nothing to do: the columns are generated."""


def remove(rows: Iterable[SearchRow]) -> None:
    """Nothing to do: they go with their row."""


def clear() -> None:
    """Nothing to do."""


def forget() -> None:
    """Nothing to do: VACUUM FULL, which whoever lets a record vanish is told to run, makes the indexes anew."""


def differences() -> Iterator[str]:
    """None: nobody can write a generated column."""
    return iter(())


def prepared(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms as they are: GIN reads a beginning as quickly as words."""
    return terms


def select(match: Match) -> tuple[str, list[str]]:
    if match.part == Part.TITLE:
        sql, parameters = found_in("title_words", TITLE, match.terms)
    else:
        sql, parameters = found_in("words", BOTH, match.terms)
    if match.part == Part.REST:
        other, more = found_in("title_words", TITLE, match.terms)
        sql, parameters = f"{sql} AND NOT ({other})", parameters + more
    if match.types:
        sql += " AND words @@ %s::tsquery"
        parameters.append(" | ".join(f"'={each}'" for each in match.types))
    return SELECT.format(conditions=sql), parameters


def found_in(column: str, texts: tuple[str, ...], terms: tuple[Term, ...]) -> tuple[str, list[str]]:
    """The condition that all terms stand in these texts, whose words are in `column`."""
    conditions, parameters = [f"{column} @@ %s::tsquery"], [" & ".join(map(words_of, terms))]
    for term in terms:
        if " " in term.readings[0]:
            places = [(text, reading) for text in texts for reading in term.readings]
            conditions.append(f"({' OR '.join(IN_A_ROW.format(text=text) for text, _ in places)})")
            parameters += [f"% {reading}{'' if term.begins else ' '}%" for _, reading in places]
    return " AND ".join(conditions), parameters


def words_of(term: Term) -> str:
    """The words of a term in the language of tsquery, each in quotation marks, so that none is an operator."""
    return f"({' | '.join(reading_of(reading, term.begins) for reading in term.readings)})"


def reading_of(reading: str, begins: bool) -> str:
    return "(" + " & ".join(f"'{word}'" for word in reading.split()) + ":*" * begins + ")"
