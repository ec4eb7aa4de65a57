"""Runs the suite on SQLite, on PostgreSQL and on SQLite without the desk: `python -m tests.engines [pytest arguments]`.

Says at the end what each run gave and what was left out; fails if one run failed. No test lives here.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests import services

NO_TESTS_COLLECTED = 5  # pytest's exit code; no test of the asked kind is not a failure here
SETTINGS_FILE = Path(__file__).parent.parent / "relations" / "settings.py"
PUBLIC_PROCESS = {"RELATIONS_ROLE": "public", "DATABASE_READ_ONLY": "0"}  # tests write what the desk would have written


def settings_names():
    """Names of the environment variables that relations/settings.py reads."""
    return set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', SETTINGS_FILE.read_text(encoding="utf-8")))


def environments():
    """Pairs (name, environment) of the runs that this machine allows; the developer's own settings never leak in."""
    clean = {name: value for name, value in os.environ.items() if name not in settings_names()}
    further = clean | {"FURTHER_RUN": "1"}  # what no engine and no role can change is said once, by the first run
    yield "SQLite", clean
    if services.postgres_url():
        yield "PostgreSQL", further | {"DATABASE_URL": services.postgres_url()}
    yield "SQLite, public process (no desk)", further | PUBLIC_PROCESS


def workers():
    """pytest-xdist's switch; WORKERS=0 runs in one process."""
    number = os.environ.get("WORKERS", "0")
    return (
        [] if number == "0" else ["-n", number, "--dist", "worksteal"]
    )  # neighbours share a process: see `remembering`


def run(name, environment, arguments):
    """Exit code of pytest in one environment; its output goes straight to the terminal."""
    print(f"== {name} ==", flush=True)
    code = subprocess.run([sys.executable, "-m", "pytest", "-q", *workers(), *arguments], env=environment).returncode
    return 0 if code == NO_TESTS_COLLECTED else code


def main(arguments):
    codes = {name: run(name, environment, arguments) for name, environment in environments()}
    print("== Summary ==")
    for name, code in codes.items():
        print(f"{'passed' if code == 0 else f'FAILED ({code})'}: {name}")
    absent = services.main([])
    if absent:
        print("REQUIRE_ALL=1: what is left out is a failure.")
    return 1 if absent or any(codes.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
