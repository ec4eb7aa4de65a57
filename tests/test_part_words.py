"""Every part of every record has a name that readers know, in English and in Czech."""

import pytest
from django.utils.translation import get_language_info, override

from relations.documents.schema import SCHEMAS
from relations.language_names import NAMES, language_name
from relations.part_words import FIELDS, PARTS, gathered, place_of, words_of

UNCITED = {"slug", "citations", "translations"}
HEADS = sorted({name for schema in SCHEMAS.values() for name in schema().fields} - UNCITED)


@pytest.mark.parametrize("head", HEADS)
def test_every_field_has_a_name(head):
    part = f"{head}/3" if head in PARTS else head
    assert head in PARTS or head in FIELDS
    english = words_of(part)
    with override("cs"):
        assert words_of(part) != english
    if head in FIELDS:
        assert english == head.replace("_", " ")


@pytest.mark.parametrize(
    ("part", "anchor", "english", "czech"),
    [
        ("claims/3", "c3", "statement 3", "tvrzení 3"),
        ("attributions/1", "a1", "attribution 1", "přičtení odpovědnosti 1"),
        ("responses/2", "chain", "chain of events", "řetězec událostí"),
        ("date", "facts", "date", "datum"),
        ("nobody_knows_it", "facts", "nobody knows it", "nobody knows it"),
    ],
)
def test_a_part_is_found_and_called(part, anchor, english, czech):
    assert (place_of(part).anchor, words_of(part)) == (anchor, english)
    with override("cs"):
        assert words_of(part) == czech


def test_parts_of_one_kind_stand_together_in_czech():
    with override("cs"):
        found = gathered([place_of(part) for part in ("claims/1", "claims/2", "positions/1", "date")])
    assert [(each.noun, [text for _, text in each.links]) for each in found] == [
        ("tvrzení", ["1", "2"]), ("", ["postoj 1"]), ("", ["datum"]),
    ]  # fmt: skip


@pytest.mark.parametrize("code", sorted(NAMES))
def test_every_language_has_a_name(code):
    assert language_name(code) == get_language_info(code)["name"]
    with override("cs"):
        assert language_name(code).endswith(("ština", "čtina", "čina"))


def test_a_language_that_nobody_knows_is_its_tag():
    assert language_name("xx") == "xx"
