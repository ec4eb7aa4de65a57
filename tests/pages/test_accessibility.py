"""Every public page in Chromium: axe, reflow, outline, keyboard, paper, and no need of scripts. Weights are in test_weight."""

import itertools

import pytest
from django.core.cache import cache

from relations import publication
from tests import looking, records
from tests.records import AGENT, CAUSE, EMBASSY, FIRST, GUEST, INCIDENT, PLACE, SECOND, SERIES, SOURCE, VISIT

ORGANISATION, GONE, MERGED, UNREAD = "ARGAN1", "G0NE01", "MERGE1", "0NREAD"
VISIT_PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
TIMELINE = "/first-second/timeline/"
PAGES = {
    "home": "/",
    "dossier": "/first-second/",
    "timeline": TIMELINE,
    "nothing found": f"{TIMELINE}?q=zebra&date_from=2014-13",
    "visits": "/first-second/visits/",
    "visit": VISIT_PAGE,
    "version": f"{VISIT_PAGE}v1/",
    "versions": f"{VISIT_PAGE}versions/",
    "source": f"/sources/{SOURCE}/source-s0rce1/",
    "source that was not read": f"/sources/{UNREAD}/source-0nread/",
    "person": f"/people/{GUEST}/person-pers01/",
    "country": f"/countries/{FIRST}/country-c0ntr1/",
    "place": f"/places/{PLACE}/place-p1ace1/",
    "organisation": f"/organisations/{ORGANISATION}/organisation-argan1/",
    "incident": f"/incidents/{INCIDENT}/incident-1nc1d1/",
    "cause": f"/incidents/{CAUSE}/incident-cavse1/",
    "version of an incident": f"/incidents/{INCIDENT}/incident-1nc1d1/v1/",
    "series": f"/series/{SERIES}/series-ser1e1/",
    "embassy": f"/organisations/{EMBASSY}/organisation-embasy/",
    "state with missions": f"/countries/{SECOND}/country-c0ntr2/",
    "accused": f"/people/{AGENT}/person-agent1/",
    "version of a dossier": "/first-second/v2/",
    "merged into": f"/people/{GUEST}/person-pers01/?merged={MERGED}",
    "version of a merged one": f"/people/{MERGED}/person-merge1/v1/",
    "withdrawn": f"/visits/{GONE}/x/",
    "search": "/search/?q=statement",
    "not found": "/visits/ZZZZZZ/x/",
    "API": "/api/",
}


AFTER = {"n": 1, "to": INCIDENT, "relation": "escalates", "basis": "inferred", "note": "Within weeks."}


def incident():
    """The incident of every part, with a translation that is older than the text and a reply that was not found."""
    again = {
        "n": 2,
        "text": "Others too.",
        "by": FIRST,
        "to": AGENT,
        "basis": "legal",
        "reply": "none_found",
        "reply_date": "2026",
    }
    parts = records.incident_parts()
    old = {"n": 1, "anchor": "title", "language": "cs", "text": "Vyhoštění", "of": f"sha256:{'0' * 64}"}
    return records.incident(
        attributions=[*parts["attributions"], again], translations=[old], one_sided_reason="A reason."
    )


def dossier():
    """The dossier with every part that a page of it can have."""
    sides = [{"n": 1, "label": "First", "countries": [FIRST]}, {"n": 2, "label": "Second", "countries": [SECOND]}]
    return records.document(
        "dossier", records.DOSSIER, {"kind": "update"}, title="First – Second", slug="first-second", sides=sides, lead="A lead.",
        sections=[{"n": 1, "heading": "Spies", "topic": "espionage", "text": "About spies."}],
        eras=[{"n": 1, "label": "After 1993", "date": {"edtf": "1993/.."}}, {"n": 2, "label": "Before", "date": {"edtf": "1980/1989"}}],
        infobox=[{"n": 1, "label": "Embassy", "side": 2, "target": EMBASSY}, {"n": 2, "label": "Since", "text": "1993"}],
        see_also=[{"n": 1, "target": SERIES}],
        cases=[{"n": 1, "key": "agent-case", "title": "Extradition of Agent Person", "section": 1}],
        claims=[{"n": n, "text": "A statement.", "standing": "alleged", "holder": FIRST, "section": 1} for n in range(1, 15)],
        citations=[records.cited(f"claims/{n}/text", n) | {"source": UNREAD, "through": SOURCE} for n in range(1, 15)],
    )  # fmt: skip


