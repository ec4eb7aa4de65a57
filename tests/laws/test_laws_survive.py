"""The laws outlive a migration that rebuilds the tables they guard, a flush, and a forgotten step after a restore."""

import os
import subprocess
import sys
import textwrap

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from editorial import installation, laws
from editorial.services import scheduling
from relations.models import Change
from tests import dumping
from tests.laws import raw, scene
from tests.project_files import ROOT

# Migrations that change columns of guarded tables: SQLite makes such a table anew, and its triggers go with the old one.
REBUILDING = {
    "editorial": [
        ("revision", "sha256", "models.CharField(max_length=80)"),
        ("decision", "comment", "models.TextField(blank=True, null=True)"),
        ("logline", "verb", "models.CharField(max_length=40)"),
    ],
    "relations": [
        ("publishedrecord", "public_id", "models.CharField(max_length=8, unique=True)"),
        ("publishededition", "content_hash", "models.CharField(max_length=80)"),
        ("change", "notice", "models.TextField(blank=True, null=True)"),
        ("head", "epoch", "models.CharField(max_length=20)"),
    ],
}
PACKAGE = (
    '"""All migrations of the app, and one more."""\nfrom {app} import migrations\n__path__ += migrations.__path__\n'
)
MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("{app}", "{last}")]
    operations = [
        {operations}
    ]
"""
# Run in a process of its own: a table is not rebuilt inside a transaction of a test.
PROCESS = """
import os, sys
sys.path[:0] = [{root!r}, {folder!r}]
os.environ["DJANGO_SETTINGS_MODULE"] = "relations.settings"
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.models.signals import pre_migrate, post_migrate
from editorial import installation, laws
from editorial.models import LogLine, User

call_command("migrate", verbosity=0)
user = User.objects.create(username="a")
LogLine.objects.create(actor=user, verb="role", detail="kept")
if {forgetful!r}:
    for signal in (pre_migrate, post_migrate):
        signal.receivers = []
settings.MIGRATION_MODULES = {{"editorial": "later_editorial", "relations": "later_relations"}}
call_command("migrate", verbosity=0)
with connection.cursor() as cursor:
    cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'editorial_logline'")
    print("rebuilt" if "varchar(40)" in cursor.fetchone()[0] else "as before")
print("missing:", len(laws.missing(connection)))
try:
    LogLine.objects.update(detail="changed")
    print("written")
except DatabaseError as refusal:
    print(refusal)
