"""One corpus, one answer: each engine finds what is written here, and what reading every row finds. Runs on both."""

import itertools
import random

import pytest

from relations.models import PublishedRecord, SearchRow
from relations.search import hits, matching, nearest, sqlite
from relations.search.questions import terms
from tests import records
from tests.search import corpus


@pytest.fixture
def published(lawless):
    corpus.publish()


def ids(places):
    """Public ids of the records at these places."""
    at = dict(SearchRow.objects.values_list("sort_key", "record__public_id"))
    return [at[place] for place in places]


def test_every_question_finds_what_is_written(published):
    answers = {text: ids(hits.page(terms(text), limit=50).places) for text in corpus.EXPECTED}
    assert answers == corpus.EXPECTED


def test_a_filter_finds_the_same_records_as_the_page(published):
    for text, expected in corpus.EXPECTED.items():
        found = PublishedRecord.objects.filter(pk__in=matching.records(text)).values_list("public_id", flat=True)
        assert set(found) == set(expected), text


def questions():
    """Three hundred questions out of the words of the corpus: whole, cut, joined, quoted, foreign."""
    chance = random.Random(17)
    known = sorted({word for row in SearchRow.objects.all() for word in f"{row.title} {row.text}".split()} - {"|"})
    foreign = ["zebra", "Врбетице", "склад", "Тестеров", "o'neil", "1983-01", "ř"]
    for _ in range(300):
        pieces = []
        for _ in range(chance.choice([1, 1, 2, 3])):
            word = chance.choice(chance.choice([known, known, known, foreign]))
            pieces.append(chance.choice([word, word[:3], word[:4] + "*", f'"{word}"', word.upper()]))
        yield " ".join(pieces)
    for row in SearchRow.objects.order_by("sort_key"):
        for one, two in itertools.pairwise(row.text.split()[:12]):
            yield f'"{one} {two}"'
            yield f'"{one} {two[:2]}"*'


def test_every_question_finds_what_reading_every_row_finds(published):
    wrong, some = [], 0
    for text in questions():
        asked = terms(text)
        if not asked:
            continue
        expected = corpus.found(asked)
        some += bool(expected)
        if any(hits.page(each, limit=50).places != expected for each in (asked, hits.prepared(asked))):
            wrong.append(text)
    assert wrong == []
    assert some > 150


@pytest.mark.parametrize("most", [0, 1, 2, 200])
def test_beginnings_written_out_find_the_same_however_many_words_there_are(published, monkeypatch, most):
    monkeypatch.setattr(sqlite, "MOST_WORDS", most)
    for text in ["vis", "vis depot", "Врб", '"persona non gra"*', "the* dep*", "zebra*", "host"]:
        asked = terms(text)
        assert hits.page(hits.prepared(asked), limit=50).places == corpus.found(asked), text


def test_a_beginning_of_very_many_words_is_asked_for(lawless):
    summary = " ".join(f"many{number}" for number in range(201))
    records.publish(*records.background(), records.visit(summary=summary))
    for text in ("many", "many1"):
        assert ids(hits.page(hits.prepared(terms(text)), limit=5).places) == [records.VISIT]


def test_a_type_narrows_and_is_counted(published):
    asked = terms("depot")
    page = hits.page(asked, limit=50, counted=True)
    assert page.counts == {"place": 1, "visit": 1}
    assert ids(page.dossiers) == [corpus.DOSSIER]
    assert ids(hits.page(asked, types=("visit",), limit=50).places) == ["V00001"]
    assert ids(hits.page(asked, types=("visit", "place"), limit=50).places) == [corpus.DEPOT, "V00001"]
    assert ids(hits.page(asked, types=("source",), limit=50).places) == []
    assert ids(hits.page(terms("place"), types=("place",), limit=50).places) == []  # the type itself is no word


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
@pytest.mark.parametrize("text", ["vis", "host", "the", "persona grata"])
def test_pages_by_key_give_every_hit_once_and_in_order(published, text, limit):
    asked, walked, after = terms(text), [], None
    while True:
        page = hits.page(asked, after=after, limit=limit)
        walked += page.places
        if page.after is None:
            break
        after = page.after
    assert walked == corpus.found(asked)
    assert len(walked) == len(set(walked)) > 1


@pytest.mark.parametrize("after", [0, 1, -1, 2**62, -(2**62), 2**63 - 1, -(2**63 - 1)])
def test_a_key_from_nowhere_breaks_nothing(published, after):
    assert len(hits.page(terms("host"), after=after, limit=50).places) <= 5


def test_counts_stop_at_the_cap(published, monkeypatch):
    monkeypatch.setattr(hits, "COUNT_CAP", 2)
    assert hits.page(terms("host"), limit=50, counted=True).counts["visit"] == 3


def test_words_alone_and_titles_alike_are_offered(published):
    alone = hits.alone(terms("depot zebra vrbetice"))
    assert [(term.said, count) for term, count in alone] == [("depot", 2), ("vrbetice", 2)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("brbetice", "Depot at Vrbětice"),
        ("vrbetive", "Depot at Vrbětice"),
        ("Вребтице", "Depot at Vrbětice"),
        ("nikolas", "Nikolai Tester"),
        ("explozion", "Explosion in a warehouse"),
    ],
)
def test_a_typing_error_is_offered_the_nearest_title(published, text, first):
    assert hits.page(terms(text), limit=5).places == []
    assert nearest_titles(text)[:1] == [first]


def nearest_titles(text):
    return [offer.title for offer in nearest.offers(terms(text))]


def test_nothing_is_offered_where_nothing_is_near(published):
    assert nearest_titles("xylophone") == nearest_titles("zz") == []
