"""compose and absorb undo each other, for arbitrary valid contents of every type; held rows and desk-only fields stay."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework import serializers

from editorial.composing import absorb, compose
from editorial.models import (
    Claim,
    Country,
    Dossier,
    DossierMembership,
    Incident,
    Organisation,
    Participation,
    Person,
    Place,
    Record,
    Source,
    Tenure,
    User,
    Visit,
)
from editorial.shapes import SHAPES, typed
from relations.documents import SCHEMAS, canonical, load, problems, refs
from relations.documents.fields import DECIMAL, Decimal, Edtf, Part, PublicId, Topics

MODELS = {"C0NTR1": Country, "C0NTR2": Country, "D0SSR1": Dossier, "D0SSR2": Dossier, "0RGAN1": Organisation,
          "PERS01": Person, "P1ACE1": Place, "S0RCE1": Source, "S0RCE2": Source, "1NC1D1": Incident,
          "V1S1T1": Visit}  # fmt: skip
PLACES, BODIES = ["P1ACE1"], ["0RGAN1"]
NAMED = {Country: ["C0NTR1", "C0NTR2"], Dossier: ["D0SSR1", "D0SSR2"], Source: ["S0RCE1", "S0RCE2"]}
TARGETS = {"source": NAMED[Source], "through": NAMED[Source], "dossiers": NAMED[Dossier], "to": ["1NC1D1", "V1S1T1"]}
TARGETS |= dict.fromkeys(["state", "country", "predecessor", "countries", "sending_state"], NAMED[Country])
TARGETS |= dict.fromkeys(["place", "seat", "inside"], PLACES) | dict.fromkeys(["publisher", "parent", "body"], BODIES)
ANYONE = ["PERS01", "0RGAN1", "C0NTR1", "S0RCE1"]
EDTF = ["1993-08", "1983-01-03/1983-01-05", "1968~", "201X", "[..1935-05-16]", "2014/..", "18XX", "2018?", "1991-12-25"]

words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30)
texts = st.one_of(words, st.sampled_from(["Vrbětice", "line one\nline two", "Пётр", "e\u0301", "“quoted” & <b>"]))
texts = texts.map(lambda text: load(canonical({"t": text.strip() or "x"}))["t"])
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
# What some fields hold beyond their class; a count of nobody is a count.
BY_NAME = {
    "slug": st.from_regex(r"\A[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}\Z"),
    **dict.fromkeys(["case", "key"], st.from_regex(r"\A[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}\Z")),
    "iso_numeric": st.sampled_from(["203", "643"]),
    "latitude": st.sampled_from(["50.08804", "-90", "0.10"]),
    "longitude": st.sampled_from(["14.42076", "180", "-0.5"]),
    "language": st.sampled_from(["en", "cs", "ru", "zh-Hant"]),
    "sha256": digests,
    "content_sha256": digests,
    "of": digests.map(lambda digest: f"sha256:{digest}"),
    **dict.fromkeys(["count", "count_min", "count_max"], st.integers(0, 900)),
    "size": st.integers(1, 2**40),
}


def one(name: str, field: serializers.Field) -> st.SearchStrategy:
    """Valid values of one schema field, in the normal form that a document has."""
    if isinstance(field, PublicId):
        return st.sampled_from(TARGETS.get(name, ANYONE))
    if name in BY_NAME:
        return BY_NAME[name]
    if isinstance(field, Edtf):
        return st.sampled_from(EDTF)
    if isinstance(field, Decimal):
        return st.from_regex(DECIMAL).filter(lambda text: text == text.strip())
    if isinstance(field, serializers.ChoiceField):
        return st.sampled_from([str(choice) for choice in field.choices])
    if isinstance(field, serializers.BooleanField):
        return st.just(True)
    if isinstance(field, serializers.IntegerField):
        return st.integers(min_value=1, max_value=7)
    if isinstance(field, serializers.DateField):
        return st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)).map(str)
    return several(name, field)


def several(name: str, field: serializers.Field) -> st.SearchStrategy:
    if isinstance(field, Topics):
        return st.lists(one("topic", field.child), min_size=1, unique=True, max_size=3)
    if isinstance(field, serializers.ListField) and isinstance(field.child, PublicId):
        return st.lists(one(name, field.child), min_size=1, unique=True, max_size=2)
    if isinstance(field, serializers.ListField):
        parts = st.one_of(whole(field.child), st.builds(lambda n: {"n": n, "removed": True}, st.integers(1, 99)))
        lists = st.lists(parts, min_size=1, max_size=3, unique_by=lambda part: part["n"])
        return sides(field.child) if name == "sides" else lists
    if isinstance(field, serializers.Serializer):
        return whole(field)
    urls = st.sampled_from(["https://example.org/a?b=c", "http://example.org/%C5%99"])
    return urls if isinstance(field, serializers.URLField) else texts


def sides(child: Part) -> st.SearchStrategy:
    """Two sides, and perhaps the stub of one that was removed."""
    stub = st.lists(st.just({"n": 100, "removed": True}), max_size=1)
    two = st.lists(whole(child), min_size=2, max_size=2, unique_by=lambda part: part["n"])
    return st.builds(lambda live, removed: removed + live, two, stub)


def whole(schema: serializers.Serializer) -> st.SearchStrategy:
    """Valid objects of one serializer; optional fields come and go."""
    fields = {name: field for name, field in schema.fields.items() if name != "removed"}
    if isinstance(schema, Part):
        fields.pop("n")
    required = {name: one(name, field) for name, field in fields.items() if field.required}
    optional = {name: one(name, field) for name, field in fields.items() if not field.required}
    value = st.fixed_dictionaries(required, optional=optional).map(consistent)
    return st.builds(lambda n, part: {"n": n} | part, st.integers(1, 99), value) if isinstance(schema, Part) else value


def consistent(value: dict) -> dict:
    """Without what the schema refuses together: a number beside its bounds, bounds the wrong way round, half a case, half a
    point.
    """
    if "count" in value or value.get("count_min", 0) > value.get("count_max", 900):
        value = {name: part for name, part in value.items() if name not in ("count_min", "count_max")}
    if ("case" in value) != ("stage" in value):
        value = {name: part for name, part in value.items() if name not in ("case", "stage")}
    if ("latitude" in value) != ("longitude" in value):
        value = {name: part for name, part in value.items() if name not in ("latitude", "longitude")}
    return value


def document_text(record_type: str, public_id: str, body: dict) -> str:
    value = {"schema": 1, "type": record_type, "id": public_id, "record": body, "change": {"kind": "first"}}
    return canonical(value | {"refs": refs(value)})


def documents(record_type: str) -> st.SearchStrategy:
    return whole(SCHEMAS[record_type]()).map(lambda body: document_text(record_type, "SE1F00", body))


@pytest.fixture
def author(db):
    author = User.objects.create(username="author")
    types = {shape.model: name for name, shape in SHAPES.items()}
    for public_id, model in MODELS.items():
        model.objects.create(public_id=public_id, type=types[model], title=public_id, created_by=author)
    return author


def blank(author: User, record_type: str) -> Record:
    model = SHAPES[record_type].model
    return model.objects.create(public_id="SE1F00", type=record_type, title="Blank", created_by=author)


def composed(record: Record) -> str:
    return compose(Record.objects.get(pk=record.pk), change_kind="first")


@pytest.mark.parametrize("record_type", SHAPES)
def test_a_document_comes_back_from_a_fresh_and_from_a_used_record(author, record_type):
    record = blank(author, record_type)

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(documents(record_type))
    def check(text):
        assert problems(load(text)) == []
        absorb(text, record)
        assert composed(record) == text

    check()


@pytest.mark.parametrize("record_type", SHAPES)
def test_every_field_of_the_schema_comes_back(author, record_type):
    """At least once with everything filled: a field that composing forgets cannot hide behind chance."""
    record = blank(author, record_type)
    body = {name: full(name, field) for name, field in SCHEMAS[record_type]().fields.items()}
    text = document_text(record_type, "SE1F00", body)
    assert problems(load(text)) == []
    absorb(text, record)
    assert composed(record) == text


def full(name, field):
    """One value with every optional field present."""
    if isinstance(field, serializers.ListField) and isinstance(field.child, serializers.Serializer):
        return [{"n": 3} | full("", field.child), {"n": 1, "removed": True}, {"n": 2} | full("", field.child)]
    if isinstance(field, serializers.Serializer):
        skipped = ("n", "removed", "count_min", "count_max")
        return {key: full(key, inner) for key, inner in field.fields.items() if key not in skipped}
    if isinstance(field, Topics):
        return ["trade", "energy"]
    if isinstance(field, serializers.ListField):
        return [TARGETS[name][0]]
    samples = {"slug": "a-word", "case": "a-case", "key": "a-case", "iso_numeric": "203", "latitude": "50.10", "longitude": "-14.4",
               "language": "en", "content_sha256": "0" * 64, "sha256": "0" * 64,
               "of": f"sha256:{'0' * 64}", "value": "-3.50"}  # fmt: skip
    if isinstance(field, PublicId):
        return TARGETS.get(name, ANYONE)[0]
    if isinstance(field, Edtf):
        return EDTF[0]
    if isinstance(field, serializers.ChoiceField):
        return str(next(iter(field.choices)))
    kinds = {serializers.BooleanField: True, serializers.IntegerField: 5, serializers.DateField: "2020-02-29",
             serializers.URLField: "https://example.org/"}  # fmt: skip
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), samples.get(name, "some text"))


def test_bounds_of_a_number_come_back_and_nobody_is_a_number(author):
    measures = [
        {"n": 1, "kind": "recall", "count_min": 0, "count_max": 3},
        {"n": 2, "kind": "recall", "count": 0},
        {"n": 3, "kind": "recall", "count_max": 3},
    ]
    text = document_text("incident", "SE1F00", {"title": "T", "slug": "t", "kind": "recall", "standing": "established",
                                                "date": {"edtf": "1993"}, "measures": measures})  # fmt: skip
    assert problems(load(text)) == []
    record = blank(author, "incident")
    absorb(text, record)
    assert composed(record) == text


def test_records_share_no_list_of_topics(author):
    """What one record adds to an empty list is nobody else's."""
    text = document_text("series", "SE1F00", {"title": "T", "slug": "t", "definition": "D", "unit": "U"})
    first = blank(author, "series")
    absorb(text, first)
    first.topics.append("trade")
    other = SHAPES["series"].model(public_id="0THER0", type="series", title="Other", created_by=author)
    absorb(text.replace("SE1F00", "0THER0"), other)
    assert other.topics == []


