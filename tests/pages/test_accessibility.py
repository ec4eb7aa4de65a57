"""Item and system pages in Chromium: axe, reflow, visible focus, the strict policy, and no need of scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from relations import publication
from tests import records
from tests.records import FIRST, GUEST, PLACE, SOURCE, VISIT

PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
PATHS = [
    PAGE,
    f"{PAGE}v1/",
    f"{PAGE}versions/",
    f"/sources/{SOURCE}/source-s0rce1/",
    f"/people/{GUEST}/person-pers01/",
    f"/countries/{FIRST}/country-c0ntr1/",
    f"/places/{PLACE}/place-p1ace1/",
    "/visits/G0NE01/x/",
    "/visits/ZZZZZZ/x/",
]
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (320, "dark")]


@pytest.fixture
def site(live_server, lawless):
    """A server with one visit, everything that it names, and a withdrawn visit."""
    cache.clear()
    claims = [
        {"n": 1, "text": "A statement.", "standing": "established"},
        {"n": 2, "text": "A doubtful one.", "standing": "alleged", "holder": GUEST},
        {"n": 3, "removed": True},
    ]
    cited = [records.cited() | {"language": "en"}, records.cited("date", 2)]
    records.publish(*records.background(), records.visit(claims=claims, citations=cited, public_note="A note."))
    records.publish(records.visit("G0NE01"))
    publication.withdraw(public_id="G0NE01", reason="error", replacement=VISIT)
    return live_server.url


@pytest.fixture
def tab(browser, site):
    """Opens a tab of one width and colour scheme; what the policy refuses is listed in `tab.refused`."""
    contexts = []

    def open_tab(width, scheme="light", **options):
        context = browser.new_context(
            base_url=site, viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        return context.new_page()

    yield open_tab
    for context in contexts:
        context.close()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(tab, width, scheme):
    page = tab(width, scheme)
    found = {}
    for path in PATHS:
        page.goto(path)
        found |= {f"{path} {each['id']}": each["nodes"][0]["html"] for each in Axe().run(page).response["violations"]}
    assert found == {}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(tab, width):
    page = tab(width)
    widths = {}
    for path in PATHS:
        page.goto(path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: found for path, found in widths.items() if found > width} == {}


def test_the_policy_refuses_nothing(tab):
    page = tab(1280)
    refused = []
    page.on(
        "console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None
    )
    for path in PATHS:
        page.goto(path)
    assert refused == []


def test_every_stop_of_the_keyboard_is_visible(tab):
    page = tab(390)
    page.goto(PAGE)
    stops = page.locator("a[href]:visible, summary:visible").count()
    hidden = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const b = document.activeElement.getBoundingClientRect();"
            " return [b.top >= -1 && b.bottom <= innerHeight + 1 && b.width > 0, document.activeElement.outerHTML] })()"
        )
        hidden += [] if box[0] else [box[1]]
    assert hidden == []


def test_the_first_stop_leads_past_the_menu(tab):
    page = tab(1280)
    page.goto(PAGE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_text_is_the_same_without_scripts(tab):
    texts = []
    for enabled in (True, False):
        page = tab(1280, java_script_enabled=enabled)
        page.goto(PAGE)
        texts.append(page.locator("body").inner_text())
    assert texts[0] == texts[1]
    assert "A doubtful one." in texts[0]


def test_on_paper_the_evidence_is_open(tab):
    page = tab(1280)
    page.goto(PAGE)
    assert page.locator(".exc q").first.is_visible() is False
    page.emulate_media(media="print")
    assert page.locator(".exc q").first.bounding_box()["height"] > 0
