"""A small dossier in which nothing is wrong, and each fault planted into it: its own check notices it, in one sentence."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from editorial.coverage import report
from tests.dossier import data_files, yearbook

pytestmark = pytest.mark.once

EXPULSION, NOVAK = "incidents/expulsion.toml", "visits/1993-08-novak.toml"
DOSSIER, REASONS = "dossier.toml", "uncarried.toml"
# What is planted: file, old text, new text; then the check that notices it and what it says.
FAULTS = {
    "file that is no TOML": (NOVAK, "title = ", "title ", "files", f"{NOVAK}, line 1: This is not TOML"),
    "document without a source": (
        *("sources/letter.toml", yearbook.sha256(yearbook.LETTER), yearbook.sha256(yearbook.YEARBOOK)),
        *("documents", "2.txt: No access point of a source names this document (its SHA-256 is "),
    ),
    "source without its document": (
        *("sources/letter.toml", yearbook.sha256(yearbook.LETTER), "0" * 64),
        *("documents", f"sources/letter.toml: The document with the SHA-256 {'0' * 64} is not in the folder"),
    ),
    "work that was not read": (
        *(NOVAK, 'source = "sources/yearbook"', 'source = "sources/diary"'),
        *("documents", f"{NOVAK}, line 15: Citation 1: “sources/diary” was not read; name the document"),
    ),
    "sentence that nothing carries": (
        *(DOSSIER, "have had embassies since June 1921", "Trade with the U.K. was worth"),
        *(
            "sentences",
            "yearbook: Lead, paragraph 1, line 4: nothing carries “Eastland and Westland have had embassies",
        ),
    ),
    "table row that nothing carries": (
        *(NOVAK, "Visits, table row 1", "Visits, table row 2"),
        *("sentences", "yearbook: Visits, table row 1, line 6: nothing carries “| President Ada Novak"),
    ),
    "number that nobody says": (
        *(DOSSIER, "since June 1921.", "since June of that year."),
        *("mentions", "yearbook: Lead, paragraph 1: no record that cites it there says the number “1921”"),
    ),
    "month that nobody says": (
        *(DOSSIER, "since June 1921.", "since 1921."),
        *("mentions", "yearbook: Lead, paragraph 1: no record that cites it there says the month “June”"),
    ),
    "name that nobody says": (
        *(NOVAK, 'capacity = "President"\n', ""),
        *(
            "mentions",
            "yearbook: Visits, table row 1: no record that cites it there says the name “President Ada Novak”",
        ),
    ),
    "name of a state by a lost link": (
        *("series/trade.toml", 'country = "countries/united-kingdom"\n', ""),
        *("mentions", "yearbook: Lead, paragraph 1: no record that cites it there says the name “U.K.”"),
    ),
    "year of a heading that nobody says": (
        *(DOSSIER, 'edtf = "1990/1999"', 'edtf = "1990/.."'),
        *("mentions", "yearbook: 1990–1999, heading: no record that cites it there says the number “1999”"),
    ),
    "reason for a carried sentence": (
        *(REASONS, 'starts = "Nobody"', 'starts = "Four"'),
        *("reasons", f"{REASONS}, line 9: Expulsions, paragraph 1: “Four” is carried by dossier eras/1"),
    ),
    "reason for no sentence": (
        *(REASONS, 'starts = "Nobody"', 'starts = "Somebody"'),
        *("reasons", f"{REASONS}, line 9: Expulsions, paragraph 1: “Somebody” begins no sentence there."),
    ),
    "reason for a name that is said": (
        *(REASONS, 'word = "Norland"', 'word = "Westland"'),
        *("reasons", f"{REASONS}, line 14: Lead, paragraph 1: “Westland” is said by a record that cites it"),
    ),
    "reason for a name that is not there": (
        *(REASONS, 'word = "Norland"', 'word = "Southland"'),
        *("reasons", f"{REASONS}, line 14: Lead, paragraph 1: “Southland” is no number, month or name of that place."),
    ),
    "words left out that are not there": (
        *(REASONS, 'words = "in the late"', 'words = "in the early"'),
        *("reasons", f"{REASONS}, line 24: Expulsions, paragraph 1: “in the early” does not stand there."),
    ),
    "reason without its text": (
        *(REASONS, 'reason = "Not on the map."', ""),
        *("files", f"{REASONS}, line 11: “reason” of mentions 1 is missing; write text, in quotes."),
    ),
    "unknown key of a reason": (
        *(REASONS, 'how = "1998', 'why = "1998'),
        *("files", f"{REASONS}, line 16: “why” is not a key of “computed”; known here: record, anchor, number, how."),
    ),
    "unknown list of reasons": (
        *(REASONS, "[[phrases]]", "[[words]]"),
        *(
            "files",
            f"{REASONS}, line 21: “words” is no list of this file; it has sentences, phrases, mentions, computed.",
        ),
    ),
    "long excerpt": (
        *(
            DOSSIER,
            "have had embassies since June 1921",
            "Eastland and Westland have had embassies since June 1921. Trade with",
        ),
        *("excerpts", f"{DOSSIER}, line 22: Citation 1: its excerpt has 11 words; 10 are allowed."),
    ),
    "excerpt that does not stand there": (
        *(EXPULSION, "Four diplomats were expelled", "Four diplomats were expeled"),
        *("excerpts", f"{EXPULSION}, line 19: Citation 1: “Four diplomats were expeled” does not stand in Expulsions"),
    ),
    "excerpt in another place": (
        *(EXPULSION, "Expulsions, paragraph 1", "Lead, paragraph 1"),
        *("excerpts", f"{EXPULSION}, line 19: Citation 1: “Four diplomats were expelled” does not stand in Lead"),
    ),
    "excerpt that stands twice": (
        *(DOSSIER, "Westland kept silent", "land"),
        *("excerpts", f"{DOSSIER}, line 50: Citation 5: “land” stands in more than one sentence of Lead, paragraph 1"),
    ),
    "locator of no place": (
        *(EXPULSION, "Expulsions, paragraph 1", "Expulsions, paragraph 7"),
        *("excerpts", f"{EXPULSION}, line 18: Citation 1: the document has no place “Expulsions, paragraph 7”."),
    ),
    "citation without excerpt": (
        *(EXPULSION, "quote = 'Four diplomats were expelled'\n", ""),
        *("excerpts", f"{EXPULSION}, line 14: Citation 1: it has no excerpt"),
    ),
    "count that does not stand there": (
        *(EXPULSION, "count = 4", "count = 5"),
        *("numbers", f"{EXPULSION}, line 7: measures/1: “5” does not stand in a place that is cited for it."),
    ),
    "number of a statement": (
        *(EXPULSION, "in 1993, five", "in 1994, five"),
        *("numbers", f"{EXPULSION}, line 11: claims/1: “1994” does not stand in a place that is cited for it."),
    ),
    "number in words": (
        *(EXPULSION, "wrote of", "wrote three times of"),
        *("numbers", f"{EXPULSION}, line 11: claims/1: “three” does not stand in a place that is cited for it."),
    ),
    "month of a date": (
        *(NOVAK, 'edtf = "1993-08-03/', 'edtf = "1993-07-03/'),
        *("numbers", f"{NOVAK}, line 4: date: “July” does not stand in a place that is cited for it."),
    ),
    "number of a title": (
        *(EXPULSION, 'title = "Four', 'title = "In 2001 four'),
        *("numbers", f"{EXPULSION}, line 1: title: “2001” does not stand in a place that is cited for it."),
    ),
    "mark for a number that is not said": (
        *(EXPULSION, ", five years after", ""),
        *("numbers", f"{REASONS}, line 19: incidents/expulsion, claims/1: “five” needs no mark"),
    ),
    "words that are not as stated": (
        *(NOVAK, 'capacity = "President"', 'capacity = "Queen"'),
        *(
            "as stated",
            f"{NOVAK}, line 11: participations/1/capacity: “Queen” stands so in no place that the record cites.",
        ),
    ),
    "words as stated in a place that is not cited": (
        *(NOVAK, 'as_stated = "3–5 August 1993"', 'as_stated = "since June 1921"'),
        *(
            "as stated",
            f"{NOVAK}, line 6: date/as_stated: “since June 1921” stands so in no place that the record cites.",
        ),
    ),
    "number of an outcome": (
        *(NOVAK, 'role = "guest"\n', 'role = "guest"\noutcome = "She left in 1994."\n'),
        *("numbers", f"{NOVAK}, line 7: participations/1: “1994” does not stand in a place that is cited for it."),
    ),
    "person under another name": (
        *("people/ada-novak.toml", 'title = "Ada Novak"', 'title = "Eda Novak"'),
        *("people", "people/ada-novak.toml, line 1: No document spells “Eda Novak” so."),
    ),
    "eight words of the document": (
        *(EXPULSION, "Diplomats go.", "Here four diplomats were expelled in the late 1990s."),
        *("wording", f"{EXPULSION}, line 2: summary: “four diplomats were expelled in the late 1990s” stands so"),
    ),
    "long quotation": (
        *(EXPULSION, "of “a new dawn” in", "of “a new dawn that none of them had ever seen there before” in"),
        *("wording", f"{EXPULSION}, line 13: claims/1/text: a quotation has 12 words; 10 are allowed."),
    ),
    "title without Czech": (
        *(NOVAK, 'anchor = "title"', 'anchor = "public_note"'),
        *("translations", f"{NOVAK}, line 1: The title has no Czech translation."),
    ),
    "definition without Czech": (
        *("series/trade.toml", 'anchor = "definition"', 'anchor = "unit"'),
        *("translations", "series/trade.toml, line 3: The definition has no Czech translation."),
    ),
    "Czech that is English": (
        *(NOVAK, "Jedna návštěva z roku 1993.", "One visit of 1993."),
        *("translations", f"{NOVAK}, line 2: The Czech summary is the English one; only a name may stay as it is."),
    ),
    "Czech title of an event that is English": (
        *(NOVAK, "Ada Novak přijíždí do Westportu", "Ada Novak comes to Westport"),
        *("translations", f"{NOVAK}, line 1: The Czech title is the English one"),
    ),
    "Czech with another number": (
        *(NOVAK, "z roku 1993", "z roku 1994"),
        *("translations", f"{NOVAK}, line 2: The summary and its Czech translation differ in numbers: 1993, 1994."),
    ),
    "record without summary": (
        *(NOVAK, 'summary = "One visit of 1993."\n', ""),
        *("translations", f"{NOVAK}: The record has no summary."),
    ),
}


@pytest.fixture
def folders(tmp_path):
    """The data files and the documents."""
    return yearbook.write(tmp_path)


def faults(folders) -> dict[str, list[str]]:
    return {name: [*map(str, found)] for name, found in report.check(*folders).faults.items() if found}


def run(folders, **options) -> str:
    output = StringIO()
    call_command("check_dossier", str(folders[0]), documents=str(folders[1]), stdout=output, **options)
    return output.getvalue()


def test_nothing_is_wrong_with_the_dossier_that_the_faults_are_planted_in(folders):
    assert faults(folders) == {}


@pytest.mark.parametrize("case", FAULTS)
def test_each_planted_fault_is_named(folders, case):
    name, old, new, check, message = FAULTS[case]
    data_files.change(folders[0], name, old, new)
    found = faults(folders)
    assert check in found
    assert [fault for fault in found[check] if message in fault] != []


def test_every_check_has_a_fault_that_it_noticed(folders):
    assert {check for *_, check, _ in FAULTS.values()} == set(report.check(*folders).faults)


def test_a_document_that_is_no_text_is_named_beside_the_source_that_lost_it(folders):
    (folders[1] / "1.txt").write_bytes(yearbook.YEARBOOK.encode("utf-16"))
    found = faults(folders)
    assert found["files"] == ["1.txt: This is not UTF-8 text; a document is compared as a plain text file."]
    assert [fault.partition(":")[0] for fault in found["documents"]] == ["sources/yearbook.toml"]


# --- What counts as said --------------------------------------------------------------------------


def test_an_excerpt_through_another_work_is_looked_up_in_the_document_that_was_read(folders):
    through = 'source = "sources/diary"\nthrough = "sources/yearbook"'
    data_files.change(folders[0], NOVAK, 'source = "sources/yearbook"', through)
    assert faults(folders) == {}


def test_a_quotation_and_a_long_name_may_share_words(folders):
    data_files.change(folders[0], EXPULSION, "Diplomats go.", "“Four diplomats were expelled in the late 1990s.”")
    data_files.change(folders[0], EXPULSION, '"Diplomaté odjíždějí."', '"Jeli v 1990s."')
    assert "wording" not in faults(folders)


def test_what_a_record_says_in_its_desk_note_or_an_excerpt_is_not_said(folders):
    data_files.change(folders[0], DOSSIER, "since June 1921.", "for long.")
    data_files.change(folders[0], DOSSIER, 'title = "', 'desk_note = "June 1921"\ntitle = "')
    assert len(faults(folders)["mentions"]) == 2


def test_a_name_is_said_by_the_record_that_a_link_leads_to(folders):
    assert "U.K." in yearbook.YEARBOOK and "U.K." not in yearbook.FILES["series/trade.toml"]
    data_files.change(folders[0], "countries/united-kingdom.toml", 'text = "UK"', 'text = "Britain"')
    assert [fault for fault in faults(folders)["mentions"] if "U.K." in fault] != []


# --- The command ----------------------------------------------------------------------------------


def test_the_command_counts_and_is_silent_about_the_rest(folders):
    assert run(folders).splitlines() == [
        "10 data files beside 2 documents",
        "sources/yearbook: 8 lines: 6 carried, 2 left out with a reason, 0 bare",
        "sources/letter: 4 lines: 4 carried, 0 left out with a reason, 0 bare",
        "numbers: 10: 10 said, 0 left out with a reason, 0 bare",
        "months: 2: 2 said, 0 left out with a reason, 0 bare",
        "names: 9: 8 said, 1 left out with a reason, 0 bare",
        "traps told in desk notes: 2 (2 incident)",
    ]


def test_the_ledger_has_every_line_with_what_carries_it(folders):
    lines = run(folders, ledger=True)
    assert "     4  Lead, paragraph 1: Eastland and Westland have had embassies since June 1921.\n" in lines
    assert "        dossier claims/1/text\n" in lines
    assert "        left out: Says that there is nothing to say.\n" in lines
    assert "        without “in the late”: Vague.\n" in lines
    assert [line[:6].strip() for line in lines.splitlines() if line[:6].strip().isdigit()] == [*"12345678", *"1234"]


def test_a_bare_line_is_marked_and_the_command_fails(folders):
    data_files.change(folders[0], REASONS, 'starts = "Nobody"', 'starts = "Somebody"')
    output = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("check_dossier", str(folders[0]), documents=str(folders[1]), ledger=True, stdout=output)
    head, *found = str(refused.value).splitlines()
    assert head == "2 faults:"
    assert found[0].startswith("yearbook: Expulsions, paragraph 1, line 8: nothing carries “Nobody answered.”")
    assert found[1].startswith(f"{REASONS}, line 9: ")
    assert "     8  Expulsions, paragraph 1: Nobody answered.\n        BARE\n" in output.getvalue()


def test_a_writer_sees_only_the_faults_of_a_file_or_section(folders):
    data_files.change(folders[0], EXPULSION, "count = 4", "count = 5")
    data_files.change(folders[0], NOVAK, 'capacity = "President"', 'capacity = "Queen"')
    with pytest.raises(CommandError) as refused:
        run(folders, only="incidents/")
    assert str(refused.value).splitlines()[0] == "1 fault:"
    assert run(folders, only="series/").splitlines()[0] == "10 data files beside 2 documents"


def test_a_program_reads_the_same(folders):
    data = json.loads(run(folders, format="json"))
    assert [line["state"] for line in data["lines"]].count("reason") == 2
    assert data["faults"] == []
    assert data["lines"][3]["carriers"] == ["dossier claims/1/text"]


def test_a_folder_that_is_not_there_is_named(folders, tmp_path):
    with pytest.raises(CommandError, match=r"There is no folder “.*nowhere”; --documents names the one"):
        call_command("check_dossier", str(folders[0]), documents=str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match="There is no such folder and no such dossier"):
        call_command("check_dossier", "nowhere", documents=str(folders[1]))


def test_the_file_of_reasons_is_no_record_for_the_loader(tmp_path, db):
    data_files.account("author", "Author")
    folder = data_files.copy_small(tmp_path)
    (folder / REASONS).write_text(yearbook.FILES[REASONS], encoding="utf-8")
    assert data_files.last_line(data_files.load(folder)).startswith("10 new")