def target(public_id):
    return Record.objects.get(public_id=public_id)


def visit_with_held_rows(author):
    visit = blank(author, "visit")
    Visit.objects.filter(pk=visit.pk).update(
        desk_note="For the desk.", place_id=target("P1ACE1").pk, place_held=True, date_edtf="1993", slug="a-visit"
    )
    Claim.objects.create(record=visit, n=8, position=1, text="Held.", holder=target("PERS01"), held=True)
    Participation.objects.create(record=visit, n=9, who=target("PERS01"), role="guest", held=True)
    DossierMembership.objects.create(record=visit, dossier_id=target("D0SSR1").pk, held=True)
    return visit


def test_what_is_held_stays_out_of_the_document_and_on_the_record(author):
    visit = visit_with_held_rows(author)
    text = composed(visit)
    assert load(text) == {
        "schema": 1, "type": "visit", "id": "SE1F00", "change": {"kind": "first"},
        "record": {"title": "Blank", "slug": "a-visit", "kind": "official", "standing": "established", "date": {"edtf": "1993"}},
    }  # fmt: skip
    absorb(text, Record.objects.get(pk=visit.pk))
    kept = Visit.objects.get(pk=visit.pk)
    assert (kept.desk_note, kept.place.public_id, kept.place_held) == ("For the desk.", "P1ACE1", True)
    assert list(kept.claims.values_list("n", "text", "held")) == [(8, "Held.", True)]
    assert list(kept.participations.values_list("n", "held")) == [(9, True)]
    assert list(kept.in_dossiers.values_list("held", flat=True)) == [True]
    assert composed(visit) == text


