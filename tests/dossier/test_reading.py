"""A plain text cut into places and sentences, as locators count them."""

import pytest

from editorial.coverage.reading import Document
from editorial.coverage.sentences import sentences

ARTICLE = """\
= Two neighbours =

Infobox
- Capital: Westport
- Currency: crown

The lead. It has two sentences.

Another paragraph of the lead.
== Visits ==
| Guest | Date |
| Ada Novak | 1993 |
| Ada Novak. Again | 1994 |
Said in prose.
=== Later ===
- One item
* Another: it has a sentence. And one more.
"""
LETTER = """\
A Letter Without Signs
it begins in small letters. It goes on.
What Comes Next
This ends with a mark!
* Talks: they go on
"""


def places(text):
    return [(place.locator, place.text) for place in Document(text).places]


def test_an_article_is_cut_at_its_headings_and_counted_by_section():
    assert places(ARTICLE) == [
        ("Title", "Two neighbours"),
        ("Infobox, item 1", "- Capital: Westport"),
        ("Infobox, item 2", "- Currency: crown"),
        ("Lead, paragraph 1", "The lead. It has two sentences."),
        ("Lead, paragraph 2", "Another paragraph of the lead."),
        ("Visits, heading", "Visits"),
        ("Visits, table row 1", "| Ada Novak | 1993 |"),
        ("Visits, table row 2", "| Ada Novak. Again | 1994 |"),
        ("Visits, paragraph 1", "Said in prose."),
        ("Later, heading", "Later"),
        ("Later, item 1", "- One item"),
        ("Later, item 2", "* Another: it has a sentence. And one more."),
    ]


def test_without_signs_a_line_without_closing_mark_is_a_heading_and_the_first_one_the_title():
    assert places(LETTER) == [
        ("Title", "A Letter Without Signs"),
        ("Lead, paragraph 1", "it begins in small letters. It goes on."),
        ("What Comes Next, heading", "What Comes Next"),
        ("What Comes Next, paragraph 1", "This ends with a mark!"),
        ("What Comes Next, item 1", "* Talks: they go on"),
    ]


def test_the_lines_are_numbered_sentences_and_a_heading_is_none():
    lines = [(line.number, line.place.locator, line.text) for line in Document(ARTICLE).lines]
    assert [number for number, *_ in lines] == list(range(1, 13))
    assert lines[3:5] == [(4, "Lead, paragraph 1", "The lead."), (5, "Lead, paragraph 1", "It has two sentences.")]
    assert [text for _, locator, text in lines if locator == "Visits, table row 2"] == ["| Ada Novak. Again | 1994 |"]
    assert [text for _, locator, text in lines if locator.startswith("Later, item 2")] == [
        "* Another: it has a sentence.",
        "And one more.",
    ]
    assert not any("heading" in locator for _, locator, _ in lines)


def test_a_line_stands_where_it_says():
    document = Document(ARTICLE)
    assert [line for line in document.lines if line.place.text[line.start : line.end] != line.text] == []


@pytest.mark.parametrize(
    ("locator", "found"),
    [
        ("Title", ["Two neighbours"]),
        ("Lead, paragraph 2", ["Another paragraph of the lead."]),
        ("Visits, table row 2", ["| Ada Novak. Again | 1994 |"]),
        ("Visits, table rows 1–2", ["| Ada Novak | 1993 |", "| Ada Novak. Again | 1994 |"]),
        ("Later, heading", ["Later"]),
        ("Visits, paragraph 2", []),
        ("Visits, paragraph 0", []),
        ("Elsewhere, paragraph 1", []),
        ("Lead", []),
        ("", []),
    ],
)
def test_a_locator_leads_to_its_places(locator, found):
    assert [place.text for place in Document(ARTICLE).at(locator)] == found


def test_a_place_lies_under_the_headings_around_it():
    text = "= T =\n== A ==\nOne.\n=== B ===\nTwo.\n== C ==\nThree."
    document = Document(text)
    above = {place.text: [heading.text for heading in document.headings[place]] for place in document.places}
    assert (above["One."], above["Two."], above["Three."]) == (["A"], ["A", "B"], ["C"])


@pytest.mark.parametrize(
    "parts",
    [
        ["One ends.", "Another begins."],
        ["It destroyed Warehouse No.16 and No. 17 as well."],
        ["In the U.K. 67% agreed, in the U.S. Navy fewer."],
        ["It rose by 5.28% p.a. with imports at 7.69% p.a."],
        ["They had until 12 p.m. the next day."],
        ["One branch (i.e. the energy sector) was named."],
        ["Dr. Novak met Mr. Adams."],
        ["It was force.", "108 people died."],
        ["She said “no!” twice.", "He went."],
        ['They called it "a new dawn".', '"We stay!"', "Nobody moved (not even he).", "End?"],
        ["It cost $6.14 million …", "Perhaps more."],
    ],
)
def test_sentences_end_at_their_marks_and_not_at_shortened_words(parts):
    assert [span.text for span in sentences(" ".join(parts))] == parts


def test_a_missing_space_does_not_join_two_sentences():
    assert [span.text for span in sentences("It grew within the EU.Specifically, it grew.")] == [
        "It grew within the EU.",
        "Specifically, it grew.",
    ]
