"""Sources that nobody here has read: every page says through which one they are cited, and counts what was read."""

import re

import pytest
from django.core.cache import cache

from relations import mentions, publication
from relations.notes import Note, evidence_words
from relations.part_words import gathered, place_of
from relations.profiles import Name
from tests import records
from tests.records import SOURCE, VISIT

pytestmark = pytest.mark.one_engine

OUTLET, OTHER = "0VT1ET", "0THER1"
PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
OUTLET_PAGE = f"/sources/{OUTLET}/source-0vt1et/"
SOURCE_PAGE = f"/sources/{SOURCE}/source-s0rce1/"
UPDATE = {"kind": "update"}


def through(anchor="claims/1/text", n=1, source=OUTLET, read=SOURCE):
    return records.cited(anchor, n) | {"source": source, "through": read}


def publish(*citations, **outlet):
    """A visit that rests on these citations; the outlet and another source are public too."""
    cache.clear()
    records.publish(
        *records.background(),
        records.document("source", OUTLET, title="Report of an outlet", source_kind="news", **outlet),
        records.document("source", OTHER, title="Another source", source_kind="reference"),
    )
    records.publish(records.visit(citations=list(citations)))


def words(html):
    bare = " ".join(re.sub(r"<[^>]+>|&#8288;", " ", html).replace("\xa0", " ").split())
    return re.sub(r" (?=[.,:])", "", bare)


def section(client, path, name):
    body = client.get(path).content.decode()
    return words(re.search(rf'<section class="sec" id="{name}".*?</section>', body, re.DOTALL)[0])


def evidence(client):
    folded = re.search(r'<details class="evi">.*?</details>', client.get(PAGE).content.decode(), re.DOTALL)[0]
    return words(folded).removesuffix(" Report an error in this statement")


# --- The page that cites --------------------------------------------------------------------------


def test_the_excerpt_names_both_and_the_place_in_the_one_that_was_read(lawless, client):
    publish(through())
    assert evidence(client) == (
        "1 source, cited through another of statement 1 a few words "
        "Source 1, Report of an outlet, cited through A source: Table, row 1."
    )
    assert f'href="{SOURCE_PAGE}"' in client.get(PAGE).content.decode()


def test_the_source_list_says_what_was_not_read(lawless, client):
    publish(through(), records.cited("date", 2))
    listed = section(client, PAGE, "sources")
    assert "Report of an outlet news Not read by us; cited through A source Cited for statement 1" in listed
    assert "A source reference work Cited for date" in listed


def test_what_is_read_in_part_says_so(lawless, client):
    publish(through(), records.cited("date", 2) | {"source": OUTLET})
    assert "Report of an outlet news In part cited through A source" in section(client, PAGE, "sources")


@pytest.mark.parametrize(
    ("citations", "single"),
    [
        ([through(), records.cited("date", 2)], True),
        ([through(), through("date", 2, source=OTHER)], True),
        ([through(), through("date", 2, read=OTHER)], False),
        ([records.cited(), records.cited("date", 2) | {"source": OTHER}], False),
    ],
    ids=["one read, two named", "two named in one", "one named in two", "two read"],
)
def test_a_record_is_on_a_single_source_by_what_was_read(lawless, client, citations, single):
    publish(*citations)
    assert ("Single source" in client.get(PAGE).content.decode()) is single


def test_a_source_itself_is_on_no_single_source(lawless, client):
    publish(through(), citations=[records.cited("title")])
    assert "Single source" not in client.get(OUTLET_PAGE).content.decode()


def test_a_withdrawn_source_is_not_named_as_the_one_that_was_read(lawless, client):
    publish(through())
    publication.withdraw(public_id=SOURCE, reason="error")
    cache.clear()
    assert f"cited through source {SOURCE} withdrawn: Table, row 1." in evidence(client)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ([(1, False)], "1 source"),
        ([(1, False), (1, True)], "1 source"),
        ([(1, True)], "1 source, cited through another"),
        ([(1, True), (2, True)], "2 sources, cited through another"),
        ([(1, True), (2, False), (3, False)], "3 sources, 1 cited through another"),
    ],
)
def test_the_number_of_sources_tells_those_that_nobody_read(named, said):
    other = Name("A", "A")
    assert evidence_words([Note(n, {}, other, "", other if unread else None) for n, unread in named]) == said


def test_places_of_one_kind_stand_together():
    places = [place_of(part) for part in ("claims/1", "claims/2", "positions/1", "date", "claims/9")]
    assert [(group.noun, [text for _, text in group.links]) for group in gathered(places)] == [
        ("statements", ["1", "2"]),
        ("", ["position 1"]),
        ("", ["date"]),
        ("", ["statement 9"]),
    ]