def test_what_the_document_has_is_no_longer_held(author):
    visit = blank(author, "visit")
    text = document_text("visit", "SE1F00", {
        "title": "T", "slug": "t", "kind": "official", "standing": "established", "date": {"edtf": "1993"},
        "place": "P1ACE1", "dossiers": ["D0SSR1"], "claims": [{"n": 8, "text": "Public.", "standing": "established"}],
    })  # fmt: skip
    absorb(text, visit)
    Visit.objects.filter(pk=visit.pk).update(place_held=True)
    Claim.objects.update(held=True)
    DossierMembership.objects.update(held=True)
    absorb(text, Record.objects.get(pk=visit.pk))
    assert composed(visit) == text


def test_a_record_may_name_itself(author):
    person = blank(author, "person")
    text = document_text("person", "SE1F00", {
        "title": "T", "slug": "t",
        "claims": [{"n": 1, "text": "I did.", "standing": "attributed", "holder": "SE1F00"}],
    })  # fmt: skip
    absorb(text, person)
    assert composed(person) == text


def test_an_unknown_target_is_named(author):
    visit = blank(author, "visit")
    text = document_text("visit", "SE1F00", {"title": "T", "slug": "t", "place": "ZZZZZZ"})
    with pytest.raises(Record.DoesNotExist, match=r"^The document names ZZZZZZ, which is not on this desk\.$"):
        absorb(text, visit)


