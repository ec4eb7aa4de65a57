"""A form with 30 statements and 90 citations, and one three times as large: it opens, saves and keeps every field."""

import pytest

from editorial.models import Citation, Claim, Incident, Record, Revision
from editorial.services import drafting
from relations.documents import load
from tests import factories
from tests.desk.forms import client_of, filled, opened, row, save

# What a form of many fields costs is the form's doing; its rows are written on every engine by tests of their own.
pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

CITATIONS_EACH = 3


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def client(author):
    return client_of(author)


def record_with(author, statements):
    """An incident with so many statements and three times as many citations, each different."""
    source = drafting.create(actor=author, model=factories.Source, title="A source")
    incident = drafting.create(actor=author, model=Incident, title="A long record", date_edtf="2021-04-17")
    holder = drafting.create(actor=author, model=factories.Country, title="East")
    Claim.objects.bulk_create(
        Claim(record=incident, n=n, position=n, text=f"Statement {n}.", standing="disputed", holder=holder)
        for n in range(1, statements + 1)
    )
    Citation.objects.bulk_create(
        Citation(
            record=incident,
            n=n,
            position=n,
            anchor=f"claims/{(n - 1) // CITATIONS_EACH + 1}/text",
            source=source,
            locator=f"paragraph {n}",
            quote=f"words {n}",
            language="en",
        )
        for n in range(1, CITATIONS_EACH * statements + 1)
    )
    numbers = {"claims": statements, "citations": CITATIONS_EACH * statements}
    Record.objects.filter(pk=incident.pk).update(part_numbers=numbers)
    factories.freeze(incident, author)
    return incident


def document(record):
    return load(factories.newest(record).document)["record"]


@pytest.mark.parametrize(
    "statements", [pytest.param(30, marks=pytest.mark.slow), pytest.param(90, marks=pytest.mark.slow)]
)
def test_a_long_form_opens_and_keeps_every_field(author, client, statements):
    incident = record_with(author, statements)
    page = opened(client, incident)
    data = filled(page)
    assert len(data) > 10 * CITATIONS_EACH * statements
    for n in (1, statements):
        assert data[f"claims-{n - 1}-text"] == [f"Statement {n}."]
        assert data[f"citations-{CITATIONS_EACH * n - 1}-quote"] == [f"words {CITATIONS_EACH * n}"]

    before = document(incident)
    assert save(client, incident, page).status_code == 302
    assert (document(incident), Revision.objects.filter(record=incident.pk).count()) == (before, 2)

    changed = row("claims", statements - 1, text="The last one, changed.")
    changed |= row("claims", statements, text="One more") | row(
        "citations", CITATIONS_EACH * statements, anchor=f"claims/{statements + 1}/text", quote="one more"
    )
    assert save(client, incident, **changed).status_code == 302
    after = document(incident)
    before["claims"][-1]["text"] = "The last one, changed."
    assert after["claims"][:-1] == before["claims"]
    assert after["citations"][:-1] == before["citations"]
    assert after["citations"][-1]["anchor"] == f"claims/{statements + 1}/text"


@pytest.mark.slow
def test_a_long_form_with_a_fault_comes_back_whole(author, client):
    incident = record_with(author, 90)
    page = opened(client, incident)
    typed = {f"citations-{index}-quote": f"typed {index}" for index in range(270)}
    answer = save(client, incident, page, date_edtf="nonsense", **typed)
    assert answer.status_code == 200
    data = filled(answer)
    assert [data[f"citations-{index}-quote"] for index in range(270)] == [[f"typed {index}"] for index in range(270)]


@pytest.mark.slow
def test_a_long_form_survives_a_conflict(author, client):
    incident = record_with(author, 30)
    page = opened(client, incident)
    save(client_of(factories.user("Author")), incident, **row("citations", 0, quote="theirs"))
    typed = {f"claims-{index}-text": f"Mine {index}" for index in range(30)}
    answer = save(client, incident, page, **typed)
    assert answer.status_code == 409
    assert save(client, incident, answer).status_code == 302
    found = document(incident)
    assert [part["text"] for part in found["claims"]] == [f"Mine {index}" for index in range(30)]
    assert (found["citations"][0]["quote"], found["citations"][89]["quote"]) == ("theirs", "words 90")


@pytest.mark.parametrize("statements", [1, 3, pytest.param(30, marks=pytest.mark.slow)])
def test_a_form_opens_with_the_same_number_of_queries(author, client, statements, django_assert_num_queries):
    incident = record_with(author, statements)
    opened(client, incident)
    with django_assert_num_queries(36):
        opened(client, incident)


@pytest.mark.parametrize("statements", [1, 3, pytest.param(30, marks=pytest.mark.slow)])
def test_an_unchanged_form_is_saved_with_the_same_number_of_queries(
    author, client, statements, django_assert_num_queries
):
    """Rows that come back as they were are not asked for one by one."""
    incident = record_with(author, statements)
    page = opened(client, incident)
    with django_assert_num_queries(34):
        save(client, incident, page)
