"""The write-path matrix: whatever one person tries alone, every public table stays as it was, to the byte."""

import pytest
from django.db import connection

from editorial.admin import desk
from editorial.rules import newest_revision
from relations import verification
from relations.models import Listing, PublishedEdition
from tests.dumping import dump
from tests.laws import admin_ways, raw_ways, record_ways, scene
from tests.laws.ways import WAYS

assert admin_ways and raw_ways and record_ways  # register their ways


def here() -> list[str]:
    return [name for name, way in WAYS.items() if way.engine in ("", connection.vendor)]


@pytest.fixture
def of(db):
    return scene.scene()


@pytest.mark.parametrize("name", here())
def test_nobody_publishes_alone_by(of, name):
    WAYS[name].walk(of)
    assert of.said == list(WAYS[name].said)
    assert of.unchanged()
    assert list(verification.differences()) == []


def test_only_records_and_accounts_have_forms():
    """No page of the admin edits a revision, a decision, the log or a public table."""
    records = ("Country", "Dossier", "Incident", "Organisation", "Person", "Place", "Series", "Source", "Visit")
    assert sorted(model._meta.label for model in desk._registry) == sorted(
        f"editorial.{name}" for name in (*records, "Record", "User")
    )


def test_no_page_of_the_admin_changes_many_rows_or_copies_one():
    found = {
        model.__name__: (admin.list_editable, admin.save_as, admin.actions or None)
        for model, admin in desk._registry.items()
    }
    assert set(found.values()) == {((), False, None)}


def test_two_people_publish(of):
    before = dump()
    edition = scene.approved(of, of.mallory)
    assert dump() == before
    scene.publish(of.mallory, edition)
    assert Listing.objects.get().title == "A changed source"
    newest = PublishedEdition.objects.order_by("-number").first()
    assert (newest.number, newest.document) == (2, newest_revision(edition).document)
    assert list(verification.differences()) == []


def test_the_matrix_has_at_least_fifteen_ways():
    assert len(here()) >= 15
