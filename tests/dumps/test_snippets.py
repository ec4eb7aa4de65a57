"""What the pages tell a reader to type is typed: every command and program of them, against a server, one after another."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas
import pytest

from relations.cells import bared
from relations.dumps import shelf
from relations.dumps.tables import TABLES
from tests import sites
from tests.dumps.test_dump import lines

BLOCK = re.compile(r"<pre[^>]*><code[^>]*>(.*?)</code></pre>", re.DOTALL)
PAGE = re.compile(r'href="(/api/(?!v1)[^"#?]*)"')
WHOLE = ("/api/", "/data/")
SHELL = ("curl ", "python ")
PROGRAM = ("import ", "from ")


def blocks(client, address):
    """The commands and programs on a page, in order. What is an answer is no command, and a lone curl of a resource's own
    page is asked in `tests/api/test_documentation.py`."""
    texts = [html.unescape(found).strip() for found in BLOCK.findall(client.get(address).content.decode())]
    found = [text for text in texts if text.startswith((*SHELL, *PROGRAM))]
    return [text for text in found if address in WHOLE or "\n" in text or not text.startswith("curl ")]


def pages(client):
    """Every page that explains the API, and that of the data."""
    start = client.get("/api/").content.decode()
    return list(dict.fromkeys(["/api/", *PAGE.findall(start), "/data/"]))


def run(text, folder):
    """A program of Python, or commands of a shell that stops at the first failure."""
    program = [sys.executable, "-W", "error", "-c"] if text.startswith(PROGRAM) else ["bash", "-euc"]
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    text = text.replace("curl ", "curl --silent --show-error --fail-with-body ") if program[0] == "bash" else text
    return subprocess.run(
        [*program, text], cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=120
    )


@pytest.fixture
def site(live_server, lawless, dumps, settings, client):
    """A server with a page of every type and a dump; the test client asks under its name."""
    settings.API_RATE = settings.API_SEARCH_RATE = 0
    sites.publish_all()
    shelf.make()
    client.defaults["HTTP_HOST"] = live_server.url.removeprefix("http://")
    return client


@pytest.mark.slow
@pytest.mark.curl
@pytest.mark.once
def test_everything_that_can_be_typed_works(site, tmp_path):
    failed, said = {}, {}
    for number, address in enumerate(pages(site)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for text in blocks(site, address):
            ran = run(text, folder)
            said[address] = said.get(address, "") + ran.stdout
            if ran.returncode or ran.stderr.strip():
                failed[address, text] = ran.stdout[-500:] + ran.stderr[-500:]
    assert failed == {}
    assert "Every document has its hash." in said["/api/"] and "Every document has its hash." in said["/data/"]
    assert "│ initiator" in said["/api/"] and "established" in said["/api/"]


def test_the_pages_name_pandas_and_duckdb_and_curl(client, db):
    found = "\n".join(blocks(client, "/api/"))
    assert all(word in found for word in ("import duckdb", "pandas", "curl -LO", "chronicle.py sync"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.slow
@pytest.mark.once
def test_other_programs_read_each_table_as_it_was_written(table, lawless, dumps):
    sites.publish_all()
    dump, _ = shelf.make()
    path = str(dump.folder / f"{table.name}.csv")
    names, rows = [column.name for column in table.columns], dump.file(f"{table.name}.csv")["rows"]
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert (list(frame.columns), len(frame)) == (names, rows)
    found = duckdb.sql(f"SELECT * FROM read_csv('{path}', header = true, all_varchar = true)")
    assert (found.columns, len(found.fetchall())) == (names, rows)
    if table.name == "changes":
        assert [bared(notice) for notice in frame["notice"]] == [
            act.get("notice", "") for act in lines(dump, "changes.jsonl")
        ]
