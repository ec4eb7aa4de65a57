"""The corrections of a dossier: kinds, words before and after, days, counts, filters, paging; nothing withdrawn shines."""

import datetime
import re

import pytest
from django.core.cache import cache

from relations import corrections, publication
from relations.corrections import Kind
from relations.models import Head, Listing
from tests import records
from tests.reading import text_of
from tests.records import DOSSIER, GUEST, PLACE, VISIT

PATH = "/first-second/corrections/"
FIRST_DAY = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)


def later(days: int) -> datetime.datetime:
    return FIRST_DAY + datetime.timedelta(days=days)


def publish(days: int, *documents: str) -> None:
    """Publish so many days after the first."""
    publication.publish(documents=list(documents), at=later(days))


def correct(days: int, kind: str = "correction", note: str = "The lead was wrong.", **record) -> None:
    """A new edition of the visit."""
    publish(days, records.visit(change={"kind": kind} | ({"note": note} if note else {}), **record))


def listed() -> list[corrections.Entry]:
    dossier = Listing.objects.get(public_id=DOSSIER)
    acts = corrections.narrowed_to(corrections.acts(dossier, Head.objects.get().seq), ())
    return corrections.page(acts, after=None, limit=50)[0]


@pytest.fixture
def public(lawless):
    cache.clear()
    publish(0, *records.background(), records.visit(summary="One."))


# --- What is listed -------------------------------------------------------------------------------


def test_nothing_corrected_yet_is_said_with_the_day_since_when(public, client):
    words = text_of(client.get(PATH))
    assert "Nothing has been corrected yet. This list is kept since 1 March 2024" in words.replace("\xa0", " ")
    assert "By year" not in words


def test_only_what_puts_the_record_right_is_listed(public):
    correct(1, "update", "", summary="Two.")
    correct(2, "minor", "", summary="Two!")
    correct(3, summary="Three.")
    correct(4, "clarification", "Made clearer.", summary="Three and more.")
    publication.withdraw(public_id=GUEST, reason="privacy", at=later(5))
    publication.reinstate(public_id=GUEST, at=later(6))
    publish(7, records.document("place", "P1ACE2", place_kind="city", dossiers=[DOSSIER], **records.claims()))
    publication.merge(public_id="P1ACE2", survivor=PLACE, at=later(8))
    assert [(each.kind, each.name.public_id, each.version) for each in listed()] == [
        (Kind.MERGE, "P1ACE2", 0),
        (Kind.REINSTATEMENT, GUEST, 0),
        (Kind.WITHDRAWAL, GUEST, 0),
        (Kind.CLARIFICATION, VISIT, 5),
        (Kind.CORRECTION, VISIT, 4),
    ]


def test_before_and_after_note_and_comparison_stand_on_the_page(public, client):
    correct(3, summary="Two <b>.")
    html = client.get(PATH).content.decode()
    assert '<del><span class="vh">removed: </span>One' in html
    assert "Two &lt;b&gt;" in html
    assert "The lead was wrong." in html
    assert f'href="/visits/{VISIT}/visit-v1s1t1/compare/1..2/"' in html
    assert "Put right on the day" not in html
    assert "The error stood 3 days." in html


def test_a_record_of_another_dossier_is_not_here(public):
    sides = [{"n": 1, "label": "A", "countries": [records.FIRST]}, {"n": 2, "label": "B", "countries": [PLACE]}]
    publish(1, records.document("dossier", "D0SSR2", slug="other", sides=sides))
    publish(1, records.visit("V00001", dossiers=["D0SSR2"]))
    publish(2, records.visit("V00001", change={"kind": "correction", "note": "n"}, dossiers=["D0SSR2"], summary="x"))
    assert listed() == []


def test_what_belongs_to_no_dossier_is_in_each(public):
    publish(
        2, records.document("person", GUEST, {"kind": "correction", "note": "n"}, title="Other", **records.claims())
    )
    assert [(each.name.public_id, each.differences[0].before) for each in listed()] == [(GUEST, "Guest Person")]


# --- Days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "steps, days",
    [
        ([(3, "Two.")], 3),
        ([(0, "Two.")], 0),
        ([(2, "Two."), (10, "Three.")], 8),
        ([(2, "One."), (10, "Three.")], 10),
    ],
    ids=["since the first", "the same day", "since it was written", "since it stood"],
)
def test_the_error_stood_since_its_words_did(public, steps, days):
    for at, summary in steps:
        correct(at, summary=summary, kind="correction" if at == steps[-1][0] else "update")
    assert listed()[0].days == days


def test_only_corrections_have_days(public):
    correct(3, "clarification", summary="Two.")
    assert listed()[0].days is None


# --- Withdrawn ------------------------------------------------------------------------------------


def test_nothing_of_a_withdrawn_record_is_shown(public, client):
    correct(3, summary="Two words.", note="A note of it.")
    publication.withdraw(public_id=VISIT, reason="error", at=later(4))
    pages = [client.get(PATH + query) for query in ("", "?format=atom", "?format=jsonfeed", "?format=csv")]
    for each in pages:
        text = each.content.decode()
        assert not re.search(rf"One|Two words|A note of it|Visit {VISIT}", text), text
        assert "A central statement turned out to be wrong." in text
    assert f"visit {VISIT} withdrawn" in text_of(pages[0])
    assert "were withdrawn and are not shown" in text_of(pages[0])


def test_a_later_edition_brings_no_withdrawn_words_back(public):
    publication.withdraw(public_id=VISIT, reason="error", at=later(4))
    publication.confirm_withdrawal(public_id=VISIT, notice="It was another day.", at=later(5))
    correct(6, summary="Two.")
    assert [(each.kind, each.differences, each.notice, each.days) for each in listed()] == [
        (Kind.CORRECTION, None, "The lead was wrong.", None),
        (Kind.WITHDRAWAL, None, "It was another day.", None),
    ]


