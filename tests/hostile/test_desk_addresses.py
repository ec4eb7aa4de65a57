"""Addresses of the desk that no page of it leads to: answered by 4xx or by a list, never by a server error."""

import pytest
from django.urls import NoReverseMatch, reverse

from editorial.models import User
from tests import factories
from tests.desk.forms import client_of

pytestmark = pytest.mark.django_db
LIST = "/admin/editorial/visit/"
ACCOUNTS = "/admin/editorial/user/"
PICKER = "/admin/autocomplete/?app_label=editorial&model_name=visit&field_name=place&term="


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def visit(author):
    return factories.visit_set(author)["visit"]


@pytest.mark.parametrize(
    "query",
    [
        "title__regex=(", "title__regex=%00", "created_at__year=-1", "created_at__year=" + "9" * 30, "title__isnull=x",
        "desk_note__contains=a", "created_by__password__startswith=argon2", "editions__state=draft", "nope=1",
    ],
)  # fmt: skip
def test_a_list_is_narrowed_by_its_own_filters_alone(author, query):
    assert client_of(author).get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize("query", ["email__regex=(", "last_login__year=-1", "password__startswith=a", "groups__name=x"])
def test_accounts_are_narrowed_by_their_own_filters_alone(query):
    assert client_of(factories.user("Administrator")).get(f"{ACCOUNTS}?{query}").status_code == 400


@pytest.mark.parametrize("name", ["state", "dossier"])
@pytest.mark.parametrize("value", ["%00", "nope", "%F0%9F%98%80", "9" * 5000])
def test_a_filter_value_that_is_not_offered_finds_nothing(author, visit, name, value):
    page = client_of(author).get(f"{LIST}?{name}={value}")
    assert page.status_code == 200
    assert page.context["cl"].result_count == 0


def test_the_filters_that_are_offered_still_narrow(author, visit):
    factories.drafting.create(actor=author, model=type(visit), title="Elsewhere")
    dossier = visit.in_dossiers.get().dossier
    for query, count in (("", 2), (f"?dossier={dossier.public_id}", 1), ("?state=draft", 2), ("?state=approved", 0)):
        assert client_of(author).get(LIST + query).context["cl"].result_count == count
    group = author.groups.get()
    page = client_of(factories.user("Administrator")).get(f"{ACCOUNTS}?groups__id__exact={group.pk}&is_active__exact=1")
    assert [account.pk for account in page.context["cl"].result_list] == [author.pk]


@pytest.mark.parametrize("term", ["%00", "a%00b", "a+" * 1500, "%22", "%F0%9F%98%80"])
def test_no_search_breaks_a_list_or_a_picker(author, visit, term):
    client = client_of(author)
    assert client.get(PICKER + term).status_code == 200
    assert client.get(f"{LIST}?q={term}").status_code == 200
    assert client_of(factories.user("Administrator")).get(f"{ACCOUNTS}?q={term}").status_code == 200


@pytest.mark.parametrize("spelling", ["{0.hex}", "{{{0}}}", "urn:uuid:{0}"])
def test_every_spelling_of_an_id_leads_to_the_history(author, visit, spelling):
    answer = client_of(author).get(f"{LIST}{spelling.format(visit.pk)}/history/")
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/editorial/history/{visit.pk}/")


def test_no_redirect_by_content_type(author):
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[1, 1])
    assert client_of(author).get("/admin/r/1/abc/").status_code == 404


@pytest.mark.parametrize("after", ["//evil.example/", "https://evil.example/", "/\\\\evil.example"])
def test_a_login_leads_to_the_desk_and_nowhere_else(client, author, after):
    answer = client.post("/admin/login/", {"username": author.username, "password": "password", "next": after})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


@pytest.mark.parametrize("name", ["Writer", "WRITER", "wrіter", "wr\u200diter"])
def test_no_account_is_named_like_another(author, name):
    factories.user("Author", username="writer")
    typed = {"username": name, "email": "new@example.org"}
    answer = client_of(factories.user("Administrator")).post(f"{ACCOUNTS}add/", typed)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"username"}
    assert not User.objects.filter(username=name).exists()
