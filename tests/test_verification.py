"""`verify_public` names each row that was tampered with, column by column, and reads only."""

import datetime

import pytest
from django.db import connection, models

from relations import publication, verification
from relations.models import Change, Head, Listing, PublishedEdition, PublishedRecord
from relations.verification import NATURAL
from tests import histories, records
from tests.dumping import dump

TWIN = "P1ACE2"  # merged into the place of the visits
DERIVED = [
    (model, field.name)
    for model, key in NATURAL.items()
    for field in model._meta.concrete_fields
    if field.attname not in key and not isinstance(field, models.AutoField)
]


@pytest.fixture
def history(lawless):
    records.publish_visits(2)
    records.publish(*records.incident_background(), records.cause(), records.incident())
    records.publish(records.document("place", TWIN, title="The same town", place_kind="city", **records.claims()))
    publication.merge(public_id=TWIN, survivor=records.PLACE)
    histories.visit(histories.A, "1985-05")()
    histories.withdraw(histories.B, replacement=histories.A)()
    histories.confirm(histories.B)()


def told():
    return list(verification.differences())


def other(row, field):
    """Another value of the column's own type."""
    value = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey):
        target = field.related_model.objects.exclude(pk=value).first()
        return target.pk
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return (value or datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)) + datetime.timedelta(seconds=1)
    if isinstance(field, models.DateField):
        return value + datetime.timedelta(days=1)
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1000
    return f"{value}x"[-(field.max_length or 10**6) :]


def tamper(model, name, **which):
    """Change one column of one row; returns the row as it was."""
    field = model._meta.get_field(name)
    row = model.objects.filter(**which).order_by("pk").last()
    model.objects.filter(pk=row.pk).update(**{field.attname: other(row, field)})
    return row


def label(row):
    return f"{type(row).__name__} " + "/".join(str(getattr(row, name)) for name in NATURAL[type(row)])


def test_nothing_is_wrong_and_nothing_is_written(history):
    before = dump()
    assert told() == []
    assert dump() == before


@pytest.mark.parametrize(("model", "name"), DERIVED, ids=[f"{model.__name__}.{name}" for model, name in DERIVED])
def test_a_changed_derived_column_is_named(history, model, name):
    row = tamper(model, name)
    assert told() == [f"{label(row)} differs in {model._meta.get_field(name).attname}."]


@pytest.mark.parametrize("model", NATURAL)
def test_a_missing_derived_row_is_named(history, model):
    row = model.objects.order_by("pk").last()
    model.objects.filter(pk=row.pk).delete()
    assert told() == [f"{label(row)} is missing."]


@pytest.mark.parametrize("model", NATURAL)
def test_an_invented_derived_row_is_named(history, model):
    row = model.objects.order_by("pk").last()
    named = label(row)
    with_record = PublishedRecord.objects.create(public_id="N0B0DY", type="source")
    for name in NATURAL[model]:
        if name in ("record_id", "source_id", "dossier_id"):
            setattr(row, name, with_record.pk)
        elif name in ("word", "value", "anchor", "topic", "sha256"):
            setattr(row, name, "invented")
    if model is Listing:
        row.public_id = "N0B0DY"
    if hasattr(row, "sort_key"):
        row.sort_key = 5000
    if model._meta.pk.name == "id":
        row.pk = None
    row.save(force_insert=True)
    assert label(row) != named
    assert f"{label(row)} should not exist." in told()


def test_a_row_that_is_there_twice_is_named(history):
    row = publication.TimelineEntry.objects.exclude(seq_to=None).first()
    row.pk = None
    row.save(force_insert=True)
    assert told() == [f"{label(row)} is there twice."]


@pytest.mark.parametrize(
    ("column", "value", "sentences"),
    [
        ("document", "{}", ["its bytes do not have its hash.", "its document is of another record."]),
        ("document", "not json", ["its bytes do not have its hash.", "its document cannot be read."]),
        ("content_hash", "sha256:0", ["its bytes do not have its hash."]),
    ],
)
def test_tampered_bytes_are_named(history, column, value, sentences):
    PublishedEdition.objects.filter(record__public_id=histories.A, number=2).update(**{column: value})
    assert [line for line in told() if line.startswith("PublishedEdition")] == [
        f"PublishedEdition V00000 v2: {sentence}" for sentence in sentences
    ]


def test_what_cannot_be_read_is_said_once_and_ends_the_comparison(history):
    PublishedEdition.objects.filter(record__public_id=histories.A, number=2).update(document="not json")
    assert told()[-1] == "Derived rows were not compared: they cannot be made from these stored rows."


