"""Tests for the worlds that are sent again: the database is as the services leave it, and in doubt it is the services."""

import datetime

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from editorial import laws
from editorial.models import Source, User
from editorial.services import drafting
from relations.search import index
from tests import factories, records, remembering
from tests.dumping import table
from tests.laws import scene

pytestmark = [pytest.mark.desk, pytest.mark.django_db]
BUILDERS = {
    "visits": factories.published_visit_set,
    "incidents": factories.published_incident_set,
    "drafts": lambda: factories.visit_set(factories.user("Author")),
    "scene": scene.scene,
    "both": lambda: (factories.published_incident_set(), factories.published_visit_set()),
}


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    monkeypatch.setattr(remembering, "worlds", type(remembering.worlds)())


def everything():
    """Every row of both apps and every word of the index."""
    rows = {name: table(name) for name in [*remembering.tables(), "auth_group"]}
    return rows, list(index.differences())


def undone(build):
    """What `build` gave and left in the database, in a transaction that is rolled back, as a test's is."""
    remembering.begin()
    with transaction.atomic():
        result = build()
        found = everything()
        transaction.set_rollback(True)
    return result, found


@pytest.mark.parametrize("name", BUILDERS)
def test_a_world_is_sent_again_as_it_was(name):
    (_, built), kept = undone(BUILDERS[name]), len(remembering.worlds)
    (_, again) = undone(BUILDERS[name])
    assert again == built
    assert again[1] == []
    assert len(remembering.worlds) == kept > 0


def test_a_public_world_is_sent_again_as_it_was(lawless):
    _, built = undone(lambda: records.publish_visits(3))
    editions, again = undone(lambda: records.publish_visits(3))
    assert again == built
    assert again[1] == []
    assert [edition.document for edition in editions] == [
        records.visit(f"V{n:05d}", edtf=records.day(n)) for n in range(3)
    ]


def test_the_services_are_not_asked_again(monkeypatch):
    undone(factories.published_visit_set)
    monkeypatch.setattr(factories.publishing, "publish", None)
    (made, _) = undone(factories.published_visit_set)
    assert made["visit"].title == "Guest Person visits A Town"


def test_who_gets_a_world_may_change_it():
    (first, _) = undone(factories.published_visit_set)
    first["visit"].title = "Spoilt"
    (second, _) = undone(factories.published_visit_set)
    assert second["visit"].title == "Guest Person visits A Town"


def test_after_other_writes_the_services_build():
    undone(lambda: (User.objects.create(username="first"), factories.visit_set(factories.user("Author"))))
    assert len(remembering.worlds) == 0


def test_where_rows_stand_already_the_services_build():
    factories.user("Author", username="first")
    undone(lambda: factories.visit_set(factories.user("Author")))
    assert len(remembering.worlds) == 1


def test_with_other_roles_it_is_another_world():
    undone(lambda: factories.user("Author"))
    Group.objects.create(name="Typist")
    undone(lambda: factories.user("Author"))
    assert len(remembering.worlds) == 2


def test_a_write_between_two_worlds_makes_another_world():
    def build(title):
        author = factories.user("Author")
        drafting.create(actor=author, model=Source, title=title)
        return factories.visit_set(author)

    undone(lambda: factories.visit_set(factories.user("Author")))
    kept = len(remembering.worlds)
    undone(lambda: build("One"))
    assert len(remembering.worlds) == kept + 1


def test_under_another_clock_the_services_build(monkeypatch):
    day = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
    undone(lambda: factories.visit_set(factories.user("Author")))
    monkeypatch.setattr(timezone, "now", lambda: day)
    made, _ = undone(lambda: factories.visit_set(factories.user("Author")))
    assert made["visit"].created_at == day


def test_a_world_that_fails_is_not_kept():
    with pytest.raises(Group.DoesNotExist):
        undone(lambda: factories.user("No role"))
    assert len(remembering.worlds) == 0


def test_the_laws_judge_what_is_sent_again(lawless):
    assert settings.HAS_DESK
    undone(lambda: records.publish_visits(1))
    laws.install(connection)
    with pytest.raises(Exception, match=r"L\d"):
        undone(lambda: records.publish_visits(1))


def test_who_logged_in_before_a_world_was_built_is_no_part_of_it():
    def build():
        author = factories.user("Author")
        Client().force_login(author)
        return factories.visit_set(author)

    (_, built), kept = undone(build), len(remembering.worlds)
    (_, again) = undone(build)
    own = {"django_session", "editorial_user"}
    assert {name: rows for name, rows in again[0].items() if name not in own} == {
        name: rows for name, rows in built[0].items() if name not in own
    }
    assert len(remembering.worlds) == kept == 2
