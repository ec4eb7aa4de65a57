"""The editors' guide in Chromium: axe at every size and colour, nothing sideways, an outline, and paper without the frame."""

import pytest
from django.conf import settings
from django.test import Client

from tests import factories, looking

pytestmark = [pytest.mark.desk, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PAGES = ("", "cs/", "incident/", "cs/date/", "review/", "cs/words/")


@pytest.fixture
def tab(page, live_server):
    client = Client()
    client.force_login(factories.user("Author"))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    return page


def test_every_kind_of_page_is_sound_at_every_size(tab):
    found = {}
    for view, path in zip(looking.VIEWS, PAGES, strict=True):
        looking.dress(tab, view)
        assert tab.goto(f"/admin/-/guide/{path}").status == 200
        found[path] = [*looking.violations(tab), *looking.sideways(tab), *looking.faults_of_outline(tab)]
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_a_task_prints_without_the_frame_of_the_desk(tab):
    tab.emulate_media(media="print")
    tab.goto("/admin/-/guide/withdraw/")
    assert not tab.is_visible("#header") and not tab.is_visible(".gd-languages") and not tab.is_visible(".gd-also")
    assert tab.is_visible("h1") and tab.is_visible(".gd-steps li")


def test_a_screen_leads_to_its_task_and_the_language_is_kept_by_the_address(tab):
    tab.goto("/admin/")
    tab.click(".desk-how a")
    tab.wait_for_url("**/guide/waiting/")
    tab.click("text=Čeština")
    tab.wait_for_url("**/guide/cs/waiting/")
    assert tab.get_attribute("article", "lang") == "cs"
    tab.click(".gd-also a >> nth=0")
    tab.wait_for_url("**/guide/cs/**")
