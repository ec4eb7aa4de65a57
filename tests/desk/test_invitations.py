"""Invitations and forgotten passwords: signed links that work once, and tell nobody which accounts there are."""

import base64
import datetime
import smtplib

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from editorial.admin import desk
from editorial.admin.logging_in import forgotten
from editorial.models import LogLine, User
from editorial.services import account_letters, accounts, second_factor
from editorial.services.guarding import Refused, Stale
from tests import factories
from tests.desk.codes import enrolled, follow, link_in, token, with_password
from tests.desk.forms import client_of
from tests.desk.screens import words

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

ADD = "admin:editorial_user_add"
FORGOTTEN = "/admin/-/password/"
PASSWORD = "seven herons above the weir"


@pytest.fixture
def administrator():
    return factories.user("Administrator", username="root.one")


def new_account(administrator, name="ada", email="ada@example.org", roles=("Author",)):
    """Made through the form; returns what the administrator reads afterwards."""
    client = client_of(administrator)
    answer = client.post(reverse(ADD), {"username": name, "email": email, "roles": roles})
    assert answer.status_code == 302
    return client, client.get(answer.url)


def act(name, account):
    return reverse(f"admin:editorial_user_{name}", args=[account.pk])


def choose(client, address, password=PASSWORD):
    return client.post(address, {"new_password1": password, "new_password2": password})


def test_an_invited_person_chooses_a_password_sets_up_the_factor_and_stands_on_the_start_page(
    administrator, mailoutbox, settings
):
    _, page = new_account(administrator)
    assert "invited, not accepted yet" in words(page)
    assert (mailoutbox[0].to, "ada" in mailoutbox[0].subject) == (["ada@example.org"], False)
    settings.REQUIRE_SECOND_FACTOR = True
    browser = Client()
    page, address = follow(browser, link_in(mailoutbox[0].body))
    assert "For the account ada" in words(page)
    answer = choose(browser, address)
    assert (answer.status_code, answer.url) == (302, "/admin/")
    page = browser.get("/admin/", follow=True)
    assert "Set up your second factor" in words(page)
    secret = browser.session["second_factor_secret"]
    page = browser.post("/admin/-/second-factor/device/", {"code": token(secret)})
    assert "I have kept them" in words(page)
    assert browser.get("/admin/").status_code == 200
    assert list(LogLine.objects.filter(actor__username="ada").order_by("pk").values_list("verb", flat=True)) == [
        "accept",
        "enrol_second_factor",
    ]


def test_a_link_works_once(administrator, mailoutbox):
    new_account(administrator)
    link = link_in(mailoutbox[0].body)
    first, second = Client(), Client()
    _, address = follow(first, link)
    _, same = follow(second, link)
    assert choose(first, address).status_code == 302
    assert "used already or is too old" in words(choose(second, same, "another long password"))
    assert User.objects.get(username="ada").check_password(PASSWORD)
    assert "used already or is too old" in words(follow(Client(), link)[0])


def test_the_service_looks_at_the_link_again_under_its_lock(administrator):
    account = factories.user("Author", email="b@example.org")
    made = accounts.RESETS.make_token(account)
    accounts.choose_password(account=account, links=accounts.RESETS, token=made, password=PASSWORD)
    with pytest.raises(Stale, match="used already"):
        accounts.choose_password(account=account, links=accounts.RESETS, token=made, password="another long one")


@pytest.mark.parametrize("what", ["again", "withdrawn", "address", "old", "other link", "other account"])
def test_a_link_dies(what, administrator, mailoutbox, monkeypatch):
    client, _ = new_account(administrator)
    account = User.objects.get(username="ada")
    link = link_in(mailoutbox[0].body)
    if what == "again":
        client.post(act("invite", account))
    elif what == "withdrawn":
        client.post(act("withdraw_invitation", account))
    elif what == "address":
        accounts.describe_account(actor=administrator, account=account, email="other@example.org")
    elif what == "old":
        late = datetime.datetime.now() + datetime.timedelta(days=7, minutes=1)
        monkeypatch.setattr(accounts.INVITATIONS, "_now", lambda: late)
    elif what == "other link":
        link = link.replace("/-/invitation/", "/-/password/")
    else:
        other = factories.user("Publisher", email="p@example.org")
        link = link.replace(link.split("/")[4], _uid(other))
    page, _ = follow(Client(), link)
    assert (page.status_code, "This link does not work any more" in words(page)) == (200, True)