def test_many_places_are_folded(lawless, client):
    claims = [{"n": n, "text": f"Statement {n}.", "standing": "established"} for n in range(1, 21)]
    publish()
    records.publish(
        records.visit(
            claims=claims, citations=[records.cited(f"claims/{n}/text", n) for n in range(1, 21)], change=UPDATE
        )
    )
    cache.clear()
    listed = section(client, PAGE, "sources")
    assert "Cited for 20 parts of this page Cited for statements 1, 2, 3," in listed


# --- The pages of the sources ---------------------------------------------------------------------


def test_the_page_of_a_source_that_was_not_read_says_so(lawless, client):
    publish(through())
    uses = section(client, OUTLET_PAGE, "uses")
    assert uses.startswith(
        "What rests on this source We have not read this source. What rests on it is cited through A source, which reports it."
    )
    assert "Statement 1. Supports it, cited through A source: Table, row 1." in uses


@pytest.mark.parametrize(
    ("citations", "outlet"),
    [
        ([through(), records.cited("date", 2) | {"source": OUTLET}], {}),
        ([through()], {"access_points": [{"n": 1, "url": "https://example.org/"}]}),
        ([records.cited()], {}),
    ],
    ids=["also read", "has an address", "not used"],
)
def test_what_was_read_or_can_be_found_does_not(lawless, client, citations, outlet):
    publish(*citations, **outlet)
    assert "We have not read" not in client.get(OUTLET_PAGE).content.decode()


def test_the_page_of_the_source_that_was_read_tells_for_what(lawless, client):
    publish(through(), records.cited("date", 2))
    uses = section(client, SOURCE_PAGE, "uses")
    assert "Statement 1. Supports it by what it reports of Report of an outlet: Table, row 1." in uses
    assert "Date. Supports it: Table, row 1." in uses
    assert "We have not read" not in uses


def test_two_passages_of_one_statement_stand_under_it_once(lawless, client):
    publish(records.cited(), records.cited("claims/1/text", 2) | {"locator": "Row 2"})
    assert section(client, SOURCE_PAGE, "uses").endswith(
        "A statement. a few words Statement 1. Supports it: Table, row 1. a few words Supports it: Row 2."
    )


def test_what_rests_on_a_source_is_folded_where_it_is_much(lawless, client):
    publish(records.cited())
    assert "in 1 place" not in section(client, SOURCE_PAGE, "uses")
    records.publish(*(records.visit(f"M0RE{n:02d}", f"20{n:02d}") for n in range(10, 20)))
    cache.clear()
    assert "Visit M0RE10 in 1 place: Visit M0RE10 A statement." in section(client, SOURCE_PAGE, "uses")


def test_what_very_many_records_rest_on_lists_the_places_in_each(lawless, client, monkeypatch):
    monkeypatch.setattr(mentions, "BRIEF", 3)
    publish(records.cited(), records.cited("date", 2))
    uses = section(client, SOURCE_PAGE, "uses")
    assert "records; the passages stand on their pages. Countries First Country statement 1" in uses
    assert f"Visit {VISIT} statement 1, date" in uses
    assert "a few words" not in uses
    assert f'href="{PAGE}#c1"' in client.get(SOURCE_PAGE).content.decode()


def test_it_costs_no_query(lawless, client, django_assert_num_queries):
    publish(records.cited())
    cache.clear()
    with django_assert_num_queries(4):
        client.get(SOURCE_PAGE)
    records.publish(records.visit(citations=[through(), through("date", 2, source=OTHER)], change=UPDATE))
    cache.clear()
    with django_assert_num_queries(4):
        client.get(SOURCE_PAGE)


def test_a_source_that_was_merged_is_still_told(lawless, client):
    publish(through())
    publication.merge(public_id=OUTLET, survivor=OTHER)
    cache.clear()
    uses = section(client, f"/sources/{OTHER}/source-0ther1/", "uses")
    assert "Supports it, cited through A source: Table, row 1." in uses


def test_the_ledger_counts_the_sources_of_a_step_as_its_card_does(lawless, client):
    cache.clear()
    measures = [{"n": 1, "kind": "expulsion", "imposing": records.FIRST, "receiving": records.SECOND, "count": 2}]
    records.publish(*records.background(), records.document("source", OUTLET, title="Report", source_kind="news"))
    citations = [records.cited("date", 1), through("measures/1", 2), through("claims/1/text", 3)]
    records.publish(records.cause(measures=measures, citations=citations))
    card = client.get("/first-second/timeline/").content.decode()
    step = words(client.get("/first-second/ledger/").content.decode())
    assert ("1 source<" in card, "2 sources" in card) == (True, False)
    assert ("1 source of Incident" in step, "2 sources" in step) == (True, False)
