"""A database role that may read the public tables and nothing else serves the public record and is ready."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from relations.views import system
from tests import records

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
ROLE = "reader_of_public_tables"


@pytest.fixture
def reader(lawless):
    """From here on the connection has this role; the test's rollback takes it away again."""
    records.publish(*records.background(), records.visit())
    tables = ", ".join(model._meta.db_table for model in apps.get_app_config("relations").get_models())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}; GRANT SELECT ON {tables} TO {ROLE}; SET LOCAL ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_it_is_ready_and_serves_every_kind_of_page(reader, client):
    assert system.storage() == ""
    for address in (
        "/", "/first-second/timeline/", f"/visits/{records.VISIT}/visit-v1s1t1/", "/api/v1/changes/", "/search/?q=visits",
    ):  # fmt: skip
        assert client.get(address).status_code == 200


def test_it_reads_no_other_table(reader):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("SELECT 1 FROM django_migrations")


def test_a_table_that_it_cannot_read_makes_it_unready(reader):
    with connection.cursor() as cursor:
        cursor.execute(f"RESET ROLE; REVOKE SELECT ON relations_searchrow FROM {ROLE}; SET LOCAL ROLE {ROLE}")
    with transaction.atomic():
        assert system.storage() == "database"
        transaction.set_rollback(True)
