"""What a page that is not there reads out of its address: words, a year, never an identifier, nothing without an end."""

import pytest

from relations import missing

WORDS = [
    ("/visits/ZZZZZZ/vaclav-havel-in-moscow/", "vaclav havel moscow"),
    ("/visits/ZZZZZZ/", ""),
    ("/r/QQQQQQ/v3/", ""),
    ("/incidents/ZZZZZZ/expulsion-of-18/compare/2..3/", "expulsion"),
    ("/czech-republic-russia/timeline/", "czech republic russia"),
    ("/czech-republic-russia/vrbetice-2014/-/", "vrbetice 2014"),
    ("/blog/2021/vrbětice.php", "vrbětice"),
    ("/Врбетице/", "Врбетице"),
    ("/api/", ""),
    (f"/evidence/{'0a' * 32}/", ""),
    ("/" + "x" * 5000 + "/", ""),
    ("/" + "word-" * 500, "word word word word word word word word"),
    ("//../..//", ""),
    ("/\x00\ud800/", ""),
]
YEARS = [
    ("/x/1968-08-21/", "1968"),
    ("/1914/2014/", "2014"),
    ("/19680821/", ""),
    ("/x/2199/", ""),
    ("/12345/", ""),
    ("/", ""),
]


@pytest.mark.parametrize(("path", "words"), WORDS)
def test_words(path, words):
    assert missing.words(path) == words


@pytest.mark.parametrize(("path", "year"), YEARS)
def test_years(path, year):
    assert missing.year_in(path) == year