def outlined(public_id, code):
    """A country that maps know."""
    title = f"State {code}"
    return records.document("country", public_id, {"kind": "update"}, title=title, iso_numeric=code, **records.claims())


@pytest.fixture
def site(live_server, lawless):
    """A server with a visit of every shape of statement, all that it names, a second visit, an incident and a dossier of
    every part, a merged record and a withdrawn one.
    """
    cache.clear()
    claims = [
        {"n": 1, "text": "A statement.", "standing": "established"},
        {"n": 2, "text": "A doubtful one.", "standing": "alleged", "holder": GUEST},
        {"n": 3, "removed": True},
    ]
    cited = [records.cited() | {"language": "en"}, records.cited("date", 2)]
    records.publish(
        *records.background(),
        records.document("organisation", ORGANISATION, organisation_kind="international", **records.claims()),
        records.visit(claims=claims, citations=cited, public_note="A note."),
        records.visit("AN0THR", "1993-08"),
    )
    records.publish(
        *records.incident_background(), records.cause(), incident(), records.document("person", MERGED, title="Merged")
    )
    records.publish(
        records.document("source", UNREAD, title="Report of an outlet", source_kind="news"),
        *(outlined(each, code) for each, code in ((FIRST, "203"), (SECOND, "643"))),
        records.cause("AFTER1", "2021-05", case="agent-case", stage="extradited", responses=[AFTER]),
        dossier(),
    )
    publication.merge(public_id=MERGED, survivor=GUEST)
    records.publish(records.visit(GONE))
    publication.withdraw(public_id=GONE, reason="error", replacement=VISIT)
    return live_server.url


@pytest.fixture
def tab(page, site):
    """The open tab; what the browser wrote to its console is in `tab.said`, the expected 404 and 410 left out."""
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    assert [text for text in page.said if "status of 404" not in text and "status of 410" not in text] == []


def on_every_page(tab, look, views=looking.VIEWS[:1]):
    """What `look(tab)` finds, by page, the views taking turns; pages where it finds nothing are left out."""
    found = {}
    for (name, path), view in zip(PAGES.items(), itertools.cycle(views), strict=False):
        looking.dress(tab, view)
        tab.goto(path)
        found[name] = look(tab)
    return {name: each for name, each in found.items() if each}


def test_axe_finds_nothing_on_any_page(tab):
    """Each page once; the sizes and colour schemes take turns."""
    assert on_every_page(tab, looking.violations, looking.VIEWS) == {}


@pytest.mark.slow
@pytest.mark.parametrize("view", looking.VIEWS, ids=str)
def test_axe_finds_nothing_at_any_size(tab, view):
    assert on_every_page(tab, looking.violations, [view]) == {}


def test_no_page_scrolls_sideways_and_each_has_an_outline(tab):
    assert on_every_page(tab, lambda page: [*looking.sideways(page).items(), *looking.faults_of_outline(page)]) == {}


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ["timeline", "visit", "incident", "dossier"])
def test_every_stop_of_the_keyboard_is_seen_and_has_a_name(tab, name, width):
    looking.dress(tab, (width, "light"))
    tab.goto(PAGES[name])
    stops = looking.tab_walk(tab)
    assert len(stops) > 20
    assert looking.lost(stops) == []


def test_the_first_stop_leads_past_the_menu(tab):
    tab.goto(VISIT_PAGE)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#main")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("names", [("timeline", "visit"), pytest.param(tuple(PAGES), marks=pytest.mark.slow)], ids=len)
def test_no_page_needs_scripts(tab, browser, site, names):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    plain = context.new_page()
    texts = {}
    for name in names:
        for page in (tab, plain):
            page.goto(PAGES[name])
        texts[name] = [page.locator("body").inner_text() for page in (tab, plain)]
    context.close()
    assert {name: both for name, both in texts.items() if both[0] != both[1] or len(both[0]) < 100} == {}


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


def test_on_paper_the_evidence_is_open(tab):
    tab.goto(VISIT_PAGE)
    quotes = tab.locator("details q")
    assert [quotes.nth(at).is_visible() for at in range(quotes.count())] == [False]
    tab.emulate_media(media="print")
    heights = [quotes.nth(at).bounding_box()["height"] for at in range(quotes.count())]
    assert all(height > 0 for height in heights)
    assert tab.locator(".mast nav").is_visible() is False
    assert tab.pdf()[:5] == b"%PDF-"
