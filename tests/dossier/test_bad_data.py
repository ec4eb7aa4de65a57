"""Bad data files: each fault is one sentence with file and line, all of them are named, and nothing is written."""

import re
import shutil
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from editorial.models import ImportedRecord, Record
from tests.dossier import data_files

pytestmark = pytest.mark.once

MORE = Path(__file__).parent / "more"
PUTIN = "visits/2006-03-putin.toml"
YELTSIN = "visits/1993-08-yeltsin.toml"
BAD = {
    "unknown key": (
        PUTIN,
        'title = "',
        'foo = 1\ntitle = "',
        "line {line}: “foo” is not a key of this format; known here: ",
    ),
    "misspelt key": (
        PUTIN,
        "capacity",
        "capacty",
        "line {line}: “participations 1, capacty” is not a key of this format; did you mean “capacity”?",
    ),
    "missing key": (
        PUTIN,
        'title = "Vladimir Putin visits Prague"\n',
        "",
        "“title” is missing.",
    ),
    "missing key of a part": (
        PUTIN,
        'role = "guest"\n',
        "",
        "line {header}: “participations 1, role” is missing.",
    ),
    "no such choice": (
        PUTIN,
        '"official"',
        '"offical"',
        'line {line}: kind: "offical" is not a valid choice; '
        "choose one of state, official, working, transit, stopover.",
    ),
    "malformed date": (
        YELTSIN,
        '"1993-08"',
        '"1993-18"',
        "line {line}: date, edtf: The date “1993-18” has month 18; months are 01 to 12, seasons 21 to 24; "
        "write, for example, “2014-10”.",
    ),
    "no such record": (
        PUTIN,
        "people/vladimir",
        "people/wladimir",
        "line {line}: participations 1, who: no file stands behind “people/wladimir-putin”; "
        "did you mean “people/vladimir-putin”?",
    ),
    "record of another type": (
        PUTIN,
        "places/prague",
        "countries/russia",
        "line {line}: place: “countries/russia” is a country; name a place here.",
    ),
    "record that is no dossier": (
        PUTIN,
        '["dossier"]',
        '["places/prague"]',
        "line {line}: dossiers 1: “places/prague” is a place; name a dossier here.",
    ),
    "number in quotes": (
        PUTIN,
        "n = 2",
        'n = "2"',
        "line {line}: participations 2, n: write a whole number, without quotes, for example 1.",
    ),
    "text where a flag belongs": (
        PUTIN,
        "state_inferred = true",
        'state_inferred = "yes"',
        "line {line}: participations 1, state_inferred: write true or false, without quotes.",
    ),
    "number where a text belongs": (
        PUTIN,
        'title = "Vladimir Putin visits Prague"',
        "title = 2006",
        "line {line}: title: write text, in quotes.",
    ),
    "number used twice": (
        PUTIN,
        "n = 2",
        "n = 1",
        "participations: Number 1 is used twice; each part has its own.",
    ),
    "citation of nothing": (
        PUTIN,
        'anchor = "place"',
        'anchor = "claims/7/text"',
        "line {header}: Citation 4: it proves “claims/7/text”, which this record does not have; "
        "choose a part that is there.",
    ),
    "change that is no table": (
        PUTIN,
        'title = "',
        'change = "update"\ntitle = "',
        "line {line}: change: write a table: its name in brackets on a line of its own, its keys below.",
    ),
    "float": (
        "dossier.toml",
        "n = 1",
        "n = 1.0",
        "line {line}: sides 1, n: write a whole number, without quotes, for example 1.",
    ),
    "control character": (
        PUTIN,
        "visits Prague",
        "visits \\u0007Prague",
        "holds the control character U+0007",
    ),
}
# How many faults a case has that has more than one: a key that is misspelt in two places, what follows from a fault.
CONSEQUENCES = {"citation of nothing": 2}


@pytest.fixture
def folder(tmp_path, db):
    """The small dossier with one visit more, and the people whom the tests spoil: copies, whatever becomes of the content."""
    data_files.account("author", "Author")
    folder = data_files.copy_small(tmp_path)
    for name in (PUTIN, "people/vladimir-putin.toml", "people/vaclav-klaus.toml", "people/yuri-andropov.toml"):
        shutil.copy(MORE / name, folder / name)
    return folder


def refusal(folder) -> list[str]:
    """The lines that loading `folder` is refused with; checks that nothing was written."""
    with pytest.raises(CommandError) as refused:
        data_files.load(folder)
    assert (Record.objects.count(), ImportedRecord.objects.count()) == (0, 0)
    return str(refused.value).splitlines()


def place_of(folder, name: str, text: str) -> dict[str, int]:
    """Line of `text` in a data file, and of the last header before it."""
    before = (folder / name).read_text(encoding="utf-8").partition(text)[0]
    header = before.rfind("[[")
    return {"line": before.count("\n") + 1, "header": before[: max(header, 0)].count("\n") + 1}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_named_with_file_line_and_reason(folder, case):
    name, old, new, message = BAD[case]
    expected = message.format(**place_of(folder, name, old))
    data_files.change(folder, name, old, new)
    head, *faults = refusal(folder)
    assert head == f"Nothing was written. {len(faults)} fault{'' if len(faults) == 1 else 's'}:"
    assert [fault for fault in faults if fault.startswith(name) and expected in fault] != []
    assert len(faults) == CONSEQUENCES.get(case, 1)


def test_a_statement_without_proof_is_named(folder):
    path = folder / "people/yuri-andropov.toml"
    path.write_text(re.sub(r"\n\[\[citations\]\].*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    assert refusal(folder)[1:] == [
        "people/yuri-andropov.toml, line 10: Statement 1: text: add a citation that proves it "
        "(Citations, “proves”: claims/1/text)."
    ]


def test_all_faults_of_all_files_are_named_at_once(folder):
    data_files.change(folder, PUTIN, '"official"', '"offical"')
    data_files.change(folder, PUTIN, "places/prague", "places/praha")
    line = place_of(folder, YELTSIN, '"1993-08"')["line"]
    data_files.change(folder, YELTSIN, '"1993-08"', '"1993-18"')
    (folder / "places/prague.toml").write_text("title = ")
    (folder / "notes.txt").write_text("not a data file")
    head, *faults = refusal(folder)
    assert head == "Nothing was written. 5 faults:"
    assert [fault.partition(": ")[0] for fault in faults] == [
        "notes.txt",
        "places/prague.toml, line 1",
        f"{YELTSIN}, line {line}",
        f"{PUTIN}, line 2",
        f"{PUTIN}, line 4",
    ]


def test_a_folder_without_a_dossier_is_refused(folder):
    (folder / "dossier.toml").unlink()
    assert "dossier.toml: This file is missing; it holds title and sides of the dossier." in refusal(folder)


def test_a_folder_that_is_not_there_is_refused_with_those_that_are(db):
    data_files.account("author", "Author")
    assert refusal("czech-republic-rusia")[1:] == [
        "czech-republic-rusia: There is no such folder and no such dossier; here are: czech-republic-russia."
    ]
