"""Settings about who answers: a public process does not start in production without them, or with half of them."""

import os
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
]


@pytest.mark.parametrize(("given", "refusal"), CASES)
def test_the_process_starts_or_says_what_to_set(given, refusal, tmp_path):
    clean = {name: value for name, value in os.environ.items() if name not in settings_names()}
    ran = subprocess.run(
        [sys.executable, "-c", "import relations.settings"],
        cwd=ROOT, env=clean | given | {"DATA_DIR": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode == 0, refusal in ran.stderr) == (not refusal, True)
