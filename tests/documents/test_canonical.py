"""One value, one sequence of bytes: the canonical form and its hash."""

import hashlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.documents import DocumentFault, canonical, content_hash, load

texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)
objects = st.dictionaries(texts.filter(bool), values, max_size=5)


@given(objects)
def test_writing_again_changes_nothing(value):
    text = canonical(value)
    assert canonical(load(text)) == text


@given(objects)
def test_order_of_keys_is_no_difference(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(objects)
def test_every_text_is_in_one_normal_form(value):
    def strings(inside):
        if isinstance(inside, str):
            yield inside
        for item in inside.values() if isinstance(inside, dict) else inside if isinstance(inside, list) else []:
            yield from strings(item)

    assert [text for text in strings(load(canonical(value))) if unicodedata.normalize("NFC", text) != text] == []


@given(objects)
def test_the_hash_recomputes_from_the_bytes(value):
    text = canonical(value)
    assert content_hash(text) == "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param({"b": 1, "a": 2}, '{"a":2,"b":1}', id="sorted keys, no spaces"),
        pytest.param({"t": "e\u0301"}, '{"t":"é"}', id="composed"),
        pytest.param({"t": "a\r\nb\rc\nd"}, '{"t":"a\\nb\\nc\\nd"}', id="line breaks"),
        pytest.param({"t": "Vrbětice <b> & Пётр"}, '{"t":"Vrbětice <b> & Пётр"}', id="nothing escaped"),
        pytest.param({"a": None, "b": "", "c": [], "d": {}, "e": {"f": ""}}, "{}", id="empties left out"),
        pytest.param({"a": False, "b": 0}, '{"a":false,"b":0}', id="false and zero are values"),
        pytest.param({"a": ["", "x"]}, '{"a":["","x"]}', id="places in a list stay"),
        pytest.param({"a": ("x", "y")}, '{"a":["x","y"]}', id="a tuple is a list"),
        pytest.param({"a": 2**70}, '{"a":1180591620717411303424}', id="whole numbers of any size"),
        pytest.param({"t": "a\tb"}, '{"t":"a\\tb"}', id="tabs"),
        pytest.param({"t": "\u2028\u200b"}, '{"t":"\u2028\u200b"}', id="separators and joiners"),
    ],
)
def test_the_form_is(value, text):
    assert canonical(value) == text


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x1e", "\x7f", "\x85", "\ud800"])
def test_control_characters_are_refused_with_their_place(char):
    with pytest.raises(DocumentFault) as fault:
        canonical({"record": {"claims": [{"text": f"ab{char}c"}]}})
    assert str(fault.value) == (
        f"document/record/claims/1/text holds the control character U+{ord(char):04X} at position 3; "
        "remove it and type plain text."
    )


@pytest.mark.parametrize("number", [1.5, 1.0, float("nan"), float("inf")])
def test_floats_are_refused_with_the_way_out(number):
    with pytest.raises(DocumentFault) as fault:
        canonical({"value": number})
    assert str(fault.value) == (f'document/value is the float {number}; write decimals as text, for example "1.10".')


def test_what_is_no_json_is_refused():
    with pytest.raises(DocumentFault, match=r"^document/a is a set, which a document cannot hold; write it as text\.$"):
        canonical({"a": {1}})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("not json", "The document is not JSON: Expecting value at character 1."),
        ("", "The document is not JSON: Expecting value at character 1."),
        ("[]", "The document is not a JSON object; it starts with { and holds schema, type, id and record."),
        ('"x"', "The document is not a JSON object; it starts with { and holds schema, type, id and record."),
    ],
)
def test_what_is_no_document_is_refused(text, sentence):
    with pytest.raises(DocumentFault) as fault:
        load(text)
    assert str(fault.value) == sentence


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000])
def test_a_bottomless_text_is_refused_like_any_other(text):
    with pytest.raises(DocumentFault):
        load(text)


def test_json_itself_reads_it_back():
    assert json.loads(canonical({"a": [1, {"b": "ř"}]})) == {"a": [1, {"b": "ř"}]}
