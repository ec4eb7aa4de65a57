"""Hints in a real browser: a name that the desk has is seen while it is typed, and taken from the window of a picker."""

import pytest
from playwright.sync_api import expect

from editorial.models import Person, Place, Visit
from editorial.services import drafting
from tests import factories

pytestmark = [pytest.mark.desk, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_record_that_is_there_is_taken_instead_of_made_twice(page):
    author = factories.user("Author", username="ann")
    drafting.create(actor=author, model=Place, title="Vrbětice")
    drafting.create(actor=author, model=Person, title="Vrbetice")
    visit = drafting.create(actor=author, model=Visit, title="A visit")
    said = []
    page.context.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto("/admin/login/")
    page.fill("#id_username", "ann")
    page.fill("#id_password", "password")
    page.click("[type=submit]")
    page.goto(f"/admin/editorial/visit/{visit.pk}/change/")
    with page.expect_popup() as opening:
        page.click("#add_id_place")
    popup = opening.value
    popup.fill("#id_title", "vrbetice")
    expect(popup.get_by_role("heading", name="It looks like 1 record that the desk has")).to_be_visible()
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Use this one").click()
    expect(page.locator("#id_place")).to_have_value(str(Place.objects.get().pk))
    expect(page.locator("#select2-id_place-container")).to_contain_text("Vrbětice")
    assert said == []
