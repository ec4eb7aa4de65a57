"""Lists, filters, the start page: what they show, in a fixed number of queries, kept by no cache."""

import pytest
from django.urls import reverse

from editorial.models import Country, Visit
from editorial.services import drafting, publishing
from tests import factories
from tests.desk.forms import client_of

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

VISITS = "/admin/editorial/visit/"
COUNTRIES = "/admin/editorial/country/"


@pytest.fixture
def author():
    return factories.user("Author")


def rows(client, address, **query):
    """(title, state of the open edition, public) of every line."""
    admin_list = client.get(address, query).context["cl"]
    of = admin_list.model_admin
    return [(str(row), of.state(row), of.public_version(row)) for row in admin_list.result_list]


def test_a_line_shows_open_edition_and_public_version():
    made = factories.published_visit_set()
    drafting.create(actor=made["author"], model=Visit, title="Another draft")
    Country.objects.filter(pk=made["first"].pk).update(summary="Changed")
    factories.freeze(made["first"], made["author"])
    publishing.withdraw(actor=made["publisher"], record=made["second"], reason="error")
    client = client_of(made["author"])
    assert rows(client, VISITS) == [("Another draft", "draft", None), ("Guest Person visits A Town", None, "1")]
    assert rows(client, COUNTRIES) == [("First Country", "draft", "1"), ("Second Country", None, "withdrawn")]


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("draft", ["First Country"]),
        ("in_review", []),
        ("public", ["Third Country"]),
        ("withdrawn", ["Second Country"]),
        ("nonsense", []),
    ],
)
def test_lists_are_filtered_by_state(state, titles):
    made = factories.published_visit_set()
    third = drafting.create(actor=made["author"], model=Country, title="Third Country")
    factories.prove(third, made["source"])
    factories.freeze(third, made["author"])
    factories.submit_all(made["author"], [third])
    factories.publish_all(made["publisher"], [third])
    Country.objects.filter(pk=made["first"].pk).update(summary="Changed")
    factories.freeze(made["first"], made["author"])
    publishing.withdraw(actor=made["publisher"], record=made["second"], reason="error")
    found = rows(client_of(made["author"]), COUNTRIES, state=state)
    assert [title for title, _, _ in found] == titles


def test_lists_are_filtered_by_dossier(author):
    made = factories.visit_set(author)
    drafting.create(actor=author, model=Visit, title="Elsewhere")
    found = rows(client_of(author), VISITS, dossier=made["dossier"].public_id)
    assert [title for title, _, _ in found] == ["Guest Person visits A Town"]


def test_lists_are_searched_by_title_id_and_summary(author):
    made = factories.visit_set(author)
    drafting.create(actor=author, model=Visit, title="Elsewhere")
    client = client_of(author)
    for words in ("guest person", made["visit"].public_id, "received by"):
        assert [title for title, _, _ in rows(client, VISITS, q=words)] == ["Guest Person visits A Town"]


def test_dates_stand_in_words_and_as_typed_where_unreadable(author):
    drafting.create(actor=author, model=Visit, title="A", date_edtf="1983-01-03/1983-01-05")
    broken = drafting.create(actor=author, model=Visit, title="B")
    Visit.objects.filter(pk=broken.pk).update(date_edtf="nonsense")
    admin_list = client_of(author).get(VISITS).context["cl"]
    assert [admin_list.model_admin.date(row) for row in admin_list.result_list] == [
        "3–5\N{NO-BREAK SPACE}January\N{NO-BREAK SPACE}1983",
        "nonsense",
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_takes_the_same_number_of_queries(author, count, django_assert_num_queries):
    for number in range(count):
        drafting.create(actor=author, model=Visit, title=f"Visit {number}")
    client = client_of(author)
    client.get(VISITS)
    with django_assert_num_queries(6):
        client.get(VISITS)


# --- Start page -------------------------------------------------------------------------------------


def start(user):
    return client_of(user).get("/admin/").content.decode()


def test_the_start_page_leads_to_what_waits():
    author, publisher = factories.user("Author"), factories.user("Publisher")
    made = factories.visit_set(author)
    form = reverse("admin:editorial_visit_change", args=[made["visit"].pk])
    review = reverse("admin:editorial_review", args=[made["visit"].pk])
    assert f'href="{form}"' in client_of(author).get("/admin/-/work/my_drafts/").content.decode()
    factories.submit_all(author, list(made.values()))
    assert f'href="{review}"' in start(publisher)


def test_a_line_that_is_not_for_this_person_says_why():
    author = factories.user("Author")
    factories.submit_all(author, list(factories.visit_set(author).values()))
    html = client_of(author).get("/admin/").content.decode()
    assert "Not for you: This needs the role Reviewer" in html


def test_the_parent_record_and_groups_are_not_on_the_start_page():
    client = client_of(factories.user("", is_superuser=True))
    models = [model["object_name"] for app in client.get("/admin/").context["app_list"] for model in app["models"]]
    assert models == [
        *("User", "Country", "Dossier", "Incident", "Organisation", "Person", "Place", "Series", "Source", "Visit")
    ]


def test_an_administrator_sees_accounts_and_no_drafts():
    answer = client_of(factories.user("Administrator")).get("/admin/")
    assert (answer.status_code, "/admin/-/work/" in answer.content.decode()) == (200, False)
    models = [model["object_name"] for app in answer.context["app_list"] for model in app["models"]]
    assert models == ["User"]


@pytest.mark.parametrize(
    "address", ["/admin/", VISITS, f"{VISITS}add/", "/admin/jsi18n/", "/admin/login/", "/admin/password_change/"]
)
def test_no_answer_of_the_desk_is_stored(author, address):
    client = client_of(author) if "login" not in address else factories_client()
    assert "no-store" in client.get(address)["Cache-Control"]


def factories_client():
    """Nobody is logged in."""
    client = client_of(factories.user("Author"))
    client.logout()
    return client
