"""The search of the whole desk: what is found by which words, what leads straight there, who may ask, what it costs."""

import pytest
from django.utils import timezone

from editorial.models import Record, Source, Visit, Words
from editorial.services import drafting, indexing, vanishing
from relations.models import Report
from tests import factories
from tests.desk.forms import client_of
from tests.desk.screens import words

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

FIND = "/admin/-/find/"


@pytest.fixture
def author():
    return factories.user("Author")


def find(user, text, **query):
    return client_of(user).get(FIND, {"q": text, **query})


def titles(answer):
    return [str(record) for record in answer.context["records"]]


@pytest.fixture
def world(author):
    return factories.incident_set(author)


FOUND_BY = {
    "explosion depot": "Explosion at A Depot",
    "Агент": "Agent Person",
    "person Агент": "Agent Person",
    "východ VYHOSTUJE": "East expels staff of the West embassy",
    "absurd": "East expels staff of the West embassy",
    "example.org/ministry": "What the ministry said",
    "a. reporter": "What the ministry said",
    "attaché": "Agent Person",
    "ATTACHE": "Agent Person",
    "the same affair": "East expels staff of the West embassy",
}


def test_records_of_every_type_are_found_by_any_of_their_words(author, world):
    client = client_of(author)
    assert {text: titles(client.get(FIND, {"q": text}))[0] for text in FOUND_BY} == FOUND_BY
    text = words(client.get(FIND, {"q": "absurd"}))
    assert "Incident " + world["incident"].public_id in text
    assert ("not public yet" in text, "draft" in text) == (True, True)
    assert "Attribution 1, words of the reply, in ours: The embassy calls it absurd." in text


def test_marks_and_letters_are_folded_on_both_sides(author):
    for title in ("Vrbětice", "VRBETICE again", "Врбетице", "Nothing"):
        drafting.create(actor=author, model=Source, title=title, source_kind="news")
    for text in ("vrbetice", "Vrbětice", "vrběTICE", "Vrbe\u030ctice"):
        assert set(titles(find(author, text))) == {"Vrbětice", "VRBETICE again", "Врбетице"}, text
    assert "Врбетице" in titles(find(author, "Врбетице"))


def test_what_was_saved_since_is_found_and_what_it_said_before_is_not(author):
    row = drafting.create(actor=author, model=Source, title="Early words", source_kind="news")
    assert titles(find(author, "early")) == ["Early words"]
    row.title = "Late words"
    row.save()
    drafting.freeze(record=row, author=author)
    assert (titles(find(author, "early")), titles(find(author, "late"))) == ([], ["Late words"])


def test_the_search_is_narrowed(author):
    made = factories.published_visit_set()
    drafting.create(actor=author, model=Visit, title="Town visited again")
    assert titles(find(author, "town")) == ["A Town", "Guest Person visits A Town", "Town visited again"]
    assert titles(find(author, "town", type="visit")) == ["Guest Person visits A Town", "Town visited again"]
    assert titles(find(author, "town", state="draft")) == ["Town visited again"]
    assert titles(find(author, "town", state="public")) == ["A Town", "Guest Person visits A Town"]
    assert titles(find(author, "town", dossier=made["dossier"].public_id)) == ["Guest Person visits A Town"]
    assert "version 1" in words(find(author, "town", state="public"))


def test_long_lists_are_paged(author, monkeypatch):
    monkeypatch.setattr("editorial.admin.finding.PAGE", 2)
    for number in range(3):
        drafting.create(actor=author, model=Source, title=f"Paper {number}", source_kind="news")
    first, second = find(author, "paper"), find(author, "paper", page=2)
    assert (titles(first), titles(second)) == (["Paper 0", "Paper 1"], ["Paper 2"])
    assert 'rel="next"' in first.content.decode()


# --- Straight there ---------------------------------------------------------------------------------


def leads_to(user, text):
    answer = find(user, text)
    return answer.url if answer.status_code == 302 else None


