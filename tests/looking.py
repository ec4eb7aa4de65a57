"""What a reader with a phone, a screen reader or a keyboard meets on an open tab. No assertion and no data here."""

import itertools

from axe_playwright_python.sync_playwright import Axe

VIEWS = [(width, scheme) for width in (1280, 390, 320) for scheme in ("light", "dark")]

# The name that a screen reader says, near enough: labels, the text inside, or a title. A frame is a window of its own:
# its stops are those of the page that it shows.
STOP = """() => {
  const e = document.activeElement, box = e.getClientRects()[0] || e.getBoundingClientRect();
  const by = (e.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent || "");
  const labels = [...(e.labels || [])].map((label) => label.textContent);
  const name = [e.ariaLabel, ...by, ...labels, e.textContent, e.title, e.type === "submit" ? e.value : ""].join("").trim();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 10));
  const inside = box.top >= -1 && box.top < innerHeight && box.bottom <= innerHeight + Math.max(1, box.height - 40)
  return { body: e === document.body, html: e.outerHTML.slice(0, 160), name,
    seen: e.tagName === "IFRAME" || inside && box.width > 0 && !!top && [e, ...(e.labels || [])].some((it) => it.contains(top)) };
}"""

OUTLINE = """() => ({
  h1: document.querySelectorAll("h1").length,
  main: document.querySelectorAll("main, [role=main]").length,
  banner: document.querySelectorAll("header:not(main header, article header, section header), [role=banner]").length,
  levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => Number(h.tagName[1])),
  unnamed: [...document.querySelectorAll("nav:not([aria-label]):not([aria-labelledby])")].map((n) => n.outerHTML.slice(0, 120)),
  ids: [...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, at, all) => all.indexOf(id) !== at),
})"""


def dress(page, view) -> None:
    """Give the tab one of `VIEWS` before a page is opened: colours that fade would be measured half way."""
    width, scheme = view
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def violations(page) -> dict[str, str]:
    """What axe finds: rule to the first element. Preloading is off: it is axe that would break the strict policy."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return {each["id"]: each["nodes"][0]["html"][:160] for each in found}


def sideways(page, widths=(1280, 390, 320)) -> dict[int, int]:
    """Window widths at which the page is wider than its window, with its width then."""
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate("document.documentElement.scrollWidth")
    return {width: wide for width, wide in found.items() if wide > width}


def tab_walk(page, limit=400) -> list[dict]:
    """Press Tab from the start of the page to its end: each stop with `html`, `name` and whether it is `seen`."""
    stops = []
    while len(stops) < limit:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["body"]:
            break
        stops.append(stop)
    return stops


def lost(stops) -> list[str]:
    """Stops that are off screen or covered when they have the focus, or that have no name."""
    return [stop["html"] for stop in stops if not (stop["seen"] and stop["name"])]


def faults_of_outline(page) -> list[str]:
    """One h1 and it comes first, one main, one banner, no level skipped, named navigation, ids once."""
    outline = page.evaluate(OUTLINE)
    levels = outline["levels"]
    skipped = [f"h{low} then h{high}" for low, high in itertools.pairwise(levels) if high > low + 1]
    single = [f"{outline[name]} of {name}" for name in ("h1", "main", "banner") if outline[name] != 1]
    first = [] if levels[:1] == [1] else ["does not start with h1"]
    return [*single, *first, *skipped, *outline["unnamed"], *(f"id {name} twice" for name in outline["ids"])]
