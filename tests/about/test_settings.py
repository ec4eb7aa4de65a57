"""Settings about who answers: a public process does not start in production without them, or with half of them."""

import os
import runpy
import subprocess
import sys

import pytest

from tests.engines import settings_names
from tests.project_files import ROOT

pytestmark = pytest.mark.one_engine

PRODUCTION = {"DEBUG": "0", "SECRET_KEY": "x" * 60}
EDITOR = {"RESPONSIBLE_EDITOR": "Ada Novak", "CONTACT_EMAIL": "editors@example.org"}
LICENCE = {"CONTENT_LICENCE": "CC BY 4.0", "CONTENT_LICENCE_URL": "https://creativecommons.org/licenses/by/4.0/"}
CASES = [
    (PRODUCTION, "Say who answers for what is published"),
    (PRODUCTION | {"RESPONSIBLE_EDITOR": "Ada Novak"}, "Say who answers for what is published"),
    (PRODUCTION | EDITOR | {"CONTACT_EMAIL": "editors at example"}, "is no address"),
    (PRODUCTION | EDITOR | {"CONTENT_LICENCE": "CC BY 4.0"}, "set both or neither"),
    (PRODUCTION | EDITOR | LICENCE | {"CONTENT_LICENCE_URL": "javascript:alert(1)"}, "set both or neither"),
    (PRODUCTION | EDITOR | LICENCE, ""),
    (PRODUCTION | {"RELATIONS_ROLE": "desk"}, ""),
    (PRODUCTION | {"RELATIONS_DEMO": "1"}, ""),
    ({}, ""),
    ({"DESK_TIME_ZONE": "Prague"}, "is no name of a time zone; for example DESK_TIME_ZONE=Europe/Prague"),
    ({"DESK_TIME_ZONE": "Europe/Prague"}, ""),
    ({"DESK_URL": "chronicle.example.org"}, "is not scheme and host of the desk"),
    ({"DESK_URL": "https://chronicle.example.org/"}, ""),
    ({"API_RATE": "-1"}, "API_RATE=-1 is less than nothing; for example API_RATE=60, or 0 for none"),
    ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES=-1 is less than nothing; for example TRUSTED_PROXIES=1"),
    ({"API_RATE": "0", "API_SEARCH_RATE": "0", "SEARCH_RATE": "0"}, ""),
]


@pytest.mark.parametrize(("given", "refusal"), CASES)
def test_the_process_starts_or_says_what_to_set(given, refusal, tmp_path):
    clean = {name: value for name, value in os.environ.items() if name not in settings_names()}
    ran = subprocess.run(
        [sys.executable, "-c", "import relations.settings"],
        cwd=ROOT, env=clean | given | {"DATA_DIR": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode == 0, refusal in ran.stderr) == (not refusal, True)


LIMITS = "TRUSTED_PROXIES", "API_RATE", "API_SEARCH_RATE", "SEARCH_RATE"
REDIS = {"CACHE_URL": "redis://127.0.0.1:6379/4"}


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ({}, (0, 60_000, 20_000, 20_000)),
        (PRODUCTION | EDITOR, (0, 60, 20, 60)),
        (PRODUCTION | {"RELATIONS_DEMO": "1"}, (0, 60_000, 20_000, 20_000)),
        (PRODUCTION | EDITOR | {"BEHIND_PROXY": "1"}, (1, 60, 20, 60)),
        ({"BEHIND_PROXY": "1", "TRUSTED_PROXIES": "2", "API_RATE": "5"}, (2, 5, 20_000, 20_000)),
    ],
)
def test_production_has_limits_and_a_demo_hardly_any(monkeypatch, tmp_path, given, values):
    read = settings_with(monkeypatch, tmp_path, given)
    assert tuple(read[name] for name in LIMITS) == values


def test_counters_never_push_pages_out_of_the_memory_and_wait_for_no_redis(monkeypatch, tmp_path):
    memory = settings_with(monkeypatch, tmp_path, {})["CACHES"]
    assert memory["default"]["LOCATION"] != memory["counts"]["LOCATION"]
    shared = settings_with(monkeypatch, tmp_path, REDIS)["CACHES"]
    assert shared["counts"] == shared["default"]
    assert shared["counts"]["OPTIONS"] == {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}


def settings_with(monkeypatch, tmp_path, given):
    """The settings file as another process would read it."""
    for name in settings_names():
        monkeypatch.delenv(name, raising=False)
    for name, value in (given | {"DATA_DIR": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "relations" / "settings.py"))
