"""What the first dossier says: its traps on the public record, and every excerpt against the document itself."""

import hashlib
import re
from typing import Any, NamedTuple

import pytest
from django.db import transaction

from editorial.importers import dossiers
from editorial.models import ImportedRecord
from relations.documents import load as load_document
from relations.models import Listing, TimelineEntry
from tests.dossier import data_files, documents

ARTICLE = "000_c9d19da5251d7b98.txt"
LONGEST_EXCERPT = 10
SHARED_RUN = 8


@pytest.fixture
def plan(db):
    """key -> what the data file says."""
    return {row.key: row for row in dossiers.plan(dossiers.find(data_files.NAME))}


class Published(NamedTuple):
    """The loaded dossier as readers have it: key -> `record` of its document, id -> key, directions of all entries."""

    records: dict[str, dict[str, Any]]
    keys: dict[str, str]
    directions: set[str]


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """Loaded, reviewed and published once; the rows are rolled back, the documents stay."""
    with django_db_blocker.unblock(), transaction.atomic():
        data_files.account("author", "Author")
        data_files.load()
        data_files.publish_everything()
        keys = dict(ImportedRecord.objects.values_list("record__public_id", "key"))
        rows = Listing.objects.select_related("edition")
        records = {keys[row.public_id]: load_document(row.edition.document)["record"] for row in rows}
        directions = set(TimelineEntry.objects.filter(seq_to=None).values_list("direction", flat=True))
        transaction.set_rollback(True)
    return Published(records, keys, directions)


@pytest.fixture
def public(published):
    """A function: what readers have of a key's record."""
    return published.records.__getitem__


def visits(plan):
    return {key: row.content for key, row in plan.items() if row.type == "visit"}


def citations(plan):
    return [(row.key, citation) for row in plan.values() for citation in row.content.get("citations", [])]


def own_words(row):
    """Texts that we wrote: (name of the field, text)."""
    yield from ((name, row.content[name]) for name in ("summary", "public_note") if name in row.content)
    yield from ((f"claims/{claim['n']}", claim["text"]) for claim in row.content.get("claims", []))
    yield "desk_note", row.desk_note


# --- Traps, on the public record ------------------------------------------------------------------


def test_the_dates_are_as_precise_as_the_article(public, plan):
    assert {key: public(key)["date"] for key in visits(plan)} == {
        "visits/1983-01-andropov": {"edtf": "1983-01-03/1983-01-05", "as_stated": "3–5 January 1983"},
        "visits/1987-04-gorbachev": {"edtf": "1987-04-09/1987-04-12", "as_stated": "9–12 April 1987"},
        "visits/1993-08-yeltsin": {"edtf": "1993-08", "as_stated": "August 1993"},
        "visits/2006-03-putin": {"edtf": "2006-03-01/2006-03-02", "as_stated": "1–2 March 2006"},
        "visits/2010-04-medvedev": {"edtf": "2010-04-07/2010-04-08", "as_stated": "7–8 April 2010"},
        "visits/2011-12-medvedev": {"edtf": "2011-12-07/2011-12-08", "as_stated": "7–8 December 2011"},
    }


def test_yeltsins_month_comes_from_the_prose_and_readers_are_told_of_the_coarser_table(public):
    visit = public("visits/1993-08-yeltsin")
    dated_by = [citation["locator"] for citation in visit["citations"] if citation["anchor"] == "date"]
    assert dated_by == ["1989–2020, paragraph 1", "1989–2020, paragraph 1", "Official visits, table row 3"]
    assert visit["public_note"].startswith("The source's table dates this visit to 1993 only; its prose says August")


def test_the_treaty_of_1993_is_a_statement_of_that_visit(public):
    texts = [claim["text"] for claim in public("visits/1993-08-yeltsin")["claims"]]
    assert texts[1] == "Yeltsin and Havel used the occasion to sign the Treaty of Friendship and Cooperation."


def test_states_are_inferred_exactly_where_the_article_does_not_name_them(published, public, plan):
    keys = {public_id: key.rpartition("/")[2] for public_id, key in published.keys.items()}
    stood_for = {
        key.rpartition("/")[2]: [
            (keys[part["state"]], part.get("state_inferred", False)) for part in public(key)["participations"]
        ]
        for key in visits(plan)
    }
    assert stood_for == {
        "1983-01-andropov": [("soviet-union", True), ("czechoslovakia", True)],
        "1987-04-gorbachev": [("soviet-union", True), ("czechoslovakia", True)],
        "1993-08-yeltsin": [("russia", False), ("czech-republic", False)],
        "2006-03-putin": [("russia", True), ("czech-republic", True)],
        "2010-04-medvedev": [("russia", True), ("czech-republic", True)],
        "2011-12-medvedev": [("russia", False), ("czech-republic", True)],
    }


