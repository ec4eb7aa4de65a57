"""Two people, one form: a stale form is answered with 409, nothing typed is lost, and exactly one of many saves wins."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from editorial.models import Citation, Claim, Record, Revision
from tests import factories
from tests.desk.forms import change_url, client_of, filled, opened, row, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

MINE, THEIRS = "What I typed", "What they saved"


@pytest.fixture
def made():
    return factories.visit_set(factories.user("Author"))


@pytest.fixture
def me():
    return client_of(factories.user("Author"))


@pytest.fixture
def they():
    return client_of(factories.user("Author"))


def lines(answer):
    """The three-way table: (label, opened, now, typed, conflict)."""
    return [tuple(line) for line in answer.context["merged"].differences]


def again(answer, client, record, **changes):
    """Save the merged form as it came back."""
    return client.post(change_url(record), filled(answer, **changes))


def test_a_stale_form_writes_nothing_and_keeps_what_was_typed(made, me, they):
    visit = made["visit"]
    mine = opened(me, visit)
    save(they, visit, summary=THEIRS)
    revisions = Revision.objects.count()
    answer = save(me, visit, mine, summary=MINE, title="My title")
    assert (answer.status_code, Revision.objects.count()) == (409, revisions)
    form = answer.context["adminform"].form
    assert (form["summary"].value(), form["title"].value()) == (MINE, "My title")
    visit.refresh_from_db()
    assert visit.summary == THEIRS
    assert answer.context["title"] == "Guest Person visits A Town"
    assert lines(answer) == [
        ("Title", "Guest Person visits A Town", "Guest Person visits A Town", "My title", False),
        ("Summary", "Guest Person was received by Host Person.", THEIRS, MINE, True),
    ]


def test_the_merged_form_can_be_saved_after_reading(made, me, they):
    visit = made["visit"]
    mine = opened(me, visit)
    save(they, visit, summary=THEIRS, desk_note="Their note")
    answer = save(me, visit, mine, summary=MINE)
    assert again(answer, me, visit).status_code == 302
    visit.refresh_from_db()
    assert (visit.summary, visit.desk_note) == (MINE, "Their note")


def test_a_third_save_meanwhile_makes_the_merged_form_stale_too(made, me, they):
    visit = made["visit"]
    mine = opened(me, visit)
    save(they, visit, summary=THEIRS)
    answer = save(me, visit, mine, summary=MINE)
    save(they, visit, summary="Theirs again")
    answer = again(answer, me, visit)
    assert answer.status_code == 409
    assert lines(answer) == [("Summary", THEIRS, "Theirs again", MINE, True)]


def test_rows_of_both_people_stand_in_the_merged_form(made, me, they):
    visit = made["visit"]
    mine = opened(me, visit)
    save(they, visit, **row("claims", 1, text="Their statement"))
    typed = row("claims", 1, text="My statement") | row(
        "citations", 3, anchor="claims/2/text", source=str(made["source"].pk)
    )
    answer = save(me, visit, mine, **typed)
    assert answer.status_code == 409
    assert ("Statement 2: statement", "", "Their statement", "Their statement", False) in lines(answer)
    assert again(answer, me, visit).status_code == 302
    assert list(Claim.objects.filter(record=visit.pk).order_by("n").values_list("n", "text"))[1:] == [
        (2, "Their statement"),
        (3, "My statement"),
    ]
    assert Citation.objects.filter(record=visit.pk).order_by("n").last().anchor == "claims/3/text"


def test_a_row_that_was_changed_here_and_removed_there_comes_back_as_new(made, me, they):
    visit = made["visit"]
    mine = opened(me, visit)
    save(they, visit, **row("claims", 0, DELETE="on"))
    answer = save(me, visit, mine, **row("claims", 0, text="Still true"))
    assert answer.status_code == 409
    assert again(answer, me, visit).status_code == 302
    assert list(Claim.objects.filter(record=visit.pk).values_list("n", "text")) == [(2, "Still true")]


def test_a_row_that_was_not_changed_here_stays_removed(made, me, they):
    visit = made["visit"]
    mine = opened(me, visit)
    save(they, visit, **row("claims", 0, DELETE="on"))
    answer = save(me, visit, mine, summary=MINE)
    assert again(answer, me, visit).status_code == 302
    assert Claim.objects.filter(record=visit.pk).count() == 0


def test_choices_and_records_stand_in_the_table_as_words(made, me, they):
    visit = made["visit"]
    mine = opened(me, visit)
    save(they, visit, kind="state", place=str(made["place"].pk), **row("participations", 0, alleged="on"))
    answer = save(me, visit, mine, kind="working", place="")
    assert lines(answer) == [
        ("Kind", "official visit", "state visit", "working visit", True),
        ("Place", "A Town", "A Town", "", False),
        ("Participant 1: alleged", "no", "yes", "no", False),
    ]


def test_sides_are_merged_as_lists(made, me, they):
    dossier, both = made["dossier"], [str(made["first"].pk), str(made["second"].pk)]
    mine = opened(me, dossier)
    save(they, dossier, summary=THEIRS)
    answer = save(me, dossier, mine, **row("sides", 0, countries=both))
    assert answer.status_code == 409
    assert again(answer, me, dossier).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.summary, dossier.sides.get(n=1).countries.count()) == (THEIRS, 2)


@pytest.mark.parametrize("version", ["", "-1", "1e3", "²", "99999999999999999999", "9" * 5000, "x"])
def test_a_form_without_a_readable_version_is_stale(made, me, version):
    answer = save(me, made["visit"], lock_version=version, summary=MINE)
    assert answer.status_code == 409
    assert answer.context["adminform"].form["summary"].value() == MINE


@pytest.mark.parametrize(
    "opened_text",
    ["", "{", "[]", "7", '{"title": {"a": 1}}', '{"claims/next": "x"}', '{"claims/next": ["1"]}', "[" * 5000],
)
def test_an_altered_snapshot_never_breaks_the_answer(made, me, they, opened_text):
    visit = made["visit"]
    mine = opened(me, visit)
    save(they, visit, summary=THEIRS)
    typed = row("citations", 3, anchor="claims/1/text")
    answer = save(me, visit, mine, opened=opened_text, summary=MINE, **typed)
    assert answer.status_code == 409
    assert answer.context["adminform"].form["summary"].value() == MINE


@pytest.mark.parametrize("total", ["", "x", "-3", pytest.param("999999999", marks=pytest.mark.slow), "9" * 5000])
def test_an_altered_row_count_never_breaks_the_answer(made, me, they, total):
    visit = made["visit"]
    mine = opened(me, visit)
    save(they, visit, summary=THEIRS)
    assert save(me, visit, mine, **{"claims-TOTAL_FORMS": total}).status_code == 409


def test_a_fault_in_a_fresh_form_keeps_the_version_that_was_seen(made, me, they):
    visit = made["visit"]
    answer = save(me, visit, date_edtf="nonsense")
    assert answer.status_code == 200
    save(they, visit, summary=THEIRS)
    assert again(answer, me, visit, date_edtf="1990").status_code == 409


def test_the_snapshot_holds_what_the_page_shows(made, me):
    page = opened(me, made["visit"])
    values = json.loads(page.context["opened"])
    assert (values["title"], values["claims/1/standing"], values["participations/2/role"]) == (
        "Guest Person visits A Town",
        "established",
        "host",
    )
    assert (values["claims/next"], values["citations/next"]) == ("2", "4")


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_saves_at_once_one_is_saved_and_seven_are_stale():
    made = factories.visit_set(factories.user("Author"))
    visit, clients = made["visit"], [client_of(factories.user("Author")) for _ in range(8)]
    pages = [(client, opened(client, visit)) for client in clients]

    def press(number):
        client, page = pages[number]
        try:
            return save(client, visit, page, summary=f"Saved by {number}").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        codes = sorted(pool.map(press, range(8)))
    assert codes == [302, *[409] * 7]
    assert connection.vendor == "postgresql"
    assert Record.objects.get(pk=visit.pk).lock_version == visit.lock_version + 1
