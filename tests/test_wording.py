"""Documents in an editor's words: as the forms say it, and never so that two values read alike."""

import pytest
from rest_framework import serializers

from editorial import wording
from relations.documents import SCHEMAS

NAMES = {"AAAAAA": "East", "BBBBBB": "West"}


@pytest.mark.parametrize(
    ("record_type", "anchor", "said"),
    [
        ("incident", "title", ("Title", "")),
        ("incident", "one_sided_reason", ("Why only one side", "")),
        ("incident", "date/edtf", ("Date", "date (EDTF)")),
        ("country", "existed/as_stated", ("Existed", "date as the source words it")),
        ("incident", "measures/1/count_min", ("Measure 1", "at least")),
        ("incident", "attributions/2/to", ("Attribution 2", "to whom")),
        ("incident", "attributions/2/date/edtf", ("Attribution 2", "date (EDTF)")),
        ("incident", "topics/espionage", ("Topics", "")),
        ("incident", "translations/1/anchor", ("Translation 1", "translates")),
        ("dossier", "sides/1/countries", ("Side 1", "countries")),
        ("series", "observations/3/period", ("Observation 3", "period (EDTF)")),
        ("incident", "nothing/1/known", ("Nothing", "1 known")),
    ],
)
def test_fields_are_called_as_the_forms_call_them(record_type, anchor, said):
    assert wording.field_words(record_type, anchor) == said


@pytest.mark.parametrize(
    ("anchor", "value", "said"),
    [
        ("measures/1/kind", "expulsion", "expulsion (persona non grata)"),
        ("topics/1", "memory", "history and memory"),
        ("participations/1/alleged", "true", "yes"),
        ("citations/1/anchor", "measures/2", "Measure 2"),
        ("translations/1/of", "sha256:" + "0123456789abcdef" * 4, "text sha256:0123456789abcdef01234567…"),
        ("change/kind", "correction", "correction: we were wrong"),
        ("summary", "true", "true"),
        ("kind", "not a kind", "not a kind"),
    ],
)
def test_values_are_said_in_words(anchor, value, said):
    assert wording.value_words("incident", anchor, value) == said


def test_a_part_is_said_in_one_line():
    measure = {
        "n": 1,
        "kind": "expulsion",
        "imposing": "AAAAAA",
        "receiving": "CCCCCC",
        "count": 18,
        "category": "staff",
    }
    said = wording.part_words("incident", "measures", measure, NAMES)
    assert said == (
        "expulsion (persona non grata) · imposing side: East · receiving side: CCCCCC · number: 18"
        " · what is counted: embassy staff"
    )
    side = {"n": 1, "label": "The East", "countries": ["AAAAAA", "BBBBBB"]}
    assert wording.part_words("dossier", "sides", side, NAMES) == "The East · countries: East, West"
    attribution = {
        "n": 1,
        "text": "They did it.",
        "by": "AAAAAA",
        "to": "BBBBBB",
        "settled": True,
        "date": {"edtf": "2021"},
    }
    assert (
        wording.part_words("incident", "attributions", attribution, NAMES)
        == "They did it. · who attributes: East · to whom: West · 2021 · settled"
    )


def fields(serializer, path=()):
    """Every field of a schema with its path."""
    for name, field in serializer.fields.items():
        inner = getattr(field, "child", field)
        yield (*path, name), inner
        if isinstance(inner, serializers.Serializer):
            yield from fields(inner, (*path, name))


@pytest.mark.parametrize("record_type", SCHEMAS)
def test_no_two_choices_of_a_field_read_alike(record_type):
    found = [field for _, field in fields(SCHEMAS[record_type]()) if isinstance(field, serializers.ChoiceField)]
    assert found
    assert [
        field for field in found if len({str(label) for label in field.choices.values()}) < len(field.choices)
    ] == []


@pytest.mark.parametrize("record_type", SCHEMAS)
def test_the_schema_is_found_by_path(record_type):
    for path, field in fields(SCHEMAS[record_type]()):
        assert type(wording.schema_field(record_type, path)) is type(field), path
