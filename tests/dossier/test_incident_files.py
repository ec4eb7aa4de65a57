"""Incidents, series, missions and translations in data files: taken in whole, and each fault named by file and line."""

import pytest
from django.core.management.base import CommandError

from editorial.importers import dossiers
from editorial.models import ImportedRecord, Record
from editorial.rules import newest_revision
from relations.documents import content_hash, overlays
from relations.documents import load as load_document
from tests.dossier import data_files

pytestmark = pytest.mark.one_engine

SOURCE = 'source = "sources/czech-republic-russia-relations"\nlocator = "Lead, paragraph 2"\n'
PROOF = '[[citations]]\nn = {}\nanchor = "{}"\n' + SOURCE
INCIDENT = f"""\
title = "A note is handed over"
kind = "statement"
topics = ["diplomacy"]
standing = "established"
place = "places/prague"
dossiers = ["dossier"]

[date]
edtf = "[..1993-08-05]"

[[participations]]
n = 1
who = "countries/russia"
role = "initiator"

[[measures]]
n = 1
kind = "note"
imposing = "countries/russia"
receiving = "countries/czech-republic"
count = 1
announced = "1993-08-05"

[[attributions]]
n = 1
text = "Somebody wrote it."
by = "countries/czech-republic"
to = "countries/russia"
basis = "not_stated"
reply = "none_found"
reply_date = "2026-11-22"

[attributions.date]
edtf = "1993-08"

[[responses]]
n = 1
to = "visits/1993-08-yeltsin"
relation = "in_response_to"
basis = "asserted"
asserted_by = "sources/czech-republic-russia-relations"

[[figures]]
n = 1
label = "Pages"
value = "2.5"

[[claims]]
n = 1
text = "A note was handed over."

{PROOF.format(1, "claims/1/text")}
{PROOF.format(2, "date")}
{PROOF.format(3, "place")}
{PROOF.format(4, "measures/1")}
{PROOF.format(5, "attributions/1")}
{PROOF.format(6, "figures/1")}
[[translations]]
n = 1
anchor = "title"
language = "cs"
text = "Předání nóty"

[[translations]]
n = 2
anchor = "claims/1/text"
language = "cs"
text = "Byla předána nóta."
"""
SERIES = f"""\
title = "Notes"
definition = "Notes handed over."
unit = "notes"
topics = ["diplomacy"]
dossiers = ["dossier"]

[[observations]]
n = 1
period = "1993"
value = "3"
qualifier = "min"

{PROOF.format(1, "observations/1")}
"""
EMBASSY = f"""\
title = "Embassy of Russia, Prague"
organisation_kind = "embassy"
sending_state = "countries/russia"
receiving_state = "countries/czech-republic"
seat = "places/prague"
dossiers = ["dossier"]

[[staff_ceilings]]
n = 1
count = 5
category = "local_staff"
imposed_by = "countries/czech-republic"

[staff_ceilings.date]
edtf = "1993~"

[[claims]]
n = 1
text = "It is in Prague."

{PROOF.format(1, "claims/1/text")}
{PROOF.format(2, "seat")}
{PROOF.format(3, "staff_ceilings/1")}
"""
FILES = {"incidents/note": INCIDENT, "series/notes": SERIES, "organisations/embassy": EMBASSY}
NOTE = "incidents/note.toml"
# name: (file, what to replace, with what, the sentence; {line} is the line of what was replaced)
BAD = {
    "no such topic": (
        NOTE,
        'topics = ["diplomacy"]',
        'topics = ["diplomatic"]',
        'line {line}: topics 1: "diplomatic" is not a valid choice; choose one of culture, cyber, diplomacy, ',
    ),
    "topics as text": (
        NOTE,
        'topics = ["diplomacy"]',
        'topics = "diplomacy"',
        'line {line}: topics: write a list, for example ["diplomacy", "espionage"].',
    ),
    "number that is no text": (
        NOTE,
        'value = "2.5"',
        "value = 2.5",
        'line {line}: figures 1, value: write the number in quotes, for example "26" or "3.5".',
    ),
    "decimal comma": (
        "series/notes.toml",
        'value = "3"',
        'value = "3,5"',
        "line {line}: observations 1, value: Write a decimal number, for example 26 or 3.5.",
    ),
    "malformed date of a measure": (
        NOTE,
        'announced = "1993-08-05"',
        'announced = "5 August 1993"',
        "line {line}: measures 1, announced: ",
    ),
    "malformed date inside a part": (
        NOTE,
        'edtf = "1993-08"\n\n[[responses',
        'edtf = "1993-13"\n\n[[responses',
        "line {line}: attributions 1, date, edtf: The date “1993-13” has month 13",
    ),
    "answer to nothing": (
        NOTE,
        'to = "visits/1993-08-yeltsin"',
        'to = "visits/1993-08-yelstin"',
        "line {line}: responses 1, to: no file stands behind “visits/1993-08-yelstin”; "
        "did you mean “visits/1993-08-yeltsin”?",
    ),
    "answer to a place": (
        NOTE,
        'to = "visits/1993-08-yeltsin"',
        'to = "places/prague"',
        "line {line}: responses 1, to: “places/prague” is a place; name an incident or visit here.",
    ),
    "place that acts": (
        NOTE,
        'imposing = "countries/russia"',
        'imposing = "places/prague"',
        "line {line}: measures 1, imposing: “places/prague” is a place; name a person or organisation or country here.",
    ),
    "seat that is a country": (
        "organisations/embassy.toml",
        'seat = "places/prague"',
        'seat = "countries/russia"',
        "line {line}: seat: “countries/russia” is a country; name a place here.",
    ),
    "mission without a receiving state": (
        "organisations/embassy.toml",
        'receiving_state = "countries/czech-republic"\n',
        "",
        "Receiving state: a mission has one; choose it.",
    ),
    "measure without proof": (
        NOTE,
        PROOF.format(4, "measures/1"),
        "",
        "Measure 1: add a citation that proves it",
    ),
    "silence without a day": (
        NOTE,
        'reply_date = "2026-11-22"\n',
        "",
        "Attribution 1: give the date as of which no reply was found.",
    ),
    "stage without a case": (
        NOTE,
        'topics = ["diplomacy"]',
        'stage = "ruled"',
        "case: A stage belongs to a case: give both, or neither.",
    ),
    "two exact numbers": (
        NOTE,
        "count = 1\n",
        "count = 1\ncount_max = 2\n",
        "line {line}: measures 1, count: Give the exact number, or bounds, not both.",
    ),
    "translation of nothing": (
        NOTE,
        'anchor = "claims/1/text"\nlanguage',
        'anchor = "claims/7/text"\nlanguage',
        "Translation 2: it translates “claims/7/text”, which is no text of this record; choose one that is there, for example ",
    ),
    "translation of a table": (
        NOTE,
        'anchor = "title"\nlanguage',
        'anchor = "claims/1"\nlanguage',
        "Translation 1: it translates “claims/1”, which is no text of this record; choose one that is there, for example ",
    ),
    "translation of a choice": (
        NOTE,
        'anchor = "title"\nlanguage',
        'anchor = "kind"\nlanguage',
        "Translation 1: it translates “kind”, which is no text of this record; choose one that is there, for example ",
    ),
    "translation into the original": (
        NOTE,
        'language = "cs"\ntext = "Předání nóty"',
        'language = "en"\ntext = "Předání nóty"',
        "line {line}: Translation 1: records are written in English; choose another language, for example cs.",
    ),
    "translation twice": (
        NOTE,
        'anchor = "claims/1/text"\nlanguage',
        'anchor = "title"\nlanguage',
        "Translation 2: “title” has another one in cs; remove one.",
    ),
    "translation without its anchor": (
        NOTE,
        'anchor = "title"\nlanguage',
        "language",
        "“translations 1, anchor” is missing.",
    ),
    "attachments": (
        NOTE,
        'topics = ["diplomacy"]',
        "attachments = []",
        "line {line}: attachments: files are attached on the desk; leave this key out.",
    ),
}


