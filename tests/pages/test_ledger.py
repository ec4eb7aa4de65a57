"""The page of the ledger: table first, balance, sentences, filters that say what they ignored; constant queries."""

import html
import re

import pytest

from relations import publication
from tests import records
from tests.records import CAUSE, EMBASSY, FIRST, SECOND

pytestmark = pytest.mark.one_engine

PATH = "/first-second/ledger/"
THIRD = "C0NTR3"


def text(response, head="", tail="<footer"):
    """The page as text, from one mark to another."""
    body = response.content.decode().partition(head)[2] if head else response.content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body.partition(tail)[0])).replace("\u2060", "").split())


def rows(response):
    """The rows of the table of the two sides as lists of cell texts, captions of the phone left out."""
    table = response.content.decode().partition('aria-label="Measures of the two sides"')[2].partition("</table>")[0]
    found = []
    for row in re.findall(r'<tr role="row" id="m-(.*?)</tr>', table, re.DOTALL):
        cells = [re.sub(r'<span class="cap".*?</span>', "", cell) for cell in row.split("<td")[1:]]
        found.append([" ".join(html.unescape(re.sub(r"<[^>]+>", " ", c.partition(">")[2])).split()) for c in cells])
    return found


def expulsion(public_id, edtf, count, *, by=FIRST, to=SECOND, answers=(), **more):
    part = {"n": 1, "kind": "expulsion", "imposing": by, "receiving": to, "count": count, "category": "diplomats"}
    links = [{"n": n, "to": each, "relation": "in_response_to", "basis": "asserted", "asserted_by": records.SOURCE}
             for n, each in enumerate(answers, 1)]  # fmt: skip
    values = {"measures": [part | more], "participations": [], "kind": "expulsion", "standing": "established"}
    return records.cause(public_id, edtf, **values | ({"responses": links} if links else {}))


@pytest.fixture
def exchange(lawless):
    """Two expulsions and the answer to one of them, a step of a third state, one that is only attributed."""
    third = records.document("country", THIRD, title="Third Country", **records.claims())
    records.publish(*records.background(), *records.incident_background(), third, records.cause())
    records.publish(
        expulsion("STEP01", "2009", 2, category_as_stated="attachés"),
        expulsion("STEP02", "2021-04-17", 18, answers=[CAUSE], deadline="2021-04-19"),
        expulsion("STEP03", "2021-04-18", 20, by=SECOND, to=FIRST, answers=["STEP02"]),
        expulsion("STEP04", "2021-05", 7, by=THIRD, to=SECOND),
        records.incident(),
    )


@pytest.mark.parametrize("count", [1, 3])
def test_five_queries_whatever_the_number_of_measures(lawless, client, django_assert_num_queries, count):
    records.publish(*records.background(), *(expulsion(f"STEP0{n}", f"200{n}", n) for n in range(1, count + 1)))
    with django_assert_num_queries(5):
        response = client.get(PATH)
    assert len(rows(response)) == count


def test_a_row_says_who_what_in_answer_to_what_and_the_balance(exchange, client):
    found = rows(client.get(PATH))
    assert found[0] == [
        "2009 year known only",
        "First Country → towards Second Country",
        "2 diplomats expelled : Incident STEP01 in the source: “ attachés ” 1 source of Incident STEP01",
        "nothing recorded",
        "expelled First: 2 Second: 0",
    ]
    assert found[1][2].startswith("18 diplomats expelled : Incident STEP02 deadline 19 April 2021")
    assert found[1][3] == (
        "In response to Incident CAVSE1 2,375 days later; stated by A source "
        "Answered by Incident STEP03 (20 diplomats expelled) 1 day later; stated by A source"
    )
    assert found[1][4] == "expelled First: 20 Second: 0"


def test_what_is_not_established_is_listed_and_marked(exchange, client):
    marked = [cells for cells in rows(client.get(PATH)) if "Attributed" in cells[2]]
    assert [cells[2].partition(" :")[0] for cells in marked] == [
        "18 members of the embassy staff expelled",
        "Cap of 30 to 40",
    ]
    assert all("not in the balance: not established" in cells[2] for cells in marked)
    assert [cells[4] for cells in marked] == ["unchanged", "unchanged"]


def test_a_cap_changes_the_balance_of_caps(exchange, client):
    part = {"n": 1, "kind": "staff_cap", "imposing": FIRST, "receiving": SECOND, "count": 32}
    records.publish(records.cause("STEP05", "2021-06", measures=[part], participations=[], kind="staff_cap"))
    assert rows(client.get(PATH))[-1][4] == "caps set First: 1 Second: 0"


def test_third_states_stand_apart(exchange, client):
    response = client.get(PATH)
    assert not any("STEP04" in " ".join(cells) for cells in rows(response))
    assert "Third Country → towards Second Country 7 diplomats" in re.sub(
        " Measure ", " ", text(response, 'aria-labelledby="apart"')
    )


