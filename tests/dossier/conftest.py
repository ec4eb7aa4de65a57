"""The first dossier, checked and published once for all tests of its content; its rows are rolled back at once."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import transaction

from editorial.importers import dossiers
from editorial.models import ImportedRecord
from editorial.services.importing import Incoming
from relations.documents import load as load_document
from relations.models import Listing, TimelineEntry
from tests.dossier import data_files

FOLDER = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What the dossier says is said once; that it is the same on another engine, `test_on_postgresql` says."""
    for item in items:
        named = "published" in getattr(item, "fixturenames", ()) and item.path.is_relative_to(FOLDER)
        if named and not item.get_closest_marker("postgres"):
            item.add_marker("once")


class Published(NamedTuple):
    """The loaded dossier as readers have it: key -> document and its `record`, id -> key, key -> direction of its entry,
    keys of its entries in the order of the timeline, key -> approvals that the document needed."""

    documents: dict[str, dict[str, Any]]
    records: dict[str, dict[str, Any]]
    keys: dict[str, str]
    directions: dict[str, str]
    order: list[str]
    needs: dict[str, int]


@pytest.fixture(scope="session")
def plan(django_db_setup, django_db_blocker) -> dict[str, Incoming]:
    """key -> what the data file says."""
    with django_db_blocker.unblock(), transaction.atomic():
        return {row.key: row for row in dossiers.plan(dossiers.find(data_files.NAME))}


@pytest.fixture(scope="session")
def published(django_db_setup, django_db_blocker) -> Published:
    """Loaded, reviewed and published once; the rows are rolled back, the documents stay."""
    with django_db_blocker.unblock(), transaction.atomic():
        data_files.account("author", "Author")
        data_files.load()
        data_files.publish_everything()
        found = as_published()
        transaction.set_rollback(True)
    return found


def as_published() -> Published:
    imported = ImportedRecord.objects.select_related("record", "revision")
    keys = {row.record.public_id: row.key for row in imported}
    rows = Listing.objects.select_related("edition")
    entries = TimelineEntry.objects.filter(seq_to=None).order_by("sort_key").select_related("record")
    documents = {keys[row.public_id]: load_document(row.edition.document) for row in rows}
    return Published(
        documents=documents,
        records={key: document["record"] for key, document in documents.items()},
        keys=keys,
        directions={keys[entry.record.public_id]: entry.direction for entry in entries},
        order=[keys[entry.record.public_id] for entry in entries],
        needs={row.key: row.revision.needs for row in imported},
    )


@pytest.fixture
def public(published):
    """A function: what readers have of a key's record."""
    return published.records.__getitem__