def test_each_inferred_state_has_its_reason_in_the_public_note(plan):
    notes = {
        key: content.get("public_note", "")
        for key, content in visits(plan).items()
        if any(part.get("state_inferred") for part in content["participations"])
    }
    assert [key for key, note in notes.items() if "names no states" not in note or "inferred" not in note] == []


def test_guests_hosts_and_offices_are_those_of_the_table(published, public, plan):
    titles = {public_id: public(key)["title"] for public_id, key in published.keys.items()}
    rows = [
        tuple(f"{part['role']}: {part['capacity']} {titles[part['who']]}" for part in public(key)["participations"])
        for key in visits(plan)
    ]
    assert rows == [
        ("guest: General Secretary Yuri Andropov", "host: President Gustáv Husák"),
        ("guest: General Secretary Mikhail Gorbachev", "host: President Gustáv Husák"),
        ("guest: President Boris Yeltsin", "host: President Václav Havel"),
        ("guest: President Vladimir Putin", "host: President Václav Klaus"),
        ("guest: President Dmitry Medvedev", "host: President Václav Klaus"),
        ("guest: President Dmitry Medvedev", "host: President Václav Klaus"),
    ]


def test_the_historical_states_end_when_the_article_says(public):
    ends = {key: public(f"countries/{key}")["existed"]["edtf"] for key in ("czechoslovakia", "soviet-union")}
    assert ends == {"czechoslovakia": "/1992-12-31", "soviet-union": "/1991-12"}
    assert [public(f"countries/{key}").get("existed") for key in ("czech-republic", "russia")] == [None, None]


def test_the_source_claims_no_publisher_author_date_or_address(public):
    source = public("sources/czech-republic-russia-relations")
    assert source.keys() & {"publisher", "publisher_as_stated", "author", "date"} == set()
    assert source["access_points"][0].keys() == {"n", "accessed", "content_sha256", "note"}


def test_every_visit_goes_from_the_russian_to_the_czech_side(published):
    assert published.directions == {"second-to-first"}


def test_every_record_but_the_dossier_belongs_to_it_and_has_a_desk_note(plan):
    assert {key for key, row in plan.items() if not row.content.get("dossiers")} == {"dossier"}
    assert [key for key, row in plan.items() if not row.desk_note] == []


# --- Against the document -------------------------------------------------------------------------


@pytest.mark.documents
def test_the_access_point_names_the_document_that_was_read(plan):
    digest = hashlib.sha256(documents.text(ARTICLE).encode()).hexdigest()
    source = plan["sources/czech-republic-russia-relations"].content
    assert [point["content_sha256"] for point in source["access_points"]] == [digest]


@pytest.mark.documents
def test_every_excerpt_stands_at_its_locator(plan):
    astray = [
        (key, citation["n"], citation["locator"], citation["quote"])
        for key, citation in citations(plan)
        if not (cited := documents.cited(ARTICLE, citation["locator"]))
        or not all(citation["quote"] in line for line in cited)
    ]
    assert astray == []


def test_no_excerpt_is_longer_than_ten_words(plan):
    lengths = {(key, citation["n"]): len(documents.words(citation["quote"])) for key, citation in citations(plan)}
    assert {place: length for place, length in lengths.items() if not 1 <= length <= LONGEST_EXCERPT} == {}


@pytest.mark.documents
def test_our_wording_shares_no_long_run_with_the_document(plan):
    theirs = documents.runs(documents.text(ARTICLE), SHARED_RUN)
    shared = [
        (row.key, name, run)
        for row in plan.values()
        for name, text in own_words(row)
        for run in documents.runs(text, SHARED_RUN) & theirs
    ]
    assert shared == []


@pytest.mark.documents
def test_every_number_in_a_statement_stands_in_a_cited_place(plan):
    unfounded = []
    for row in plan.values():
        for claim in row.content.get("claims", []):
            anchor = f"claims/{claim['n']}/text"
            proofs = [citation for citation in row.content["citations"] if citation["anchor"] == anchor]
            cited = " ".join(line for proof in proofs for line in documents.cited(ARTICLE, proof["locator"]))
            numbers = set(re.findall(r"\d+", claim["text"])) - set(re.findall(r"\d+", cited))
            unfounded += [(row.key, anchor, number) for number in numbers]
    assert unfounded == []
