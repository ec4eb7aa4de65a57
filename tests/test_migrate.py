"""A public process refuses to migrate a database that holds the desk."""

import os
import subprocess
import sys

import pytest

from tests.project_files import ROOT


def manage(tmp_path, role, *arguments, read_only="0"):
    """Run manage.py in a process of its own role on one SQLite file."""
    environment = os.environ | {
        "RELATIONS_ROLE": role,
        "DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3",
        "DATABASE_READ_ONLY": read_only,
        "DATA_DIR": str(tmp_path),
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.desk
@pytest.mark.sqlite
def test_the_public_role_refuses_a_database_with_a_desk(tmp_path):
    assert manage(tmp_path, "desk", "migrate").returncode == 0
    refused = manage(tmp_path, "public", "migrate")
    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        "CommandError: This database holds the desk, whose laws a public process cannot install: "
        "run `RELATIONS_ROLE=desk python manage.py migrate` instead."
    )


@pytest.mark.sqlite
def test_the_public_role_migrates_a_database_of_its_own(tmp_path):
    assert manage(tmp_path, "public", "migrate").returncode == 0


READY = "from django.test import Client; print(Client(SERVER_NAME='localhost').get('/readyz/').status_code)"


@pytest.mark.sqlite
def test_a_public_process_that_may_only_read_becomes_ready(tmp_path):
    assert manage(tmp_path, "public", "migrate").returncode == 0
    asked = manage(tmp_path, "public", "shell", "-c", READY, read_only="1")
    assert (asked.stdout.split()[-1:], asked.returncode) == (["200"], 0), asked.stderr
