"""What every test may ask for, and what is left out where a service or the desk is absent.

No test data: factories are explicit. Left out is never silent: the summary names each thing, and with REQUIRE_ALL=1
the run refuses to start without it.
"""

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase, override_settings

from editorial import laws
from relations.search import index
from tests import services

TESTS = Path(__file__).parent
BROWSER_FIXTURES = {"browser", "page"}
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
    """Which of Redis and Chromium these markers ask for in vain."""
    needs = {
        "redis": ("Redis", services.redis_url),
        "browser": ("Chromium", services.chromium),
        "documents": ("the dossier's documents", services.documents),
    }
    return {name for marker, (name, answers) in needs.items() if marker in items_markers and not answers()}


def is_left_out(item):
    """Whether this run cannot hold the test: another engine, no desk, no service."""
    markers = {marker.name for marker in item.iter_markers()}
    other_engine = {"postgres": "sqlite", "sqlite": "postgresql"}
    if any(marker in markers and connection.vendor == vendor for marker, vendor in other_engine.items()):
        return True
    if "desk" in markers and not settings.HAS_DESK:
        return True
    if "browser" in markers and (connection.vendor != "sqlite" or "playwright" in services.missing_packages()):
        return True  # what a browser sees does not depend on the engine, so one engine shows it
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


def pytest_report_header():
    role = "with the desk" if settings.HAS_DESK else "public process, no desk"
    return f"database: {connection.vendor}, {role}"


def pytest_terminal_summary(terminalreporter):
    for name in services.missing() + services.not_included():
        terminalreporter.write_line(services.left_out_line(name))


@pytest.fixture
def lawless(db):
    """For tests of the public side: `tests.records` may publish bytes that no desk approved. Rolled back with the test."""
    if settings.HAS_DESK:
        laws.lift(connection)
