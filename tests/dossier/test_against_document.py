"""The first dossier against the document that it was written from: excerpts, numbers, dates, and whose words they are."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from editorial.readiness.reading import is_cited
from relations.documents import flatten
from tests.dossier import documents

pytestmark = pytest.mark.django_db  # the session's database is made only where a test asks for one
ARTICLE = "000_c9d19da5251d7b98.txt"
LONGEST_EXCERPT = 10
SHARED_RUN = 8
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
EDTF_POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
NUMBER_WORDS = {"two": "2", "three": "3"}
# The fields whose numbers and dates have to stand in the places that are cited for them.
WORDS = {
    "claims": ("text",),
    "measures": ("note", "category_as_stated"),
    "attributions": ("text",),
    "positions": ("text",),
    "figures": ("label", "value"),
    "observations": ("label", "value", "note"),
    "staff_ceilings": ("note",),
    "sections": ("text",),
}
COUNTS = {"measures": ("count", "count_min", "count_max"), "staff_ceilings": ("count",)}
DATES = {"measures": ("announced", "effective", "deadline"), "observations": ("period",)}
DATED = ("attributions", "memberships", "staff_ceilings", "tenures")
# The words of others, names, and what is not read as prose.
NOT_OURS = {
    "quote",
    "as_stated",
    "capacity",
    "category_as_stated",
    "title",
    "slug",
    "heading",
    "anchor",
    "locator",
    "language",
}


def citations(plan):
    return [(row.key, citation) for row in plan.values() for citation in row.content.get("citations", [])]


def own_words(row):
    """Texts that we wrote: (anchor, text)."""
    yield from (
        (anchor, text)
        for anchor, text in flatten({"record": row.content}).items()
        if NOT_OURS.isdisjoint(anchor.split("/"))
    )
    yield "desk_note", row.desk_note


def cited_for(content: dict[str, Any], anchor: str) -> str:
    """All that stands in the places cited for an anchor, for something in it or around it."""
    proofs = [part for part in content.get("citations", []) if is_cited(anchor, {part["anchor"]})]
    return " ".join(line for part in proofs for line in documents.cited(ARTICLE, part["locator"]))


def said_in(text: str) -> set[str]:
    """Numbers and months of a text of the document; “not ... any” says 0."""
    words = set(re.findall(r"\w+", text))
    none = {"0"} if {"not", "any"} <= words else set()
    numbers = {NUMBER_WORDS[word] for word in words & NUMBER_WORDS.keys()}
    return set(re.findall(r"\d+(?:\.\d+)?", text)) | words & set(MONTHS) | numbers | none


def of_date(edtf: str) -> set[str]:
    """What a date says, as the document would word it: {"2021", "April", "17"}."""
    found = set()
    for year, month, day in EDTF_POINT.findall(edtf):
        found |= {year} | ({MONTHS[int(month) - 1]} if month else set()) | ({str(int(day))} if day else set())
    return found


def statements(content: dict[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """(anchor, numbers and months that it says) of everything in a record that rests on the document."""
    for name in ("date", "existed"):
        if name in content:
            yield (
                name,
                set().union(*(of_date(content[name].get(key, "")) for key in ("edtf", "not_before", "not_after"))),
            )
    for name in ("lead",):
        yield name, set(re.findall(r"\d+", content.get(name, "")))
    for key in {*WORDS, *COUNTS, *DATES, *DATED}:
        for part in content.get(key, []):
            yield f"{key}/{part['n']}", of_part(key, part)


def of_part(key: str, part: dict[str, Any]) -> set[str]:
    said = {number for name in WORDS.get(key, ()) for number in re.findall(r"\d+(?:\.\d+)?", part.get(name, ""))}
    said |= {str(part[name]) for name in COUNTS.get(key, ()) if name in part}
    said |= {word for name in DATES.get(key, ()) for word in of_date(part.get(name, ""))}
    return said | (of_date(part["date"]["edtf"]) if key in DATED and "date" in part else set())


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
        (row.key, anchor, run)
        for row in plan.values()
        for anchor, text in own_words(row)
        for run in documents.runs(text, SHARED_RUN) & theirs
    ]
    assert shared == []


@pytest.mark.documents
def test_every_number_and_date_stands_in_a_cited_place(plan):
    unfounded = [
        (row.key, anchor, sorted(lacking))
        for row in plan.values()
        for anchor, said in statements(row.content)
        if (lacking := said - said_in(cited_for(row.content, anchor)))
    ]
    assert unfounded == []


@pytest.mark.documents
def test_measures_figures_and_observations_are_among_what_was_compared(plan):
    compared = {anchor.partition("/")[0] for row in plan.values() for anchor, said in statements(row.content) if said}
    assert compared >= {"date", "existed", "lead", "claims", "measures", "figures", "observations", *DATED}


@pytest.mark.documents
def test_what_is_given_as_stated_stands_there_letter_for_letter(plan):
    article = documents.text(ARTICLE)
    stated = [
        (row.key, anchor, text)
        for row in plan.values()
        for anchor, text in flatten({"record": row.content}).items()
        if anchor.rpartition("/")[2] in {"as_stated", "capacity", "category_as_stated"}
    ]
    assert len(stated) > 40
    assert [item for item in stated if item[2] not in article] == []


@pytest.mark.documents
def test_people_have_their_names_as_the_document_spells_them(plan):
    article = documents.text(ARTICLE)
    names = [row.content["title"] for row in plan.values() if row.type == "person"]
    assert [name for name in names if name not in article] == []
