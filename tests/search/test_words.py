"""Words as the index has them: one spelling for case, accents and scripts, and the same on both sides."""

import unicodedata

import pytest

from relations.search import romanising
from relations.search.words import BREAK, LONGEST_WORD, indexed, lines, words


@pytest.mark.parametrize("text", ["vrbetice", "Vrbětice", "VRBĚTICE", "Vrb\u00adětice", "VRBE\u030cTICE"])
def test_case_accents_and_soft_hyphens_make_no_difference(text):
    assert lines(unicodedata.normalize("NFC", text)) == ["vrbetice"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Врбетице", ["vrbetice", "vrbetitse"]),
        ("ВРБЕТИЦЕ", ["vrbetice", "vrbetitse"]),
        ("Ельцин", ["elcin", "jelcin", "yeltsin"]),
        ("Горбачёв", ["gorbacev", "gorbacov", "gorbachev"]),
        ("Захарова", ["zaharova", "zacharova", "zakharova"]),
        ("Чепига", ["cepiga", "chepiga"]),
        ("Анатолий", ["anatolij", "anatoly"]),
        ("Королёв", ["korolev", "koroljov"]),
        ("Королев", ["korolev"]),
        ("за\u0301мок", ["zamok"]),
        ("Љубљана", ["ljubljana"]),
        ("объезд", ["obezd", "objezd", "obyezd"]),
    ],
)
def test_cyrillic_is_read_as_papers_write_it(text, expected):
    assert lines(text) == expected


def test_a_line_is_read_in_one_way_from_end_to_end():
    assert lines("Анатолий Чепига, GRU") == ["anatolij cepiga gru", "anatoly chepiga gru"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("o'neil", ["o neil"]),
        ("2021-04-17", ["2021 04 17"]),
        ("C++ & a_b", ["c a b"]),
        ("Łódź, Straße", ["lodz strasse"]),
        ("x² ½", ["x2 12"]),
        ("16\u00a0October", ["16 october"]),
        ("€ 5,000.", ["5 000"]),
        ("🙂 — … “”", []),
        ("", []),
        (f"{BREAK} | a", ["a"]),
        ("\u0301\u0302", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text, expected):
    assert lines(text) == expected


def test_a_word_without_end_is_cut_on_both_sides_alike():
    assert lines("ř" * 300) == lines("R" * 1000) == ["r" * LONGEST_WORD]


def test_words_know_where_they_stand():
    text = "In Vrb\u00adětice, 2014."
    assert [text[word.start : word.end] for word in words(text)] == ["In", "Vrb\u00adětice", "2014"]


def test_no_word_of_the_index_can_hold_the_break_or_a_sign_of_a_query_language():
    sheet = "".join(chr(code) for code in range(32, 0x3000)) + "|\"'*:()^{}-+&!<>\\%_"
    found = {char for line in lines(sheet) for char in line if char.isascii() and not char.isalnum()}
    assert found == {" "}


def test_texts_are_parted():
    assert indexed(["A depot.", "", "Врб"]) == f"a depot {BREAK} vrb"


def test_every_letter_of_cyrillic_that_papers_use_has_a_reading():
    letters = "абвгґдѓђеёєжзѕиіїйјкќлљмнњопрстћуўфхцчџшщъыьэюя"
    tables = (romanising.PLAIN, romanising.CZECH, romanising.ENGLISH)
    assert [[char for char in letters if char not in table] for table in tables] == [[], [], []]
    assert all(value.isascii() for table in tables for value in table.values())
