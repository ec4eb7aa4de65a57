"""The login: guessing has to wait, every refusal looks alike, a session ends at its hour."""

import datetime

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils import timezone

from editorial.models import LoginFailure
from editorial.services import logging_in
from editorial.services.logging_in import Waits
from tests import factories
from tests.desk.codes import with_password
from tests.desk.screens import words

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

LOGIN = "/admin/login/"


def attempt(name, password="wrong", address="192.0.2.1", **extra):
    return Client().post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address, **extra)


@pytest.fixture
def account():
    return factories.user("Author", username="ada")


def later(monkeypatch, **passed):
    moment = timezone.now() + datetime.timedelta(**passed)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_a_right_password_logs_in_and_leaves_no_trace(account):
    assert attempt("ada", "wrong").status_code == 200
    assert attempt("ada", "password").status_code == 302
    assert LoginFailure.objects.count() == 1  # of the network


def test_after_five_failures_the_name_waits_from_that_network_alone(account):
    assert [attempt("ada").status_code for _ in range(6)] == [200] * 5 + [429]
    refused = attempt("ada", "password")
    assert (refused.status_code, "Wait 1 minute, then try again" in words(refused)) == (429, True)
    assert attempt("ADA").status_code == 429
    assert attempt("eve").status_code == 200
    assert attempt("ada", "password", "198.51.100.7").status_code == 302


def test_a_wait_ends_grows_and_is_not_prolonged_by_knocking(account, monkeypatch):
    for _ in range(5):
        attempt("ada")
    for _ in range(20):
        assert attempt("ada").status_code == 429
    later(monkeypatch, seconds=61)
    assert attempt("ada").status_code == 200
    assert "Wait 2 minutes" in words(attempt("ada"))
    later(monkeypatch, seconds=121)
    assert attempt("ada", "password").status_code == 302
    assert attempt("ada").status_code == 200  # forgotten


def test_a_wait_is_never_longer_than_a_quarter_of_an_hour(monkeypatch):
    limit = logging_in.Limit("k", 5)
    now = timezone.now()
    LoginFailure.objects.bulk_create(LoginFailure(key="k", at=now) for _ in range(500))
    assert logging_in.wait_of(limit, now, []) == datetime.timedelta(minutes=15)
    later(monkeypatch, minutes=15, seconds=1)
    assert logging_in.begin((limit,)).rows != []


def test_fifty_failures_of_one_network_make_every_name_wait(account):
    for number in range(50):
        assert attempt(f"name{number}").status_code == 200
    assert attempt("ada", "password").status_code == 429
    assert attempt("ada", "password", "198.51.100.7").status_code == 302


def test_a_claimed_address_opens_no_second_try_behind_the_proxy(account, settings):
    """The proxy writes the last address; what stands before it is the client's own claim."""
    settings.TRUSTED_PROXIES = 1
    codes = [
        attempt("ada", address="10.0.0.1", headers={"X-Forwarded-For": f"203.0.113.{number}, 192.0.2.9"}).status_code
        for number in range(7)
    ]
    assert codes == [200] * 5 + [429] * 2
    settings.TRUSTED_PROXIES = 0
    codes = [
        attempt("eve", address="10.0.0.2", headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
        for number in range(7)
    ]
    assert codes == [200] * 5 + [429] * 2


def body(answer, name):
    """The page without the name that was typed and the token of its form."""
    text = answer.content.decode().replace(f'value="{name}"', "")
    token = answer.context["csrf_token"]
    return text.replace(str(token), "")


def test_unknown_closed_and_invited_names_answer_byte_for_byte_alike(account):
    closed = factories.user("Author", username="closed", is_active=False)
    invited = factories.user("Author", username="invited")
    invited.set_unusable_password()
    invited.save()
    stranger = factories.user("", username="stranger")
    stranger.is_staff = False
    stranger.save()
    names = ["ada", "nobody", closed.username, invited.username]
    bodies = {body(attempt(name), name) for name in names}
    assert len(bodies) == 1
    assert body(attempt("stranger", "password"), "stranger") in bodies
    assert body(attempt("closed", "password"), "closed") in bodies


def test_every_refusal_hashes_one_password(account, monkeypatch):
    """The time of a refusal is the time of one hash, whether there is an account or not."""
    invited = factories.user("Author", username="invited")
    invited.set_unusable_password()
    invited.save()
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or encode(*a, **k))
    counts = []
    for name in ("ada", "nobody", "invited"):
        hashed.clear()
        attempt(name)
        counts.append(len(hashed))
    assert counts == [1, 1, 1]


def test_attempts_at_once_each_count_before_a_password_is_looked_at():
    """As if ten requests had counted themselves before any of them looked."""
    limits = logging_in.limits_of_name("ada", "192.0.2.1")
    for _ in range(10):
        logging_in.counted(limits, timezone.now())
    with pytest.raises(Waits):
        logging_in.begin(limits)


def test_neither_names_nor_networks_are_kept_in_clear_nor_for_more_than_a_day(account, monkeypatch):
    attempt("ada")
    assert not any("ada" in row.key or "192.0" in row.key for row in LoginFailure.objects.all())
    later(monkeypatch, days=1, minutes=1)
    attempt("eve")
    assert LoginFailure.objects.count() == 2


@pytest.mark.parametrize("name", ["", "\x00", "a" * 5000, "' OR 1=1 --", "ада"])
def test_nothing_that_is_typed_breaks_the_login(name):
    assert attempt(name).status_code == 200


def test_a_session_ends_eight_hours_after_the_login_whatever_was_done(account, monkeypatch):
    client = with_password(account)
    later(monkeypatch, hours=7, minutes=59)
    assert client.get("/admin/").status_code == 200
    session = client.session
    session["touched"] = True
    session.save()
    later(monkeypatch, minutes=2)
    assert client.get("/admin/").url.startswith(LOGIN)


def test_the_key_of_a_session_changes_with_the_login(account):
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post(LOGIN, {"username": "ada", "password": "password"})
    assert client.session.session_key != session.session_key


def test_ones_own_new_password_ends_the_other_sessions_and_is_told(account, mailoutbox):
    account.email = "ada@example.org"
    account.save()
    here, there = with_password(account), with_password(account)
    typed = {
        "old_password": "password",
        "new_password1": "seven herons at noon",
        "new_password2": "seven herons at noon",
    }
    assert here.post("/admin/password_change/", typed).status_code == 302
    assert (here.get("/admin/").status_code, there.get("/admin/").status_code) == (200, 302)
    assert "the password was changed" in mailoutbox[0].body


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "/\\evil.example", "https:evil.example"])
def test_a_login_leads_nowhere_else(account, target):
    answer = Client().post(f"{LOGIN}?next={target}", {"username": "ada", "password": "password", "next": target})
    assert (answer.status_code, answer.url) == (302, "/admin/")