def test_balance_and_sentences(exchange, client):
    response = client.get(PATH)
    assert "Expelled 20 in 2 steps 20 in 1 step Answered by an expulsion 1 of 2 0 of 1" in text(
        response, '<table class="balance"'
    )
    quoted = text(response, '<ul class="quotes">', "</ul>").replace("\xa0", " ")
    assert quoted.startswith("Expelled by First since 2009, as published here: 20 diplomats, in 2 steps. State of ")
    assert "Of 2 expulsions by First, 1 is answered by an expulsion" in quoted


def test_staff_ceilings_stand_beside_caps(exchange, client):
    mission = records.document(
        "organisation", EMBASSY, {"kind": "update"}, title="Embassy of Second Country", organisation_kind="embassy",
        sending_state=SECOND, receiving_state=FIRST, dossiers=[records.DOSSIER],
        staff_ceilings=[{"n": 1, "count": 32, "category": "staff", "imposed_by": FIRST, "date": {"edtf": "2021-05-31/.."}}],
    )  # fmt: skip
    records.publish(mission)
    told = text(client.get(PATH), '<table class="ceil"').replace("\xa0", " ")
    assert (
        "Embassy of Second Country At most 32 members of the embassy staff Date from 31 May 2021 on Set by First"
        in told
    )


@pytest.mark.parametrize(
    "query, ids",
    [
        ("date_from=2021-04-18", ["STEP03"]),
        ("date_from=2010&date_to=2021-04-17", ["1NC1D1", "1NC1D1", "STEP02"]),
        ("kind=staff_cap", ["1NC1D1"]),
        ("kind=staff_cap&kind=expulsion&date_to=2009", ["STEP01"]),
        ("date_from=2021-04-18&date_to=2009-06", ["1NC1D1", "1NC1D1", "STEP01", "STEP02", "STEP03"]),
    ],
)
def test_filters_narrow_the_table_and_not_the_balance(exchange, client, query, ids):
    response = client.get(f"{PATH}?{query}")
    shown = re.findall(r'<tr role="row" id="m-(\w+)-', response.content.decode().partition('id="balance"')[0])
    assert sorted(shown) == ids
    assert "20 in 2 steps" in text(response, '<table class="balance"')
    assert 'content="noindex,follow"' in response.content.decode()


@pytest.mark.parametrize(
    "query, told",
    [
        ("kind=sabotage", "“sabotage” is a kind of incident"),
        ("kind=expulsoin", "is not one of"),
        ("date_from=2014-13", "date_from"),
        ("x=1", "“x” is not a parameter of this list"),
        ("dossier=first-second", "“dossier” is not a parameter of this list"),
        ("date_from=2021&date_to=2009", "is later than"),
    ],
)
def test_what_is_not_understood_is_said(exchange, client, query, told):
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200
    assert told in text(response, 'role="status"')


@pytest.mark.parametrize("value", ["%00", "'", "<script>alert", "9" * 3000, "-", "%FF", "2014-02-30", "[.."])
@pytest.mark.parametrize("name", ["date_from", "date_to", "kind", "nope"])
def test_no_value_of_an_address_breaks_the_page(exchange, client, name, value):
    response = client.get(f"{PATH}?{name}={value}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_filter_that_leaves_nothing_offers_everything(exchange, client):
    response = client.get(f"{PATH}?date_to=1900")
    assert "No measure matches. Show all 5" in text(response)


def test_withdrawn_answers_are_not_told_by_name(exchange, client):
    publication.withdraw(public_id="CAVSE1", reason="error")
    told = text(client.get(PATH))
    assert "Incident CAVSE1" not in told
    assert "incident CAVSE1 withdrawn" in told


def test_it_answers_304_until_the_record_changes(exchange, client):
    etag = client.get(PATH)["ETag"]
    assert client.get(PATH, headers={"if-none-match": etag}).status_code == 304
    publication.withdraw(public_id="STEP01", reason="error")
    assert client.get(PATH, headers={"if-none-match": etag}).status_code == 200


def test_an_empty_ledger_says_so(lawless, client):
    records.publish(*records.background())
    assert "No measure of one side against the other has been published yet." in text(client.get(PATH))


def test_addresses(exchange, client):
    assert client.get("/nowhere/ledger/").status_code == 404
    sides = [{"n": 1, "label": "A", "countries": [FIRST]}, {"n": 2, "label": "B", "countries": [SECOND]}]
    records.publish(records.document("dossier", records.DOSSIER, {"kind": "update"}, slug="moved", sides=sides))
    response = client.get(f"{PATH}?kind=expulsion&x=1")
    assert (response.status_code, response["Location"]) == (301, "/moved/ledger/?kind=expulsion")
    publication.withdraw(public_id=records.DOSSIER, reason="error")
    assert client.get("/moved/ledger/").status_code == 410


def test_a_merged_dossier_leads_to_its_survivor(exchange, client):
    sides = [{"n": 1, "label": "A", "countries": [FIRST]}, {"n": 2, "label": "B", "countries": [SECOND]}]
    records.publish(records.document("dossier", "D0SSR2", slug="other", sides=sides))
    publication.merge(public_id="D0SSR2", survivor=records.DOSSIER)
    assert client.get("/other/ledger/")["Location"] == PATH
