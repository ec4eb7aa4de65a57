"""Plants each fault in a copy of the project and runs the tests that have to notice: `python -m tests.mutants [words of a name]`.

Fails if a fault survives, if its tests fail without it, or if the code that it changes is no longer there.
WORKERS (default 2) faults are tried at once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import services
from tests.engines import settings_names
from tests.mutants.faults import FAULTS, HARMLESS, Fault

ROOT = Path(__file__).parents[2]
PARTS = ("editorial", "relations", "templates", "static", "tests")
FILES = ("manage.py", "pyproject.toml")
LONGEST = 300  # seconds
WALKS = {"MACHINE_SHORT": "12", "MACHINE_SHRINK": "0"}
# One database for all copies; who changes a law or a migration gets another one by itself.
DATABASES = {"TEST_DATABASES": str(ROOT / ".pytest_cache" / "databases")}
FAILED = 1  # pytest's exit code when tests ran and some failed


def planted(fault: Fault | None, folder: Path) -> None:
    """A copy of the project in `folder`, with the fault in it."""
    for name in PARTS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    for edit in fault.edits if fault else ():
        path = folder / edit.path
        text = path.read_text(encoding="utf-8")
        if text.count(edit.old) != 1:
            raise LookupError(f"{edit.path} does not hold this once: {edit.old!r}")
        path.write_text(text.replace(edit.old, edit.new), encoding="utf-8")


def environment(engine: str, number: int) -> dict[str, str]:
    """As `tests.engines` makes it; on PostgreSQL each fault has a database of its own."""
    clean = {name: value for name, value in os.environ.items() if name not in settings_names()}
    address = {"DATABASE_URL": f"{services.postgres_url()}_mutant{number}"} if engine == "PostgreSQL" else {}
    return clean | WALKS | DATABASES | address


def ran(fault: Fault | None, tests: tuple[str, ...], engine: str, number: int) -> tuple[int, str]:
    """Exit code and output of pytest in a copy with the fault."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        planted(fault, Path(name))
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "", "-p", "no:cacheprovider", *tests]
        done = subprocess.run(
            command, cwd=name, env=environment(engine, number), capture_output=True, text=True, timeout=LONGEST
        )
        return done.returncode, done.stdout + done.stderr


def verdict(fault: Fault, number: int) -> tuple[str, str]:
    """("caught" or "SURVIVED" or "BROKEN", what to read about it)."""
    try:
        code, output = ran(fault, fault.tests, fault.engine, number)
    except (LookupError, subprocess.TimeoutExpired) as error:
        return "BROKEN", str(error)
    if code == 0:
        return "SURVIVED", ""
    if code != FAILED or fault.words not in output:
        return "BROKEN", output[-3000:]
    return "caught", ""


def tried(numbered: tuple[int, Fault]) -> bool:
    number, fault = numbered
    began = time.monotonic()
    word, details = verdict(fault, number)
    print(f"{word:9} {fault.name} ({fault.engine}, {time.monotonic() - began:.0f} s)", flush=True)
    if details:
        print(details)
    return word == "caught"


def sound(engine: str) -> bool:
    """The same tests without any fault: what fails anyway catches nothing."""
    tests = tuple(dict.fromkeys(test for fault in FAULTS if fault.engine == engine for test in fault.tests))
    try:
        code, output = ran(None, tests, engine, len(FAULTS))
    except subprocess.TimeoutExpired as error:
        code, output = FAILED, str(error)
    print(f"{'ok' if code == 0 else 'FAILED':9} without a fault ({engine})", flush=True)
    if code:
        print(output[-3000:])
    return code == 0


def main(words: list[str]) -> int:
    chosen = [(number, fault) for number, fault in enumerate(FAULTS) if all(word in fault.name for word in words)]
    if not services.postgres_url():
        print(services.left_out_line("PostgreSQL"))
        chosen = [(number, fault) for number, fault in chosen if fault.engine == "SQLite"]
    engines = sorted({fault.engine for _, fault in chosen}) if not words else []
    with ThreadPoolExecutor(int(os.environ.get("WORKERS") or 2) or 1) as pool:
        good = [*pool.map(tried, chosen), *pool.map(sound, engines)]
    for name, reason in HARMLESS.items() if not words else ():
        print(f"harmless  {name}: {reason}")
    print(f"{sum(good[: len(chosen)])} of {len(chosen)} seeded faults caught")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
