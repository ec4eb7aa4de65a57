"""The whole first dossier on PostgreSQL: what it says is tested on SQLite, that it stands here as well is tested here."""

import pytest

from relations.documents import problems

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.django_db]


def test_every_record_of_the_plan_is_public(plan, published):
    assert set(published.records) == set(plan)


def test_every_document_that_is_read_back_is_valid(plan, published):
    assert {key: problems(document) for key, document in published.documents.items()} == {key: [] for key in plan}


def test_each_visit_and_incident_has_one_entry_of_the_timeline(published):
    types = {key: document["type"] for key, document in published.documents.items()}
    assert sorted(published.order) == sorted(key for key, name in types.items() if name in ("visit", "incident"))
