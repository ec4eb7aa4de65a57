"""Hints on records that look alike: what counts as alike, what is offered for each, and pairs kept apart for good."""

import pytest

from editorial.addresses import canonical
from editorial.models import AccessPoint, Incident, KeptApart, Organisation, Participation, Person, Source, Visit
from editorial.selectors import similar
from editorial.services import drafting, indexing
from tests import factories
from tests.desk.forms import change_url, client_of, filled, opened, save
from tests.desk.screens import url, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

SAME = [
    "https://www.example.org/news/vrb%c4%9btice/?utm_source=x&id=7#top",
    "http://example.org:80/news/vrb%C4%9Btice?id=7",
    "HTTPS://Example.ORG//news/vrbětice/index.html?id=7&fbclid=abc",
    "https://web.archive.org/web/20210418093000/https://example.org/news/vrbětice?id=7",
    "https://web.archive.org/web/2021id_/http:/www.example.org/news/vrbětice/?id=7",
    "https://archive.ph/20210418/https://example.org/news/vrbětice?id=7",
]


def test_addresses_of_one_page_read_the_same():
    assert {canonical(address) for address in SAME} == {"example.org/news/vrb%C4%9Btice?id=7"}
    others = [
        "https://example.org/news/vrbětice?id=8",
        "https://example.org:8080/news/vrbětice?id=7",
        "https://example.org",
    ]
    assert len({canonical(address) for address in [*others, *SAME]}) == 4
    assert {
        canonical(address) for address in ("", "words", "mailto:a@b.cz", "http://[::1", "https://x:port/", "//")
    } == {""}


@pytest.fixture
def author():
    return factories.user("Author")


def source(author, title, *urls):
    row = drafting.create(actor=author, model=Source, title=title, source_kind="news")
    for address in urls:
        factories.add_part(row, AccessPoint, "access_points", url=address)
    factories.freeze(row, author)
    return row


def found(record):
    indexing.renew_all()
    return {str(hint.record): hint.reasons for hint in similar.hints(similar.subject_of(record))}


@pytest.mark.parametrize("address", SAME)
def test_the_same_address_is_found_however_it_is_written(author, address):
    source(author, "First", SAME[0])
    source(author, "Elsewhere", "https://example.org/news/other?id=9")
    assert found(source(author, "Second", address)) == {"First": ["same address: example.org/news/vrb%C4%9Btice?id=7"]}


@pytest.mark.parametrize(
    ("title", "other", "alike"),
    [
        ("Vrbětice explosion of 2014", "Vrbetice explosion of 2014", True),
        ("Vladimir Putin", "Putin, Vladimir", True),
        ("Ministry statement on the expulsion", "The ministry's statement on the expulsion", True),
        ("Summit in Prague 2003", "Summit in Prague 2005", False),
        ("Visit of the president to Moscow", "Visit of the minister to Warsaw", False),
        ("Врбетице", "Vrbětice", True),
        ("Ельцин", "Jelcin", True),
    ],
)
def test_titles_are_compared_by_folded_words(author, title, other, alike):
    source(author, other)
    assert found(source(author, title)) == ({other: ["nearly the same title"]} if alike else {})


def visit(author, title, edtf, *who):
    row = drafting.create(actor=author, model=Visit, title=title, date_edtf=edtf)
    for person in who:
        factories.add_part(row, Participation, "participations", who=person, role="guest")
    factories.freeze(row, author)
    return row


def test_overlapping_days_with_shared_participants_are_found(author):
    guest = drafting.create(actor=author, model=Person, title="Guest")
    other = drafting.create(actor=author, model=Organisation, title="Body", organisation_kind="international")
    visit(author, "A trip", "1983-01-03/1983-01-05", guest)
    visit(author, "Talks", "1983-01", guest)
    visit(author, "Later", "1983-02-10", guest)
    visit(author, "Another guest", "1983-01-04", other)
    visit(author, "Any time", "198X", guest)
    assert set(found(visit(author, "Reception", "1983-01-05/1983-01-06", guest))) == {"A trip", "Talks"}
    broken = visit(author, "Unreadable", "1983-01-05", guest)
    Visit.objects.filter(pk=broken.pk).update(date_edtf="nonsense")
    broken.refresh_from_db()
    assert found(broken) == {}


def test_two_countries_on_one_day_are_a_hint_and_one_is_none(author):
    made = factories.incident_set(author)

    def incident(title, *who):
        row = drafting.create(actor=author, model=Incident, title=title, date_edtf="2021-04-17")
        for country in who:
            factories.add_part(row, Participation, "participations", who=country, role="target")
        factories.freeze(row, author)
        return row

    assert found(incident("Only one side", made["east"])) == {}
    two = found(incident("Both sides", made["east"], made["west"]))
    assert two[str(made["incident"])] == ["overlapping days (17 April 2021) with 2 shared participants"]


# --- Beside the form --------------------------------------------------------------------------------