def test_an_id_or_an_address_leads_straight_there(author):
    made = factories.published_visit_set()
    visit, dossier = made["visit"], made["dossier"]
    form = f"/admin/editorial/visit/{visit.pk}/change/"
    for text in (
        visit.public_id,
        f" {visit.public_id.lower()} ",
        str(visit.pk),
        f"https://chronicle.example/r/{visit.public_id}/v1/",
        f"https://chronicle.example/visits/{visit.public_id}/guest-person-visits-a-town/?lang=cs#claim-1",
        f"https://chronicle.example/cs/visits/{visit.public_id}/x/",
        f"/admin/editorial/review/{visit.pk}/",
        f"https://desk.example{form}",
    ):
        assert leads_to(author, text) == form, text
    home = f"/admin/editorial/dossier/{dossier.pk}/change/"
    assert [leads_to(author, f"https://x.example/{word}first-second/timeline/") for word in ("", "cs/")] == [home] * 2


def test_a_reference_leads_to_its_report(author):
    Report.objects.create(reference="7K3M-Q2XD", text="Wrong day.", seq=3, received_at=timezone.now())
    assert leads_to(author, "7k3m-q2xd") == "/admin/reports/7K3M-Q2XD/"


def test_nothing_that_is_sent_breaks_it(author):
    client = client_of(author)
    for text in ("", "x", "\x00", "a" * 5000, "http://[::1", "%", "'; --", "ZZZZZZ", "|", "../../", "É", "/cs/"):
        assert client.get(FIND, {"q": text}).status_code == 200, text
    for query in ({"type": "x"}, {"state": "'"}, {"dossier": "\x00"}, {"page": "-1"}, {"page": "9" * 99}):
        answer = client.get(FIND, {"q": "word", **query})
        assert (answer.status_code, bool(answer.context["form"].errors)) == (400, True), query


# --- Who, and at which cost -------------------------------------------------------------------------


def test_every_page_of_the_desk_has_the_field(author):
    for address in ("/admin/editorial/visit/", "/admin/editorial/visit/add/", FIND):
        assert f'action="{FIND}"' in client_of(author).get(address).content.decode()


def test_people_are_found_by_who_manages_accounts(author):
    petra = factories.user("Publisher", username="petra", first_name="Petra", last_name="Nováková")
    manager = factories.user("Administrator")
    assert [user.pk for user in find(manager, "novakova").context["people"]] == [petra.pk]
    assert find(author, "novakova").context["people"] == []


def test_who_may_not_see_drafts_finds_no_record(author, world):
    manager = factories.user("Administrator")
    answer = find(manager, "explosion")
    assert (answer.status_code, "Explosion" in words(answer), answer.context.get("records")) == (200, False, None)
    assert find(manager, world["cause"].public_id).status_code == 200
    assert find(factories.user(""), "explosion").status_code == 403
    assert client_of(author).post(FIND, {"q": "explosion"}).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_the_same_number_of_queries(author, count, django_assert_num_queries):
    for number in range(count):
        drafting.create(actor=author, model=Source, title=f"Paper {number}", source_kind="news")
    indexing.renew()
    client = client_of(author)
    client.get(FIND, {"q": "paper"})
    with django_assert_num_queries(15):
        client.get(FIND, {"q": "paper"})


def test_the_index_is_read_a_part_at_a_time(author, world):
    assert indexing.renew(limit=3) == 3
    assert indexing.behind().count() == Record.objects.count() - 3
    assert indexing.renew_all() == Record.objects.count() - 3
    assert (indexing.renew(), Words.objects.count()) == (0, Record.objects.count())


def test_nothing_of_a_vanished_record_stays_in_the_index(author):
    made = factories.published_visit_set()
    indexing.renew_all()
    second = factories.user("Publisher")
    proposal = vanishing.propose_vanish(actor=made["publisher"], record=made["guest"], reason="A court said so.")
    vanishing.vanish(actor=second, record=made["guest"], proposal=proposal)
    assert not Words.objects.filter(record=made["guest"]).exists()