@pytest.fixture
def folder(tmp_path, db):
    """The small dossier with an incident, a series and a mission."""
    data_files.account("author", "Author")
    folder = data_files.copy_small(tmp_path)
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def document(key):
    return load_document(newest_revision(data_files.edition(key)).document)


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_named_with_file_line_and_reason(folder, case):
    name, old, new, message = BAD[case]
    line = (folder / name).read_text(encoding="utf-8").partition(old)[0].count("\n") + 1
    data_files.change(folder, name, old, new)
    with pytest.raises(CommandError) as refused:
        data_files.load(folder)
    head, *faults = str(refused.value).splitlines()
    assert (head, len(faults)) == ("Nothing was written. 1 fault:", 1), faults
    assert faults[0].startswith(name) and message.format(line=line) in faults[0], faults
    assert Record.objects.count() == 0


def test_the_documents_say_what_the_files_say(folder):
    data_files.load(folder)
    ids = dict(ImportedRecord.objects.values_list("key", "record__public_id"))
    said = {row.key: row.content for row in dossiers.plan(folder)}
    assert {key: document(key)["record"] for key in FILES} == {key: said[key] for key in FILES}
    incident = said["incidents/note"]
    assert (incident["responses"][0]["to"], incident["figures"][0]["value"]) == (ids["visits/1993-08-yeltsin"], "2.5")
    assert said["organisations/embassy"]["staff_ceilings"][0]["date"] == {"edtf": "1993~"}


def test_a_translation_is_stamped_with_the_text_beside_it(folder):
    data_files.load(folder)
    parts = document("incidents/note")["record"]["translations"]
    assert [part["of"] for part in parts] == [
        content_hash("A note is handed over"),
        content_hash("A note was handed over."),
    ]


def test_a_new_original_leaves_the_unchanged_translation_older(folder):
    data_files.load(folder)
    data_files.publish_everything()
    data_files.change(folder, NOTE, "A note was handed over.", "A note was handed over at noon.")
    data_files.load(folder)
    shown = overlays(document("incidents/note"), "cs")
    assert {anchor: overlay.older for anchor, overlay in shown.items()} == {"title": False, "claims/1/text": True}
    data_files.change(folder, NOTE, "Byla předána nóta.", "V poledne byla předána nóta.")
    data_files.load(folder)
    assert [overlay.older for overlay in overlays(document("incidents/note"), "cs").values()] == [False, False]


def test_a_correction_takes_the_unchanged_translation_from_readers(folder):
    data_files.load(folder)
    data_files.publish_everything()
    change = '[change]\nkind = "correction"\nnote = "The hour was missing."\n\n[date]'
    data_files.change(folder, NOTE, "A note was handed over.", "A note was handed over at noon.")
    data_files.change(folder, NOTE, "[date]", change)
    data_files.load(folder)
    assert set(overlays(document("incidents/note"), "cs")) == {"title"}
    again = data_files.load(folder)
    assert data_files.last_line(again) == "0 new, 0 changed, 13 unchanged, 0 left alone"