print([check.id for check in installation.check_laws(databases=["default"])])
"""


def last_migration(app):
    return sorted(path.stem for path in (ROOT / app / "migrations").glob("0*.py"))[-1]


@pytest.fixture
def later(tmp_path):
    """Packages `later_editorial` and `later_relations` with one migration more than today."""
    for app, fields in REBUILDING.items():
        package = tmp_path / f"later_{app}"
        package.mkdir()
        package.joinpath("__init__.py").write_text(PACKAGE.format(app=app), encoding="utf-8")
        operations = ",\n        ".join(
            f'migrations.AlterField("{model}", "{name}", {field})' for model, name, field in fields
        )
        text = MIGRATION.format(app=app, last=last_migration(app), operations=operations)
        package.joinpath("9999_later.py").write_text(text, encoding="utf-8")
    return tmp_path


def migrated(folder, *, forgetful):
    """What a process says that migrates a file of its own, then again with the later migrations."""
    environment = os.environ | {
        "RELATIONS_ROLE": "desk", "DATABASE_URL": f"sqlite:///{folder}/a.sqlite3", "DATA_DIR": str(folder)
    }  # fmt: skip
    script = textwrap.dedent(PROCESS).format(root=str(ROOT), folder=str(folder), forgetful=forgetful)
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False, cwd=folder
    )
    return ran.stdout.splitlines() or [ran.stderr.strip().splitlines()[-1]]


@pytest.mark.slow
@pytest.mark.sqlite
def test_the_laws_outlive_tables_made_anew_on_sqlite(later):
    assert migrated(later, forgetful=False) == ["rebuilt", "missing: 0", "L4: logline rows are append-only", "[]"]


@pytest.mark.slow
@pytest.mark.sqlite
def test_without_lifting_them_a_rebuild_breaks_on_the_laws(later):
    """The control: what the handlers around `migrate` are for."""
    [said] = migrated(later, forgetful=True)
    assert said.startswith("django.db.utils.OperationalError: error in trigger law_")


@pytest.mark.postgres
def test_the_laws_outlive_altered_columns_on_postgresql(db, later, settings, monkeypatch):
    of = scene.scene()
    monkeypatch.syspath_prepend(str(later))
    settings.MIGRATION_MODULES = {"editorial": "later_editorial", "relations": "later_relations"}
    raw.sql("SET CONSTRAINTS ALL IMMEDIATE")  # as after a commit: an altered table has no check waiting
    call_command("migrate", verbosity=0)
    assert laws.missing(connection) == []
    of.tries(raw.sql, "UPDATE editorial_logline SET verb = 'x'")
    of.tries(raw.sql, "UPDATE relations_change SET notice = 'x'")
    assert of.said == [scene.law("l4_logline_update"), scene.law("l4_change_update")]


# --- Flush ----------------------------------------------------------------------------------------


@pytest.fixture
def committed(transactional_db):
    """A scene that was committed; the flush at the end of the test lifts the laws and puts them back (conftest)."""
    installation.install_groups("default")  # the flush of another test took them along
    return scene.scene()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(2))
def test_after_a_flush_between_tests_they_are_back(committed, attempt):
    assert (laws.missing(connection), Change.objects.count()) == ([], 1)
    committed.tries(raw.sql, "UPDATE editorial_revision SET document = 'x'")
    assert committed.said == [scene.law("l4_revision_update")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_flush_by_command_is_refused_and_loses_nothing(committed):
    before = dumping.dump()
    with pytest.raises((CommandError, DatabaseError)):
        call_command("flush", interactive=False, verbosity=0)
    assert (dumping.dump(), laws.missing(connection)) == (before, [])


# --- Forgotten ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [law.name for law in laws.of_engine(connection.vendor)])
def test_a_single_law_that_is_missing_is_named_everywhere(db, client, name):
    laws.lift(connection, name)
    [warning] = installation.check_laws(databases=["default"])
    assert (warning.id, warning.level) == ("editorial.W001", checks.WARNING)
    assert f": {name}." in warning.msg
    assert installation.missing_laws() == "laws"


@pytest.mark.parametrize("law", ["l1_edition", "l4_change_update", "l9_vanish"])
def test_a_database_without_a_law_is_unready_and_publishes_nothing(db, client, law):
    of = scene.scene()
    edition = scene.approved(of, of.author)
    laws.lift(connection, law)
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (503, {"status": "unready", "reason": "laws"})
    of.tries(scene.publish, of.publisher, edition)
    said = f"Database laws are missing ({law}); run `python manage.py migrate`, then publish"
    assert (of.said, of.unchanged()) == ([said], True)
    call_command("migrate", verbosity=0)
    assert client.get("/readyz/").json() == {"status": "ok"}
    scene.publish(of.publisher, edition)
    assert of.unchanged() is False


def test_what_is_due_meanwhile_goes_back_with_the_reason(db):
    of = scene.scene()
    edition = scene.approved(of, of.author)
    hour = scheduling.timezone.now() + scheduling.datetime.timedelta(hours=1)
    scheduling.schedule(actor=of.publisher, edition=edition, revision=scene.newest(of.shown), at=hour)
    laws.lift(connection)
    before = dumping.dump()
    [ran] = scheduling.publish_due(now=hour)
    edition.refresh_from_db()
    assert ran.reason.startswith("Database laws are missing (")
    assert (edition.state, edition.schedule_refusal, dumping.dump()) == ("approved", ran.reason, before)


def test_a_withdrawal_does_not_wait_for_the_laws(db):
    """Harm first: taking down needs no law, publishing does."""
    of = scene.scene()
    laws.lift(connection)
    with transaction.atomic():
        scene.withdraw(of.publisher, of.shown)
    assert Change.objects.last().op == "withdraw"
