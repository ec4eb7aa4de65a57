"""The form for errors in Chromium: sent without scripts, come back with faults. Its page as such is looked at with all others."""

import pytest
from django.core.cache import cache

from relations.models import Report
from tests import looking, records

pytestmark = pytest.mark.one_engine

REPORT = f"/report/?about={records.VISIT}&place=c1"


@pytest.fixture
def tab(page, lawless):
    """An empty tab of a server with one visit."""
    cache.clear()
    records.publish(*records.background(), records.visit())
    yield page
    cache.clear()


def faults(tab, view):
    looking.dress(tab, view)
    wide = tab.evaluate("document.documentElement.scrollWidth") > view[0]
    return (looking.violations(tab), wide)


def test_no_person_comes_to_the_field_that_catches_robots(tab):
    tab.goto(REPORT)
    stops = looking.tab_walk(tab)
    assert len(stops) > 10 and not any("website" in stop["html"] for stop in stops)


def test_a_report_is_sent_without_scripts_or_cookies(tab, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(REPORT)
    plain.fill("#id_text", "short")
    plain.click("text=Send the report")
    assert plain.get_by_role("alert").get_by_role("link", name="What is wrong?").get_attribute("href") == "#id_text"
    plain.fill("#id_text", "The year is not the one that the source names.")
    plain.click("text=Send the report")
    assert plain.locator(".reference").inner_text() == Report.objects.get().reference
    assert context.cookies() == []
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("view", looking.VIEWS, ids=str)
def test_a_form_that_came_back_is_as_clean(tab, view):
    tab.goto(REPORT)
    tab.fill("#id_email", "nobody")
    tab.click("text=Send the report")
    assert tab.title().startswith("Not sent: ")
    assert faults(tab, view) == ({}, False)