def test_bytes_that_are_not_canonical_are_named_though_their_hash_is_right(history):
    edition = PublishedEdition.objects.get(record__public_id=histories.A, number=2)
    text = edition.document.replace('","', '", "')
    PublishedEdition.objects.filter(pk=edition.pk).update(document=text, content_hash=publication.content_hash(text))
    assert "PublishedEdition V00000 v2: its bytes are not canonical." in told()


def test_a_forged_document_with_its_own_hash_does_not_fit_the_derived_rows(history):
    edition = PublishedEdition.objects.get(record__public_id=histories.A, number=2)
    text = edition.document.replace("Visit V00000", "Words that nobody approved")
    PublishedEdition.objects.filter(pk=edition.pk).update(document=text, content_hash=publication.content_hash(text))
    record = edition.record_id
    assert f"Listing {record} differs in title, sort_title, item." in told()


@pytest.mark.parametrize("column", ["public_id", "type"])
def test_an_identity_that_was_renamed_is_named(history, column):
    PublishedRecord.objects.filter(public_id=histories.A).update(**{column: "person" if column == "type" else "N0B0DY"})
    name = "N0B0DY" if column == "public_id" else histories.A
    assert [line for line in told() if "of another record" in line] == [
        f"PublishedEdition {name} v{number}: its document is of another record." for number in (1, 2)
    ]


def test_a_gap_in_edition_numbers_is_named(history):
    PublishedEdition.objects.filter(record__public_id=histories.A, number=2).update(number=5)
    assert "PublishedRecord V00000: edition numbers [1, 5] have a gap." in told()


@pytest.mark.parametrize("column", ["at", "reason", "replacement", "notice"])
def test_a_tampered_act_shows_in_what_is_derived_from_it(history, column):
    op = "confirm_withdrawal" if column == "notice" else "withdraw"
    if column == "replacement":
        Change.objects.filter(op=op).update(replacement=None)
    else:
        tamper(Change, column, op=op)
    named = {"at": "withdrawn_at", "replacement": "replacement_id"}.get(column, column)
    record = PublishedRecord.objects.get(public_id=histories.B)
    assert told() == [f"Listing {record.pk} differs in {named}."]


def test_a_merge_into_another_record_shows_in_every_row_that_was_resolved(lawless):
    records.publish(*records.background(), records.document("place", TWIN, title="Twin", place_kind="city"))
    records.publish(records.visit(place=TWIN))
    publication.merge(public_id=TWIN, survivor=records.PLACE)
    stranger, twin, visit = (
        PublishedRecord.objects.get(public_id=name).pk for name in (records.GUEST, TWIN, records.VISIT)
    )
    survivor = PublishedRecord.objects.get(public_id=records.PLACE).pk
    Change.objects.filter(op="merge").update(replacement=stranger)
    assert set(told()) == {
        f"Listing {twin} differs in replacement_id.",
        f"PublishedLink {visit}/{stranger}/place is missing.",
        f"PublishedLink {visit}/{survivor}/place should not exist.",
    }


def test_a_merge_that_nobody_logged_is_named(history):
    row = Listing.objects.get(public_id=records.GUEST)
    Listing.objects.filter(pk=row.pk).update(
        state="merged", replacement=PublishedRecord.objects.get(public_id=records.HOST)
    )
    assert told() == [f"{label(row)} differs in state, replacement_id."]


def test_an_act_of_another_record_is_named(history):
    last = Change.objects.filter(op="publish").last()
    stranger = PublishedRecord.objects.get(public_id=records.GUEST)
    Change.objects.filter(pk=last.pk).update(record=stranger)
    assert [line for line in told() if line.startswith("PublishedRecord")] == [
        "PublishedRecord PERS01: its changes do not publish its editions once and in order.",
        "PublishedRecord V00000: its changes do not publish its editions once and in order.",
    ]


def test_a_removed_act_is_named(history):
    Change.objects.filter(op="publish").last().delete()
    assert told()[:3] == [
        "PublishedRecord V00000: its changes do not publish its editions once and in order.",
        "Change: sequence numbers have a gap.",
        f"Head names {Head.objects.get().seq}; the last change is {Change.objects.count()}.",
    ]


@pytest.mark.parametrize("seq", [0, 99])
def test_a_head_that_names_another_change_is_named(history, seq):
    last = Head.objects.get().seq
    Head.objects.update(seq=seq)
    assert told() == [f"Head names {seq}; the last change is {last}."]


def test_a_rebuild_repairs_every_derived_row(history):
    before = dump(surrogates=False)
    with connection.cursor() as cursor:
        for model in NATURAL:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    publication.rebuild()
    assert (told(), dump(surrogates=False)) == ([], before)
