"""The second factor at every door of the desk: known ways around it, one code one session, backup codes, moving."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from editorial.models import BackupCode, User
from editorial.services import second_factor
from editorial.services.guarding import Refused
from tests import factories
from tests.desk.codes import SECRET, enrolled, token, with_password
from tests.desk.forms import client_of
from tests.desk.screens import words

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

FACTOR = "/admin/-/second-factor/"
DEVICE = f"{FACTOR}device/"
CODES = f"{FACTOR}codes/"
OTHER = "4142434445464748494a4b4c4d4e4f5051525354"


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def account():
    return factories.user("Publisher", username="ada", email="ada@example.org")


def verified(user, later=0):
    client = with_password(user)
    assert client.post(FACTOR, {"code": token(later=later)}).status_code == 302
    return client


def test_a_password_alone_opens_nothing_but_the_way_to_the_second_factor(required, account):
    enrolled(account)
    client = with_password(account)
    source = factories.visit_set(account)["source"]
    for address in (
        *("/admin/", "/admin/jsi18n/", "/admin/password_change/", "/admin/editorial/visit/", "/admin/editorial/"),
        reverse("admin:autocomplete"),
        reverse("admin:editorial_evidence", args=["0" * 64]),
        reverse("admin:editorial_preview", args=[source.pk]),
        "/admin/nowhere/",
    ):
        for answer in (client.get(address), client.post(address, {})):
            assert (answer.status_code, answer.url.partition("?")[0]) == (302, FACTOR), address
            assert "no-store" in answer["Cache-Control"]
    assert client.post("/admin/logout/").status_code == 200
    assert client.get(FACTOR).url == "/admin/login/"


def test_a_code_opens_the_desk_where_the_person_wanted_to_go_and_changes_the_sessions_key(required, account):
    enrolled(account)
    client = with_password(account)
    before = client.session.session_key
    leads = client.get("/admin/editorial/visit/?state=draft").url
    assert "Type the code" in words(client.get(leads)) or "type the code" in words(client.get(leads))
    answer = client.post(
        leads, {"code": f" {token()[:3]} {token()[3:]} ", "next": "/admin/editorial/visit/?state=draft"}
    )
    assert (answer.status_code, answer.url) == (302, "/admin/editorial/visit/?state=draft")
    assert client.get(answer.url).status_code == 200
    assert client.session.session_key != before
    assert Client(headers={"cookie": f"sessionid={before}"}).get("/admin/").status_code == 302


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "/r/K7Q2XD/", "/\\evil.example"])
def test_a_code_leads_into_the_desk_alone(required, account, target):
    enrolled(account)
    answer = with_password(account).post(FACTOR, {"code": token(), "next": target})
    assert (answer.status_code, answer.url) == (302, "/admin/")


@pytest.mark.parametrize("role", ["Author", "Administrator", "superuser"])
def test_force_login_and_a_session_from_before_have_not_given_it(required, role):
    user = factories.user("" if role == "superuser" else role, is_superuser=role == "superuser")
    client = client_of(user)
    assert client.get("/admin/").url == f"{FACTOR}?next=%2Fadmin%2F"
    assert "Set up your second factor" in words(client.get(FACTOR))
    enrolled(user)
    assert client.get("/admin/").url.startswith("/admin/login/")  # the session has ended
    assert client_of(user).get("/admin/").url.startswith(FACTOR)


def test_where_it_is_not_required_who_has_one_is_asked_all_the_same(account):
    assert with_password(account).get("/admin/").status_code == 200
    enrolled(account)
    client = with_password(account)
    assert client.get("/admin/").url.startswith(FACTOR)
    client.post(FACTOR, {"code": token()})
    assert client.get("/admin/").status_code == 200


def test_another_login_in_the_same_browser_has_to_give_it_again(required, account):
    enrolled(account)
    client = verified(account)
    client.post("/admin/login/", {"username": "ada", "password": "password"})
    assert client.get("/admin/").url.startswith(FACTOR)


def test_a_code_opens_one_session(required, account):
    enrolled(account)
    code = token()
    first, second = with_password(account), with_password(account)
    assert first.post(FACTOR, {"code": code}).status_code == 302
    replay = second.post(FACTOR, {"code": code})
    assert (replay.status_code, "not valid now" in words(replay)) == (422, True)
    assert second.get("/admin/").status_code == 302


def test_a_backup_code_works_once_is_told_and_counted(required, account, mailoutbox):
    code = enrolled(account)[3]
    first, second = with_password(account), with_password(account)
    assert first.post(FACTOR, {"code": code.lower().replace("-", " ")}).status_code == 302
    assert "9 are left" in words(first.get("/admin/"))
    assert second.post(FACTOR, {"code": code}).status_code == 422
    assert "backup codes" in mailoutbox[-1].body


def test_backup_codes_lie_as_digests_and_belong_to_one_account(account):
    other = factories.user("Author")
    code = enrolled(account)[0]
    assert code.replace("-", "") not in str(list(BackupCode.objects.values_list("digest", flat=True)))
    with pytest.raises(Refused):
        second_factor.accept(user=other, code=code, network="192.0.2.1")
    assert second_factor.accept(user=account, code=code, network="192.0.2.1") is True


def test_backup_codes_outlive_a_new_secret_key(account, settings):
    code = enrolled(account)[0]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, long enough to be one of its own kind"
    assert second_factor.accept(user=account, code=code, network="192.0.2.1") is True


def test_guessing_codes_has_to_wait(required, account):
    enrolled(account)
    client = with_password(account)
    codes = [client.post(FACTOR, {"code": f"{number:06d}"}).status_code for number in range(7)]
    assert codes == [422] * 5 + [429] * 2
    assert client.post(FACTOR, {"code": token()}).status_code == 429


def test_guessing_from_many_networks_has_to_wait_too(required, account):
    enrolled(account)
    client = with_password(account)
    codes = [
        client.post(FACTOR, {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(22)
    ]
    assert codes == [422] * 20 + [429] * 2


@pytest.mark.parametrize("code", ["", "\x00", "٣٣٣٣٣٣", "1" * 5000, "-1", "1e5", "123456 789"])
def test_nothing_that_is_typed_breaks_the_page(required, account, code):
    enrolled(account)
    client = with_password(account)
    assert client.post(FACTOR, {"code": code}).status_code in (200, 422)
    assert client.get("/admin/").status_code == 302


# --- Set up, move, renew ---------------------------------------------------------------------------


def test_setting_up_ends_other_sessions_and_shows_codes_once(required, account, mailoutbox):
    elsewhere = with_password(account)
    client = with_password(account)
    page = client.get("/admin/", follow=True)
    secret = client.session["second_factor_secret"]
    assert second_factor.spelled(secret) in words(page)
    wrong = client.post(DEVICE, {"code": "000000"})
    assert (wrong.status_code, second_factor.device_of(account)) == (422, None)
    page = client.post(DEVICE, {"code": token(secret)})
    shown = page.context["codes"]
    assert (len(shown), len(set(shown)), second_factor.codes_left(account)) == (10, 10, 10)
    assert "no-store" in page["Cache-Control"]
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get(FACTOR).url == "/admin/login/"
    assert shown[0] not in words(client.get(FACTOR))
    assert "a second factor was set up" in mailoutbox[-1].body
    assert "second_factor_secret" not in client.session


def test_the_picture_is_of_this_session_and_kept_by_nobody(required, account):
    client = with_password(account)
    client.get(DEVICE)
    picture = client.get(f"{DEVICE}picture.svg")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/svg+xml")
    assert "no-store" in picture["Cache-Control"]
    assert b"<svg" in picture.content
    assert b"style=" not in picture.content
    assert Client().get(f"{DEVICE}picture.svg").url == "/admin/login/"
    assert client.post(f"{DEVICE}picture.svg").status_code == 405
    assert client_of(account).get(f"{DEVICE}picture.svg").url == FACTOR


def test_a_password_alone_does_not_take_the_place_of_a_device(required, account):
    enrolled(account)
    client = with_password(account)
    assert client.get(DEVICE).url == FACTOR
    session = client.session
    session["second_factor_secret"] = OTHER
    session.save()
    assert client.post(DEVICE, {"code": token(OTHER), "present": token()}).url == FACTOR
    assert client.post(CODES, {"code": token()}).url == FACTOR
    assert second_factor.device_of(account).key == SECRET


def test_moving_to_another_device_needs_a_code_of_the_present_one(required, account):
    backup = enrolled(account)[0]
    client = verified(account)
    client.get(DEVICE)
    secret = client.session["second_factor_secret"]
    assert client.post(DEVICE, {"code": token(secret)}).status_code == 200
    assert client.post(DEVICE, {"code": token(secret), "present": "000000"}).status_code == 422
    assert client.post(DEVICE, {"code": "000000", "present": backup}).status_code == 422
    assert second_factor.device_of(account).key == SECRET
    assert client.post(DEVICE, {"code": token(secret), "present": backup}).status_code == 200
    assert second_factor.device_of(account).key == secret
    assert client.get("/admin/").status_code == 200


def test_new_backup_codes_end_the_old_ones_and_need_a_code(required, account):
    old = enrolled(account)
    client = verified(account)
    assert client.get(CODES).status_code == 405
    assert client.post(CODES, {"code": "000000"}).status_code == 422
    new = client.post(CODES, {"code": token(later=1)}).context["codes"]
    assert second_factor.codes_left(account) == 10
    other = with_password(account)
    assert other.post(FACTOR, {"code": old[0]}).status_code == 422
    assert other.post(FACTOR, {"code": new[0]}).status_code == 302


# --- At once ---------------------------------------------------------------------------------------


def at_once(number, do):
    """What `do` returned in each of so many threads that started together."""
    barrier, found = threading.Barrier(number), []

    def run():
        barrier.wait()
        try:
            found.append(do())
        except Refused:
            found.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["token", "backup code"])
def test_of_two_at_the_same_time_one_gets_in(kind):
    account = factories.user("Author")
    codes = enrolled(account)
    code = token() if kind == "token" else codes[0]
    found = at_once(
        4, lambda: second_factor.accept(user=User.objects.get(pk=account.pk), code=code, network="192.0.2.1")
    )
    assert [each for each in found if each is not None] == [kind == "backup code"]
