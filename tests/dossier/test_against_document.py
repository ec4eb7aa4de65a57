"""The first dossier against the two documents that it was written from: whole, in their places, in our own words."""

from pathlib import Path

import pytest

from editorial.coverage import records, report, translations, writing
from editorial.coverage.matching import Coverage
from editorial.importers import dossiers
from tests import services
from tests.dossier import data_files

pytestmark = pytest.mark.one_engine

FOLDER = dossiers.HOME / data_files.NAME
ARTICLE, NEWS = "sources/czech-republic-russia-relations", "sources/restriction-of-russian-diplomats"
CHECKS = (
    *("files", "documents", "excerpts", "numbers", "as stated", "people", "wording", "translations"),
    *("sentences", "mentions", "reasons"),
)


@pytest.fixture(scope="module")
def result() -> report.Result:
    """What the command finds. Mark the test `documents`."""
    return report.check(FOLDER, services.documents())


@pytest.fixture(scope="module")
def entries(tmp_path_factory) -> list[dossiers.Entry]:
    return dossiers.read_folder(FOLDER)[0]


@pytest.mark.documents
@pytest.mark.parametrize("check", CHECKS)
def test_the_command_finds_nothing(result, check):
    assert list(map(str, result.faults[check])) == []


@pytest.mark.documents
def test_no_check_is_forgotten_here(result):
    assert set(result.faults) == set(CHECKS)


# --- That it had something to look at -------------------------------------------------------------


@pytest.mark.documents
def test_both_documents_are_read_to_their_ends(result):
    ends = {key: document.lines[-1] for key, document in result.coverage.documents.items()}
    assert {key: (line.number, line.place.locator) for key, line in ends.items()} == {
        ARTICLE: (110, "See also, item 2"),
        NEWS: (24, "Looking Ahead, paragraph 1"),
    }


@pytest.mark.documents
def test_nearly_every_line_is_carried_and_few_are_only_explained(result):
    states = [row.state for row in result.ledger.rows]
    assert (len(states), states.count("bare")) == (134, 0)
    assert states.count("reason") <= 5


@pytest.mark.documents
def test_every_line_of_the_article_is_carried_by_a_record_beside_the_dossiers_own_page(result):
    """The page of the dossier sums up; the facts themselves stand in records of their own."""
    summed_up = [
        (row.line.number, row.line.place.locator)
        for row in result.ledger.rows
        if row.carriers and all(carrier.startswith("dossier ") for carrier in row.carriers)
    ]
    assert len(summed_up) <= 12, summed_up


@pytest.mark.documents
def test_words_of_each_kind_were_looked_for(result):
    counts = {kind: sum(one.kind == kind for one in result.mentions.all) for kind in ("number", "month", "name")}
    assert counts["number"] > 120 and counts["month"] > 30 and counts["name"] > 350
    words = {one.word for one in result.mentions.all}
    assert words >= {"33 970", "76,6", "550,000", "1969", "dozens", "two", "U.K.", "Govorit NeMoskva", "Unit"}


@pytest.mark.documents
def test_every_kind_of_part_was_compared(result):
    said = {
        anchor.partition("/")[0]
        for entry in result.coverage.entries.values()
        for anchor, words in records.statements(entry)
        if words
    }
    lists = {
        "claims",
        "measures",
        "figures",
        "observations",
        "tenures",
        "memberships",
        "staff_ceilings",
        "attributions",
    }
    assert said >= {"date", "existed", "lead", "title", "summary", *lists}


# --- Without the documents ------------------------------------------------------------------------


def test_no_excerpt_is_longer_than_ten_words(entries):
    coverage = Coverage(entries, [])
    assert len(coverage.cited) > 1000
    assert [str(fault) for fault in writing.excerpts(coverage)] == []


def test_every_title_and_summary_is_there_in_czech(entries):
    assert [str(fault) for entry in entries for fault in translations.translations(entry)] == []


def test_no_data_file_names_a_document_by_its_file(entries):
    """The documents are not ours to hand out: a reader is told what was read, never a path."""
    assert [path.name for path in Path(FOLDER).rglob("*.toml") if "seeds/" in path.read_text(encoding="utf-8")] == []
