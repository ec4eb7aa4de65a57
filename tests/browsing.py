"""Fixtures that need Playwright: one Chromium per session, one fresh profile per test.

No test and no assertion lives here. Loaded by conftest.py only where Playwright is installed.
"""

import pytest
from playwright.sync_api import sync_playwright

from tests import services

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, headless, with a temporary profile that is removed at the end."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's sync API keeps an event loop running in this thread; Django would refuse every query of the test.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=services.chromium(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, live_server):
    """An empty tab of a new profile, 1280 x 900, whose relative addresses lead to the live server."""
    context = browser.new_context(base_url=live_server.url, viewport=DESKTOP)
    yield context.new_page()
    context.close()


@pytest.fixture
def tab(page):
    """The open tab; whatever the browser wrote to its console fails the test, the expected 404 and 410 left out."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert [text for text in said if "status of 404" not in text and "status of 410" not in text] == []
