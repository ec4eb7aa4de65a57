"""What readers call the values of a document: in English as the desk does, in Czech without an English word left."""

import re

import pytest
from django.utils import translation

from relations import anchor_words
from relations.documents import label, schema


def anchors():
    """An anchor for every field that a record can have."""
    found = {}
    for record in schema.SCHEMAS.values():
        for name, field in record().fields.items():
            walked(found, name, field)
    return sorted(found)


def walked(found, anchor, field):
    child = getattr(field, "child", field)
    if not hasattr(child, "fields"):
        found[anchor] = True
        return
    inside = f"{anchor}/3" if child is not field else anchor
    for name, inner in child.fields.items():
        if name not in ("n", "removed", "of"):  # numbers and hashes are told to nobody
            walked(found, f"{inside}/{name}", inner)


@pytest.mark.parametrize(
    "anchor", ["title", "date/not_before", "claims/3", "claims/3/text", "see_also/1/target", *anchors()]
)
def test_english_is_what_the_desk_says(anchor):
    assert anchor_words.words_of(anchor) == label(anchor)


def test_every_field_has_its_czech():
    with translation.override("cs"):
        czech = {anchor: anchor_words.words_of(anchor) for anchor in anchors()}
    same = {words for anchor, words in czech.items() if words == label(anchor)}
    assert same <= {"Text"}
    assert [words for words in czech.values() if re.search(r"\b(of|the|by|text \w+ed)\b", words)] == []


def test_an_order_names_its_list():
    assert anchor_words.order_of("claims") == "Order of statements"
    assert anchor_words.order_of("access_points") == "Order of access points"
