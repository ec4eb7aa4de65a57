"""Two people, or two clicks, at the same moment: one act goes through, the other is told so, and nobody waits in a ring."""

import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction

from editorial.admin.review import deciding as screens
from editorial.models import Claim, Source
from editorial.services import deciding
from editorial.services.guarding import lock_records
from relations.models import Change
from tests import factories
from tests.desk.screens import ready_source, seen, send


@pytest.fixture
def waiting(db):
    source = ready_source(factories.user("Author", username="writer"))
    factories.submit_all(source.created_by, [source])
    return source


@pytest.mark.parametrize("same_person", [True, False])
def test_who_comes_second_is_told_of_a_conflict(waiting, monkeypatch, same_person):
    """The first act falls between the second one's reading of the page and its lock."""
    first = factories.user("Publisher")
    second = first if same_person else factories.user("Publisher")
    shown, edition = seen(waiting), factories.open_of(waiting)
    pair = {edition.pk: factories.newest(waiting).pk}

    def quicker(members, lead):
        deciding.approve_and_publish(actor=first, edition=edition, seen=pair)
        return members

    monkeypatch.setattr(screens, "reading_order", quicker)
    answer = send(second, "review", waiting, act="approve_and_publish", comment="", **shown)
    assert answer.status_code == 409
    assert Change.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_row_is_saved_while_the_record_that_it_names_is_locked():
    author = factories.user("", username="writer")
    keys = [Source.objects.create(title=title, type="source", created_by=author).pk for title in ("One", "Two")]
    faults = []

    def save():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                lock_records([keys[0]])
                Claim.objects.create(record_id=keys[0], holder_id=keys[1], n=1, text="A claim")
        except DatabaseError as fault:
            faults.append(fault)
        finally:
            connections["default"].close()

    with transaction.atomic():
        lock_records([keys[1]])
        other = threading.Thread(target=save)
        other.start()
        other.join(10)
    assert faults == []
    assert Claim.objects.count() == 1
