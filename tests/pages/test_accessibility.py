"""Every public page in Chromium: axe, reflow, outline, huge words, right to left. Its neighbours: keyboard, paper, scripts."""

import itertools

import pytest

from tests import looking, records
from tests.sites import CZECH, PAGES

pytestmark = pytest.mark.usefixtures("site")

# A page of each build: the rest is looked at by the slow tests, in every size.
SOME = ("dossier", "timeline", "timeline as a table", "incident", "source", "ledger", "search", "report")


def on_pages(tab, look, names=tuple(PAGES), views=looking.VIEWS[:1], pages=PAGES):
    """What `look(tab)` finds, by page, the views taking turns; pages where it finds nothing are left out."""
    found = {}
    for name, view in zip(names, itertools.cycle(views), strict=False):
        looking.dress(tab, view)
        tab.goto(pages[name])
        found[name] = look(tab)
    return {name: each for name, each in found.items() if each}


def test_axe_finds_nothing(tab):
    """A few pages once each; the sizes and colour schemes take turns."""
    assert on_pages(tab, looking.violations, SOME, looking.VIEWS) == {}


@pytest.mark.slow
@pytest.mark.parametrize("view", looking.VIEWS, ids=str)
def test_axe_finds_nothing_on_any_page_at_any_size(tab, view):
    """On a narrow window in the dark only colours can differ from what the light one showed."""
    rules = ("color-contrast",) if view in looking.VIEWS[3::2] else ()
    assert on_pages(tab, lambda page: looking.violations(page, rules), views=[view]) == {}


@pytest.mark.slow
@pytest.mark.parametrize("view", [(1280, "dark"), (390, "light")], ids=str)
def test_axe_finds_nothing_on_any_czech_page(tab, view):
    """Its words are the only difference, so two of the six views tell what they could break: widths and labels."""
    assert on_pages(tab, looking.violations, views=[view], pages=CZECH) == {}


@pytest.mark.parametrize("pages", [PAGES, pytest.param(CZECH, marks=pytest.mark.slow)], ids=["English", "Czech"])
def test_no_page_scrolls_sideways_and_each_has_an_outline(tab, pages):
    found = on_pages(tab, lambda page: [*looking.sideways(page).items(), *looking.faults_of_outline(page)], pages=pages)
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("view", looking.VIEWS, ids=str)
def test_a_huge_incident_in_a_foreign_script_fits_every_window(tab, view):
    """Sixty statements, words without a break, a title from right to left."""
    word = "Donaudampfschifffahrtsgesellschaft" * 12
    claims = [{"n": n, "text": f"{n} {word}", "standing": "established"} for n in range(1, 61)]
    parts = {key: [dict(part) for part in value] for key, value in records.incident_parts().items()}
    parts["measures"][0] |= {"note": word, "category_as_stated": word}
    parts["attributions"][0] |= {"text": word, "reply_text": word}
    parts["positions"][0]["text"] = parts["responses"][1]["note"] = word
    parts["figures"][0] |= {"label": word, "unit": word}
    parts["attachments"][0]["title"] = word[:200]
    title = f"عوزي لوي {word[:200]}"
    records.publish(
        records.incident(change={"kind": "update"}, title=title, summary=word, claims=claims, translations=[], **parts)
    )
    looking.dress(tab, view)
    for name in ("incident", "cause", "accused", "state with missions"):
        tab.goto(PAGES[name])
        assert looking.sideways(tab, (view[0],)) == {}, name
        assert looking.violations(tab) == {}, name


# --- From right to left ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["timeline", pytest.param("dossier", marks=pytest.mark.slow), pytest.param("incident", marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_from_right_to_left_holds_together(tab, name, width):
    """As it will look in Arabic or Hebrew: nothing runs into another text, and time still runs one way on the drawing."""
    looking.dress(tab, (width, "light"))
    tab.goto(PAGES[name])
    drawn = looking.drawing(tab)
    assert looking.overlaps(tab) == []
    tab.evaluate("document.documentElement.dir = 'rtl'")
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert looking.sideways(tab, (width,)) == {}
    assert looking.drawing(tab) == drawn
    assert looking.overlaps(tab) == []
