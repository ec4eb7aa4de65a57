"""What follows every migrate: all laws in place, repaired when absent, altered or disabled; role groups that run again unchanged."""

import pytest
from django.contrib.auth.models import Group
from django.core import checks
from django.core.management import call_command
from django.db import connection

from editorial import installation, laws
from editorial.workflow import RoleName


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_every_law_is_there_after_migrate(db):
    assert laws.missing(connection) == []
    assert sorted(laws.installed(connection)) == sorted(f"law_{law.name}" for law in laws.of_engine(connection.vendor))


def test_law_names_are_unique_and_fit_both_engines():
    names = [law.name for law in laws.LAWS]
    assert len(names) == len(set(names))
    assert [name for name in names if len(f"law_{name}") > 63] == []
    assert [law.message for law in laws.LAWS if "'" in law.message or "%" in law.message] == []


def test_an_absent_law_is_named(db):
    laws.lift(connection, "l1_edition", "l9_head")
    assert laws.missing(connection) == ["l1_edition", "l9_head"]


def test_installing_again_brings_it_back_and_changes_nothing_else(db):
    before = laws.installed(connection)
    laws.lift(connection, "l1_edition")
    laws.install(connection)
    laws.install(connection)
    assert laws.installed(connection) == before


def test_lifting_all_leaves_none(db):
    laws.lift(connection)
    assert laws.installed(connection) == {}
    assert laws.missing(connection) == [law.name for law in laws.of_engine(connection.vendor)]


@pytest.mark.sqlite
def test_an_altered_law_is_named_on_sqlite(db):
    law = next(law for law in laws.LAWS if law.name == "l9_head")
    laws.lift(connection, law.name)
    execute(f"CREATE TRIGGER law_{law.name} BEFORE UPDATE ON {law.table} WHEN 0 BEGIN SELECT RAISE(ABORT, 'x'); END")
    assert laws.missing(connection) == ["l9_head"]


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statements",
    [
        pytest.param(["ALTER TABLE relations_head DISABLE TRIGGER law_l9_head"], id="disabled"),
        pytest.param(["ALTER TABLE relations_head ENABLE REPLICA TRIGGER law_l9_head"], id="on replicas only"),
        pytest.param(
            [
                "CREATE OR REPLACE FUNCTION law_l9_head() RETURNS trigger LANGUAGE plpgsql"
                " AS $law$BEGIN RETURN NEW; END;$law$"
            ],
            id="other body",
        ),
        pytest.param(
            [
                "DROP TRIGGER law_l9_head ON relations_head",
                "CREATE TRIGGER law_l9_head BEFORE UPDATE ON relations_head"
                " FOR EACH ROW WHEN (false) EXECUTE FUNCTION law_l9_head()",
            ],
            id="never fires",
        ),
        pytest.param(
            [
                "DROP TRIGGER law_l9_head ON relations_head",
                "CREATE TRIGGER law_l9_head BEFORE UPDATE OF epoch ON relations_head"
                " FOR EACH ROW EXECUTE FUNCTION law_l9_head()",
            ],
            id="another column",
        ),
        pytest.param(
            [
                "DROP TRIGGER law_l9_head ON relations_head",
                "CREATE TRIGGER law_l9_head BEFORE UPDATE ON relations_path"
                " FOR EACH ROW EXECUTE FUNCTION law_l9_head()",
            ],
            id="another table",
        ),
        pytest.param(
            [
                "DROP TRIGGER law_l9_head ON relations_head",
                "CREATE TRIGGER law_l9_head AFTER UPDATE ON relations_head FOR EACH ROW EXECUTE FUNCTION law_l9_head()",
            ],
            id="after the fact",
        ),
    ],
)
def test_an_altered_law_is_named_on_postgresql(db, statements):
    execute("SET CONSTRAINTS ALL IMMEDIATE", *statements)
    assert laws.missing(connection) == ["l9_head"]


def test_the_check_warns_and_never_keeps_migrate_from_repairing(db):
    laws.lift(connection, "l2_decision")
    assert installation.check_laws(databases=["default"]) == [
        checks.Warning(
            "Database laws are missing or altered on 'default': l2_decision.",
            hint="Run `python manage.py migrate`, which installs them.",
            id="editorial.W001",
        )
    ]
    call_command("migrate", verbosity=0)
    assert installation.check_laws(databases=["default"]) == []


def test_the_check_asks_no_database_that_was_not_named(db):
    laws.lift(connection, "l2_decision")
    assert installation.check_laws(databases=None) == []


def permissions():
    return {
        group.name: sorted(group.permissions.values_list("content_type__model", "codename"))
        for group in Group.objects.all()
    }


def test_the_role_groups_are_the_four_roles(db):
    assert sorted(permissions()) == sorted(RoleName.values)


def test_only_administrators_manage_accounts(db):
    models = {name: {model for model, _ in rights} for name, rights in permissions().items()}
    assert models[RoleName.ADMINISTRATOR] == {"user"}
    assert [name for name in ("Author", "Reviewer", "Publisher") if "user" in models[name]] == []


def test_installing_groups_again_repairs_and_keeps(db):
    before, keys = permissions(), set(Group.objects.values_list("pk", flat=True))
    Group.objects.get(name="Author").permissions.clear()
    installation.install_groups("default")
    installation.install_groups("default")
    assert (permissions(), set(Group.objects.values_list("pk", flat=True))) == (before, keys)