def _uid(account):
    return base64.urlsafe_b64encode(str(account.pk).encode()).decode().rstrip("=")


def test_an_invitation_lives_for_days_and_a_reset_for_an_hour(administrator, monkeypatch):
    account = factories.user("Author", email="b@example.org")
    made = accounts.INVITATIONS.make_token(account), accounts.RESETS.make_token(account)
    late = datetime.datetime.now() + datetime.timedelta(hours=2)
    for links in (accounts.INVITATIONS, accounts.RESETS):
        monkeypatch.setattr(links, "_now", lambda: late)
    assert accounts.INVITATIONS.check_token(account, made[0]) is True
    assert accounts.RESETS.check_token(account, made[1]) is False


def test_a_withdrawn_invitation_closes_the_account_and_a_new_one_opens_it(administrator, mailoutbox):
    client, _ = new_account(administrator)
    account = User.objects.get(username="ada")
    page = client.post(act("withdraw_invitation", account), follow=True)
    assert "Account closed" in words(page)
    page = client.post(act("invite", account), follow=True)
    assert "invited, not accepted yet" in words(page)
    browser = Client()
    assert choose(browser, follow(browser, link_in(mailoutbox[-1].body))[1]).status_code == 302


@pytest.mark.parametrize("backend", ["console.EmailBackend", "failing"])
def test_a_link_that_no_letter_carries_is_shown_once(backend, administrator, settings, monkeypatch):
    if backend == "failing":
        monkeypatch.setattr(account_letters, "send_mail", _fail)
    else:
        settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}"
    client, page = new_account(administrator)
    said = words(page)
    assert ("could not be handed over" if backend == "failing" else "sends no letters") in said
    link = link_in(said)
    assert "For the account ada" in words(follow(Client(), link)[0])
    account = User.objects.get(username="ada")
    assert link not in words(client.get(reverse("admin:editorial_user_change", args=[account.pk])))


def _fail(*args, **kwargs):
    raise smtplib.SMTPServerDisconnected("gone")


def test_a_weak_password_comes_back_with_its_reasons(administrator, mailoutbox):
    new_account(administrator)
    browser = Client()
    _, address = follow(browser, link_in(mailoutbox[0].body))
    for weak, said in (("short one", "at least 15 characters"), ("ada@example.org", "too similar"), ("x" * 5000, "")):
        answer = choose(browser, address, weak)
        if weak.startswith("x"):
            continue
        assert (answer.status_code, said in words(answer)) == (200, True)


@pytest.mark.parametrize(
    "path", ["x/y", "MQ/abc-def", "MQ/set-password", "9999999999999999999999/a-b", "-/-", "__/1-2", "MQ/" + "a" * 3000]
)
def test_an_invented_link_is_an_ordinary_page(path):
    for kind in ("invitation", "password"):
        for answer in (
            Client().get(f"/admin/-/{kind}/{path}/"),
            Client().post(f"/admin/-/{kind}/{path}/", {"a": "\x00"}),
        ):
            assert (answer.status_code, "does not work any more" in words(answer)) == (200, True)


# --- Forgotten ------------------------------------------------------------------------------------


def ask(name, client=None):
    return (client or Client()).post(FORGOTTEN, {"name": name})


def test_the_answer_is_the_same_for_every_name(mailoutbox):
    factories.user("Author", username="known", email="known@example.org")
    closed = factories.user("Author", username="closed", email="closed@example.org")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    factories.user("Author", username="mute")
    answers = {ask(name).content for name in ("known", "KNOWN@example.org", "closed", "mute", "nobody", "x' OR 1=1")}
    assert len(answers) == 1
    assert [letter.to for letter in mailoutbox] == [["known@example.org"]] * 2


