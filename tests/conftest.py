"""What every test may ask for, and what is left out where a service or the desk is absent.

No test data: factories are explicit. Left out is never silent: the summary names each thing, and with REQUIRE_ALL=1
the run refuses to start without it.
"""

import ast
import gc
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase, override_settings
from django.test.utils import teardown_databases

from editorial import laws
from relations.search import index
from tests import databases, remembering, services

TESTS = Path(__file__).parent
BROWSER_FIXTURES = {"browser", "page"}
# What a test must ask for before an engine or a role can change its outcome; what is found only by hand is marked `once`.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup", "client", "rf", "engine", "redis_url"}
DATABASE_MODULES = {"subprocess", "django.db.connection", "django.conf.settings", "django.core.management"}
FURTHER_RUN = os.environ.get("FURTHER_RUN", "") not in ("", "0")  # set by `tests.engines` after the first run
# What the absence of the desk can change: addresses, middleware, settings, commands, a file that is only read. Selectors and
# what is made of their rows are the same code over the same tables, and the runs with the desk ask it on both engines.
OF_THE_ROLE = (
    "api/test_errors.py", "api/test_headers.py", "api/test_root.py", "api/test_lists.py", "api/test_examples.py",
    "dumps/test_serving.py", "hostile", "pages/test_every_page.py", "pages/test_http.py", "pages/test_system.py", "reports",
    "search/test_read_only.py", "search/test_page.py", "static_copy/test_command.py", "static_copy/test_serving.py",
    "test_docs.py", "test_migrate.py", "test_public_commands.py", "test_publication.py", "test_verification.py",
)  # fmt: skip
pytest_plugins = [] if "playwright" in services.missing_packages() else ["tests.browsing"]

if find_spec("hypothesis"):
    from hypothesis import settings as hypothesis_settings

    # Two engines and shared machines: a slow example is no failure, and the same examples run everywhere.
    hypothesis_settings.register_profile("relations", deadline=None, derandomize=True, database=None)
    hypothesis_settings.load_profile("relations")


@pytest.fixture
def engine():
    """Name of the database engine of this run: "sqlite" or "postgresql"."""
    return connection.vendor


@pytest.fixture
def redis_url():
    """Address of the Redis that answers, its database emptied before and after. Mark the test `redis`."""
    client = services.redis.Redis.from_url(services.redis_url())
    client.flushdb()
    yield services.redis_url()
    client.flushdb()
    client.close()


@pytest.fixture(autouse=True)
def _nothing_written_yet():
    """Each test begins from the same point: see `remembering`."""
    remembering.begin()


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords():
    """Argon2 takes a quarter of a second per account, on purpose; no test is about that."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, tmp_path_factory):
    """SQLite tests run in a file, as production does: in memory all threads share one connection and lock each other."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """As pytest-django has it, except that the migrations need not begin from nothing each time."""
    with django_db_blocker.unblock():
        made = databases.set_up()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


# --- The laws of the database ---------------------------------------------------------------------


@pytest.fixture(autouse=True, scope="session")
def _laws_lifted_for_flush():
    """Append-only tables refuse the flush that ends a transactional test: lift the laws before, install them after."""
    flush = TransactionTestCase._fixture_teardown

    def lifted(test_case):
        names = test_case._databases_names(include_mirrors=False) if settings.HAS_DESK else []
        databases = [connections[name] for name in names]
        for database in databases:
            laws.lift(database)
        flush(test_case)
        index.clear()  # no model's table, so the flush passes it by
        for database in databases:
            laws.install(database)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lifted)
        yield


# --- What is left out -----------------------------------------------------------------------------


@cache
def imported(path):
    """Dotted names that a test module imports, through other modules of tests/ as well."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    for name in [name for name in names if name.startswith("tests.")]:
        target = TESTS.parent.joinpath(*name.split(".")).with_suffix(".py")
        if target.exists() and target != path:
            names |= imported(target)
    return frozenset(names)


