"""A database role that reads the public tables and may hand in reports: the report arrives, and the role cannot read it."""

import os

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.db.utils import DatabaseError, ProgrammingError

from relations.models import Report
from relations.views import system
from tests.reports.test_report_form import TEXT, send

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROLE = f"hands_in_reports_{os.getpid()}"


@pytest.fixture
def handing_in(settings, client):
    """From here on the session reads by default and has this role, as a public process would."""
    settings.READ_ONLY = settings.RECEIVE_REPORTS = True
    caches["counts"].clear()
    tables = [model._meta.db_table for model in apps.get_app_config("relations").get_models() if model is not Report]
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE ROLE {ROLE}; GRANT SELECT ON {', '.join(tables)} TO {ROLE}; GRANT INSERT ON relations_report TO {ROLE};"
            f" SET ROLE {ROLE}; SET default_transaction_read_only = on"
        )
    yield client
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}")


def test_it_hands_in_and_cannot_read_or_change(handing_in):
    assert send(handing_in).status_code == 303
    with pytest.raises(ProgrammingError, match="permission denied"):
        Report.objects.first()
    with pytest.raises(DatabaseError):
        Report.objects.update(text="x")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert Report.objects.get().text == TEXT


def test_it_is_ready_without_reading_reports(handing_in):
    assert system.is_migrated()


def test_a_role_without_the_right_loses_no_text(handing_in):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE INSERT ON relations_report FROM {ROLE}")
        cursor.execute(f"SET ROLE {ROLE}")
    answer = send(handing_in)
    assert answer.status_code == 503 and TEXT in answer.content.decode()
