"""Each law alone: with it the write is refused, without it the same write changes a public or append-only table."""

import pytest
from django.db import DatabaseError, connection, transaction

from editorial import laws
from tests import dumping
from tests.laws import raw, scene
from tests.laws.breaches import BREACHES

HERE = {law.name: law for law in laws.of_engine(connection.vendor)}


@pytest.fixture
def of(db):
    """Undone in a savepoint: a breach leaves rows that no constraint check at the end of a test would accept."""
    point = transaction.savepoint()
    yield scene.scene()
    transaction.savepoint_rollback(point)
    if connection.vendor == "sqlite":
        raw.sql("PRAGMA recursive_triggers = ON")


def guarded() -> list[str]:
    """Every row of every public or append-only table."""
    tables = sorted({*dumping.public_tables(), *laws.APPEND_ONLY})
    return [f"{name} {line}" for name in tables for line in dumping.table(name)]


def staged(of, name):
    """The breach, ready to be committed."""
    write = BREACHES[name].write(of)
    next(write)
    return write


def commit(write):
    with transaction.atomic():
        next(write, None)


def test_every_law_has_its_breach():
    assert sorted(HERE) == sorted(name for name in BREACHES if name in HERE)
    assert {law.name for law in laws.LAWS} - set(BREACHES) == {
        f"l5_refs_{'postgresql' if connection.vendor == 'sqlite' else 'sqlite'}"
    }


@pytest.mark.parametrize("name", HERE)
def test_the_law_refuses(of, name):
    write, before = staged(of, name), guarded()
    with pytest.raises(DatabaseError) as refusal:
        commit(write)
    assert scene.sentence(refusal.value) in {HERE[each].message for each in (name, *BREACHES[name].twins)}
    assert guarded() == before


@pytest.mark.parametrize("name", HERE)
def test_without_the_law_the_write_goes_through(of, name):
    write, before = staged(of, name), guarded()
    laws.lift(connection, name, *BREACHES[name].twins)
    commit(write)
    assert guarded() != before


@pytest.mark.postgres
@pytest.mark.parametrize("name", [name for name in BREACHES if BREACHES[name].twins])
def test_one_twin_suffices(of, name):
    for kept in BREACHES[name].twins:
        laws.install(connection)
        write, before = staged(of, name), guarded()
        laws.lift(connection, name, *(twin for twin in BREACHES[name].twins if twin != kept))
        with pytest.raises(DatabaseError, match=HERE[kept].message):
            commit(write)
        assert guarded() == before