def absent_for(path):
    """Names of packages, or "editorial", that a test module imports and this run does not have."""
    roots = {name.partition(".")[0] for name in imported(path)}
    absent = roots & set(services.missing_packages())
    return absent | ({"editorial"} & roots if not settings.HAS_DESK else set())


def absent_services(items_markers):
    """Which of Redis, Chromium, Java, LibreOffice, curl and gettext these markers ask for in vain."""
    needs = {
        "redis": ("Redis", services.redis_url),
        "browser": ("Chromium", services.chromium),
        "java": ("Java", services.java),
        "office": ("LibreOffice", services.office),
        "curl": ("curl", services.curl),
        "gettext": ("gettext", services.xgettext),
        "documents": ("the dossier's documents", services.documents),
    }
    return {name for marker, (name, answers) in needs.items() if marker in items_markers and not answers()}


def says_the_same_everywhere(item):
    """Whether no engine and no role can change the outcome: nothing asks for the database or starts a process."""
    if item.get_closest_marker("once"):
        return True
    asked = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db")
    return not asked and not DATABASE_MODULES & imported(item.path)


def of_the_role(path):
    """Whether a process without the desk is asked what this module asks."""
    return f"{path.relative_to(TESTS)}".startswith(OF_THE_ROLE)


def is_left_out(item):
    """Whether this run cannot hold the test, or need not: another engine, no desk, no service, said by the first run."""
    markers = {marker.name for marker in item.iter_markers()}
    if FURTHER_RUN and says_the_same_everywhere(item):
        return True
    if FURTHER_RUN and "one_engine" in markers:
        return True
    if not settings.HAS_DESK and not of_the_role(item.path):
        return True
    # `one_engine` also where PostgreSQL is the first run.
    other_engine = {"postgres": "sqlite", "sqlite": "postgresql", "one_engine": "postgresql"}
    if any(marker in markers and connection.vendor == vendor for marker, vendor in other_engine.items()):
        return True
    if "desk" in markers and not settings.HAS_DESK:
        return True
    if "browser" in markers and (connection.vendor != "sqlite" or "playwright" in services.missing_packages()):
        return True  # what a browser sees does not depend on the engine, so one engine shows it
    if FURTHER_RUN and "browser" in markers:
        return True  # nor does a page on the process that sends it; what it sends is asked of both without a browser
    return bool(absent_services(markers))


def pytest_configure(config):
    if services.REQUIRE_ALL and services.missing():
        raise pytest.UsageError("REQUIRE_ALL=1, and yet\n" + "\n".join(map(services.left_out_line, services.missing())))


def pytest_ignore_collect(collection_path):
    fixtures = collection_path / "conftest.py"  # of a folder: what its tests stand on
    if fixtures.is_file() and collection_path != Path(__file__).parent and absent_for(fixtures):
        return True
    if collection_path.suffix == ".py" and collection_path.name.startswith("test_") and absent_for(collection_path):
        return True
    return None


def pytest_collection_modifyitems(config, items):
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    left_out = [item for item in items if is_left_out(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_collection_finish():
    """Thousands of collected tests never become garbage: looking through them again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 10)


def pytest_unconfigure():
    """Extensions that count what they leave behind look for it at the end."""
    gc.unfreeze()


def pytest_report_header():
    role = "with the desk" if settings.HAS_DESK else "public process, no desk"
    return f"database: {connection.vendor}, {role}"


def pytest_terminal_summary(terminalreporter):
    for name in services.missing() + services.not_included():
        terminalreporter.write_line(services.left_out_line(name))
    if FURTHER_RUN:
        terminalreporter.write_line("not repeated here: tests that neither an engine nor a role can change")


@pytest.fixture
def lawless(db):
    """For tests of the public side: `tests.records` may publish bytes that no desk approved. Rolled back with the test."""
    if settings.HAS_DESK:
        laws.lift(connection)
