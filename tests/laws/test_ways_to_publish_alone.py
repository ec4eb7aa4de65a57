"""The write-path matrix: whatever one person tries alone, every public table stays as it was, to the byte."""

import pytest
from django.db import connection

from editorial.rules import newest_revision
from relations import verification
from relations.models import Listing, PublishedEdition
from tests.dumping import dump
from tests.laws import raw_ways, scene
from tests.laws.ways import WAYS

assert raw_ways  # registers its ways


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
