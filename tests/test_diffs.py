"""Differences of documents: complete, by anchor, in reading order, word by word."""

import copy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework import serializers

from editorial.diffs import differences, segments, words
from editorial.wording import value_words
from relations.documents import SCHEMAS, canonical, content_hash, load

NAMES = {"AAAAAA": "First Country", "BBBBBB": "Second Country", "SSSSSS": "A source"}


def visit(**record):
    base = {"title": "A visit", "slug": "a-visit", "kind": "state", "standing": "established"}
    return {"schema": 1, "type": "visit", "id": "VVVVVV", "record": base | record, "change": {"kind": "first"}}


def rows(before, after, names=NAMES):
    return [(d.anchor, d.op, "".join(s.text for s in d.segments)) for d in differences(before, after, names)]


def test_the_same_document_has_no_differences():
    assert differences(visit(), visit(), NAMES) == []


def test_a_first_document_is_added_whole_in_reading_order():
    assert rows(None, visit(summary="Short.")) == [
        ("change/kind", "added", "first publication"),
        ("title", "added", "A visit"),
        ("kind", "added", "state visit"),
        ("standing", "added", "established"),
        ("summary", "added", "Short."),
        ("slug", "added", "a-visit"),
    ]


def test_words_are_compared_within_a_field():
    (found,) = differences(visit(summary="He met the king in Prague."), visit(summary="He met the queen in Prague."))
    assert (found.anchor, found.part, found.field, found.op) == ("summary", "Summary", "", "changed")
    assert found.segments == [
        ("equal", "He met the "), ("delete", "king"), ("insert", "queen"), ("equal", " in Prague."),
    ]  # fmt: skip


def test_neighbouring_words_change_together():
    assert segments("the old grey town hall", "the new white town hall") == [
        ("equal", "the "), ("delete", "old grey"), ("insert", "new white"), ("equal", " town hall"),
    ]  # fmt: skip


def test_ids_are_shown_as_titles():
    (found,) = differences(visit(place="AAAAAA"), visit(place="BBBBBB"), NAMES)
    assert found.segments == [
        ("delete", "First Country (AAAAAA)"),
        ("insert", "Second Country (BBBBBB)"),
    ]


def test_an_id_without_a_name_stays_an_id():
    assert rows(visit(), visit(place="CCCCCC")) == [("place", "added", "CCCCCC")]


def test_a_part_keeps_its_number_wherever_it_stands():
    first, second = {"n": 1, "text": "One."}, {"n": 2, "text": "Two."}
    assert rows(visit(claims=[first]), visit(claims=[second, first])) == [
        ("claims/2/text", "added", "Two."),
        ("claims/order", "changed", "1, 22, 1"),
    ]


def test_a_part_that_only_moves_is_a_difference():
    first, second = {"n": 1, "text": "One."}, {"n": 2, "text": "Two."}
    (found,) = differences(visit(claims=[first, second]), visit(claims=[second, first]))
    assert (found.anchor, found.op) == ("claims/order", "changed")


def test_a_removed_part_shows_what_it_said():
    before, after = visit(claims=[{"n": 1, "text": "One."}]), visit(claims=[{"n": 1, "removed": True}])
    assert rows(before, after) == [("claims/1/text", "removed", "One."), ("claims/1/removed", "added", "yes")]


def test_a_dossier_that_joins_at_the_front_changes_no_other():
    assert rows(visit(dossiers=["BBBBBB"]), visit(dossiers=["AAAAAA", "BBBBBB"])) == [
        ("dossiers/AAAAAA", "added", "First Country (AAAAAA)"),
        ("dossiers/order", "changed", "Second Country, First CountryFirst Country, Second Country"),
    ]


def test_numbers_are_ordered_as_numbers():
    claims = [{"n": n, "text": f"{n}."} for n in range(1, 12)]
    found = [anchor for anchor, _, _ in rows(visit(), visit(claims=claims)) if anchor.endswith("text")]
    assert found == [f"claims/{n}/text" for n in range(1, 12)]


def test_the_note_to_readers_is_shown_first():
    after = visit() | {"change": {"kind": "correction", "note": "The date was wrong."}}
    assert [row[0] for row in rows(visit(), after)] == ["change/kind", "change/note"]


def test_a_long_text_is_compared_as_a_whole():
    old, new = "a b " * 3000, "a c " * 3000
    assert segments(old, new) == [("delete", old), ("insert", new)]


TEXT = st.text(alphabet="ab c\n.é", max_size=20)


@given(TEXT, TEXT)
def test_segments_join_back_to_both_texts(old, new):
    found = segments(old, new)
    assert "".join(s.text for s in found if s.op != "insert") == old
    assert "".join(s.text for s in found if s.op != "delete") == new


