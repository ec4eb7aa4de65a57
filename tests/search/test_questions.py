"""What a reader types as terms: nothing is an operator but quotation marks and a star."""

import pytest

from relations.search.questions import terms


def asked(text):
    """(words in each reading, whether the last may go on) of each term."""
    return [(each.readings, each.begins) for each in terms(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("expulsion", [(("expulsion",), True)]),
        ("Vrbětice 2014", [(("vrbetice",), True), (("2014",), False)]),
        ("of", [(("of",), False)]),
        ("of*", [(("of",), False)]),
        ('"guest person"', [(("guest person",), False)]),
        ('"guest per"*', [(("guest per",), True)]),
        ("„guest person“ «host»", [(("guest person",), False), (("host",), False)]),
        ("o'neil", [(("o neil",), True)]),
        ("2021-04", [(("2021 04",), False)]),
        ("202*", [(("202",), True)]),
        ("Врбетице", [(("vrbetice", "vrbetitse"), True)]),
        ("visit VISIT vísit", [(("visit",), True)]),
        ("cat AND dog OR NOT NEAR(", [(("cat",), True), (("and",), True), (("dog",), True), (("or",), False),
                                      (("not",), True), (("near",), True)]),
        ("-cat +dog title:x", [(("cat",), True), (("dog",), True), (("title x",), False)]),
        ('"never closed', [(("never",), True), (("closed",), True)]),
        ('""', []),
        ("", []),
        ("++ % 🙂 * | ^", []),
    ],
)  # fmt: skip
def test_a_question_is_terms(text, expected):
    assert asked(text) == expected


def test_a_term_keeps_what_was_typed():
    assert [each.said for each in terms('Vrbětice "of the"*')] == ["Vrbětice", '"of the"*']
