"""The doors of the desk in Chromium: from an invitation to the start page, and axe on every page on the way."""

import base64
import re

import pytest
from playwright.sync_api import expect

from editorial.services import accounts
from tests import factories, looking
from tests.desk.codes import token

pytestmark = [pytest.mark.desk, pytest.mark.django_db(transaction=True), pytest.mark.slow]

PASSWORD = "seven herons above the weir"


@pytest.fixture
def looked(page):
    """Finds what is wrong on the open page: axe at two sizes and both schemes, and whether it scrolls sideways."""
    found = {}

    def look(name):
        for view in ((1280, "light"), (390, "dark")):
            looking.dress(page, view)
            page.wait_for_timeout(400)  # colours fade
            found[name, view] = looking.violations(page)
        found[name, "wide"] = looking.sideways(page)

    yield look
    assert {name: each for name, each in found.items() if each} == {}


def send(page, button, **typed):
    for field, value in typed.items():
        page.fill(f"#id_{field}", value)
    page.get_by_role("button", name=button).click()


def test_from_an_invitation_to_the_start_page_and_back_in(page, looked, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    account = factories.user("Author", username="ada", email="ada@example.org")
    account.set_unusable_password()
    account.save()
    uid = base64.urlsafe_b64encode(str(account.pk).encode()).decode().rstrip("=")
    page.goto(f"/admin/-/invitation/{uid}/{accounts.INVITATIONS.make_token(account)}/")
    expect(page).to_have_url(re.compile("/set-password/$"))
    looked("choose a password")
    send(page, "Set the password", new_password1=PASSWORD, new_password2=PASSWORD)
    expect(page.get_by_role("heading", name="Set up your second factor")).to_be_visible()
    assert page.locator("figure img").evaluate("image => image.naturalWidth") > 100
    looked("set up")
    secret = base64.b32decode(page.locator(".rv-key").inner_text().replace(" ", ""))
    send(page, "Set up", code=token(secret.hex()))
    expect(page.locator(".rv-codes li")).to_have_count(10)
    looked("codes")
    backup = page.locator(".rv-codes code").first.inner_text()
    page.get_by_role("link", name="go on").click()
    expect(page.locator("#user-tools strong")).to_have_text("ada")
    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/editorial/visit/")
    looked("log in")
    send(page, "Log in", username="ada", password=PASSWORD)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    looked("second factor")
    send(page, "Go on", code=backup)
    expect(page).to_have_url(re.compile("/admin/editorial/visit/$"))
    for name, path in (("overview", "/admin/-/second-factor/"), ("rights", "/admin/-/permissions/")):
        page.goto(path)
        looked(name)
