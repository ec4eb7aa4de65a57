"""Accounts: administrators make them and grant roles; nobody sets another's password or their own role."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial.models import LogLine, User
from editorial.services import accounts
from editorial.services.guarding import Refused
from tests import factories
from tests.desk.forms import client_of
from tests.desk.screens import words

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

ADD = "admin:editorial_user_add"


@pytest.fixture
def administrator():
    return factories.user("Administrator")


def change(account):
    return reverse("admin:editorial_user_change", args=[account.pk])


def roles(account):
    return sorted(account.groups.values_list("name", flat=True))


def fields(**typed):
    return {"username": "new.person", "email": "new@example.org"} | typed


def grants():
    return list(LogLine.objects.order_by("pk").values_list("verb", "detail"))


def test_an_account_is_made_with_roles_and_without_a_password(administrator):
    answer = client_of(administrator).post(reverse(ADD), fields(roles=["Author", "Reviewer"], email="n@example.org"))
    account = User.objects.get(username="new.person")
    assert (answer.status_code, roles(account), account.email) == (302, ["Author", "Reviewer"], "n@example.org")
    assert (account.is_staff, account.is_active, account.is_superuser) == (True, True, False)
    assert not account.has_usable_password()
    assert grants() == [
        ("create_account", "new.person"),
        ("set_roles", "new.person: Author, Reviewer"),
        ("invite", "new.person: invited"),
    ]


def test_an_account_needs_an_address_that_nobody_else_has(administrator):
    factories.user("Author", username="taken", email="n@example.org")
    client = client_of(administrator)
    for email, said in (("", "required"), ("N@example.org", "“taken” has this address already")):
        answer = client.post(reverse(ADD), fields(email=email))
        assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert User.objects.filter(username="new.person").count() == 0


def test_forged_fields_of_a_new_account_change_nothing(administrator):
    client_of(administrator).post(
        reverse(ADD),
        fields(is_superuser="on", is_staff="", groups="1", user_permissions="1", password="x", password1="x"),
    )
    account = User.objects.get(username="new.person")
    assert (account.is_superuser, account.is_staff, roles(account), account.user_permissions.count()) == (
        False, True, [], 0,
    )  # fmt: skip


def test_roles_and_openness_are_set_and_logged(administrator):
    account = factories.user("Author", username="b")
    typed = {"first_name": "Ada", "last_name": "B", "email": "", "roles": ["Publisher"]}
    assert client_of(administrator).post(change(account), typed).status_code == 302
    account.refresh_from_db()
    assert (roles(account), account.is_active, account.first_name) == (["Publisher"], False, "Ada")
    assert grants() == [("set_roles", "b: Publisher"), ("close_account", "b")]


def test_saving_the_same_again_logs_nothing(administrator):
    account = factories.user("Author")
    typed = {"first_name": "", "last_name": "", "email": "", "roles": ["Author"], "is_active": "on"}
    client_of(administrator).post(change(account), typed)
    assert grants() == []


def test_a_change_form_never_sets_a_password_or_a_flag(administrator):
    account = factories.user("Author")
    typed = "a long first password"
    forged = {"password": "x", "password1": typed, "password2": typed, "is_superuser": "on", "username": "stolen"}
    client_of(administrator).post(change(account), forged | {"roles": ["Author"], "is_active": "on"})
    now = User.objects.get(pk=account.pk)
    assert (now.password, now.is_superuser, now.username) == (account.password, False, account.username)
    assert client_of(administrator).get(f"/admin/editorial/user/{account.pk}/password/").status_code in (302, 404)


def test_nobody_sets_their_own_role(administrator):
    forged = {"first_name": "Me", "roles": ["Publisher", "Administrator"], "is_active": ""}
    client = client_of(administrator)
    assert client.post(change(administrator), forged).status_code == 302
    administrator.refresh_from_db()
    assert (roles(administrator), administrator.is_active, administrator.first_name) == (["Administrator"], True, "Me")
    assert "Nobody sets their own role" in client.get(change(administrator)).content.decode()


def test_a_superuser_does_not_set_their_own_role_either():
    root = factories.user("", is_superuser=True)
    client_of(root).post(change(root), {"roles": ["Publisher"], "is_active": "on"})
    assert roles(root) == []


@pytest.mark.parametrize("role", ["Author", "Reviewer", "Publisher", ""])
def test_only_administrators_see_accounts(role):
    account, client = factories.user("Author"), client_of(factories.user(role))
    pages = [reverse("admin:editorial_user_changelist"), reverse(ADD), change(account)]
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    assert client.post(reverse(ADD), fields(roles=["Publisher"])).status_code == 403
    assert client.post(change(account), {"roles": ["Publisher"]}).status_code == 403
    assert roles(account) == ["Author"]


def test_accounts_are_never_deleted(administrator):
    account = factories.user("Author")
    client = client_of(administrator)
    address = reverse("admin:editorial_user_delete", args=[account.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    client.post(
        reverse("admin:editorial_user_changelist"), {"action": "delete_selected", "_selected_action": account.pk}
    )
    assert User.objects.filter(pk=account.pk).count() == 1


def test_no_filter_asks_for_a_password(administrator):
    address = reverse("admin:editorial_user_changelist")
    answer = client_of(administrator).get(address, {"password__startswith": "argon2"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("actor", "reason"),
    [
        ("Publisher", "Accounts are managed by administrators; ask one of them."),
        ("Administrator", "Root is not a role; choose from Author, Reviewer, Publisher, Administrator."),
    ],
)
def test_services_refuse_what_the_form_does_not_offer(actor, reason):
    account = factories.user("Author")
    with pytest.raises(Refused) as refusal:
        accounts.set_roles(actor=factories.user(actor), account=account, roles=["Root"])
    assert (str(refusal.value), roles(account)) == (reason, ["Author"])


def test_services_refuse_own_roles_and_own_closing(administrator):
    with pytest.raises(Refused, match="Nobody sets their own role"):
        accounts.set_roles(actor=administrator, account=administrator, roles=["Publisher"])
    with pytest.raises(Refused, match="closes their own account"):
        accounts.set_active(actor=administrator, account=administrator, active=False)
    with pytest.raises(Refused, match="Only first_name, last_name, email can be changed here"):
        accounts.describe_account(actor=administrator, account=administrator, is_superuser=True)


def test_a_closed_account_is_out_with_its_next_request(administrator):
    account = factories.user("Author")
    client = client_of(account)
    assert client.get("/admin/").status_code == 200
    accounts.set_active(actor=administrator, account=account, active=False)
    assert client.get("/admin/").status_code == 302


def test_publishers_see_role_grants_and_authors_do_not(administrator):
    accounts.set_roles(actor=administrator, account=factories.user("Author", username="c"), roles=["Reviewer"])
    shown = {role: client_of(factories.user(role)).get("/admin/").context["grants"] for role in ("Publisher", "Author")}
    assert {role: [line.detail for line in lines] for role, lines in shown.items()} == {
        "Publisher": ["c: Reviewer"],
        "Author": [],
    }


def test_sessions_end_with_a_change_of_roles_and_last_through_the_same_roles_again(administrator):
    account = factories.user("Author")
    client = client_of(account)
    accounts.set_roles(actor=administrator, account=account, roles=["Author"])
    assert client.get("/admin/").status_code == 200
    accounts.set_roles(actor=administrator, account=account, roles=["Author", "Reviewer"])
    assert client.get("/admin/").status_code == 302


def test_a_new_address_is_logged_and_the_old_one_hears_of_it(
    administrator, mailoutbox, django_capture_on_commit_callbacks
):
    account = factories.user("Author", username="b", email="old@example.org")
    typed = {"first_name": "", "last_name": "", "email": "new@example.org", "roles": ["Author"], "is_active": "on"}
    client_of(administrator).post(change(account), typed)
    assert [letter.to for letter in mailoutbox] == [["old@example.org"]]
    assert "new@example.org" not in mailoutbox[0].body
    assert grants() == [("change_address", "b: address changed")]


def test_the_list_says_what_a_team_lacks_until_it_is_whole(administrator):
    def said():
        page = client_of(administrator).get(reverse("admin:editorial_user_changelist"))
        return page.context["missing"]

    factories.user("Publisher")
    assert [line.partition(":")[0] for line in said()] == ["1 active publisher", "1 active person with Reviewer rights"]
    invited = factories.user("Publisher")
    User.objects.filter(pk=invited.pk).update(password="!unusable")
    assert len(said()) == 2
    factories.user("Publisher")
    factories.user("Reviewer")
    assert said() == []


@pytest.mark.parametrize(
    ("role", "says", "silent"),
    [
        ("superuser", "a superuser You see drafts and manage accounts. You have no editorial power", "without a role"),
        ("Administrator", "an administrator You manage accounts. You have no editorial power", "You see drafts"),
        ("", "here without a role Your account has no role yet", "Invite two people"),
    ],
)
def test_who_has_no_editorial_role_is_told_what_to_do_next(role, says, silent):
    user = factories.user("" if role == "superuser" else role, is_superuser=role == "superuser")
    said = words(client_of(user).get("/admin/"))
    assert (says in said, silent in said) == (True, False)
    assert ("Invite two people as Publisher" in said) is bool(role)
    assert "Who may do what" in said


def test_who_writes_is_not_welcomed_as_a_newcomer():
    assert client_of(factories.user("Author")).get("/admin/").context["welcome"] is None


def test_a_new_superuser_logs_in_and_invites_the_first_publishers(mailoutbox):
    User.objects.create_superuser("root", "root@example.org", "seven herons above the weir")
    browser = Client()
    browser.post("/admin/login/", {"username": "root", "password": "seven herons above the weir"})
    page = browser.get("/admin/")
    assert "No active publishers" in words(page)
    for number in (1, 2):
        browser.post(reverse(ADD), fields(username=f"p{number}", email=f"p{number}@example.org", roles=["Publisher"]))
    assert [letter.to for letter in mailoutbox] == [["p1@example.org"], ["p2@example.org"]]
    assert browser.get(reverse("admin:editorial_visit_add")).status_code == 403
