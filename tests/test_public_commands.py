"""Tests for `rebuild_public` and `verify_public`: what was tampered with is named, and what is derived comes back."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from relations import cards
from relations.models import EntryCount, Head, Listing, Path, PublishedEdition, PublishedLink, SearchRow, TimelineEntry
from tests import records


@pytest.fixture
def record(lawless):
    records.publish_visits(2)


def run(name, *arguments):
    """(exit code, lines) of a command."""
    out = StringIO()
    try:
        call_command(name, *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def key(public_id):
    return Listing.objects.get(public_id=public_id).pk


def tamper(model, **where):
    """A queryset of rows to damage, as someone with the database owner's rights would."""
    assert model.objects.filter(**where).count() == 1
    return model.objects.filter(**where)


def test_a_whole_record_verifies(record):
    assert run("verify_public") == (0, ["The public record is whole."])


def test_an_empty_record_verifies(db):
    assert run("verify_public") == (0, ["The public record is whole."])


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda: tamper(Listing, public_id="V00001").update(title="Forged"), "Listing {visit} differs in title."),
        (lambda: tamper(Listing, public_id="V00001").update(item="{{}}"), "Listing {visit} differs in item."),
        (
            lambda: tamper(TimelineEntry, record__public_id="V00001").update(card="<p>", standing="denied"),
            "TimelineEntry {visit}/{dossier}/9 differs in standing, card.",
        ),
        (lambda: tamper(SearchRow, record__public_id="V00001").delete(), "SearchRow {visit} is missing."),
        (lambda: tamper(Path, word="first-second").delete(), "Path first-second is missing."),
        (
            lambda: tamper(EntryCount, facet="all").update(count=7),
            "EntryCount {dossier}/all/ differs in count.",
        ),
        (
            lambda: tamper(PublishedLink, source__public_id="V00001", relation="place").update(role="x"),
            "PublishedLink {visit}/{place}/place differs in role.",
        ),
        (
            lambda: Path.objects.create(word="forged", record_id=key("D0SSR1")),
            "Path forged should not exist.",
        ),
        (lambda: Head.objects.update(seq=99), "Head names 99; the last change is 9."),
    ],
)
def test_each_tampered_row_is_named(record, damage, sentence):
    damage()
    names = {"visit": key("V00001"), "dossier": key("D0SSR1"), "place": key("P1ACE1")}
    assert run("verify_public") == (1, [sentence.format(**names)])


def test_forged_bytes_are_named_although_their_hash_stands_beside(record):
    edition = PublishedEdition.objects.get(record__public_id="V00001")
    forged = edition.document.replace("received", "ignored")
    assert forged != edition.document
    with connection.cursor() as cursor:
        cursor.execute("UPDATE relations_publishededition SET document = %s WHERE id = %s", [forged, edition.pk])
    code, lines = run("verify_public")
    assert (code, lines[0]) == (1, "PublishedEdition V00001 v1: its bytes do not have its hash.")


def test_rebuilding_repairs_every_derived_row(record):
    before = [list(model.objects.order_by("pk").values_list("record_id")) for model in (Listing, SearchRow)]
    Listing.objects.update(title="Forged", item="{}")
    TimelineEntry.objects.all().delete()
    EntryCount.objects.update(count=1)
    PublishedLink.objects.update(role="forged")
    assert run("verify_public")[0] == 1
    assert run("rebuild_public") == (0, ["Public records rebuilt: 9."])
    assert run("verify_public") == (0, ["The public record is whole."])
    assert [list(model.objects.order_by("pk").values_list("record_id")) for model in (Listing, SearchRow)] == before


def test_only_cards_of_an_older_renderer_are_rendered(record):
    TimelineEntry.objects.filter(record__public_id="V00001").update(card="<p>", card_json="{}", renderer="older")
    TimelineEntry.objects.filter(record__public_id="V00000").update(card="<p>left alone</p>")
    assert run("rebuild_public", "--cards") == (0, ["Cards rendered: 1."])
    rows = dict(TimelineEntry.objects.values_list("record__public_id", "card"))
    assert rows["V00000"] == "<p>left alone</p>"
    assert "/visits/V00001/" in rows["V00001"]
    assert set(TimelineEntry.objects.values_list("renderer", flat=True)) == {cards.fingerprint()}
    assert run("rebuild_public", "--cards") == (0, ["Cards rendered: 0."])