def test_numbers_are_never_lowered_by_an_older_document(author):
    person = blank(author, "person")
    Record.objects.filter(pk=person.pk).update(part_numbers={"tenures": 7})
    text = document_text("person", "SE1F00", {"title": "T", "slug": "t", "tenures": [{"n": 2, "office": "Mayor"}]})
    absorb(text, Record.objects.get(pk=person.pk))
    assert Record.objects.get(pk=person.pk).part_numbers["tenures"] == 7


def test_composing_reads_the_records_own_rows_alone(author):
    """Renaming, publishing or emptying a target changes no byte."""
    person = blank(author, "person")
    Tenure.objects.create(record=person, n=1, office="Mayor", body=target("0RGAN1"))
    before = composed(person)
    Record.objects.filter(public_id="0RGAN1").update(title="Another name", slug="another", lock_version=9)
    assert composed(person) == before


@pytest.mark.parametrize(
    ("typed_text", "written"),
    [("  edges  ", "edges"), ("a\tb", "a b"), ("a\r\nb\rc", "a\nb\nc"), ("e\u0301", "é"), ("   ", None)],
)
def test_typed_text_is_brought_into_one_form(author, typed_text, written):
    person = blank(author, "person")
    Person.objects.filter(pk=person.pk).update(summary=typed_text)
    assert load(composed(person))["record"].get("summary") == written


@pytest.mark.parametrize(("stored", "written"), [("1993-8", "1993-8"), ("", None), ("1968~", "1968~")])
def test_a_date_that_cannot_be_read_stays_as_typed(author, stored, written):
    visit = blank(author, "visit")
    Visit.objects.filter(pk=visit.pk).update(date_edtf=stored)
    assert load(composed(visit))["record"].get("date", {}).get("edtf") == written


@pytest.mark.parametrize(
    ("title", "slug", "written"),
    [("Vrbětice 2014", "", "vrbetice-2014"), ("Визит", "", "person"), ("Any", "typed-word", "typed-word")],
)
def test_there_is_always_an_address_word(author, title, slug, written):
    person = blank(author, "person")
    Person.objects.filter(pk=person.pk).update(title=title, slug=slug)
    assert load(composed(person))["record"]["slug"] == written


def test_typed_returns_the_child_of_a_parent(author):
    assert [type(typed(record)) for record in Record.objects.order_by("public_id")] == [
        MODELS[public_id] for public_id in sorted(MODELS)
    ]