def test_a_letter_leaves_after_the_answer(mailoutbox):
    """Whoever measures how long the answer takes must not learn that a letter was sent."""
    factories.user("Author", username="known", email="known@example.org")
    request = RequestFactory().post(FORGOTTEN, {"name": "known"})
    request.user, request.session = User(is_active=False), {}
    answer = forgotten(desk, request)
    answer.render()
    assert mailoutbox == []
    answer.close()
    assert len(mailoutbox) == 1


def test_a_reset_keeps_the_second_factor_and_ends_sessions(mailoutbox, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    account = factories.user("Author", username="known", email="known@example.org")
    enrolled(account)
    ask("known")
    old = with_password(account)
    assert old.get("/admin/-/second-factor/").status_code == 200
    browser = Client()
    ask("known")
    _, address = follow(browser, link_in(mailoutbox[-1].body))
    assert choose(browser, address).url == "/admin/login/"
    assert browser.get("/admin/").url.startswith("/admin/login/")
    assert old.get("/admin/-/second-factor/").url == "/admin/login/"
    browser.post("/admin/login/", {"username": "known", "password": PASSWORD})
    assert browser.get("/admin/").url.startswith("/admin/-/second-factor/")
    assert "the password was set by a link" in mailoutbox[-1].body


def test_a_login_kills_a_link_that_was_asked_for_before(mailoutbox):
    account = factories.user("Author", username="known", email="known@example.org")
    User.objects.filter(pk=account.pk).update(last_login=timezone.now() - datetime.timedelta(days=3))
    ask("known")
    with_password(account)
    assert "does not work any more" in words(follow(Client(), link_in(mailoutbox[0].body))[0])


def test_an_invited_person_who_forgot_the_link_gets_an_invitation_again(administrator, mailoutbox):
    new_account(administrator)
    ask("ada")
    assert "/-/invitation/" in link_in(mailoutbox[-1].body)


def test_asking_again_and_again_has_to_wait(mailoutbox):
    factories.user("Author", username="known", email="known@example.org")
    assert [ask("known").status_code for _ in range(7)] == [200] * 5 + [429] * 2
    assert len(mailoutbox) == 5


# --- Reset of the second factor --------------------------------------------------------------------


def test_an_administrator_resets_anothers_second_factor_and_that_person_begins_anew(administrator, mailoutbox):
    account = factories.user("Author", username="lost", email="lost@example.org")
    enrolled(account)
    session = client_of(account)
    page = client_of(administrator).post(act("reset_second_factor", account), follow=True)
    assert "invited, not accepted yet" in words(page)
    assert session.get("/admin/").status_code == 302
    account.refresh_from_db()
    assert (second_factor.device_of(account), second_factor.codes_left(account)) == (None, 0)
    assert not account.has_usable_password()
    told, invitation = mailoutbox
    assert ("reset the second factor" in told.body, "/-/invitation/" in invitation.body) == (True, True)
    assert ("reset_second_factor", "lost: second factor reset") in LogLine.objects.values_list("verb", "detail")


def test_nobody_resets_or_invites_themselves(administrator):
    root = factories.user("", username="super", is_superuser=True)
    for user in (administrator, root):
        for name in ("reset_second_factor", "invite", "withdraw_invitation"):
            page = client_of(user).post(act(name, user), follow=True)
            assert "another administrator has to do it" in words(page)
            user.refresh_from_db()
            assert user.has_usable_password()


def test_who_has_accepted_is_not_invited_again(administrator):
    account = factories.user("Author", username="here")
    for do in (accounts.invite, accounts.withdraw_invitation):
        with pytest.raises(Refused, match="has accepted already"):
            do(actor=administrator, account=account)
    assert User.objects.get(pk=account.pk).is_active


@pytest.mark.parametrize("name", ["invite", "withdraw_invitation", "reset_second_factor"])
def test_acts_are_for_administrators_and_by_post(name, administrator):
    account = factories.user("Author")
    assert client_of(administrator).get(act(name, account)).status_code == 405
    assert client_of(factories.user("Publisher")).post(act(name, account)).status_code == 403
    account.refresh_from_db()
    assert (account.has_usable_password(), account.is_active, account.session_stamp) == (True, True, 0)
