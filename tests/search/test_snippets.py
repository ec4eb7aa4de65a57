"""Marks and passages: the words that were asked for in the text as it was written, in plain text."""

import json

import pytest

from relations.search import snippets
from relations.search.questions import terms
from tests import records

pytestmark = pytest.mark.one_engine


def marked(text, question):
    """The text with what is marked in brackets."""
    found = snippets.pieces(text, snippets.marks(text, terms(question)))
    assert "".join(piece.text for piece in found) == text
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in found)


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("The depot at Vrbětice.", "vrbetice", "The depot at [Vrbětice]."),
        ("The depot at Vrbětice.", "Врбет", "The depot at [Vrbětice]."),
        ("Склад у Врбетице", "vrbetice", "Склад у [Врбетице]"),
        ("Сказал Ельцин", "yeltsin", "Сказал [Ельцин]"),
        ("Two diplomats of a diplomat", "diplomat", "Two [diplomats] of a [diplomat]"),
        ("Two diplomats", '"diplomat"', "Two diplomats"),
        ("persona non grata, non persona", '"persona non grata"', "[persona non grata], non persona"),
        ("a b a b", '"a b a"', "[a b a] b"),
        ("In 2021-04-17 it was", "2021-04", "In [2021-04]-17 it was"),
        ("abc abcd", "abc abcd", "[abc] [abcd]"),
        ("<b>bold</b>", "bold", "<b>[bold]</b>"),
        ("nothing", "else", "nothing"),
    ],
)
def test_what_was_asked_for_is_marked(text, question, expected):
    assert marked(text, question) == expected


def passage(question, **record):
    return snippets.best(json.loads(records.visit(**record)), terms(question))


def test_the_passage_is_the_text_with_most_of_the_words():
    claims = [{"n": 1, "text": "He came to the depot.", "standing": "established"},
              {"n": 2, "text": "The depot exploded.", "standing": "established"}]  # fmt: skip
    found = passage("depot exploded", claims=claims)
    assert (found.anchor, found.text, found.marks) == ("claims/2/text", "The depot exploded.", [(4, 9), (10, 18)])


def test_a_record_that_is_only_called_so_shows_how_it_begins():
    found = passage("visit", summary="The guest was received by the host.", claims=[], citations=[])
    assert (found.anchor, found.text, found.marks) == ("summary", "The guest was received by the host.", [])


def test_a_passage_far_inside_is_cut_between_words():
    found = passage("needle", summary=f"{'straw ' * 100}needle {'straw ' * 100}".strip())
    assert found.text.startswith("… straw") and found.text.endswith("straw …")
    assert len(found.text) < 300
    assert [found.text[start:end] for start, end in found.marks] == ["needle"]


def test_a_passage_near_the_beginning_is_shown_from_there():
    found = passage("needle", summary=f"{'straw ' * 20}needle {'straw ' * 100}".strip())
    assert found.text.startswith("straw straw") and found.text.endswith(" …")


def test_a_word_longer_than_a_passage_is_shown():
    found = passage("abc", summary="abc" * 500)
    assert [found.text[start:end] for start, end in found.marks] == ["abc" * 500]


@pytest.mark.parametrize(
    ("anchor", "fragment", "name"),
    [
        ("claims/1/text", "c1", "statement 1"),
        ("citations/1/quote", "c1", "passage quoted at statement 1"),
        ("attributions/1/reply_text", "a1", "attribution 1"),
        ("positions/1/text", "p1", "position 1"),
        ("summary", "", ""),
        ("claims/9/text", "", ""),
        ("measures/1/note", "", ""),
    ],
)
def test_a_passage_has_the_address_of_the_part_it_stands_in(anchor, fragment, name):
    place = snippets.place(json.loads(records.incident()), anchor)
    assert (place.fragment, place.name) == (fragment, name)
