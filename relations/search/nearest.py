"""Titles that look like what was asked for in vain: an offer for a typing error. Reads a bounded number of titles."""

from difflib import SequenceMatcher
from typing import NamedTuple

from django.db.models import Q
from django.db.models.expressions import RawSQL

from relations import languages
from relations.models import SearchRow
from relations.search.asking import Match, Part
from relations.search.hits import FIRST_ENTRY
from relations.search.matching import backend
from relations.search.questions import Term

MOST_WORDS = 4
MOST_PROFILES = 2000
MOST_ENTRIES = 300
SHOWN = 5
ALIKE = 0.7
SHORTEST = 3
BEGINNING = 3


class Offer(NamedTuple):
    """A record whose title is near: what a link to it shows."""

    title: str
    path: str
    type: str


def offers(terms: tuple[Term, ...]) -> list[Offer]:
    """The records with the nearest titles, the nearest first, of these the shortest. Two queries at most."""
    asked = [word for term in terms for word in term.readings[0].split() if len(word) >= SHORTEST][:MOST_WORDS]
    if not asked:
        return []
    known: dict[str, float] = {}
    scored = [(-score(asked, title, known), len(title), *offer) for title, offer in candidates(asked)]
    return [Offer(*offer) for likeness, _, *offer in sorted(scored)[:SHOWN] if likeness]


def candidates(asked: list[str]) -> list[tuple[str, Offer]]:
    """Folded titles to compare: profiles, and the newest entries with a word that begins as one that was asked for."""
    beginnings = backend().prepared(tuple(map(beginning, asked)))
    pieces = [backend().select(Match((each,), (), Part.TITLE)) for each in beginnings]
    key, limit = backend().KEY, MOST_ENTRIES
    inner = [f"SELECT place FROM ({sql} AND {key} >= {FIRST_ENTRY} ORDER BY {key} DESC LIMIT {limit}) AS p{number}"
             for number, (sql, _) in enumerate(pieces)]  # fmt: skip
    entries = RawSQL(" UNION ".join(inner), [each for _, values in pieces for each in values])
    rows = SearchRow.objects.filter(Q(sort_key__lt=FIRST_ENTRY) | Q(sort_key__in=entries)).order_by("sort_key")
    names = (f"record__listing__{name}" for name in ("title", "title_cs", "path"))
    found = rows.values_list("title", *names, "type")[: MOST_PROFILES + MOST_ENTRIES]
    return [(folded, Offer(languages.called(*titles), path, kind)) for folded, *titles, path, kind in found]


def beginning(word: str) -> Term:
    return Term(word, (word[:BEGINNING],), True)


def score(asked: list[str], title: str, known: dict[str, float]) -> float:
    """How well the words of a title cover those asked for, 0 to 1; `known` remembers pairs of words."""
    best = [max((alike(word, other, known) for other in title.split()), default=0.0) for word in asked]
    return sum(best) / len(best)


def alike(word: str, other: str, known: dict[str, float]) -> float:
    """Likeness of two words, 0 where they are not alike. Compared as far as the shorter of endings allows."""
    pair = f"{word} {other}"
    if pair not in known:
        matcher = SequenceMatcher(None, word, other, autojunk=False)
        quick = matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE
        ratio = matcher.ratio() if quick else 0.0
        known[pair] = ratio if ratio >= ALIKE else 0.0
    return known[pair]