@pytest.fixture
def pair(author):
    return source(author, "What the paper wrote", SAME[0]), source(author, "What the papers wrote", SAME[1])


def test_the_form_names_it_after_saving_and_saving_is_not_blocked(author, pair):
    client = client_of(author)
    page = save(client, pair[1], title="What the paper wrote then", _save="")
    assert page.status_code == 302
    text = words(client.get(page.url))
    assert "It looks like 1 record that the desk has" in text
    assert "Same address: example.org/news/vrb%C4%9Btice?id=7; nearly the same title." in text


def test_a_new_record_that_comes_back_is_compared_as_typed(author, pair):
    client = client_of(author)
    data = filled(client.get("/admin/editorial/source/add/"), title="What the paper wrote", date_edtf="nonsense")
    page = client.post("/admin/editorial/source/add/", data)
    assert (page.status_code, "It looks like 2 records" in words(page)) == (200, True)


def test_two_public_records_are_offered_for_a_merge(author):
    made = factories.published_visit_set()
    twin = source(author, "A source!")
    factories.submit_all(author, [twin])
    factories.publish_all(made["publisher"], [twin])
    page = opened(client_of(author), twin).content.decode()
    assert f'href="{url("propose_merge", twin)}?survivor={made["source"].public_id}"' in page
    draft = source(author, "A source!!")
    page = opened(client_of(author), draft).content.decode()
    assert ("merge this one into it" in page, "discard this draft in favour" in page) == (False, False)
    Source.objects.filter(pk=made["source"].pk).update(summary="Changed")
    factories.freeze(made["source"], author)
    page = words(opened(client_of(author), made["source"]))
    assert ("merge this one into it" in page, "discard this draft in favour of it" in page) == (True, True)


def test_the_window_of_a_picker_offers_the_other_one(author, pair):
    page = client_of(author).get("/admin/-/similar/", {"type": "source", "title": "what the paper wrote", "popup": 1})
    assert f'data-use="{pair[0].pk}"' in page.content.decode()
    page = client_of(author).get("/admin/-/similar/", {"type": "source", "title": "", "url": [SAME[4], "\x00", "x"]})
    assert ("data-use" in page.content.decode(), words(page).count("Same address")) == (False, 2)
    for query in ({}, {"type": "x"}, {"type": "\x00"}):
        assert client_of(author).get("/admin/-/similar/", query).status_code == 404
    assert client_of(author).post("/admin/-/similar/").status_code == 405
    assert client_of(factories.user("")).get("/admin/-/similar/", {"type": "source"}).status_code == 403


# --- Kept apart -------------------------------------------------------------------------------------


def keep(user, record, other, reason="Two editions."):
    return client_of(user).post(f"/admin/-/keep-apart/{record.pk}/", {"other": other.public_id, "reason": reason})


def test_a_pair_that_is_kept_apart_is_never_suggested_again(author, pair):
    first, second = pair
    answer = keep(author, first, second)
    assert (answer.status_code, answer.url) == (302, change_url(first))
    for record, other in (pair, pair[::-1]):
        assert "It looks like" not in words(opened(client_of(author), record))
        history = words(client_of(author).get(url("history", record)))
        assert f"kept apart from {other.public_id}: Two editions." in history
    kept = KeptApart.objects.get()
    assert (kept.first_id < kept.second_id, kept.reason, kept.actor) == (True, "Two editions.", author)
    again = keep(author, second, first, "Again.")
    assert (again.status_code, "keeps them apart already: Two editions." in words(again)) == (422, True)


def test_a_reason_is_asked_and_what_was_typed_stays(author, pair):
    for reason, sentence in (("", "Say in a few words"), (" … ", "Say in a few words"), ("x" * 301, "at most 300")):
        answer = keep(author, *pair, reason)
        assert (answer.status_code, sentence in words(answer)) == (422, True)
        assert f'value="{reason}"' in answer.content.decode()
    assert not KeptApart.objects.exists()


def test_who_may_not_edit_keeps_nothing_apart(author, pair):
    for user, status in ((factories.user("", is_superuser=True), 403), (factories.user("Administrator"), 403)):
        assert keep(user, *pair).status_code == status
    assert not KeptApart.objects.exists()
    for other in (pair[0].public_id, "000000", "\x00", ""):
        answer = client_of(author).get(f"/admin/-/keep-apart/{pair[0].pk}/", {"other": other})
        assert answer.status_code == 404
    page = client_of(author).get(f"/admin/-/keep-apart/{pair[0].pk}/", {"other": pair[1].public_id.lower()})
    assert (page.status_code, str(pair[1]) in words(page)) == (200, True)


@pytest.mark.parametrize("count", [1, 3])
def test_hints_take_the_same_number_of_queries(author, count, django_assert_num_queries):
    rows = [source(author, f"What the paper wrote on page {'I' * number}", SAME[0]) for number in range(count + 1)]
    indexing.renew_all()
    with django_assert_num_queries(5):
        assert len(similar.hints(similar.subject_of(rows[0]))) == count