PART = st.fixed_dictionaries({"text": TEXT}, optional={"holder": st.sampled_from(["AAAAAA", "BBBBBB"])})
PARTS = st.dictionaries(st.integers(1, 4), PART, max_size=4).flatmap(
    lambda parts: st.permutations([{"n": n} | part for n, part in parts.items()])
)
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "summary": TEXT,
        "place": st.sampled_from(["AAAAAA", "BBBBBB"]),
        "date": st.fixed_dictionaries({"edtf": st.sampled_from(["1993", "1994"])}),
        "dossiers": st.lists(st.sampled_from(["AAAAAA", "BBBBBB", "SSSSSS"]), unique=True),
        "claims": PARTS,
        "order_in_day": st.integers(0, 2),
    },
)


@given(RECORDS, RECORDS)
def test_nothing_that_differs_goes_unshown(old, new):
    before, after = load(canonical(visit(**old))), load(canonical(visit(**new)))
    assert (differences(before, after, NAMES) == []) is (before == after)


@pytest.mark.parametrize("names", [{}, NAMES])
def test_two_records_with_one_title_stay_two(names):
    same = dict.fromkeys(names, "Same title")
    assert differences(visit(place="AAAAAA"), visit(place="BBBBBB"), same) != []


@pytest.mark.parametrize(
    ("anchor", "said"),
    [
        ("title", ("Title", "")),
        ("date/edtf", ("Date", "edtf")),
        ("date/not_before", ("Date", "not before")),
        ("claims/3/text", ("Statement 3", "text")),
        ("tenures/1/date/edtf", ("Office 1", "date edtf")),
        ("dossiers/K7Q2XD", ("Dossiers", "")),
        ("dossiers/234567", ("Dossiers", "")),
        ("sides/1/countries/K7Q2XD", ("Side 1", "countries")),
        ("claims/order", ("Claims", "order")),
    ],
)
def test_an_anchor_is_said_in_words(anchor, said):
    assert words(anchor) == said


def test_with_the_type_a_field_is_called_as_its_form_calls_it():
    assert words("measures/2/imposing", "incident") == ("Measure 2", "imposing side")
    assert words("dossiers/K7Q2XD", "incident") == ("Dossiers", "")


def test_a_subject_that_joins_in_front_changes_no_other():
    before, after = ({"type": "incident", "record": {"topics": topics}} for topics in (["trade"], ["memory", "trade"]))
    assert rows(before, after) == [
        ("topics/memory", "added", "history and memory"),
        ("topics/order", "changed", "trade, memorymemory, trade"),
    ]


def test_a_choice_is_replaced_as_a_whole():
    (found,) = differences(visit(standing="alleged"), visit(standing="disputed"))
    assert found.segments == [("delete", "alleged"), ("insert", "disputed")]


# --- Whole documents of every type ----------------------------------------------------------------

GOLDEN = sorted((Path(__file__).parent / "documents" / "golden").glob("*.json"))


def leaves(value, path=()):
    """The path of every single value of a record, numbers of parts aside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        if isinstance(each, (dict, list)):
            yield from leaves(each, (*path, key))
        elif key != "n":
            yield (*path, key)


def changed(document, path, *, gone):
    """A copy with one value taken out, or another in its place."""
    copied = copy.deepcopy(document)
    *way, last = path
    inside = copied["record"]
    for step in way:
        inside = inside[step]
    if gone:
        del inside[last]
    else:
        value = inside[last]
        inside[last] = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else another(value)
    return copied


def another(text):
    """Another text of the same kind: hashes differ from their first digits on."""
    return content_hash(text) if text.startswith("sha256:") else f"{text}x"


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
@pytest.mark.parametrize("gone", [True, False], ids=["taken out", "changed"])
def test_no_single_value_of_any_document_changes_unshown(file, gone):
    document = load(file.read_text(encoding="utf-8"))
    unshown = [
        path for path in leaves(document["record"]) if not differences(document, changed(document, path, gone=gone))
    ]
    assert unshown == []


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_every_difference_says_where_in_words(file):
    document = load(file.read_text(encoding="utf-8"))
    for found in differences(None, document):
        assert found.part, found.anchor
        assert "_" not in found.part + found.field, found.anchor


def choices(serializer, path):
    """(anchor of a choice, its values) in one serializer and its parts."""
    for name, field in serializer.fields.items():
        child = getattr(field, "child", None)
        if isinstance(field, serializers.ChoiceField):
            yield f"{path}{name}", list(field.choices)
        elif isinstance(child, serializers.ChoiceField):
            yield f"{path}{name}/1", list(child.choices)
        elif isinstance(field, serializers.Serializer):
            yield from choices(field, f"{path}{name}/")
        elif isinstance(child, serializers.Serializer):
            yield from choices(child, f"{path}{name}/1/")


@pytest.mark.parametrize("record_type", SCHEMAS)
def test_two_choices_never_read_alike(record_type):
    """Differences show choices in words: two values with the same words would change unseen."""
    for anchor, values in choices(SCHEMAS[record_type](), ""):
        shown = [value_words(record_type, anchor, str(value)) for value in values]
        assert len(set(shown)) == len(values), anchor