def test_words_of_a_confirmation_stand_with_their_own_withdrawal(public):
    publication.withdraw(public_id=VISIT, reason="error", at=later(1))
    publication.reinstate(public_id=VISIT, at=later(2))
    publication.withdraw(public_id=VISIT, reason="legal", at=later(3))
    assert [each.notice for each in listed()] == ["", "", ""]
    publication.confirm_withdrawal(public_id=VISIT, notice="Ours.", at=later(4))
    assert [each.notice for each in listed()] == ["Ours.", "", ""]


def test_of_a_vanished_record_only_that_it_was_removed(public, client):
    correct(3, summary="Two words.", note="A note of it.")
    publication.vanish(public_id=VISIT, at=later(4))
    assert [(each.kind, each.notice, each.reason) for each in listed()] == [(Kind.REMOVAL, "", "")]
    assert "Two words" not in text_of(client.get(PATH))
    assert f"visit {VISIT} removed" in text_of(client.get(PATH))


# --- Filters, counts, paging ----------------------------------------------------------------------


@pytest.fixture
def many(public):
    for number in range(1, 8):
        correct(number * 100, "correction" if number % 2 else "clarification", summary=f"Lead {number}.")


def found(client, query: str) -> list[str]:
    return re.findall(r'<li id="a([0-9]+)">', client.get(PATH + query).content.decode())


def test_filters_by_kind_and_day(many, client):
    assert len(found(client, "")) == 7
    assert len(found(client, "?kind=correction")) == 4
    assert len(found(client, "?kind=correction&kind=clarification")) == 7
    assert len(found(client, "?date_from=2025&date_to=2025")) == 3
    assert len(found(client, "?date_to=2024-06-09")) == 1
    assert len(found(client, "?date_to=2024-06-08")) == 0
    assert "Nothing matches." in text_of(client.get(PATH + "?date_to=2020"))


def test_counts_per_year_and_kind(many):
    dossier = Listing.objects.get(public_id=DOSSIER)
    found = corrections.years(corrections.acts(dossier, Head.objects.get().seq))
    assert [(row.year, row.all, row.kinds, row.median, row.measured) for row in found.rows] == [
        (2026, 1, {"correction": 1}, 100, 1),
        (2025, 3, {"correction": 1, "clarification": 2}, 100, 1),
        (2024, 3, {"correction": 2, "clarification": 1}, 100, 2),
    ]
    assert (found.total.all, found.total.kinds["correction"], found.total.median) == (7, 4, 100)


def test_paging_by_key_walks_all_of_it_once(many, client):
    whole, walked, query = found(client, ""), [], "?limit=2"
    while query:
        walked += found(client, query)
        following = re.search(r'href="[^"]*(\?[^"]+)" rel="next"', client.get(PATH + query).content.decode())
        query = following and following[1].replace("&amp;", "&")
    assert walked == whole


@pytest.mark.parametrize("count", [1, 12])
def test_seven_queries_however_many_and_three_after_an_act(public, client, django_assert_num_queries, count):
    for number in range(count):
        correct(number + 1, summary=f"Lead {number}.")
        publication.withdraw(public_id=GUEST, reason="error")
        publication.reinstate(public_id=GUEST)
    with django_assert_num_queries(10):
        client.get(PATH)
    with django_assert_num_queries(7):
        client.get(f"{PATH}?limit=40")


@pytest.mark.parametrize(
    "query, told",
    [
        ("?kind=nope", "“nope” is not one of correction"),
        ("?x=1", "“x” is not a parameter of this list"),
        ("?format=xls", "format: “xls” is not one of atom, jsonfeed, csv."),
        ("?date_from=2014-13", "date_from:"),
        ("?date_from=2026&date_to=2025", "is later than"),
        ("?cursor=abc", "The cursor does not belong to this list"),
    ],
)
def test_what_is_not_understood_is_said(many, client, query, told):
    answer = client.get(PATH + query)
    assert (answer.status_code, told in text_of(answer)) == (200, True)


@pytest.mark.parametrize("name", ["kind", "date_from", "date_to", "cursor", "limit", "format"])
@pytest.mark.parametrize("value", ["%00", "'", "<script>alert", "9" * 3000, "%FF", "..", "-9999"])
def test_no_value_of_an_address_breaks_it(many, client, name, value):
    answer = client.get(f"{PATH}?{name}={value}")
    assert (answer.status_code, b"<script>alert" in answer.content) == (200, False)


def test_addresses(many, client):
    assert client.get("/nowhere/corrections/").status_code == 404
    sides = [
        {"n": 1, "label": "A", "countries": [records.FIRST]}, {"n": 2, "label": "B", "countries": [records.SECOND]}
    ]  # fmt: skip
    records.publish(records.document("dossier", DOSSIER, {"kind": "update"}, slug="moved", sides=sides))
    answer = client.get(PATH + "?kind=merge&format=atom")
    assert (answer.status_code, answer["Location"]) == (301, "/moved/corrections/?kind=merge&format=atom")
    publication.withdraw(public_id=DOSSIER, reason="error")
    assert client.get("/moved/corrections/").status_code == 410


def test_page_and_feeds_have_validators_of_their_own(many, client):
    paths = [PATH, *(f"{PATH}?format={name}" for name in ("atom", "jsonfeed", "csv"))]
    tags = [client.get(path)["ETag"] for path in paths]
    assert len(set(tags)) == 4
    for path, tag in zip(paths, tags, strict=True):
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304
