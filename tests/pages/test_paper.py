"""On paper: what is folded on the screen is open, what only a screen can use is gone, and no quoted passage is lost."""

import io
import re

import pypdf
import pytest

from tests.sites import INCIDENT_PAGE, PAGES, VISIT_PAGE

pytestmark = pytest.mark.usefixtures("site")
QUOTES = "[...document.querySelectorAll('main q, main blockquote')].map(each => each.textContent)"
WITH_QUOTES = ("visit", "incident", "dossier", "person", "series", "source", "cause", "accused", "embassy", "version")


def letters(text: str) -> str:
    """Without spaces, line breaks and soft hyphens: a line of paper ends where it likes."""
    return re.sub(r"[\s\u00ad\u2060]+", "", text)


def printed(tab) -> str:
    """All text of the page as PDF, letters only."""
    return letters("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(tab.pdf())).pages))


def test_on_paper_the_evidence_is_open(tab):
    tab.goto(VISIT_PAGE)
    quotes = tab.locator("details q")
    assert [quotes.nth(at).is_visible() for at in range(quotes.count())] == [False]
    tab.emulate_media(media="print")
    heights = [quotes.nth(at).bounding_box()["height"] for at in range(quotes.count())]
    assert all(height > 0 for height in heights)
    menus = tab.locator(".mast nav").all()
    assert [menu.is_visible() for menu in menus] == [False] * 2  # of the site, and of its languages


@pytest.mark.parametrize("names", [("incident", "dossier"), pytest.param(WITH_QUOTES, marks=pytest.mark.slow)], ids=len)
def test_the_pdf_shows_every_quoted_passage(tab, names):
    for name in names:
        tab.goto(PAGES[name])
        quotes, paper = tab.evaluate(QUOTES), printed(tab)
        assert len(quotes) > 0, name
        assert [quote for quote in quotes if letters(quote) not in paper] == [], name


def test_the_pdf_says_what_it_is_and_how_to_cite_it(tab):
    tab.goto(INCIDENT_PAGE)
    title, citation = tab.locator("h1").inner_text(), tab.locator("#cite pre").inner_text()
    paper = printed(tab)
    assert "http" in citation
    assert letters(title) in paper
    assert letters(citation) in paper
    assert "Skip" not in paper


@pytest.mark.slow
def test_every_page_can_be_printed(tab):
    for name, path in PAGES.items():
        tab.goto(path)
        assert letters(tab.locator("h1").inner_text()) in printed(tab), name
